//! One release line's eyes on a file, and the list of refusals that all lines together make.
//!
//! `KafkaConfig` changes with every release, so each check is asked once per release line in
//! question ([`View`]); what several lines refuse alike becomes one [`Refusal`] with all their
//! versions and the words of the newest ([`Checker::refuse`]).

use super::KAFKA;
use super::configdef;
use super::raw::{Raw, Written};
use crate::catalog::{self, Era, OptionSpec, VersionSet};
use crate::finding::{Place, Related, Stage};
use crate::model::Refusal;
use crate::model::java::parse_long;
use crate::source::Span;
use crate::text;
use foldhash::{HashMap, HashMapExt};
use std::sync::LazyLock;

/// Every release line (`0.9`, `3.8`) as the set of its releases, oldest first.
static LINES: LazyLock<Vec<VersionSet>> = LazyLock::new(|| {
    let mut lines: Vec<(&'static str, VersionSet)> = Vec::new();
    for release in VersionSet::all(KAFKA).iter() {
        match lines.last_mut() {
            Some((line, set)) if *line == release.line() => *set = set.or(release.set()),
            _ => lines.push((release.line(), release.set())),
        }
    }
    lines.into_iter().map(|(_, set)| set).collect()
});

/// From this release on; looked up at compile time.
macro_rules! since {
    ($first:literal) => {
        const { $crate::catalog::VersionSet::since($crate::catalog::Component::Kafka, $first) }
    };
}

/// Before this release; looked up at compile time.
macro_rules! before {
    ($first:literal) => {
        const { $crate::catalog::VersionSet::before($crate::catalog::Component::Kafka, $first) }
    };
}

pub(super) use {before, since};

/// Scala's `require` in front of its message.
pub(super) fn required(message: impl std::fmt::Display) -> String {
    format!("requirement failed: {message}")
}

/// `ConfigDef` reads the file since 0.9.
pub(super) const CONFIG_DEF: VersionSet = since!("0.9.0.0");

/// What a server hears of one key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Heard<T> {
    /// Nothing, and there is no default; or this version doesn't know the key.
    Null,
    /// This: written, or the default.
    Known(T),
    /// A placeholder, a default that depends on the machine, or a value that is refused already.
    Unknown,
}

impl<T> Heard<T> {
    /// The value, where there is one and it is known.
    pub(super) fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }
}

/// What a check asked about a line, and the answer: the whole of what it knows of versions.
#[derive(Clone, Copy, Debug)]
pub(super) enum Query {
    /// Whether the line belongs to a set.
    Is(VersionSet, bool),
    /// What a key is in it.
    Era(&'static OptionSpec, Option<&'static Era>),
}

impl Query {
    fn answers_alike(self, at: VersionSet) -> bool {
        match self {
            Self::Is(set, answer) => at.within(set) == answer,
            Self::Era(spec, answer) => match (spec.era(at), answer) {
                (None, None) => true,
                (Some(era), Some(known)) => {
                    std::ptr::eq(era, known)
                        || (era.kind, era.default, era.valid) == (known.kind, known.default, known.valid)
                }
                _ => false,
            },
        }
    }
}

/// The release lines in question, oldest first, without those of which nothing new can be learnt: a
/// line that answers every question of the last check as the line before did gets the same result,
/// and when that was no refusal, nothing is to be told of it.
#[derive(Debug)]
pub(super) struct Views<'a> {
    raw: &'a Raw<'a>,
    wanted: VersionSet,
    next: usize,
    /// The refusals so far, when the last line was handed out; `None`: none was.
    refusals: Option<usize>,
}

impl<'a> Iterator for Views<'a> {
    type Item = View<'a>;

    fn next(&mut self) -> Option<View<'a>> {
        let quiet = self.refusals == Some(self.raw.refusals.get());
        loop {
            let at = LINES.get(self.next)?.and(self.wanted);
            self.next += 1;
            if at.is_empty() || (quiet && self.raw.trace.borrow().iter().all(|query| query.answers_alike(at))) {
                continue;
            }
            self.raw.trace.borrow_mut().clear();
            self.refusals = Some(self.raw.refusals.get());
            return Some(View { raw: self.raw, at });
        }
    }
}

/// The file as one release line hears it.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) raw: &'a Raw<'a>,
    /// The releases of the line that are in question.
    pub(super) at: VersionSet,
}

impl<'a> View<'a> {
    /// Whether the line belongs to `set`.
    pub(super) fn is(&self, set: VersionSet) -> bool {
        let answer = self.at.within(set);
        self.raw.trace.borrow_mut().push(Query::Is(set, answer));
        answer
    }

    fn era(&self, spec: Option<&'static OptionSpec>) -> Option<&'static Era> {
        let spec = spec?;
        let answer = spec.era(self.at);
        self.raw.trace.borrow_mut().push(Query::Era(spec, answer));
        answer
    }

    /// The entry of a key that this version knows.
    pub(super) fn written(&self, key: &str) -> Option<&'a Written<'a>> {
        let written = self.raw.get(key)?;
        self.era(written.spec)?;
        Some(written)
    }

    /// A textual value: written and trimmed, or the default.
    pub(super) fn text(&self, key: &str) -> Heard<&'a str> {
        let written = self.raw.get(key);
        let spec = written.map_or_else(|| catalog::option(KAFKA, key), |written| written.spec);
        let Some(era) = self.era(spec) else { return Heard::Null };
        match written {
            Some(written) if written.unknown => Heard::Unknown,
            Some(written) => Heard::Known(written.text()),
            None => default(era),
        }
    }

    /// A whole number: written, valid and parsed, or the default.
    pub(super) fn number(&self, key: &str) -> Heard<i64> {
        self.parsed(key, parse_long)
    }

    /// true or false.
    pub(super) fn boolean(&self, key: &str) -> Heard<bool> {
        self.parsed(key, configdef::java_boolean)
    }

    fn parsed<T>(&self, key: &str, parse: impl Fn(&str) -> Option<T>) -> Heard<T> {
        let written = self.raw.get(key);
        let spec = written.map_or_else(|| catalog::option(KAFKA, key), |written| written.spec);
        let Some(era) = self.era(spec) else { return Heard::Null };
        match written {
            Some(written) if written.unknown => Heard::Unknown,
            Some(written) => match parse(written.text()) {
                Some(value) if configdef::faults(key, era, self.at, written).is_empty() => Heard::Known(value),
                _ => Heard::Unknown,
            },
            None => match default(era) {
                Heard::Null => Heard::Null,
                Heard::Known(text) => parse(text).map_or(Heard::Unknown, Heard::Known),
                Heard::Unknown => Heard::Unknown,
            },
        }
    }
}

fn default(era: &'static Era) -> Heard<&'static str> {
    match era.default {
        None | Some("null" | "(required)") => Heard::Null,
        // Computed by the binary or the JVM: `(latest IBP of the binary)`.
        Some(text) if text.starts_with('(') => Heard::Unknown,
        Some(text) => Heard::Known(text),
    }
}

/// Collects what the versions in question refuse.
#[derive(Debug)]
pub(super) struct Checker<'a> {
    pub(super) raw: &'a Raw<'a>,
    /// All versions in question.
    pub(super) versions: VersionSet,
    /// Nothing but what is written will be there: no template statement or line brings more keys.
    complete: bool,
    found: Vec<Refusal>,
    /// Where in `found` the refusals of one check at one place are.
    at_place: HashMap<(&'static str, &'static str, Stage, Place), Vec<usize>>,
    /// What each check has said of each key.
    said: HashMap<(&'static str, &'static str, Option<String>), Said>,
}

/// How often one check refuses one key; of a long list the first entries are told.
#[derive(Debug)]
struct Said {
    told: usize,
    versions: VersionSet,
    last: usize,
    /// The first one that isn't told.
    more: Option<Place>,
}

/// So many entries of one list are told one by one.
pub(super) const MOST: usize = 20;

impl<'a> Checker<'a> {
    pub(super) fn new(raw: &'a Raw<'a>, versions: VersionSet, complete: bool) -> Self {
        Self { raw, versions, complete, found: Vec::new(), at_place: HashMap::new(), said: HashMap::new() }
    }

    /// The release lines in question within `set`, oldest first. One loop at a time, and its body must
    /// not keep anything for the next line but what it refuses.
    pub(super) fn views(&self, set: VersionSet) -> Views<'a> {
        Views { raw: self.raw, wanted: self.versions.and(set), next: 0, refusals: None }
    }

    /// Whether any of these keys is written.
    pub(super) fn any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.raw.has(key))
    }

    /// Takes a refusal; one that an older line made by the same check at the same place is extended
    /// and gets the newer words.
    pub(super) fn refuse(&mut self, check: &'static str, refusal: Refusal) {
        self.raw.refusals.set(self.raw.refusals.get() + 1);
        if !self.complete && refusal.fault.0 == "missing-required-key" {
            return;
        }
        let place = (check, refusal.fault.0, refusal.stage, refusal.place.clone());
        let here = self.at_place.get(&place).map(Vec::as_slice).unwrap_or_default();
        for &index in here {
            let Some(old) = self.found.get_mut(index) else { continue };
            if refusal.versions.within(old.versions) {
                return;
            }
            if !old.versions.meets(refusal.versions) {
                let versions = old.versions.or(refusal.versions);
                if let Some(said) = self.said.get_mut(&(check, refusal.fault.0, refusal.key.clone())) {
                    said.versions = said.versions.or(versions);
                }
                *old = Refusal { versions, ..refusal };
                return;
            }
        }
        let index = self.found.len();
        let said = self.said.entry((check, refusal.fault.0, refusal.key.clone())).or_insert_with(|| Said {
            told: 0,
            versions: VersionSet::none(KAFKA),
            last: index,
            more: None,
        });
        if said.told >= MOST && refusal.versions.within(said.versions) {
            said.more.get_or_insert(refusal.place);
            return;
        }
        said.told += 1;
        said.versions = said.versions.or(refusal.versions);
        said.last = index;
        self.at_place.entry(place).or_default().push(index);
        self.found.push(refusal);
    }

    /// The place of the first of these keys that is written, else the file as a whole.
    pub(super) fn place(&self, keys: &[&str]) -> Place {
        self.span(keys).map_or(Place::File(self.raw.source), Place::Span)
    }

    /// The value of the first of these keys that is written.
    pub(super) fn span(&self, keys: &[&str]) -> Option<Span> {
        keys.iter().find_map(|key| self.raw.get(key)).map(Written::span)
    }

    /// The refusals, in file order.
    pub(super) fn finish(self) -> Vec<Refusal> {
        let mut refusals = self.found;
        for said in self.said.into_values() {
            if let (Some(first), Some(refusal)) = (said.more, refusals.get_mut(said.last)) {
                refusal.related.push(Related {
                    place: first,
                    message: text! {
                        en: "more entries are refused like this one, from here on",
                        zh: "从这里起还有更多项同样被拒绝",
                    },
                });
            }
        }
        refusals.sort_by_key(|refusal| refusal.place.span().map_or(0, |span| span.start));
        refusals
    }
}
