//! FS016: a key that no version knows and that is like no other.

use super::keys;
use crate::catalog::{self, Component};
use crate::finding::{Confidence, Severity};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "FS016",
    name: "unknown-key",
    component: None,
    severity: Severity::Hint,
    confidence: Confidence::Medium,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties (else branch); kafka/server/KafkaConfig.scala never calls logUnused; run on Kafka 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("file/unknown-key"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let component = case.node.component();
    for used in keys::heard(case) {
        let key = &used.name;
        let known = catalog::option(component, key).is_some() || catalog::prefix(component, key).is_some();
        if known
            || keys::is_no_name(key)
            || keys::told_elsewhere(component, key)
            || catalog::near(component, key).is_some()
        {
            continue;
        }
        let name = component.name();
        let message = match (catalog::foreign(component, key), component) {
            (Some(reader), _) => text! {
                en: "{key} is a setting of {reader}; {name} doesn't read it",
                zh: "{key} 是 {reader} 的设置，{name} 不会读它",
            },
            (None, Component::Storm) => text! {
                en: "Storm has no option {key}; it is handed on to topologies as it is",
                zh: "Storm 没有 {key} 这个选项，会把它原样交给拓扑",
            },
            (None, _) => text! {
                en: "{name} has no option {key} in any version, and ignores it",
                zh: "{name} 的任何版本都没有 {key} 这个选项，会忽略它",
            },
        };
        sink.report(
            Draft::new(used.span, message)
                .key(key.clone())
                .label(text! { en: "{name} doesn't know {key}", zh: "{name} 不认识 {key}" })
                .help(keys::ignored(component, key)),
        );
    }
}
