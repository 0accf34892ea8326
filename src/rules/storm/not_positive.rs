//! A number must be above zero, and is not.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST020",
    name: "not-positive",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "ConfigValidation.PositiveNumberValidator; run with 1.0.2 and 2.8.8",
    refusals: &[
        "Field … must be a Positive Number",
        "Field … must be a positive integer.",
        "Field … list entry must be a Positive Number",
    ],
    doc: rule_doc!("storm/not-positive"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "the number must be above zero",
        zh: "数值必须大于零",
    }
}
