//! Nodes of one KRaft quorum that don't agree on the voters.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::endpoint::canonical;
use crate::inventory::{KafkaCluster, Node};
use crate::model::Setting;
use crate::model::kafka::Voter;
use crate::rules::cross::majority::{self, same_machine};
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "CX003",
    name: "voters-mismatch",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "raft/src/main/java/org/apache/kafka/raft/RaftConfig.java parseVoterConnections: each node \
               believes its own list, nothing compares them",
    refusals: &[],
    doc: rule_doc!("cross/voters-mismatch"),
    check: Check::KafkaCluster(check),
};

/// One node's list.
struct List<'a> {
    node: &'a Node,
    voters: &'a [Voter],
    place: Span,
    /// What lists are compared by: id and port; hosts may be written in several ways.
    shape: Vec<(i64, i64)>,
}

fn check(case: &Case<'_, KafkaCluster>, sink: &mut Sink<'_>) {
    if case.of.confidence == Confidence::Low {
        return;
    }
    let lists: Vec<List<'_>> = case.of.nodes.iter().filter_map(|&number| list(case.node(number))).collect();
    let Some(reference) = majority::reference(&lists, |list| &list.shape) else { return };
    for list in &lists {
        let Some((place, ours, theirs)) = difference(list, reference) else { continue };
        let (name, other) = (&list.node.id, &reference.node.id);
        let draft = Draft::new(
            place,
            text! {
                en: "{name} counts on other voters than {other}: {ours} instead of {theirs}",
                zh: "{name} 的投票节点列表与 {other} 不一致：写的是 {ours}，而那里是 {theirs}",
            },
        )
        .confidence(case.of.confidence)
        .key("controller.quorum.voters")
        .host(case.inventory.hosts[list.node.host].name.clone())
        .node(list.node.id.clone())
        .related(reference.place, text! { en: "the list of {other}", zh: "{other} 的列表" })
        .help(text! {
            en: "every node starts and believes its own list, so votes and fetches go to addresses where nobody answers. Write the same controller.quorum.voters on all nodes",
            zh: "每个节点都能启动并只相信自己的列表，投票和拉取请求会发往无人应答的地址。请在所有节点上写相同的 controller.quorum.voters",
        });
        sink.report(draft);
    }
}

fn list(node: &Node) -> Option<List<'_>> {
    let config = node.kafka().filter(|_| !node.template)?;
    let Setting::Set(voters) = &config.voters else { return None };
    let mut shape: Vec<(i64, i64)> = voters.value.iter().map(|voter| (voter.id.value, voter.port.value)).collect();
    shape.sort_unstable();
    Some(List { node, voters: &voters.value, place: voters.span, shape })
}

/// The first voter that differs: its place in `list`, as written there, as written in the other.
fn difference(list: &List<'_>, reference: &List<'_>) -> Option<(Span, String, String)> {
    let theirs: BTreeMap<i64, &Voter> = reference.voters.iter().map(|voter| (voter.id.value, voter)).collect();
    let mut differing = Vec::new();
    for voter in list.voters {
        match theirs.get(&voter.id.value) {
            None => differing.push((Some(voter), None)),
            Some(other) => {
                let host = same_machine(&canonical(&voter.host.value), &canonical(&other.host.value));
                if voter.port.value != other.port.value || !host {
                    differing.push((Some(voter), Some(*other)));
                }
            }
        }
    }
    let ours: Vec<i64> = list.voters.iter().map(|voter| voter.id.value).collect();
    differing.extend(
        reference.voters.iter().filter(|voter| !ours.contains(&voter.id.value)).map(|voter| (None, Some(voter))),
    );
    let (first, _) = differing.first()?;
    let place = first.map_or(list.place, |voter| voter.span);
    let written = |voters: Vec<Option<&Voter>>| {
        let written: Vec<String> = voters.into_iter().flatten().map(show).collect();
        if written.is_empty() { String::from("-") } else { written.join(",") }
    };
    let ours = written(differing.iter().map(|(ours, _)| *ours).collect());
    let theirs = written(differing.iter().map(|(_, theirs)| *theirs).collect());
    Some((place, ours, theirs))
}

fn show(voter: &Voter) -> String {
    format!("{}@{}:{}", voter.id.value, voter.host.value, voter.port.value)
}
