//! ZK029: a version inside the dynamic configuration.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK029",
    name: "version-in-dynamic-config-file",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parse; run on 3.5.10–3.9.5",
    refusals: &["dynamic file shouldn't have version inside"],
    doc: rule_doc!("zookeeper/version-in-dynamic-config-file"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a version line inside the dynamic configuration", zh: "动态配置里有 version 行" }
}
