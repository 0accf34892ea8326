//! What is told of logs: incidents, what can be ignored, what isn't understood. Plain data, made by
//! the explaining layer and read by renderers.

use super::{InputError, Severity, Skipped};
use crate::text::Text;
use camino::Utf8PathBuf;
use std::collections::BTreeMap;

/// How far a process has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// The process has started.
    Boot,
    /// It reads its configuration.
    Config,
    /// It takes part in an election, or looks for its leader.
    Electing,
    /// It follows a leader.
    Following,
    /// It leads.
    Leading,
    /// It serves clients.
    Serving,
    /// It shuts down as told.
    Stopping,
    /// It has ended of a failure.
    Dead,
}

impl Phase {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 8] = [
        Self::Boot,
        Self::Config,
        Self::Electing,
        Self::Following,
        Self::Leading,
        Self::Serving,
        Self::Stopping,
        Self::Dead,
    ];

    /// The word in machine formats and in pattern files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Boot => "boot",
            Self::Config => "config",
            Self::Electing => "electing",
            Self::Following => "following",
            Self::Leading => "leading",
            Self::Serving => "serving",
            Self::Stopping => "stopping",
            Self::Dead => "dead",
        }
    }

    /// Whether the process does its work in this phase.
    pub const fn works(self) -> bool {
        matches!(self, Self::Following | Self::Leading | Self::Serving)
    }
}

/// A time as the log writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Milliseconds since 1970, in the log's own zone when it names none.
    pub millis: i64,
    /// Its text.
    pub text: String,
}

/// A record of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPlace {
    /// Which of [`Explanation::logs`].
    pub log: usize,
    /// The line, from 1.
    pub line: u64,
    /// When, where the record says so.
    pub time: Option<Stamp>,
}

/// One log that was read.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// Where it is, as given.
    pub path: Utf8PathBuf,
    /// The host that wrote it, where it can be told.
    pub host: Option<String>,
    /// The process that wrote most of it: `zookeeper`, `storm`, `kafka`; empty: none of them.
    pub component: &'static str,
    /// Its version, where the log names it.
    pub version: Option<String>,
    /// How many lines were read.
    pub lines: u64,
    /// The first time in it.
    pub first: Option<Stamp>,
    /// The last time in it.
    pub last: Option<Stamp>,
    /// How many starts are in it.
    pub starts: u32,
    /// The last phase of the last start.
    pub end_state: Option<Phase>,
    /// The id of the server, where the log names it.
    pub server_id: Option<String>,
    /// What its records name, by kind: `config`, `cluster`, `listeners`, `connect`, `seeds`, …
    pub facts: BTreeMap<String, Vec<String>>,
    /// Reading stopped before the end.
    pub partial: bool,
}

impl LogEntry {
    /// Which of Storm's daemons wrote it, as its name says.
    pub fn role(&self) -> Option<&'static str> {
        const ROLES: [&str; 7] = ["nimbus", "supervisor", "worker", "ui", "logviewer", "drpc", "pacemaker"];
        let name = self.path.file_name().filter(|_| self.component == "storm")?;
        let word = name.split(|letter: char| !letter.is_ascii_alphabetic()).next()?;
        ROLES.into_iter().find(|role| *role == word)
    }
}

/// A quoted record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where.
    pub place: LogPlace,
    /// Its telling line.
    pub text: String,
}

/// A place in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigPlace {
    /// The file.
    pub file: Utf8PathBuf,
    /// The line, from 1, where there is one.
    pub line: Option<usize>,
    /// The option.
    pub key: Option<String>,
    /// The line as it stands there.
    pub text: Option<String>,
    /// What is wrong there, and what to write.
    pub message: Option<Text>,
}

/// What followed from an incident.
#[derive(Clone, Debug)]
pub struct Consequence {
    /// `kafka.shutdown-after-failure`.
    pub id: &'static str,
    /// Its headline.
    pub title: Text,
    /// How many records.
    pub count: u64,
    /// The first of them.
    pub first: LogPlace,
}

/// Something that went wrong: a root cause with what followed from it.
#[derive(Clone, Debug)]
pub struct Incident {
    /// `zk.myid-missing`.
    pub id: String,
    /// Whose: `zookeeper`, `storm`, `kafka`; empty: not known.
    pub component: &'static str,
    /// Fatal: the process ended of it.
    pub severity: Severity,
    /// The headline.
    pub title: Text,
    /// What it means.
    pub explanation: Option<Text>,
    /// What to do.
    pub fix: Vec<Text>,
    /// Commands to copy.
    pub run: Vec<String>,
    /// How many records.
    pub count: u64,
    /// In how many starts of the process.
    pub starts: u32,
    /// Whether a healthy state came after it.
    pub over: bool,
    /// The first record.
    pub first: LogPlace,
    /// The last record.
    pub last: LogPlace,
    /// Telling records; capped.
    pub evidence: Vec<Evidence>,
    /// What its records name: peer, port, file.
    pub captures: Vec<(String, String)>,
    /// The option to look at.
    pub option: Option<&'static str>,
    /// Where to change what.
    pub config: Vec<ConfigPlace>,
    /// Names of rules of `check` that tell the same.
    pub rules: Vec<&'static str>,
    /// What followed.
    pub consequences: Vec<Consequence>,
}

/// Records that look bad and aren't.
#[derive(Clone, Debug)]
pub struct Benign {
    /// `zk.noise-standalone`.
    pub id: &'static str,
    /// How many.
    pub count: u64,
    /// Why they are harmless.
    pub why: Text,
    /// The first.
    pub first: LogPlace,
    /// The last.
    pub last: LogPlace,
}

/// Errors that no pattern knows, folded.
#[derive(Clone, Debug)]
pub struct Unexplained {
    /// `error`, `fatal`, `exception`.
    pub level: &'static str,
    /// How many records.
    pub count: u64,
    /// Their common text.
    pub template: String,
    /// The first.
    pub first: LogPlace,
}

/// A turn in the life of a process.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Where.
    pub place: LogPlace,
    /// What it became.
    pub phase: Phase,
    /// The record's telling line.
    pub text: String,
}

/// The whole answer.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// The logs that were read, in the order given.
    pub logs: Vec<LogEntry>,
    /// What went wrong, the root cause first.
    pub incidents: Vec<Incident>,
    /// What can be ignored.
    pub benign: Vec<Benign>,
    /// What isn't understood, the most frequent first; capped.
    pub unexplained: Vec<Unexplained>,
    /// How many kinds of records aren't understood.
    pub unexplained_total: usize,
    /// The turns of all processes, by time.
    pub timeline: Vec<Turn>,
    /// What could not be read.
    pub errors: Vec<InputError>,
    /// What was left alone, and why.
    pub skipped: Vec<Skipped>,
    /// What to know about the answer.
    pub notes: Vec<Text>,
}
