//! ZK050: a dataLogDir that isn't there.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK050",
    name: "missing-data-log-dir",
    component: Some(Component::ZooKeeper),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties, release-3.4.0 to release-3.4.6",
    refusals: &["dataLogDir … is missing."],
    doc: rule_doc!("zookeeper/missing-data-log-dir"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "dataLogDir is not there", zh: "dataLogDir 不存在" }
}
