//! Brackets don't match.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST069",
    name: "yaml-unclosed-bracket",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "while parsing a flow sequence expected ',' or ']', but got …",
        "while parsing a flow mapping expected ',' or '}', but got …",
        "while parsing a block mapping expected <block end>, but found …",
    ],
    doc: rule_doc!("storm/yaml-unclosed-bracket"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "brackets that don't match",
        zh: "括号不配对",
    }
}
