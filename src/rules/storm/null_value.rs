//! A key has no value, and the default no longer counts.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST022",
    name: "null-value",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "Utils.readStormConfig merges with putAll; ConfigValidation.NotNullValidator; run with 1.0.2 and 2.8.8",
    refusals: &["Field …cannot be null! Actual value: null", "Field … must not be null", "Field … must be set."],
    doc: rule_doc!("storm/null-value"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "the key has no value, and Storm wants one",
        zh: "键后面没有值，而 Storm 要求必须有",
    }
}
