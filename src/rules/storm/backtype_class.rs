//! A class of `backtype.storm` in a version that calls it `org.apache.storm`.

use crate::catalog::{Component, VersionSet, option};
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::syntax::yaml::{Node, Value};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST037",
    name: "backtype-class",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "TransportFactory.makeContext loads the name as it stands; 1.0.0 renamed the packages",
    refusals: &[],
    doc: rule_doc!("storm/backtype-class"),
    check: Check::Storm(check),
};

const SINCE_1: VersionSet = VersionSet::since(Component::Storm, "1.0.0");
const SINCE_2: VersionSet = VersionSet::since(Component::Storm, "2.0.0");
const OLD: &str = "backtype.storm.";

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let versions = case.node.versions;
    let certain = versions.within(SINCE_1);
    // Keys of 1.0 beside classes of 0.x: one of the two is wrong.
    let newer = || {
        let keys = case.config.keys.iter().filter(|used| !used.unknown);
        let mut known = keys.filter_map(|used| option(Component::Storm, &used.name));
        known.any(|spec| spec.known().within(SINCE_1))
    };
    if !certain && (!versions.meets(SINCE_1) || !newer()) {
        return;
    }
    for (key, value) in case.config.pairs() {
        let Some((name, spec)) = key.as_str().and_then(|name| Some((name, option(Component::Storm, name)?))) else {
            continue;
        };
        // From 2.0 on these validators try the new name by themselves.
        let mapped = spec.era(versions).is_some_and(|era| era.valid.contains("ImplementationOfClass"));
        let strategy = name == "topology.scheduler.strategy";
        if !spec.known().meets(versions) || versions.within(SINCE_2) && (mapped || strategy) {
            continue;
        }
        for node in classes(value) {
            let Some(class) = node.as_str().filter(|class| class.starts_with(OLD)) else { continue };
            let new = class.replacen(OLD, "org.apache.storm.", 1);
            let message = text! {
                en: "{name}: {class} doesn't exist since Storm 1.0",
                zh: "{name}：Storm 1.0 起没有 {class} 这个类",
            };
            let mut draft = Draft::new(node.span, message)
                .severity(if certain { Severity::Error } else { Severity::Hint })
                .key(name)
                .help(text! { en: "write {new}", zh: "改成 {new}" });
            let raw = case.source.text(node.span);
            if raw.contains(class) {
                let edit = Edit { span: node.span, text: raw.replacen(class, &new, 1) };
                let title = text! { en: "write {new}", zh: "写成 {new}" };
                draft = draft.fix(Fix { title, applicability: Applicability::Unsafe, edits: vec![edit] });
            }
            sink.report(draft);
        }
    }
}

/// A value, the items of a list, and their `class` entries.
fn classes(value: &Node) -> Vec<&Node> {
    match &value.value {
        Value::Seq(items) => items
            .iter()
            .flat_map(|item| match item.as_map() {
                Some(pairs) => {
                    pairs.iter().filter(|(key, _)| key.as_str() == Some("class")).map(|(_, value)| value).collect()
                }
                None => vec![item],
            })
            .collect(),
        _ => vec![value],
    }
}
