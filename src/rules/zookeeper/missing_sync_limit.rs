//! ZK025: no syncLimit in an ensemble.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK025",
    name: "missing-sync-limit",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java checkValidity; run on 3.4.9–3.9.5",
    refusals: &["syncLimit is not set"],
    doc: rule_doc!("zookeeper/missing-sync-limit"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "syncLimit is not set in an ensemble", zh: "集群里没有设置 syncLimit" }
}
