//! KF016: a controller listener is advertised, which 3.9 brought.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF016",
    name: "advertised-controller-listener",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues; read at the tags 2.8–3.9",
    refusals: &[
        "requirement failed: The advertised.listeners config must not contain KRaft controller listeners from controller.listener.names when process.roles contains the broker role because …",
        "requirement failed: The advertised.listeners config must be empty when process.roles=controller",
        "requirement failed: advertised.listeners cannot contain any of controller.listener.names",
    ],
    doc: rule_doc!("kafka/advertised-controller-listener"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a controller listener is advertised, which only 3.9 and later take", zh: "公布了控制器监听器，只有 3.9 及以后的版本接受" }
}
