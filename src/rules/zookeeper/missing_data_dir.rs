//! ZK007: no dataDir.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK007",
    name: "missing-data-dir",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; run on 3.4.9–3.9.5",
    refusals: &["dataDir is not set"],
    doc: rule_doc!("zookeeper/missing-data-dir"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "dataDir is not set", zh: "没有设置 dataDir" }
}
