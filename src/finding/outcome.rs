//! The outcome of a run: everything a renderer needs, as plain data.

use super::redact::Secrets;
use super::{Finding, Severity};
use crate::source::{SourceId, Sources};
use crate::text::Text;
use camino::Utf8PathBuf;
use std::collections::HashMap;

/// What a server does with one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every version in question takes it.
    Accepted,
    /// Every version in question refuses it.
    Refused,
    /// Some do, some don't.
    ByVersion,
    /// Can't be told: a template, or a companion file out of sight.
    Unknown,
}

impl Verdict {
    /// The word in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::ByVersion => "by-version",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether a node starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Starts {
    /// With every version in question.
    Yes,
    /// With none.
    No,
    /// With some.
    ByVersion,
    /// Can't be told.
    Unknown,
}

impl Starts {
    /// The word in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::ByVersion => "by-version",
            Self::Unknown => "unknown",
        }
    }
}

/// One file that was checked.
#[derive(Clone, Debug)]
pub struct FileEntry {
    /// The file.
    pub source: SourceId,
    /// `zoo.cfg`, `myid`, `storm.yaml`, `server.properties`, …
    pub kind: &'static str,
    /// `zookeeper`, `storm`, `kafka`.
    pub component: &'static str,
    /// Its host.
    pub host: Option<String>,
    /// Its node.
    pub node: Option<String>,
    /// The versions it was read for, for people.
    pub versions: String,
    /// Why these.
    pub versions_why: Text,
    /// What the server does with it.
    pub verdict: Verdict,
    /// The versions that refuse it, for people; empty when none does.
    pub refused_by: String,
    /// Files (or facts) outside this one that the verdict rests on.
    pub depends_on: Vec<String>,
}

/// One server instance.
#[derive(Clone, Debug)]
pub struct NodeEntry {
    /// Its name in this run.
    pub id: String,
    /// `zookeeper`, `storm`, `kafka`.
    pub component: &'static str,
    /// `ZooKeeper`, `Storm`, `Kafka`.
    pub component_name: &'static str,
    /// Its host.
    pub host: Option<String>,
    /// Its files.
    pub files: Vec<SourceId>,
    /// Its versions, for people.
    pub versions: String,
    /// Why these.
    pub versions_why: Text,
    /// No server reads its file: a shipped sample, or another way to write the live file.
    pub sample: bool,
    /// Nothing tells its version: every known one is in question.
    pub any_version: bool,
    /// Whether it starts.
    pub starts: Starts,
}

/// An input that could not be read; the run ends with exit code 2.
#[derive(Clone, Debug)]
pub struct InputError {
    /// Its path.
    pub path: Utf8PathBuf,
    /// Why.
    pub message: Text,
}

/// A file that was seen and left alone.
#[derive(Clone, Debug)]
pub struct Skipped {
    /// Its path.
    pub path: Utf8PathBuf,
    /// Why.
    pub reason: Text,
}

/// Everything a run found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The inputs.
    pub sources: Sources,
    /// The directory that paths in machine formats are relative to, absolute.
    pub root: Utf8PathBuf,
    /// The files that were checked, by path.
    pub files: Vec<FileEntry>,
    /// The nodes, by name.
    pub nodes: Vec<NodeEntry>,
    /// How many hosts there are.
    pub hosts: usize,
    /// The findings, fatal first, then by path and place.
    pub findings: Vec<Finding>,
    /// What may not be shown of the sources that findings point into; findings are free of it already.
    pub secrets: HashMap<SourceId, Secrets>,
    /// Inputs that could not be read.
    pub errors: Vec<InputError>,
    /// Files left alone.
    pub skipped: Vec<Skipped>,
    /// What the run took for granted: a version that isn't known, for instance.
    pub notes: Vec<Text>,
}

impl Outcome {
    /// In how many places there is a finding of exactly this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter().filter(|finding| finding.severity == severity);
        findings.map(|finding| 1 + finding.also_total).sum()
    }
}
