//! ZK031: no myid in dataDir.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK031",
    name: "missing-myid",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java setupMyId, checkValidity; run on 3.4.9–3.9.5",
    refusals: &["…myid file is missing", "… (Is a directory)"],
    doc: rule_doc!("zookeeper/missing-myid"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "there is no myid in dataDir", zh: "dataDir 里没有 myid" }
}
