//! ZK002: a switch that is neither true nor false.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK002",
    name: "invalid-boolean",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseBoolean, parseProperties; run on 3.4.9–3.9.5",
    refusals: &["Invalid option … for ….", "Invalid option for standalone mode. Choose 'true' or 'false.'"],
    doc: rule_doc!("zookeeper/invalid-boolean"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a switch is neither true nor false", zh: "开关的值既不是 true 也不是 false" }
}
