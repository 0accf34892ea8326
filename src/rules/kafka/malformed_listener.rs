//! KF004: a listener is not written as NAME://host:port.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF004",
    name: "malformed-listener",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/cluster/EndPoint.scala createEndPoint, kafka/utils/CoreUtils.scala listenerListToEndPoints; run on 0.9.0.1",
    refusals: &[
        "Error creating broker listeners from '…': Unable to parse … to a broker endpoint",
        "Error creating broker listeners from '…': No enum constant org.apache.kafka.common.protocol.SecurityProtocol.…",
        "Unable to parse … to a broker endpoint",
        "Error parsing configuration property 'listener.security.protocol.map': …",
        "Unable to parse a listener name from …",
    ],
    doc: rule_doc!("kafka/malformed-listener"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "Kafka can't read the listener in {key}", zh: "Kafka 无法解析 {key} 里的监听器" }
}
