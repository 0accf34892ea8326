//! Places for people and machines: paths, lines, columns.

use crate::finding::{Outcome, Place};
use crate::source::{LineColumn, LineIndex, Source, SourceId, Span};
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Finds lines and columns; builds the line index of a source once, and only for sources that
/// something points into.
pub(super) struct Places<'a> {
    pub(super) outcome: &'a Outcome,
    cwd: &'a Utf8Path,
    indexes: RefCell<HashMap<SourceId, Rc<LineIndex>>>,
}

impl<'a> Places<'a> {
    /// For the sources of `outcome`; relative paths are relative to `cwd`, which is absolute.
    pub(super) fn new(outcome: &'a Outcome, cwd: &'a Utf8Path) -> Self {
        Self { outcome, cwd, indexes: RefCell::default() }
    }

    pub(super) fn source(&self, id: SourceId) -> &'a Source {
        self.outcome.sources.get(id)
    }

    /// The lines of a source.
    pub(super) fn lines(&self, id: SourceId) -> Rc<LineIndex> {
        let mut indexes = self.indexes.borrow_mut();
        indexes.entry(id).or_insert_with(|| Rc::new(LineIndex::new(&self.source(id).bytes))).clone()
    }

    /// Where a span starts.
    pub(super) fn start(&self, span: Span) -> LineColumn {
        self.lines(span.source).line_column(&self.source(span.source).bytes, span.start as usize)
    }

    /// Where a span ends: behind its last character.
    pub(super) fn end(&self, span: Span) -> LineColumn {
        self.lines(span.source).line_column(&self.source(span.source).bytes, span.end as usize)
    }

    /// The path of a place.
    pub(super) fn path(&self, place: &'a Place) -> &'a Utf8Path {
        match place {
            Place::Span(span) => self.outcome.sources.path(span.source),
            Place::File(id) => self.outcome.sources.path(*id),
            Place::Path(path) => path,
        }
    }

    /// `conf/zoo.cfg:3:1`, with the path as the user typed it.
    pub(super) fn typed(&self, place: &'a Place) -> String {
        let path = typed(self.path(place));
        match place.span() {
            Some(span) => {
                let at = self.start(span);
                format!("{path}:{}:{}", at.line, at.column)
            }
            None => path,
        }
    }

    /// A path relative to the outcome's root, with forward slashes; absolute when it lies elsewhere.
    pub(super) fn relative(&self, path: &Utf8Path) -> String {
        let absolute = normal(&self.cwd.join(path));
        let relative = absolute.strip_prefix(&self.outcome.root).unwrap_or(&absolute);
        slashes(if relative.as_str().is_empty() { Utf8Path::new(".") } else { relative })
    }
}

/// A path as typed, without `./` before it.
pub(super) fn typed(path: &Utf8Path) -> String {
    let shown = path.strip_prefix(".").unwrap_or(path);
    super::sanitise::line(if shown.as_str().is_empty() { "." } else { shown.as_str() }).into_owned()
}

#[cfg(not(windows))]
fn slashes(path: &Utf8Path) -> String {
    path.to_string()
}

#[cfg(windows)]
fn slashes(path: &Utf8Path) -> String {
    path.as_str().replace('\\', "/")
}

/// Without `.` and `..`, as far as names alone can tell.
pub(super) fn normal(path: &Utf8Path) -> Utf8PathBuf {
    let mut normal = Utf8PathBuf::new();
    for part in path.components() {
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_root() {
        let outcome = Outcome { root: "/repo".into(), ..Outcome::default() };
        let places = Places::new(&outcome, Utf8Path::new("/repo/conf"));
        assert_eq!(places.relative(Utf8Path::new("../zoo.cfg")), "zoo.cfg");
        assert_eq!(places.relative(Utf8Path::new("./a/zoo.cfg")), "conf/a/zoo.cfg");
        assert_eq!(places.relative(Utf8Path::new("/etc/zoo.cfg")), "/etc/zoo.cfg");
        assert_eq!(places.relative(Utf8Path::new("..")), ".");
        assert_eq!(typed(Utf8Path::new("./a\u{1b}b")), "a␛b");
    }
}
