//! ZK006: SASL between servers required and not enabled.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK006",
    name: "quorum-sasl-incomplete",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; run on 3.4.9–3.9.5",
    refusals: &[
        "quorum.auth.enableSasl is disabled, so cannot enable …",
        "quorum.auth.learnerRequireSasl is disabled, so cannot enable …",
    ],
    doc: rule_doc!("zookeeper/quorum-sasl-incomplete"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "SASL between servers is required and not enabled", zh: "要求了服务器之间的 SASL，却没有启用" }
}
