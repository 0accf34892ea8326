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

/// What ends up in the command line of one worker (`BasicContainer.mkLaunchCommand`).
const WORKER: [&str; 5] = [
    "worker.childopts",
    "topology.worker.childopts",
    "topology.worker.gc.childopts",
    "worker.gc.childopts",
    "worker.profiler.childopts",
];

/// One of them anywhere in a command line forgives the whole of it.
const FORGIVING: &str = "-XX:+IgnoreUnrecognizedVMOptions";

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    if !case.node.versions.within(JAVA_17) {
        return;
    }
    let config = case.config;
    let profiles = config.get("worker.profiler.enabled").is_some_and(|(_, on)| on.value == Value::Bool(true));
    let forgives = |name: &str| match config.get(name) {
        Some((_, value)) => value.value == Value::Unknown || words(value).any(|(_, word)| word == FORGIVING),
        // defaults.yaml has it there.
        None => name == "worker.childopts",
    };
    let worker_forgives = WORKER.iter().any(|name| forgives(name));
    for (key, value) in config.pairs() {
        let Some(name) = key.as_str().filter(|name| name.ends_with(".childopts")) else { continue };
        let of_worker = WORKER.contains(&name);
        let unused = name == "worker.profiler.childopts" && !profiles
            || name == "worker.gc.childopts"
                && config.get("topology.worker.gc.childopts").is_some_and(|(_, gc)| gc.value != Value::Null);
        if unused || forgives(name) || of_worker && worker_forgives {
            continue;
        }
        let gone = words(value).find_map(|(part, word)| {
            let flag = word.strip_prefix("-XX:")?.trim_start_matches(['+', '-']);
            let option = flag.split('=').next().unwrap_or_default();
            GONE.binary_search(&option).is_ok().then_some((part, word, flag))
        });
        let Some((part, word, flag)) = gone else { continue };
        let message = if name == "topology.worker.logwriter.childopts" {
            text! {
                en: "{name}: Java 17, which this Storm needs, doesn't know {word}: no worker's log writer starts",
                zh: "{name}：这个 Storm 需要 Java 17，而 Java 17 不认识 {word}：worker 的日志进程起不来",
            }
        } else if of_worker {
            text! {
                en: "{name}: Java 17, which this Storm needs, doesn't know {word}: the daemons run, but no worker starts",
                zh: "{name}：这个 Storm 需要 Java 17，而 Java 17 不认识 {word}：守护进程能运行，但 worker 都起不来",
            }
        } else {
            let daemon = name.split('.').next().unwrap_or_default();
            text! {
                en: "{name}: Java 17, which this Storm needs, doesn't know {word}: the {daemon} daemon doesn't start",
                zh: "{name}：这个 Storm 需要 Java 17，而 Java 17 不认识 {word}：{daemon} 守护进程起不来",
            }
        };
        let said = RefusalText {
            text: format!("Unrecognized VM option '{flag}'"),
            versions: case.node.versions.to_string(),
            stage: Stage::Start,
        };
        sink.report(Draft::new(part.span, message).key(name).refusal(said));
    }
}

/// The options of a value that is one text or a list of texts, each with its text.
fn words(value: &Node) -> impl Iterator<Item = (&Node, &str)> {
    let words = |part| Node::as_str(part).unwrap_or_default().split_whitespace().map(move |word| (part, word));
    super::texts(value).iter().flat_map(words)
}
