//! Puts nodes, hosts and files together.

use super::discover::{Input, Main};
use super::layout::{self, Basis};
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
    pub place: &'a layout::Place,
    /// What it hears.
    pub server: &'a Server,
    /// Its main file is a template.
    pub template: bool,
    /// No server uses it.
    pub sample: bool,
}

/// Fills the inventory.
pub(super) fn assemble(inventory: &mut Inventory, inputs: Vec<Input>, mut mains: Vec<Main>, belongs: Vec<Belongs>) {
    let samples = samples::find(&inputs, &mains);
    samples::adopt_unnumbered(&inputs, &mut mains, &samples);
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
    let groups = clusters::group(&drafts, &homes.of_node);
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
            versions_inferred: main.evidence.inferred,
            template: main.template,
            placeholders: main.placeholders,
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

/// Names for nodes, as people would say them: the host's or the folder's, with the component or the
/// file's where there are several.
fn node_ids(drafts: &[Draft<'_>], of_node: &[HostId], hosts: &[Host]) -> Vec<String> {
    let checked = common_directory(drafts);
    let live = drafts.iter().filter(|draft| !draft.sample).count();
    let bases: Vec<&str> = drafts
        .iter()
        .zip(of_node)
        .map(|(draft, &host)| match draft.place.basis {
            // A folder keeps its name when it turns out to be one of several nodes of a machine.
            Basis::Sibling => draft.place.host_name.as_str(),
            Basis::Directory if hosts[host].name.starts_with(&draft.place.host_name) => {
                // What is checked as a whole names none of its parts.
                let whole = live > 1 && checked.starts_with(&draft.place.host_dir);
                if whole { "" } else { draft.place.host_name.as_str() }
            }
            _ => hosts[host].name.as_str(),
        })
        .collect();
    let mut components: HashMap<&str, [usize; 3]> = HashMap::new();
    for (draft, base) in drafts.iter().zip(&bases).filter(|(draft, _)| !draft.sample) {
        components.entry(base).or_default()[component(draft) as usize] += 1;
    }
    let named: Vec<String> = drafts
        .iter()
        .zip(&bases)
        .map(|(draft, base)| {
            if draft.sample {
                return below_host(draft, &checked, true);
            }
            let counts = components.get(base).copied().unwrap_or_default();
            let kinds = counts.iter().filter(|count| **count > 0).count();
            let several = counts[component(draft) as usize] > 1;
            let mut parts = Vec::with_capacity(3);
            parts.extend((!base.is_empty()).then_some(*base));
            parts.extend((kinds > 1 || base.is_empty() && !several).then(|| component(draft).id()));
            parts.extend(several.then(|| file_stem(draft.absolute)));
            parts.join("/")
        })
        .collect();
    let named = told_apart(drafts, named, |draft| below_host(draft, &checked, false));
    let named = told_apart(drafts, named, |draft| {
        let path = told_from(draft, &checked);
        let folder = path.parent().map(Utf8Path::as_str).unwrap_or_default();
        if folder.is_empty() { file_stem(path).to_owned() } else { format!("{folder}/{}", file_stem(path)) }
    });
    let named = told_apart(drafts, named, |draft| {
        draft.absolute.strip_prefix(&checked).unwrap_or(draft.absolute).as_str().to_owned()
    });
    // The whole path is unique.
    told_apart(drafts, named, |draft| draft.absolute.as_str().trim_start_matches('/').to_owned())
}

/// The deepest directory that holds all main files.
fn common_directory(drafts: &[Draft<'_>]) -> Utf8PathBuf {
    let mut directories = drafts.iter().filter_map(|draft| draft.absolute.parent());
    let mut common = directories.next().unwrap_or(Utf8Path::new("/"));
    for directory in directories {
        while !directory.starts_with(common) {
            let Some(above) = common.parent() else { break };
            common = above;
        }
    }
    common.to_owned()
}

/// Gives every node whose name another one has a longer one; a live node's name is not given up for
/// a sample.
fn told_apart(drafts: &[Draft<'_>], names: Vec<String>, longer: impl Fn(&Draft<'_>) -> String) -> Vec<String> {
    let mut uses: HashMap<&str, (usize, usize)> = HashMap::new();
    for (draft, name) in drafts.iter().zip(&names) {
        let (all, live) = uses.entry(name).or_default();
        *all += 1;
        *live += usize::from(!draft.sample);
    }
    let only = |draft: &Draft<'_>, name: &str| {
        let (all, live) = uses.get(name).copied().unwrap_or_default();
        all == 1 || !draft.sample && live == 1
    };
    drafts
        .iter()
        .zip(&names)
        .map(|(draft, name)| if only(draft, name) { name.clone() } else { longer(draft) })
        .collect()
}

/// The path of a node's file from where its name starts: the folder that stands for its host, where
/// that is not what is checked as a whole.
fn told_from<'a>(draft: &Draft<'a>, checked: &Utf8Path) -> &'a Utf8Path {
    let place = draft.place;
    let whole = place.basis == Basis::Directory && checked.starts_with(&place.host_dir);
    let from = if whole { checked } else { place.host_dir.parent().unwrap_or(&place.host_dir) };
    draft.absolute.strip_prefix(from).unwrap_or(draft.absolute)
}

/// The names on the way from the host's folder to the file that say something: `h1/storm-a`. With
/// the file's own name where it says something, or where it is wanted.
fn below_host(draft: &Draft<'_>, checked: &Utf8Path, whole: bool) -> String {
    let path = told_from(draft, checked);
    let mut telling: Vec<&str> = layout::parts(path);
    telling.pop();
    telling.retain(|name| !layout::generic(name) || whole && *name == "kraft");
    let stem = file_stem(path);
    if !whole && telling.len() < 2 && draft.place.basis != Basis::Tree {
        telling.push(component(draft).id());
    }
    if whole || !matches!(stem, "zoo" | "storm" | "server" | "zookeeper") || telling.is_empty() {
        telling.push(stem);
    }
    telling.join("/")
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
