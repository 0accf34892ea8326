//! Two brokers or controllers of one cluster with the same id.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::{KafkaCluster, Node};
use crate::model::Setting;
use crate::model::kafka::Mode;
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "CX001",
    name: "duplicate-broker-id",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "core/src/main/scala/kafka/zk/KafkaZkClient.scala CheckedEphemeral; \
               core/src/main/scala/kafka/utils/ZkUtils.scala registerBrokerInZk (0.9); \
               metadata ClusterControlManager.registerBroker",
    refusals: &[],
    doc: rule_doc!("cross/duplicate-broker-id"),
    check: Check::KafkaCluster(check),
};

fn check(case: &Case<'_, KafkaCluster>, sink: &mut Sink<'_>) {
    if case.of.confidence == Confidence::Low {
        return;
    }
    let mut by_id: BTreeMap<i64, Vec<(&Node, Span, bool)>> = BTreeMap::new();
    for &number in &case.of.nodes {
        let node = case.node(number);
        let Some(config) = node.kafka().filter(|_| !node.template) else { continue };
        if let Setting::Set(id) = config.id()
            && id.value >= 0
        {
            by_id.entry(id.value).or_default().push((node, id.span, config.mode == Mode::Kraft));
        }
    }
    let free = by_id.keys().next_back().map_or(1, |id| id.saturating_add(1));
    for (id, nodes) in by_id.iter().filter(|(_, nodes)| nodes.len() > 1) {
        let [(first, place, kraft), (second, ..), others @ ..] = nodes.as_slice() else { continue };
        let (a, b) = (&first.id, &second.id);
        let message = if others.is_empty() {
            text! {
                en: "{a} and {b} of one Kafka cluster both have the id {id}",
                zh: "同一个 Kafka 集群中的 {a} 和 {b} 使用了相同的 id {id}",
            }
        } else {
            let more = others.len();
            text! {
                en: "{a}, {b} and {more} more nodes of one Kafka cluster have the same id {id}",
                zh: "同一个 Kafka 集群中的 {a}、{b} 等节点（另有 {more} 个）使用了相同的 id {id}",
            }
        };
        let help = if *kraft {
            text! {
                en: "the controller takes only one of them at a time; the other keeps trying for a minute and shuts down. Give each its own number, {free} is free; a formatted log directory keeps the old one in meta.properties",
                zh: "控制器同一时刻只接受其中一个，另一个重试一分钟后退出。请为每个节点写不同的编号，例如 {free}；已格式化的日志目录会在 meta.properties 中保留旧编号",
            }
        } else {
            text! {
                en: "the one that starts second finds its id taken in ZooKeeper and exits. Give each its own number, {free} is free; a broker that has run before keeps the old one in meta.properties of its log directories",
                zh: "后启动的一个会发现 id 已在 ZooKeeper 中注册而退出。请为每个节点写不同的编号，例如 {free}；运行过的 broker 会在日志目录的 meta.properties 中保留旧编号",
            }
        };
        let mut draft = Draft::new(*place, message)
            .confidence(case.of.confidence)
            .key(if *kraft { "node.id" } else { "broker.id" })
            .host(case.inventory.hosts[first.host].name.clone())
            .node(first.id.clone())
            .label(text! { en: "also the id of {b}", zh: "也是 {b} 的 id" })
            .help(help);
        for (node, place, _) in nodes.iter().skip(1) {
            let name = &node.id;
            draft = draft.related(*place, text! { en: "{name} has the same id", zh: "{name} 的 id 与此相同" });
        }
        sink.report(draft);
    }
}
