//! FS013: a key that the versions in question know by another name, or do in another way.

use super::keys::{self, Standing};
use crate::finding::{Confidence, Severity};
use crate::inventory::Server;
use crate::rules::kafka::lost_listener_address;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "FS013",
    name: "renamed-key",
    component: None,
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "the sources of every release, see rules/catalog: kafka/server/KafkaConfig.scala, backtype/storm/Config.java and its successors, QuorumPeerConfig.java",
    refusals: &[],
    doc: rule_doc!("file/renamed-key"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let component = case.node.component();
    for used in keys::heard(case) {
        let Some(spec) = keys::spec(case, used) else { continue };
        let Some(now) = spec.replaced_by else { continue };
        let Standing::Gone(first, by_all) = keys::standing(spec.known(), case.node.versions) else { continue };
        let (name, key, first) = (component.name(), &used.name, keys::since(first));
        let there = case.node.keys().iter().rev().find(|other| other.name == now);
        // `nimbus-host-superseded` tells what follows.
        if key == "nimbus.host" && there.is_none() {
            continue;
        }
        // So does `lost-listener-address`.
        if let Server::Kafka(config) = &case.node.server
            && lost_listener_address::lost(case.node, config).any(|(lost, _)| lost.name == *key)
        {
            continue;
        }
        let draft = Draft::new(
            used.span,
            text! {
                en: "{name} ignores {key} since {first}; {now} takes its place",
                zh: "{name} 自 {first} 起忽略 {key}，由 {now} 代替",
            },
        )
        .severity(keys::severity_of_ignored(case, by_all && there.is_none()))
        .key(key.clone())
        .label(text! { en: "{now} since {first}", zh: "{first} 起用 {now}" });
        sink.report(match there {
            Some(other) => draft
                .related(other.span, text! { en: "{now} is set here", zh: "{now} 在这里" })
                .help(text! { en: "{now} is set too: remove {key}", zh: "{now} 也已设置：删除 {key}" }),
            None if matches!(now, "listeners" | "advertised.listeners") => draft.help(text! {
                en: "write {now}=PLAINTEXT://host:port instead",
                zh: "改写为 {now}=PLAINTEXT://主机:端口",
            }),
            None => draft.help(text! {
                en: "set {now} instead; look up how it writes its value",
                zh: "改设 {now}，注意它的值的写法可能不同",
            }),
        });
    }
}
