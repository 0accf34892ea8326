//! KF014: a controller is no voter, or a mere broker is one.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF014",
    name: "node-id-not-in-voters",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala validateValues; read at the tags 3.0–4.4",
    refusals: &[
        "requirement failed: If process.roles contains the 'controller' role, the node id … must be included in the set of voters controller.quorum.voters=…",
        "requirement failed: If process.roles contains just the 'broker' role, the node id … must not be included in the set of voters controller.quorum.voters=…",
    ],
    doc: rule_doc!("kafka/node-id-not-in-voters"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "the node's id and the voters contradict its role", zh: "节点 id、投票者列表与角色互相矛盾" }
}
