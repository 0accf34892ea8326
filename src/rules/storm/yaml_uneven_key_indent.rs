//! A key isn't aligned with its neighbours.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST072",
    name: "yaml-uneven-key-indent",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "expected '<document start>', but found …",
        "while parsing a block mapping expected <block end>, but found …",
        "while parsing a block collection expected <block end>, but found …",
        "mapping values are not allowed here",
    ],
    doc: rule_doc!("storm/yaml-uneven-key-indent"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a key isn't aligned with its neighbours",
        zh: "键与同级的键没有对齐",
    }
}
