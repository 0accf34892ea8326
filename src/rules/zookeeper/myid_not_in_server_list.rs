//! ZK033: an id without its server line.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK033",
    name: "myid-not-in-server-list",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeer.java; run on 3.4.9–3.9.5",
    refusals: &["My id … not in the peer list"],
    doc: rule_doc!("zookeeper/myid-not-in-server-list"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "no server line has the id in myid", zh: "server 列表里没有 myid 里的 id" }
}
