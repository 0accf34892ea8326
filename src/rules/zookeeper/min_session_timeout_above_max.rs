//! ZK013: session timeouts the wrong way round.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK013",
    name: "min-session-timeout-above-max",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; run on 3.4.9–3.9.5",
    refusals: &["minSessionTimeout must not be larger than maxSessionTimeout"],
    doc: rule_doc!("zookeeper/min-session-timeout-above-max"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "minSessionTimeout is larger than maxSessionTimeout", zh: "minSessionTimeout 大于 maxSessionTimeout" }
}
