//! KF018: the migration from ZooKeeper is switched on, but its settings are not complete.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF018",
    name: "incomplete-migration",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues; read at the tags 3.4–3.9",
    refusals: &[
        "If using zookeeper.metadata.migration.enable, controller.quorum.voters must contain a parseable set of voters.",
        "requirement failed: controller.listener.names must not be empty when running in ZooKeeper migration mode: []",
        "requirement failed: Cannot enable ZooKeeper migration without setting 'inter.broker.protocol.version' to 3.4 or higher",
    ],
    doc: rule_doc!("kafka/incomplete-migration"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "the migration from ZooKeeper is switched on, but not complete", zh: "开启了从 ZooKeeper 的迁移，但配置不完整" }
}
