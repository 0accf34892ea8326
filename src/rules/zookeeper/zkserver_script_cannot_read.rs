//! ZK048: lines that the server reads and its script does not.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::catalog::VersionSet;
use crate::model::zookeeper::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK048",
    name: "zkserver-script-cannot-read",
    component: Some(Component::ZooKeeper),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "bin/zkServer.sh; run on 3.4.9 and 3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/zkserver-script-cannot-read"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    // Up to 3.5.2 the value keeps its blanks; `status` doesn't mind them.
    const KEEPS_BLANKS: VersionSet = VersionSet::before(Component::ZooKeeper, "3.5.3");
    // Kafka's copy is started by its own script.
    if case.source.path.file_name() == Some("zookeeper.properties") {
        return;
    }
    let mut returns = false;
    for key in ["dataDir", "clientPort"] {
        let Some(used) = config.keys.iter().rfind(|used| used.name == key && !used.overridden && !used.unknown) else {
            continue;
        };
        let separator = Span { start: used.span.end, end: used.value_span.start, ..used.span };
        let between = case.source.slice(separator);
        let after = case.source.bytes.get(used.value_span.end as usize..).unwrap_or_default();
        let after = after.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let message = if !between.contains(&b'=') {
            text! {
                en: "zkServer.sh does not find {key}: it looks for a `=` behind the key",
                zh: "zkServer.sh 找不到 {key}：它要在键后面找 `=`"
            }
        } else if after.ends_with(b"\r") {
            // All lines end like that, mostly: once is enough.
            if std::mem::replace(&mut returns, true) {
                continue;
            }
            text! {
                en: "zkServer.sh takes the carriage return of a Windows line end for a part of the value of {key}",
                zh: "zkServer.sh 会把 Windows 换行中的回车符当作 {key} 的值的一部分"
            }
        } else if used.value.contains('=') {
            text! {
                en: "zkServer.sh cuts {key} at its last `=`",
                zh: "zkServer.sh 会在最后一个 `=` 处截断 {key}"
            }
        } else if key == "dataDir" && between.ends_with(b" ") && case.node.versions.within(KEEPS_BLANKS) {
            text! {
                en: "zkServer.sh takes the blank before the value of {key} for a part of it",
                zh: "zkServer.sh 会把 {key} 的值前面的空格当作值的一部分"
            }
        } else {
            continue;
        };
        sink.report(Draft::new(used.span.to(used.value_span), message).key(key).help(text! {
            en: "write {key}=value without blanks, and end lines with LF alone",
            zh: "写成 {key}=值，不加空格，行尾只用 LF"
        }));
    }
}
