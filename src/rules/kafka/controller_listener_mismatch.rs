//! KF015: the controllers' listener names don't fit the node's listeners.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF015",
    name: "controller-listener-mismatch",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues; read at the tags 3.0–4.4",
    refusals: &[
        "requirement failed: controller.listener.names must contain at least one value appearing in the 'listeners' configuration when running the KRaft controller role",
        "requirement failed: controller.listener.names must only contain values appearing in the 'listeners' configuration when running the KRaft controller role",
        "requirement failed: controller.listener.names must not contain a value appearing in the 'listeners' configuration when running KRaft with just the broker role",
        "requirement failed: The listeners config must only contain KRaft controller listeners from controller.listener.names when process.roles=controller",
    ],
    doc: rule_doc!("kafka/controller-listener-mismatch"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "controller.listener.names and listeners don't fit the node's role", zh: "controller.listener.names 与 listeners 不符合节点角色" }
}
