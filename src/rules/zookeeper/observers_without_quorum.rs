//! ZK022: observers and nobody to observe.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK022",
    name: "observers-without-quorum",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseDynamicConfig; run on 3.4.9–3.9.5",
    refusals: &[
        "Observers w/o participants is an invalid configuration",
        "Observers w/o quorum is an invalid configuration",
    ],
    doc: rule_doc!("zookeeper/observers-without-quorum"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "observers without voters to observe", zh: "有 observer，却没有足够的投票者" }
}
