//! FS017: an empty value that means something else than no value.

use super::keys;
use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, Severity};
use crate::model::KeyUse;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "FS017",
    name: "empty-value",
    component: None,
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java clientPortAddress (run on 3.4.9–3.9.5); org/apache/zookeeper/client/ConnectStringParser.java; backtype/storm/utils/Utils.java readStormConfig: putAll",
    refusals: &[],
    doc: rule_doc!("file/empty-value"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    for used in keys::heard(case) {
        if !used.value.trim().is_empty() || keys::is_refused(case, used) {
            continue;
        }
        if let Some((message, severity)) = consequence(case, used) {
            sink.report(
                Draft::new(used.span, message)
                    .severity(severity)
                    .key(used.name.clone())
                    .help(text! { en: "write a value, or remove the line", zh: "写上值，或删除这一行" }),
            );
        }
    }
}

/// What the server makes of nothing, where that isn't the same as leaving the line out.
fn consequence(case: &NodeCase<'_, ()>, used: &KeyUse) -> Option<(Text, Severity)> {
    let key = used.name.as_str();
    match (case.node.component(), key) {
        (Component::ZooKeeper, "clientPortAddress" | "secureClientPortAddress") => Some((
            text! {
                en: "an empty {key} means localhost: no other machine reaches this server",
                zh: "{key} 为空表示 localhost：其他机器连不上这台服务器",
            },
            Severity::Error,
        )),
        // The client of 2.4 and later makes no server of it: a refusal of its own.
        (Component::Kafka, "zookeeper.connect") if is_zookeeper_mode(case) && before_2_4(case) => Some((
            text! {
                en: "an empty {key} means 127.0.0.1:2181, a ZooKeeper server on this machine",
                zh: "{key} 为空表示 127.0.0.1:2181，即本机上的 ZooKeeper",
            },
            Severity::Warning,
        )),
        (Component::Storm, _) => {
            let era = keys::spec(case, used)?.era(case.node.versions)?;
            let default = era.default.filter(|default| !default.is_empty())?;
            Some((
                text! {
                    en: "an empty {key} is null, and null takes the place of the default {default}",
                    zh: "{key} 为空就是 null，它会取代默认值 {default}",
                },
                Severity::Warning,
            ))
        }
        _ => None,
    }
}

fn is_zookeeper_mode(case: &NodeCase<'_, ()>) -> bool {
    let roles = case.node.keys().iter().rev().find(|used| used.name == "process.roles");
    !roles.is_some_and(|used| used.unknown || !used.value.trim().is_empty())
}

/// Whether the values are read for a Kafka with ZooKeeper's client of 3.4 (`ConnectStringParser` takes an
/// empty host for this machine).
fn before_2_4(case: &NodeCase<'_, ()>) -> bool {
    const BEFORE: VersionSet = VersionSet::before(Component::Kafka, "2.4.0");
    case.node.versions.newest().is_some_and(|newest| BEFORE.contains(newest))
}
