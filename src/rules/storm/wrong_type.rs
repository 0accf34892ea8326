//! A value has a type that Storm refuses, or (before 1.0) dies of.

use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, Severity};
use crate::model::{Refusal, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::syntax::yaml::Value;
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST019",
    name: "wrong-type",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "ConfigValidation of every tag from 0.9.0.1 to 2.8.8; run with 1.0.2 and 2.8.8",
    refusals: &[
        "Field … must be of type …. Object: … actual type: …",
        "Field … must be an Integer within type range.",
        "Field … must be an Iterable but was a …",
        "Field … must be an Iterable of …",
        "nullEach element of the list … must be a …. (…)",
        "Each element of the list … must be a ….",
        "Each element of the list … must be a String or a Map of Strings",
        "Each key of the map … must be a …. (…)",
        "Each value in the map … must be a …. (…)",
        "Field … must be a Map",
        "Field … must be one of …; parse errors are …",
        "field … '…' must be a '…'",
    ],
    doc: rule_doc!("storm/wrong-type"),
    check: Check::RefusalOrNode(headline, check),
};

/// The validators of these versions let a `supervisor.slots.ports` that is no list through
/// (`IntegersValidator`); `standalone-supervisor` then walks it.
const SCALAR_PASSES: VersionSet = VersionSet::before(Component::Storm, "1.0.0");

fn headline(_: &Refusal) -> Text {
    text! { en: "the value has a type that Storm refuses", zh: "值的类型不对，Storm 拒绝启动" }
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.storm() else { return };
    let Some((_, ports)) = config.get("supervisor.slots.ports") else { return };
    if !case.node.versions.within(SCALAR_PASSES) || storm::joined(case.source, ports) {
        return;
    }
    if matches!(ports.value, Value::Str(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_)) {
        let is = storm::found(ports, false);
        let message = Text {
            en: format!("supervisor.slots.ports wants a list, and Storm hears {}", is.en).into(),
            zh: format!("supervisor.slots.ports 要的是列表，Storm 听到的是{}", is.zh).into(),
        };
        sink.report(Draft::new(ports.span, message).key("supervisor.slots.ports").help(text! {
            en: "the supervisor dies when it walks the ports; write one `- port` a line",
            zh: "supervisor 遍历端口时会崩溃；每行写一个“- 端口”",
        }));
    }
}
