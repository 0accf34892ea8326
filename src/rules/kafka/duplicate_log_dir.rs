//! KF033: one directory stands twice in log.dirs.

use crate::catalog::Component;
use crate::catalog::VersionSet;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF033",
    name: "duplicate-log-dir",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/log/LogManager.scala createAndValidateLogDirs; up to 4.1; 4.2 drops the second one with a warning",
    refusals: &[],
    doc: rule_doc!("kafka/duplicate-log-dir"),
    check: Check::Kafka(check),
};

/// Later the second one is dropped.
const STOPS: VersionSet = VersionSet::before(Component::Kafka, "4.2.0");

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let Some(dirs) = case.config.log_dirs.value() else { return };
    for (index, dir) in dirs.iter().enumerate() {
        let Some(first) = dirs.iter().take(index).find(|other| plain(&other.value) == plain(&dir.value)) else {
            continue;
        };
        let path = &dir.value;
        let severity = if case.node.versions.meets(STOPS) { Severity::Error } else { Severity::Hint };
        sink.report(Draft::new(dir.span, text! {
            en: "{path} stands twice in log.dirs: up to 4.1 the broker stops with \"Duplicate log directory found\"",
            zh: "{path} 在 log.dirs 里写了两次：4.1 及以前 broker 会以 \"Duplicate log directory found\" 退出",
        })
        .severity(severity)
        .key("log.dirs")
        .related(first.span, text! { en: "the first time", zh: "第一次" }));
    }
}

/// The path as the file system would take it: no doubled slashes, no `.`, none at the end.
fn plain(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty() && *part != ".").collect()
}
