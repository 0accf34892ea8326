//! An entry lacks a key that Storm asks for.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST023",
    name: "incomplete-map-entry",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "ConfigValidation.MetricRegistryValidator; run with 1.0.2 and 2.8.8",
    refusals: &[
        "Field … must have map entry with key: …",
        "… should contain Map entry with key: …",
        "The numa configuration key […] is missing!",
    ],
    doc: rule_doc!("storm/incomplete-map-entry"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "the entry lacks a key that Storm asks for",
        zh: "条目缺少 Storm 要求的键",
    }
}
