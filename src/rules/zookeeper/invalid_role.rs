//! ZK003: a role that does not exist.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK003",
    name: "invalid-role",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; quorum/QuorumPeer.java QuorumServer.getType; run on 3.4.9–3.9.5",
    refusals: &["Unrecognised peertype: …"],
    doc: rule_doc!("zookeeper/invalid-role"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a server has a role that does not exist", zh: "服务器的角色不存在" }
}
