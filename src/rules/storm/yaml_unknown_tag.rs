//! A value starts with a tag that Storm doesn't know.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST074",
    name: "yaml-unknown-tag",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "could not determine a constructor for the tag …",
        "Global tag is not allowed: …",
        "while parsing a node found undefined tag handle …",
    ],
    doc: rule_doc!("storm/yaml-unknown-tag"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a tag that Storm doesn't know",
        zh: "Storm 不认识的类型标签",
    }
}
