//! `java.util.Properties.load(InputStream)`: zoo.cfg and server.properties.
//!
//! ISO-8859-1 bytes, `\` escapes and continuation lines, `=`, `:` or white space as separator,
//! comments only where `#` or `!` is the first character of a logical line. Emulates OpenJDK 17
//! `java/util/Properties.java` (`LineReader.readLine`, `load0`, `loadConvert`).

use crate::source::{Source, SourceId, Span};
use std::ops::Range;

/// A file as `Properties.load` splits it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Every `key=value` in file order; of equal keys the last one counts.
    pub entries: Vec<Entry>,
    /// `\u` escapes without four hex digits: the first makes `load` throw
    /// `IllegalArgumentException: Malformed \uxxxx encoding.` and refuses the whole file.
    pub malformed: Vec<Span>,
    /// Every byte of the file, in order.
    pub tokens: Vec<Token>,
}

/// One logical line with a key.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, decoded.
    pub key: Piece,
    /// What stands between key and value (blanks, `=`, `:`); empty at the line's end.
    pub separator: Span,
    /// The value, decoded; white space at its end belongs to it.
    pub value: Piece,
    /// From the key's first byte to the value's last one, continuation lines included.
    pub line: Span,
}

/// A decoded key or value that knows where each of its characters stands.
#[derive(Clone, Debug)]
pub struct Piece {
    /// As Java's string; a lone surrogate is U+FFFD.
    pub text: String,
    /// Its bytes in the file.
    pub span: Span,
    /// Offset of every character and of the end; `None` where each character is one byte.
    places: Option<Box<[u32]>>,
}

impl Piece {
    /// The bytes of a range of characters (not bytes) of [`Piece::text`].
    pub fn span_of(&self, chars: Range<usize>) -> Span {
        let at = |index: usize| match &self.places {
            None => (self.span.start + index as u32).min(self.span.end),
            Some(places) => places.get(index).copied().unwrap_or(self.span.end),
        };
        let start = at(chars.start);
        let end = at(chars.end);
        Span { source: self.span.source, start, end: end.max(start) }
    }

    /// The bytes of `part`, which must be a slice of [`Piece::text`].
    pub fn span_of_str(&self, part: &str) -> Span {
        let offset = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize).min(self.text.len());
        // Counting characters from the start for each item of a long list would be quadratic.
        let characters = self.places.as_ref().map_or(self.span.range().len(), |places| places.len().saturating_sub(1));
        if characters == self.text.len() {
            return self.span_of(offset..offset + part.len());
        }
        let before = self.text.get(..offset).unwrap_or_default().chars().count();
        self.span_of(before..before + part.chars().count())
    }

    /// `String.trim()`: without characters up to U+0020 at both ends.
    pub fn trimmed(&self) -> &str {
        java_trim(&self.text)
    }
}

/// `java.lang.String.trim()`: strips every character up to U+0020 at both ends, and only those.
pub fn java_trim(text: &str) -> &str {
    text.trim_matches(|c: char| c <= ' ')
}

/// What a run of bytes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// White space before a key, or a line without anything else.
    Blank,
    /// From `#` or `!` to the end of the line.
    Comment,
    /// A key's bytes.
    Key,
    /// Between key and value.
    Separator,
    /// A value's bytes, continuations included.
    Value,
    /// LF, CR or CRLF.
    LineEnd,
}

/// A run of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it is.
    pub span: Span,
}

impl Document {
    /// The entries whose trimmed key is `key`, in file order.
    pub fn all<'a>(&'a self, key: &'a str) -> impl DoubleEndedIterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.key.text == key)
    }

    /// The entry that counts for `key`: the last one.
    pub fn last<'a>(&'a self, key: &'a str) -> Option<&'a Entry> {
        self.all(key).next_back()
    }
}

/// Reads a source. Never fails: what `load` would throw on is in [`Document::malformed`].
pub fn read(source: &Source) -> Document {
    Reader { id: source.id, bytes: &source.bytes, at: 0, document: Document::empty() }.run()
}

impl Document {
    fn empty() -> Self {
        Self { entries: Vec::new(), malformed: Vec::new(), tokens: Vec::new() }
    }
}

struct Reader<'a> {
    id: SourceId,
    bytes: &'a [u8],
    at: usize,
    document: Document,
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0c)
}

impl Reader<'_> {
    fn run(mut self) -> Document {
        let mut line = Vec::new();
        while self.at < self.bytes.len() {
            let start = self.at;
            while self.at < self.bytes.len() && is_blank(self.bytes[self.at]) {
                self.at += 1;
            }
            self.token(TokenKind::Blank, start..self.at);
            match self.bytes.get(self.at) {
                None => break,
                Some(b'\n' | b'\r') => self.line_end(),
                Some(b'#' | b'!') => self.comment(),
                Some(_) => self.logical_line(&mut line),
            }
        }
        self.document
    }

    fn token(&mut self, kind: TokenKind, range: Range<usize>) {
        if !range.is_empty() {
            self.document.tokens.push(Token { kind, span: Span::new(self.id, range) });
        }
    }

    fn line_end(&mut self) {
        let start = self.at;
        self.at += self.line_end_len(start);
        self.token(TokenKind::LineEnd, start..self.at);
    }

    /// The length of the line end at `at`, 0 when there is none.
    fn line_end_len(&self, at: usize) -> usize {
        match (self.bytes.get(at), self.bytes.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(b'\r' | b'\n'), _) => 1,
            _ => 0,
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = &self.bytes[start..];
        self.at = start + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        self.token(TokenKind::Comment, start..self.at);
        self.line_end();
    }

    /// One logical line: `LineReader.readLine` glues continued lines into `line`, as byte offsets.
    fn logical_line(&mut self, line: &mut Vec<u32>) {
        line.clear();
        let start = self.at;
        let mut escaped = false;
        loop {
            let Some(&byte) = self.bytes.get(self.at) else {
                // Nothing but blanks came after the continuation: there is no line (`len == 0` at the end).
                if line.is_empty() {
                    self.token(TokenKind::Blank, start..self.at);
                    return;
                }
                // A backslash at the end of the file is dropped.
                if escaped {
                    line.pop();
                }
                break;
            };
            if byte != b'\n' && byte != b'\r' {
                line.push(self.at as u32);
                escaped = byte == b'\\' && !escaped;
                self.at += 1;
                continue;
            }
            let next = self.at + self.line_end_len(self.at);
            if !escaped {
                break;
            }
            line.pop();
            if next >= self.bytes.len() && (!line.is_empty() || next == self.at + 1) {
                break;
            }
            escaped = false;
            self.at = next;
            while self.at < self.bytes.len() && is_blank(self.bytes[self.at]) {
                self.at += 1;
            }
            if line.is_empty() && matches!(self.bytes.get(self.at), Some(b'#' | b'!' | b'\n' | b'\r')) {
                // Only a backslash so far: still on a new logical line, where a comment may start.
                self.token(TokenKind::Blank, start..self.at);
                return;
            }
        }
        let end = self.at;
        self.split(line, start, end);
        self.line_end();
    }

    /// `Properties.load0`: where the key ends and the value starts.
    fn split(&mut self, line: &[u32], start: usize, end: usize) {
        let byte = |index: usize| self.bytes[line[index] as usize];
        let mut key_len = 0;
        let mut escaped = false;
        let mut has_separator = false;
        let mut value_start = line.len();
        while key_len < line.len() {
            let c = byte(key_len);
            if !escaped && (c == b'=' || c == b':') {
                value_start = key_len + 1;
                has_separator = true;
                break;
            }
            if !escaped && is_blank(c) {
                value_start = key_len + 1;
                break;
            }
            escaped = c == b'\\' && !escaped;
            key_len += 1;
        }
        while value_start < line.len() {
            let c = byte(value_start);
            if !is_blank(c) {
                if has_separator || (c != b'=' && c != b':') {
                    break;
                }
                has_separator = true;
            }
            value_start += 1;
        }
        let offset = |index: usize| line.get(index).map_or(end, |&at| at as usize);
        let key_end = if key_len == 0 { start } else { line[key_len - 1] as usize + 1 };
        let value_at = offset(value_start).max(key_end);
        let key = self.convert(&line[..key_len], start..key_end);
        let value = self.convert(&line[value_start..], value_at..end);
        self.token(TokenKind::Key, start..key_end);
        self.token(TokenKind::Separator, key_end..value_at);
        self.token(TokenKind::Value, value_at..end);
        let id = self.id;
        self.document.entries.push(Entry {
            key,
            separator: Span::new(id, key_end..value_at),
            value,
            line: Span::new(id, start..end),
        });
    }

    /// `Properties.loadConvert`: escapes to characters.
    fn convert(&mut self, line: &[u32], range: Range<usize>) -> Piece {
        let span = Span::new(self.id, range.clone());
        let contiguous = line.len() == range.len();
        let plain = contiguous && memchr::memchr(b'\\', &self.bytes[range.clone()]).is_none();
        if plain {
            let text = self.bytes[range].iter().map(|&byte| byte as char).collect();
            return Piece { text, span, places: None };
        }
        let mut units: Vec<u16> = Vec::with_capacity(line.len());
        let mut starts: Vec<u32> = Vec::with_capacity(line.len() + 1);
        let mut index = 0;
        while index < line.len() {
            starts.push(line[index]);
            let byte = self.bytes[line[index] as usize];
            index += 1;
            if byte != b'\\' || index >= line.len() {
                units.push(u16::from(byte));
                continue;
            }
            let escape = self.bytes[line[index] as usize];
            index += 1;
            units.push(match escape {
                b'u' => {
                    let digits = line.get(index..index + 4).unwrap_or_default();
                    let code = digits.iter().try_fold(0u16, |code, &at| {
                        Some(code << 4 | (self.bytes[at as usize] as char).to_digit(16)? as u16)
                    });
                    match code.filter(|_| digits.len() == 4) {
                        Some(code) => {
                            index += 4;
                            code
                        }
                        None => {
                            let from = line[index - 2] as usize;
                            let to = line[(index + 4).min(line.len()) - 1] as usize + 1;
                            self.document.malformed.push(Span::new(self.id, from..to));
                            u16::from(b'u')
                        }
                    }
                }
                b't' => 0x09,
                b'r' => 0x0d,
                b'n' => 0x0a,
                b'f' => 0x0c,
                other => u16::from(other),
            });
        }
        starts.push(span.end);
        let mut text = String::with_capacity(units.len());
        let mut places = Vec::with_capacity(units.len() + 1);
        let mut unit = 0;
        for decoded in char::decode_utf16(units.iter().copied()) {
            places.push(starts[unit]);
            unit += decoded.as_ref().map_or(1, |c| c.len_utf16());
            let c = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
            text.push(c);
        }
        places.push(span.end);
        Piece { text, span, places: Some(places.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn document(bytes: &[u8]) -> Document {
        let mut sources = Sources::default();
        let id = sources.add("x.properties", bytes);
        let document = read(sources.get(id));
        let mut at = 0;
        for token in &document.tokens {
            assert_eq!(token.span.start, at, "tokens cover every byte");
            at = token.span.end;
        }
        assert_eq!(at as usize, bytes.len(), "tokens cover every byte");
        document
    }

    fn pairs(text: &str) -> Vec<(String, String)> {
        document(text.as_bytes()).entries.into_iter().map(|e| (e.key.text, e.value.text)).collect()
    }

    fn pair(text: &str) -> (String, String) {
        pairs(text).into_iter().next().unwrap()
    }

    fn is(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn separators() {
        assert_eq!(pair("a=b"), is("a", "b"));
        assert_eq!(pair("a: b"), is("a", "b"));
        assert_eq!(pair("a b"), is("a", "b"));
        assert_eq!(pair(" \ta\t=\tb "), is("a", "b "));
        assert_eq!(pair("a = = b"), is("a", "= b"));
        assert_eq!(pair("a\\=b=c"), is("a=b", "c"));
        assert_eq!(pair("a"), is("a", ""));
        assert_eq!(pair("=b"), is("", "b"));
    }

    #[test]
    fn comments_only_at_the_start_of_a_logical_line() {
        assert_eq!(pairs("#a=b\n ! c\nd=e # f\n"), [is("d", "e # f")]);
        assert_eq!(pairs("a=b\\\n  # c\n"), [is("a", "b# c")]);
        assert_eq!(pairs("# a \\\nb=c"), [is("b", "c")]);
    }

    #[test]
    fn continuation_and_line_ends() {
        assert_eq!(pair("a=b\\\r\n   c\\\r d"), is("a", "bcd"));
        assert_eq!(pairs("a=b\rc=d\r\ne=f"), [is("a", "b"), is("c", "d"), is("e", "f")]);
        assert_eq!(pair("a=b\\"), is("a", "b"));
        assert_eq!(pair("a=b\\\n"), is("a", "b"));
        assert_eq!(pairs("a=b\\\\\nc=d"), [is("a", "b\\"), is("c", "d")]);
        assert_eq!(pairs("\\\n# note\na=b"), [is("a", "b")]);
        assert_eq!(pairs("a=b\\\n\nc=d"), [is("a", "b"), is("c", "d")]);
        assert_eq!(pairs("\\\n"), [is("", "")]);
        assert_eq!(pairs("\\"), [is("", "")]);
        assert_eq!(pairs("\\\r\n"), []);
        assert_eq!(pairs("\\\n\x0c"), []);
        assert_eq!(pairs("\\\n\\\n"), [is("", "")]);
        assert_eq!(pairs("\\\r\n\\\r\n"), []);
        assert_eq!(pairs("\\\n\n#"), []);
        assert_eq!(pairs("a=b\\\r\n"), [is("a", "b")]);
    }

    #[test]
    fn escapes() {
        assert_eq!(pair("a=C:\\zk\\data"), is("a", "C:zkdata"));
        assert_eq!(pair("a=\\t\\u4e2d\\uD83D\\uDE00"), is("a", "\t中😀"));
        let bad = document(b"a=C:\\users\nb=\\u12");
        assert_eq!(bad.malformed.len(), 2);
        assert_eq!(bad.malformed[0].range(), 4..10);
    }

    #[test]
    fn bytes_are_latin_1() {
        assert_eq!(document(b"a=\xe9\xa0").entries[0].value.text, "é\u{a0}");
        assert_eq!(document(b"\xef\xbb\xbfa=b").entries[0].key.text, "ï»¿a");
    }

    #[test]
    fn every_character_knows_its_bytes() {
        let document = document(b"k=ab\\\n   \\u0063d");
        let value = &document.entries[0].value;
        assert_eq!(value.text, "abcd");
        assert_eq!(value.span_of(2..3).range(), 9..15);
        assert_eq!(value.span_of_str(&value.text[3..]).range(), 15..16);
    }
}
