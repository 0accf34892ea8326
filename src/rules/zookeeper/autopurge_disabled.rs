//! ZK045: snapshots that nobody deletes.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::finding::Place;
use crate::model::zookeeper::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK045",
    name: "autopurge-disabled",
    component: Some(Component::ZooKeeper),
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/DatadirCleanupManager.java start",
    refusals: &[],
    doc: rule_doc!("zookeeper/autopurge-disabled"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    let setting = &config.settings.purge_interval;
    let place = match (setting.value(), setting.span()) {
        (Some(&hours), Some(span)) if hours <= 0 => Place::Span(span),
        _ if setting.is_absent() && !config.open => Place::File(case.node.source),
        _ => return,
    };
    let draft = Draft::new(
        place,
        text! {
            en: "old snapshots and transaction logs are never deleted: the disk fills up",
            zh: "旧快照和事务日志从不删除：磁盘会被写满"
        },
    );
    sink.report(draft.key("autopurge.purgeInterval").help(text! {
        en: "add autopurge.purgeInterval=24 (hours), or run zkCleanup.sh by cron",
        zh: "加上 autopurge.purgeInterval=24（小时），或者用 cron 运行 zkCleanup.sh"
    }));
}
