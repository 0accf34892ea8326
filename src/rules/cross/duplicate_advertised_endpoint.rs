//! Two brokers of one cluster that tell clients the same address.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::endpoint::{Reach, canonical, reach};
use crate::inventory::{KafkaCluster, Node};
use crate::model::kafka::{Config, Role};
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "CX002",
    name: "duplicate-advertised-endpoint",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "core/src/main/scala/kafka/server/KafkaServer.scala createBrokerInfo (2.0–3.9)",
    refusals: &[],
    doc: rule_doc!("cross/duplicate-advertised-endpoint"),
    check: Check::KafkaCluster(check),
};

fn check(case: &Case<'_, KafkaCluster>, sink: &mut Sink<'_>) {
    if case.of.confidence == Confidence::Low {
        return;
    }
    let mut by_endpoint: BTreeMap<(String, i64), Vec<(&Node, Span)>> = BTreeMap::new();
    for &number in &case.of.nodes {
        let node = case.node(number);
        let Some(config) = node.kafka().filter(|_| !node.template) else { continue };
        for (endpoint, place) in advertised(config) {
            let known = by_endpoint.entry(endpoint).or_default();
            if known.last().is_none_or(|(last, _)| last.id != node.id) {
                known.push((node, place));
            }
        }
    }
    for ((host, port), nodes) in by_endpoint.iter().filter(|(_, nodes)| nodes.len() > 1) {
        let [(first, place), (second, _), ..] = nodes.as_slice() else { continue };
        let (a, b) = (&first.id, &second.id);
        let more = nodes.len() - 2;
        let message = if more == 0 {
            text! {
                en: "{a} and {b} both advertise {host}:{port}",
                zh: "{a} 和 {b} 对外公布了相同的地址 {host}:{port}",
            }
        } else {
            text! {
                en: "{a}, {b} and {more} more brokers advertise the same {host}:{port}",
                zh: "{a}、{b} 等 broker（另有 {more} 个）对外公布了相同的地址 {host}:{port}",
            }
        };
        let mut draft = Draft::new(*place, message)
            .confidence(case.of.confidence)
            .key("advertised.listeners")
            .host(case.inventory.hosts[first.host].name.clone())
            .node(first.id.clone())
            .help(text! {
                en: "with ZooKeeper, brokers 2.0–3.9 refuse to start second (already registered by another broker); all others start, and clients that look for one broker reach the other. Advertise each broker's own name or port",
                zh: "使用 ZooKeeper 的 2.0–3.9 版 broker 中后启动的会拒绝启动（already registered by broker）；其他版本都能启动，但客户端会连到错误的 broker。请为每个 broker 公布自己的主机名或端口",
            });
        for (node, place) in nodes.iter().skip(1) {
            let name = &node.id;
            draft = draft.related(*place, text! { en: "{name} advertises the same", zh: "{name} 公布的地址相同" });
        }
        sink.report(draft);
    }
}

/// What a broker tells clients, where that is an address of its own.
fn advertised(config: &Config) -> Vec<((String, i64), Span)> {
    if config.has_role(Role::Broker) == Some(false) {
        return Vec::new();
    }
    let listeners =
        if config.advertised_listeners.is_absent() { &config.listeners } else { &config.advertised_listeners };
    let controllers = config.controller_listener_names.value();
    let of_controller =
        |name: &str| controllers.is_some_and(|names| names.iter().any(|known| known.value.eq_ignore_ascii_case(name)));
    let entries = listeners.value().into_iter().flatten();
    entries
        .filter(|listener| !of_controller(&listener.name.value))
        .filter_map(|listener| {
            let host = &listener.host.as_ref()?.value;
            (reach(host) == Reach::Named).then(|| ((canonical(host), listener.port.value), listener.span))
        })
        .collect()
}
