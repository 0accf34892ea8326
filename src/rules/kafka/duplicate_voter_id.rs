//! KF036: two voters have the same id.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::{Config, Voter};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use std::collections::HashMap;

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

/// So many are told; nobody mends a thousand one by one.
const MOST: usize = 20;

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let Some(voters) = case.config.voters.value() else { return };
    let mut firsts: HashMap<i64, &Voter> = HashMap::new();
    let mut told = 0;
    for voter in voters {
        let Some(first) = firsts.get(&voter.id.value).copied() else {
            firsts.insert(voter.id.value, voter);
            continue;
        };
        let (id, lost, kept) = (voter.id.value, &first.host.value, &voter.host.value);
        if lost == kept && first.port.value == voter.port.value {
            continue;
        }
        told += 1;
        if told > MOST {
            break;
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
