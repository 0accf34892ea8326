//! Two Kafka brokers of one machine with the same log directory.

use super::sharing;
use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::Host;
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "CX011",
    name: "shared-log-dir",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "core/src/main/scala/kafka/log/LogManager.scala lockLogDirs: Failed to acquire lock on file .lock in …",
    refusals: &[],
    doc: rule_doc!("cross/shared-log-dir"),
    check: Check::Host(check),
};

fn check(case: &Case<'_, Host>, sink: &mut Sink<'_>) {
    for (path, users) in sharing::of_host(case, &["log.dirs", "log.dir", "metadata.log.dir"]) {
        let Some((first, directory)) = users.first() else { continue };
        let (count, names) = (users.len(), sharing::names(&users));
        let mut draft = Draft::new(
            directory.span,
            text! {
                en: "{count} Kafka nodes of one host use the log directory {path}: {names}",
                zh: "同一台主机上的 {count} 个 Kafka 节点共用日志目录 {path}：{names}",
            },
        )
        .confidence(case.of.confidence)
        .key(directory.key)
        .node(first.id.clone())
        .help(text! {
            en: "the first one locks it, the others exit: Failed to acquire lock on file .lock in {path}. A Kafka instance in another process or thread is using this directory. Give each node a directory of its own",
            zh: "先启动的节点会锁定该目录，其余节点退出：Failed to acquire lock on file .lock in {path}. A Kafka instance in another process or thread is using this directory. 请为每个节点配置独立的目录",
        });
        for (node, directory) in users.iter().skip(1) {
            let name = &node.id;
            draft = draft.related(directory.span, text! { en: "{name} has the same", zh: "{name} 与此相同" });
        }
        sink.report(draft);
    }
}
