//! `cfglint inventory`: what was recognised, and why.

use super::Exit;
use super::args::{InventoryArgs, TextOrJson};
use super::input::{self, Input};
use super::problem::Problem;
use crate::finding::Confidence;
use crate::inventory::{Host, Inventory, Node, NodeId, facts};
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
    writeln!(out, "{}\n", heading(inventory).get(lang))?;
    for host in &inventory.hosts {
        let note = if folder(inventory, host) {
            text! {
                en: "  (files in one folder: which hosts they are for is not known)",
                zh: "（同一目录中的文件，不确定属于哪些主机）",
            }
        } else {
            text! { en: "", zh: "" }
        };
        writeln!(out, "{}{}", typed(&host.name), note.get(lang))?;
        for node in host.nodes.iter().filter_map(|&node| inventory.nodes.get(node)) {
            let (component, versions) = (node.component().name(), node.versions);
            let about = match (node.template, node.sample) {
                (true, _) => text! { en: ", a template", zh: "，模板" },
                (_, true) => text! { en: ", an unused sample", zh: "，未使用的样例" },
                _ => text! { en: "", zh: "" },
            };
            let id = if node.id == host.name { String::new() } else { format!("{}: ", typed(&node.id)) };
            let (why, about) = (node.versions_why.get(lang), about.get(lang));
            match lang {
                Lang::En => writeln!(out, "  {id}{component} {versions} ({why}){about}")?,
                Lang::Zh => writeln!(out, "  {id}{component} {versions}（{why}）{about}")?,
            }
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
            "zookeeper" => match listed(inventory, cluster.nodes) {
                Some(0) => text! { en: "standalone ZooKeeper: {nodes}", zh: "单机 ZooKeeper：{nodes}" },
                Some(servers) if servers != cluster.nodes.len() => text! {
                    en: "ZooKeeper ensemble: {nodes}  (lists {servers} servers)",
                    zh: "ZooKeeper 集群：{nodes}（其中列出 {servers} 个服务器）",
                },
                _ => text! { en: "ZooKeeper ensemble: {nodes}", zh: "ZooKeeper 集群：{nodes}" },
            },
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

/// `9 servers on 3 hosts, 2 unused samples`.
fn heading(inventory: &Inventory) -> Text {
    let samples = inventory.nodes.iter().filter(|node| node.sample).count();
    let (hosts, nodes) = (inventory.hosts.len(), inventory.nodes.len() - samples);
    let servers = match nodes {
        1 => text! { en: "1 server", zh: "1 个服务" },
        _ => text! { en: "{nodes} servers", zh: "{nodes} 个服务" },
    };
    let open = inventory.hosts.iter().any(|host| folder(inventory, host));
    let places = match (open, hosts) {
        (true, 1) => text! { en: " in 1 folder", zh: "，位于 1 个目录" },
        (true, _) => text! { en: " on {hosts} hosts or folders", zh: "，位于 {hosts} 台主机或目录" },
        (false, 1) => text! { en: " on 1 host", zh: "，位于 1 台主机" },
        (false, _) => text! { en: " on {hosts} hosts", zh: "，位于 {hosts} 台主机" },
    };
    let unused = match samples {
        0 => text! { en: "", zh: "" },
        1 => text! { en: ", 1 unused sample", zh: "；另有 1 个未使用的样例" },
        _ => text! { en: ", {samples} unused samples", zh: "；另有 {samples} 个未使用的样例" },
    };
    Text {
        en: format!("{}{}{}", servers.en, places.en, unused.en).into(),
        zh: format!("{}{}{}", servers.zh, places.zh, unused.zh).into(),
    }
}

/// Whether a host is only the folder that several servers' files lie in.
fn folder(inventory: &Inventory, host: &Host) -> bool {
    let live = host.nodes.iter().filter_map(|&node| inventory.nodes.get(node)).filter(|node| !node.sample);
    host.confidence == Confidence::Low && live.count() > 1
}

/// How many servers an ensemble's files list, the longest list where they differ; `None`: not known.
fn listed(inventory: &Inventory, nodes: &[NodeId]) -> Option<usize> {
    let configs = nodes.iter().filter_map(|&node| inventory.nodes.get(node)?.zookeeper());
    let lists = configs.map(|config| {
        let known = config.members_complete && !config.open;
        known.then(|| facts::members(config).count())
    });
    lists.collect::<Option<Vec<usize>>>()?.into_iter().max()
}

fn sure(confidence: Confidence, lang: Lang) -> String {
    let text = match confidence {
        Confidence::High => text! { en: "", zh: "" },
        Confidence::Medium => text! { en: "  (inferred)", zh: "（推断）" },
        Confidence::Low => text! { en: "  (a guess)", zh: "（猜测）" },
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
