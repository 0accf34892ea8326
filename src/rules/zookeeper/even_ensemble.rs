//! ZK042: an even number of voters.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;
use crate::model::zookeeper::Role;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK042",
    name: "even-ensemble",
    component: Some(Component::ZooKeeper),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseDynamicConfig; run on 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/even-ensemble"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    let Some(voters) = config.voters().filter(|voters| *voters > 2 && voters % 2 == 0) else { return };
    let Some(last) = config.servers().filter(|member| member.role == Role::Participant).last() else { return };
    let bear = voters / 2 - 1;
    let draft = Draft::new(
        last.key.span,
        text! {
            en: "{voters} servers vote, an even number: they bear {bear} down, no more than one server less would",
            zh: "有 {voters} 台服务器投票，是偶数：只能容忍 {bear} 台故障，不比少一台时多"
        },
    );
    sink.report(draft.key(last.key.value.clone()).help(text! {
        en: "make it an odd number, or give one the role observer",
        zh: "改成奇数台，或者把其中一台设为 observer"
    }));
}
