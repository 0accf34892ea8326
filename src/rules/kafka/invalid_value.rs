//! KF001: a value has the wrong type or lies out of range.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF001",
    name: "invalid-value",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/kafka/common/config/ConfigDef.java parseType, Range, ValidString, ValidList; run on 0.9.0.1",
    refusals: &[
        "Invalid value … for configuration …: Not a number of type INT",
        "Invalid value … for configuration …: Expected value to be either true or false",
        "Invalid value … for configuration …: Value must be at least …",
        "Invalid value … for configuration …: String must be one of: …",
        "Configuration '…' values must not be empty.",
        "requirement failed: log.retention.ms must be unlimited (-1) or, greater than or equal to 1",
    ],
    doc: rule_doc!("kafka/invalid-value"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "Kafka can't take the value of {key}", zh: "Kafka 无法接受 {key} 的值" }
}
