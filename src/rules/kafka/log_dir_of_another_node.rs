//! KF040: a log directory belongs to another node.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF040",
    name: "log-dir-of-another-node",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaServer.scala getBrokerId, getOrGenerateBrokerId; KafkaRaftServer.scala initializeLogDirs; MetaPropertiesEnsemble.java verify; run on 0.9–4.4",
    refusals: &[
        "Configured brokerId … doesn't match stored brokerId … in meta.properties",
        "Configured broker.id … doesn't match stored broker.id … in meta.properties. …",
        "Configured node.id … doesn't match stored node.id … in meta.properties. …",
        "Stored node id … doesn't match previous node id … in …",
    ],
    doc: rule_doc!("kafka/log-dir-of-another-node"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a log directory belongs to another node", zh: "日志目录属于另一个节点" }
}
