//! KF044: a log directory isn't formatted.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF044",
    name: "unformatted-log-dir",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/BrokerMetadataCheckpoint.scala getBrokerMetadataAndOfflineDirs; KafkaRaftServer.scala initializeLogDirs; run on 2.8–4.4",
    refusals: &[
        "No `meta.properties` found in … (have you run `kafka-storage.sh` to format the directory?)",
        "No readable meta.properties files found.",
    ],
    doc: rule_doc!("kafka/unformatted-log-dir"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a log directory isn't formatted", zh: "某个日志目录没有格式化" }
}
