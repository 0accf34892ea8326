//! A server's refusal, and which rule tells it.

use crate::catalog::VersionSet;
use crate::finding::{Fix, Place, Related, Stage};
use crate::text::Text;

/// The kind of mistake behind a refusal: the name of the rule that explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fault(pub &'static str);

/// Something that makes some versions refuse to start.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The rule that explains it.
    pub fault: Fault,
    /// The place to change.
    pub place: Place,
    /// The option it is about, as it is written.
    pub key: Option<String>,
    /// The versions that refuse, among those in question. Never empty.
    pub versions: VersionSet,
    /// The server's sentence, without the exception's class, as the newest refusing version prints it.
    pub text: String,
    /// When it refuses.
    pub stage: Stage,
    /// Whether the verdict rests on something outside the file and its versions (the JVM's
    /// charset): told as an `error` then, never `fatal`.
    pub depends_on: Option<Text>,
    /// Line and column that the server reports, when that isn't the place to change.
    pub reported: Option<(usize, usize)>,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// What exactly is wrong, for the headline, where the rule's general sentence says too little.
    pub detail: Option<Text>,
    /// What to write instead.
    pub help: Option<Text>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
}

impl Refusal {
    /// A refusal at parse time without extras; set the other fields with struct update or the methods below.
    pub fn new(fault: Fault, place: impl Into<Place>, versions: VersionSet, text: impl Into<String>) -> Self {
        Self {
            fault,
            place: place.into(),
            key: None,
            versions,
            text: text.into(),
            stage: Stage::Parse,
            depends_on: None,
            reported: None,
            related: Vec::new(),
            detail: None,
            help: None,
            fixes: Vec::new(),
        }
    }

    /// About this option.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Refused after parsing, on every start.
    pub fn at_start(mut self) -> Self {
        self.stage = Stage::Start;
        self
    }

    /// With a headline of its own.
    pub fn detail(mut self, text: Text) -> Self {
        self.detail = Some(text);
        self
    }

    /// With a way out.
    pub fn help(mut self, text: Text) -> Self {
        self.help = Some(text);
        self
    }

    /// With another place.
    pub fn related(mut self, place: impl Into<Place>, message: Text) -> Self {
        self.related.push(Related { place: place.into(), message });
        self
    }

    /// With a change that mends it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}
