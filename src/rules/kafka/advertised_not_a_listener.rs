//! KF009: something is advertised that listeners doesn't have.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF009",
    name: "advertised-not-a-listener",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues; run on 0.9.0.1",
    refusals: &[
        "requirement failed: advertised.listeners protocols must be equal to or a subset of listeners protocols. Found …",
        "requirement failed: advertised.listeners listener names must be equal to or a subset of the ones defined in listeners. Found …. The valid options based on the current configuration are …",
    ],
    doc: rule_doc!("kafka/advertised-not-a-listener"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "something is advertised that is no listener", zh: "对外公布的名称不是本机的监听器" }
}
