//! A value holds a colon with a blank behind it.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST061",
    name: "yaml-colon-in-value",
    component: Some(Component::Storm),
    severity: Severity::Fatal,
    confidence: Confidence::High,
    evidence: "SnakeYAML 1.11, 1.26, 2.2 and 2.6, source and recorded runs",
    refusals: &[
        "mapping values are not allowed here",
        "while scanning a plain scalar found unexpected ':' …",
        "while parsing a flow node expected the node content, but found ':'",
    ],
    doc: rule_doc!("storm/yaml-colon-in-value"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! {
        en: "a second colon with a blank behind it on one line",
        zh: "同一行里又出现了冒号加空格",
    }
}
