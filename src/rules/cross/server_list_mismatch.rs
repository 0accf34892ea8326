//! Servers of one ensemble that list different members.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::endpoint::{Reach, canonical, reach};
use crate::inventory::{Ensemble, Node, facts};
use crate::model::zookeeper::{Member, Role};
use crate::rules::cross::majority::{self, same_machine};
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "CX005",
    name: "server-list-mismatch",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "zookeeper-server server/quorum/QuorumPeerConfig.java: each server counts its own list; \
               FastLeaderElection.java Messenger ignores servers that are not in it",
    refusals: &[],
    doc: rule_doc!("cross/server-list-mismatch"),
    check: Check::Ensemble(check),
};

/// A member as lists are compared by: id, ports, vote.
type Shape = Vec<(i64, i32, Option<i32>, bool)>;

/// One server's list.
struct List<'a> {
    node: &'a Node,
    members: Vec<&'a Member>,
    shape: Shape,
}

fn check(case: &Case<'_, Ensemble>, sink: &mut Sink<'_>) {
    if case.of.confidence == Confidence::Low {
        return;
    }
    let lists: Vec<List<'_>> = case.of.nodes.iter().filter_map(|&number| list(case.node(number))).collect();
    let Some(reference) = majority::reference(&lists, |list| &list.shape) else { return };
    for list in &lists {
        let Some((key, place, ours, theirs)) = difference(list, reference) else { continue };
        let (name, other) = (&list.node.id, &reference.node.id);
        let message = match (ours, theirs) {
            (Some(ours), Some(theirs)) => text! {
                en: "{name} has {key}={ours}, {other} of the same ensemble has {key}={theirs}",
                zh: "{name} 写的是 {key}={ours}，同一集群的 {other} 写的是 {key}={theirs}",
            },
            (Some(ours), None) => text! {
                en: "{name} lists {key}={ours}, which {other} of the same ensemble doesn't know",
                zh: "{name} 列出了 {key}={ours}，而同一集群的 {other} 中没有",
            },
            (None, theirs) => {
                let theirs = theirs.unwrap_or_default();
                text! {
                    en: "{name} doesn't list {key}={theirs}, which {other} of the same ensemble has",
                    zh: "{name} 缺少 {key}={theirs}，而同一集群的 {other} 中有",
                }
            }
        };
        let mut draft = Draft::new(place, message)
            .confidence(case.of.confidence)
            .key(key)
            .host(case.inventory.hosts[list.node.host].name.clone())
            .node(list.node.id.clone())
            .help(text! {
                en: "all start, and each counts votes by its own list: a server that some don't know is ignored by them, and two halves may elect a leader each. Write the same server lines on all servers (0.0.0.0 for its own entry is fine)",
                zh: "各节点都能启动，但只按自己的列表计票：不在列表中的节点会被忽略，甚至可能选出两个 leader。请在所有节点写相同的 server 行（本机条目写 0.0.0.0 没有问题）",
            });
        if let Some(first) = reference.members.first() {
            draft = draft.related(first.value.span, text! { en: "the list of {other}", zh: "{other} 的列表" });
        }
        sink.report(draft);
    }
}

/// A list that can be compared: static, complete, of an ensemble.
fn list(node: &Node) -> Option<List<'_>> {
    let config = node.zookeeper().filter(|_| !node.template)?;
    // Dynamic configurations are rewritten at run time: copies from different moments differ.
    if !config.members_complete || config.open || !config.settings.dynamic_config_file.is_absent() {
        return None;
    }
    let mut members: Vec<&Member> = facts::members(config).filter(|member| !member.addresses.is_empty()).collect();
    if members.is_empty() || config.members.iter().any(|member| member.unknown) {
        return None;
    }
    members.sort_by_key(|member| member.id);
    let shape = members.iter().map(|member| shape(member)).collect();
    Some(List { node, members, shape })
}

fn shape(member: &Member) -> (i64, i32, Option<i32>, bool) {
    let address = member.addresses.first();
    let quorum = address.map_or(0, |address| address.quorum_port.value);
    let election = address.and_then(|address| address.election_port.as_ref()).map(|port| port.value);
    (member.id, quorum, election, member.role == Role::Observer)
}

/// The first member that differs: its key, the place to look at, and the values on both sides.
fn difference(list: &List<'_>, reference: &List<'_>) -> Option<(String, Span, Option<String>, Option<String>)> {
    let theirs: BTreeMap<i64, &Member> = reference.members.iter().map(|member| (member.id, *member)).collect();
    let ours: BTreeMap<i64, &Member> = list.members.iter().map(|member| (member.id, *member)).collect();
    let value = |member: &Member| member.value.value.trim().to_owned();
    for member in &list.members {
        let key = member.key.value.clone();
        match theirs.get(&member.id) {
            None => return Some((key, member.value.span, Some(value(member)), None)),
            Some(other) if shape(member) != shape(other) || !same_hosts(member, other) => {
                return Some((key, member.value.span, Some(value(member)), Some(value(other))));
            }
            Some(_) => {}
        }
    }
    let missing = reference.members.iter().find(|member| !ours.contains_key(&member.id))?;
    let place = list.members.last()?.value.span;
    Some((missing.key.value.clone(), place, None, Some(value(missing))))
}

/// Whether two entries of one id may mean the same machine. Each server may write 0.0.0.0 or
/// localhost for itself.
fn same_hosts(a: &Member, b: &Member) -> bool {
    let hosts = |member: &Member| -> Vec<String> {
        member.addresses.iter().map(|address| canonical(&address.host.value)).collect()
    };
    let (a, b) = (hosts(a), hosts(b));
    let own = |hosts: &[String]| hosts.iter().any(|host| reach(host) != Reach::Named);
    own(&a) || own(&b) || a.iter().any(|a| b.iter().any(|b| same_machine(a, b)))
}
