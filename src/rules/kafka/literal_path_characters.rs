//! KF028: ~ or ; is part of a directory's name.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF028",
    name: "literal-path-characters",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "run on 0.9.0.1: ~ and ; become part of the directory's name",
    refusals: &[],
    doc: rule_doc!("kafka/literal-path-characters"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    for dir in case.config.log_dirs.value().into_iter().flatten() {
        let path = &dir.value;
        let message = if path == "~" || path.starts_with("~/") {
            text! {
                en: "~ is not a home directory here: Kafka keeps its messages in a directory called {path}",
                zh: "这里的 ~ 不是主目录：Kafka 会把消息放在名为 {path} 的目录",
            }
        } else if path.split(';').filter(|part| part.trim_start().starts_with('/')).count() > 1 {
            text! {
                en: "directories are separated by commas: Kafka hears one directory called {path}",
                zh: "目录之间要用逗号分隔：Kafka 只听到一个名为 {path} 的目录",
            }
        } else {
            continue;
        };
        sink.report(Draft::new(dir.span, message).key("log.dirs").help(text! {
            en: "write the path plainly, several with commas between them",
            zh: "直接写路径，多个之间用逗号",
        }));
    }
}
