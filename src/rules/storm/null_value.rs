//! A key without a value: null, which replaces the default.

use crate::catalog::{Component, option};
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::syntax::yaml::Value;
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST022",
    name: "null-value",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "Utils.readStormConfig merges with putAll; ConfigValidation.NotNullValidator; run with 1.0.2 and 2.8.8",
    refusals: &["Field …cannot be null! Actual value: null", "Field … must not be null", "Field … must be set."],
    doc: rule_doc!("storm/null-value"),
    check: Check::RefusalOrNode(headline, check),
};

/// Keys without which no daemon finds its cluster.
const VITAL: [&str; 5] =
    ["nimbus.host", "nimbus.seeds", "storm.zookeeper.port", "storm.zookeeper.root", "storm.zookeeper.servers"];

fn headline(_: &Refusal) -> Text {
    text! { en: "the key has no value, and Storm wants one", zh: "键后面没有值，而 Storm 要求必须有" }
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.storm() else { return };
    for (key, value) in config.pairs() {
        let Some(name) = key.as_str().filter(|_| value.value == Value::Null) else { continue };
        let Some(default) = option(Component::Storm, name)
            .and_then(|spec| spec.era(case.node.versions))
            .and_then(|era| era.default)
            .filter(|default| !matches!(*default, "" | "null" | "[]"))
        else {
            continue;
        };
        let refused = config.refusals.iter().any(|refusal| refusal.key.as_deref() == Some(name));
        if refused {
            continue;
        }
        let vital = VITAL.contains(&name);
        let message = text! {
            en: "{name} has no value: null replaces the default {default}",
            zh: "{name} 没有值：null 盖掉了默认值 {default}",
        };
        let severity = if vital { Severity::Error } else { Severity::Warning };
        sink.report(Draft::new(key.span, message).key(name).severity(severity).help(text! {
            en: "write a value, or delete the line so that the default counts",
            zh: "写上值，或者删掉这一行，让默认值生效",
        }));
    }
}
