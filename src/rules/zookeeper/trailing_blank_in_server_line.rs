//! ZK019: a blank at the end of a server line.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK019",
    name: "trailing-blank-in-server-line",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/flexible/QuorumMaj.java, QuorumHierarchical.java; run on 3.4.9–3.9.5",
    refusals: &["Address unresolved: …", "For input string: \"…\"", "Unrecognised peertype: …"],
    doc: rule_doc!("zookeeper/trailing-blank-in-server-line"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a blank at the end of a line counts", zh: "行末的空白也算数" }
}
