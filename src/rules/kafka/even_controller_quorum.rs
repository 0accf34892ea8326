//! KF024: the controller quorum has an even number of voters.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use std::collections::BTreeSet;

pub(crate) static RULE: Rule = Rule {
    code: "KF024",
    name: "even-controller-quorum",
    component: Some(Component::Kafka),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/kafka/raft/QuorumState.java: a majority of the voters; no version checks the number",
    refusals: &[],
    doc: rule_doc!("kafka/even-controller-quorum"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let (Some(voters), Some(span)) = (case.config.voters.value(), case.config.voters.span()) else { return };
    let ids: BTreeSet<i64> = voters.iter().map(|voter| voter.id.value).collect();
    let count = ids.len();
    if count == 0 || count % 2 == 1 {
        return;
    }
    let (survives, better) = (count / 2 - 1, count - 1);
    sink.report(
        Draft::new(
            span,
            text! {
                en: "{count} controllers vote: they survive the loss of {survives}, no more than {better} would",
                zh: "有 {count} 个控制器投票：只能容忍 {survives} 个故障，并不比 {better} 个多",
            },
        )
        .key("controller.quorum.voters")
        .help(text! {
            en: "use 3 or 5 controllers",
            zh: "使用 3 或 5 个控制器",
        }),
    );
}
