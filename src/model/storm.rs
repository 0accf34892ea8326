//! storm.yaml as Storm hears it.
//!
//! Storm merges `defaults.yaml`, storm.yaml and `-c` options key by key (`Utils.readStormConfig`),
//! then validates the types of the keys it knows (`ConfigValidation`). Both stages can refuse; a key
//! that it doesn't know is never looked at.

mod settings;

pub use settings::Settings;

use super::{KeyUse, Refusal};
use crate::catalog::VersionSet;
use crate::source::{Source, SourceId};
use crate::syntax::placeholder::Placeholders;
use crate::syntax::yaml::{Document, Node};
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
        let pairs = self.root.as_ref()?.as_map()?;
        pairs.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(key, value)| (key, value))
    }
}

/// Reads the main file for every one of `versions`.
pub fn read(source: &Source, versions: VersionSet, placeholders: &Placeholders) -> Config {
    let document = crate::syntax::yaml::read(source, crate::syntax::yaml::Dialect::V2_6, &placeholders.spans);
    let keys = key_uses(source, &document, placeholders);
    let root = document.root.filter(|node| node.as_map().is_some());
    let settings = Settings::read(root.as_ref());
    Config { source: source.id, versions, root, recovered: document.recovered, keys, settings, refusals: Vec::new() }
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
