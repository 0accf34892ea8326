//! Two Storm installations of one machine with the same storm.local.dir.

use super::sharing;
use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::Host;
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "CX012",
    name: "shared-local-dir",
    component: Some(Component::Storm),
    // One storm.yaml may be nimbus' and the other the supervisor's: they use different folders of it.
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    evidence: "storm-core StandaloneSupervisor.prepare: the supervisor's id is in storm.local.dir/supervisor",
    refusals: &[],
    doc: rule_doc!("cross/shared-local-dir"),
    check: Check::Host(check),
};

fn check(case: &Case<'_, Host>, sink: &mut Sink<'_>) {
    for (path, users) in sharing::of_host(case, &["storm.local.dir"]) {
        let Some((first, directory)) = users.first() else { continue };
        let (count, names) = (users.len(), sharing::names(&users));
        let mut draft = Draft::new(
            directory.span,
            text! {
                en: "{count} Storm configurations of one host use the same storm.local.dir {path}: {names}",
                zh: "同一台主机上的 {count} 份 Storm 配置共用 storm.local.dir {path}：{names}",
            },
        )
        .key(directory.key)
        .node(first.id.clone())
        .help(text! {
            en: "the supervisor's id is kept there: two supervisors with one directory have one id, and one of them disappears from the UI. Give each supervisor a directory of its own",
            zh: "supervisor 的 id 保存在该目录中：共用目录的两个 supervisor 会有相同的 id，其中一个会从 UI 中消失。请为每个 supervisor 配置独立的目录",
        });
        for (node, directory) in users.iter().skip(1) {
            let name = &node.id;
            draft = draft.related(directory.span, text! { en: "{name} has the same", zh: "{name} 与此相同" });
        }
        sink.report(draft);
    }
}
