//! A value in typographic quotes, which are letters to YAML.

use crate::catalog::Component;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST039",
    name: "curly-quote-in-value",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "SnakeYAML ScannerImpl.scanPlain; run with 1.11 to 2.6",
    refusals: &[],
    doc: rule_doc!("storm/curly-quote-in-value"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    for (key, value) in case.config.pairs() {
        let Some(name) = key.as_str() else { continue };
        for node in super::texts(value).iter().filter(|node| node.plain) {
            let Some(text) = node.as_str() else { continue };
            let Some(inner) = text.strip_prefix(['“', '”', '‘', '’', '＂']) else { continue };
            let inner = inner.strip_suffix(['“', '”', '‘', '’', '＂']).unwrap_or(inner);
            let message = text! {
                en: "{name}: the quotes of {text} belong to the value; YAML's are straight",
                zh: "{name}：{text} 的弯引号属于值的一部分；YAML 的引号是直的",
            };
            let mut draft = Draft::new(node.span, message).key(name);
            if !inner.contains(['"', '\\', '\n', '“', '”', '‘', '’']) {
                let title = text! { en: "write straight quotes", zh: "换成直引号" };
                let edits = vec![Edit { span: node.span, text: format!("\"{inner}\"") }];
                draft = draft.fix(Fix { title, applicability: Applicability::Safe, edits });
            }
            sink.report(draft);
        }
    }
}
