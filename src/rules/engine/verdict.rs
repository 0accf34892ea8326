//! The verdict on every file and node.

use crate::catalog::{Component, VersionSet};
use crate::finding::{FileEntry, Finding, NodeEntry, Outcome, Stage, Starts, Verdict};
use crate::inventory::{ConfigFile, Inventory, Node};
use crate::model::Refusal;
use crate::model::zookeeper::Twice;
use crate::text::Text;
use rayon::prelude::*;
use std::collections::HashMap;

/// Wraps it all up.
pub(super) fn outcome(inventory: Inventory, findings: Vec<Finding>) -> Outcome {
    let files = inventory.files.par_iter().map(|file| file_entry(&inventory, file)).collect();
    let nodes = inventory.nodes.par_iter().map(|node| node_entry(&inventory, node)).collect();
    let hosts = inventory.hosts.len();
    // Taking thousands of models apart takes as long as some of the work: not while the user waits.
    let models = inventory.nodes;
    rayon::spawn(move || drop(models));
    Outcome {
        hosts,
        notes: Vec::new(),
        root: inventory.root,
        sources: inventory.sources,
        files,
        nodes,
        findings,
        secrets: HashMap::new(),
        errors: inventory.errors,
        skipped: inventory.skipped,
    }
}

fn file_entry(inventory: &Inventory, file: &ConfigFile) -> FileEntry {
    let node = file.node.map(|id| &inventory.nodes[id]);
    let (verdict, refused_by, depends_on) = match node {
        Some(node) => judge(node, |refusal| is_about(refusal, file, node)),
        None => (Verdict::Unknown, String::new(), Vec::new()),
    };
    FileEntry {
        source: file.source,
        kind: file.kind.id(),
        component: file.kind.component().map_or("", Component::id),
        host: file.host.map(|host| inventory.hosts[host].name.clone()),
        node: node.map(|node| node.id.clone()),
        versions: node.map(|node| node.versions.to_string()).unwrap_or_default(),
        versions_why: node.map_or_else(|| Text::verbatim(""), |node| node.versions_why.clone()),
        verdict,
        refused_by,
        depends_on,
    }
}

fn node_entry(inventory: &Inventory, node: &Node) -> NodeEntry {
    let (verdict, ..) = judge(node, |_| true);
    NodeEntry {
        id: node.id.clone(),
        component: node.component().id(),
        component_name: node.component().name(),
        host: Some(inventory.hosts[node.host].name.clone()),
        files: std::iter::once(node.source).chain(node.companions.iter().copied()).collect(),
        versions: node.versions.to_string(),
        versions_why: node.versions_why.clone(),
        sample: node.sample,
        any_version: node.versions == VersionSet::all(node.component()),
        starts: match verdict {
            Verdict::Accepted => Starts::Yes,
            Verdict::Refused => Starts::No,
            Verdict::ByVersion => Starts::ByVersion,
            Verdict::Unknown => Starts::Unknown,
        },
    }
}

/// Whether a refusal is about reading a file. One without a place in a file is about the main file; and
/// what the parser of the main file refuses of a file beside it (myid, a dynamic configuration), it
/// refuses of the main file too. What stops a later step of the start is no verdict on the main file
/// (its parser takes it) but on the node; a companion has no reader of its own, so it counts there.
fn is_about(refusal: &Refusal, file: &ConfigFile, node: &Node) -> bool {
    let source = refusal.place.source().unwrap_or(node.source);
    match refusal.stage {
        Stage::Parse => source == file.source || file.source == node.source,
        Stage::Start => source == file.source && file.source != node.source,
    }
}

fn judge(node: &Node, about: impl Fn(&Refusal) -> bool) -> (Verdict, String, Vec<String>) {
    let mut refusing = VersionSet::none(node.component());
    let mut depends_on = Vec::new();
    let ambiguous = node.zookeeper().into_iter().flat_map(|config| config.ambiguous());
    for Twice { key, .. } in ambiguous.filter(|twice| twice.decides) {
        depends_on.push(format!("which line of {key} counts is up to the order of a hash table"));
    }
    for refusal in node.refusals().iter().filter(|refusal| about(refusal)) {
        match &refusal.depends_on {
            Some(what) => depends_on.push(what.en.clone().into_owned()),
            None => refusing = refusing.or(refusal.versions.and(node.versions)),
        }
    }
    let verdict = if refusing.is_empty() && (node.template || !depends_on.is_empty()) {
        Verdict::Unknown
    } else if refusing.is_empty() {
        Verdict::Accepted
    } else if node.versions.within(refusing) {
        Verdict::Refused
    } else {
        Verdict::ByVersion
    };
    (verdict, refusing.to_string(), depends_on)
}
