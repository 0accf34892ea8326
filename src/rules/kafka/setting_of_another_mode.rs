//! KF017: a setting belongs to another mode, and is refused in this one.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF017",
    name: "setting-of-another-mode",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues; read at the tags 3.0–4.4",
    refusals: &[
        "requirement failed: controller.listener.names must be empty when not running in KRaft mode: […]",
        "requirement failed: control.plane.listener.name is not supported in KRaft mode.",
        "requirement failed: alter.config.policy.class.name is not supported in KRaft.",
        "requirement failed: controller.quorum.auto.join.enable is only supported when process.roles contains the 'controller' role.",
    ],
    doc: rule_doc!("kafka/setting-of-another-mode"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "{key} belongs to the other mode, and Kafka refuses it in this one", zh: "{key} 属于另一种模式，Kafka 在当前模式下拒绝它" }
}
