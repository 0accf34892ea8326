//! KF011: the inter-broker listener is named twice.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF011",
    name: "conflicting-inter-broker-settings",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala getInterBrokerListenerNameAndSecurityProtocol; read at the tags 0.10.2–4.4",
    refusals: &[
        "Only one of inter.broker.listener.name and security.inter.broker.protocol should be set.",
        "requirement failed: control.plane.listener.name, when defined, should have a different value from the inter broker listener name. Currently they both have the value …",
    ],
    doc: rule_doc!("kafka/conflicting-inter-broker-settings"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "two settings name the inter-broker listener", zh: "两个设置都在指定 broker 间的监听器" }
}
