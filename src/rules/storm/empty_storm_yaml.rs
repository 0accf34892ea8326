//! A storm.yaml that sets nothing.

use crate::catalog::Component;
use crate::finding::{Confidence, Place, Severity};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST043",
    name: "empty-storm-yaml",
    component: Some(Component::Storm),
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "Utils.findAndReadConfigFile gives an empty map for an empty document",
    refusals: &[],
    doc: rule_doc!("storm/empty-storm-yaml"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    if case.config.empty && !case.node.template {
        let message = text! {
            en: "storm.yaml sets nothing: ZooKeeper and nimbus are looked for on localhost",
            zh: "storm.yaml 什么都没设置：会到 localhost 去找 ZooKeeper 和 nimbus",
        };
        sink.report(Draft::new(Place::File(case.source.id), message));
    }
}
