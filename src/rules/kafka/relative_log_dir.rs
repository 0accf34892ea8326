//! KF038: a log directory depends on where the broker is started.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF038",
    name: "relative-log-dir",
    component: Some(Component::Kafka),
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "java.io.File: a relative path depends on the directory the broker is started in",
    refusals: &[],
    doc: rule_doc!("kafka/relative-log-dir"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    for dir in case.config.log_dirs.value().into_iter().flatten() {
        let path = &dir.value;
        let drive = path.as_bytes().get(1) == Some(&b':');
        if path.starts_with(['/', '"', '\'', '~', '$', '\\']) || drive {
            continue;
        }
        sink.report(
            Draft::new(
                dir.span,
                text! {
                    en: "{path} lies below the directory that the broker is started in",
                    zh: "{path} 位于启动 broker 时所在的目录之下",
                },
            )
            .key("log.dirs")
            .help(text! { en: "write the whole path", zh: "写绝对路径" }),
        );
    }
}
