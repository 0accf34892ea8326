//! Lines of a text and what stands in them, as a person sees it: for finding out what was meant
//! where the grammar failed. Guesses only; no verdict rests on this.

use std::ops::Range;

/// The lines of a text.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    pub(super) bytes: &'a [u8],
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(at + 1);
        }
        Self { bytes, starts }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds a byte.
    pub(super) fn of(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).saturating_sub(1)
    }

    /// The bytes of a line without its end.
    pub(super) fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(self.bytes.len());
        let mut end = self.starts.get(line + 1).copied().unwrap_or(self.bytes.len());
        while end > start && matches!(self.bytes.get(end - 1), Some(b'\n' | b'\r')) {
            end -= 1;
        }
        start..end
    }

    /// A line with its end.
    pub(super) fn whole(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(self.bytes.len());
        start..self.starts.get(line + 1).copied().unwrap_or(self.bytes.len())
    }

    pub(super) fn text(&self, line: usize) -> &'a [u8] {
        self.bytes.get(self.range(line)).unwrap_or_default()
    }

    /// How many spaces it starts with.
    pub(super) fn indent(&self, line: usize) -> usize {
        self.text(line).iter().take_while(|&&byte| byte == b' ').count()
    }

    /// What stands behind the spaces.
    pub(super) fn content(&self, line: usize) -> &'a [u8] {
        self.text(line).trim_ascii_start()
    }

    /// Whether there is more in it than blanks and a comment.
    pub(super) fn is_content(&self, line: usize) -> bool {
        !matches!(self.content(line).first(), None | Some(b'#'))
    }

    /// The last line with content before this one.
    pub(super) fn previous(&self, line: usize) -> Option<usize> {
        (0..line.min(self.len())).rev().find(|&line| self.is_content(line))
    }

    /// The next line with content behind this one.
    pub(super) fn next(&self, line: usize) -> Option<usize> {
        (line + 1..self.len()).find(|&line| self.is_content(line))
    }

    /// The first line with content that is no directive or `---`.
    pub(super) fn first(&self) -> Option<usize> {
        (0..self.len()).find(|&line| self.is_content(line) && !self.text(line).starts_with(b"---"))
    }

    /// Where the content of a line ends: before a comment and the blanks in front of it.
    pub(super) fn code_end(&self, line: usize) -> usize {
        let range = self.range(line);
        let text = self.text(line);
        let mut quote = None;
        let mut before = b' ';
        let mut end = text.len();
        let mut escaped = false;
        for (at, &byte) in text.iter().enumerate() {
            match quote {
                Some(open) => {
                    if byte == open && !(open == b'"' && escaped) {
                        quote = None;
                    }
                    escaped = byte == b'\\' && !escaped;
                }
                None if byte == b'#' && matches!(before, b' ' | b'\t') => {
                    end = at;
                    break;
                }
                None if matches!(byte, b'"' | b'\'') && matches!(before, b' ' | b'\t' | b'[' | b'{' | b',') => {
                    // An odd quote hides no comment.
                    let rest = text.get(at + 1..).unwrap_or_default();
                    quote = rest.contains(&byte).then_some(byte);
                    escaped = false;
                }
                None => {}
            }
            before = byte;
        }
        range.start + text.get(..end).unwrap_or_default().trim_ascii_end().len()
    }

    /// The key at the start of a line, and what follows it.
    pub(super) fn key(&self, line: usize) -> Option<Key<'a>> {
        let range = self.range(line);
        let text = self.text(line);
        let mut at = text.len() - text.trim_ascii_start().len();
        let mut dash = None;
        while text.get(at..).is_some_and(|rest| rest.starts_with(b"- ")) {
            dash = Some(at);
            let rest = text.get(at + 1..).unwrap_or_default();
            at += 1 + rest.len() - rest.trim_ascii_start().len();
        }
        let rest = text.get(at..)?;
        let length = match rest.first()? {
            quote @ (b'"' | b'\'') => rest.get(1..)?.iter().position(|byte| byte == quote)? + 2,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => rest
                .iter()
                .take_while(|&&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
                .count(),
            _ => return None,
        };
        let behind = rest.get(length..)?;
        Some(Key {
            start: range.start + at,
            end: range.start + at + length,
            column: at,
            dash,
            name: rest.get(..length)?,
            behind,
        })
    }

    /// Whether a line reads `key: value`.
    pub(super) fn is_key_line(&self, line: usize) -> bool {
        self.key(line).is_some_and(|key| key.has_colon())
    }

    /// Whether a line is a list's item.
    pub(super) fn is_item(&self, line: usize) -> bool {
        matches!(self.content(line), [b'-'] | [b'-', b' ' | b'\t', ..])
    }
}

/// What looks like a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// In bytes from the start of the line.
    pub(super) column: usize,
    /// The column of the last dash in front of it.
    pub(super) dash: Option<usize>,
    pub(super) name: &'a [u8],
    /// The rest of the line.
    pub(super) behind: &'a [u8],
}

impl Key<'_> {
    /// Whether a colon and a blank follow.
    pub(super) fn has_colon(&self) -> bool {
        matches!(self.behind.trim_ascii_start(), [b':'] | [b':', b' ' | b'\t', ..])
    }

    /// The name without quotes, for messages.
    pub(super) fn shown(&self) -> String {
        let name = self.name.strip_prefix(b"\"").or(self.name.strip_prefix(b"'")).unwrap_or(self.name);
        let name = name.strip_suffix(b"\"").or(name.strip_suffix(b"'")).unwrap_or(name);
        let name = String::from_utf8_lossy(name);
        if name.chars().count() > 60 { name.chars().take(57).chain("...".chars()).collect() } else { name.into_owned() }
    }
}
