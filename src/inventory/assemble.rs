//! Puts nodes, hosts and files together.

use super::discover::{Input, Main};
use super::myids::{self, Belongs};
use super::{ConfigFile, Host, HostId, Inventory, Node, Server, clusters, hosts, links, samples};
use crate::catalog::Component;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::HashMap;

/// A node in the making: what the layout says of it, next to what it hears.
pub(super) struct Draft<'a> {
    /// Its whole path.
    pub absolute: &'a Utf8Path,
    /// What the path says.
    pub place: &'a super::layout::Place,
    /// What it hears.
    pub server: &'a Server,
    /// Its main file is a template.
    pub template: bool,
    /// No server uses it.
    pub sample: bool,
}

/// Fills the inventory.
pub(super) fn assemble(inventory: &mut Inventory, inputs: Vec<Input>, mains: Vec<Main>, belongs: Vec<Belongs>) {
    let samples = samples::find(&inputs, &mains);
    let drafts: Vec<Draft<'_>> = mains
        .iter()
        .zip(samples)
        .map(|(main, sample)| Draft {
            absolute: &inputs[main.input].absolute,
            place: &main.place,
            server: &main.server,
            template: main.template,
            sample,
        })
        .collect();
    let homes = hosts::assign(&drafts, &myids::ids(&belongs, &inputs, &inventory.sources));
    let ids = node_ids(&drafts, &homes.of_node, &homes.hosts);
    let groups = clusters::group(&drafts);
    let samples: Vec<bool> = drafts.iter().map(|draft| draft.sample).collect();
    drop(drafts);

    let mut node_of_input: HashMap<usize, usize> = HashMap::new();
    let mut host_dirs: HashMap<Utf8PathBuf, HostId> = HashMap::new();
    let mut seconds: Vec<Vec<usize>> = vec![Vec::new(); mains.len()];
    for (input, node) in belongs {
        node_of_input.insert(input, node);
        seconds[node].push(input);
    }
    inventory.hosts = homes.hosts;
    for (number, main) in mains.into_iter().enumerate() {
        let input = &inputs[main.input];
        node_of_input.insert(main.input, number);
        let host = homes.of_node[number];
        host_dirs.entry(main.place.host_dir).or_insert(host);
        inventory.hosts[host].nodes.push(number);
        inventory.nodes.push(Node {
            id: ids[number].clone(),
            host,
            source: input.source,
            companions: seconds[number].iter().map(|&input| inputs[input].source).collect(),
            versions: main.evidence.versions,
            versions_why: main.evidence.why,
            template: main.template,
            sample: samples[number],
            server: main.server,
        });
    }
    for (number, input) in inputs.into_iter().enumerate() {
        let node = node_of_input.get(&number).copied();
        let near = || input.absolute.ancestors().find_map(|directory| host_dirs.get(directory)).copied();
        let host = node.map(|node| inventory.nodes[node].host).or_else(near);
        let template = node.map_or(input.template, |node| inventory.nodes[node].template || input.template);
        inventory.files.push(ConfigFile { source: input.source, kind: input.kind, node, host, template });
    }
    clusters::fill(inventory, groups);
    links::link(inventory);
}

/// Names for nodes, as people would say them: the host's, with the component or the file's where
/// the host has several.
fn node_ids(drafts: &[Draft<'_>], of_node: &[HostId], hosts: &[Host]) -> Vec<String> {
    let mut on_host: HashMap<(HostId, Component), usize> = HashMap::new();
    let mut components: HashMap<HostId, [bool; 3]> = HashMap::new();
    for (draft, &host) in drafts.iter().zip(of_node) {
        let component = component(draft);
        *on_host.entry((host, component)).or_default() += 1;
        components.entry(host).or_default()[component as usize] = true;
    }
    let named: Vec<String> = drafts
        .iter()
        .zip(of_node)
        .map(|(draft, &host)| {
            let component = component(draft);
            let several = on_host.get(&(host, component)).is_some_and(|count| *count > 1);
            let mixed = components.get(&host).is_some_and(|seen| seen.iter().filter(|seen| **seen).count() > 1);
            let mut id = hosts[host].name.clone();
            if mixed {
                id = format!("{id}/{}", component.id());
            }
            if several {
                id = format!("{id}/{}", file_stem(draft.absolute));
            }
            id
        })
        .collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for name in &named {
        *uses.entry(name).or_default() += 1;
    }
    drafts
        .iter()
        .zip(&named)
        .map(|(draft, name)| match uses.get(name.as_str()) {
            Some(1) => name.clone(),
            // Several of this name: the whole path is unique.
            _ => draft.absolute.as_str().trim_start_matches('/').to_owned(),
        })
        .collect()
}

/// Of what a node is.
pub(super) fn component(draft: &Draft<'_>) -> Component {
    match draft.server {
        Server::ZooKeeper(_) => Component::ZooKeeper,
        Server::Storm(_) => Component::Storm,
        Server::Kafka(_) => Component::Kafka,
    }
}

/// A file's name without its extensions: `server-1` of `server-1.properties.j2`.
pub(super) fn file_stem(path: &Utf8Path) -> &str {
    let name = path.file_name().unwrap_or_default();
    let ends = [".properties", ".cfg", ".yaml", ".yml"];
    let end = ends.iter().filter_map(|end| name.find(end)).min().unwrap_or(name.len());
    &name[..end]
}
