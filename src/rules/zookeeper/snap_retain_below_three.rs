//! ZK046: fewer snapshots than ZooKeeper keeps.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;

use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK046",
    name: "snap-retain-below-three",
    component: Some(Component::ZooKeeper),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; run on 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/snap-retain-below-three"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    let setting = &config.settings.snap_retain_count;
    let (Some(&count), Some(span)) = (setting.value(), setting.span()) else { return };
    if count < 3 {
        let draft = Draft::new(
            span,
            text! {
                en: "autopurge.snapRetainCount is {count}: ZooKeeper keeps 3 at least",
                zh: "autopurge.snapRetainCount 是 {count}：ZooKeeper 至少保留 3 个"
            },
        );
        sink.report(draft.key("autopurge.snapRetainCount"));
    }
}
