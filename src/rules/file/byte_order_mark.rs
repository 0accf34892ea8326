//! FS002: a byte order mark belongs to the first key.

use super::keys;
use crate::catalog;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "FS002",
    name: "byte-order-mark",
    component: None,
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "java/util/Properties.java load(InputStream) reads ISO-8859-1; run on ZooKeeper 3.4.9–3.9.5 and Kafka 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("file/byte-order-mark"),
    check: Check::Node(check),
};

/// The mark as ISO-8859-1 hears it.
const HEARD: &str = "\u{ef}\u{bb}\u{bf}";

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    if !keys::is_properties(case) || !case.source.bytes.starts_with(b"\xef\xbb\xbf") {
        return;
    }
    let component = case.node.component();
    let name = component.name();
    let mark = Span::new(case.source.id, 0..3);
    let first = case.node.keys().first().and_then(|used| used.name.strip_prefix(HEARD));
    let known =
        first.filter(|key| catalog::option(component, key).is_some() || catalog::prefix(component, key).is_some());
    let draft = match known {
        Some(key) => {
            let again = case.node.keys().iter().any(|used| used.name == key);
            let severity = if again { Severity::Hint } else { Severity::Error };
            Draft::new(
                mark,
                text! {
                    en: "a byte order mark stands before {key}: {name} hears another key, and {key} is not set",
                    zh: "{key} 前面有一个 BOM：{name} 读到的是另一个键，{key} 并没有被设置",
                },
            )
            .severity(severity)
            .key(key)
        }
        None => Draft::new(
            mark,
            text! {
                en: "the file starts with a byte order mark, which makes its first line a key of its own",
                zh: "文件以 BOM 开头，它使第一行变成了一个单独的键",
            },
        )
        .severity(Severity::Hint),
    };
    sink.report(
        draft.help(text! { en: "save the file as UTF-8 without BOM", zh: "用“UTF-8 无 BOM”的格式保存文件" }).fix(Fix {
            title: text! { en: "remove the byte order mark", zh: "删除 BOM" },
            applicability: Applicability::Safe,
            edits: vec![Edit { span: mark, text: String::new() }],
        }),
    );
}
