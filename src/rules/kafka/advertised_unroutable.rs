//! KF010: clients are told to connect to 0.0.0.0.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF010",
    name: "advertised-unroutable",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues; read at the tags 1.0–4.4, accepted by a run of 0.9.0.1",
    refusals: &[
        "requirement failed: advertised.listeners cannot use the nonroutable meta-address 0.0.0.0. Use a routable IP address.",
    ],
    doc: rule_doc!("kafka/advertised-unroutable"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "clients would be told to connect to 0.0.0.0", zh: "会让客户端去连接 0.0.0.0" }
}
