//! List items belong to no key.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST065",
    name: "yaml-orphan-list-items",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "expected '<document start>', but found …",
        "while parsing a block mapping expected <block end>, but found …",
    ],
    doc: rule_doc!("storm/yaml-orphan-list-items"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "list items that belong to no key",
        zh: "列表项没有所属的键",
    }
}
