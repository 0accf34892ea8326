//! ZK010: an address to listen on and no port.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK010",
    name: "client-port-address-without-port",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; run on 3.4.9–3.9.5",
    refusals: &[
        "clientPortAddress is set but clientPort is not set",
        "secureClientPortAddress is set but secureClientPort is not set",
    ],
    doc: rule_doc!("zookeeper/client-port-address-without-port"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "an address to listen on, and no port", zh: "写了监听地址，却没有端口" }
}
