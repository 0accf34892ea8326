//! storm.cluster.mode is local: nimbus and the supervisor refuse to start.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST026",
    name: "local-cluster-mode",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "StormCommon.validateDistributedMode, called by Nimbus, Supervisor and Worker",
    refusals: &["Cannot start server in local mode!"],
    doc: rule_doc!("storm/local-cluster-mode"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "storm.cluster.mode is local: nimbus and the supervisor refuse to start",
        zh: "storm.cluster.mode 为 local：nimbus 和 supervisor 拒绝启动",
    }
}
