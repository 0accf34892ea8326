//! KF008: brokers are to talk through a listener that is not advertised.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF008",
    name: "inter-broker-listener-not-advertised",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues; run on 0.9.0.1",
    refusals: &[
        "requirement failed: security.inter.broker.protocol must be a protocol in the configured set of advertised.listeners. The valid options based on currently configured protocols are Set(…)",
        "requirement failed: inter.broker.listener.name must be a listener name defined in advertised.listeners. The valid options based on currently configured listeners are …",
        "requirement failed: There must be at least one advertised listener.",
    ],
    doc: rule_doc!("kafka/inter-broker-listener-not-advertised"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "brokers would talk through a listener that is not advertised", zh: "broker 之间要使用的监听器没有对外公布" }
}
