//! The entries of a file by key, and values cut into parts that know where they stand.

use super::view::Query;
use super::{HostPort, Listener, Mode, Role, Voter, ZooKeeperConnect, configdef, endpoint, zookeeper_connect};
use crate::catalog::{self, OptionSpec};
use crate::model::java::{HASH_MAP, parse_long, sort_as_hash_map, string_hash};
use crate::model::{KeyUse, Setting};
use crate::source::{SourceId, Span, Spanned};
use crate::syntax::placeholder::Placeholders;
use crate::syntax::properties::{Document, Piece, java_trim};
use foldhash::{HashMap, HashMapExt};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;

/// The entry of a key that counts, as `Properties` keeps it: the last one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'a> {
    /// Its value.
    pub(super) piece: &'a Piece,
    /// Where its key stands.
    pub(super) key_span: Span,
    /// A placeholder touches it.
    pub(super) unknown: bool,
    /// What the catalogue knows of the key.
    pub(super) spec: Option<&'static OptionSpec>,
}

impl<'a> Written<'a> {
    /// The value as `ConfigDef.parseType` starts with it.
    pub(super) fn text(&self) -> &'a str {
        self.piece.trimmed()
    }

    /// The bytes of a part of the value.
    pub(super) fn span_of(&self, part: &str) -> Span {
        self.piece.span_of_str(part)
    }

    /// The bytes to point at for the value as a whole: the trimmed value, or the place behind the
    /// separator when there is none.
    pub(super) fn span(&self) -> Span {
        self.span_of(self.text())
    }
}

/// All entries that count.
#[derive(Debug)]
pub(super) struct Raw<'a> {
    /// The file.
    pub(super) source: SourceId,
    entries: HashMap<&'a str, Written<'a>>,
    /// Per entry of the file, in order: a placeholder touches it.
    unknown: Vec<bool>,
    /// What the check that is running has asked of the line it looks at.
    pub(super) trace: RefCell<Vec<Query>>,
    /// How many refusals were made.
    pub(super) refusals: Cell<usize>,
}

impl<'a> Raw<'a> {
    pub(super) fn new(source: SourceId, document: &'a Document, placeholders: &Placeholders) -> Self {
        let providers = document.last("config.providers").is_some_and(|entry| !entry.value.trimmed().is_empty());
        let mut entries = HashMap::with_capacity(document.entries.len());
        let mut unknowns = Vec::with_capacity(document.entries.len());
        for entry in &document.entries {
            let unknown = placeholders.touch(entry.key.span.range())
                || placeholders.touch(entry.value.span.range())
                || (providers && asks_provider(&entry.value.text));
            unknowns.push(unknown);
            let key = entry.key.text.as_str();
            let spec = catalog::option(super::KAFKA, key);
            entries.insert(key, Written { piece: &entry.value, key_span: entry.key.span, unknown, spec });
        }
        Self { source, entries, unknown: unknowns, trace: RefCell::default(), refusals: Cell::new(0) }
    }

    /// Whether a placeholder stands where a key would: it may bring any.
    pub(super) fn has_unknown_key(&self, document: &Document, placeholders: &Placeholders) -> bool {
        document.entries.iter().any(|entry| placeholders.touch(entry.key.span.range()))
    }

    pub(super) fn get(&self, key: &str) -> Option<&Written<'a>> {
        self.entries.get(key)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Every entry that counts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a str, &Written<'a>)> {
        self.entries.iter().map(|(key, written)| (*key, written))
    }

    pub(super) fn key_uses(&self, document: &Document) -> Vec<KeyUse> {
        document
            .entries
            .iter()
            .zip(&self.unknown)
            .map(|(entry, &unknown)| KeyUse {
                name: entry.key.text.clone(),
                span: entry.key.span,
                value: entry.value.text.clone(),
                value_span: entry.value.span,
                overridden: self.get(&entry.key.text).is_some_and(|last| last.key_span.start != entry.key.span.start),
                unknown,
            })
            .collect()
    }

    /// The value of a key through `parse`, unless it is unknown.
    fn setting<T>(&self, key: &str, parse: impl FnOnce(&Written<'a>) -> Option<T>) -> Setting<T> {
        match self.get(key) {
            None => Setting::Absent,
            Some(written) if written.unknown => Setting::Unknown(written.span()),
            Some(written) => match parse(written) {
                Some(value) => Setting::Set(Spanned::new(value, written.span())),
                None => Setting::Unknown(written.span()),
            },
        }
    }

    pub(super) fn string(&self, key: &str) -> Setting<String> {
        self.setting(key, |written| Some(written.text().to_owned()))
    }

    pub(super) fn integer(&self, key: &str) -> Setting<i64> {
        self.setting(key, |written| parse_long(written.text()))
    }

    /// A comma list without its empty entries.
    pub(super) fn list(&self, key: &str) -> Setting<Vec<Spanned<String>>> {
        self.setting(key, |written| {
            Some(entries(written.text()).map(|part| Spanned::new(part.to_owned(), written.span_of(part))).collect())
        })
    }

    /// `log.dirs`, else `log.dir`. With a comment behind them nobody can tell what is meant.
    pub(super) fn directories(&self) -> Setting<Vec<Spanned<String>>> {
        let key = if self.has("log.dirs") { "log.dirs" } else { "log.dir" };
        let commented = |written: &&Written<'_>| configdef::before_comment(written.text()).is_some();
        match self.get(key).filter(commented) {
            Some(written) => Setting::Unknown(written.span()),
            None => self.list(key),
        }
    }

    pub(super) fn mode(&self) -> Mode {
        match self.get("process.roles") {
            None => Mode::ZooKeeper,
            Some(written) if written.unknown => Mode::Unknown,
            // An empty list: `requiresZookeeper` asks whether there is no role.
            Some(written) if written.text().is_empty() => Mode::ZooKeeper,
            Some(_) => Mode::Kraft,
        }
    }

    pub(super) fn roles(&self) -> Setting<Vec<Spanned<Role>>> {
        self.setting("process.roles", |written| {
            entries(written.text())
                .map(|part| {
                    let role = match part {
                        "broker" => Role::Broker,
                        "controller" => Role::Controller,
                        _ => return None,
                    };
                    Some(Spanned::new(role, written.span_of(part)))
                })
                .collect()
        })
    }

    pub(super) fn listeners(&self, key: &str) -> Setting<Vec<Listener>> {
        self.setting(key, |written| {
            Some(entries(written.text()).filter_map(|part| endpoint::listener(written, part)).collect())
        })
    }

    pub(super) fn protocol_map(&self) -> Setting<Vec<(Spanned<String>, Spanned<String>)>> {
        self.setting("listener.security.protocol.map", |written| {
            entries(written.text())
                .map(|part| {
                    let (name, protocol) = part.rsplit_once(':')?;
                    let place = |part: &str| written.span_of(java_trim(part));
                    Some((
                        Spanned::new(java_trim(name).to_uppercase(), place(name)),
                        Spanned::new(java_trim(protocol).to_uppercase(), place(protocol)),
                    ))
                })
                .collect()
        })
    }

    pub(super) fn voters(&self) -> Setting<Vec<Voter>> {
        self.setting("controller.quorum.voters", |written| {
            entries(written.text()).map(|part| endpoint::voter(written, part)).collect()
        })
    }

    pub(super) fn bootstrap_servers(&self) -> Setting<Vec<HostPort>> {
        self.setting("controller.quorum.bootstrap.servers", |written| {
            entries(written.text()).map(|part| endpoint::host_port(written, part)).collect()
        })
    }

    pub(super) fn zookeeper_connect(&self) -> Setting<ZooKeeperConnect> {
        self.setting("zookeeper.connect", |written| Some(zookeeper_connect::parse(written)))
    }
}

/// `${provider:path:key}` as `ConfigTransformer.DEFAULT_PATTERN` finds it.
fn asks_provider(value: &str) -> bool {
    let mut rest = value;
    while let Some(start) = rest.find("${") {
        rest = rest.get(start + 2..).unwrap_or_default();
        let inner = rest.split('}').next().unwrap_or_default();
        if inner.len() < rest.len() && inner.contains(':') {
            return true;
        }
    }
    false
}

/// Java's `\s`.
pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r')
}

/// `\s*,\s*` with all entries, as `ConfigDef` splits a LIST; the text is trimmed already.
pub(super) fn all_entries(text: &str) -> impl Iterator<Item = &str> {
    let mut parts = text.split(',');
    if text.is_empty() {
        parts.next();
    }
    parts.map(|part| part.trim_matches(is_space))
}

/// The entries without repetition, as `ConfigDef` keeps a LIST since 4.2 (with a warning in the log).
pub(super) fn distinct<'t>(entries: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = HashSet::new();
    entries.filter(|entry| seen.insert(*entry)).collect()
}

/// What `parseCsvMap` makes of `key:value,…`: the last value of a key counts.
#[derive(Debug, Default)]
pub(super) struct CsvMap<'t> {
    /// Key, value, and the entry that brought the value; keys in the order in which they came first.
    entries: Vec<(&'t str, &'t str, &'t str)>,
    at: HashMap<&'t str, usize>,
}

impl<'t> CsvMap<'t> {
    pub(super) fn put(&mut self, key: &'t str, value: &'t str, entry: &'t str) {
        let at = *self.at.entry(key).or_insert(self.entries.len());
        match self.entries.get_mut(at) {
            Some(old) => *old = (key, value, entry),
            None => self.entries.push((key, value, entry)),
        }
    }

    /// The entries as the server goes through them: by `java.util.HashMap`, or as written (a Scala map of up to four).
    pub(super) fn in_order(mut self, hashed: bool) -> Vec<(&'t str, &'t str, &'t str)> {
        if hashed {
            sort_as_hash_map(&mut self.entries, HASH_MAP, |(key, ..)| string_hash(key));
        }
        self.entries
    }
}

/// `CoreUtils.parseCsvList`: the same without empty entries.
pub(super) fn entries(text: &str) -> impl Iterator<Item = &str> {
    all_entries(text).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_cut_at_commas_and_the_blanks_around_them() {
        assert_eq!(all_entries("a ,\tb,,c d,").collect::<Vec<_>>(), ["a", "b", "", "c d", ""]);
        assert_eq!(entries("a,,b,").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(all_entries("").count(), 0);
    }

    #[test]
    fn provider_variables() {
        assert!(asks_provider("x${file:/etc/secret:key}"));
        assert!(asks_provider("${env:KEY}"));
        assert!(!asks_provider("${KAFKA_HOME}/logs"));
        assert!(!asks_provider("${open:"));
    }
}
