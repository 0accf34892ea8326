//! A value starts with a character that YAML reserves.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST066",
    name: "yaml-reserved-character",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "while scanning for the next token found character … that cannot start any token …",
        "while scanning an alias …",
        "while scanning an anchor …",
        "while scanning a block scalar …",
        "while scanning a directive …",
        "while scanning a tag …",
    ],
    doc: rule_doc!("storm/yaml-reserved-character"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a value starts with a character that YAML reserves",
        zh: "值以 YAML 保留的字符开头",
    }
}
