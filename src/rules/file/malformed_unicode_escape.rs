//! FS006: `\u` without four hexadecimal digits stops the reader.

use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "FS006",
    name: "malformed-unicode-escape",
    component: None,
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "java/util/Properties.java loadConvert; run on ZooKeeper 3.4.9–3.9.5 and Kafka 0.9.0.1",
    refusals: &["Malformed \\uxxxx encoding."],
    doc: rule_doc!("file/malformed-unicode-escape"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "`\\u` starts a Unicode escape, and four hexadecimal digits must follow",
        zh: "`\\u` 表示 Unicode 转义，后面必须有四个十六进制数字",
    }
}
