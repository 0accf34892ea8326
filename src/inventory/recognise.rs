//! What a file's bytes say: whether it really is what its name promises.
//!
//! Looks at the keys of the first lines and at nothing else; the servers' own readers come later.
//! A server.properties may be a game's, a storm.yaml may be Kubernetes', a zookeeper.cfg Nagios'.

use super::FileKind;
use super::names::{Certainty, Named};

/// How far into a file the keys are looked at.
const WINDOW: usize = 256 * 1024;

/// Keys that were seen, by whose they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Lines with a key.
    keys: u32,
    /// Keys of zoo.cfg.
    zookeeper: u32,
    /// Keys that only a Kafka server has.
    kafka: u32,
    /// Keys that a Kafka server shares with its clients and neighbours.
    kafka_shared: u32,
    /// Keys that only Kafka's clients and neighbours have.
    kafka_client: u32,
    /// Keys of storm.yaml, commented ones left out.
    storm: u32,
    /// Keys of storm.yaml in comments, as in the stock file.
    storm_comments: u32,
    /// Marks of other programs that read YAML.
    foreign_yaml: u32,
    /// `server.1=…` and the like without a colon: an entry of a dynamic configuration.
    servers: u32,
}

const ZOOKEEPER: &[&str] = &[
    "tickTime",
    "initLimit",
    "syncLimit",
    "dataDir",
    "dataLogDir",
    "clientPort",
    "clientPortAddress",
    "secureClientPort",
    "maxClientCnxns",
    "dynamicConfigFile",
    "autopurge.snapRetainCount",
    "autopurge.purgeInterval",
    "electionAlg",
    "peerType",
    "standaloneEnabled",
    "reconfigEnabled",
    "minSessionTimeout",
    "maxSessionTimeout",
    "4lw.commands.whitelist",
    "admin.serverPort",
    "admin.enableServer",
    "quorumListenOnAllIPs",
];

const KAFKA: &[&str] = &[
    "broker.id",
    "node.id",
    "process.roles",
    "log.dirs",
    "zookeeper.connect",
    "controller.quorum.voters",
    "controller.quorum.bootstrap.servers",
    "advertised.listeners",
    "controller.listener.names",
    "inter.broker.listener.name",
    "offsets.topic.replication.factor",
    "num.network.threads",
    "num.recovery.threads.per.data.dir",
    "advertised.host.name",
    "log.segment.bytes",
    "transaction.state.log.replication.factor",
    "auto.create.topics.enable",
    "replica.fetch.max.bytes",
    "inter.broker.protocol.version",
    "broker.rack",
    "metadata.log.dir",
];

const KAFKA_SHARED: &[&str] = &[
    "listeners",
    "log.dir",
    "num.partitions",
    "port",
    "host.name",
    "zookeeper.connection.timeout.ms",
    "num.io.threads",
];

const KAFKA_CLIENT: &[&str] = &[
    "bootstrap.servers",
    "group.id",
    "client.id",
    "key.converter",
    "value.converter",
    "metadata.broker.list",
    "key.serializer",
    "key.deserializer",
    "schema.registry.url",
    "kafkastore.connection.url",
    "kafkastore.topic",
    "kafkastore.bootstrap.servers",
    "consumer.timeout.ms",
    "ksql.service.id",
    "offset.storage.file.filename",
    "config.storage.topic",
    "confluent.support.metrics.enable.client",
];

const STORM_PREFIXES: &[&str] = &[
    "storm.",
    "nimbus.",
    "supervisor.",
    "topology.",
    "ui.",
    "worker.",
    "drpc.",
    "logviewer.",
    "pacemaker.",
    "transactional.zookeeper.",
    "task.",
    "zmq.",
    "java.library.path",
    "blobstore.",
    "backpressure.",
];

/// What a storm.yaml that is no YAML any more still holds.
const STORM_WORDS: &[&[u8]] =
    &[b"storm.zookeeper.servers", b"storm.local.dir", b"nimbus.seeds", b"nimbus.host", b"supervisor.slots.ports"];

/// Reads the signs of a file.
pub(super) fn signs(bytes: &[u8]) -> Signs {
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    let window = window.strip_prefix(b"\xef\xbb\xbf").unwrap_or(window);
    let mut signs = Signs::default();
    for line in window.split(|&byte| byte == b'\n' || byte == b'\r') {
        signs.line(line);
    }
    if signs.storm == 0 {
        let words = STORM_WORDS.iter().filter(|word| memchr::memmem::find(window, word).is_some()).count() as u32;
        signs.storm_comments = signs.storm_comments.max(words);
    }
    signs
}

impl Signs {
    fn line(&mut self, line: &[u8]) {
        let indented = line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        let line = line.trim_ascii_start();
        match line.first() {
            None => return,
            Some(b'#' | b'!') => {
                let inside = line[1..].trim_ascii_start();
                self.storm_comments += u32::from(storm_key(inside));
                return;
            }
            Some(_) => {}
        }
        let end = line.iter().position(|byte| matches!(byte, b'=' | b':' | b' ' | b'\t')).unwrap_or(line.len());
        let Ok(key) = std::str::from_utf8(&line[..end]) else { return };
        self.keys += 1;
        if !indented && matches!(key, "apiVersion" | "tosca_definitions_version" | "kind" | "heat_template_version") {
            self.foreign_yaml += 1;
        }
        if storm_key(line) {
            self.storm += 1;
        }
        if key.len() > 64 {
            return;
        }
        if server_key(key) {
            self.servers += 1;
            self.zookeeper += 1;
        } else if ZOOKEEPER.contains(&key) {
            self.zookeeper += 1;
        } else if KAFKA.contains(&key) || key.starts_with("listener.name.") {
            self.kafka += 1;
        } else if KAFKA_SHARED.contains(&key) {
            self.kafka_shared += 1;
        } else if KAFKA_CLIENT.contains(&key) {
            self.kafka_client += 1;
        }
    }

    /// Whether the file is what its name promises.
    pub(super) fn fit(self, named: Named) -> bool {
        match (named.kind, named.certainty) {
            (FileKind::MyId | FileKind::MetaProperties | FileKind::Hosts, _) => true,
            (FileKind::ZooCfg, Certainty::Sure) => true,
            (FileKind::ZooCfg, Certainty::Likely) => self.zookeeper >= 1,
            (FileKind::ZooCfg, Certainty::Open) => self.zookeeper >= 2,
            (FileKind::ZooDynamic, _) => self.servers >= 1,
            (FileKind::StormYaml, certainty) => self.fit_storm(certainty),
            (FileKind::ServerProperties, Certainty::Open) => self.kafka >= 2 && self.kafka_client == 0,
            (FileKind::ServerProperties, _) => self.fit_kafka(),
        }
    }

    fn fit_storm(self, certainty: Certainty) -> bool {
        if self.foreign_yaml > 0 {
            return false;
        }
        match certainty {
            // The stock file has every key in a comment; an empty one is Storm with its defaults.
            Certainty::Sure => self.storm > 0 || self.keys == 0 || self.storm_comments > 0,
            _ => self.storm >= 2,
        }
    }

    fn fit_kafka(self) -> bool {
        match self.kafka {
            0 => false,
            // A consumer's file has zookeeper.connect too.
            1 => self.kafka_client == 0 || self.kafka_shared > 0,
            _ => self.kafka_client < self.kafka,
        }
    }

    /// What a file is whose name says nothing, when the user names it.
    pub(super) fn kind(self) -> Option<FileKind> {
        let votes = [
            (self.zookeeper, FileKind::ZooCfg),
            (if self.fit_kafka() { self.kafka } else { 0 }, FileKind::ServerProperties),
            (if self.foreign_yaml == 0 { self.storm } else { 0 }, FileKind::StormYaml),
        ];
        let (count, kind) = votes.into_iter().max_by_key(|(count, _)| *count)?;
        if kind == FileKind::ZooCfg && self.servers == self.keys && self.servers > 0 {
            return Some(FileKind::ZooDynamic);
        }
        (count >= 2 || count == 1 && self.keys <= 3).then_some(kind)
    }

    /// Whether a file that the user names is surely another program's, whatever its name.
    pub(super) fn foreign(self, kind: FileKind) -> bool {
        match kind {
            FileKind::ServerProperties => {
                self.keys >= 3 && self.kafka + self.kafka_shared == 0 || self.kafka_client > self.kafka
            }
            FileKind::StormYaml => self.foreign_yaml >= 2 && self.storm == 0,
            _ => false,
        }
    }
}

/// `server.1`: the number of a ZooKeeper server.
fn server_key(key: &str) -> bool {
    ["server.", "group.", "weight."].iter().any(|prefix| {
        key.strip_prefix(prefix).is_some_and(|id| {
            !id.is_empty() && (id.bytes().all(|b| b.is_ascii_digit()) || id.starts_with(['{', '<', '$', '%']))
        })
    })
}

/// A dotted Storm key at the start of a line, quoted or not, with a colon somewhere behind it.
fn storm_key(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\"").or_else(|| line.strip_prefix(b"'")).unwrap_or(line);
    if !STORM_PREFIXES.iter().any(|prefix| line.starts_with(prefix.as_bytes())) {
        return false;
    }
    let end = line
        .iter()
        .position(|&byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')))
        .unwrap_or(line.len());
    let behind = line[end..].iter().find(|byte| !matches!(byte, b'"' | b'\'' | b' ' | b'\t'));
    behind == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::super::names::{self, Name};
    use super::*;

    fn taken(name: &str, text: &str) -> bool {
        match names::read(name, None) {
            Name::Candidate(named) => signs(text.as_bytes()).fit(named),
            _ => false,
        }
    }

    #[test]
    fn files_of_other_programs_are_left_alone() {
        assert!(!taken("server.properties", "server-port=25565\ngamemode=survival\nmotd=hi\n"));
        assert!(!taken("server.properties", "brokerid=1\nport=9092\nlog.dir=/tmp\nzk.connect=a:2181\n"));
        assert!(!taken("kafka-consumer.properties", "zookeeper.connect=a:2181\ngroup.id=x\n"));
        assert!(!taken("kafka-rest.properties", "id=x\nbootstrap.servers=a:9092\nlisteners=http://0.0.0.0:8082\n"));
        assert!(!taken(
            "storm.yaml",
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  storm.yaml: |\n    nimbus.seeds: []\n"
        ));
        assert!(!taken("storm.yaml", "storm:\n   urls:\n      - http://a\n"));
        assert!(!taken("zookeeper.cfg", "define command {\n  command_name check\n}\n"));
        assert!(!taken("ha.cfg", "global\n  maxconn 1\n"));
    }

    #[test]
    fn files_of_the_servers_are_taken() {
        assert!(taken("server.properties", "broker.id=1\n"));
        assert!(taken("server.properties", "process.roles=broker\nnode.id=1\n"));
        assert!(taken("b0.properties", "broker.id=1\nlog.dirs=/d\n"));
        assert!(taken("zoo1.cfg", "clientPort=1\n"));
        assert!(taken("ha.cfg", "dataDir=/d\nclientPort=1\n"));
        assert!(taken("storm.yaml", " storm.zookeeper.servers:\n     - \"a\"\n"));
        assert!(taken(
            "storm.yaml",
            "########### These MUST be filled in\n# storm.zookeeper.servers:\n#     - \"a\"\n"
        ));
        assert!(taken("storm.yaml", ""));
        assert!(taken("storm.yaml", "garbage [ {\nnimbus.seeds[a]\n"), "broken, and still Storm's");
        assert!(taken("zoo.cfg.dynamic", "server.1=a:1:2;3\n"));
    }
}
