//! ZK005: an election algorithm other than 3.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;

use crate::catalog::VersionSet;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK005",
    name: "bad-election-alg",
    component: Some(Component::ZooKeeper),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; quorum/QuorumPeer.java createElectionAlgorithm; run on 3.4.9–3.9.5",
    refusals: &["Invalid electionAlg value. Only 3 is supported."],
    doc: rule_doc!("zookeeper/bad-election-alg"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "an election algorithm other than 3", zh: "electionAlg 不是 3" }
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.zookeeper() else { return };
    const OLD: VersionSet = VersionSet::before(Component::ZooKeeper, "3.6.0");
    let Some(span) = config.settings.election_alg.span() else { return };
    let Some(&value) = config.settings.election_alg.value() else { return };
    if value == 3 || !case.node.versions.within(OLD) || config.is_ensemble() != Some(true) {
        return;
    }
    let draft = if (0..3).contains(&value) {
        Draft::new(
            span,
            text! {
                en: "electionAlg is {value}, an old UDP algorithm that 3.6 removed",
                zh: "electionAlg 是 {value}，这是 3.6 已移除的旧 UDP 算法"
            },
        )
    } else {
        Draft::new(
            span,
            text! {
                en: "electionAlg is {value}, which does not exist: the election never ends",
                zh: "electionAlg 是 {value}，不存在这种算法：选举永远不会结束"
            },
        )
        .severity(Severity::Error)
    };
    sink.report(
        draft.key("electionAlg").help(text! { en: "delete the line: 3 is the default", zh: "删掉这一行：默认就是 3" }),
    );
}
