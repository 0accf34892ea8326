//! KF013: an address of the controller quorum is malformed.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF013",
    name: "malformed-quorum-address",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/kafka/raft/RaftConfig.java, QuorumConfig.java parseVoterConnections; read at the tags 2.8–4.4",
    refusals: &[
        "Invalid configuration value for controller.quorum.voters. Each entry should be in the form `{id}@{host}:{port}`.",
        "Failed to parse voter ID as an integer from …",
        "Failed to parse host name from entry … for the configuration controller.quorum.voters. Each entry should be in the form `{id}@{host}:{port}`.",
        "Failed to parse host name from … for the configuration controller.quorum.bootstrap.servers. Each entry should be in the form \"{host}:{port}\"",
    ],
    doc: rule_doc!("kafka/malformed-quorum-address"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "Kafka can't read an address in {key}", zh: "Kafka 无法解析 {key} 里的地址" }
}
