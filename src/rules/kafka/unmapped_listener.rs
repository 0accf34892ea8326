//! KF007: a listener has no protocol in listener.security.protocol.map.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF007",
    name: "unmapped-listener",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala listenerSecurityProtocolMap, kafka/cluster/EndPoint.scala; read at the tags 0.10.2–4.4",
    refusals: &[
        "Error creating broker listeners from '…': No security protocol defined for listener …",
        "Listener with name … defined in inter.broker.listener.name not found in listener.security.protocol.map.",
        "Invalid security protocol `…` defined in listener.security.protocol.map",
        "Controller listener with name … defined in controller.listener.names not found in listener.security.protocol.map  (an explicit security mapping …",
        "early.start.listeners contains listener …, but this is not contained in listeners or controller.listener.names",
    ],
    doc: rule_doc!("kafka/unmapped-listener"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "a listener named in {key} has no protocol", zh: "{key} 里的监听器没有对应的协议" }
}
