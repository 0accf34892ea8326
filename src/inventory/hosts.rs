//! Which nodes share a machine.
//!
//! A folder per node mostly means a machine per node, numbered siblings in one folder mostly mean
//! one machine; what the files say of themselves decides: nodes that call themselves differently
//! are on different machines, nodes that avoid each other's ports share one.

use super::assemble::Draft;
use super::facts::{self, Identity};
use super::layout::{Basis, Place};
use super::{Host, HostId};
use crate::finding::Confidence;
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The machines, and each node's.
pub(super) struct Homes {
    /// The machines, without their nodes.
    pub hosts: Vec<Host>,
    /// The machine of each node.
    pub of_node: Vec<HostId>,
}

/// What a group of peers in one place looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Company {
    /// They share a machine.
    Together(Confidence),
    /// Each has its own.
    Apart,
}

/// Gives every node its machine.
pub(super) fn assign(drafts: &[Draft<'_>], myids: &HashMap<usize, i64>) -> Homes {
    let identities: Vec<Identity> = drafts
        .iter()
        .enumerate()
        .map(|(node, draft)| facts::identity(draft.server, myids.get(&node).copied()))
        .collect();
    let merged = merged_folders(drafts, &identities);
    let mut homes = Homes { hosts: Vec::new(), of_node: vec![0; drafts.len()] };
    // By directory first, in the order of the files.
    let mut by_directory: BTreeMap<&Utf8Path, Vec<usize>> = BTreeMap::new();
    for (node, draft) in drafts.iter().enumerate() {
        let directory = merged.get(draft.place.host_dir.as_path()).copied().unwrap_or(&draft.place.host_dir);
        by_directory.entry(directory).or_default().push(node);
    }
    for nodes in by_directory.into_values() {
        homes.directory(drafts, &identities, &nodes, &merged);
    }
    homes
}

impl Homes {
    /// The machine or machines that one directory stands for.
    fn directory(
        &mut self,
        drafts: &[Draft<'_>],
        identities: &[Identity],
        nodes: &[usize],
        merged: &HashMap<&Utf8Path, &Utf8Path>,
    ) {
        let Some(&first) = nodes.first() else { return };
        let place = drafts[first].place;
        let joined = nodes.iter().any(|&node| merged.contains_key(drafts[node].place.host_dir.as_path()));
        let mut confidence = match place.basis {
            Basis::Tree => Confidence::High,
            Basis::Sibling => Confidence::Medium,
            Basis::Directory => Confidence::Low,
        };
        // Numbered siblings in this directory.
        let mut settled: HashSet<usize> = HashSet::new();
        let mut siblings: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for &node in nodes {
            siblings.entry(drafts[node].place.siblings).or_default().push(node);
        }
        let mut apart: HashSet<usize> = HashSet::new();
        let mut together: Vec<(Vec<usize>, Confidence)> = Vec::new();
        for group in siblings.values().filter(|group| group.len() > 1) {
            let live: Vec<usize> = group.iter().copied().filter(|&node| !drafts[node].sample).collect();
            match company(identities, &live) {
                Company::Together(sure) if place.basis == Basis::Directory => together.push((live, sure)),
                Company::Together(_) => {}
                Company::Apart if live.len() > 1 => apart.extend(live),
                Company::Apart => {}
            }
        }
        if joined {
            confidence = confidence.max(Confidence::Medium);
        }
        if let [(group, sure)] = together.as_slice()
            && nodes.iter().all(|node| group.contains(node) || drafts[*node].sample)
        {
            confidence = confidence.max(*sure);
        } else {
            // Brokers that share a machine, and a ZooKeeper that may be elsewhere: only the former
            // are sure.
            for (group, sure) in together.into_iter().filter(|(_, sure)| *sure > confidence) {
                let host = self.host(place.host_name.clone(), sure, Some(place));
                group.iter().for_each(|&node| self.of_node[node] = host);
                settled.extend(group);
            }
        }
        let staying: Vec<usize> =
            nodes.iter().copied().filter(|node| !apart.contains(node) && !settled.contains(node)).collect();
        if !staying.is_empty() {
            let above = place.host_dir.parent().and_then(Utf8Path::file_name);
            // Folders that turn out to be one machine's nodes: what holds them names it better.
            let name = above.filter(|_| joined).unwrap_or(&place.host_name).to_owned();
            let host = self.host(name, confidence, Some(place));
            staying.iter().for_each(|&node| self.of_node[node] = host);
        }
        let named: BTreeSet<&String> = apart.iter().flat_map(|&node| &identities[node].names).collect();
        let each_has_one = named.len() == apart.len() && apart.iter().all(|&node| identities[node].names.len() == 1);
        for node in nodes.iter().copied().filter(|node| apart.contains(node)) {
            let name = match identities[node].names.first() {
                Some(name) if each_has_one => name.clone(),
                _ => super::assemble::file_stem(drafts[node].absolute).to_owned(),
            };
            let host = self.host(name, Confidence::Low, None);
            self.of_node[node] = host;
        }
    }

    fn host(&mut self, name: String, confidence: Confidence, place: Option<&Place>) -> HostId {
        let root = place.and_then(|place| place.root.clone());
        let whole_machine = place.is_some_and(|place| place.whole_machine);
        self.hosts.push(Host { name, nodes: Vec::new(), confidence, root, whole_machine });
        self.hosts.len() - 1
    }
}

/// Whether peers share a machine.
fn company(identities: &[Identity], nodes: &[usize]) -> Company {
    if nodes.len() < 2 {
        return Company::Together(Confidence::Low);
    }
    let names: BTreeSet<&BTreeSet<String>> = nodes.iter().map(|&node| &identities[node].names).collect();
    if names.len() > 1 && names.iter().filter(|names| !names.is_empty()).count() > 1 {
        return Company::Apart;
    }
    let ports: Vec<&BTreeSet<u16>> = nodes.iter().map(|&node| &identities[node].ports).collect();
    if ports.iter().any(|ports| ports.is_empty()) {
        return Company::Together(Confidence::Low);
    }
    let different: BTreeSet<&BTreeSet<u16>> = ports.iter().copied().collect();
    if different.len() == 1 {
        // All open the same ports: on one machine only the first would start.
        return Company::Apart;
    }
    // Containers that publish different ports have file systems of their own: only names tell.
    let certain = names.first().is_some_and(|names| !names.is_empty())
        || nodes.iter().all(|&node| identities[node].loopback || identities[node].standalone);
    if !certain {
        return Company::Together(Confidence::Low);
    }
    let mut all = BTreeSet::new();
    let disjoint = ports.iter().all(|ports| ports.iter().all(|port| all.insert(*port)));
    Company::Together(if disjoint { Confidence::High } else { Confidence::Medium })
}

/// Sibling folders that are nodes of one machine, by the folder that stands for all of them.
fn merged_folders<'a>(drafts: &[Draft<'a>], identities: &[Identity]) -> HashMap<&'a Utf8Path, &'a Utf8Path> {
    let mut peers: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (node, draft) in drafts.iter().enumerate() {
        if draft.place.basis == Basis::Sibling && !draft.sample && !draft.template {
            peers.entry(draft.place.peers).or_default().push(node);
        }
    }
    let mut merged = HashMap::new();
    for group in peers.into_values().filter(|group| group.len() > 1) {
        let local = group.iter().all(|&node| {
            let identity = &identities[node];
            identity.names.is_empty() && identity.loopback || identity.names.len() == 1
        });
        if local && company(identities, &group) == Company::Together(Confidence::High) {
            let first: &'a Utf8Path = &drafts[group[0]].place.host_dir;
            merged.extend(group.iter().map(|&node| (drafts[node].place.host_dir.as_path(), first)));
        }
    }
    merged
}
