//! KF012: brokers log in to each other with a mechanism that is not enabled.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF012",
    name: "sasl-mechanism-not-enabled",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues; read at the tags 0.10.0–4.4",
    refusals: &[
        "requirement failed: sasl.mechanism.inter.broker.protocol must be included in sasl.enabled.mechanisms when SASL is used for inter-broker communication",
        "requirement failed: Only GSSAPI mechanism is supported for inter-broker communication with SASL when inter.broker.protocol.version is set to …",
    ],
    doc: rule_doc!("kafka/sasl-mechanism-not-enabled"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "brokers log in with a mechanism that is not enabled", zh: "broker 之间使用的 SASL 机制没有启用" }
}
