//! Lines and records: what a line is, where its header ends, whose it is.
//!
//! Every layout that ZooKeeper, Storm and Kafka have had is read by the same few steps: strip what
//! docker, journald and kubectl put before a line; find the time within the first bytes; find the
//! level behind it; take logger and thread from around the level.

mod header;
mod prefix;

pub use header::{Header, Level, head};
pub use prefix::strip;

use crate::catalog::Component;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// What a line is to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A record starts: there is a time or a level.
    Head,
    /// It belongs to the record before it: a frame, a cause, an indented line.
    Trace,
    /// Neither.
    Bare,
}

/// What a line (without its prefix) is.
pub fn classify(line: &[u8]) -> Line {
    match line.first() {
        None => Line::Trace,
        Some(b' ' | b'\t' | b'\0') => match line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\0')) {
            // Runs of NUL are left where a file was truncated while it was written.
            Some(at) if line.contains(&0) => classify_word(&line[at..]),
            _ => Line::Trace,
        },
        Some(_) => classify_word(line),
    }
}

fn classify_word(line: &[u8]) -> Line {
    let trace: [&[u8]; 6] = [b"at ", b"Caused by:", b"... ", b"Suppressed:", b"}", b"^"];
    if trace.iter().any(|start| line.starts_with(start)) {
        Line::Trace
    } else if header::is_head(line) {
        Line::Head
    } else {
        Line::Bare
    }
}

/// Whose record it is, as far as it says so itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A server's own classes.
    Server(Component),
    /// The ZooKeeper client, which is part of every one of them.
    Client,
    /// Another program's classes.
    Foreign,
    /// It doesn't say.
    Unknown,
}

/// Whose a logger is. `shape`: the layout is one that only this component's own files have.
pub fn owner_of_logger(logger: &str, shape: Option<Component>) -> Owner {
    let logger = logger.trim_start_matches('/');
    let starts = |names: &[&str]| names.iter().any(|name| logger.starts_with(name));
    if starts(&[
        "org.apache.storm",
        "backtype.",
        "b.s.",
        "o.a.s.",
        "storm.",
        "com.alibaba.jstorm",
        "c.a.j.",
        "s.k.",
        "org.apache.thrift7",
    ]) {
        return Owner::Server(Component::Storm);
    }
    if starts(&["org.apache.zookeeper.server", "o.a.z.server", "o.a.z.s.", "org.apache.zookeeper.audit", "o.a.z.audit"])
    {
        return Owner::Server(Component::ZooKeeper);
    }
    if starts(&["kafka.", "org.apache.kafka", "o.a.k.", "state.change", "org.I0Itec", "io.confluent", "k."]) {
        return Owner::Server(Component::Kafka);
    }
    if starts(&["org.apache.zookeeper", "o.a.z.", "org.apache.curator", "o.a.c.", "ClientCnxn", "zookeeper."]) {
        return shape.map_or(Owner::Client, Owner::Server);
    }
    if let Some(component) = shape {
        return Owner::Server(component);
    }
    const CLASSES: [&str; 22] = [
        "QuorumPeer",
        "QuorumCnxManager",
        "FastLeaderElection",
        "Leader",
        "Follower",
        "Learner",
        "LearnerHandler",
        "Observer",
        "NIOServerCnxn",
        "NIOServerCnxnFactory",
        "NettyServerCnxn",
        "ZooKeeperServer",
        "PrepRequestProcessor",
        "FileTxnLog",
        "FileSnap",
        "FileTxnSnapLog",
        "DatadirCleanupManager",
        "QuorumPeerMain",
        "QuorumPeerConfig",
        "ZooKeeperServerMain",
        "CommitProcessor",
        "PurgeTask",
    ];
    let class = last_part(logger);
    if CLASSES.contains(&class) {
        return Owner::Server(Component::ZooKeeper);
    }
    // Class names of these: the daemons' old layouts show the last part alone.
    if matches!(class, "supervisor" | "nimbus" | "worker" | "util" | "executor" | "config" | "zookeeper" | "timer") {
        return Owner::Server(Component::Storm);
    }
    if logger.matches('.').count() >= 2 { Owner::Foreign } else { Owner::Unknown }
}

/// Words that only texts of one owner have; the first owner of whom a text has one gets it.
const WORDS: [(&[&str], Owner); 4] = [
    (
        &[
            "org.apache.storm",
            "backtype.storm",
            "storm.yaml",
            "/bin/storm",
            "com.alibaba.jstorm",
            "-Dstorm.",
            "b.s.d.",
            "storm.zookeeper",
            "storm.local.dir",
            "nimbus.host",
            "nimbus.seeds",
            "supervisor.slots",
        ],
        Owner::Server(Component::Storm),
    ),
    (
        &[
            "kafka.Kafka",
            "org.apache.kafka",
            "kafka.server",
            "kafka.log",
            "kafka.utils",
            "kafka.cluster",
            "kafka.network",
            "kafka.controller",
            "server.properties",
            "-Dkafka.",
            "kafka-server-start",
        ],
        Owner::Server(Component::Kafka),
    ),
    (
        &[
            "org.apache.zookeeper.server",
            "QuorumPeerMain",
            "zkServer",
            "zoo.cfg",
            "zookeeper.out",
            "-Dzookeeper.",
            "zookeeper.properties",
        ],
        Owner::Server(Component::ZooKeeper),
    ),
    (&["org.apache.zookeeper", "org.apache.curator", "org.I0Itec.zkclient"], Owner::Client),
];

/// Whose the classes are that a text names: frames, exceptions, threads.
pub fn owner_of_text(text: &[u8]) -> Owner {
    static FINDER: LazyLock<Option<(AhoCorasick, Vec<usize>)>> = LazyLock::new(|| {
        let all =
            || WORDS.iter().enumerate().flat_map(|(owner, (words, _))| words.iter().map(move |word| (owner, *word)));
        let finder = AhoCorasick::new(all().map(|(_, word)| word)).ok()?;
        Some((finder, all().map(|(owner, _)| owner).collect()))
    });
    let Some((finder, owners)) = &*FINDER else { return Owner::Unknown };
    let found = finder.find_overlapping_iter(text).filter_map(|word| owners.get(word.pattern().as_usize()).copied());
    found.min().and_then(|owner| WORDS.get(owner)).map_or(Owner::Unknown, |(_, owner)| *owner)
}

/// The class of a logger: `KafkaServer` of `kafka.server.KafkaServer`, `Utils` of `b.s.u.Utils`.
pub fn last_part(logger: &str) -> &str {
    let name = logger.split(['@', ':', '$']).next().unwrap_or(logger);
    name.rsplit('.').next().unwrap_or(name)
}

/// The text of a record that patterns see: no prefixes, no header, no colours, one blank less. Long
/// traces lose frames from the middle, never causes.
pub fn text_of(record: &[u8], header: Option<&Header<'_>>, into: &mut String) {
    const MOST: usize = 64 << 10;
    const FRAMES: usize = 40;
    into.clear();
    let mut frames = 0;
    for (number, raw) in record.split(|byte| *byte == b'\n').enumerate() {
        let line = if let (0, Some(header)) = (number, header) { header.message } else { strip(raw).0 };
        let start = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\0')).unwrap_or(line.len());
        let line = line[start..].trim_ascii_end();
        if line.starts_with(b"at ") {
            frames += 1;
            if frames > FRAMES {
                continue;
            }
        } else if line.starts_with(b"Caused by") {
            frames = 0;
        }
        if number > 0 {
            into.push('\n');
        }
        push(line, into);
        if into.len() > MOST {
            break;
        }
    }
}

/// Appends a line without escape sequences and without Storm's shading.
fn push(line: &[u8], into: &mut String) {
    const LONGEST: usize = 16 << 10;
    const SHADE: &str = "org.apache.storm.shade.";
    let line = line.get(..LONGEST).unwrap_or(line);
    if line.contains(&0x1b) || line.contains(&0) {
        into.push_str(&String::from_utf8_lossy(&prefix::plain(line)));
    } else {
        into.push_str(&String::from_utf8_lossy(line));
    }
    if memchr::memmem::find(line, SHADE.as_bytes()).is_some() {
        *into = into.replace(SHADE, "");
    }
}
