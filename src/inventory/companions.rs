//! The files that a ZooKeeper server reads beside its zoo.cfg, as far as they can be seen.
//!
//! Seen are files of the inventory that belong to the node, and whatever lies below a machine's
//! file system: `--host-root`, or a host's tree inside the inventory. There a missing file is
//! missing; everywhere else it is only out of sight.

use super::FileKind;
use super::discover::{Input, Main};
use super::layout::Place;
use super::myids::Belongs;
use super::read;
use super::tree::{self, Seen};
use super::versions::Evidence;
use super::{Inventory, Server};
use crate::catalog::{Component, VersionSet};
use crate::finding::InputError;
use crate::model::Companion;
use crate::model::zookeeper::{self, CompanionPaths, Companions};
use crate::source::{Source, SourceId, Sources};
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use std::collections::HashMap;

/// One companion of one node.
pub(super) enum Sight {
    Nothing,
    Missing,
    Directory,
    Unreadable(InputError),
    /// A file of the inventory.
    Known(usize),
    /// Read just now: its path, its whole path, its bytes.
    Read(Utf8PathBuf, Utf8PathBuf, Vec<u8>),
}

/// The three companions, in the order of [`CompanionPaths`].
const KINDS: [FileKind; 3] = [FileKind::MyId, FileKind::ZooDynamic, FileKind::ZooDynamic];

/// Looks for every ZooKeeper's companions and completes the models with them. Files that were not
/// among the inputs join them.
pub(super) fn complete(
    inventory: &mut Inventory,
    inputs: &mut Vec<Input>,
    mains: &mut [Main],
    belongs: &mut Vec<Belongs>,
) {
    let any_tree = mains.iter().any(|main| main.place.root.is_some());
    let by_path: HashMap<&Utf8Path, usize> = if any_tree {
        inputs.iter().enumerate().map(|(number, input)| (input.absolute.as_path(), number)).collect()
    } else {
        HashMap::new()
    };
    let mut own: HashMap<usize, Vec<usize>> = HashMap::new();
    for &(input, node) in belongs.iter() {
        own.entry(node).or_default().push(input);
    }
    let looked: Vec<(usize, [Sight; 3], Companion<'static>)> = mains
        .par_iter()
        .enumerate()
        .filter_map(|(node, main)| {
            let Server::ZooKeeper(config) = &main.server else { return None };
            let input = &inputs[main.input];
            let paths = config.companions(&on_host(&input.absolute, &main.place));
            let own = own.get(&node).map_or(&[][..], Vec::as_slice);
            let log_dir = paths.log_dir.as_deref().map_or(Companion::OutOfSight, |path| directory(&main.place, path));
            Some((node, look(inputs, &by_path, own, &main.place, &paths), log_dir))
        })
        .collect();
    drop(by_path);
    let mut seen: HashMap<usize, Looked> = HashMap::new();
    for (node, sights, log_dir) in looked {
        let mut number = 0;
        let told = sights.map(|sight| {
            let kind = KINDS[number];
            number += 1;
            take(inventory, inputs, belongs, mains[node].input, node, kind, sight)
        });
        seen.insert(node, (told, log_dir));
    }
    let sources = &inventory.sources;
    mains.par_iter_mut().enumerate().for_each(|(node, main)| {
        let (Server::ZooKeeper(config), Some((seen, log_dir))) = (&mut main.server, seen.get(&node)) else { return };
        let [my_id, dynamic, next] = [0, 1, 2].map(|at| companion(sources, seen[at].as_ref()));
        if let Companion::File(dynamic) = dynamic
            && !main.template
            && let Some(evidence) = left_by(dynamic, &main.evidence)
        {
            let source = sources.get(config.source);
            **config = zookeeper::read(source, evidence.versions, &main.placeholders);
            main.evidence = evidence;
        }
        config.judge(&Companions { my_id, dynamic, next, log_dir: *log_dir });
    });
}

/// A companion as the models want it.
pub(super) fn companion<'a>(sources: &'a Sources, seen: Option<&Result<SourceId, Told>>) -> Companion<'a> {
    match seen {
        None => Companion::OutOfSight,
        Some(Err(Told::Missing)) => Companion::Missing,
        Some(Err(Told::Directory)) => Companion::Directory,
        Some(Err(Told::Unreadable)) => Companion::Unreadable,
        Some(Ok(id)) => Companion::File(sources.get(*id)),
    }
}

/// The versions that a dynamic configuration tells, where nothing harder does.
fn left_by(dynamic: &Source, evidence: &Evidence) -> Option<Evidence> {
    let all = VersionSet::all(Component::ZooKeeper);
    let versions = zookeeper::plausible(dynamic);
    (evidence.versions == all && versions != all).then(|| Evidence {
        versions,
        why: text! {
            en: "its dynamic file holds a version line, as only this version writes it",
            zh: "它的动态配置文件里有 version 行，只有这个版本会这样写",
        },
        inferred: true,
    })
}

/// The companions of a node, and whether its `dataLogDir` is there.
type Looked = ([Option<Result<SourceId, Told>>; 3], Companion<'static>);

/// A companion that isn't a file.
pub(super) enum Told {
    Missing,
    Directory,
    Unreadable,
}

fn look(
    inputs: &[Input],
    by_path: &HashMap<&Utf8Path, usize>,
    own: &[usize],
    place: &Place,
    paths: &CompanionPaths,
) -> [Sight; 3] {
    let of = |kind: FileKind, next: bool| {
        own.iter().copied().find(|&number| {
            let input = &inputs[number];
            input.kind == kind && (kind == FileKind::MyId || input.absolute.as_str().ends_with(".next") == next)
        })
    };
    // What lies at the path itself beats what the layout makes likely.
    let sight = |known: Option<usize>, path: Option<&Utf8PathBuf>| match (
        path.map_or(Sight::Nothing, |path| below_root(by_path, place, path)),
        known,
    ) {
        (Sight::Nothing, Some(known)) => Sight::Known(known),
        (sight, _) => sight,
    };
    [
        sight(of(FileKind::MyId, false), paths.my_id.as_ref()),
        sight(of(FileKind::ZooDynamic, false), paths.dynamic.as_ref()),
        sight(of(FileKind::ZooDynamic, true), paths.next.as_ref()),
    ]
}

/// Whether there is a directory at a path of the node's machine.
fn directory(place: &Place, path: &Utf8Path) -> Companion<'static> {
    let Some(tree) = &place.root else { return Companion::OutOfSight };
    match tree::look(tree, place.whole_machine, path) {
        Seen::OutOfSight | Seen::Failed(..) => Companion::OutOfSight,
        Seen::Directory(..) => Companion::Directory,
        Seen::Missing { .. } | Seen::File(_) => Companion::Missing,
    }
}

/// What lies at a path of the node's machine.
pub(super) fn below_root(by_path: &HashMap<&Utf8Path, usize>, place: &Place, path: &Utf8Path) -> Sight {
    let Some(tree) = &place.root else { return Sight::Nothing };
    match tree::look(tree, place.whole_machine, path) {
        Seen::OutOfSight => Sight::Nothing,
        Seen::Missing { .. } => Sight::Missing,
        Seen::Directory(..) => Sight::Directory,
        Seen::Failed(real, error) => Sight::Unreadable(InputError { path: real, message: read::cannot_read(&error) }),
        Seen::File(real) => match by_path.get(real.as_path()) {
            Some(&known) => Sight::Known(known),
            None => match read::companion(&real) {
                Ok(bytes) => Sight::Read(real.clone(), real, bytes),
                Err(error) => Sight::Unreadable(error),
            },
        },
    }
}

/// A companion as a source; what was read just now joins the inputs.
pub(super) fn take(
    inventory: &mut Inventory,
    inputs: &mut Vec<Input>,
    belongs: &mut Vec<Belongs>,
    main: usize,
    node: usize,
    kind: FileKind,
    sight: Sight,
) -> Option<Result<SourceId, Told>> {
    match sight {
        Sight::Nothing => None,
        Sight::Missing => Some(Err(Told::Missing)),
        Sight::Directory => Some(Err(Told::Directory)),
        Sight::Unreadable(error) => {
            inventory.errors.push(error);
            Some(Err(Told::Unreadable))
        }
        Sight::Known(number) => {
            if !belongs.contains(&(number, node)) && inputs[number].kind == kind {
                belongs.push((number, node));
            }
            Some(Ok(inputs[number].source))
        }
        Sight::Read(path, absolute, bytes) => {
            let source = inventory.sources.add(path, bytes);
            let input = inputs[main].beside(source, absolute, kind);
            belongs.push((inputs.len(), node));
            inputs.push(input);
            Some(Ok(source))
        }
    }
}

/// A file's path as its machine sees it.
pub(super) fn on_host(absolute: &Utf8Path, place: &Place) -> Utf8PathBuf {
    match place.root.as_deref().and_then(|root| absolute.strip_prefix(root).ok()) {
        Some(below) => Utf8Path::new("/").join(below),
        None => absolute.to_owned(),
    }
}
