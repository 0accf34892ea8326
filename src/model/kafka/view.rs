//! One release line's eyes on a file, and the list of refusals that all lines together make.
//!
//! `KafkaConfig` changes with every release, so each check is asked once per release line in
//! question ([`View`]); what several lines refuse alike becomes one [`Refusal`] with all their
//! versions and the words of the newest ([`Checker::refuse`]).

use super::KAFKA;
use super::configdef;
use super::raw::{Raw, Written, java_integer};
use crate::catalog::{self, Era, VersionSet};
use crate::finding::Place;
use crate::model::Refusal;
use crate::source::Span;
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

/// From this release on.
pub(super) const fn since(first: &str) -> VersionSet {
    VersionSet::since(KAFKA, first)
}

/// Before this release.
pub(super) const fn before(first: &str) -> VersionSet {
    VersionSet::before(KAFKA, first)
}

/// Scala's `require` in front of its message.
pub(super) fn required(message: impl std::fmt::Display) -> String {
    format!("requirement failed: {message}")
}

/// `ConfigDef` reads the file since 0.9.
pub(super) const CONFIG_DEF: VersionSet = since("0.9.0.0");

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

/// The file as one release line hears it.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) raw: &'a Raw<'a>,
    /// The releases of the line that are in question.
    pub(super) at: VersionSet,
}

impl<'a> View<'a> {
    /// Whether the line belongs to `set`.
    pub(super) const fn is(&self, set: VersionSet) -> bool {
        self.at.within(set)
    }

    fn era(&self, key: &str) -> Option<&'static Era> {
        catalog::option(KAFKA, key)?.era(self.at)
    }

    /// The entry of a key that this version knows.
    pub(super) fn written(&self, key: &str) -> Option<&'a Written<'a>> {
        self.era(key)?;
        self.raw.get(key)
    }

    /// A textual value: written and trimmed, or the default.
    pub(super) fn text(&self, key: &str) -> Heard<&'a str> {
        let Some(era) = self.era(key) else { return Heard::Null };
        match self.raw.get(key) {
            Some(written) if written.unknown => Heard::Unknown,
            Some(written) => Heard::Known(written.text()),
            None => default(era),
        }
    }

    /// A whole number: written, valid and parsed, or the default.
    pub(super) fn number(&self, key: &str) -> Heard<i64> {
        self.parsed(key, java_integer)
    }

    /// true or false.
    pub(super) fn boolean(&self, key: &str) -> Heard<bool> {
        self.parsed(key, configdef::java_boolean)
    }

    fn parsed<T>(&self, key: &str, parse: impl Fn(&str) -> Option<T>) -> Heard<T> {
        let Some(era) = self.era(key) else { return Heard::Null };
        match self.raw.get(key) {
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
    found: Vec<(&'static str, Refusal)>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(raw: &'a Raw<'a>, versions: VersionSet, complete: bool) -> Self {
        Self { raw, versions, complete, found: Vec::new() }
    }

    /// The release lines in question within `set`, oldest first.
    pub(super) fn views(&self, set: VersionSet) -> Vec<View<'a>> {
        let wanted = self.versions.and(set);
        LINES
            .iter()
            .map(|line| line.and(wanted))
            .filter(|line| !line.is_empty())
            .map(|at| View { raw: self.raw, at })
            .collect()
    }

    /// Whether any of these keys is written.
    pub(super) fn any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.raw.has(key))
    }

    /// Takes a refusal; one that an older line made by the same check at the same place is extended
    /// and gets the newer words.
    pub(super) fn refuse(&mut self, check: &'static str, refusal: Refusal) {
        if !self.complete && refusal.fault.0 == "missing-required-key" {
            return;
        }
        let told = self.found.iter().any(|(known, old)| {
            *known == check
                && old.place == refusal.place
                && old.fault == refusal.fault
                && refusal.versions.within(old.versions)
        });
        if told {
            return;
        }
        let same = self.found.iter_mut().find(|(known, old)| {
            *known == check
                && old.place == refusal.place
                && old.fault == refusal.fault
                && old.stage == refusal.stage
                && !old.versions.meets(refusal.versions)
        });
        match same {
            Some((_, old)) => *old = Refusal { versions: old.versions.or(refusal.versions), ..refusal },
            None => self.found.push((check, refusal)),
        }
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
        let mut refusals: Vec<Refusal> = self.found.into_iter().map(|(_, refusal)| refusal).collect();
        refusals.sort_by_key(|refusal| refusal.place.span().map_or(0, |span| span.start));
        refusals
    }
}
