//! Characters beyond ASCII in a value, which depend on the JVM's charset.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::syntax::yaml::Node;
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST045",
    name: "charset-dependent-value",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    evidence: "Utils.findAndReadConfigFile: new InputStreamReader(in) without a charset; run with POSIX and UTF-8 locales",
    refusals: &[],
    doc: rule_doc!("storm/charset-dependent-value"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    for (key, value) in case.config.pairs() {
        let Some(name) = key.as_str() else { continue };
        // Quotes that a word processor bent are `curly-quote-in-value`.
        let strange = |node: &&Node| {
            node.as_str().is_some_and(|text| !text.is_ascii() && !text.starts_with(['“', '”', '‘', '’', '＂']))
        };
        let Some(node) = super::texts(value).iter().find(strange) else { continue };
        let broken = std::str::from_utf8(case.source.slice(node.span)).is_err();
        let (severity, message) = if broken {
            (
                Severity::Error,
                text! {
                    en: "{name} holds bytes that are not UTF-8: most JVMs read � in their place",
                    zh: "{name} 里有不是 UTF-8 的字节：多数 JVM 会把它们读成 �",
                },
            )
        } else {
            (
                Severity::Warning,
                text! {
                    en: "{name} holds characters beyond ASCII: only a JVM set to UTF-8 reads them as they stand",
                    zh: "{name} 里有 ASCII 以外的字符：只有字符集为 UTF-8 的 JVM 才能正确读取",
                },
            )
        };
        sink.report(Draft::new(node.span, message).key(name).severity(severity).help(text! {
            en: "write ASCII, or start every daemon with -Dfile.encoding=UTF-8 or a UTF-8 locale",
            zh: "改用 ASCII，或者让所有守护进程都以 -Dfile.encoding=UTF-8 或 UTF-8 的 locale 启动",
        }));
    }
}
