//! KF027: messages are kept below /tmp.

use crate::catalog::Component;
use crate::finding::Place;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::model::kafka::Role;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF027",
    name: "log-dir-in-tmp",
    component: Some(Component::Kafka),
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala: the default of log.dir is /tmp/kafka-logs",
    refusals: &[],
    doc: rule_doc!("kafka/log-dir-in-tmp"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    for dir in config.log_dirs.value().into_iter().flatten() {
        let path = &dir.value;
        if path == "/tmp" || path.starts_with("/tmp/") {
            sink.report(
                Draft::new(
                    dir.span,
                    text! {
                        en: "messages are kept in {path}, which systems empty by themselves",
                        zh: "消息存放在 {path}，系统会自动清空这里",
                    },
                )
                .key("log.dirs")
                .help(help()),
            );
        }
    }
    if config.log_dirs.is_absent() && config.has_role(Role::Broker) == Some(true) {
        sink.report(
            Draft::new(
                Place::File(config.source),
                text! {
                    en: "log.dirs is not set: messages are kept in /tmp/kafka-logs, which systems empty by themselves",
                    zh: "没有设置 log.dirs：消息会存放在 /tmp/kafka-logs，系统会自动清空这里",
                },
            )
            .key("log.dirs")
            .help(help()),
        );
    }
}

fn help() -> Text {
    text! { en: "set log.dirs to a directory on a disk of its own", zh: "把 log.dirs 设为独立磁盘上的目录" }
}
