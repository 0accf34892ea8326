//! KF032: more replicas must be in sync than there are.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Setting;
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF032",
    name: "min-insync-above-replication-factor",
    component: Some(Component::Kafka),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "kafka/cluster/Partition.scala: acks=all needs min.insync.replicas in sync; no version compares them at start; run on 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("kafka/min-insync-above-replication-factor"),
    check: Check::Kafka(check),
};

/// Replicas in sync, replicas, the defaults of both.
const PAIRS: &[(&str, &str, i64, i64)] = &[
    ("min.insync.replicas", "default.replication.factor", 1, 1),
    ("transaction.state.log.min.isr", "transaction.state.log.replication.factor", 2, 3),
    ("share.coordinator.state.topic.min.isr", "share.coordinator.state.topic.replication.factor", 2, 3),
];

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    for (least, factor, least_default, factor_default) in PAIRS {
        let (minimum, replicas) = (case.config.integer(least), case.config.integer(factor));
        let number = |setting: &Setting<i64>, default: i64| match setting {
            Setting::Absent => Some(default),
            Setting::Set(value) => Some(value.value),
            Setting::Unknown(_) => None,
        };
        let Some((low, high)) = number(&minimum, *least_default).zip(number(&replicas, *factor_default)) else {
            continue;
        };
        let Some(span) = minimum.span().or(replicas.span()) else { continue };
        if low <= high || high < 1 {
            continue;
        }
        let mut draft = Draft::new(span, text! {
            en: "{least} is {low}, but {factor} is {high}: a topic made with these defaults takes no write with acks=all",
            zh: "{least} 是 {low}，而 {factor} 是 {high}：按这些默认值创建的 topic，acks=all 的写入都会失败",
        })
        .key(*least)
        .help(text! {
            en: "raise {factor}, or lower {least}",
            zh: "调大 {factor}，或调小 {least}",
        });
        if let Some(other) = replicas.span().filter(|_| minimum.span().is_some()) {
            draft = draft.related(other, text! { en: "the number of replicas", zh: "副本数" });
        }
        sink.report(draft);
    }
}
