//! ZK020: a server key without a number.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK020",
    name: "invalid-server-id",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; flexible/QuorumMaj.java; run on 3.4.9–3.9.5",
    refusals: &["For input string: \"…\""],
    doc: rule_doc!("zookeeper/invalid-server-id"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a server key has no number", zh: "server 键里没有数字" }
}
