//! ZK037: one disk for snapshots and transactions.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;

use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK037",
    name: "no-separate-data-log-dir",
    component: Some(Component::ZooKeeper),
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; zookeeperAdmin.md",
    refusals: &[],
    doc: rule_doc!("zookeeper/no-separate-data-log-dir"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    let settings = &config.settings;
    let same = match (settings.data_dir.value(), settings.data_log_dir.value()) {
        (Some(dir), Some(log)) => dir.trim_end_matches('/') == log.trim_end_matches('/'),
        _ => settings.data_log_dir.is_absent(),
    };
    if config.open || !same || config.is_ensemble() != Some(true) {
        return;
    }
    let Some(span) = settings.data_log_dir.span().or(settings.data_dir.span()) else { return };
    let draft = Draft::new(
        span,
        text! {
            en: "the transaction log shares dataDir with the snapshots: every write waits for both",
            zh: "事务日志与快照共用 dataDir：每次写入都要等两者"
        },
    );
    sink.report(draft.key("dataLogDir").help(text! {
        en: "set dataLogDir to a directory on a disk of its own (move the existing log.* files there)",
        zh: "把 dataLogDir 设到独立磁盘上的目录（并把已有的 log.* 文件移过去）"
    }));
}
