//! Which files no server uses: shipped samples, and variants beside the live file.
//!
//! They are checked alone and never against others. A stock `kraft/broker.properties` has the
//! node.id of somebody else's cluster, a `server_domain.properties` the broker.id of the live file
//! next to it: neither is a second broker.

use super::FileKind;
use super::assemble::file_stem;
use super::discover::{Input, Main};
use super::{Server, versions};
use crate::model::kafka;
use camino::Utf8Path;
use std::collections::{HashMap, HashSet};

/// The log directory of each stock file. Upstream: apache/kafka `config/server.properties`,
/// `config/kraft/*.properties`, `config/{broker,controller}.properties` (4.0).
const STOCK_LOG_DIRS: &[(&str, &str)] = &[
    ("server", "/tmp/kafka-logs"),
    ("server", "/tmp/kraft-combined-logs"),
    ("broker", "/tmp/kraft-broker-logs"),
    ("controller", "/tmp/kraft-controller-logs"),
    ("reconfig-server", "/tmp/kraft-combined-logs"),
];

/// Says of every main file whether no server uses it.
pub(super) fn find(inputs: &[Input], mains: &[Main]) -> Vec<bool> {
    let mut directories: HashMap<&Utf8Path, Vec<usize>> = HashMap::new();
    let mut peers: HashMap<u64, usize> = HashMap::new();
    for (number, main) in mains.iter().enumerate() {
        if let Some(directory) = inputs[main.input].absolute.parent() {
            directories.entry(directory).or_default().push(number);
        }
        *peers.entry(main.place.peers).or_default() += 1;
    }
    let mut samples: Vec<bool> = mains.iter().map(|main| inputs[main.input].sample).collect();
    for (directory, members) in &directories {
        let above = directory.parent().filter(|_| directory.file_name() == Some("kraft"));
        let above = above.and_then(|above| directories.get(above));
        let live_above = above.is_some_and(|above| has_kafka(inputs, mains, above));
        let in_kafka = directory.components().any(|part| versions::is_kafka(part.as_str()));
        let folder = Folder::new(inputs, mains, members, live_above, in_kafka);
        for &number in members {
            samples[number] |= folder.sample(number, peers.get(&mains[number].place.peers).copied().unwrap_or(1));
        }
    }
    shipped(inputs, mains, &mut samples);
    samples
}

/// The server.properties that an installation ships, on a machine that has another one:
/// `opt/kafka/config/` beside `etc/kafka/`.
fn shipped(inputs: &[Input], mains: &[Main], samples: &mut [bool]) {
    let mut machines: HashMap<&Utf8Path, (Vec<usize>, usize)> = HashMap::new();
    for (number, main) in mains.iter().enumerate().filter(|(number, _)| !samples[*number]) {
        let (Some(root), Server::Kafka(config)) = (&main.place.root, &main.server) else { continue };
        let (stock, others) = machines.entry(root).or_default();
        if stock_log_dir(file_stem(&inputs[main.input].absolute), config) {
            stock.push(number);
        } else {
            *others += 1;
        }
    }
    for (stock, _) in machines.into_values().filter(|(_, others)| *others > 0) {
        stock.into_iter().for_each(|number| samples[number] = true);
    }
}

/// `server.properties` beside `server-1.properties` and `server-2.properties` is the first of them:
/// makes it their peer.
pub(super) fn adopt_unnumbered(inputs: &[Input], mains: &mut [Main], samples: &[bool]) {
    let mut folders: HashMap<(&Utf8Path, FileKind), Vec<usize>> = HashMap::new();
    for (number, main) in mains.iter().enumerate().filter(|(number, _)| !samples[*number]) {
        let input = &inputs[main.input];
        if let Some(folder) = input.absolute.parent() {
            folders.entry((folder, input.kind)).or_default().push(number);
        }
    }
    for members in folders.into_values().filter(|members| members.len() > 1) {
        let stem = |number: usize| file_stem(&inputs[mains[number].input].absolute);
        // The family of each counted name; `None` where two families have the name.
        let mut families: HashMap<&str, Option<usize>> = HashMap::new();
        for &number in &members {
            let Some(base) = counted(stem(number)) else { continue };
            let family = families.entry(base).or_insert(Some(number));
            if family.is_some_and(|family| mains[family].place.siblings != mains[number].place.siblings) {
                *family = None;
            }
        }
        let adopted: Vec<(usize, usize)> = members
            .iter()
            .filter(|&&number| number_of(stem(number)).is_none())
            .filter_map(|&number| Some((number, (*families.get(stem(number))?)?)))
            .collect();
        for (number, family) in adopted {
            mains[number].place.siblings = mains[family].place.siblings;
            mains[number].place.peers = mains[family].place.peers;
        }
    }
}

/// `server` of `server-1`: what a name with a number behind it counts.
fn counted(stem: &str) -> Option<&str> {
    let trimmed = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    (trimmed.len() < stem.len()).then(|| trimmed.trim_end_matches(['-', '_', '.']))
}

fn has_kafka(inputs: &[Input], mains: &[Main], members: &[usize]) -> bool {
    members.iter().any(|&number| inputs[mains[number].input].kind == FileKind::ServerProperties)
}

/// The main files of one directory, by what they are compared by: a directory may hold thousands.
struct Folder<'a> {
    inputs: &'a [Input],
    mains: &'a [Main],
    /// The ids of the files of each kind and stem; ZooKeeper and Storm have none.
    ids: HashMap<(FileKind, &'a str), HashSet<Option<i64>>>,
    /// The ids of numbered Kafka files, and whether one has the number of its name as id.
    numbered: HashMap<i64, bool>,
    /// There is a Kafka file whose name starts with `server`.
    has_server: bool,
    /// There is a Kafka file.
    has_kafka: bool,
    /// It is the `kraft` folder of a directory that has a server.properties of its own.
    live_above: bool,
    /// It lies in an installation of Kafka.
    in_kafka: bool,
}

impl<'a> Folder<'a> {
    fn new(inputs: &'a [Input], mains: &'a [Main], members: &[usize], live_above: bool, in_kafka: bool) -> Self {
        let has_kafka = has_kafka(inputs, mains, members);
        let (ids, numbered) = (HashMap::new(), HashMap::new());
        let mut folder = Self { inputs, mains, ids, numbered, has_server: false, has_kafka, live_above, in_kafka };
        for &number in members {
            let (stem, id) = (folder.stem(number), folder.id(number));
            folder.ids.entry((folder.kind(number), stem)).or_default().insert(id);
            if let Server::Kafka(_) = &mains[number].server {
                folder.has_server |= stem.starts_with("server");
                if let (Some(counted), Some(id)) = (number_of(stem), id) {
                    *folder.numbered.entry(id).or_default() |= counted == id;
                }
            }
        }
        folder
    }

    fn stem(&self, number: usize) -> &'a str {
        file_stem(&self.inputs[self.mains[number].input].absolute)
    }

    fn kind(&self, number: usize) -> FileKind {
        self.inputs[self.mains[number].input].kind
    }

    /// A broker's id.
    fn id(&self, number: usize) -> Option<i64> {
        match &self.mains[number].server {
            Server::Kafka(config) => config.id().value().copied(),
            _ => None,
        }
    }

    fn sample(&self, number: usize, peers: usize) -> bool {
        match &self.mains[number].server {
            Server::Kafka(config) => self.kafka_sample(number, config) || self.variant(number),
            Server::ZooKeeper(config) => {
                let listed = !config.members.is_empty();
                let stock = config.settings.data_dir.value().is_some_and(|dir| dir == "/tmp/zookeeper");
                let beside_kafka = self.stem(number) == "zookeeper" && (self.has_kafka || self.in_kafka);
                beside_kafka && !listed && (stock || peers > 1) || self.variant(number)
            }
            Server::Storm(_) => self.variant(number),
        }
    }

    fn kafka_sample(&self, number: usize, config: &kafka::Config) -> bool {
        let stem = self.stem(number);
        let stock = stock_log_dir(stem, config);
        match stem {
            "server" if stock && self.live_above => true,
            // Beside server-0.properties, which is the live one of the two.
            "server" => {
                let same_id = self.id(number).and_then(|id| self.numbered.get(&id));
                same_id.is_some_and(|of_its_number| stock || *of_its_number)
            }
            "broker" | "controller" | "reconfig-server" => stock && self.has_server,
            _ => false,
        }
    }

    /// `server_domain.properties` beside `server.properties`, with the same id: one node twice.
    fn variant(&self, number: usize) -> bool {
        let (kind, stem, id) = (self.kind(number), self.stem(number), self.id(number));
        stem.match_indices(['_', '-', '.']).any(|(at, separator)| {
            let (base, rest) =
                (stem.get(..at).unwrap_or_default(), stem.get(at + separator.len()..).unwrap_or_default());
            let before = self.ids.get(&(kind, base)).is_some_and(|ids| ids.contains(&id));
            let starts_with_rest = || stem.strip_prefix(rest).is_some_and(|rest| rest.starts_with(['_', '-', '.']));
            before && !rest.bytes().any(|byte| byte.is_ascii_digit())
                || self.ids.contains_key(&(kind, rest)) && !starts_with_rest()
        })
    }
}

fn stock_log_dir(stem: &str, config: &kafka::Config) -> bool {
    let Some(dirs) = config.log_dirs.value() else { return false };
    let [dir] = dirs.as_slice() else { return false };
    STOCK_LOG_DIRS.contains(&(stem, dir.value.as_str()))
}

/// The number at the end of a name: 2 of `server-2`.
fn number_of(stem: &str) -> Option<i64> {
    let digits = stem.len() - stem.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    stem.get(stem.len() - digits..)?.parse().ok()
}
