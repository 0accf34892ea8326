//! KF020: two limits contradict each other.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF020",
    name: "conflicting-limits",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues, GroupCoordinatorConfig.java; run on 0.9.0.1",
    refusals: &[
        "requirement failed: replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms to prevent unnecessary socket timeouts",
        "requirement failed: replica.fetch.max.bytes should be equal or greater than message.max.bytes",
        "requirement failed: log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.",
        "requirement failed: queued.max.request.bytes must be larger or equal to socket.request.max.bytes",
        "group.consumer.session.timeout.ms must be less than or equal to group.consumer.max.session.timeout.ms",
    ],
    doc: rule_doc!("kafka/conflicting-limits"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "two limits contradict each other", zh: "两个限制互相矛盾" }
}
