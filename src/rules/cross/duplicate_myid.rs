//! Two servers of one ensemble with the same myid.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::{Ensemble, Node};
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "CX006",
    name: "duplicate-myid",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "zookeeper-server server/quorum/QuorumCnxManager.java: one connection per id, a newer one replaces it",
    refusals: &[],
    doc: rule_doc!("cross/duplicate-myid"),
    check: Check::Ensemble(check),
};

fn check(case: &Case<'_, Ensemble>, sink: &mut Sink<'_>) {
    if case.of.confidence == Confidence::Low {
        return;
    }
    let mut by_id: BTreeMap<i64, Vec<(&Node, Span)>> = BTreeMap::new();
    for &number in &case.of.nodes {
        let node = case.node(number);
        let my_id = node.zookeeper().filter(|_| !node.template).and_then(|config| config.my_id.as_ref());
        if let Some(my_id) = my_id {
            let known = by_id.entry(my_id.value).or_default();
            // One myid that two files lead to is one server's.
            if known.iter().all(|(_, place)| place.source != my_id.span.source) {
                known.push((node, my_id.span));
            }
        }
    }
    for (id, nodes) in by_id.iter().filter(|(_, nodes)| nodes.len() > 1) {
        let [(first, place), (second, _), ..] = nodes.as_slice() else { continue };
        let (a, b) = (&first.id, &second.id);
        let count = nodes.len();
        let mut draft = Draft::new(
            *place,
            text! {
                en: "{count} servers of one ensemble have the myid {id}: {a}, {b}",
                zh: "同一个集群中有 {count} 台服务器的 myid 都是 {id}：{a}、{b}",
            },
        )
        .confidence(case.of.confidence)
        .host(case.inventory.hosts[first.host].name.clone())
        .node(first.id.clone())
        .label(text! { en: "also the myid of {b}", zh: "也是 {b} 的 myid" })
        .help(text! {
            en: "both start and take each other's connections away (Connection broken for id {id}), and one member of the list is never there. Write in each dataDir/myid the N of that host's server.N line",
            zh: "两台都能启动，却不断抢占对方的连接（Connection broken for id {id}），而列表中有一个成员永远不会出现。请在每台主机的 dataDir/myid 中写该主机 server.N 行的 N",
        });
        for (node, place) in nodes.iter().skip(1) {
            let name = &node.id;
            draft = draft.related(*place, text! { en: "the myid of {name}", zh: "{name} 的 myid" });
        }
        sink.report(draft);
    }
}
