//! What a start makes of the `meta.properties` that earlier starts left in the log directories.
//!
//! `kafka/server/BrokerMetadataCheckpoint.scala` (`read`, `getBrokerMetadataAndOfflineDirs`) and
//! `KafkaServer.scala` (`getBrokerId` to 0.11, `getBrokerIdAndOfflineDirs` to 2.3,
//! `getBrokerMetadataAndOfflineDirs` and `getOrGenerateBrokerId` to 3.6), `KafkaRaftServer.scala`
//! (`initializeLogDirs`); since 3.7 `org/apache/kafka/metadata/properties/MetaPropertiesEnsemble.java`
//! (`Loader.load`, `verify`) and `MetaProperties.java` (`Builder`). The cluster's id in ZooKeeper is
//! out of sight; the directories' own must agree all the same.

mod ensemble;
mod file;
mod tell;

use super::{Config, KAFKA, Mode};
use crate::catalog::VersionSet;
use crate::model::{Companion, Refusal, Setting};
use crate::source::Span;
use file::{File, Stored};

/// A log directory of the node's machine, as far as it can be seen.
#[derive(Debug)]
pub struct LogDirectory<'a> {
    /// Its path as `java.io.File` prints it.
    pub path: String,
    /// Where it is written.
    pub span: Span,
    /// Its `meta.properties`.
    pub meta: Companion<'a>,
    /// Whether the metadata log's directory lies in it.
    pub holds_metadata: bool,
}

/// The directory of the metadata log in a log directory (`KafkaRaftServer.MetadataPartition`; 2.8
/// looks for another one).
pub const METADATA_LOG: &str = "__cluster_metadata-0";

/// Releases that read the files alike, with the first one that doesn't any more.
const ERAS: [(Era, VersionSet); 9] = [
    (Era::V0_9, between("0.9.0.0", "0.10.0.0")),
    (Era::V0_10, between("0.10.0.0", "1.0.0")),
    (Era::V1_0, between("1.0.0", "2.1.0")),
    (Era::V2_1, between("2.1.0", "2.4.0")),
    (Era::V2_4, between("2.4.0", "2.8.0")),
    (Era::V2_8, between("2.8.0", "3.0.0")),
    (Era::V3_0, between("3.0.0", "3.4.0")),
    (Era::V3_4, between("3.4.0", "3.7.0")),
    (Era::V3_7, VersionSet::since(KAFKA, "3.7.0")),
];

const fn between(first: &str, end: &str) -> VersionSet {
    VersionSet::since(KAFKA, first).and(VersionSet::before(KAFKA, end))
}

/// In order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Era {
    V0_9,
    V0_10,
    /// A directory whose file can't be read is set aside.
    V1_0,
    /// A directory in the file's place is no missing file any more.
    V2_1,
    /// The cluster's id is compared.
    V2_4,
    /// The whole files are compared; there are quorums.
    V2_8,
    V3_0,
    /// A quorum takes both versions of the file.
    V3_4,
    /// `MetaPropertiesEnsemble`.
    V3_7,
}

/// The mistake that a start meets first; directories are places in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    what: What,
    /// The directory it is told of.
    at: usize,
    /// The server's words.
    text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// The stored id is another one than the configuration's.
    OtherId { key: &'static str, stored: i32 },
    /// Two directories say different things; the other one, and of what.
    Mixed { with: usize, key: Option<&'static str> },
    /// A key's value is none, or the key isn't there.
    Bad { key: &'static str, missing: bool },
    /// `Properties.load` throws.
    BadEscape,
    /// Of another kind of node.
    Version,
    /// Not formatted.
    Missing,
    /// A directory lies in its place.
    Directory,
    /// The metadata log in a directory that isn't the one for it.
    MetadataLog,
}

/// What the directories are compared with.
struct Node<'d, 'a> {
    dirs: &'d [LogDirectory<'a>],
    files: Vec<Stored<'a>>,
    /// The configured id, -1: none; `None`: unknown.
    id: Option<i32>,
    /// The place of the metadata directory in the list, of a quorum's node.
    metadata: Option<usize>,
    era: Era,
    at: VersionSet,
    /// Every directory can be seen.
    all: bool,
}

impl Config {
    /// The directories that hold a `meta.properties`: `log.dirs`, then `metadata.log.dir` of a
    /// quorum's node. Each once.
    pub fn log_directories(&self) -> Vec<(String, Span)> {
        let mut dirs: Vec<(String, Span)> = Vec::new();
        let metadata = match &self.metadata_log_dir {
            Setting::Set(dir) if self.mode == Mode::Kraft && !dir.value.is_empty() => {
                Some((dir.value.as_str(), dir.span))
            }
            _ => None,
        };
        let listed = self.log_dirs.value().into_iter().flatten().map(|dir| (dir.value.as_str(), dir.span));
        for (path, span) in listed.chain(metadata) {
            let path = super::log_dirs::as_file(path);
            if dirs.len() < MOST_DIRS && !dirs.iter().any(|(known, _)| *known == path) {
                dirs.push((path, span));
            }
        }
        dirs
    }

    /// Judges what the directories hold; they come from [`Config::log_directories`].
    pub fn judge_stored(&mut self, dirs: &[LogDirectory<'_>]) {
        // With an unknown mode or directory nothing is sure.
        let known = matches!(self.log_dirs, Setting::Set(_)) && !matches!(self.metadata_log_dir, Setting::Unknown(_));
        let migrates = self.text("zookeeper.metadata.migration.enable").value().is_some_and(|on| on != "false");
        if self.mode == Mode::Unknown || !known || dirs.is_empty() || migrates && self.mode == Mode::ZooKeeper {
            return;
        }
        let mut told: Vec<(Found, Refusal)> = Vec::new();
        // The newest first: its words stand.
        for (era, releases) in ERAS.into_iter().rev() {
            let mut at = self.versions.and(releases);
            if self.mode == Mode::ZooKeeper {
                at = at.and(VersionSet::before(KAFKA, "4.0.0"));
            }
            if at.is_empty() {
                continue;
            }
            let quorum = self.mode == Mode::Kraft && era >= Era::V2_8;
            let node = Node {
                dirs,
                files: dirs.iter().map(|dir| Stored::new(&dir.meta, era)).collect(),
                id: self.stored_id(quorum, era),
                metadata: quorum.then(|| self.metadata_place(dirs)).flatten(),
                era,
                at,
                all: dirs.iter().all(|dir| !matches!(dir.meta, Companion::OutOfSight | Companion::Unreadable)),
            };
            let Some(found) = node.first() else { continue };
            match told.iter_mut().find(|(known, _)| (&known.what, known.at) == (&found.what, found.at)) {
                Some((_, refusal)) => refusal.versions = refusal.versions.or(at),
                None => {
                    let refusal = tell::refusal(self, &node, &found);
                    told.push((found, refusal));
                }
            }
        }
        self.refusals.extend(told.into_iter().map(|(_, refusal)| refusal));
    }

    /// The id that the stored one must be.
    fn stored_id(&self, quorum: bool, era: Era) -> Option<i32> {
        let both = self.id();
        let setting = if quorum || era >= Era::V3_4 { &both } else { &self.broker_id };
        match setting {
            Setting::Absent => Some(-1),
            Setting::Set(id) => i32::try_from(id.value).ok(),
            Setting::Unknown(_) => None,
        }
    }

    /// `metadata.log.dir`, else the first of `log.dirs`.
    fn metadata_place(&self, dirs: &[LogDirectory<'_>]) -> Option<usize> {
        match &self.metadata_log_dir {
            Setting::Set(dir) if !dir.value.is_empty() => {
                let path = super::log_dirs::as_file(&dir.value);
                dirs.iter().position(|known| known.path == path)
            }
            _ => Some(0),
        }
    }
}

/// More directories than this are not looked at.
const MOST_DIRS: usize = 64;

impl Node<'_, '_> {
    fn first(&self) -> Option<Found> {
        match self.era {
            Era::V3_7 => self.ensemble(),
            Era::V2_8 | Era::V3_0 | Era::V3_4 if self.metadata.is_some() => self.quorum(),
            Era::V2_8 | Era::V3_0 | Era::V3_4 => self.whole_files(),
            _ => self.ids(),
        }
    }

    fn found(&self, what: What, at: usize, text: impl Into<String>) -> Option<Found> {
        Some(Found { what, at, text: text.into() })
    }

    /// `KafkaServer` up to 2.7: each file is a version and an id.
    fn ids(&self) -> Option<Found> {
        let mut known: Vec<(usize, i32, Option<&str>)> = Vec::new();
        let mut offline = 0;
        for (at, stored) in self.files.iter().enumerate() {
            let file = match stored {
                Stored::Unseen | Stored::Missing => continue,
                Stored::Directory if self.era < Era::V2_1 => continue,
                Stored::Directory => {
                    offline += 1;
                    continue;
                }
                Stored::File(file) => file,
            };
            if file.malformed() {
                return self.found(What::BadEscape, at, file::ESCAPE);
            }
            match file.in_range("version") {
                Err(text) => return self.bad(file, at, "version", text),
                Ok(0) => {}
                Ok(other) if self.era < Era::V1_0 => {
                    let text = format!("Unrecognized version of the server meta.properties file: {other}");
                    return self.found(What::Version, at, text);
                }
                Ok(_) => {
                    offline += 1;
                    continue;
                }
            }
            match file.in_range("broker.id") {
                Err(text) => return self.bad(file, at, "broker.id", text),
                Ok(id) => known.push((at, id, (self.era >= Era::V2_4).then(|| file.trimmed("cluster.id")).flatten())),
            }
        }
        if let Some(&first) = known.first()
            && let Some(other) = known.iter().find(|other| (other.1, other.2) != (first.1, first.2))
        {
            let key = if first.1 == other.1 { "cluster.id" } else { "broker.id" };
            let text = match self.era {
                Era::V0_9 => "Failed to match brokerId across logDirs".to_owned(),
                Era::V2_4 => inconsistent(known.iter().map(|(at, id, cluster)| {
                    let cluster = cluster.unwrap_or("None");
                    (self.dirs[*at].path.as_str(), format!("BrokerMetadata(brokerId={id}, clusterId={cluster})"))
                })),
                _ => {
                    let mut ids: Vec<i32> = known.iter().map(|(_, id, _)| *id).collect();
                    ids.sort_unstable();
                    ids.dedup();
                    let ids: Vec<String> = ids.iter().map(i32::to_string).collect();
                    format!("Failed to match broker.id across log.dirs. {SHARED} Found Set({})", ids.join(", "))
                }
            };
            return self.found(What::Mixed { with: first.0, key: Some(key) }, other.0, text);
        }
        if let (Some(&(at, stored, _)), Some(id @ 0..)) = (known.first(), self.id)
            && stored != id
        {
            let text = if self.era == Era::V0_9 {
                format!("Configured brokerId {id} doesn't match stored brokerId {stored} in meta.properties")
            } else {
                other_broker_id(id, stored)
            };
            return self.found(What::OtherId { key: "broker.id", stored }, at, text);
        }
        self.none_left(offline)
    }

    /// A directory that is set aside is no matter as long as another one is left
    /// (`LogManager.createAndValidateLogDirs`).
    fn none_left(&self, offline: usize) -> Option<Found> {
        if offline < self.dirs.len() || !self.all {
            return None;
        }
        let paths: Vec<&str> = self.dirs.iter().map(|dir| dir.path.as_str()).collect();
        let paths = paths.join(", ");
        let text =
            format!("Shutdown broker because none of the specified log dirs from {paths} can be created or validated");
        let what = match self.files.first()? {
            Stored::Directory => What::Directory,
            Stored::File(file) => file.why_unreadable(),
            _ => return None,
        };
        self.found(what, 0, text)
    }

    fn bad(&self, file: &File<'_>, at: usize, key: &'static str, text: String) -> Option<Found> {
        self.found(What::Bad { key, missing: file.raw(key).is_none() }, at, text)
    }

    /// `getBrokerMetadataAndOfflineDirs` since 2.8: the first file that can't be read.
    fn unreadable(&self) -> Option<Found> {
        for (at, stored) in self.files.iter().enumerate() {
            match stored {
                Stored::Missing if self.metadata.is_some() => {
                    return self.found(What::Missing, at, unformatted(&self.dirs[at].path));
                }
                Stored::File(file) if file.malformed() => return self.found(What::BadEscape, at, file::ESCAPE),
                _ => {}
            }
        }
        None
    }

    fn readable(&self) -> impl Iterator<Item = (usize, &File<'_>)> {
        self.files.iter().enumerate().filter_map(|(at, stored)| match stored {
            Stored::File(file) => Some((at, file)),
            _ => None,
        })
    }

    /// The whole files must be the same (2.8 to 3.6; of a quorum's node to 3.3).
    fn all_alike(&self) -> Option<Found> {
        let (first, file) = self.readable().next()?;
        let (other, _) = self.readable().find(|(_, other)| other.properties() != file.properties())?;
        let text = inconsistent(self.readable().map(|(at, file)| (self.dirs[at].path.as_str(), file.shown())));
        self.found(What::Mixed { with: first, key: None }, other, text)
    }

    /// `KafkaServer` 2.8 to 3.6.
    fn whole_files(&self) -> Option<Found> {
        if let Some(found) = self.unreadable().or_else(|| self.all_alike()) {
            return Some(found);
        }
        if let Some((at, file)) = self.readable().next() {
            match file.int("version") {
                Err(text) => return self.bad(file, at, "version", text),
                Ok(None | Some(0)) => {}
                Ok(Some(_)) => {
                    let text = format!(
                        "Found unexpected version in loaded `meta.properties`: {}. Zk-based brokers only support \
                         version 0 (which is implicit when the `version` field is missing).",
                        file.shown()
                    );
                    return self.found(What::Version, at, text);
                }
            }
            match file.int("broker.id") {
                Err(text) => return self.bad(file, at, "broker.id", text),
                Ok(Some(stored)) => {
                    if let Some(id @ 0..) = self.id.filter(|id| *id != stored) {
                        let text = other_broker_id(id, format_args!("Some({stored})"));
                        return self.found(What::OtherId { key: "broker.id", stored }, at, text);
                    }
                }
                Ok(None) => {}
            }
        }
        self.none_left(self.files.iter().filter(|stored| matches!(stored, Stored::Directory)).count())
    }

    /// `KafkaRaftServer.initializeLogDirs` 2.8 to 3.6.
    fn quorum(&self) -> Option<Found> {
        if let Some(found) = self.unreadable() {
            return Some(found);
        }
        if self.era == Era::V3_4 {
            let mut first: Option<(usize, &str, i32)> = None;
            for (at, file) in self.readable() {
                let (cluster, id) = match self.parsed(at, file) {
                    Ok(parsed) => parsed,
                    Err(found) => return found,
                };
                match first {
                    None => first = Some((at, cluster, id)),
                    Some((with, other, known)) if (other, known) != (cluster, id) => {
                        let key = if other == cluster { "node.id" } else { "cluster.id" };
                        let all = self.readable().map(|(at, file)| (self.dirs[at].path.as_str(), file.shown()));
                        return self.found(What::Mixed { with, key: Some(key) }, at, inconsistent(all));
                    }
                    Some(_) => {}
                }
            }
        } else if let Some(found) = self.all_alike() {
            return Some(found);
        }
        if let Some(metadata) = self.metadata.filter(|&at| matches!(self.files.get(at), Some(Stored::Directory))) {
            let dir = &self.dirs[metadata].path;
            let text = format!("Cannot start server since `meta.properties` could not be loaded from {dir}");
            return self.found(What::Directory, metadata, text);
        }
        if let Some(found) = self.stray_metadata() {
            return Some(found);
        }
        let (at, file) = self.readable().next()?;
        let (_, stored) = match self.parsed(at, file) {
            Ok(parsed) => parsed,
            Err(found) => return found,
        };
        let id = self.id.filter(|id| *id != stored)?;
        let text = format!(
            "Configured node.id `{id}` doesn't match stored node.id `{stored}' in meta.properties. If you moved your \
             data, make sure your configured controller.id matches. If you intend to create a new broker, you should \
             remove all data in your data directories (log.dirs)."
        );
        self.found(What::OtherId { key: if file.version_0() { "broker.id" } else { "node.id" }, stored }, at, text)
    }

    /// `MetaProperties.parse` to 3.6: cluster and id, or what is wrong.
    fn parsed<'f>(&self, at: usize, file: &'f File<'_>) -> Result<(&'f str, i32), Option<Found>> {
        let bad = |key: &'static str, text: String| self.bad(file, at, key, text);
        let lost = |key: &'static str| bad(key, format!("Failed to find required property {key}."));
        let version = || file.int("version").map(|version| version.unwrap_or(0)).map_err(|text| bad("version", text));
        let cluster = || file.raw("cluster.id").ok_or_else(|| lost("cluster.id"));
        let (cluster, version) = if self.era == Era::V3_4 {
            let cluster = cluster()?;
            let version = version()?;
            if !matches!(version, 0 | 1) {
                let text = format!("Expected version 0 or 1, but got version {version}");
                return Err(self.found(What::Version, at, text));
            }
            (cluster, version)
        } else {
            let version = version()?;
            if version != 1 {
                return Err(self.found(What::Version, at, format!("Expected version 1, but got version {version}")));
            }
            (cluster()?, version)
        };
        let key = if version == 0 { "broker.id" } else { "node.id" };
        match file.int(key) {
            Err(text) => Err(bad(key, text)),
            Ok(None) => Err(lost(key)),
            Ok(Some(id)) => Ok((cluster, id)),
        }
    }

    /// The metadata log may lie in one directory only.
    fn stray_metadata(&self) -> Option<Found> {
        let metadata = self.dirs.get(self.metadata?)?;
        let stray = |&at: &usize| {
            let readable = matches!(self.files[at], Stored::File(_));
            readable && Some(at) != self.metadata && self.dirs[at].holds_metadata && self.era >= Era::V3_0
        };
        let at = (0..self.dirs.len()).find(stray)?;
        let text = format!(
            "Found unexpected metadata location in data directory `{}/{METADATA_LOG}` (the configured metadata directory is {}).",
            self.dirs[at].path, metadata.path
        );
        self.found(What::MetadataLog, at, text)
    }
}

const SHARED: &str = "This could happen if multiple brokers shared a log directory (log.dirs) or partial data was \
                      manually copied from another broker.";

fn inconsistent<'p>(files: impl Iterator<Item = (&'p str, String)>) -> String {
    let mut text = format!("BrokerMetadata is not consistent across log.dirs. {SHARED} Found:\n");
    for (path, shown) in files {
        text.push_str(&format!("- {path} -> {shown}\n"));
    }
    text
}

fn other_broker_id(id: i32, stored: impl std::fmt::Display) -> String {
    format!(
        "Configured broker.id {id} doesn't match stored broker.id {stored} in meta.properties. If you moved your data, \
         make sure your configured broker.id matches. If you intend to create a new broker, you should remove all data \
         in your data directories (log.dirs)."
    )
}

fn unformatted(dir: &str) -> String {
    format!("No `meta.properties` found in {dir} (have you run `kafka-storage.sh` to format the directory?)")
}
