//! Raw bytes with names: files, standard input.
//!
//! A [`Source`] is bytes and a path; a [`Span`] is a range of byte offsets in one of them. This
//! layer knows no formats and no encodings: those belong to `syntax`.

mod line_index;

pub use line_index::{LineColumn, LineIndex};

use camino::{Utf8Path, Utf8PathBuf};
use std::ops::Range;
use std::sync::Arc;

/// The number of a source in its [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A range of byte offsets in one source; `start == end` is a place between two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Which source.
    pub source: SourceId,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `range`. Offsets are below 4 GiB: larger files are never read.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        Self { source, start: range.start as u32, end: range.end as u32 }
    }

    /// The byte range, to slice the source with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the start of this span to the end of `other` (of the same source).
    pub fn to(self, other: Self) -> Self {
        Self { source: self.source, start: self.start, end: other.end.max(self.start) }
    }

    /// The place just before the span.
    pub fn before(self) -> Self {
        Self { end: self.start, ..self }
    }

    /// The place just after the span.
    pub fn after(self) -> Self {
        Self { start: self.end, ..self }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place, another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// One input: its path and its bytes.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its number.
    pub id: SourceId,
    /// Its path as the user would type it.
    pub path: Utf8PathBuf,
    /// Its bytes, as read once.
    pub bytes: Arc<[u8]>,
}

impl Source {
    /// The bytes of a span, empty when the span lies outside.
    pub fn slice(&self, span: Span) -> &[u8] {
        self.bytes.get(span.range()).unwrap_or_default()
    }

    /// The text of a span as it should be shown: UTF-8 where it is, U+FFFD where it isn't.
    pub fn text(&self, span: Span) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.slice(span))
    }

    /// A span over all of it.
    pub fn whole(&self) -> Span {
        Span::new(self.id, 0..self.bytes.len())
    }
}

/// All inputs of a run.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    sources: Vec<Source>,
}

impl Sources {
    /// Takes an input in and numbers it.
    pub fn add(&mut self, path: impl Into<Utf8PathBuf>, bytes: impl Into<Arc<[u8]>>) -> SourceId {
        let id = SourceId(self.sources.len() as u32);
        self.sources.push(Source { id, path: path.into(), bytes: bytes.into() });
        id
    }

    /// The source of a number.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// The path of a source.
    pub fn path(&self, id: SourceId) -> &Utf8Path {
        &self.get(id).path
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }
}
