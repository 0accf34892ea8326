//! FS012: a key that the versions in question no longer know.

use super::keys::{self, Standing};
use crate::finding::{Confidence, Severity};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "FS012",
    name: "removed-key",
    component: None,
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "the sources of every release, see rules/catalog: kafka/server/KafkaConfig.scala, backtype/storm/Config.java and its successors, QuorumPeerConfig.java",
    refusals: &[],
    doc: rule_doc!("file/removed-key"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let component = case.node.component();
    for used in keys::heard(case) {
        let Some(spec) = keys::spec(case, used).filter(|spec| spec.replaced_by.is_none()) else { continue };
        let Standing::Gone(first, by_all) = keys::standing(spec.known(), case.node.versions) else { continue };
        let (name, key, first) = (component.name(), &used.name, keys::since(first));
        sink.report(
            Draft::new(
                used.span,
                text! {
                    en: "{name} dropped {key} in {first}, and ignores it",
                    zh: "{name} 从 {first} 起删除了 {key}，会忽略它",
                },
            )
            .severity(keys::severity_of_ignored(case, by_all))
            .key(key.clone())
            .label(text! { en: "gone since {first}", zh: "{first} 起已删除" })
            .help(text! { en: "remove the line", zh: "删除这一行" }),
        );
    }
}
