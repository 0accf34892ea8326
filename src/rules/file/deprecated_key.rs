//! FS003: a key that the versions in question still know, and announce to drop.

use super::keys;
use crate::finding::{Confidence, Severity};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "FS003",
    name: "deprecated-key",
    component: None,
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "the documentation of each option in the sources of every release, see rules/catalog",
    refusals: &[],
    doc: rule_doc!("file/deprecated-key"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let component = case.node.component();
    let versions = case.node.versions;
    for used in keys::heard(case) {
        let Some(spec) = keys::spec(case, used) else { continue };
        if spec.deprecated.is_empty() || !versions.within(spec.deprecated) {
            continue;
        }
        let (name, key) = (component.name(), &used.name);
        let message = match spec.replaced_by {
            Some(now) => text! {
                en: "{key} is deprecated in {name} {versions}: write {now}",
                zh: "{key} 在 {name} {versions} 中已不推荐使用，请改用 {now}",
            },
            None => text! {
                en: "{key} is deprecated in {name} {versions}",
                zh: "{key} 在 {name} {versions} 中已不推荐使用",
            },
        };
        sink.report(Draft::new(used.span, message).key(key.clone()));
    }
}
