//! KF019: a protocol version is unknown to this Kafka, or too old for the rest.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF019",
    name: "invalid-protocol-version",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/api/ApiVersion.scala apply, MetadataVersion.java fromVersionString; run on 0.9.0.1",
    refusals: &[
        "key not found: …",
        "Version `…` is not a valid version",
        "Invalid value … for configuration inter.broker.protocol.version: Version … is not a valid version",
        "requirement failed: log.message.format.version … can only be used when inter.broker.protocol.version is set to version … or higher",
        "A non-KRaft version … given for inter.broker.protocol.version. The minimum version is 3.0-IV1",
    ],
    doc: rule_doc!("kafka/invalid-protocol-version"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "{key} is a protocol version that this Kafka can't use", zh: "{key} 的协议版本这个 Kafka 不能用" }
}
