//! KF030: host.name and port are dead beside listeners.

use crate::catalog::Component;
use crate::catalog::VersionSet;
use crate::finding::{Confidence, Severity};
use crate::model::KeyUse;
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF030",
    name: "shadowed-by-listeners",
    component: Some(Component::Kafka),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "kafka/server/KafkaConfig.scala getListeners: host.name and port count only where listeners is absent; run on 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("kafka/shadowed-by-listeners"),
    check: Check::Kafka(check),
};

/// The old key, the one that shadows it.
const PAIRS: &[(&str, &str)] = &[
    ("host.name", "listeners"),
    ("port", "listeners"),
    ("advertised.host.name", "advertised.listeners"),
    ("advertised.port", "advertised.listeners"),
];
/// From 3.0 on the keys are gone altogether, which another rule tells.
const KNOWN: VersionSet = VersionSet::before(Component::Kafka, "3.0.0");

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    if !case.node.versions.within(KNOWN) {
        return;
    }
    for (old, new) in PAIRS {
        let (Some(used), Some(by)) = (case.config.use_of(old), case.config.use_of(new)) else { continue };
        // What is refused has another trouble first.
        if [used, by].iter().any(|one| is_refused(case, one)) {
            continue;
        }
        // A port that the listener has too does no harm.
        if *old == "port" && !used.unknown && by.value.trim().ends_with(&format!(":{}", used.value.trim())) {
            continue;
        }
        let draft = Draft::new(
            used.span,
            text! {
                en: "{old} has no effect: {new} is set, and Kafka reads only that",
                zh: "{old} 不起作用：已经设置了 {new}，Kafka 只读后者",
            },
        );
        let draft = draft.key(*old).related(by.span, text! { en: "this one counts", zh: "起作用的是这一行" });
        sink.report(draft.help(text! {
            en: "write host and port into {new} (NAME://host:port), and remove {old}",
            zh: "把主机和端口写进 {new}（名称://主机:端口），并删掉 {old}",
        }));
    }
}

/// Whether the server refuses this value.
fn is_refused(case: &NodeCase<'_, Config>, used: &KeyUse) -> bool {
    let value = used.value_span;
    let within = |span: Span| span.source == value.source && span.start <= value.end && span.end >= value.start;
    case.config.refusals.iter().any(|refusal| refusal.place.span().is_some_and(within))
}
