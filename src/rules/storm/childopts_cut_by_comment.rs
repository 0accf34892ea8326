//! JVM options that a `#` turns into a comment.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST040",
    name: "childopts-cut-by-comment",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    evidence: "SnakeYAML ScannerImpl.scanPlain ends a plain scalar at a blank and a #",
    refusals: &[],
    doc: rule_doc!("storm/childopts-cut-by-comment"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    for (key, value) in case.config.pairs() {
        let Some(name) = key.as_str().filter(|name| name.ends_with("childopts")) else { continue };
        if !value.plain || value.as_str().is_none() {
            continue;
        }
        let end = value.span.end as usize;
        let rest = case.source.bytes.get(end..).unwrap_or_default();
        let line = rest.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let comment = String::from_utf8_lossy(line);
        let comment = comment.trim_start();
        let options = comment.split_whitespace().any(|word| {
            let word = word.trim_start_matches('#');
            word.starts_with("-X") || word.starts_with("-D")
        });
        if !comment.starts_with('#') || !options {
            continue;
        }
        let span = Span::new(case.source.id, end..end + line.len());
        let message = text! {
            en: "{name}: the options behind the # are a comment and never reach the JVM",
            zh: "{name}：# 后面的参数是注释，不会传给 JVM",
        };
        sink.report(Draft::new(span, message).key(name).help(text! {
            en: "put the whole value in quotes, or move the comment to a line of its own",
            zh: "给整个值加上引号，或者把注释移到单独一行",
        }));
    }
}
