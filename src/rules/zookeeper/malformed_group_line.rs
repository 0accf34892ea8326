//! ZK021: groups and weights that do not fit.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;

use crate::model::zookeeper::Role;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK021",
    name: "malformed-group-line",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/flexible/QuorumHierarchical.java parse; QuorumPeerConfig.java 3.4 parseProperties; run on 3.4.9–3.9.5",
    refusals: &[
        "Server …is not in a group",
        "Server …is in multiple groups",
        "Every server must be in exactly one group",
        "For input string: \"…\"",
        "Cannot invoke \"java.lang.Long.longValue()\" because the return value of \"…\" is null",
    ],
    doc: rule_doc!("zookeeper/malformed-group-line"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "groups and weights do not fit the servers", zh: "分组和权重与服务器对不上" }
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.zookeeper() else { return };
    let voters: Vec<i64> =
        config.servers().filter(|member| member.role == Role::Participant).map(|member| member.id).collect();
    let zero = |id: &i64| config.weights.iter().any(|weight| weight.value == (*id, 0));
    let refused = config.refusals.iter().any(|refusal| refusal.fault.0 == RULE.name);
    if refused || config.groups.is_empty() || voters.len() < 2 || !voters.iter().all(zero) {
        return;
    }
    let Some(first) = config.weights.first() else { return };
    let draft = Draft::new(
        first.span,
        text! {
            en: "every voter has the weight 0: no leader can ever be elected",
            zh: "所有投票服务器的权重都是 0：永远选不出 leader"
        },
    );
    sink.report(draft.help(text! { en: "give the voters weights above 0", zh: "给投票的服务器大于 0 的权重" }));
}
