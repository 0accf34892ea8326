//! KF043: the log directories don't belong to one node.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF043",
    name: "mixed-log-dirs",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaServer.scala getBrokerId; BrokerMetadataCheckpoint.scala getBrokerMetadataAndOfflineDirs; MetaPropertiesEnsemble.java verify; run on 0.9–4.4",
    refusals: &[
        "Failed to match brokerId across logDirs",
        "Failed to match broker.id across log.dirs. …",
        "BrokerMetadata is not consistent across log.dirs. …",
        "Invalid cluster.id in: …. Expected …, but read …",
        "Stored node id … doesn't match previous node id … in …",
        "Duplicate directory ID … found. …",
    ],
    doc: rule_doc!("kafka/mixed-log-dirs"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "the log directories don't belong to one node", zh: "这些日志目录不属于同一个节点" }
}
