//! A text that is being mended: the bytes as they would be, and the way back to the original ones.

use crate::finding::Edit;
use crate::source::{SourceId, Span};
use std::borrow::Cow;
use std::ops::Range;

/// A replacement: bytes, and what to write there.
pub(super) type Change = (Range<usize>, String);

/// The original bytes with some changes.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    original: &'a [u8],
    bytes: Cow<'a, [u8]>,
    /// In terms of the original, in order, not overlapping.
    changes: Vec<Change>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(original: &'a [u8]) -> Self {
        Self { original, bytes: Cow::Borrowed(original), changes: Vec::new() }
    }

    /// The bytes as they are now.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether anything was changed.
    pub(super) fn is_changed(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Where a byte of the text as it is now was in the original: for inserted text, the place where
    /// it went in.
    pub(super) fn original(&self, at: usize) -> usize {
        // What one change shifted, the next one is shifted by too: one pass.
        let mut shift = 0_isize;
        for (range, text) in &self.changes {
            let start = (range.start as isize + shift) as usize;
            if at < start {
                break;
            }
            if at < start + text.len() {
                return range.start;
            }
            shift += text.len() as isize - range.len() as isize;
        }
        ((at as isize - shift).max(0) as usize).min(self.original.len())
    }

    /// A range of the original where it is now. Ranges that were changed come out approximately.
    pub(super) fn current(&self, range: &Range<usize>) -> Range<usize> {
        let shifted = |at: usize| {
            let shift: isize = self
                .changes
                .iter()
                .take_while(|(range, _)| range.end <= at)
                .map(|(range, text)| text.len() as isize - range.len() as isize)
                .sum();
            (at as isize + shift).max(0) as usize
        };
        shifted(range.start)..shifted(range.end)
    }

    /// The draft with more changes, given in terms of the text as it is now, in order; `None` when
    /// they touch what was changed before.
    pub(super) fn with(&self, more: &[Change]) -> Option<Self> {
        let mut changes = self.changes.clone();
        for (range, text) in self.to_original(more)? {
            let at = changes.partition_point(|(known, _)| known.start <= range.start);
            changes.insert(at, (range, text));
        }
        let mut bytes = Vec::with_capacity(self.bytes.len() + 16);
        let mut done = 0;
        for (range, text) in &changes {
            bytes.extend_from_slice(self.original.get(done..range.start)?);
            bytes.extend_from_slice(text.as_bytes());
            done = range.end;
        }
        bytes.extend_from_slice(self.original.get(done..)?);
        Some(Self { original: self.original, bytes: Cow::Owned(bytes), changes })
    }

    /// Changes in terms of the original.
    pub(super) fn to_original(&self, more: &[Change]) -> Option<Vec<Change>> {
        more.iter()
            .map(|(range, text)| {
                let from = self.original(range.start);
                let to = self.original(range.end).max(from);
                let is_free = to - from == range.len()
                    && self
                        .changes
                        .iter()
                        .all(|(known, _)| known.end <= from || known.start >= to && known.start > from);
                is_free.then(|| (from..to, text.clone()))
            })
            .collect()
    }

    /// A span of the original.
    pub(super) fn span(&self, source: SourceId, range: Range<usize>) -> Span {
        let start = self.original(range.start);
        Span::new(source, start..self.original(range.end).max(start))
    }

    /// Changes as edits of the original file.
    pub(super) fn edits(&self, source: SourceId, more: &[Change]) -> Option<Vec<Edit>> {
        let changes = self.to_original(more)?;
        Some(changes.into_iter().map(|(range, text)| Edit { span: Span::new(source, range), text }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_add_up_and_lead_back() {
        let draft = Draft::new(b"a:1\nb:2\n");
        let draft = draft.with(&[(2..2, " ".to_owned())]).unwrap();
        assert_eq!(draft.bytes(), b"a: 1\nb:2\n");
        let draft = draft.with(&[(7..7, " ".to_owned())]).unwrap();
        assert_eq!(draft.bytes(), b"a: 1\nb: 2\n");
        assert_eq!(draft.original(8), 6);
        let edits = Draft::new(b"xy").edits(SourceId(0), &[(1..2, String::new())]).unwrap();
        assert_eq!(edits[0].span, Span { source: SourceId(0), start: 1, end: 2 });
    }

    #[test]
    fn deletions_shift_what_follows() {
        let draft = Draft::new(b" a: 1\nb: 2\n").with(&[(0..1, String::new())]).unwrap();
        assert_eq!(draft.bytes(), b"a: 1\nb: 2\n");
        assert_eq!(draft.original(0), 1);
        assert_eq!(draft.original(5), 6);
        assert_eq!(draft.current(&(6..7)), 5..6);
    }
}
