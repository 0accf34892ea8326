//! A source line as it is shown: safe, without secrets, cut to what matters, with a map from bytes
//! of the source to bytes of the shown text.

use crate::finding::redact::REDACTED;
use crate::report::sanitise::visible;
use std::ops::Range;

/// A line longer than this many bytes is cut around what it is shown for.
const MAX_LINE: usize = 160;
/// So many bytes are kept before the place in a line that is cut.
const BEFORE: usize = 50;

/// A line as shown.
pub(super) struct Shown {
    pub(super) text: String,
    /// (offset in the source, offset in `text`), ascending in both.
    map: Vec<(usize, usize)>,
}

impl Shown {
    /// Where a byte of the source is in the shown text; the nearest place when it was cut away.
    pub(super) fn place(&self, offset: usize) -> usize {
        let index = self.map.partition_point(|&(source, _)| source <= offset);
        index.checked_sub(1).and_then(|index| self.map.get(index)).map_or(0, |&(_, shown)| shown)
    }
}

/// Shows `line` (byte range without its end) of `bytes`. `marked`: the ranges that labels point at,
/// the one that matters first; blanks that can't be seen are made visible there.
pub(super) fn show(bytes: &[u8], line: Range<usize>, marked: &[Range<usize>], secrets: &[Range<usize>]) -> Shown {
    let window = window(bytes, &line, marked.first());
    let mut shown = Shown { text: String::new(), map: Vec::new() };
    if window.start > line.start {
        shown.text.push('…');
    }
    let blanks_from = window.start + bytes[window.clone()].trim_ascii_end().len();
    let is_marked = |at: usize| marked.iter().any(|range| range.contains(&at));
    let first_secret = secrets.partition_point(|secret| secret.end <= window.start);
    let mut secrets = secrets[first_secret..].iter().peekable();
    let mut at = window.start;
    for chunk in bytes[window.clone()].utf8_chunks() {
        let valid = chunk.valid().chars().map(|c| (c, c.len_utf8()));
        let invalid = (!chunk.invalid().is_empty()).then_some(('\u{fffd}', chunk.invalid().len()));
        for (c, length) in valid.chain(invalid) {
            while secrets.peek().is_some_and(|secret| secret.end <= at) {
                secrets.next();
            }
            if let Some(secret) = secrets.peek().filter(|secret| secret.start <= at) {
                if secret.start.max(window.start) == at {
                    shown.map.push((at, shown.text.len()));
                    shown.text.push_str(REDACTED);
                }
            } else {
                shown.map.push((at, shown.text.len()));
                shown.text.push(match c {
                    '\t' if is_marked(at) => '→',
                    '\t' => '\t',
                    ' ' if at >= blanks_from && is_marked(at) => '·',
                    c => visible(c).unwrap_or(c),
                });
            }
            at += length;
        }
    }
    shown.map.push((window.end, shown.text.len()));
    if window.end < line.end {
        shown.text.push('…');
    }
    shown
}

/// The part of a line that is shown.
fn window(bytes: &[u8], line: &Range<usize>, place: Option<&Range<usize>>) -> Range<usize> {
    if line.len() <= MAX_LINE {
        return line.clone();
    }
    let place = place.map_or(line.start, |place| place.start.clamp(line.start, line.end));
    let mut start = if place - line.start <= BEFORE { line.start } else { place - BEFORE };
    let mut end = line.end.min(start + MAX_LINE);
    // A line is shown to its end when the place is near it.
    if end == line.end {
        start = start.min(line.end.saturating_sub(MAX_LINE)).max(line.start);
    }
    let inside_char = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    for _ in 0..3 {
        if start < end && inside_char(start) {
            start += 1;
        }
        if end < line.end && inside_char(end) {
            end += 1;
        }
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, marked: Range<usize>) -> (String, Range<usize>) {
        let shown = show(text.as_bytes(), 0..text.len(), std::slice::from_ref(&marked), &[]);
        let range = shown.place(marked.start)..shown.place(marked.end);
        (shown.text, range)
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let long = format!("{}端口=x{}", "a".repeat(300), "b".repeat(300));
        let (text, range) = shown(&long, 300..307);
        assert!(text.len() < 200 && text.starts_with('…') && text.ends_with('…'));
        assert_eq!(&text[range], "端口=");
        let (text, range) = shown(&long, 608..608);
        assert!(text.ends_with('b') && range == (text.len()..text.len()), "{text} {range:?}");
        let (text, _) = shown(&"中".repeat(100), 0..3);
        assert_eq!(text.chars().filter(|&c| c == '中').count(), 54);
    }

    #[test]
    fn blanks_and_controls_become_visible_where_it_matters() {
        assert_eq!(shown("a\tb\t \u{1b}x  ", 8..9).0, "a\tb\t ␛x ·");
        assert_eq!(shown("a\tb", 1..2).0, "a→b");
    }

    #[test]
    fn secrets_are_replaced_and_places_in_them_still_found() {
        let text = "password=hunter22 x";
        let shown =
            show(text.as_bytes(), 0..text.len(), std::slice::from_ref(&(11..12)), std::slice::from_ref(&(9..17)));
        assert_eq!(shown.text, "password=[redacted] x");
        assert_eq!((shown.place(11), shown.place(17), shown.place(19)), (9, 19, 21));
        // A secret that starts before the window and one that ends behind it.
        let text = format!("{}x", "s".repeat(400));
        let shown =
            show(text.as_bytes(), 0..text.len(), std::slice::from_ref(&(300..301)), std::slice::from_ref(&(0..400)));
        assert!(!shown.text.contains('s'), "{}", shown.text);
    }
}
