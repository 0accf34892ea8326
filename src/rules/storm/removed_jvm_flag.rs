//! A JVM option that no Java of this Storm has any more.

use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, RefusalText, Severity, Stage};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::syntax::yaml::{Node, Value};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST041",
    name: "removed-jvm-flag",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "run with Java 17, which Storm 2.8 needs (pom.xml of 2.8.0)",
    refusals: &["Unrecognized VM option '…'"],
    doc: rule_doc!("storm/removed-jvm-flag"),
    check: Check::Storm(check),
};

/// Needs Java 17.
const JAVA_17: VersionSet = VersionSet::since(Component::Storm, "2.8.0");

/// Options that Java 17 refuses, run one by one.
const GONE: [&str; 24] = [
    "AggressiveOpts",
    "CMSClassUnloadingEnabled",
    "CMSIncrementalMode",
    "CMSInitiatingOccupancyFraction",
    "CMSParallelRemarkEnabled",
    "GCLogFileSize",
    "MaxPermSize",
    "NumberOfGCLogFiles",
    "ParallelCMSThreads",
    "PermSize",
    "PrintAdaptiveSizePolicy",
    "PrintGCApplicationStoppedTime",
    "PrintGCDateStamps",
    "PrintGCTimeStamps",
    "PrintHeapAtGC",
    "PrintPromotionFailure",
    "PrintTenuringDistribution",
    "UnlockCommercialFeatures",
    "UseCMSInitiatingOccupancyOnly",
    "UseCompressedStrings",
    "UseConcMarkSweepGC",
    "UseFastAccessorMethods",
    "UseGCLogFileRotation",
    "UseParNewGC",
];

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    if !case.node.versions.within(JAVA_17) {
        return;
    }
    for (key, value) in case.config.pairs() {
        let Some(name) = key.as_str().filter(|name| name.ends_with(".childopts")) else { continue };
        let parts: &[Node] = match &value.value {
            Value::Seq(items) => items,
            _ => std::slice::from_ref(value),
        };
        let mut gone = None;
        for (part, word) in parts.iter().flat_map(|part| words(part).map(move |word| (part, word))) {
            if word == "-XX:+IgnoreUnrecognizedVMOptions" {
                gone = None;
                break;
            }
            let flag = word.strip_prefix("-XX:").unwrap_or_default();
            let option = flag.trim_start_matches(['+', '-']).split('=').next().unwrap_or_default();
            if gone.is_none() && GONE.binary_search(&option).is_ok() {
                gone = Some((part, word, flag.trim_start_matches(['+', '-'])));
            }
        }
        let Some((part, word, flag)) = gone else { continue };
        let message = text! {
            en: "{name}: Java 17, which this Storm needs, doesn't know {word}: the JVM doesn't start",
            zh: "{name}：这个 Storm 需要 Java 17，而 Java 17 不认识 {word}：JVM 起不来",
        };
        let said = RefusalText {
            text: format!("Unrecognized VM option '{flag}'"),
            versions: case.node.versions.to_string(),
            stage: Stage::Start,
        };
        sink.report(Draft::new(part.span, message).key(name).refusal(said));
    }
}

fn words(node: &Node) -> impl Iterator<Item = &str> {
    node.as_str().unwrap_or_default().split_whitespace()
}
