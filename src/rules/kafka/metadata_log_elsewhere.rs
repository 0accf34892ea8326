//! KF042: the metadata log lies in another directory.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF042",
    name: "metadata-log-elsewhere",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaRaftServer.scala initializeLogDirs; run on 3.0–4.4",
    refusals: &["Found unexpected metadata location in data directory `…` (the configured metadata directory is …)."],
    doc: rule_doc!("kafka/metadata-log-elsewhere"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "the metadata log lies in another directory", zh: "元数据日志在另一个目录里" }
}
