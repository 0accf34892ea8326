//! KF039: a log directory lies inside another one.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF039",
    name: "nested-log-dirs",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/log/LogManager.scala loadLogs, Log.parseTopicPartitionName; read at 0.9.0.1, 0.10.2.2, 1.0.2, 2.3.1, 2.8.2, 3.8.0",
    refusals: &["Found directory …, '…' is not in the form of topic-partition…"],
    doc: rule_doc!("kafka/nested-log-dirs"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a log directory lies inside another log directory", zh: "一个日志目录位于另一个日志目录之内" }
}
