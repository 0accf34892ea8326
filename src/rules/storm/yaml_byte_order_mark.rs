//! A byte order mark, which only a JVM with UTF-8 skips.

use crate::catalog::Component;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST044",
    name: "yaml-byte-order-mark",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "Utils.findAndReadConfigFile: new InputStreamReader(in) without a charset; run with POSIX and UTF-8 locales",
    refusals: &["mapping values are not allowed here", "expected '<document start>', but found …"],
    doc: rule_doc!("storm/yaml-byte-order-mark"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "the file starts with a byte order mark: a JVM that isn't set to UTF-8 refuses it",
        zh: "文件以 BOM 开头：字符集不是 UTF-8 的 JVM 会拒绝它",
    }
}

/// Where the mark spoils no more than the first key.
fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let refused = case.node.refusals().iter().any(|refusal| refusal.fault.0 == RULE.name);
    if refused || !case.source.bytes.starts_with(b"\xef\xbb\xbf") {
        return;
    }
    let mark = Span::new(case.source.id, 0..3);
    let Some(first) = case.node.keys().first() else { return };
    let key = &first.name;
    let message = text! {
        en: "the file starts with a byte order mark: to a JVM that isn't set to UTF-8 it belongs to the key {key}",
        zh: "文件以 BOM 开头：对字符集不是 UTF-8 的 JVM 来说，它是键名 {key} 的一部分",
    };
    let title = text! { en: "remove the byte order mark", zh: "删除 BOM" };
    let edits = vec![Edit { span: mark, text: String::new() }];
    let fix = Fix { title, applicability: Applicability::Safe, edits };
    sink.report(Draft::new(mark, message).key(key.clone()).fix(fix).help(text! {
        en: "save the file as UTF-8 without BOM",
        zh: "用“UTF-8 无 BOM”的格式保存文件",
    }));
}
