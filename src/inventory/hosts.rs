//! Which nodes share a machine.
//!
//! A folder per node mostly means a machine per node, numbered siblings in one folder mostly mean
//! one machine; what the files say of themselves decides: nodes that call themselves differently
//! are on different machines, nodes that avoid each other's ports share one.

use super::assemble::{Draft, component};
use super::facts::{self, Identity};
use super::layout::{self, Basis, Place};
use super::{Host, HostId};
use crate::finding::Confidence;
use camino::Utf8Path;
use rayon::prelude::*;
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
        .par_iter()
        .enumerate()
        .map(|(node, draft)| facts::identity(draft.server, myids.get(&node).copied()))
        .collect();
    let merged = merged_folders(drafts, &identities);
    let mut homes = Homes { hosts: Vec::new(), of_node: vec![0; drafts.len()] };
    // By directory first, in the order of the files.
    let mut by_directory: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (node, draft) in drafts.iter().enumerate() {
        let directory = merged.get(draft.place.host_dir.as_path()).copied().unwrap_or(&draft.place.host_dir);
        by_directory.entry(directory.as_str()).or_default().push(node);
    }
    for nodes in by_directory.into_values() {
        homes.directory(drafts, &identities, &nodes, &merged);
    }
    homes.join_beside(drafts, &identities);
    homes.name_apart(drafts);
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
        let (units, apart) = units(drafts, identities, nodes, joined);
        let mut settled: HashSet<usize> = apart.iter().copied().collect();
        // In a directory that merely holds files only families are sure to share a machine, and a
        // family that could not run beside another one is another way to set the same up.
        let live = nodes.iter().filter(|&&node| !drafts[node].sample).count();
        for (group, sure) in families(identities, &units, place.basis) {
            // Alone in its directory, it is what the directory stands for.
            if group.len() == live {
                self.settle(nodes, place.host_name.clone(), sure.max(usual(place.basis)), Some(place));
                return;
            }
            self.settle(&group, place.host_name.clone(), sure, Some(place));
            settled.extend(group);
        }
        let staying: Vec<usize> = nodes.iter().copied().filter(|node| !settled.contains(node)).collect();
        if !staying.is_empty() {
            // Folders that turn out to be one machine's nodes: what holds them names it better.
            let above = place.host_dir.ancestors().skip(1).filter_map(Utf8Path::file_name);
            let above = above.filter(|_| joined).find(|name| !layout::generic(name) || layout::of_component(name));
            let name = above.unwrap_or(&place.host_name).to_owned();
            let confidence = if joined { Confidence::Medium } else { usual(place.basis) };
            let host = self.settle(&staying, name, confidence, Some(place));
            let doubtful = units.iter().filter(|unit| unit.doubtful(place.basis)).flat_map(|unit| &unit.nodes);
            let mut doubtful: Vec<usize> = doubtful.copied().filter(|node| !settled.contains(node)).collect();
            doubtful.sort_unstable();
            self.hosts[host].doubtful = doubtful;
        }
        let named: BTreeSet<&String> = apart.iter().flat_map(|&node| &identities[node].names).collect();
        let each_has_one = named.len() == apart.len() && apart.iter().all(|&node| identities[node].names.len() == 1);
        for node in apart {
            let name = match identities[node].names.first() {
                Some(name) if each_has_one => name.clone(),
                _ => super::assemble::file_stem(drafts[node].absolute).to_owned(),
            };
            self.settle(&[node], name, Confidence::Low, None);
        }
    }

    /// A machine with these nodes.
    fn settle(&mut self, nodes: &[usize], name: String, confidence: Confidence, place: Option<&Place>) -> HostId {
        let host = self.host(name, confidence, place);
        nodes.iter().for_each(|&node| self.of_node[node] = host);
        host
    }

    /// Takes a lone server into the machine beside it that uses it: three folders of brokers, and the
    /// ZooKeeper next to them that they reach at localhost.
    fn join_beside(&mut self, drafts: &[Draft<'_>], identities: &[Identity]) {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.hosts.len()];
        for (node, &host) in self.of_node.iter().enumerate().filter(|(node, _)| !drafts[*node].sample) {
            members[host].push(node);
        }
        let mut named: BTreeMap<&str, (Vec<HostId>, Vec<HostId>)> = BTreeMap::new();
        for (number, host) in self.hosts.iter().enumerate() {
            let (strong, lone) = named.entry(&host.name).or_default();
            match (host.confidence, members[number].len()) {
                (Confidence::Low, 1) => lone.push(number),
                (Confidence::Low, _) => {}
                _ => strong.push(number),
            }
        }
        let mut moves: HashMap<HostId, HostId> = HashMap::new();
        for (strong, lone) in named.into_values() {
            let [strong] = strong[..] else { continue };
            let together = |host: &HostId| beside(identities, &members[strong], &members[*host]);
            moves.extend(lone.into_iter().filter(together).map(|host| (host, strong)));
        }
        if moves.is_empty() {
            return;
        }
        let kept: Vec<HostId> = (0..self.hosts.len()).filter(|host| !moves.contains_key(host)).collect();
        let renumbered: HashMap<HostId, HostId> = kept.iter().enumerate().map(|(new, &old)| (old, new)).collect();
        for host in &mut self.of_node {
            let old = moves.get(host).copied().unwrap_or(*host);
            *host = renumbered.get(&old).copied().unwrap_or(old);
        }
        let mut number = 0;
        self.hosts.retain(|_| {
            number += 1;
            !moves.contains_key(&(number - 1))
        });
    }

    /// Gives machines of one name longer ones: what runs there, whose files they are, a number.
    fn name_apart(&mut self, drafts: &[Draft<'_>]) {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.hosts.len()];
        for (node, &host) in self.of_node.iter().enumerate() {
            members[host].push(node);
        }
        let live = |host: usize| members[host].iter().map(|&node| &drafts[node]).filter(|draft| !draft.sample);
        self.longer(|host, name| {
            // Named by what one of its files says: what holds that file says whose.
            let place = live(host).next()?.place;
            let by_file = members[host].len() == 1 && place.basis == Basis::Directory;
            (by_file && place.host_name != name).then(|| format!("{}/{name}", place.host_name))
        });
        self.longer(|host, name| {
            let components: BTreeSet<&str> = live(host).map(|draft| component(draft).id()).collect();
            (components.len() == 1).then(|| format!("{name}/{}", components.first().unwrap_or(&"")))
        });
        self.longer(|host, name| {
            let stem = super::assemble::file_stem(live(host).next()?.absolute);
            Some(format!("{name}/{}", layout::uncounted(stem)))
        });
        let mut counts: HashMap<String, usize> = HashMap::new();
        for host in &mut self.hosts {
            let count = counts.entry(host.name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                host.name = format!("{} #{count}", host.name);
            }
        }
    }

    /// Replaces the names that several machines have by what `longer` makes of them.
    fn longer(&mut self, longer: impl Fn(HostId, &str) -> Option<String>) {
        let mut uses: HashMap<String, usize> = HashMap::new();
        self.hosts.iter().for_each(|host| *uses.entry(host.name.clone()).or_default() += 1);
        for (number, host) in self.hosts.iter_mut().enumerate() {
            if uses.get(&host.name).is_some_and(|count| *count > 1)
                && let Some(name) = longer(number, &host.name)
            {
                host.name = name;
            }
        }
    }

    fn host(&mut self, name: String, confidence: Confidence, place: Option<&Place>) -> HostId {
        let root = place.and_then(|place| place.root.clone());
        let whole_machine = place.is_some_and(|place| place.whole_machine);
        let (nodes, doubtful) = (Vec::new(), Vec::new());
        self.hosts.push(Host { name, nodes, doubtful, confidence, root, whole_machine });
        self.hosts.len() - 1
    }
}

/// How sure a directory is to stand for one machine.
const fn usual(basis: Basis) -> Confidence {
    match basis {
        Basis::Tree => Confidence::High,
        Basis::Sibling => Confidence::Medium,
        Basis::Directory => Confidence::Low,
    }
}

/// A live node, or a family of numbered files in one directory.
#[derive(Debug)]
struct Unit {
    /// Its nodes.
    nodes: Vec<usize>,
    /// How sure these share a machine.
    sure: Confidence,
    /// It could not run beside another unit of the same component: both are there, one is used.
    rival: bool,
}

impl Unit {
    /// Whether nothing follows from its nodes' sharing a machine with others.
    fn doubtful(&self, basis: Basis) -> bool {
        self.rival && self.nodes.len() == 1
            || basis != Basis::Tree && self.nodes.len() > 1 && self.sure == Confidence::Low
    }
}

/// The units of one directory, and the nodes that surely have a machine each; `joined`: folders of
/// peers were joined to this directory.
fn units(drafts: &[Draft<'_>], identities: &[Identity], nodes: &[usize], joined: bool) -> (Vec<Unit>, Vec<usize>) {
    let mut siblings: BTreeMap<(u8, usize), Vec<usize>> = BTreeMap::new();
    let mut first: HashMap<u64, usize> = HashMap::new();
    for &node in nodes.iter().filter(|&&node| !drafts[node].sample) {
        let place = drafts[node].place;
        let family = *first.entry(if joined { place.peers } else { place.siblings }).or_insert(node);
        siblings.entry((component(&drafts[node]) as u8, family)).or_default().push(node);
    }
    let mut apart = Vec::new();
    let mut units: Vec<Unit> = Vec::new();
    let mut users: HashMap<(u8, u16), usize> = HashMap::new();
    let mut portless: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for ((component, _), nodes) in siblings {
        let sure = match company(identities, &nodes) {
            Company::Apart => {
                apart.extend(nodes);
                continue;
            }
            Company::Together(sure) => sure,
        };
        let number = units.len();
        *counts.entry(component).or_default() += 1;
        let ports: BTreeSet<u16> = nodes.iter().flat_map(|&node| identities[node].ports.iter().copied()).collect();
        units.push(Unit { nodes, sure, rival: false });
        if ports.is_empty() {
            portless.entry(component).or_default().push(number);
        }
        for port in ports {
            let other = *users.entry((component, port)).or_insert(number);
            if other != number {
                units[other].rival = true;
                units[number].rival = true;
            }
        }
    }
    for (component, numbers) in portless {
        let several = counts.get(&component).is_some_and(|count| *count > 1);
        numbers.into_iter().for_each(|number| units[number].rival = several);
    }
    (units, apart)
}

/// The families that have a machine of their own: in a directory that merely holds files all that
/// are sure, with what surely runs beside them; in a host's folder those that others rule out.
fn families(identities: &[Identity], units: &[Unit], basis: Basis) -> Vec<(Vec<usize>, Confidence)> {
    let sure = |unit: &&Unit| unit.nodes.len() > 1 && unit.sure > Confidence::Low;
    match basis {
        Basis::Tree => Vec::new(),
        Basis::Sibling => {
            let rivals = units.iter().filter(|unit| unit.rival).filter(sure);
            rivals.map(|unit| (unit.nodes.clone(), unit.sure)).collect()
        }
        Basis::Directory => {
            let mut groups: Vec<(Vec<usize>, Confidence)> = Vec::new();
            let (strong, weak): (Vec<&Unit>, Vec<&Unit>) = units.iter().partition(sure);
            // A crowd in one directory is a collection, and not compared pair by pair.
            let few = strong.len() <= 16 && weak.len() <= 64;
            for unit in strong {
                let joins = |(group, _): &&mut (Vec<usize>, Confidence)| beside(identities, group, &unit.nodes);
                match groups.iter_mut().filter(|_| few && !unit.rival).find(joins) {
                    Some((group, sure)) => {
                        group.extend(&unit.nodes);
                        *sure = unit.sure.min(*sure);
                    }
                    None => groups.push((unit.nodes.clone(), unit.sure)),
                }
            }
            for unit in weak.into_iter().filter(|unit| few && unit.nodes.len() == 1 && !unit.rival) {
                let mut hosts = groups.iter_mut().filter(|(group, _)| beside(identities, group, &unit.nodes));
                if let (Some((group, _)), None) = (hosts.next(), hosts.next()) {
                    group.extend(&unit.nodes);
                }
            }
            groups
        }
    }
}

/// Whether two groups surely run beside each other: one reaches the other at a loopback address, and
/// they avoid each other's ports.
fn beside(identities: &[Identity], one: &[usize], other: &[usize]) -> bool {
    let ports = |nodes: &[usize]| -> BTreeSet<u16> {
        nodes.iter().flat_map(|&node| identities[node].ports.iter().copied()).collect()
    };
    let (ours, theirs) = (ports(one), ports(other));
    let calls = |nodes: &[usize], ports: &BTreeSet<u16>| {
        nodes.iter().any(|&node| identities[node].calls.iter().any(|port| ports.contains(port)))
    };
    ours.is_disjoint(&theirs) && (calls(one, &theirs) || calls(other, &ours))
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
    let lists: BTreeSet<_> = nodes.iter().map(|&node| &identities[node].pseudo_cluster).collect();
    if lists.len() == 1 && lists.first().is_some_and(|list| list.len() >= nodes.len()) {
        // They meet at localhost or never: on several machines this list can't work.
        return Company::Together(Confidence::High);
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
        let side_by_side = group.windows(2).all(|pair| {
            let [one, other] = [pair[0], pair[1]].map(|node| &drafts[node].place.host_dir);
            let names = (one.file_name().unwrap_or_default(), other.file_name().unwrap_or_default());
            one.parent() == other.parent() && layout::numbered_alike(names.0, names.1)
        });
        if local && side_by_side && company(identities, &group) == Company::Together(Confidence::High) {
            let first: &'a Utf8Path = &drafts[group[0]].place.host_dir;
            merged.extend(group.iter().map(|&node| (drafts[node].place.host_dir.as_path(), first)));
        }
    }
    merged
}
