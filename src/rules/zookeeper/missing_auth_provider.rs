//! ZK015: an authentication scheme without its class.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK015",
    name: "missing-auth-provider",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java configureSSLAuth",
    refusals: &["No auth provider configured for the SSL authentication scheme '…'."],
    doc: rule_doc!("zookeeper/missing-auth-provider"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "an authentication scheme has no class", zh: "认证方案没有对应的类" }
}
