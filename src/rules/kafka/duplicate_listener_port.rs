//! KF005: two listeners share a port.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF005",
    name: "duplicate-listener-port",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/utils/CoreUtils.scala listenerListToEndPoints; run on 0.9.0.1",
    refusals: &[
        "requirement failed: Each listener must have a different port",
        "requirement failed: Each listener must have a different port, listeners: …",
        "requirement failed: If you have two listeners on the same port then one needs to be IPv4 and the other IPv6, listeners: …, port: …",
    ],
    doc: rule_doc!("kafka/duplicate-listener-port"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "two listeners in {key} share a port", zh: "{key} 里有两个监听器使用同一个端口" }
}
