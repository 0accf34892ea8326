//! ZK032: a myid that holds more than a number.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK032",
    name: "malformed-myid",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java setupMyId; run on 3.4.9–3.9.5",
    refusals: &["serverid … is not a number", "myid file is missing"],
    doc: rule_doc!("zookeeper/malformed-myid"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "myid holds anything but a number", zh: "myid 里不只是一个数字" }
}
