//! Two ZooKeeper servers of one machine with the same dataDir or dataLogDir.

use super::sharing;
use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::Host;
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "CX010",
    name: "shared-data-dir",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "zookeeper-server persistence/FileTxnSnapLog.java: no lock on dataDir or dataLogDir in any version",
    refusals: &[],
    doc: rule_doc!("cross/shared-data-dir"),
    check: Check::Host(check),
};

fn check(case: &Case<'_, Host>, sink: &mut Sink<'_>) {
    for (path, users) in sharing::of_host(case, &["dataDir", "dataLogDir"]) {
        let Some((first, directory)) = users.first() else { continue };
        let (count, names) = (users.len(), sharing::names(&users));
        let mut draft = Draft::new(
            directory.span,
            text! {
                en: "{count} ZooKeeper servers of one host keep their data in {path}: {names}",
                zh: "同一台主机上的 {count} 个 ZooKeeper 服务器共用数据目录 {path}：{names}",
            },
        )
        .confidence(case.of.confidence)
        .key(directory.key)
        .node(first.id.clone())
        .help(text! {
            en: "nothing locks the directory: both start, read the same myid, and overwrite each other's snapshots and logs. Give each server a dataDir of its own, with its own myid in it",
            zh: "该目录没有锁：两个服务器都能启动，读到同一个 myid，并互相覆盖快照和事务日志。请为每个服务器配置独立的 dataDir，其中放各自的 myid",
        });
        for (node, directory) in users.iter().skip(1) {
            let name = &node.id;
            draft = draft.related(directory.span, text! { en: "{name} has the same", zh: "{name} 与此相同" });
        }
        sink.report(draft);
    }
}
