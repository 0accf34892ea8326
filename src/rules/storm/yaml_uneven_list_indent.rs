//! A list item isn't aligned with the others.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST073",
    name: "yaml-uneven-list-indent",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "while parsing a block mapping expected <block end>, but found …",
        "while parsing a block collection expected <block end>, but found …",
    ],
    doc: rule_doc!("storm/yaml-uneven-list-indent"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a list item isn't aligned with the others",
        zh: "列表项没有对齐",
    }
}
