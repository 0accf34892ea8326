//! What is told: findings, and the outcome of a whole run. Plain data, made by rules and read by
//! renderers; it knows sources and texts, and nothing of servers or terminals.

pub mod incident;
mod outcome;
pub mod redact;

pub use outcome::{FileEntry, InputError, NodeEntry, Outcome, Skipped, Starts, Verdict};

use crate::source::{SourceId, Span};
use crate::text::Text;
use camino::Utf8PathBuf;

/// The consequence of a fault. Orders from harmless to fatal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Hardening and hygiene; folded to one line per rule.
    Hint,
    /// It starts, and probably does other than what is meant.
    Warning,
    /// It starts, and certainly does other than what is written.
    Error,
    /// The server of every version in question refuses to start.
    Fatal,
}

impl Severity {
    /// The word in every format and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// A guess from names or layout.
    Low,
    /// Follows from links that were inferred.
    Medium,
    /// Follows from the bytes.
    High,
}

impl Confidence {
    /// The word in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// When a server refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// While it reads the file.
    Parse,
    /// Later, on every start with these bytes.
    Start,
}

impl Stage {
    /// The word in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Start => "start",
        }
    }
}

/// Where something is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Bytes of a file.
    Span(Span),
    /// A file as a whole (something is missing in it).
    File(SourceId),
    /// A file or directory that wasn't read: missing, unreadable.
    Path(Utf8PathBuf),
}

impl Place {
    /// The span, where there is one.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Span(span) => Some(*span),
            _ => None,
        }
    }

    /// The source, where it was read.
    pub fn source(&self) -> Option<SourceId> {
        match self {
            Self::Span(span) => Some(span.source),
            Self::File(id) => Some(*id),
            Self::Path(_) => None,
        }
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there.
    pub message: Text,
}

/// What the server itself says when it refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalText {
    /// Its sentence, as the newest refusing version prints it.
    pub text: String,
    /// The versions that refuse, for people: `3.5–3.9`.
    pub versions: String,
    /// When.
    pub stage: Stage,
}

/// Whether a fix may be applied without a look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Applicability {
    /// The server hears what was surely meant.
    Safe,
    /// Probably right; look first.
    Unsafe,
    /// To read, not to apply.
    DisplayOnly,
}

impl Applicability {
    /// The word in machine formats.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::DisplayOnly => "display-only",
        }
    }
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty: insert.
    pub span: Span,
    /// What to write there.
    pub text: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: Text,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// The replacements, in file order, not overlapping.
    pub edits: Vec<Edit>,
}

/// One fault, told once.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's code: `ZK014`.
    pub code: &'static str,
    /// The rule's name: `even-ensemble`.
    pub name: &'static str,
    /// The consequence.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// The headline; stands alone.
    pub message: Text,
    /// The primary place.
    pub place: Place,
    /// What to write at the primary place in a snippet; the headline when absent.
    pub label: Option<Text>,
    /// The option it is about.
    pub key: Option<String>,
    /// The host it is on, as the inventory names it.
    pub host: Option<String>,
    /// The node it is about.
    pub node: Option<String>,
    /// Other places, most telling first; capped.
    pub related: Vec<Related>,
    /// How many other places there are in all.
    pub related_total: usize,
    /// Places where exactly the same is wrong; capped. Filled when equal findings are joined.
    pub also: Vec<Place>,
    /// How many such places there are in all.
    pub also_total: usize,
    /// What the server says, when it refuses.
    pub refusal: Option<RefusalText>,
    /// Line and column that the server will report, when that isn't the primary place.
    pub reported: Option<(usize, usize)>,
    /// What happens and what to write instead.
    pub help: Option<Text>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
}

/// A finding keeps this many related places (and as many equal ones) and counts the rest.
pub const MAX_RELATED: usize = 20;
