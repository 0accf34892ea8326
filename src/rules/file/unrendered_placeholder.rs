//! FS015: a placeholder in a file that a server reads as it is.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::{Source, Span};
use crate::text;
use std::ops::Range;

pub(crate) static RULE: Rule = Rule {
    code: "FS015",
    name: "unrendered-placeholder",
    component: None,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    evidence: "java/util/Properties.java expands nothing; run on ZooKeeper 3.4.9–3.9.5 and Kafka 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("file/unrendered-placeholder"),
    check: Check::Node(check),
};

/// Names and folders of files that a tool fills in before a server reads them.
const TEMPLATES: [&str; 10] =
    [".j2", ".jinja", ".erb", ".tmpl", ".tpl", ".template", ".mustache", ".ctmpl", ".in", ".epp"];

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let path = case.source.path.as_str();
    let file = case.source.path.file_name().unwrap_or_default();
    if TEMPLATES.iter().any(|end| file.ends_with(end)) || path.split(['/', '\\']).any(|part| part == "templates") {
        return;
    }
    let component = case.node.component();
    let found = &case.node.placeholders;
    let mut all: Vec<Range<usize>> = [&found.spans[..], &found.blocks, &found.literal].concat();
    all.retain(|range| component != Component::Storm || !is_percent(case.source, range) || case.node.template);
    all.sort_unstable_by_key(|range| range.start);
    let Some(first) = all.first().cloned() else { return };
    // Whoever writes ${X} may believe that the server replaces it; {{ x }} is surely for a tool.
    let shell = all.iter().find(|range| case.source.bytes.get(range.start) == Some(&b'$'));
    let place = shell.cloned().unwrap_or(first);
    let span = Span::new(case.source.id, place.clone());
    let shown: String = case.source.text(span).lines().next().unwrap_or_default().chars().take(40).collect();
    let name = component.name();
    let used = case.node.keys().iter().find(|used| used.span.start <= span.start && used.value_span.end >= span.end);
    let mut draft = match shell {
        Some(_) => Draft::new(
            span,
            text! {
                en: "{name} doesn't replace {shown}: it reads the text as it stands",
                zh: "{name} 不会替换 {shown}，会把它当作普通文字来读",
            },
        )
        .severity(Severity::Warning),
        None => Draft::new(
            span,
            text! {
                en: "the file still holds a placeholder, {shown}, that {name} would read as it stands",
                zh: "文件里还有占位符 {shown}，{name} 会原样读取",
            },
        )
        .severity(Severity::Hint),
    }
    .help(text! {
        en: "give the server the rendered file; what a tool fills in is better named *.template or *.j2",
        zh: "请让服务器读取渲染后的文件；由工具填写的文件最好命名为 *.template 或 *.j2",
    });
    if let Some(used) = used {
        draft = draft.key(used.name.clone());
    }
    for range in all.into_iter().filter(|range| *range != place) {
        draft =
            draft.related(Span::new(case.source.id, range), text! { en: "another placeholder", zh: "另一个占位符" });
    }
    sink.report(draft);
}

fn is_percent(source: &Source, range: &Range<usize>) -> bool {
    source.bytes.get(range.start) == Some(&b'%')
}
