//! KF006: two listeners have the same name.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF006",
    name: "duplicate-listener-name",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/utils/CoreUtils.scala listenerListToEndPoints; read at the tags 0.9.0.1–4.4",
    refusals: &[
        "requirement failed: Each listener must have a different name, listeners: …",
        "requirement failed: Each listener must have a different protocol",
    ],
    doc: rule_doc!("kafka/duplicate-listener-name"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "two listeners in {key} have the same name", zh: "{key} 里有两个监听器同名" }
}
