//! ZK004: a port above 65535 or below 0.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK004",
    name: "port-out-of-range",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties: new InetSocketAddress; run on 3.4.9–3.9.5",
    refusals: &["port out of range:…"],
    doc: rule_doc!("zookeeper/port-out-of-range"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a port is out of range", zh: "端口超出范围" }
}
