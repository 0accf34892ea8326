//! Full-width punctuation or a special blank stands where YAML wants ASCII.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST062",
    name: "yaml-full-width-character",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "mapping values are not allowed here",
        "while scanning a simple key could not find expected ':'",
        "while parsing a flow sequence expected ',' or ']', but got …",
    ],
    doc: rule_doc!("storm/yaml-full-width-character"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a full-width character where YAML wants ASCII punctuation",
        zh: "该用半角标点的地方用了全角字符",
    }
}
