//! From paths to an inventory: walks, reads, recognises, and puts nodes together.

use super::layout::{self, Place, Placed};
use super::myids::{self, Belongs, Site};
use super::names::{self, Name};
use super::read::{self, Taken, What};
use super::versions::{Evidence, Versions};
use super::walk::{self, Found};
use super::{FileKind, Inventory, Server, assemble, companions, facts, log_directories};
use crate::catalog::{Component, VersionSet};
use crate::finding::Skipped;
use crate::model::{kafka, storm, zookeeper};
use crate::source::{Source, SourceId};
use crate::syntax::placeholder::{self, Flavour, Placeholders};
use crate::syntax::properties;
use crate::text;
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// How to look.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files and directories to check. A file that is named and also lies below a named directory
    /// is taken once. A named file comes with the inventory directory around it (the command line
    /// adds that) and only what touches the named ones is told, see `Selection::focus`.
    pub paths: Vec<Utf8PathBuf>,
    /// Contents that stand in for what lies at these paths (standard input); such a path counts as
    /// named even when nothing lies there.
    pub given: Vec<(Utf8PathBuf, Arc<[u8]>)>,
    /// One host's file system: absolute paths in configs resolve below it.
    pub host_root: Option<Utf8PathBuf>,
    /// Versions that the user gave, by component.
    pub versions: Vec<VersionSet>,
    /// What explicitly named files are, whatever their names.
    pub kind: Option<FileKind>,
}

/// A recognised file with what is known of its place.
#[derive(Debug)]
pub(super) struct Input {
    /// Its number.
    pub source: SourceId,
    /// Its whole path.
    pub absolute: Utf8PathBuf,
    /// What it is.
    pub kind: FileKind,
    /// Its name is a template's.
    pub template: bool,
    /// Its name is a shipped sample's.
    pub sample: bool,
    /// How many directories lead to what was walked.
    base: usize,
    /// Its directory was walked from above.
    walked: bool,
}

impl Input {
    /// A file that was found by following this one.
    pub(super) fn beside(&self, source: SourceId, absolute: Utf8PathBuf, kind: FileKind) -> Self {
        Self { source, absolute, kind, template: false, sample: false, base: self.base, walked: self.walked }
    }
}

/// A main file, read.
#[derive(Debug)]
pub(super) struct Main {
    /// Which input.
    pub input: usize,
    /// Where it belongs.
    pub place: Place,
    /// The versions it was read for.
    pub evidence: Evidence,
    /// It has placeholders, or a template's name.
    pub template: bool,
    /// The placeholders in it.
    pub placeholders: Placeholders,
    /// What it says.
    pub server: Server,
}

/// Reads everything below the paths and sorts it out.
pub fn discover(options: &Options) -> Inventory {
    let here = working_directory();
    let walk = walk::walk(&options.paths);
    let mut inventory =
        Inventory { root: root_of(options, &here), errors: walk.errors, skipped: walk.skipped, ..Inventory::default() };
    let roots = Roots::new(options, &here);
    let read = read_all(options, walk.files, &here);
    let mut inputs: Vec<Input> = Vec::with_capacity(read.len());
    for taken in read {
        match taken.what {
            What::File { kind, bytes, named } => {
                let source = inventory.sources.add(taken.path, bytes);
                let (base, walked) = roots.of(&taken.absolute);
                let template = named.is_some_and(|named| named.template);
                let sample = named.is_some_and(|named| named.sample);
                inputs.push(Input { source, absolute: taken.absolute, kind, template, sample, base, walked });
            }
            What::Skipped(reason) => inventory.skipped.push(Skipped { path: taken.path, reason }),
            What::Error(error) => inventory.errors.push(error),
            What::Foreign => {}
        }
    }
    let host_root = options.host_root.as_ref().map(|root| absolute(&here, root));
    let (mut mains, mut belongs) = read_mains(options, &inventory, &inputs, &walk.jars, host_root.as_deref());
    companions::complete(&mut inventory, &mut inputs, &mut mains, &mut belongs);
    log_directories::complete(&mut inventory, &mut inputs, &mut mains, &mut belongs);
    assemble::assemble(&mut inventory, inputs, mains, belongs);
    inventory
}

/// A file to read: its whole path, its name, and its contents where they are given.
type ToRead = (Utf8PathBuf, Found, Option<Arc<[u8]>>);

/// Reads all files, each once, whatever ways lead to it.
fn read_all(options: &Options, files: Vec<Found>, here: &Utf8Path) -> Vec<Taken> {
    let given = options.given.iter().map(|(path, bytes)| {
        let absolute = absolute(here, path);
        let named = match names::read(path.file_name().unwrap_or_default(), path.parent().and_then(Utf8Path::file_name))
        {
            Name::Candidate(named) => Some(named),
            _ => None,
        };
        let found = Found { path: path.clone(), named, explicit: true };
        (absolute, found, Some(bytes.clone()))
    });
    let files = files.into_iter().map(|found| (absolute(here, &found.path), found, None));
    let mut all: Vec<ToRead> = given.chain(files).collect();
    // What is given comes before what is named, and that before what was found.
    // By bytes: comparing paths component by component costs more than all else here.
    let rank = |file: &ToRead| (file.2.is_none(), !file.1.explicit);
    all.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()).then_with(|| rank(a).cmp(&rank(b))));
    all.dedup_by(|a, b| a.0 == b.0);
    all.into_par_iter()
        .map(|(absolute, found, bytes)| {
            let what = match bytes {
                Some(bytes) => read::judge(&found, bytes, options.kind),
                None => read::file(&found, options.kind),
            };
            Taken { path: found.path, absolute, what }
        })
        .collect()
}

fn read_mains(
    options: &Options,
    inventory: &Inventory,
    inputs: &[Input],
    jars: &std::collections::BTreeMap<Utf8PathBuf, Vec<VersionSet>>,
    host_root: Option<&Utf8Path>,
) -> (Vec<Main>, Vec<Belongs>) {
    let mains: Vec<usize> = (0..inputs.len()).filter(|&at| main_kind(inputs[at].kind)).collect();
    let placed: Vec<Placed<'_>> = mains
        .iter()
        .map(|&at| Placed { absolute: &inputs[at].absolute, kind: inputs[at].kind, base: inputs[at].base })
        .collect();
    let places = layout::place(&placed, host_root);
    let mut versions = Versions::new(options, jars);
    let evidence: Vec<Evidence> = mains
        .iter()
        .map(|&at| {
            let input = &inputs[at];
            versions.of(input.kind, inventory.sources.path(input.source), &input.absolute, input.walked)
        })
        .collect();
    let mains: Vec<Main> = mains
        .into_par_iter()
        .zip(places)
        .zip(evidence)
        .map(|((input, place), evidence)| read_main(inventory, &inputs[input], input, place, evidence))
        .collect();
    let sites: Vec<Site<'_>> = mains
        .iter()
        .enumerate()
        .filter_map(|(node, main)| {
            let Server::ZooKeeper(config) = &main.server else { return None };
            Some(Site::new(node, &inputs[main.input].absolute, &main.place, &config.keys))
        })
        .collect();
    let belongs = myids::assign(inputs, &sites);
    (mains, belongs)
}

fn read_main(inventory: &Inventory, file: &Input, input: usize, mut place: Place, evidence: Evidence) -> Main {
    let source = inventory.sources.get(file.source);
    let flavour = if file.kind == FileKind::StormYaml { Flavour::Yaml } else { Flavour::Properties };
    let placeholders = placeholder::find(&source.bytes, flavour);
    let template = file.template || placeholders.is_template();
    let (evidence, server) = fitting(source, evidence, &placeholders);
    if place.root.is_none() && !template {
        let named: Vec<String> = facts::directories(&server).into_iter().map(|directory| directory.path).collect();
        if layout::implies_tree(&place.host_dir, named.iter().map(String::as_str)) {
            place.root = Some(place.host_dir.clone());
        }
    }
    Main { input, place, evidence, template, placeholders, server }
}

/// Reads a file for the versions in question; where nothing hard tells them, for those that the
/// file can be meant for.
fn fitting(source: &Source, evidence: Evidence, placeholders: &Placeholders) -> (Evidence, Server) {
    let component = evidence.versions.component();
    let open = evidence.versions == VersionSet::all(component);
    if open && component == Component::Kafka {
        let document = properties::read(source);
        let evidence = narrowed(evidence, kafka::plausible(&document));
        let config = kafka::of_document(source.id, &document, evidence.versions, placeholders);
        return (evidence, Server::Kafka(Box::new(config)));
    }
    if open && component == Component::Storm {
        let readings = storm::Readings::new(source, evidence.versions, placeholders);
        let evidence = narrowed(evidence, storm::plausible(&readings.keys(source, placeholders)));
        let config = storm::of_readings(source, readings, evidence.versions, placeholders);
        return (evidence, Server::Storm(Box::new(config)));
    }
    let server = server(source, evidence.versions, placeholders);
    (evidence, server)
}

/// Cuts versions that nothing hard told down to those that the file can be meant for.
fn narrowed(evidence: Evidence, plausible: VersionSet) -> Evidence {
    let versions = evidence.versions.and(plausible);
    if versions.is_empty() || versions == evidence.versions {
        return evidence;
    }
    let why = text! {
        en: "from the keys",
        zh: "根据配置项",
    };
    Evidence { versions, why, inferred: true }
}

fn server(source: &Source, versions: VersionSet, placeholders: &Placeholders) -> Server {
    match versions.component() {
        Component::ZooKeeper => Server::ZooKeeper(Box::new(zookeeper::read(source, versions, placeholders))),
        Component::Storm => Server::Storm(Box::new(storm::read(source, versions, placeholders))),
        Component::Kafka => Server::Kafka(Box::new(kafka::read(source, versions, placeholders))),
    }
}

/// Whether a file of this kind makes a node.
pub(super) const fn main_kind(kind: FileKind) -> bool {
    matches!(kind, FileKind::ZooCfg | FileKind::StormYaml | FileKind::ServerProperties)
}

/// The directories that were walked.
struct Roots {
    roots: HashMap<Utf8PathBuf, usize>,
}

impl Roots {
    fn new(options: &Options, here: &Utf8Path) -> Self {
        let roots = options.paths.iter().filter(|path| path.is_dir()).map(|path| {
            let root = absolute(here, path);
            let depth = layout::parts(&root).len();
            (root, depth)
        });
        Self { roots: roots.collect() }
    }

    /// How many directories lead to the walk that found a file, and whether a walk did.
    fn of(&self, file: &Utf8Path) -> (usize, bool) {
        let outermost = file.ancestors().filter_map(|directory| self.roots.get(directory)).last();
        match outermost {
            Some(&depth) => (depth, true),
            None => (layout::parts(file).len().saturating_sub(1), false),
        }
    }
}

/// Where paths in machine formats start: the repository or the directory of `.cfglint.yaml` around
/// the first input, else the working directory.
fn root_of(options: &Options, here: &Utf8Path) -> Utf8PathBuf {
    let first = options.paths.first().or(options.given.first().map(|(path, _)| path));
    let Some(first) = first.map(|path| absolute(here, path)) else { return here.to_owned() };
    let marked = first
        .ancestors()
        .find(|directory| directory.join(".cfglint.yaml").is_file() || directory.join(".git").exists());
    marked.unwrap_or(here).to_owned()
}

fn working_directory() -> Utf8PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    Utf8PathBuf::from_path_buf(here).unwrap_or_else(|here| Utf8PathBuf::from(here.to_string_lossy().into_owned()))
}

/// The whole path, without `.` and `..`; links are not looked at.
fn absolute(here: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    let mut whole = if path.is_absolute() { Utf8PathBuf::new() } else { here.to_owned() };
    for part in path.components() {
        match part {
            camino::Utf8Component::CurDir => {}
            camino::Utf8Component::ParentDir => {
                whole.pop();
            }
            other => whole.push(other),
        }
    }
    whole
}
