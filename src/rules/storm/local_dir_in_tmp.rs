//! storm.local.dir lies below /tmp.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST035",
    name: "local-dir-in-tmp",
    component: Some(Component::Storm),
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "LocalState keeps the supervisor's id below storm.local.dir",
    refusals: &[],
    doc: rule_doc!("storm/local-dir-in-tmp"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let Setting::Set(dir) = &case.config.settings.local_dir else { return };
    let path = &dir.value;
    let below = |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if below("/tmp") || below("/var/tmp") {
        let message = text! {
            en: "storm.local.dir is {path}: what cleans /tmp also takes topologies and the supervisor's id",
            zh: "storm.local.dir 是 {path}：清理 /tmp 时会连拓扑和 supervisor 的 id 一起删掉",
        };
        sink.report(Draft::new(dir.span, message).key("storm.local.dir").help(text! {
            en: "use a directory that stays, such as /var/lib/storm",
            zh: "使用不会被清理的目录，例如 /var/lib/storm",
        }));
    }
}
