//! KF002: a key without which Kafka doesn't start is missing.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF002",
    name: "missing-required-key",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues, ConfigDef.parseValue; run on 0.9.0.1",
    refusals: &[
        "Missing required configuration \"…\" which has no default value.",
        "Missing required configuration `zookeeper.connect` which has no default value.",
        "Missing configuration `node.id` which is required when `process.roles` is defined (i.e. when running in KRaft mode).",
    ],
    doc: rule_doc!("kafka/missing-required-key"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "{key} is missing, and Kafka doesn't start without it", zh: "缺少 {key}，没有它 Kafka 无法启动" }
}
