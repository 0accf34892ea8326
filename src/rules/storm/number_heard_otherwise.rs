//! A number that YAML 1.1 counts in sixties or eights.

use crate::catalog::{Component, option};
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::syntax::yaml::{Node, Value};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST076",
    name: "number-heard-otherwise",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "SnakeYAML SafeConstructor.ConstructYamlInt, 1.11 to 2.6",
    refusals: &[],
    doc: rule_doc!("storm/number-heard-otherwise"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    for (key, value) in case.config.pairs() {
        let Some(name) = key.as_str().filter(|name| option(Component::Storm, name).is_some()) else { continue };
        for node in super::texts(value) {
            number(case, name, node, sink);
        }
    }
}

fn number(case: &NodeCase<'_, storm::Config>, name: &str, node: &Node, sink: &mut Sink<'_>) {
    if !node.plain || !matches!(node.value, Value::Int(_) | Value::Float(_)) {
        return;
    }
    let raw = case.source.text(node.span);
    let Some(heard) = node.as_i64().map(|number| number.to_string()).or_else(|| match node.value {
        Value::Float(number) => Some(number.to_string()),
        _ => None,
    }) else {
        return;
    };
    if raw.contains(':') {
        let message = text! {
            en: "{name}: Storm hears the number {heard} for {raw}: YAML counts digits with colons in sixties",
            zh: "{name}：写的是 {raw}，Storm 听到的却是数字 {heard}：YAML 把带冒号的数字按六十进制计算",
        };
        sink.report(Draft::new(node.span, message).key(name).help(text! {
            en: "write the one number that is meant, without a colon",
            zh: "只写真正要的那个数字，不带冒号",
        }));
        return;
    }
    let digits = raw.trim_start_matches('0');
    let octal = raw.starts_with('0') && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // Below 8 both are the same.
    if !octal || digits == heard {
        return;
    }
    let message = text! {
        en: "{name}: Storm hears the number {heard} for {raw}: a leading zero makes a number octal",
        zh: "{name}：写的是 {raw}，Storm 听到的却是数字 {heard}：以零开头的数字是八进制",
    };
    let title = text! { en: "write {digits}", zh: "写成 {digits}" };
    let edits = vec![Edit { span: node.span, text: digits.to_owned() }];
    let fix = Fix { title, applicability: Applicability::Unsafe, edits };
    sink.report(Draft::new(node.span, message).key(name).fix(fix));
}
