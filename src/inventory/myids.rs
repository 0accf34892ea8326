//! Which myid and which dynamic configuration belong to which zoo.cfg.
//!
//! A server reads `dataDir/myid` (`QuorumPeerConfig.setupMyId`). In an inventory the data directory
//! lies somewhere else than on its machine: beside the file, in a folder of the node's, or at the
//! end of the same path.

use super::FileKind;
use super::discover::Input;
use super::layout::{self, Place};
use crate::model::KeyUse;
use crate::source::{Source, Sources};
use crate::syntax::myid;
use camino::Utf8Path;
use std::collections::HashMap;

/// A file (by its number among the inputs) and the node that it belongs to.
pub(super) type Belongs = (usize, usize);

/// A zoo.cfg with what leads to its other files.
#[derive(Debug)]
pub(super) struct Site<'a> {
    /// The node's number.
    pub node: usize,
    /// The file's whole path.
    pub absolute: &'a Utf8Path,
    /// Where it belongs.
    pub place: &'a Place,
    /// `dataDir`.
    pub data_dir: Option<&'a str>,
    /// `dynamicConfigFile`.
    pub dynamic: Option<&'a str>,
}

impl<'a> Site<'a> {
    /// Takes the two options as they are written, with the placeholders that they may hold.
    pub(super) fn new(node: usize, absolute: &'a Utf8Path, place: &'a Place, keys: &'a [KeyUse]) -> Self {
        let value = |key: &str| keys.iter().rfind(|used| used.name == key).map(|used| used.value.as_str());
        Self { node, absolute, place, data_dir: value("dataDir"), dynamic: value("dynamicConfigFile") }
    }
}

/// Finds each myid's and dynamic file's node. At most one myid a node, and one node a myid.
pub(super) fn assign(inputs: &[Input], sites: &[Site<'_>]) -> Vec<Belongs> {
    let mut belongs = Vec::new();
    let index = Index::new(sites);
    let mut best: HashMap<usize, (u32, usize)> = HashMap::new();
    for (number, input) in inputs.iter().enumerate() {
        match input.kind {
            FileKind::MyId => {
                if let Some((node, score)) = index.node_of_myid(&input.absolute) {
                    let known = best.entry(node).or_insert((score, number));
                    if score > known.0 {
                        *known = (score, number);
                    }
                }
            }
            FileKind::ZooDynamic => {
                if let Some(node) = index.node_of_dynamic(&input.absolute) {
                    belongs.push((number, node));
                }
            }
            _ => {}
        }
    }
    belongs.extend(best.into_iter().map(|(node, (_, input))| (input, node)));
    belongs.sort_unstable();
    belongs
}

/// The number in a myid file, when it is one.
pub(super) fn number(source: &Source) -> Option<i64> {
    myid::read(source).line?.value.trim().parse().ok()
}

/// The ids of the nodes that have a myid.
pub(super) fn ids(belongs: &[Belongs], inputs: &[Input], sources: &Sources) -> HashMap<usize, i64> {
    let of_node = |&(input, node): &Belongs| {
        let input = &inputs[input];
        (input.kind == FileKind::MyId).then(|| Some((node, number(sources.get(input.source))?))).flatten()
    };
    belongs.iter().filter_map(of_node).collect()
}

/// Sites by what may lead to them; all numbers are places in the list of sites.
struct Index<'a> {
    /// By the last directory of their dataDir.
    by_data_dir: HashMap<&'a str, Vec<usize>>,
    /// By each directory near them.
    by_directory: HashMap<&'a Utf8Path, Vec<usize>>,
    /// By the last part of their dynamicConfigFile.
    by_dynamic: HashMap<&'a str, Vec<usize>>,
    /// By their own path.
    by_path: HashMap<&'a Utf8Path, usize>,
    sites: &'a [Site<'a>],
}

impl<'a> Index<'a> {
    fn new(sites: &'a [Site<'a>]) -> Self {
        let mut index = Self {
            by_data_dir: HashMap::new(),
            by_directory: HashMap::new(),
            by_dynamic: HashMap::new(),
            by_path: HashMap::new(),
            sites,
        };
        for (number, site) in sites.iter().enumerate() {
            index.by_path.insert(site.absolute, number);
            if let Some(last) = site.data_dir.and_then(|dir| segments(dir).last().copied()) {
                index.by_data_dir.entry(last).or_default().push(number);
            }
            if let Some(last) = site.dynamic.and_then(|path| segments(path).last().copied()) {
                index.by_dynamic.entry(last).or_default().push(number);
            }
            for directory in site.absolute.ancestors().skip(1).take(4) {
                index.by_directory.entry(directory).or_default().push(number);
            }
        }
        index
    }

    /// The node of a myid, with how much speaks for it; none when two nodes are equally likely.
    fn node_of_myid(&self, path: &Utf8Path) -> Option<(usize, u32)> {
        let directory = path.parent()?;
        let near = directory.ancestors().take(4).find_map(|near| self.by_directory.get(near));
        let by_path = layout::parts(directory).last().and_then(|last| self.by_data_dir.get(last));
        // A data directory that every host has tells nothing: a crowd is not searched.
        let small = |nodes: &&Vec<usize>| nodes.len() <= 64;
        let candidates = near.filter(small).into_iter().chain(by_path.filter(small)).flatten();
        let mut best: Option<(usize, u32)> = None;
        let mut tied = false;
        for &number in candidates {
            let alone = near.is_some_and(|near| near.len() == 1 && near[0] == number);
            let score = score(directory, &self.sites[number], alone);
            match best {
                _ if score == 0 => {}
                Some((known, _)) if known == number => {}
                Some((_, top)) if top == score => tied = true,
                Some((_, top)) if top > score => {}
                _ => {
                    best = Some((number, score));
                    tied = false;
                }
            }
        }
        best.filter(|_| !tied).map(|(number, score)| (self.sites[number].node, score))
    }

    /// The node that names a dynamic configuration in its dynamicConfigFile.
    fn node_of_dynamic(&self, path: &Utf8Path) -> Option<usize> {
        let name = path.file_name()?;
        let live = name.strip_suffix(".next").unwrap_or(name);
        let naming = self.by_dynamic.get(live)?;
        let beside = name
            .find(".dynamic")
            .and_then(|at| name.get(..at))
            .and_then(|live| self.by_path.get(path.parent()?.join(live).as_path()));
        let number = match (beside, naming.as_slice()) {
            (Some(beside), _) if naming.contains(beside) => *beside,
            (None, [only]) => *only,
            _ => {
                let mut near = naming.iter().filter(|&&number| self.sites[number].absolute.parent() == path.parent());
                let first = near.next()?;
                near.next().is_none().then_some(*first)?
            }
        };
        Some(self.sites[number].node)
    }
}

/// How much speaks for a myid in `directory` being this site's; 0: nothing.
fn score(directory: &Utf8Path, site: &Site<'_>, alone: bool) -> u32 {
    let tail = site.data_dir.map_or(0, |written| common_tail(directory, written)) as u32;
    let beside = site.absolute.parent().is_some_and(|folder| directory.starts_with(folder));
    let own_folder =
        beside || site.place.basis != layout::Basis::Directory && directory.starts_with(&site.place.host_dir);
    // In a machine's file system a directory of another name is another directory.
    let real_names = site.place.basis == layout::Basis::Tree && site.data_dir.is_some();
    match (tail, own_folder) {
        (2.., _) | (1, true) => 10 * tail + u32::from(own_folder),
        // In the node's own folder under another name, or at a place of the same name with no other
        // node around.
        (0, true) | (1, false) if alone && !real_names => 1,
        _ => 0,
    }
}

/// How many directories at the end are the same.
fn common_tail(real: &Utf8Path, written: &str) -> usize {
    let real = layout::parts(real);
    real.iter().rev().zip(segments(written).iter().rev()).take_while(|(a, b)| a == b).count()
}

fn segments(path: &str) -> Vec<&str> {
    path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect()
}
