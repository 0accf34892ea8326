//! A tab stands where only blanks may stand.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST067",
    name: "yaml-tab",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "while scanning for the next token found character … that cannot start any token …",
        "while scanning a block scalar …",
    ],
    doc: rule_doc!("storm/yaml-tab"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a tab where only blanks may stand",
        zh: "该用空格的地方用了制表符（TAB）",
    }
}
