//! The characters that a JVM with UTF-8 as its charset hands to SnakeYAML, and where they came from.
//!
//! Storm reads storm.yaml through `new InputStreamReader(in)`: malformed bytes become U+FFFD and a
//! byte order mark stays in the text. Template placeholders are replaced by plain text of the same
//! length, template statements by blanks. Knows nothing of YAML but its line breaks.

use super::Dialect;
use std::borrow::Cow;
use std::ops::Range;

/// Decoded text. Positions count characters (Unicode code points), as SnakeYAML counts them.
#[derive(Debug)]
pub(super) struct Chars<'a> {
    text: Buffer<'a>,
    /// Placeholders, in characters, in order.
    masked: Vec<Range<usize>>,
}

#[derive(Debug)]
enum Buffer<'a> {
    /// Characters and bytes are the same.
    Ascii(Cow<'a, [u8]>),
    /// Characters, and the byte offset of each (and of the end).
    Wide { chars: Vec<char>, offsets: Vec<u32> },
}

/// A character that SnakeYAML refuses to read, and what it will say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unprintable {
    /// Its position.
    pub(super) at: usize,
    /// Where the chunk starts that the reader fetches with it: whoever asks for a character from
    /// here on gets the exception.
    pub(super) chunk: usize,
    /// Itself.
    pub(super) char: char,
}

impl<'a> Chars<'a> {
    pub(super) fn new(bytes: &'a [u8], masked: &[Range<usize>]) -> Self {
        let text = if bytes.is_ascii() {
            Buffer::Ascii(Cow::Borrowed(bytes))
        } else {
            let (chars, offsets) = decode(bytes);
            Buffer::Wide { chars, offsets }
        };
        let mut chars = Self { text, masked: Vec::new() };
        for range in masked {
            chars.mask(range.clone());
        }
        chars
    }

    /// The character at a position; NUL behind the end, as SnakeYAML has it.
    #[inline]
    pub(super) fn at(&self, at: usize) -> char {
        match &self.text {
            Buffer::Ascii(bytes) => bytes.get(at).map_or('\0', |&byte| char::from(byte)),
            Buffer::Wide { chars, .. } => chars.get(at).copied().unwrap_or('\0'),
        }
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        match &self.text {
            Buffer::Ascii(bytes) => bytes.len(),
            Buffer::Wide { chars, .. } => chars.len(),
        }
    }

    /// Appends the characters of a range to `out`.
    pub(super) fn push_to(&self, range: Range<usize>, out: &mut String) {
        match &self.text {
            Buffer::Ascii(bytes) => match std::str::from_utf8(bytes.get(range).unwrap_or_default()) {
                Ok(text) => out.push_str(text),
                Err(_) => debug_assert!(false, "ASCII is UTF-8"),
            },
            Buffer::Wide { chars, .. } => out.extend(chars.get(range).unwrap_or_default()),
        }
    }

    /// The characters of a range.
    pub(super) fn string(&self, range: Range<usize>) -> String {
        let mut out = String::with_capacity(range.len());
        self.push_to(range, &mut out);
        out
    }

    /// The byte offset of a character.
    pub(super) fn byte(&self, at: usize) -> usize {
        match &self.text {
            Buffer::Ascii(bytes) => at.min(bytes.len()),
            Buffer::Wide { offsets, .. } => offsets.get(at).or(offsets.last()).map_or(0, |&offset| offset as usize),
        }
    }

    /// The character that holds a byte.
    pub(super) fn char_of(&self, byte: usize) -> usize {
        match &self.text {
            Buffer::Ascii(bytes) => byte.min(bytes.len()),
            Buffer::Wide { offsets, .. } => {
                offsets.partition_point(|&offset| offset as usize <= byte).saturating_sub(1)
            }
        }
    }

    /// Whether a placeholder touches a range of characters.
    pub(super) fn is_masked(&self, range: Range<usize>) -> bool {
        let from = self.masked.partition_point(|known| known.end <= range.start);
        self.masked.get(from).is_some_and(|known| known.start < range.end)
    }

    /// The first character that this dialect's `StreamReader.isPrintable` refuses.
    pub(super) fn unprintable(&self, dialect: Dialect) -> Option<Unprintable> {
        let at = match &self.text {
            Buffer::Ascii(bytes) => bytes
                .iter()
                .position(|&byte| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F)?,
            Buffer::Wide { chars, .. } => chars.iter().position(|&char| !is_printable(char, dialect))?,
        };
        Some(Unprintable {
            at,
            chunk: self.chunk_start(at, if dialect == Dialect::V2_6 { 1023 } else { 1024 }),
            char: self.at(at),
        })
    }

    /// Where the chunk that holds `at` starts. `StreamReader.update` asks for `size` UTF-16 units, and
    /// `InputStreamReader` never splits a surrogate pair.
    fn chunk_start(&self, at: usize, size: usize) -> usize {
        match &self.text {
            Buffer::Ascii(_) => at / size * size,
            Buffer::Wide { chars, .. } => {
                let (mut start, mut units) = (0, 0);
                for (position, char) in chars.iter().enumerate().take(at + 1) {
                    if units + char.len_utf16() > size {
                        (start, units) = (position, 0);
                    }
                    units += char.len_utf16();
                }
                start
            }
        }
    }

    /// Puts plain text in the place of a placeholder, blanks where it fills whole lines or is a
    /// statement at the end of one. Line breaks stay.
    fn mask(&mut self, bytes: Range<usize>) {
        let (start, end) = (self.char_of(bytes.start), self.char_of(bytes.end));
        let statement =
            matches!((self.at(start), self.at(start + 1)), ('{', '%' | '#') | ('<', '%')) && self.at(start + 2) != '=';
        let mut line = start;
        while line < end {
            let stop = (line..end).find(|&at| is_full_break(self.at(at))).unwrap_or(end);
            self.mask_line(line..stop, statement);
            line = stop + 1;
        }
        let last = self.masked.last().map_or(0, |known| known.end);
        if start >= last && start < end {
            self.masked.push(start..end);
        }
    }

    fn mask_line(&mut self, range: Range<usize>, statement: bool) {
        let is_blank = |char: &char| *char == ' ' || *char == '\t';
        let before = (0..range.start).rev().map(|at| self.at(at)).find(|char| !is_blank(char));
        let after = (range.end..self.len()).map(|at| self.at(at)).find(|char| !is_blank(char));
        let starts_line = before.is_none_or(is_full_break);
        let ends_line = after.is_none_or(is_full_break);
        let filler = if ends_line && (starts_line || statement) { ' ' } else { 'x' };
        for at in range {
            match &mut self.text {
                Buffer::Ascii(bytes) => {
                    if let Some(byte) = bytes.to_mut().get_mut(at) {
                        *byte = filler as u8;
                    }
                }
                Buffer::Wide { chars, .. } => {
                    if let Some(char) = chars.get_mut(at) {
                        *char = filler;
                    }
                }
            }
        }
    }
}

/// `Constant.LINEBR`.
pub(super) fn is_break(char: char) -> bool {
    matches!(char, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `Constant.FULL_LINEBR`: with the carriage return.
pub(super) fn is_full_break(char: char) -> bool {
    char == '\r' || is_break(char)
}

/// `StreamReader.isPrintable`; 1.11 looks at UTF-16 units and refuses every surrogate.
fn is_printable(char: char, dialect: Dialect) -> bool {
    matches!(char, ' '..='~' | '\t' | '\n' | '\r' | '\u{85}' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}')
        || char >= '\u{10000}' && dialect != Dialect::V1_11
}

/// UTF-8 as the JVM's decoder reads it, with `CodingErrorAction.REPLACE`: one U+FFFD for each
/// malformed piece, and (other than in Rust) one for a whole encoded surrogate.
fn decode(bytes: &[u8]) -> (Vec<char>, Vec<u32>) {
    let mut chars = Vec::with_capacity(bytes.len());
    let mut offsets = Vec::with_capacity(bytes.len() + 1);
    let mut at = 0;
    let mut surrogate_tail = 0;
    for chunk in bytes.utf8_chunks() {
        for (offset, char) in chunk.valid().char_indices() {
            chars.push(char);
            offsets.push((at + offset) as u32);
        }
        if !chunk.valid().is_empty() {
            surrogate_tail = 0;
        }
        at += chunk.valid().len();
        let invalid = chunk.invalid();
        if !invalid.is_empty() {
            if surrogate_tail > 0 && invalid.len() == 1 {
                surrogate_tail -= 1;
            } else {
                chars.push(char::REPLACEMENT_CHARACTER);
                offsets.push(at as u32);
                surrogate_tail = match bytes.get(at..at + 3) {
                    Some([0xED, 0xA0..=0xBF, 0x80..=0xBF]) => 2,
                    _ => 0,
                };
            }
            at += invalid.len();
        }
    }
    offsets.push(at as u32);
    (chars, offsets)
}
