//! ZK043: two voters.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;
use crate::model::zookeeper::Role;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK043",
    name: "two-voter-ensemble",
    component: Some(Component::ZooKeeper),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseDynamicConfig; run on 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/two-voter-ensemble"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    // With an outside oracle two servers are what is meant.
    if config.voters() != Some(2) || !config.settings.oracle_path.is_absent() {
        return;
    }
    let Some(last) = config.servers().filter(|member| member.role == Role::Participant).last() else { return };
    let draft = Draft::new(
        last.key.span,
        text! {
            en: "two servers vote: when either is down, the other stops serving as well",
            zh: "只有两台服务器投票：任何一台停机，另一台也会停止服务"
        },
    );
    sink.report(draft.key(last.key.value.clone()).help(text! {
        en: "run three, so that one may fail",
        zh: "用三台，就可以容忍一台故障"
    }));
}
