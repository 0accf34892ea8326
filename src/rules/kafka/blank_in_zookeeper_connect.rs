//! KF026: a blank in zookeeper.connect makes a server unusable.

use crate::catalog::Component;
use crate::catalog::VersionSet;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::model::kafka::Mode;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF026",
    name: "blank-in-zookeeper-connect",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/client/ConnectStringParser.java of 3.4 (Kafka 0.8–2.3): entries are not trimmed; 3.5 (Kafka 2.4) trims",
    refusals: &[],
    doc: rule_doc!("kafka/blank-in-zookeeper-connect"),
    check: Check::Kafka(check),
};

/// Their client keeps the blanks.
const KEEPS_BLANKS: VersionSet = VersionSet::before(Component::Kafka, "2.4.0");

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    let keeping = case.node.versions.and(KEEPS_BLANKS);
    let Some(connect) = config.zookeeper_connect.value().filter(|_| !keeping.is_empty()) else { return };
    if config.mode != Mode::ZooKeeper {
        return;
    }
    let (first, last) = (connect.hosts.first(), connect.hosts.last());
    for host in &connect.hosts {
        // What stands between this server and the commas around it; the value's own ends are trimmed.
        let outer = |at: u32| case.source.bytes.get(at as usize).is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        let before = first != Some(host) && host.span.start > 0 && outer(host.span.start - 1);
        let after = last != Some(host) && host.port.is_none() && outer(host.span.end);
        if !before && !after {
            continue;
        }
        let name = &host.host.value;
        let all = case.node.versions.within(KEEPS_BLANKS);
        let severity = if all { Severity::Error } else { Severity::Hint };
        sink.report(
            Draft::new(
                host.span,
                text! {
                    en: "the blank belongs to the host's name: Kafka up to 2.3 can't reach the ZooKeeper server {name}",
                    zh: "空格成了主机名的一部分：2.3 及以前的 Kafka 连不上 ZooKeeper 服务器 {name}",
                },
            )
            .severity(severity)
            .key("zookeeper.connect")
            .help(text! {
                en: "write the servers without blanks between them",
                zh: "服务器之间不要写空格",
            }),
        );
    }
}
