//! ZK034: two different client ports of one server.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK034",
    name: "client-address-mismatch",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java setupClientPort; run on 3.5.10–3.9.5",
    refusals: &[
        "client address for this server (id = …) in static config file is … is different from client address found in dynamic file: …",
    ],
    doc: rule_doc!("zookeeper/client-address-mismatch"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "clientPort and the own server line name different client addresses", zh: "clientPort 与自己的 server 行写的客户端地址不同" }
}
