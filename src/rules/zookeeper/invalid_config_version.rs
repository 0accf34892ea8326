//! ZK026: a version of the list that is no number.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK026",
    name: "invalid-config-version",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/flexible/QuorumMaj.java QuorumMaj(Properties)",
    refusals: &["For input string: \"…\" under radix 16"],
    doc: rule_doc!("zookeeper/invalid-config-version"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "the version of the server list is no hexadecimal number", zh: "服务器列表的 version 不是十六进制数" }
}
