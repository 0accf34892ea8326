//! storm.yaml as SnakeYAML reads it: YAML 1.1 grammar and typing, wording and positions by version.
//!
//! [`read`] gives the tree that Storm's `Utils.findAndReadConfigFile` would get, or the error that
//! SnakeYAML would throw, in its own words and at its own position, together with the place that
//! is to blame. After an error it mends the text in memory, reads again and reports the next one.

mod chars;
mod compose;
mod construct;
mod diagnose;
mod draft;
mod failure;
mod lines;
mod mend;
pub mod node;
mod parser;
mod resolve;
mod scanner;
mod token;

pub use node::{Node, Value};

use crate::finding::Fix;
use crate::source::{Source, Span};
use crate::text::Text;
use chars::Chars;
use compose::Graph;
use construct::{Constructed, Tree};
use failure::Outcome;
use parser::Parser;
use scanner::{Scanner, Trail};
use std::ops::Range;

/// The SnakeYAML generations that Storm ships and that differ in verdict, position or wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// 1.11 (and 1.12): Storm up to 2.1.
    V1_11,
    /// 1.26: Storm 2.2 to 2.4.
    V1_26,
    /// 2.0 and 2.2: Storm 2.5 to 2.8.7.
    V2_2,
    /// 2.6: Storm 2.8.8 and later.
    V2_6,
}

impl Dialect {
    /// All of them, oldest first.
    pub const ALL: [Self; 4] = [Self::V1_11, Self::V1_26, Self::V2_2, Self::V2_6];
}

/// What kind of mistake a [`YamlError`] is: the name of the rule that explains it (`yaml-…`).
pub type YamlFault = &'static str;

/// An error that SnakeYAML throws.
#[derive(Clone, Debug)]
pub struct YamlError {
    /// Which rule explains it: `yaml-missing-space-after-colon`, …; `yaml-syntax` when no better one is known.
    pub fault: YamlFault,
    /// The server's sentence on one line: context and problem joined by a blank, e.g.
    /// `while scanning a simple key could not find expected ':'`.
    pub text: String,
    /// Line and column (from 1) that SnakeYAML reports for the problem; `None` where it reports none.
    pub reported: Option<(usize, usize)>,
    /// Line and column of the context mark.
    pub context: Option<(usize, usize)>,
    /// The bytes to change: the guilty place, often on another line than `reported`.
    pub blame: Span,
    /// What is wrong there, when more can be said than the rule's general sentence.
    pub detail: Option<Text>,
    /// The mend that was applied in memory, known to parse as far as the next error.
    pub fix: Option<Fix>,
}

/// One file through one dialect.
#[derive(Clone, Debug)]
pub struct Document {
    /// The root node; `None` for an empty file or when nothing could be recovered.
    pub root: Option<Node>,
    /// The error that the server throws, then those that it would throw after each mend.
    pub errors: Vec<YamlError>,
    /// Whether `root` comes from a mended text: no type or cross rule may judge what was broken.
    pub recovered: bool,
    /// Keys of mappings that stand twice: (the dead first one, the one that counts).
    pub duplicates: Vec<(Span, Span)>,
    /// The first alias that stands inside the value it names, outside of sets and of `!!pairs`.
    pub recursion: Option<Span>,
    /// A key of the root that leads to itself: whoever copies the root never ends.
    pub endless_key: Option<Span>,
}

/// Reads `source` as `dialect` does. `masked` are byte ranges of template placeholders: they read as
/// plain text of the same length, and values that hold one are [`Value::Unknown`].
pub fn read(source: &Source, dialect: Dialect, masked: &[Range<usize>]) -> Document {
    let chars = Chars::new(&source.bytes, masked);
    read_chars(source, &chars, dialect, masked).0
}

/// Reads `source` as each of `dialects` does, together those that agree: nearly always all of them,
/// so that the work is done once.
pub fn read_all(source: &Source, dialects: &[Dialect], masked: &[Range<usize>]) -> Vec<(Vec<Dialect>, Document)> {
    let chars = Chars::new(&source.bytes, masked);
    let mut documents = Vec::new();
    for (index, &dialect) in dialects.iter().enumerate() {
        let (document, sensitive) = read_chars(source, &chars, dialect, masked);
        if index == 0 && !sensitive && document.errors.is_empty() {
            return vec![(dialects.to_vec(), document)];
        }
        documents.push((vec![dialect], document));
    }
    documents
}

/// The document, and whether it rests on anything in which the dialects differ.
fn read_chars(source: &Source, chars: &Chars<'_>, dialect: Dialect, masked: &[Range<usize>]) -> (Document, bool) {
    let loaded = load(chars, dialect);
    let document = match loaded.outcome {
        Ok((graph, constructed)) => {
            let (duplicates, endless) = (constructed.duplicates.clone(), constructed.endless);
            let mut tree = Tree::new(chars, source.id, &graph, constructed);
            let duplicates = duplicates.into_iter().map(|(dead, live)| (tree.span(dead), tree.span(live))).collect();
            let root = tree.root();
            let endless_key = endless.map(|key| tree.span(key));
            Document { root, errors: Vec::new(), recovered: false, duplicates, recursion: tree.recursion, endless_key }
        }
        Err(failure) => mend::recover(source, dialect, masked, failure, loaded.trail),
    };
    (document, loaded.sensitive)
}

/// What one reading gave.
struct Loaded {
    outcome: Outcome<(Graph, Constructed)>,
    /// Whether it rests on anything in which the dialects differ.
    sensitive: bool,
    trail: Trail,
}

/// One reading, as `Yaml.load` does it.
fn load(chars: &Chars<'_>, dialect: Dialect) -> Loaded {
    let mut parser = Parser::new(Scanner::new(chars, dialect));
    let composed = compose::compose(&mut parser, dialect);
    let Scanner { sensitive, trail, .. } = parser.scanner;
    let outcome = match parser.scanner.reader_failure() {
        Some(failure) => Err(failure),
        None => composed.and_then(|mut graph| {
            let constructed = construct::construct(&mut graph, dialect)?;
            Ok((graph, constructed))
        }),
    };
    // Which place a key written twice has in its mapping differs, too.
    let twice = matches!(&outcome, Ok((_, constructed)) if !constructed.duplicates.is_empty());
    Loaded { outcome, sensitive: sensitive || twice, trail }
}

#[cfg(test)]
mod tests;
