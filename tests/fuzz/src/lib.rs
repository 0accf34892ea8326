//! What the fuzz targets share: a source from bytes, a whole run in memory, and what must hold of
//! everything that a run tells.

use camino::Utf8PathBuf;
use cfglint::catalog::{Component, VersionSet};
use cfglint::finding::{Outcome, Place};
use cfglint::inventory::{self, Options};
use cfglint::report::{self, Format};
use cfglint::rules::{self, Selection};
use cfglint::source::{Source, SourceId, Sources, Span};
use cfglint::syntax::placeholder::{self, Flavour, Placeholders};
use cfglint::text::Lang;
use std::sync::Arc;

/// The planted password: long and odd enough to be nobody's word.
pub const SECRET: &str = "Zq7-Xk29-Wv31";

/// Every language that something is told in.
pub const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

/// A source of its own.
pub fn source(name: &str, bytes: &[u8]) -> (Sources, SourceId) {
    let mut sources = Sources::default();
    let id = sources.add(name, bytes.to_vec());
    (sources, id)
}

/// A span must lie in its file, and not run backwards.
pub fn inside(source: &Source, span: Span) {
    assert!(span.start <= span.end, "{span:?} runs backwards");
    assert!(span.end as usize <= source.bytes.len(), "{span:?} leaves its file of {} bytes", source.bytes.len());
}

/// Where the text is UTF-8, a span must not cut a character.
pub fn whole_characters(source: &Source, text: Option<&str>, span: Span) {
    inside(source, span);
    if let Some(text) = text {
        assert!(text.get(span.range()).is_some(), "{span:?} cuts a character");
    }
}

/// One file as a model reads it, for all versions at once and for the oldest and the newest alone, and every rule over it.
pub fn one_file<T>(
    component: Component,
    name: &str,
    flavour: Flavour,
    bytes: &[u8],
    read: impl Fn(&Source, VersionSet, &Placeholders) -> T,
) {
    let (sources, id) = source(name, bytes);
    let source = sources.get(id);
    let placeholders = placeholder::find(bytes, flavour);
    let releases = component.releases();
    let ends = releases.iter().take(1).chain(releases.last()).map(|number| VersionSet::only(component, number));
    for versions in std::iter::once(VersionSet::all(component)).chain(ends) {
        read(source, versions, &placeholders);
    }
    run(vec![(Utf8PathBuf::from("/fuzz").join(name), bytes.into())], None);
}

/// Runs every rule over files that exist in memory only, writes every report in both languages, and
/// checks what was told. `secret` must be in none of it.
pub fn run(files: Vec<(Utf8PathBuf, Arc<[u8]>)>, secret: Option<&str>) -> Outcome {
    let inventory = inventory::discover(&Options { given: files, ..Options::default() });
    let outcome = rules::run(inventory, &Selection::default());
    for finding in &outcome.findings {
        let edits = finding.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        let related = finding.related.iter().map(|related| &related.place);
        let places = std::iter::once(&finding.place).chain(related).chain(&finding.also);
        for span in places.filter_map(Place::span).chain(edits) {
            inside(outcome.sources.get(span.source), span);
        }
    }
    for format in [Format::Text, Format::Concise, Format::Json] {
        for lang in LANGS {
            told(&outcome, format, lang, secret);
        }
    }
    outcome
}

fn told(outcome: &Outcome, format: Format, lang: Lang, secret: Option<&str>) {
    let options =
        report::Options { format, lang, color: false, width: 100, terminal: false, verbose: true, cwd: "/fuzz".into() };
    let mut out = Vec::new();
    report::write(outcome, &options, &mut out).expect("a report in memory can always be written");
    clean(out, format == Format::Json, secret);
}

/// What is told must be UTF-8 without control characters and without the secret, and JSON where it says so.
pub fn clean(out: Vec<u8>, json: bool, secret: Option<&str>) {
    let text = String::from_utf8(out).expect("what is told is UTF-8");
    if json {
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON is JSON");
    }
    let control = |c: char| c.is_control() && c != '\n' && !(json && ('\u{7f}'..='\u{9f}').contains(&c));
    if let Some(at) = text.find(control) {
        panic!("a control character is told: {:?}", text.get(at..).unwrap_or_default().chars().next());
    }
    if let Some(secret) = secret {
        assert!(!text.contains(secret), "a secret is told:\n{text}");
    }
}
