//! storm.yaml as Storm hears it.
//!
//! Storm merges `defaults.yaml`, storm.yaml and `-c` options key by key (`Utils.readStormConfig`),
//! then validates the types of the keys it knows (`ConfigValidation`). Both stages can refuse; a key
//! that it doesn't know is never looked at.

mod check;
mod clojure;
mod date;
mod documents;
mod java;
mod plausible;
mod settings;
mod start;
mod validate;
mod validator;
mod words;

pub use plausible::plausible;
pub use settings::Settings;
pub(crate) use words::{found, joined, list_fix};

use super::{KeyUse, Refusal};
use crate::catalog::VersionSet;
use crate::source::{Source, SourceId};
use crate::syntax::placeholder::Placeholders;
use crate::syntax::yaml::{Document, Node, Value};
use std::collections::HashSet;

/// What one Storm server hears.
#[derive(Clone, Debug)]
pub struct Config {
    /// The main file.
    pub source: SourceId,
    /// The versions it was read for.
    pub versions: VersionSet,
    /// The mapping of the whole file as the newest version reads it; `None`: empty, not a mapping,
    /// or beyond recovery.
    pub root: Option<Node>,
    /// There is nothing but blanks and comments in it: Storm runs on its defaults.
    pub empty: bool,
    /// `root` comes from a text that was mended in memory: what was broken in it is guessed.
    pub recovered: bool,
    /// Every use of a key of the root mapping, in file order.
    pub keys: Vec<KeyUse>,
    /// The settings that other files and hosts depend on.
    pub settings: Settings,
    /// What makes which version refuse.
    pub refusals: Vec<Refusal>,
}

impl Config {
    /// Key and value of a key of the root mapping.
    pub fn get(&self, name: &str) -> Option<(&Node, &Node)> {
        self.pairs().iter().find(|(key, _)| key.as_str() == Some(name)).map(|(key, value)| (key, value))
    }

    /// Every key and value of the root mapping.
    pub fn pairs(&self) -> &[(Node, Node)] {
        self.root.as_ref().and_then(Node::as_map).unwrap_or_default()
    }
}

/// A file as every SnakeYAML of the versions in question reads it, newest first; readings that come
/// out the same are one.
#[derive(Debug)]
pub struct Readings(Vec<(VersionSet, Document)>);

impl Readings {
    /// Reads the file for every one of `versions`.
    pub fn new(source: &Source, versions: VersionSet, placeholders: &Placeholders) -> Self {
        Self(documents::read(source, versions, placeholders))
    }

    /// The keys as the newest version reads them.
    pub fn keys(&self, source: &Source, placeholders: &Placeholders) -> Vec<KeyUse> {
        self.0.first().map(|(_, document)| key_uses(source, document, placeholders)).unwrap_or_default()
    }

    /// The readings of `versions` alone.
    fn of(self, versions: VersionSet) -> Vec<(VersionSet, Document)> {
        let cut = self.0.into_iter().map(|(set, document)| (set.and(versions), document));
        let mut left: Vec<_> = cut.filter(|(set, _)| !set.is_empty()).collect();
        left.sort_by_key(|(set, _)| std::cmp::Reverse(set.newest()));
        left
    }
}

/// Reads the main file for every one of `versions`.
pub fn read(source: &Source, versions: VersionSet, placeholders: &Placeholders) -> Config {
    of_readings(source, Readings::new(source, versions, placeholders), versions, placeholders)
}

/// The same of a file that is read already, for these or more versions.
pub fn of_readings(source: &Source, readings: Readings, versions: VersionSet, placeholders: &Placeholders) -> Config {
    let mut documents = readings.of(versions);
    let mut refusals = Vec::new();
    documents::errors(source, &documents, &mut refusals);
    documents::byte_order_mark(source, versions, &mut refusals);
    // Most readings are the same tree: judge each tree once.
    let mut judged: Vec<(VersionSet, &Node)> = Vec::new();
    for (versions, document) in &documents {
        let Some(root) = &document.root else { continue };
        match judged.iter_mut().find(|(_, known)| *known == root) {
            Some((all, _)) => *all = all.or(*versions),
            None => judged.push((*versions, root)),
        }
    }
    for (versions, root) in judged {
        let mut these = Vec::new();
        validate::validate(source, root, versions, &mut these);
        merge(&mut refusals, these);
    }
    documents::depend_on_rendering(source, placeholders, &mut refusals);
    // The newest reading is the first.
    let document = (!documents.is_empty()).then(|| documents.swap_remove(0).1);
    let document = document.unwrap_or(Document {
        root: None,
        errors: Vec::new(),
        recovered: false,
        duplicates: Vec::new(),
        recursion: None,
        endless_key: None,
    });
    let keys = key_uses(source, &document, placeholders);
    let empty = document.errors.is_empty()
        && document.root.as_ref().is_none_or(|root| root.value == Value::Null && root.span.start == root.span.end);
    let root = document.root.filter(|node| node.as_map().is_some());
    let settings = Settings::read(root.as_ref());
    start::refusals(&settings, versions, &mut refusals);
    Config { source: source.id, versions, root, empty, recovered: document.recovered, keys, settings, refusals }
}

/// The same refusal by another reading is one refusal.
fn merge(refusals: &mut Vec<Refusal>, more: Vec<Refusal>) {
    for refusal in more {
        let same = |known: &&mut Refusal| known.fault == refusal.fault && known.place == refusal.place;
        match refusals.iter_mut().find(same) {
            Some(known) => known.versions = known.versions.or(refusal.versions),
            None => refusals.push(refusal),
        }
    }
}

/// The keys of the root mapping, the overridden ones too.
fn key_uses(source: &Source, document: &Document, placeholders: &Placeholders) -> Vec<KeyUse> {
    let Some(pairs) = document.root.as_ref().and_then(Node::as_map) else { return Vec::new() };
    let mut uses: Vec<KeyUse> = Vec::with_capacity(pairs.len());
    let roots: HashSet<u32> = pairs.iter().map(|(key, _)| key.span.start).collect();
    for (key, value) in pairs {
        let name = key.as_str().map_or_else(|| source.text(key.span).into_owned(), str::to_owned);
        let text = value.as_str().map_or_else(|| source.text(value.span).into_owned(), str::to_owned);
        uses.push(KeyUse {
            name,
            span: key.span,
            value: text,
            value_span: value.span,
            overridden: false,
            unknown: key.has_unknown() || value.has_unknown() || placeholders.touch(value.span.range()),
        });
    }
    for (dead, counts) in &document.duplicates {
        if !roots.contains(&counts.start) && !roots.contains(&dead.start) {
            continue;
        }
        let raw = source.text(*dead);
        uses.push(KeyUse {
            name: raw.trim_matches(['"', '\'']).to_owned(),
            span: *dead,
            value: String::new(),
            value_span: dead.after(),
            overridden: true,
            unknown: placeholders.touch(dead.range()),
        });
    }
    uses.sort_by_key(|used| used.span.start);
    uses
}

#[cfg(test)]
mod tests;
