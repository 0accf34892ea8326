//! storm.local.dir is a relative path, or starts with a tilde that nobody expands.

use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, Severity};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST034",
    name: "relative-local-dir",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "ConfigUtils.absoluteStormLocalDir; config.clj absolute-storm-local-dir from 0.10, master-local-dir before",
    refusals: &[],
    doc: rule_doc!("storm/relative-local-dir"),
    check: Check::Storm(check),
};

/// Relative to the current directory of whoever starts it.
const BEFORE_0_10: VersionSet = VersionSet::before(Component::Storm, "0.10.0");

const NOT_RELATIVE: [char; 10] = ['/', '\\', ' ', '$', '{', '%', '“', '”', '‘', '’'];

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let Setting::Set(dir) = &case.config.settings.local_dir else { return };
    let path = dir.value.as_str();
    let drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    // A blank in front is `blank-in-path`, a quote `curly-quote-in-value`; `$`, `{` and `%` are left-overs
    // of a template. Who writes the default down has chosen nothing.
    if path.is_empty() || path == "storm-local" || drive || path.starts_with(NOT_RELATIVE) {
        return;
    }
    let (severity, message) = if path.starts_with('~') {
        (
            Severity::Error,
            text! {
                en: "storm.local.dir: \"{path}\" starts with ~, which Storm takes for the name of a directory",
                zh: "storm.local.dir：\"{path}\" 里的 ~ 不会展开，Storm 会当成目录名",
            },
        )
    } else if case.node.versions.within(BEFORE_0_10) {
        (
            Severity::Warning,
            text! {
                en: "storm.local.dir: \"{path}\" lies below the directory in which the daemon is started",
                zh: "storm.local.dir：\"{path}\" 会落在启动命令所在的目录下",
            },
        )
    } else {
        (
            Severity::Hint,
            text! {
                en: "storm.local.dir: \"{path}\" lies below the installation and is left behind by an upgrade",
                zh: "storm.local.dir：\"{path}\" 会落在安装目录下，升级后数据就丢在旧目录里",
            },
        )
    };
    sink.report(Draft::new(dir.span, message).key("storm.local.dir").severity(severity).help(text! {
        en: "write an absolute path",
        zh: "写绝对路径",
    }));
}
