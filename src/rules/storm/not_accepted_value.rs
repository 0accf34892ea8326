//! A value is not among those that Storm accepts.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST021",
    name: "not-accepted-value",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "ConfigValidation; run with 1.0.2 and 2.8.8",
    refusals: &[
        "Field … must be one of \"NONE\", \"DIGEST\", or \"KERBEROS\"",
        "Field … must be a power of 2.",
        "Field … is not an accepted value. Value: … Accepted values: […]",
        "Failed to validate config … with value …",
    ],
    doc: rule_doc!("storm/not-accepted-value"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "the value is not among those that Storm accepts",
        zh: "值不在 Storm 接受的范围内",
    }
}
