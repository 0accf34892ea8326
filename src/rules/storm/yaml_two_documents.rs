//! The file holds more than one YAML document.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST068",
    name: "yaml-two-documents",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "expected a single document in the stream but found another document",
        "expected '<document start>', but found …",
        "while parsing a block node expected the node content, but found …",
    ],
    doc: rule_doc!("storm/yaml-two-documents"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "the file holds more than one document",
        zh: "文件里不止一个文档",
    }
}
