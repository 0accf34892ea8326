//! The file holds a character that YAML forbids.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST075",
    name: "yaml-unprintable-character",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "unacceptable character … special characters are not allowed …",
        "unacceptable code point … special characters are not allowed …",
    ],
    doc: rule_doc!("storm/yaml-unprintable-character"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a character that YAML forbids",
        zh: "YAML 不允许的字符",
    }
}
