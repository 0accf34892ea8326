//! A backslash inside double quotes starts no escape.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST060",
    name: "yaml-bad-escape",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "while scanning a double-quoted scalar found unknown escape character …",
        "while scanning a double-quoted scalar expected escape sequence of …",
    ],
    doc: rule_doc!("storm/yaml-bad-escape"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a backslash inside double quotes that starts no escape",
        zh: "双引号里的反斜杠不是合法的转义",
    }
}
