//! Which ensemble a Storm or Kafka cluster uses: by the hosts and ports that both name.

use super::endpoint::{Reach, canonical, reach};
use super::{Inventory, Server, facts};
use crate::finding::Confidence;
use crate::syntax::hosts;
use std::collections::{BTreeMap, HashMap};

/// Links every cluster to its ensemble, where that is in the inventory.
pub(super) fn link(inventory: &mut Inventory) {
    let names = Names::read(inventory);
    let ensembles = Ensembles::new(inventory, &names);
    let storm: Vec<_> = inventory
        .storm_clusters
        .iter()
        .map(|cluster| ensembles.of(wanted_by(inventory, &cluster.nodes), &names))
        .collect();
    let kafka: Vec<_> = inventory
        .kafka_clusters
        .iter()
        .map(|cluster| ensembles.of(wanted_by(inventory, &cluster.nodes), &names))
        .collect();
    for (cluster, ensemble) in inventory.storm_clusters.iter_mut().zip(storm) {
        cluster.ensemble = ensemble;
    }
    for (cluster, ensemble) in inventory.kafka_clusters.iter_mut().zip(kafka) {
        cluster.ensemble = ensemble;
    }
}

/// The ZooKeeper hosts that a cluster's nodes name.
fn wanted_by(inventory: &Inventory, nodes: &[usize]) -> Vec<String> {
    let mut wanted: Vec<String> = nodes.iter().flat_map(|&node| zookeepers(&inventory.nodes[node].server)).collect();
    wanted.sort();
    wanted.dedup();
    wanted
}

fn zookeepers(server: &Server) -> Vec<String> {
    match server {
        Server::Storm(config) => {
            config.settings.zookeeper_servers.value().into_iter().flatten().map(|host| canonical(&host.value)).collect()
        }
        Server::Kafka(config) => {
            let hosts = config.zookeeper_connect.value().into_iter().flat_map(|connect| &connect.hosts);
            hosts.map(|host| canonical(&host.host.value)).collect()
        }
        Server::ZooKeeper(_) => Vec::new(),
    }
}

/// What the hosts files of the inventory say of names.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// A name's address, where all files agree.
    address: HashMap<String, Option<String>>,
}

impl Names {
    fn read(inventory: &Inventory) -> Self {
        let mut names = Self::default();
        let files = inventory.files.iter().filter(|file| file.kind == super::FileKind::Hosts);
        for file in files {
            for entry in hosts::read(inventory.sources.get(file.source)) {
                let address = canonical(&entry.address.value);
                if reach(&address) != Reach::Named {
                    continue;
                }
                for name in entry.names {
                    let known = names.address.entry(canonical(&name.value)).or_insert_with(|| Some(address.clone()));
                    if known.as_ref() != Some(&address) {
                        *known = None;
                    }
                }
            }
        }
        names
    }

    /// The address behind a name, or the name.
    fn resolve(&self, name: &str) -> String {
        self.address.get(name).and_then(Clone::clone).unwrap_or_else(|| name.to_owned())
    }
}

/// The ensembles by the hosts of their members.
struct Ensembles {
    by_host: HashMap<String, Vec<usize>>,
}

impl Ensembles {
    fn new(inventory: &Inventory, names: &Names) -> Self {
        let mut by_host: HashMap<String, Vec<usize>> = HashMap::new();
        let mut add = |host: String, ensemble: usize| {
            let known = by_host.entry(host).or_default();
            if known.last() != Some(&ensemble) {
                known.push(ensemble);
            }
        };
        for (number, ensemble) in inventory.ensembles.iter().enumerate() {
            for &node in &ensemble.nodes {
                let node = &inventory.nodes[node];
                if let Server::ZooKeeper(config) = &node.server {
                    for host in facts::members(config).filter_map(facts::host_of) {
                        if reach(&host) == Reach::Named {
                            add(names.resolve(&host), number);
                        }
                    }
                }
                add(names.resolve(&canonical(&inventory.hosts[node.host].name)), number);
            }
        }
        Self { by_host }
    }

    /// The ensemble that most of the wanted hosts are members of, unless two are equally good.
    fn of(&self, wanted: Vec<String>, names: &Names) -> Option<(usize, Confidence)> {
        let named: Vec<&String> = wanted.iter().filter(|host| reach(host) == Reach::Named).collect();
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for host in &named {
            for &ensemble in self.by_host.get(&names.resolve(host)).into_iter().flatten() {
                *votes.entry(ensemble).or_default() += 1;
            }
        }
        let (&best, &count) = votes.iter().max_by_key(|(_, count)| **count)?;
        if votes.values().filter(|other| **other == count).count() > 1 {
            return None;
        }
        let all = count == named.len() && named.len() == wanted.len();
        Some((best, if all { Confidence::High } else { Confidence::Medium }))
    }
}
