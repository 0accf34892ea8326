//! KF036: two voters have the same id.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF036",
    name: "duplicate-voter-id",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/kafka/raft/QuorumConfig.java parseVoterConnections: a map by id, the last entry wins",
    refusals: &[],
    doc: rule_doc!("kafka/duplicate-voter-id"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let Some(voters) = case.config.voters.value() else { return };
    for (index, voter) in voters.iter().enumerate() {
        let Some(first) = voters.iter().take(index).find(|other| other.id.value == voter.id.value) else { continue };
        let (id, lost, kept) = (voter.id.value, &first.host.value, &voter.host.value);
        if lost == kept && first.port.value == voter.port.value {
            continue;
        }
        sink.report(
            Draft::new(
                voter.id.span,
                text! {
                    en: "two voters have the id {id}: {kept} wins, and {lost} is no member of the quorum",
                    zh: "两个投票者的 id 都是 {id}：{kept} 生效，{lost} 不在法定人数里",
                },
            )
            .key("controller.quorum.voters")
            .related(first.span, text! { en: "this one is lost", zh: "这一项被覆盖" }),
        );
    }
}
