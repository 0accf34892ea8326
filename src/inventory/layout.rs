//! What the paths say: which files are peers, and which directory stands for a machine.
//!
//! Layouts in the wild: a folder per host (`kfk1/server.properties`), numbered siblings
//! (`server-1.properties`), component folders (`kafka/config/…`), distribution trees
//! (`kafka_2.11-0.9.0.1/config/…`), whole file systems (`host1/etc/zookeeper/…`). A directory
//! stands for a node when a sibling holds the same kind of file at the same place.

use super::FileKind;
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

/// A main file to place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    /// Its whole path.
    pub absolute: &'a Utf8Path,
    /// What it is.
    pub kind: FileKind,
    /// How many of its directories lead to what was walked: a machine's file system starts there
    /// or deeper.
    pub base: usize,
}

/// Where a main file belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The directory that stands for its machine, or holds it with others.
    pub host_dir: Utf8PathBuf,
    /// The machine's name as the path says it.
    pub host_name: String,
    /// How the path says it.
    pub basis: Basis,
    /// Files with the same number are peers: nodes of one cluster, as far as the layout goes.
    pub peers: u64,
    /// Its directory's files of the same kind whose names differ in a number only.
    pub siblings: u64,
    /// The machine's file system, when the path goes through one.
    pub root: Option<Utf8PathBuf>,
    /// That file system is all there: what isn't in it is missing.
    pub whole_machine: bool,
}

/// What a machine is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Basis {
    /// A directory that merely holds the file.
    Directory,
    /// One of several directories that hold the same kind of file at the same place.
    Sibling,
    /// The root of a file system.
    Tree,
}

/// Directory names that say what lies in them, and not on which machine.
const GENERIC: &[&str] = &[
    "conf",
    "config",
    "configs",
    "configuration",
    "conf.d",
    "etc",
    "kraft",
    "data",
    "kafka",
    "zookeeper",
    "zk",
    "zoo",
    "storm",
    "server",
    "servers",
    "properties",
    "templates",
    "files",
    "opt",
    "usr",
    "local",
    "var",
    "lib",
    "srv",
    "src",
    "main",
    "resources",
    "docker",
    "volumes",
    "brokers",
    "broker",
    "nodes",
    "hosts",
    "roles",
    "home",
    "share",
    "app",
    "apps",
    "deploy",
    "deployment",
    "infra",
    "setup",
    "install",
    "default",
    "image",
    "images",
    "tmp",
    "test",
];

/// Names of environments: directories of the same shape below them are no peers.
const ENVIRONMENTS: &[&str] = &[
    "dev",
    "develop",
    "development",
    "test",
    "testing",
    "qa",
    "uat",
    "sit",
    "stage",
    "staging",
    "preprod",
    "pre",
    "prod",
    "production",
    "prd",
    "live",
    "demo",
    "sandbox",
    "local",
    "ci",
    "example",
    "examples",
    "sample",
    "samples",
];

/// First directories of a machine's file system.
const TREE: &[&str] = &["etc", "opt", "usr", "var", "srv", "home", "root"];

/// Places all files; one answer each, in order.
pub(super) fn place(files: &[Placed<'_>], host_root: Option<&Utf8Path>) -> Vec<Place> {
    let paths: Vec<Vec<&str>> = files.par_iter().map(|file| parts(file.absolute)).collect();
    let shared = common_prefix(&paths);
    let mut seen: HashMap<u64, Shape<'_>> = HashMap::new();
    for (file, path) in files.iter().zip(&paths) {
        for_each_depth(path, shared, file.kind, |at, shape| {
            let name = path[at];
            let entry = seen.entry(shape).or_insert(Shape { first: name, several: false });
            entry.several |= entry.first != name;
        });
    }
    let mut host_dirs: HashSet<String> = HashSet::new();
    let varying: Vec<Option<(usize, u64)>> = files
        .iter()
        .zip(&paths)
        .map(|(file, path)| {
            let mut deepest = None;
            for_each_depth(path, shared, file.kind, |at, shape| {
                let several = seen.get(&shape).is_some_and(|shape| shape.several);
                if several && !environment(path[at]) {
                    deepest = Some((at, shape));
                }
            });
            if let Some((at, _)) = deepest {
                host_dirs.insert(join(path, at + 1));
            }
            deepest
        })
        .collect();
    let one = |((file, path), varying): ((&Placed<'_>, &Vec<&str>), _)| one(file, path, varying, &host_dirs, host_root);
    let mut places: Vec<Place> = files.par_iter().zip(&paths).zip(varying).map(one).collect();
    name_apart(&mut places);
    places
}

/// Makes the names of the directories that stand for machines tell them apart: `north/kafka1` and
/// `south/kafka1`, by what differs behind the place where their paths part.
fn name_apart(places: &mut [Place]) {
    let mut named: HashMap<&str, Vec<&Utf8Path>> = HashMap::new();
    let directories: HashSet<(&str, &Utf8Path)> =
        places.iter().map(|place| (place.host_name.as_str(), place.host_dir.as_path())).collect();
    for (name, directory) in directories {
        named.entry(name).or_default().push(directory);
    }
    let mut longer: HashMap<Utf8PathBuf, String> = HashMap::new();
    for (name, mut directories) in named.into_iter().filter(|(_, directories)| directories.len() > 1) {
        directories.sort_unstable();
        let paths: Vec<Vec<&str>> = directories.iter().map(|directory| parts(directory)).collect();
        let shared = common_prefix(&paths);
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for path in &paths {
            *uses.entry(path.get(shared).copied().unwrap_or_default()).or_default() += 1;
        }
        for (directory, path) in directories.iter().zip(&paths) {
            let first = path.get(shared).copied().unwrap_or_default();
            let short = uses.get(first) == Some(&1) && shared + 1 < path.len();
            let told = if short { format!("{first}/{name}") } else { path.get(shared..).unwrap_or_default().join("/") };
            longer.insert((*directory).to_owned(), told);
        }
    }
    for place in places {
        if let Some(name) = longer.get(&place.host_dir).filter(|name| !name.is_empty()) {
            place.host_name.clone_from(name);
        }
    }
}

struct Shape<'a> {
    first: &'a str,
    several: bool,
}

fn one(
    file: &Placed<'_>,
    path: &[&str],
    varying: Option<(usize, u64)>,
    host_dirs: &HashSet<String>,
    host_root: Option<&Utf8Path>,
) -> Place {
    let directories = path.len().saturating_sub(1);
    let name = path.last().copied().unwrap_or_default();
    let siblings = hash((&path[..directories], file.kind, stem(name)));
    let peers = varying.map_or(siblings, |(_, shape)| shape);
    if let Some(root) = host_root {
        let host_name = root.file_name().unwrap_or("host").to_owned();
        return Place {
            host_dir: root.to_owned(),
            host_name,
            basis: Basis::Tree,
            peers,
            siblings,
            root: Some(root.to_owned()),
            whole_machine: true,
        };
    }
    let known = |depth: usize, host_name: &str, basis: Basis| Place {
        host_dir: Utf8PathBuf::from(join(path, depth)),
        host_name: host_name.to_owned(),
        basis,
        peers,
        siblings,
        root: (basis == Basis::Tree).then(|| Utf8PathBuf::from(join(path, depth))),
        whole_machine: false,
    };
    let name_above = |depth: usize| depth.checked_sub(1).and_then(|at| path.get(at)).copied().unwrap_or("host");
    if let Some(depth) = tree_root(path, file.base) {
        return known(depth, name_above(depth), Basis::Tree);
    }
    if let Some(depth) = (1..=directories).rev().find(|&depth| host_dirs.contains(&join(path, depth))) {
        return known(depth, name_above(depth), Basis::Sibling);
    }
    // The nearest directory with a name of its own; component folders have none.
    let depth = (1..=directories).rev().find(|&depth| !generic(path[depth - 1])).unwrap_or(directories);
    known(depth, name_above(depth), Basis::Directory)
}

/// Calls `each` with every directory's depth and the shape of the path around it: what stands
/// before, what follows, without the numbers that differ from node to node.
fn for_each_depth(path: &[&str], shared: usize, kind: FileKind, mut each: impl FnMut(usize, u64)) {
    let directories = path.len().saturating_sub(1);
    if directories <= shared {
        return;
    }
    let mut behind = vec![0; directories + 1];
    behind[directories] = hash((kind, stem(path[directories])));
    for at in (shared..directories).rev() {
        behind[at] = hash((behind[at + 1], stem(path[at])));
    }
    let mut before = hash(path.get(..shared));
    for at in shared..directories {
        each(at, hash((before, behind[at + 1])));
        before = hash((before, path[at]));
    }
}

/// A name without what differs from node to node: version and numbers.
fn stem(name: &str) -> String {
    let mut stem = String::with_capacity(name.len());
    let mut number = false;
    for c in name.chars() {
        if c.is_ascii_digit() || number && c == '.' {
            if !number {
                stem.push('#');
            }
            number = true;
        } else {
            number = false;
            stem.push(c);
        }
    }
    stem
}

/// Whether two names differ in a number or one letter only, so that both say "the n-th".
pub(super) fn numbered_alike(a: &str, b: &str) -> bool {
    a != b && (stem(a) == stem(b) || lettered(a).is_some() && lettered(a) == lettered(b))
}

/// `serverA`, `node-b`: the name without its last letter.
fn lettered(name: &str) -> Option<&str> {
    let last = name.chars().next_back().filter(|c| c.is_ascii_alphabetic())?;
    let stem = &name[..name.len() - last.len_utf8()];
    let ends_the_word = stem.ends_with(['-', '_', '.']) || last.is_ascii_uppercase();
    (ends_the_word && !stem.is_empty()).then_some(stem)
}

/// `kafka` of `kafka-2`, `server` of `serverA`: a name without what counts.
pub(super) fn uncounted(name: &str) -> &str {
    let counted = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let base = if counted.len() < name.len() { counted } else { lettered(name).unwrap_or(name) };
    let trimmed = base.trim_end_matches(['-', '_', '.']);
    if trimmed.is_empty() { base } else { trimmed }
}

/// Whether a machine's file system lies below a host's folder: the absolute paths that its files
/// name lead somewhere there.
pub(super) fn implies_tree<'a>(host_dir: &Utf8Path, mut named: impl Iterator<Item = &'a str>) -> bool {
    // One look at the top directory answers for most paths below it.
    let mut top: Option<(&str, bool)> = None;
    named.any(|path| {
        let below = path.trim_start_matches('/');
        let first = below.split('/').next().unwrap_or_default();
        if !path.starts_with('/') || first.is_empty() {
            return false;
        }
        let there = match top {
            Some((name, there)) if name == first => there,
            _ => host_dir.join(first).is_dir(),
        };
        top = Some((first, there));
        // A folder called data may be mounted anywhere; one called var is a machine's.
        there && (TREE.contains(&first) || host_dir.join(below).is_dir())
    })
}

/// Where a machine's file system starts: before `etc/`, `var/`, … below what was walked.
fn tree_root(path: &[&str], base: usize) -> Option<usize> {
    let directories = path.len().saturating_sub(1);
    (base.max(1)..directories).find(|&at| TREE.contains(&path[at]) && !generic(path[at - 1]))
}

/// Whether a directory's name says what lies in it and nothing more.
pub(super) fn generic(name: &str) -> bool {
    GENERIC.contains(&name.to_ascii_lowercase().as_str()) || super::versions::is_installation(name)
}

/// Whether a directory is named after what runs from it.
pub(super) fn of_component(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "kafka" | "storm" | "zookeeper" | "zk")
}

/// Whether a directory's name is an environment's.
pub(super) fn environment(name: &str) -> bool {
    ENVIRONMENTS.contains(&name.to_ascii_lowercase().as_str())
}

/// How many directories all files share.
fn common_prefix(paths: &[Vec<&str>]) -> usize {
    let Some((first, others)) = paths.split_first() else { return 0 };
    let mut shared = first.len().saturating_sub(1);
    for other in others {
        let limit = shared.min(other.len().saturating_sub(1));
        shared = (0..limit).find(|&at| first[at] != other[at]).unwrap_or(limit);
    }
    shared
}

pub(super) fn parts(path: &Utf8Path) -> Vec<&str> {
    path.components().map(|part| part.as_str()).filter(|part| *part != "/").collect()
}

fn join(path: &[&str], depth: usize) -> String {
    let mut joined = String::new();
    for part in path.iter().take(depth) {
        joined.push('/');
        joined.push_str(part);
    }
    joined
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(paths: &[&str]) -> Vec<Place> {
        let files: Vec<_> = paths
            .iter()
            .map(|path| Placed {
                absolute: Utf8Path::new(path),
                base: 1,
                kind: match path.rsplit('/').next().unwrap() {
                    name if name.starts_with("zoo") => FileKind::ZooCfg,
                    "storm.yaml" => FileKind::StormYaml,
                    _ => FileKind::ServerProperties,
                },
            })
            .collect();
        place(&files, None)
    }

    fn hosts(paths: &[&str]) -> Vec<String> {
        placed(paths).into_iter().map(|place| place.host_name).collect()
    }

    #[test]
    fn a_folder_per_host() {
        let paths = ["/w/kfk1/server.properties", "/w/kfk2/server.properties", "/w/zoo1/zoo.cfg", "/w/nim1/storm.yaml"];
        assert_eq!(hosts(&paths), ["kfk1", "kfk2", "zoo1", "nim1"]);
        let places = placed(&paths);
        assert_eq!(places[0].peers, places[1].peers);
        assert_ne!(places[0].peers, places[2].peers);
        assert_eq!(places[0].basis, Basis::Sibling);
    }

    #[test]
    fn a_folder_per_host_with_components_in_it() {
        let paths = [
            "/w/conf/h1/zookeeper/zoo.cfg",
            "/w/conf/h1/kafka/config/server.properties",
            "/w/conf/h2/zookeeper/zoo.cfg",
            "/w/conf/h2/kafka/config/server.properties",
            "/w/conf/h1/storm/storm.yaml",
        ];
        assert_eq!(hosts(&paths), ["h1", "h1", "h2", "h2", "h1"]);
    }

    #[test]
    fn installations_of_any_version_are_peers() {
        let paths = ["/w/serverA/zookeeper-3.4.10/conf/zoo.cfg", "/w/serverB/zookeeper-3.4.9/conf/zoo.cfg"];
        assert_eq!(hosts(&paths), ["serverA", "serverB"]);
    }

    #[test]
    fn numbered_siblings_share_a_directory() {
        let places = placed(&["/w/k/server-1.properties", "/w/k/server-2.properties", "/w/k/broker-1.properties"]);
        assert_eq!(places[0].siblings, places[1].siblings);
        assert_eq!(places[0].peers, places[1].peers);
        assert_ne!(places[0].siblings, places[2].siblings);
    }

    #[test]
    fn unequal_depths_are_no_peers() {
        let places = placed(&["/w/kafka/server.properties", "/w/course/kafka/server.properties"]);
        assert_ne!(places[0].peers, places[1].peers);
    }

    #[test]
    fn environments_are_no_peers() {
        let places = placed(&["/w/dev/kafka/server.properties", "/w/prod/kafka/server.properties"]);
        assert_ne!(places[0].peers, places[1].peers);
    }

    #[test]
    fn a_file_system_is_a_machine() {
        let places = placed(&["/w/h1/etc/zookeeper/zoo.cfg", "/w/h2/etc/zookeeper/zoo.cfg"]);
        assert_eq!(places[0].root.as_deref(), Some(Utf8Path::new("/w/h1")));
        assert_eq!(places[1].host_name, "h2");
        assert_eq!(places[0].peers, places[1].peers);
    }

    #[test]
    fn equal_names_get_what_tells_them_apart() {
        let paths = [
            "/w/north/kafka/conf/kafka1/server.properties",
            "/w/north/kafka/conf/kafka2/server.properties",
            "/w/south/kafka1/server.properties",
            "/w/south/kafka3/server.properties",
            "/w/south/zoo1/zoo.cfg",
        ];
        assert_eq!(hosts(&paths), ["north/kafka1", "kafka2", "south/kafka1", "kafka3", "zoo1"]);
        let paths = ["/w/x/kafka/h1/server.properties", "/w/x/zk/h1/zoo.cfg", "/w/x/zk/h2/zoo.cfg"];
        assert_eq!(hosts(&paths), ["kafka/h1", "zk/h1", "h2"]);
    }

    #[test]
    fn names_that_count() {
        assert!(numbered_alike("kafka1", "kafka2"));
        assert!(numbered_alike("serverA", "serverB"));
        assert!(numbered_alike("broker-01", "broker-12"));
        assert!(!numbered_alike("nifi", "zookeeper"));
        assert!(!numbered_alike("dev", "prod"));
        assert_eq!(["kafka", "kafka2", "kafka-03", "kafka_b", "kafkaB"].map(uncounted), ["kafka"; 5]);
        assert_eq!(["10", "zoo", "a"].map(uncounted), ["", "zoo", "a"]);
    }
}
