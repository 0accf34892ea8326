//! No blank stands behind the colon.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST063",
    name: "yaml-missing-space-after-colon",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "while scanning a simple key could not find expected ':'",
        "mapping values are not allowed here",
        "expected '<document start>', but found …",
    ],
    doc: rule_doc!("storm/yaml-missing-space-after-colon"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "no blank behind the colon",
        zh: "冒号后面没有空格",
    }
}
