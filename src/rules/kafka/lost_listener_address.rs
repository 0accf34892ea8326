//! KF031: the address of the listener is set with keys that 3.0 dropped.

use crate::catalog::Component;
use crate::catalog::VersionSet;
use crate::finding::{Confidence, Severity};
use crate::inventory::Node;
use crate::model::KeyUse;
use crate::model::kafka::{Config, Mode};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF031",
    name: "lost-listener-address",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala of 3.0: host.name and port are gone, listeners defaults to PLAINTEXT://:9092",
    refusals: &[],
    doc: rule_doc!("kafka/lost-listener-address"),
    check: Check::Kafka(check),
};

const GONE: VersionSet = VersionSet::since(Component::Kafka, "3.0.0");

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    for (used, new) in lost(case.node, case.config) {
        let (old, value) = (used.name.as_str(), used.value.trim());
        let draft = Draft::new(
            used.value_span,
            if old == "port" {
                text! {
                    en: "the broker listens on 9092, not on {value}: 3.0 dropped port, and listeners is missing",
                    zh: "broker 监听的是 9092，而不是 {value}：3.0 删除了 port，又没有写 listeners",
                }
            } else {
                text! {
                    en: "the broker is not known as {value}: 3.0 dropped advertised.host.name, and advertised.listeners is missing",
                    zh: "broker 不会以 {value} 公布：3.0 删除了 advertised.host.name，又没有写 advertised.listeners",
                }
            },
        );
        sink.report(draft.key(used.name.clone()).help(text! {
            en: "write {new}=PLAINTEXT://host:port instead",
            zh: "改写为 {new}=PLAINTEXT://主机:端口",
        }));
    }
}

/// The keys whose address is lost, and what to write instead.
pub(crate) fn lost<'a>(node: &Node, config: &'a Config) -> impl Iterator<Item = (&'a KeyUse, &'static str)> {
    let asked = node.versions.within(GONE) && config.mode == Mode::ZooKeeper && config.use_of("listeners").is_none();
    [("port", "listeners"), ("advertised.host.name", "advertised.listeners")].into_iter().filter_map(
        move |(old, new)| {
            let used = config.use_of(old).filter(|used| asked && !used.unknown)?;
            let value = used.value.trim();
            let same = value.is_empty() || (old == "port" && value == "9092") || config.use_of(new).is_some();
            (!same).then_some((used, new))
        },
    )
}
