//! Options as nested maps: storm.yaml wants the dotted name as one key.

use crate::catalog::{Component, option};
use crate::finding::{Confidence, Severity};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::syntax::yaml::Node;
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST032",
    name: "nested-storm-key",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "Utils.readStormConfig: putAll of the top-level keys; unknown keys are ignored",
    refusals: &[],
    doc: rule_doc!("storm/nested-storm-key"),
    check: Check::Storm(check),
};

/// The longest option has this many parts.
const PARTS: usize = 10;

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    for (key, value) in case.config.pairs() {
        let Some(name) = key.as_str() else { continue };
        if option(Component::Storm, name).is_some() {
            continue;
        }
        let Some((option, place)) = nested(name, value) else { continue };
        let message = text! {
            en: "`{name}` is a nested map: Storm ignores it and wants `{option}` as one key",
            zh: "`{name}` 写成了嵌套结构：Storm 会忽略它，要写成一个键 `{option}`",
        };
        let inside = text! { en: "meant as {option}", zh: "这里想写的是 {option}" };
        sink.report(Draft::new(key.span, message).key(name).related(place.span, inside).help(text! {
            en: "write the whole dotted name in front of the value: `{option}: …`",
            zh: "把带点的全名写在值前面：`{option}: …`",
        }));
    }
}

/// The first option that the map's paths spell, and its last key.
fn nested<'a>(name: &str, value: &'a Node) -> Option<(String, &'a Node)> {
    let mut open: Vec<(String, &'a Node, usize)> = vec![(name.to_owned(), value, 1)];
    while let Some((path, node, parts)) = open.pop() {
        for (key, inner) in node.as_map().unwrap_or_default().iter().rev() {
            let Some(part) = key.as_str() else { continue };
            let path = format!("{path}.{part}");
            if option(Component::Storm, &path).is_some() {
                return Some((path, key));
            }
            if parts < PARTS {
                open.push((path, inner, parts + 1));
            }
        }
    }
    None
}
