//! The file is YAML, and not a mapping of keys and values.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST018",
    name: "not-a-mapping",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "Utils.findAndReadConfigFile; run with SnakeYAML 1.11 and 2.6",
    refusals: &["… cannot be cast to java.util.Map", "class … cannot be cast to class java.util.Map …"],
    doc: rule_doc!("storm/not-a-mapping"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "the file is no mapping of keys and values",
        zh: "整个文件不是“键: 值”的映射",
    }
}
