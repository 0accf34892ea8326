//! `cfglint inventory`: what was recognised, and why.

use super::Exit;
use super::args::{InventoryArgs, TextOrJson};
use super::input::{self, Input};
use super::problem::Problem;
use crate::finding::Confidence;
use crate::inventory::{Inventory, Node, NodeId};
use crate::text;
use crate::text::{Lang, Text};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Reads and tells.
pub(super) fn run(args: &InventoryArgs, lang: Lang, out: &mut dyn Write) -> Result<Exit, Problem> {
    let Input { inventory, notes, .. } = input::read(&args.input, lang)?;
    match args.format {
        TextOrJson::Text => people(&inventory, &notes, lang, out)?,
        TextOrJson::Json => {
            serde_json::to_writer_pretty(&mut *out, &document(&inventory, lang)).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    for error in &inventory.errors {
        let (path, why) = (&error.path, error.message.get(lang));
        Problem::new(&Text::verbatim(format!("{path}: {why}")), None, lang).print();
    }
    Ok(if !inventory.errors.is_empty() {
        Exit::Trouble
    } else if inventory.nodes.is_empty() {
        Exit::Nothing
    } else {
        Exit::Clean
    })
}

/// A group of nodes, whatever it is a group of.
struct Cluster<'a> {
    kind: &'static str,
    nodes: &'a [NodeId],
    confidence: Confidence,
    ensemble: Option<(usize, Confidence)>,
}

fn clusters(inventory: &Inventory) -> Vec<Cluster<'_>> {
    let ensembles = inventory.ensembles.iter().map(|ensemble| Cluster {
        kind: "zookeeper",
        nodes: &ensemble.nodes,
        confidence: ensemble.confidence,
        ensemble: None,
    });
    let storm = inventory.storm_clusters.iter().map(|cluster| Cluster {
        kind: "storm",
        nodes: &cluster.nodes,
        confidence: cluster.confidence,
        ensemble: cluster.ensemble,
    });
    let kafka = inventory.kafka_clusters.iter().map(|cluster| Cluster {
        kind: "kafka",
        nodes: &cluster.nodes,
        confidence: cluster.confidence,
        ensemble: cluster.ensemble,
    });
    ensembles.chain(storm).chain(kafka).collect()
}

fn ids<'a>(inventory: &'a Inventory, nodes: &'a [NodeId]) -> impl Iterator<Item = &'a str> {
    nodes.iter().filter_map(|&node| inventory.nodes.get(node)).map(|node| node.id.as_str())
}

fn files<'a>(inventory: &'a Inventory, node: &'a Node) -> impl Iterator<Item = String> {
    let all = std::iter::once(node.source).chain(node.companions.iter().copied());
    all.map(|source| typed(inventory.sources.path(source).as_str()))
}

fn typed(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn people(inventory: &Inventory, notes: &[Text], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (hosts, nodes) = (inventory.hosts.len(), inventory.nodes.len());
    let heading = text! { en: "{nodes} servers on {hosts} hosts", zh: "{hosts} 台主机上的 {nodes} 个服务" };
    writeln!(out, "{}\n", heading.get(lang))?;
    for host in &inventory.hosts {
        let unsure = match host.confidence {
            Confidence::High => text! { en: "", zh: "" },
            _ => text! { en: "  (a guess from names)", zh: "  （由名称推测）" },
        };
        writeln!(out, "{}{}", typed(&host.name), unsure.get(lang))?;
        for node in host.nodes.iter().filter_map(|&node| inventory.nodes.get(node)) {
            let (id, name, versions) = (typed(&node.id), node.component().name(), node.versions);
            let why = node.versions_why.get(lang);
            let about = match (node.template, node.sample) {
                (true, _) => text! { en: ", a template", zh: "，模板" },
                (_, true) => text! { en: ", an unused sample", zh: "，未使用的样例" },
                _ => text! { en: "", zh: "" },
            };
            let id = if node.id == host.name { String::new() } else { format!(": {id}") };
            writeln!(out, "  {name} {versions} ({why}){id}{}", about.get(lang))?;
            for file in files(inventory, node) {
                writeln!(out, "    {file}")?;
            }
        }
    }
    let clusters = clusters(inventory);
    if !clusters.is_empty() {
        writeln!(out)?;
    }
    for cluster in &clusters {
        let nodes = ids(inventory, cluster.nodes).map(typed).collect::<Vec<_>>().join(", ");
        let what = match cluster.kind {
            "zookeeper" => text! { en: "ZooKeeper ensemble: {nodes}", zh: "ZooKeeper 集群：{nodes}" },
            "storm" => text! { en: "Storm cluster: {nodes}", zh: "Storm 集群：{nodes}" },
            _ => text! { en: "Kafka cluster: {nodes}", zh: "Kafka 集群：{nodes}" },
        };
        writeln!(out, "{}{}", what.get(lang), sure(cluster.confidence, lang))?;
        let used = cluster.ensemble.and_then(|(index, how)| Some((inventory.ensembles.get(index)?, how)));
        if let Some((ensemble, how)) = used {
            let nodes = ids(inventory, &ensemble.nodes).map(typed).collect::<Vec<_>>().join(", ");
            let uses = text! { en: "uses ZooKeeper on {nodes}", zh: "使用 ZooKeeper：{nodes}" };
            writeln!(out, "  {}{}", uses.get(lang), sure(how, lang))?;
        }
    }
    if !inventory.skipped.is_empty() {
        writeln!(out)?;
    }
    for skipped in &inventory.skipped {
        let (path, reason) = (typed(skipped.path.as_str()), skipped.reason.get(lang));
        let line = text! { en: "left alone: {path}: {reason}", zh: "未采用：{path}：{reason}" };
        writeln!(out, "{}", line.get(lang))?;
    }
    for note in notes {
        writeln!(out, "{}", note.get(lang))?;
    }
    Ok(())
}

fn sure(confidence: Confidence, lang: Lang) -> String {
    let text = match confidence {
        Confidence::High => text! { en: "", zh: "" },
        Confidence::Medium => text! { en: "  (inferred)", zh: "  （推断）" },
        Confidence::Low => text! { en: "  (a guess)", zh: "  （猜测）" },
    };
    text.get(lang).to_owned()
}

fn document(inventory: &Inventory, lang: Lang) -> Value {
    let hosts = inventory.hosts.iter().map(|host| {
        json!({
            "name": host.name,
            "nodes": ids(inventory, &host.nodes).collect::<Vec<_>>(),
            "confidence": host.confidence.id(),
        })
    });
    let nodes = inventory.nodes.iter().map(|node| {
        json!({
            "id": node.id,
            "component": node.component().id(),
            "host": inventory.hosts.get(node.host).map(|host| &host.name),
            "files": files(inventory, node).collect::<Vec<_>>(),
            "versions": node.versions.to_string(),
            "versions_why": node.versions_why.get(lang),
            "template": node.template,
            "sample": node.sample,
        })
    });
    let clusters = clusters(inventory);
    let clusters = clusters.iter().map(|cluster| {
        let used = cluster.ensemble.and_then(|(index, how)| Some((inventory.ensembles.get(index)?, how)));
        json!({
            "component": cluster.kind,
            "nodes": ids(inventory, cluster.nodes).collect::<Vec<_>>(),
            "confidence": cluster.confidence.id(),
            "zookeeper": used.map(|(ensemble, how)| json!({
                "nodes": ids(inventory, &ensemble.nodes).collect::<Vec<_>>(),
                "confidence": how.id(),
            })),
        })
    });
    json!({
        "schema": "cfglint/inventory/v1",
        "root": inventory.root,
        "hosts": hosts.collect::<Vec<_>>(),
        "nodes": nodes.collect::<Vec<_>>(),
        "clusters": clusters.collect::<Vec<_>>(),
        "errors": inventory.errors.iter().map(|error| json!({
            "path": typed(error.path.as_str()), "message": error.message.get(lang),
        })).collect::<Vec<_>>(),
        "skipped": inventory.skipped.iter().map(|skipped| json!({
            "path": typed(skipped.path.as_str()), "reason": skipped.reason.get(lang),
        })).collect::<Vec<_>>(),
    })
}
