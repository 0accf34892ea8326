//! A quote isn't closed.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST070",
    name: "yaml-unclosed-quote",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "while scanning a quoted scalar found unexpected end of stream",
        "while scanning a quoted scalar found unexpected document separator",
        "while parsing a block mapping expected <block end>, but found …",
    ],
    doc: rule_doc!("storm/yaml-unclosed-quote"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a quote that isn't closed",
        zh: "引号没有闭合",
    }
}
