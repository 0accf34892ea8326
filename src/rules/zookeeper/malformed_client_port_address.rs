//! ZK011: an address to listen on that is none.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK011",
    name: "malformed-client-port-address",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; java/net/InetAddress.java getByName; run on 3.4.9–3.9.5",
    refusals: &["…: invalid IPv6 address literal", "…: Name or service not known"],
    doc: rule_doc!("zookeeper/malformed-client-port-address"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "an address to listen on is none", zh: "监听地址不是地址" }
}
