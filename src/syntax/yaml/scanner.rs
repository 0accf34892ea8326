//! Characters to tokens, after SnakeYAML's `ScannerImpl`.
//!
//! Each function stands for the method of the same name there, with the differences between the
//! generations in place. What differs shows in [`Scanner::sensitive`]: as long as it is false, every
//! dialect would have made the same tokens.

mod block_scalar;
mod directive;
mod flow_scalar;
mod plain;
mod tag;

use super::Dialect;
use super::chars::{Chars, Unprintable, is_break, is_full_break};
use super::failure::{Failure, Kind, Outcome};
use super::token::{Mark, Token, TokenKind};
use std::cell::Cell;
use std::collections::VecDeque;

/// `LoaderOptions.codePointLimit`, since 1.32.
const CODE_POINT_LIMIT: usize = 3 * 1024 * 1024;

/// A place where a key may have started.
#[derive(Clone, Copy, Debug)]
struct SimpleKey {
    flow_level: i32,
    token_number: usize,
    required: bool,
    mark: Mark,
}

/// The scanner, with the reader (`StreamReader`) that it looks through.
pub(super) struct Scanner<'a> {
    chars: &'a Chars<'a>,
    pub(super) dialect: Dialect,
    mark: Mark,
    unprintable: Option<Unprintable>,
    /// From here on the reader throws.
    wall: usize,
    /// Where the reader stood when it threw.
    hit: Cell<Option<usize>>,
    /// Where the code points of the document are counted from.
    document: usize,
    done: bool,
    flow_level: i32,
    tokens: VecDeque<Token>,
    tokens_taken: usize,
    indent: i32,
    indents: Vec<i32>,
    allow_simple_key: bool,
    /// At most one for each flow level, in the order of the text, so the stale ones come first.
    keys: VecDeque<SimpleKey>,
    /// Whether anything was met that the dialects read differently.
    pub(super) sensitive: bool,
    /// What was scanned last, for finding out what was meant when it fails.
    pub(super) trail: Trail,
}

/// The last scalars before a failure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trail {
    /// The last plain scalar.
    pub(super) plain: Option<(Mark, Mark)>,
    /// The last quoted scalar that goes over more than one line.
    pub(super) quoted: Option<(Mark, Mark)>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(chars: &'a Chars<'a>, dialect: Dialect) -> Self {
        let unprintable = chars.unprintable(dialect);
        let mark = Mark::default();
        Self {
            chars,
            dialect,
            mark,
            unprintable,
            wall: unprintable.map_or(usize::MAX, |found| found.chunk),
            hit: Cell::new(None),
            document: 0,
            done: false,
            flow_level: 0,
            tokens: VecDeque::from([Token { kind: TokenKind::StreamStart, start: mark, end: mark }]),
            tokens_taken: 0,
            indent: -1,
            indents: Vec::new(),
            allow_simple_key: true,
            keys: VecDeque::new(),
            sensitive: chars.unprintable(Dialect::V1_11).is_some(),
            trail: Trail::default(),
        }
    }

    /// What the reader throws, once anyone has asked for the chunk with an unprintable character:
    /// it beats whatever was thrown after that.
    pub(super) fn reader_failure(&self) -> Option<Box<Failure>> {
        let found = self.unprintable?;
        let pointer = self.hit.get()?;
        let code = u32::from(found.char);
        let (what, position, shown) = match self.dialect {
            Dialect::V1_11 => {
                // It looks at UTF-16 units: a character outside the BMP is its high surrogate.
                let mut units = [0; 2];
                let unit = found.char.encode_utf16(&mut units).first().copied().unwrap_or_default();
                let shown = char::from_u32(u32::from(unit)).unwrap_or('?');
                return Some(Failure::bare(
                    Kind::Unprintable { at: found.at, char: found.char },
                    format!(
                        "unacceptable character '{shown}' (0x{unit:X}) special characters are not allowed \
                         in \"'reader'\", position {}",
                        found.at
                    ),
                ));
            }
            Dialect::V1_26 | Dialect::V2_2 => ("code point", found.at - pointer.min(found.at), found.char),
            Dialect::V2_6 => ("code point", found.at, found.char),
        };
        Some(Failure::bare(
            Kind::Unprintable { at: found.at, char: found.char },
            format!(
                "unacceptable {what} '{shown}' (0x{code:X}) special characters are not allowed \
                 in \"'reader'\", position {position}"
            ),
        ))
    }

    // StreamReader.

    #[inline]
    fn peek(&self) -> char {
        self.look(0)
    }

    #[inline]
    fn look(&self, ahead: usize) -> char {
        let at = self.mark.at + ahead;
        if at >= self.wall {
            self.touch(at);
            return '\0';
        }
        self.chars.at(at)
    }

    /// Notes that the chunk of `at` was asked for.
    fn touch(&self, at: usize) {
        if at >= self.wall && self.hit.get().is_none() {
            self.hit.set(Some(self.mark.at));
        }
    }

    fn forward(&mut self, length: usize) {
        if self.dialect == Dialect::V1_11 {
            self.touch(self.mark.at + length + 1);
        }
        for _ in 0..length {
            let at = self.mark.at;
            if at >= self.wall {
                self.touch(at);
                return;
            }
            if at >= self.chars.len() {
                return;
            }
            let char = self.chars.at(at);
            self.mark.at += 1;
            if is_break(char) || char == '\r' && self.lone_return() {
                self.mark.line += 1;
                self.mark.column = 0;
            } else if char != '\u{FEFF}' {
                self.mark.column += 1;
            }
        }
    }

    /// Whether a carriage return ends a line: not before a line feed, and at the end of the file
    /// only in 1.11.
    fn lone_return(&self) -> bool {
        let next = self.peek();
        next != '\n' && (self.dialect == Dialect::V1_11 || self.mark.at < self.chars.len())
    }

    /// Whether the next three characters are `prefix`.
    fn is_next(&self, prefix: &str) -> bool {
        self.touch(self.mark.at + 3);
        prefix.chars().enumerate().all(|(ahead, char)| self.chars.at(self.mark.at + ahead) == char)
            && self.mark.at + 3 <= self.wall
    }

    /// `prefixForward`: there is no line break in it.
    fn prefix_forward(&mut self, length: usize) -> std::ops::Range<usize> {
        if length > 0 {
            self.touch(self.mark.at + length);
        }
        let start = self.mark.at;
        let end = (start + length).min(self.chars.len()).min(self.wall.max(start));
        self.mark.at = end;
        self.mark.column += end - start;
        start..end
    }

    pub(super) fn reset_document_index(&mut self) {
        self.document = self.mark.at;
    }

    // Tokens.

    /// The next token, without taking it.
    pub(super) fn peek_token(&mut self) -> Outcome<&Token> {
        while self.need_more_tokens()? {
            self.fetch_more_tokens()?;
        }
        if self.tokens.is_empty() {
            // Nobody asks behind STREAM-END; SnakeYAML would throw here too.
            let (start, end) = (self.mark, self.mark);
            self.tokens.push_back(Token { kind: TokenKind::StreamEnd, start, end });
        }
        self.tokens.front().ok_or_else(|| Failure::bare(Kind::Limit, "no token"))
    }

    /// Takes the next token.
    pub(super) fn get_token(&mut self) -> Outcome<Token> {
        self.peek_token()?;
        self.tokens_taken += 1;
        self.tokens.pop_front().ok_or_else(|| Failure::bare(Kind::Limit, "no token"))
    }

    fn add(&mut self, kind: TokenKind, start: Mark) {
        self.tokens.push_back(Token { kind, start, end: self.mark });
    }

    fn need_more_tokens(&mut self) -> Outcome<bool> {
        if self.done {
            return Ok(false);
        }
        if self.tokens.is_empty() {
            return Ok(true);
        }
        self.stale_possible_simple_keys()?;
        Ok(self.keys.front().is_some_and(|key| key.token_number == self.tokens_taken))
    }

    fn fetch_more_tokens(&mut self) -> Outcome<()> {
        if self.mark.at - self.document > CODE_POINT_LIMIT {
            self.sensitive = true;
            if self.dialect >= Dialect::V2_2 {
                let text = format!("The incoming YAML document exceeds the limit: {CODE_POINT_LIMIT} code points.");
                return Err(Failure::bare(Kind::Limit, text));
            }
        }
        self.scan_to_next_token();
        self.stale_possible_simple_keys()?;
        self.unwind_indent(self.column());
        let char = self.peek();
        match char {
            '\0' => return self.fetch_stream_end(),
            '%' if self.mark.column == 0 => return self.fetch_directive(),
            '-' if self.check_document_indicator("---") => {
                return self.fetch_document_indicator(TokenKind::DocumentStart);
            }
            '-' if is_blank_or_end(self.look(1)) => return self.fetch_block_entry(),
            '.' if self.check_document_indicator("...") => {
                return self.fetch_document_indicator(TokenKind::DocumentEnd);
            }
            '[' => return self.fetch_flow_collection_start(TokenKind::FlowSequenceStart),
            '{' => return self.fetch_flow_collection_start(TokenKind::FlowMappingStart),
            ']' => return self.fetch_flow_collection_end(TokenKind::FlowSequenceEnd),
            '}' => return self.fetch_flow_collection_end(TokenKind::FlowMappingEnd),
            ',' => return self.fetch_flow_entry(),
            '?' if self.flow_level != 0 || is_blank_or_end(self.look(1)) => return self.fetch_key(),
            ':' if self.flow_level != 0 || is_blank_or_end(self.look(1)) => return self.fetch_value(),
            '*' | '&' => return self.fetch_anchor(char),
            '!' => return self.fetch_tag(),
            '|' | '>' if self.flow_level == 0 => return self.fetch_block_scalar(char),
            '\'' | '"' => return self.fetch_flow_scalar(char),
            _ => {}
        }
        if self.check_plain(char) {
            return self.fetch_plain();
        }
        // `ESCAPE_REPLACEMENTS` read backwards: of what can be here, it has the tab and the space.
        let shown = match char {
            '\t' => "\\t".to_owned(),
            ' ' => "\\ ".to_owned(),
            _ => char.to_string(),
        };
        let problem = if self.dialect == Dialect::V1_11 {
            format!("found character {char}'{shown}' that cannot start any token")
        } else {
            let shown = if char == '\t' { "\\t(TAB)" } else { &shown };
            format!("found character '{shown}' that cannot start any token. (Do not use {shown} for indentation)")
        };
        Err(Failure::within(Kind::CannotStart(char), "while scanning for the next token", None, problem, self.mark))
    }

    // Simple keys.

    fn stale_possible_simple_keys(&mut self) -> Outcome<()> {
        while let Some(key) = self.keys.front() {
            if key.mark.line == self.mark.line && self.mark.at - key.mark.at <= 1024 {
                break;
            }
            if key.required {
                return Err(self.no_colon(key.mark));
            }
            self.keys.pop_front();
        }
        Ok(())
    }

    fn no_colon(&self, key: Mark) -> Box<Failure> {
        let problem = match self.dialect {
            Dialect::V1_11 => "could not found expected ':'",
            _ => "could not find expected ':'",
        };
        Failure::within(Kind::NoColon, "while scanning a simple key", key, problem, self.mark)
    }

    fn save_possible_simple_key(&mut self) -> Outcome<()> {
        let required = self.flow_level == 0 && self.indent == self.column();
        if required && !self.allow_simple_key {
            let problem = "A simple key is required only if it is the first token in the current line";
            return Err(Failure::unmarked(Kind::KeyNotFirst, problem, self.mark));
        }
        if self.allow_simple_key {
            self.remove_possible_simple_key()?;
            self.keys.push_back(SimpleKey {
                flow_level: self.flow_level,
                token_number: self.tokens_taken + self.tokens.len(),
                required,
                mark: self.mark,
            });
        }
        Ok(())
    }

    /// The key of this flow level. Deeper levels are closed, so it can only be the last one.
    fn take_key(&mut self) -> Option<SimpleKey> {
        let level = self.flow_level;
        if self.keys.back()?.flow_level == level { self.keys.pop_back() } else { None }
    }

    fn remove_possible_simple_key(&mut self) -> Outcome<()> {
        match self.take_key() {
            Some(key) if key.required => Err(self.no_colon(key.mark)),
            _ => Ok(()),
        }
    }

    // Indentation.

    fn column(&self) -> i32 {
        i32::try_from(self.mark.column).unwrap_or(i32::MAX)
    }

    fn unwind_indent(&mut self, column: i32) {
        if self.flow_level != 0 {
            return;
        }
        while self.indent > column {
            self.indent = self.indents.pop().unwrap_or(-1);
            self.add(TokenKind::BlockEnd, self.mark);
        }
    }

    fn add_indent(&mut self, column: i32) -> bool {
        let deeper = self.indent < column;
        if deeper {
            self.indents.push(self.indent);
            self.indent = column;
        }
        deeper
    }

    // Fetchers.

    fn fetch_stream_end(&mut self) -> Outcome<()> {
        self.unwind_indent(-1);
        self.remove_possible_simple_key()?;
        self.allow_simple_key = false;
        self.keys.clear();
        self.add(TokenKind::StreamEnd, self.mark);
        self.done = true;
        Ok(())
    }

    fn fetch_document_indicator(&mut self, kind: TokenKind) -> Outcome<()> {
        self.unwind_indent(-1);
        self.remove_possible_simple_key()?;
        self.allow_simple_key = false;
        let start = self.mark;
        self.forward(3);
        self.add(kind, start);
        Ok(())
    }

    fn fetch_indicator(&mut self, kind: TokenKind) {
        let start = self.mark;
        self.forward(1);
        self.add(kind, start);
    }

    fn fetch_flow_collection_start(&mut self, kind: TokenKind) -> Outcome<()> {
        self.save_possible_simple_key()?;
        self.flow_level += 1;
        self.allow_simple_key = true;
        self.fetch_indicator(kind);
        Ok(())
    }

    fn fetch_flow_collection_end(&mut self, kind: TokenKind) -> Outcome<()> {
        self.remove_possible_simple_key()?;
        self.flow_level -= 1;
        self.allow_simple_key = false;
        self.fetch_indicator(kind);
        Ok(())
    }

    fn fetch_flow_entry(&mut self) -> Outcome<()> {
        self.allow_simple_key = true;
        self.remove_possible_simple_key()?;
        self.fetch_indicator(TokenKind::FlowEntry);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Outcome<()> {
        if self.flow_level == 0 {
            if !self.allow_simple_key {
                let problem = "sequence entries are not allowed here";
                return Err(Failure::at(Kind::EntryNotAllowed, problem, self.mark));
            }
            if self.add_indent(self.column()) {
                self.add(TokenKind::BlockSequenceStart, self.mark);
            }
        }
        self.allow_simple_key = true;
        self.remove_possible_simple_key()?;
        self.fetch_indicator(TokenKind::BlockEntry);
        Ok(())
    }

    fn fetch_key(&mut self) -> Outcome<()> {
        if self.flow_level == 0 {
            if !self.allow_simple_key {
                return Err(Failure::at(Kind::KeyNotAllowed, "mapping keys are not allowed here", self.mark));
            }
            if self.add_indent(self.column()) {
                self.add(TokenKind::BlockMappingStart, self.mark);
            }
        }
        self.allow_simple_key = self.flow_level == 0;
        self.remove_possible_simple_key()?;
        self.fetch_indicator(TokenKind::Key);
        Ok(())
    }

    fn fetch_value(&mut self) -> Outcome<()> {
        if let Some(key) = self.take_key() {
            let index = (key.token_number - self.tokens_taken).min(self.tokens.len());
            self.tokens.insert(index, Token { kind: TokenKind::Key, start: key.mark, end: key.mark });
            let column = i32::try_from(key.mark.column).unwrap_or(i32::MAX);
            if self.flow_level == 0 && self.add_indent(column) {
                let start = Token { kind: TokenKind::BlockMappingStart, start: key.mark, end: key.mark };
                self.tokens.insert(index, start);
            }
            self.allow_simple_key = false;
        } else {
            if self.flow_level == 0 {
                if !self.allow_simple_key {
                    let problem = "mapping values are not allowed here";
                    return Err(Failure::at(Kind::ValueNotAllowed, problem, self.mark));
                }
                if self.add_indent(self.column()) {
                    self.add(TokenKind::BlockMappingStart, self.mark);
                }
            }
            self.allow_simple_key = self.flow_level == 0;
            self.remove_possible_simple_key()?;
        }
        self.fetch_indicator(TokenKind::Value);
        Ok(())
    }

    fn fetch_anchor(&mut self, indicator: char) -> Outcome<()> {
        self.save_possible_simple_key()?;
        self.allow_simple_key = false;
        self.sensitive = true;
        self.scan_anchor(indicator)
    }

    fn fetch_tag(&mut self) -> Outcome<()> {
        self.save_possible_simple_key()?;
        self.allow_simple_key = false;
        self.scan_tag()
    }

    fn fetch_block_scalar(&mut self, style: char) -> Outcome<()> {
        self.allow_simple_key = true;
        self.remove_possible_simple_key()?;
        self.scan_block_scalar(style)
    }

    fn fetch_flow_scalar(&mut self, quote: char) -> Outcome<()> {
        self.save_possible_simple_key()?;
        self.allow_simple_key = false;
        self.scan_flow_scalar(quote)
    }

    fn fetch_plain(&mut self) -> Outcome<()> {
        self.save_possible_simple_key()?;
        self.allow_simple_key = false;
        self.scan_plain()
    }

    // Checkers.

    fn check_document_indicator(&self, indicator: &str) -> bool {
        self.mark.column == 0 && self.is_next(indicator) && is_blank_or_end(self.look(3))
    }

    fn check_plain(&self, char: char) -> bool {
        !is_blank_or_end(char) && !"-?:,[]{}#&*!|>'\"%@`".contains(char)
            || !is_blank_or_end(self.look(1)) && (char == '-' || self.flow_level == 0 && (char == '?' || char == ':'))
    }

    // Shared scanners.

    /// Skips blanks, comments and line breaks. 2.6 skips tabs in flow collections, but only behind
    /// the spaces of a run.
    fn scan_to_next_token(&mut self) {
        if self.mark.at == 0 && self.peek() == '\u{FEFF}' {
            self.forward(1);
        }
        loop {
            let mut blanks = 0;
            while self.look(blanks) == ' ' {
                blanks += 1;
            }
            if self.flow_level > 0 && self.look(blanks) == '\t' {
                self.sensitive = true;
                while self.dialect == Dialect::V2_6 && self.look(blanks) == '\t' {
                    blanks += 1;
                }
            }
            self.skip(blanks);
            if self.peek() == '#' {
                self.skip_comment();
            }
            if self.scan_line_break().is_none() {
                return;
            }
            if self.flow_level == 0 {
                self.allow_simple_key = true;
            }
        }
    }

    /// `forward` over characters that are no line breaks and no byte order marks.
    fn skip(&mut self, length: usize) {
        if length == 0 {
            return;
        }
        if self.dialect == Dialect::V1_11 {
            self.touch(self.mark.at + length + 1);
        }
        self.mark.at += length;
        self.mark.column += length;
    }

    /// To the end of the line. 2.x steps over the `#` before it looks for the end.
    fn skip_comment(&mut self) {
        if self.dialect >= Dialect::V2_2 {
            self.forward(1);
        }
        let mut length = 0;
        loop {
            let char = self.look(length);
            if char == '\0' || is_full_break(char) {
                break;
            }
            length += 1;
        }
        self.forward(length);
    }

    /// A line break, and what it becomes.
    fn scan_line_break(&mut self) -> Option<char> {
        let char = self.peek();
        match char {
            '\r' if self.look(1) == '\n' => {
                self.forward(2);
                Some('\n')
            }
            '\r' => {
                if self.mark.at + 1 >= self.chars.len() {
                    self.sensitive = true;
                }
                self.forward(1);
                Some('\n')
            }
            '\n' | '\u{85}' => {
                self.forward(1);
                Some('\n')
            }
            '\u{2028}' | '\u{2029}' => {
                self.forward(1);
                Some(char)
            }
            _ => None,
        }
    }
}

/// `Constant.NULL_BL_T_LINEBR`.
fn is_blank_or_end(char: char) -> bool {
    matches!(char, '\0' | ' ' | '\t') || is_full_break(char)
}

/// `Constant.NULL_BL_LINEBR`.
fn is_space_or_end(char: char) -> bool {
    matches!(char, '\0' | ' ') || is_full_break(char)
}

/// `Constant.ALPHA`.
fn is_word(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '-' || char == '_'
}

/// `s + "(" + c + ")"`, as most messages show a character.
fn shown(char: char) -> String {
    format!("{char}({})", u32::from(char))
}
