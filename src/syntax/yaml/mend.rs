//! Reading on after a mistake: mend it in memory, read again, report the next one.
//!
//! Each guess is tried by reading the changed text; one that doesn't lead further is dropped. So every
//! fix that is offered is known to parse as far as the next error. Work is bounded: so many rounds,
//! and so many bytes in all.

use super::chars::Chars;
use super::construct::Tree;
use super::diagnose::{Guess, Mend, View, diagnose};
use super::draft::{Change, Draft};
use super::failure::Failure;
use super::lines::Lines;
use super::node::{Node, Value};
use super::scanner::Trail;
use super::token::Mark;
use super::{Dialect, Document, Loaded, YamlError, load};
use crate::finding::{Applicability, Fix};
use crate::source::{Source, SourceId, Span};
use std::ops::Range;

/// Errors that are reported of one file.
const ROUNDS: usize = 20;
/// Bytes that may be read in all, beyond what a few readings of the file take.
const WORK: usize = 1 << 20;
/// Guesses that are tried for one error.
const TRIES: usize = 8;

/// A text that failed, and how.
struct Failed {
    failure: Box<Failure>,
    trail: Trail,
}

/// Finds out about `failure`, mends, and goes on as long as that helps.
pub(super) fn recover(
    source: &Source,
    dialect: Dialect,
    masked: &[Range<usize>],
    failure: Box<Failure>,
    trail: Trail,
) -> Document {
    let mut document = Document {
        root: None,
        errors: Vec::new(),
        recovered: true,
        duplicates: Vec::new(),
        recursion: None,
        endless_key: None,
    };
    let mut draft = Draft::new(&source.bytes);
    let mut failed = Failed { failure, trail };
    let mut work = WORK + 3 * source.bytes.len();
    for round in 0..ROUNDS {
        let masks: Vec<_> = masked.iter().map(|range| draft.current(range)).collect();
        let chars = Chars::new(draft.bytes(), &masks);
        let view =
            View { lines: Lines::new(draft.bytes()), chars: &chars, failure: &failed.failure, trail: failed.trail };
        let guesses = diagnose(&view);
        let mut error = error(source.id, &draft, &failed.failure, guesses.first());
        let mut next = None;
        for guess in guesses.iter().take(if round + 1 < ROUNDS { TRIES } else { 0 }) {
            let Some(mend) = &guess.mend else { continue };
            if work < draft.bytes().len() {
                break;
            }
            work -= draft.bytes().len();
            let Some(mended) = draft.with(&mend.changes) else { continue };
            let Some(edits) = draft.edits(source.id, &mend.changes) else { continue };
            let outcome = attempt(&mended, dialect, masked);
            if !is_further(&failed.failure, &outcome, mend, &chars) {
                continue;
            }
            error = self::error(source.id, &draft, &failed.failure, Some(guess));
            let applicability = if mend.safe { Applicability::Safe } else { Applicability::Unsafe };
            error.fix = Some(Fix { title: mend.title.clone(), applicability, edits });
            next = Some((mended, outcome));
            break;
        }
        document.errors.push(error);
        let Some((mended, outcome)) = next else { return document };
        draft = mended;
        match outcome {
            Ok(()) => break,
            Err(again) => failed = again,
        }
    }
    finish(source, &draft, dialect, masked, &mut document);
    document
}

/// Reads a mended text.
fn attempt(draft: &Draft<'_>, dialect: Dialect, masked: &[Range<usize>]) -> Result<(), Failed> {
    let masks: Vec<_> = masked.iter().map(|range| draft.current(range)).collect();
    let chars = Chars::new(draft.bytes(), &masks);
    let loaded = load(&chars, dialect);
    match loaded.outcome {
        Ok(_) => Ok(()),
        Err(failure) => Err(Failed { failure, trail: loaded.trail }),
    }
}

/// Whether a change led past the failure: the text reads, or fails further on.
fn is_further(before: &Failure, after: &Result<(), Failed>, mend: &Mend, chars: &Chars<'_>) -> bool {
    let Err(after) = after else { return true };
    let (Some(old), Some(new)) = (before.position(), after.failure.position()) else {
        // Without a place (a limit) there is nothing to compare.
        return before.position().is_some() && after.failure.position().is_none();
    };
    let moved = |at: usize| {
        let byte = chars.byte(at);
        let shift = |(range, text): &Change| text.chars().count() as isize - chars_in(chars, range) as isize;
        at as isize + mend.changes.iter().filter(|(range, _)| range.start <= byte).map(shift).sum::<isize>()
    };
    if new as isize > moved(old) {
        return true;
    }
    // The mistake was above the place where SnakeYAML noticed it, and there is another one between.
    let last = mend.changes.last().map_or(0, |(range, _)| chars.char_of(range.end));
    mend.safe && new as isize > moved(last) && before.problem != after.failure.problem
}

fn chars_in(chars: &Chars<'_>, range: &Range<usize>) -> usize {
    chars.char_of(range.end).saturating_sub(chars.char_of(range.start))
}

fn error(source: SourceId, draft: &Draft<'_>, failure: &Failure, guess: Option<&Guess>) -> YamlError {
    let place = |mark: Mark| (mark.line + 1, mark.column + 1);
    YamlError {
        fault: guess.map_or("yaml-syntax", |guess| guess.fault),
        text: failure.text(),
        reported: failure.mark.map(place),
        context: failure.context_mark.map(place),
        blame: draft.span(source, guess.map_or(0..0, |guess| guess.blame.clone())),
        detail: guess.and_then(|guess| guess.detail.clone()),
        fix: None,
    }
}

/// The tree of the mended text, in terms of the original.
fn finish(source: &Source, draft: &Draft<'_>, dialect: Dialect, masked: &[Range<usize>], document: &mut Document) {
    let masks: Vec<_> = masked.iter().map(|range| draft.current(range)).collect();
    let chars = Chars::new(draft.bytes(), &masks);
    let Loaded { outcome: Ok((graph, constructed)), .. } = load(&chars, dialect) else { return };
    let duplicates = constructed.duplicates.clone();
    let mut tree = Tree::new(&chars, source.id, &graph, constructed);
    let back = |span: Span| draft.span(source.id, span.range());
    document.duplicates =
        duplicates.into_iter().map(|(dead, live)| (back(tree.span(dead)), back(tree.span(live)))).collect();
    document.root = tree.root();
    if draft.is_changed()
        && let Some(root) = &mut document.root
    {
        relocate(root, &back);
    }
}

/// Maps the spans of a tree, which is never deep.
fn relocate(node: &mut Node, back: &impl Fn(Span) -> Span) {
    node.span = back(node.span);
    match &mut node.value {
        Value::Seq(items) | Value::Set(items) => items.iter_mut().for_each(|item| relocate(item, back)),
        Value::Map(pairs) => pairs.iter_mut().for_each(|(key, value)| {
            relocate(key, back);
            relocate(value, back);
        }),
        Value::Pair(pair) => {
            relocate(&mut pair.0, back);
            relocate(&mut pair.1, back);
        }
        _ => {}
    }
}
