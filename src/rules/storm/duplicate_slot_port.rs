//! A slot port is listed twice.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST024",
    name: "duplicate-slot-port",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "ConfigValidation.NoDuplicateInListValidator; run with 1.0.2 and 2.8.8",
    refusals: &["… should contain no duplicate elements. Duplicated element: …"],
    doc: rule_doc!("storm/duplicate-slot-port"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a slot port is listed twice",
        zh: "slot 端口重复",
    }
}
