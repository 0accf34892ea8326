//! A topology that asks for more workers than the cluster has slots.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::{Node, StormCluster, facts};
use crate::model::Setting;
use crate::model::storm::Config;
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use std::collections::BTreeSet;

pub(crate) static RULE: Rule = Rule {
    code: "CX008",
    name: "workers-above-slots",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    evidence: "storm-core EvenScheduler.scheduleTopology: min(workers, available slots), no error",
    refusals: &[],
    doc: rule_doc!("cross/workers-above-slots"),
    check: Check::StormCluster(check),
};

fn check(case: &Case<'_, StormCluster>, sink: &mut Sink<'_>) {
    let nodes: Vec<(&Node, &Config)> = case
        .of
        .nodes
        .iter()
        .map(|&number| case.node(number))
        .filter_map(|node| Some((node, node.storm().filter(|config| !node.template && !config.recovered)?)))
        .collect();
    if nodes.len() != case.of.nodes.len() || case.of.confidence == Confidence::Low {
        return;
    }
    // Every host may run a supervisor: what all of them offer together is the most there can be.
    let Some(slots) = nodes.iter().map(|(_, config)| slots(config)).sum::<Option<usize>>() else { return };
    let asked = nodes.iter().filter_map(|(node, config)| match &config.settings.topology_workers {
        Setting::Set(workers) => Some((*node, workers.value, workers.span)),
        _ => None,
    });
    let Some((node, workers, place)) = asked.max_by_key(|(_, workers, _)| *workers) else { return };
    if usize::try_from(workers).is_ok_and(|workers| workers <= slots) || workers <= 0 {
        return;
    }
    let hosts = nodes.len();
    let several = hosts > 1;
    let message = if several {
        text! {
            en: "topology.workers is {workers}, and the {hosts} hosts of this cluster have {slots} slots together",
            zh: "topology.workers 为 {workers}，而该集群的 {hosts} 台主机一共只有 {slots} 个 slot",
        }
    } else {
        text! {
            en: "topology.workers is {workers}, and a supervisor with this file has {slots} slots",
            zh: "topology.workers 为 {workers}，而使用此文件的 supervisor 只有 {slots} 个 slot",
        }
    };
    let mut draft = Draft::new(place, message)
        // One file may be shared by any number of supervisors.
        .severity(if several { Severity::Warning } else { Severity::Hint })
        .confidence(if several { case.of.confidence } else { Confidence::Low })
        .key("topology.workers")
        .host(case.inventory.hosts[node.host].name.clone())
        .node(node.id.clone())
        .help(text! {
            en: "Storm doesn't refuse: it packs all executors into the slots there are, without a word. Each slot is one port of supervisor.slots.ports; add ports or supervisors, or ask for fewer workers",
            zh: "Storm 不会报错：它会把所有 executor 挤进现有的 slot，而且没有任何提示。每个 slot 对应 supervisor.slots.ports 中的一个端口；请增加端口或 supervisor，或减少 worker 数",
        });
    for (node, config) in nodes.iter().take(20) {
        if let Some(place) = slots_place(config) {
            let name = &node.id;
            draft = draft.related(place, text! { en: "the slots of {name}", zh: "{name} 的 slot" });
        }
    }
    sink.report(draft);
}

/// How many slots a host can have; `None`: not known.
fn slots(config: &Config) -> Option<usize> {
    if config.settings.supervisor_enable.value() == Some(&false) {
        return Some(0);
    }
    match &config.settings.slots_ports {
        Setting::Absent => Some(facts::DEFAULT_SLOTS.len()),
        // Two slots of one port are one.
        Setting::Set(ports) => Some(ports.value.iter().map(|port| port.value).collect::<BTreeSet<_>>().len()),
        Setting::Unknown(_) => None,
    }
}

fn slots_place(config: &Config) -> Option<Span> {
    config.settings.slots_ports.span()
}
