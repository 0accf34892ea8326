//! KF003: the id of the node is not one that Kafka takes.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF003",
    name: "invalid-broker-id",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues, populateSynonyms; run on 0.9.0.1",
    refusals: &[
        "requirement failed: broker.id must be equal or greater than -1 and not greater than reserved.broker.max.id",
        "requirement failed: broker.id must be greater than or equal to -1 and not greater than reserved.broker.max.id",
        "You must set `node.id` to the same value as `broker.id`.",
    ],
    doc: rule_doc!("kafka/invalid-broker-id"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "the broker's id is not one that Kafka takes", zh: "Kafka 不接受这个 broker id" }
}
