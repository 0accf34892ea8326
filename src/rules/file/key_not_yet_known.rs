//! FS007: a key that came with a later version than those in question.

use super::keys::{self, Standing};
use crate::catalog;
use crate::finding::{Confidence, Severity};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "FS007",
    name: "key-not-yet-known",
    component: None,
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "the sources of every release, see rules/catalog: kafka/server/KafkaConfig.scala, backtype/storm/Config.java and its successors, QuorumPeerConfig.java",
    refusals: &[],
    doc: rule_doc!("file/key-not-yet-known"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let component = case.node.component();
    let versions = case.node.versions;
    for used in keys::heard(case) {
        let key = &used.name;
        let known = match catalog::option(component, key) {
            Some(spec) => spec.known(),
            None => match catalog::prefix(component, key) {
                Some(prefix) => prefix.versions,
                None => continue,
            },
        };
        let Standing::NotYet(first) = keys::standing(known, versions) else { continue };
        let name = component.name();
        let message = match first {
            Some(first) => {
                let first = keys::since(first);
                text! {
                    en: "{key} comes with {name} {first}; {versions} ignores it",
                    zh: "{key} 从 {name} {first} 才有，{versions} 会忽略它",
                }
            }
            None => text! {
                en: "{key} is in no release of {name} yet; {versions} ignores it",
                zh: "{name} 还没有哪个已发布的版本认识 {key}，{versions} 会忽略它",
            },
        };
        let severity = keys::severity_of_ignored(case, true);
        sink.report(Draft::new(used.span, message).severity(severity).key(key.clone()).help(help(case)));
    }
}

fn help(case: &NodeCase<'_, ()>) -> Text {
    let why = &case.node.versions_why;
    if case.node.versions_inferred {
        return Text { en: why.en.to_string().into(), zh: why.zh.to_string().into() };
    }
    Text { en: format!("the version is known: {}", why.en).into(), zh: format!("版本的依据：{}", why.zh).into() }
}
