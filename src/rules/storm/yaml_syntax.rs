//! The file is not YAML.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST008",
    name: "yaml-syntax",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "Utils.findAndReadConfigFile",
    refusals: &[
        "while parsing …",
        "while scanning …",
        "expected …",
        "found …",
        "A simple key is required …",
        "java.lang.StackOverflowError",
    ],
    doc: rule_doc!("storm/yaml-syntax"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "not YAML: Storm can't read the file",
        zh: "不是合法的 YAML：Storm 读不了这个文件",
    }
}
