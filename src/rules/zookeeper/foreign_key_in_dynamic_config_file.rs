//! ZK030: another key in the dynamic configuration.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK030",
    name: "foreign-key-in-dynamic-config-file",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseDynamicConfig; run on 3.5.10–3.9.5",
    refusals: &["Unrecognised parameter: …"],
    doc: rule_doc!("zookeeper/foreign-key-in-dynamic-config-file"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a key in the dynamic configuration does not belong there", zh: "动态配置里有不该出现的键" }
}
