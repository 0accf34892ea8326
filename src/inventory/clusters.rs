//! Which nodes belong to one cluster: by layout first, then split where what they name is disjoint.
//!
//! Grouping by `zookeeper.connect` alone would hide every difference in it. So peers by layout that
//! share one ZooKeeper server (or one voter, or one member) are one cluster, whatever else differs.

use super::assemble::Draft;
use super::endpoint::{Reach, canonical, reach};
use super::layout::{self, Basis, Place};
use super::{Ensemble, HostId, Inventory, KafkaCluster, Server, StormCluster, facts};
use crate::catalog::Component;
use crate::finding::Confidence;
use crate::model::kafka::Role;
use camino::Utf8Path;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A cluster in the making.
#[derive(Debug)]
pub(super) struct Group {
    /// Of what.
    component: Component,
    /// Its members.
    nodes: Vec<usize>,
    /// How sure it is.
    confidence: Confidence,
}

/// Makes clusters of all live nodes; every such node is in exactly one.
pub(super) fn group(drafts: &[Draft<'_>], of_node: &[HostId]) -> Vec<Group> {
    let mut by_layout: BTreeMap<(u8, u64), Vec<usize>> = BTreeMap::new();
    for (node, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.sample) {
        by_layout.entry((component(draft) as u8, draft.place.peers)).or_default().push(node);
    }
    let mut sets = Sets::new(drafts.len());
    let mut shares: Vec<Share> = vec![Share::default(); drafts.len()];
    for members in by_layout.values() {
        join_by_names(drafts, members, &mut sets, &mut shares);
    }
    join_quorums(drafts, &mut sets);
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, _) in drafts.iter().enumerate().filter(|(_, draft)| !draft.sample) {
        clusters.entry(sets.root(node)).or_default().push(node);
    }
    let mut groups: Vec<Group> = clusters
        .into_values()
        .map(|nodes| {
            let confidence = confidence(drafts, &nodes, &shares, of_node);
            Group { component: component(&drafts[nodes[0]]), nodes, confidence }
        })
        .collect();
    groups.sort_by_key(|group| group.nodes[0]);
    groups
}

/// Puts the clusters into the inventory.
pub(super) fn fill(inventory: &mut Inventory, groups: Vec<Group>) {
    for Group { component, nodes, confidence } in groups {
        match component {
            Component::ZooKeeper => inventory.ensembles.push(Ensemble { nodes, confidence }),
            Component::Storm => {
                inventory.storm_clusters.push(StormCluster { nodes, confidence, ensemble: None });
            }
            Component::Kafka => {
                inventory.kafka_clusters.push(KafkaCluster { nodes, confidence, ensemble: None });
            }
        }
    }
}

fn component(draft: &Draft<'_>) -> Component {
    super::assemble::component(draft)
}

/// What holds a node in its cluster.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    /// It shares a server that has a name of its own.
    named: bool,
    /// It shares a server that is known by a loopback name only.
    loopback: bool,
}

/// Joins peers that name the same server. Names that every example uses, and loopback ones, join
/// only what lies together: two teams that began with one compose file are no cluster.
fn join_by_names(drafts: &[Draft<'_>], members: &[usize], sets: &mut Sets, shares: &mut [Share]) {
    let mut first: HashMap<(String, Option<Series<'_>>), usize> = HashMap::new();
    let one_cluster = mostly_numbered_apart(drafts, members);
    for &node in members {
        let names = named(drafts[node].server);
        let common = !matches!(drafts[node].server, Server::Storm(_)) || names.len() == 1;
        let common = common
            && !(one_cluster && names.len() > 1)
            && names.iter().all(|(name, _)| common_name(host_of_entry(name)));
        for (name, reach) in names {
            let place = (common || reach != Reach::Named).then(|| series(drafts[node].place, drafts[node].absolute));
            let known = *first.entry((name, place)).or_insert(node);
            if known == node {
                continue;
            }
            sets.join(known, node);
            for node in [known, node] {
                match reach {
                    Reach::Named => shares[node].named = true,
                    _ => shares[node].loopback = true,
                }
            }
        }
    }
}

/// Whether most of some brokers have an id of their own: one cluster's, and not copies of one example.
fn mostly_numbered_apart(drafts: &[Draft<'_>], members: &[usize]) -> bool {
    let ids: Vec<i64> = members
        .iter()
        .filter_map(|&node| match drafts[node].server {
            Server::Kafka(config) => config.id().value().copied(),
            _ => None,
        })
        .collect();
    let different: HashSet<i64> = ids.iter().copied().collect();
    different.len() * 2 > ids.len()
}

/// What nodes that lie together have in common: the directory of their files, or the one above
/// their folders and those folders' name without its number.
type Series<'a> = (&'a Utf8Path, &'a str);

fn series<'a>(place: &'a Place, absolute: &'a Utf8Path) -> Series<'a> {
    match (place.basis, place.host_dir.parent(), place.host_dir.file_name()) {
        (Basis::Sibling | Basis::Tree, Some(above), Some(name)) => (above, layout::uncounted(name)),
        _ => (absolute.parent().unwrap_or(absolute), ""),
    }
}

/// Joins controllers and brokers that lie in different places and name the same voters: those in
/// one directory or in folders side by side, and else the only controllers with the only brokers.
fn join_quorums(drafts: &[Draft<'_>], sets: &mut Sets) {
    let mut first: HashMap<(String, &Utf8Path), usize> = HashMap::new();
    let mut quorums: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (node, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.sample) {
        let Server::Kafka(config) = draft.server else { continue };
        let Some(voters) = config.voters.value() else { continue };
        let mut names: Vec<String> = voters
            .iter()
            .map(|voter| format!("{}@{}:{}", voter.id.value, canonical(&voter.host.value), voter.port.value))
            .collect();
        names.sort();
        if names.len() < 2 {
            continue;
        }
        let names = names.join(",");
        let all_named = voters.iter().all(|voter| reach(&voter.host.value) == Reach::Named);
        let file = draft.absolute.parent().unwrap_or(draft.absolute);
        let place = if all_named { series(draft.place, draft.absolute).0 } else { file };
        let known = *first.entry((names.clone(), place)).or_insert(node);
        sets.join(known, node);
        if all_named {
            quorums.entry(names).or_default().push(node);
        }
    }
    for nodes in quorums.values() {
        let mut groups: BTreeMap<usize, bool> = BTreeMap::new();
        for &node in nodes {
            let controller = match drafts[node].server {
                Server::Kafka(config) => config.has_role(Role::Controller) != Some(false),
                _ => false,
            };
            *groups.entry(sets.root(node)).or_default() |= controller;
        }
        if let [(one, a), (other, b)] = groups.into_iter().collect::<Vec<_>>()[..]
            && a != b
        {
            sets.join(one, other);
        }
    }
}

/// The servers that a node names: what its cluster's nodes have in common.
fn named(server: &Server) -> Vec<(String, Reach)> {
    let entry = |kind: &str, host: &str, port: i64| (format!("{kind} {}:{port}", canonical(host)), reach(host));
    match server {
        Server::ZooKeeper(config) => facts::members(config)
            .filter_map(|member| {
                let address = member.addresses.first()?;
                let port = address.election_port.as_ref().unwrap_or(&address.quorum_port).value;
                (reach(&address.host.value) != Reach::Wildcard)
                    .then(|| entry("zk", &address.host.value, i64::from(port)))
            })
            .collect(),
        Server::Storm(config) => {
            let servers = config.settings.zookeeper_servers.value();
            servers.into_iter().flatten().map(|host| entry("zk", &host.value, 0)).collect()
        }
        Server::Kafka(config) => {
            let zookeepers = config.zookeeper_connect.value().into_iter().flat_map(|connect| &connect.hosts);
            let voters = config.voters.value().into_iter().flatten();
            let bootstrap = config.bootstrap_servers.value().into_iter().flatten();
            zookeepers
                .map(|host| entry("zk", &host.host.value, i64::from(host.effective_port())))
                .chain(voters.map(|voter| entry("voter", &voter.host.value, voter.port.value)))
                .chain(bootstrap.map(|server| entry("voter", &server.host.value, server.port.value)))
                .collect()
        }
    }
}

/// Names that every example and compose file gives its servers.
fn common_name(name: &str) -> bool {
    let common = [
        "zookeeper",
        "zk",
        "zoo",
        "kafka",
        "controller",
        "broker",
        "node",
        "server",
        "master",
        "slave",
        "worker",
        "host",
    ];
    common.contains(&layout::uncounted(name))
}

/// The host in an entry of [`named`].
fn host_of_entry(entry: &str) -> &str {
    entry.split([' ', ':']).nth(1).unwrap_or_default()
}

fn confidence(drafts: &[Draft<'_>], nodes: &[usize], shares: &[Share], of_node: &[HostId]) -> Confidence {
    let [first, .., last] = nodes else { return Confidence::High };
    let one_host = nodes.iter().all(|&node| of_node[node] == of_node[*first]);
    let (first, last) = (&drafts[*first], &drafts[*last]);
    let mut folders: Vec<&str> = Vec::new();
    if first.place.host_dir != last.place.host_dir {
        folders.extend(nodes.iter().filter_map(|&node| drafts[node].place.host_dir.file_name()));
    }
    let counted = folders.windows(2).all(|pair| layout::numbered_alike(pair[0], pair[1]));
    if !counted && variants(&mut folders) {
        return Confidence::Low;
    }
    let same_folder = first.absolute.parent() == last.absolute.parent();
    let named_share = nodes.iter().all(|&node| shares[node].named);
    let generic = nodes.iter().all(|&node| {
        let named = named(drafts[node].server);
        matches!(named.as_slice(), [(only, _)] if common_name(host_of_entry(only)))
    });
    match (named_share, counted) {
        (true, true) if !generic => Confidence::High,
        (true, true) => Confidence::Medium,
        (true, false) if !generic => Confidence::Medium,
        (false, true) if (same_folder || one_host) && nodes.iter().all(|&node| shares[node].loopback) => {
            Confidence::Medium
        }
        _ => Confidence::Low,
    }
}

/// Whether one folder is another one with a word behind it, like `kafka` and `kafka-ssl`: two ways
/// to set one node up rather than two nodes.
fn variants(folders: &mut [&str]) -> bool {
    folders.sort_unstable();
    folders.windows(2).any(|pair| {
        let rest = pair[1].strip_prefix(pair[0]).and_then(|rest| rest.strip_prefix(['-', '_', '.']));
        rest.is_some_and(|word| !word.bytes().any(|byte| byte.is_ascii_digit()) && !word.contains('.'))
    })
}

/// Union-find.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.parent[node] != node {
            self.parent[node] = self.parent[self.parent[node]];
            node = self.parent[node];
        }
        node
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The smaller number stays the root: clusters keep the order of their files.
        self.parent[a.max(b)] = a.min(b);
    }
}
