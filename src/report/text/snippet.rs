//! The source excerpts of a finding, drawn by codespan-reporting: which lines of which files, and
//! the labels below them.

use super::lines::{self, Shown};
use crate::finding::{Finding, Place, Severity};
use crate::report::place::{Places, typed};
use crate::report::sanitise;
use crate::source::{LineColumn, SourceId, Span};
use crate::text::Lang;
use codespan_reporting::diagnostic::{self, Diagnostic, Label, LabelStyle};
use codespan_reporting::files::{Error, Files, Location};
use codespan_reporting::term::termcolor::{Buffer, ColorSpec, WriteColor};
use codespan_reporting::term::{Config, StylesWriter, emit_to_write_style};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

/// So many related places are drawn; the others are only counted.
pub(super) const MAX_DRAWN: usize = 4;

/// What a label says where.
struct Mark {
    span: Span,
    style: LabelStyle,
    message: String,
}

/// Draws the primary place and the first related ones. Gives the width of the line numbers, which
/// the notes below line up with.
pub(super) fn draw(
    finding: &Finding,
    places: &Places<'_>,
    lang: Lang,
    styles: &super::Styles,
    out: &mut Buffer,
) -> io::Result<usize> {
    let marks = marks(finding, lang);
    if marks.is_empty() {
        return Ok(1);
    }
    let excerpts = Excerpts::new(&marks, places);
    let labels = marks.iter().filter_map(|mark| {
        let (file, range) = excerpts.place(mark.span)?;
        Some(Label::new(mark.style, file, range).with_message(&mark.message))
    });
    let severity = match finding.severity {
        Severity::Fatal | Severity::Error => diagnostic::Severity::Error,
        Severity::Warning => diagnostic::Severity::Warning,
        Severity::Hint => diagnostic::Severity::Help,
    };
    let drawing = Diagnostic::new(severity).with_labels(labels.collect());
    let mut buffer = if out.supports_color() { Buffer::ansi() } else { Buffer::no_color() };
    let mut writer = StylesWriter::new(&mut buffer, &styles.codespan);
    emit_to_write_style(&mut writer, &Config::default(), &excerpts, &drawing).map_err(io::Error::other)?;
    // The header is ours ("fatal" is no word of codespan's): the first line goes, and so does the
    // empty one behind the drawing.
    let drawn = buffer.into_inner();
    let body = drawn.get(memchr::memchr(b'\n', &drawn).map_or(0, |at| at + 1)..).unwrap_or_default();
    io::Write::write_all(out, body.strip_suffix(b"\n").unwrap_or(body))?;
    out.set_color(&ColorSpec::new())?;
    Ok(excerpts.number_width())
}

fn marks(finding: &Finding, lang: Lang) -> Vec<Mark> {
    let Some(span) = finding.place.span() else { return Vec::new() };
    let message = finding.label.as_ref().map(|label| sanitise::sentence(label.get(lang)).into_owned());
    let primary = Mark { span, style: LabelStyle::Primary, message: message.unwrap_or_default() };
    let related = drawn_related(finding).map(|(span, message)| Mark {
        span,
        style: LabelStyle::Secondary,
        message: sanitise::sentence(message.get(lang)).into_owned(),
    });
    std::iter::once(primary).chain(related).collect()
}

/// The related places that are drawn.
fn drawn_related(finding: &Finding) -> impl Iterator<Item = (Span, &crate::text::Text)> {
    let spans = finding.related.iter().filter_map(|related| match related.place {
        Place::Span(span) => Some((span, &related.message)),
        _ => None,
    });
    spans.take(MAX_DRAWN)
}

/// The lines that are shown of every file, as codespan's `Files`.
struct Excerpts {
    files: Vec<Excerpt>,
}

struct Excerpt {
    source: SourceId,
    name: String,
    /// The shown lines, each ended by LF; between lines that don't follow each other two empty ones,
    /// so that codespan draws its break.
    text: String,
    lines: Vec<Line>,
    /// Where the marks start: the place in `text`, and the real line and column.
    starts: Vec<(usize, LineColumn)>,
    /// The places of the marks in `text`.
    marks: Vec<(Span, Range<usize>)>,
}

struct Line {
    number: usize,
    range: Range<usize>,
}

impl Excerpts {
    fn new(marks: &[Mark], places: &Places<'_>) -> Self {
        let mut files: Vec<Excerpt> = Vec::new();
        for mark in marks {
            if files.iter().all(|file| file.source != mark.span.source) {
                let of_file = marks.iter().filter(|other| other.span.source == mark.span.source);
                files.push(Excerpt::new(mark.span.source, &of_file.map(|mark| mark.span).collect::<Vec<_>>(), places));
            }
        }
        Self { files }
    }

    fn place(&self, span: Span) -> Option<(usize, Range<usize>)> {
        let file = self.files.iter().position(|file| file.source == span.source)?;
        let (_, range) = self.files.get(file)?.marks.iter().find(|(known, _)| *known == span)?;
        Some((file, range.clone()))
    }

    fn number_width(&self) -> usize {
        let numbers = self.files.iter().flat_map(|file| &file.lines).map(|line| line.number);
        numbers.max().unwrap_or(1).to_string().len()
    }
}

impl Excerpt {
    fn new(id: SourceId, spans: &[Span], places: &Places<'_>) -> Self {
        let bytes = &places.source(id).bytes;
        let index = places.lines(id);
        let secrets = places.outcome.secrets.get(&id).map(|secrets| secrets.ranges()).unwrap_or_default();
        let mut by_line: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for &span in spans {
            let line = index.line((span.start as usize).min(bytes.len()));
            by_line.entry(line).or_default().push(span);
        }
        let mut excerpt = Self {
            source: id,
            name: typed(places.outcome.sources.path(id)),
            text: String::new(),
            lines: Vec::new(),
            starts: Vec::new(),
            marks: Vec::new(),
        };
        let mut last: Option<usize> = None;
        for (number, spans) in by_line {
            match last.map_or(1, |last| number - last) {
                1 => {}
                2 => {
                    let between = index.range(bytes, number - 1);
                    excerpt.line(number - 1, &lines::show(bytes, between, &[], secrets));
                }
                _ => {
                    excerpt.line(0, &lines::show(bytes, 0..0, &[], &[]));
                    excerpt.line(0, &lines::show(bytes, 0..0, &[], &[]));
                }
            }
            let range = index.range(bytes, number);
            // What goes on behind the line (a continued value, a block) is marked up to its end.
            let marked: Vec<Range<usize>> =
                spans.iter().map(|span| span.range().start..span.range().end.min(range.end)).collect();
            let shown = lines::show(bytes, range, &marked, secrets);
            let offset = excerpt.text.len();
            for (span, marked) in spans.iter().zip(marked) {
                let start = offset + shown.place(marked.start);
                let end = offset + shown.place(marked.end.max(marked.start));
                excerpt.starts.push((start, index.line_column(bytes, span.start as usize)));
                excerpt.marks.push((*span, start..end.max(start)));
            }
            excerpt.line(number, &shown);
            last = Some(number);
        }
        excerpt
    }

    fn line(&mut self, number: usize, shown: &Shown) {
        let start = self.text.len();
        self.text.push_str(&shown.text);
        self.lines.push(Line { number, range: start..self.text.len() });
        self.text.push('\n');
    }
}

impl Excerpts {
    fn file(&self, id: usize) -> Result<&Excerpt, Error> {
        self.files.get(id).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for Excerpts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.file(id)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.file(id)?.text)
    }

    fn line_index(&'a self, id: usize, offset: usize) -> Result<usize, Error> {
        Ok(self.file(id)?.lines.partition_point(|line| line.range.start <= offset).saturating_sub(1))
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let lines = &self.file(id)?.lines;
        let line = lines.get(index).ok_or(Error::LineTooLarge { given: index, max: lines.len() })?;
        Ok(line.range.clone())
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        let lines = &self.file(id)?.lines;
        lines.get(index).map(|line| line.number).ok_or(Error::LineTooLarge { given: index, max: lines.len() })
    }

    /// The real place, not the one in the shown text.
    fn location(&'a self, id: usize, offset: usize) -> Result<Location, Error> {
        let starts = &self.file(id)?.starts;
        let found = starts.iter().find(|(start, _)| *start == offset);
        let at = found.map(|(_, at)| *at).ok_or(Error::InvalidCharBoundary { given: offset })?;
        Ok(Location { line_number: at.line, column_number: at.column })
    }
}
