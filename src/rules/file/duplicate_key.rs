//! FS004: a key twice in one file; the last one counts.

use super::keys;
use crate::finding::{Confidence, Severity};
use crate::model::KeyUse;
use crate::model::zookeeper::Twice;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Source;
use crate::text;
use std::collections::HashMap;

pub(crate) static RULE: Rule = Rule {
    code: "FS004",
    name: "duplicate-key",
    component: None,
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "java/util/Properties.java put; org/yaml/snakeyaml/constructor/SafeConstructor.java processDuplicateKeys; run on ZooKeeper 3.4.9–3.9.5 and Kafka 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("file/duplicate-key"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    for Twice { key, one, other, .. } in case.node.zookeeper().into_iter().flat_map(|config| config.ambiguous()) {
        let message = text! {
            en: "{key} is there twice with different values, spelled in two ways: which one counts is up to chance",
            zh: "{key} 写了两遍且值不同，键名的写法也不同：哪一个生效取决于运气",
        };
        let draft =
            Draft::new(*one, message).key(key.clone()).related(*other, text! { en: "the other line", zh: "另一行" });
        sink.report(draft.help(text! { en: "keep one of the two lines", zh: "只保留其中一行" }));
    }
    let all = case.node.keys();
    // The branches of a template repeat keys by design.
    if case.node.template || !all.iter().any(|used| used.overridden) {
        return;
    }
    let winners: HashMap<&str, &KeyUse> =
        all.iter().filter(|used| !used.overridden).map(|used| (used.name.as_str(), used)).collect();
    for dead in all.iter().filter(|used| used.overridden && !used.unknown && !used.name.is_empty()) {
        let Some(winner) = winners.get(dead.name.as_str()).filter(|_| !keys::is_no_name(&dead.name)) else { continue };
        let same = value(case.source, dead) == value(case.source, winner);
        if !same && keys::told_elsewhere(case.node.component(), &dead.name) {
            continue;
        }
        let key = &dead.name;
        let message = if same {
            text! { en: "{key} is there twice, with the same value", zh: "{key} 写了两遍，值相同" }
        } else {
            text! {
                en: "{key} is there twice with different values: the later one counts, this one is ignored",
                zh: "{key} 写了两遍且值不同：后面的生效，这一行被忽略",
            }
        };
        sink.report(
            Draft::new(dead.span, message)
                .severity(if same { Severity::Hint } else { Severity::Warning })
                .key(key.clone())
                .related(winner.span, text! { en: "this one counts", zh: "生效的是这一行" })
                .help(text! { en: "keep one of the two lines", zh: "只保留其中一行" }),
        );
    }
}

/// A value for comparison; a YAML reader doesn't keep the value of a dead key, so the line's own text
/// stands for it.
fn value<'a>(source: &'a Source, used: &'a KeyUse) -> &'a [u8] {
    let line = source.bytes.get(used.span.end as usize..).unwrap_or_default();
    let end = memchr::memchr2(b'\n', b'\r', line).unwrap_or(line.len());
    let line = line.get(..end).unwrap_or_default();
    let start = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'=' | b':')).unwrap_or(line.len());
    line.get(start..).unwrap_or_default().trim_ascii_end()
}
