//! No blank stands behind the dash of a list item.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST064",
    name: "yaml-missing-space-after-dash",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &["while scanning a simple key could not find expected ':'"],
    doc: rule_doc!("storm/yaml-missing-space-after-dash"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "no blank behind the dash of a list item",
        zh: "列表项的短横线后面没有空格",
    }
}
