//! Quoted scalars.

use super::super::Dialect;
use super::super::failure::{Failure, Kind, Outcome};
use super::super::token::{Mark, Style, TokenKind};
use super::{Scanner, is_blank_or_end, shown};

/// `ESCAPE_REPLACEMENTS`.
fn replacement(escape: char) -> Option<char> {
    Some(match escape {
        '0' => '\0',
        'a' => '\u{07}',
        'b' => '\u{08}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{0B}',
        'f' => '\u{0C}',
        'r' => '\r',
        'e' => '\u{1B}',
        ' ' | '"' | '\\' => escape,
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}

/// `ESCAPE_CODES`: how many hexadecimal digits follow.
fn digits(escape: char) -> Option<usize> {
    match escape {
        'x' => Some(2),
        'u' => Some(4),
        'U' => Some(8),
        _ => None,
    }
}

impl Scanner<'_> {
    /// `scanFlowScalar`.
    pub(super) fn scan_flow_scalar(&mut self, quote: char) -> Outcome<()> {
        let double = quote == '"';
        let start = self.mark;
        let mut text = String::new();
        self.forward(1);
        self.scan_flow_scalar_non_spaces(double, start, &mut text)?;
        while self.peek() != quote {
            self.scan_flow_scalar_spaces(start, &mut text)?;
            self.scan_flow_scalar_non_spaces(double, start, &mut text)?;
        }
        self.forward(1);
        if start.line != self.mark.line {
            self.trail.quoted = Some((start, self.mark));
        }
        let style = if double { Style::DoubleQuoted } else { Style::SingleQuoted };
        self.add(TokenKind::Scalar { text, style }, start);
        Ok(())
    }

    fn scan_flow_scalar_non_spaces(&mut self, double: bool, start: Mark, text: &mut String) -> Outcome<()> {
        // A high surrogate that was escaped, and how long the text was then.
        let mut high: Option<(usize, u32)> = None;
        loop {
            let mut length = 0;
            loop {
                let char = self.look(length);
                if is_blank_or_end(char) || matches!(char, '\'' | '"' | '\\') {
                    break;
                }
                length += 1;
            }
            let range = self.prefix_forward(length);
            self.chars.push_to(range, text);
            match self.peek() {
                '\'' if !double && self.look(1) == '\'' => {
                    text.push('\'');
                    self.forward(2);
                }
                char @ '\'' if double => {
                    text.push(char);
                    self.forward(1);
                }
                char @ ('"' | '\\') if !double => {
                    text.push(char);
                    self.forward(1);
                }
                '\\' => {
                    self.forward(1);
                    self.scan_escape(start, text, &mut high)?;
                }
                _ => return Ok(()),
            }
        }
    }

    fn scan_escape(&mut self, start: Mark, text: &mut String, high: &mut Option<(usize, u32)>) -> Outcome<()> {
        let context = "while scanning a double-quoted scalar";
        let char = self.peek();
        if let Some(replacement) = replacement(char) {
            text.push(replacement);
            self.forward(1);
        } else if let Some(length) = digits(char) {
            self.forward(1);
            let hex = self.hex_prefix(length);
            if hex.chars().any(|digit| !digit.is_ascii_hexdigit()) {
                let problem = format!("expected escape sequence of {length} hexadecimal numbers, but found: {hex}");
                return Err(Failure::within(Kind::BadEscape, context, start, problem, self.mark));
            }
            match u32::from_str_radix(&hex, 16) {
                Ok(code) if code <= i32::MAX as u32 => {
                    self.push_code(code, &hex, start, text, high)?;
                    self.forward(length);
                }
                // `Integer.parseInt` throws; nothing catches it.
                _ => {
                    let problem = format!("For input string: \"{hex}\" under radix 16");
                    return Err(Failure::bare(Kind::BadEscape, problem));
                }
            }
        } else if self.scan_line_break().is_some() {
            self.scan_flow_scalar_breaks(start, text)?;
        } else {
            let problem = format!("found unknown escape character {}", shown(char));
            return Err(Failure::within(Kind::BadEscape, context, start, problem, self.mark));
        }
        Ok(())
    }

    /// The digits of an escape, fewer at the end of the file. 1.11 has a NUL there.
    fn hex_prefix(&mut self, length: usize) -> String {
        self.touch(self.mark.at + length);
        let start = self.mark.at;
        let end = (start + length).min(self.chars.len());
        let mut hex = self.chars.string(start..end);
        if end < start + length {
            self.sensitive = true;
            if self.dialect == Dialect::V1_11 {
                hex.push('\0');
            }
        }
        hex
    }

    /// Appends the character of a code. Java's strings can hold half a surrogate pair; it is shown
    /// as U+FFFD here.
    fn push_code(
        &mut self,
        code: u32,
        hex: &str,
        start: Mark,
        text: &mut String,
        high: &mut Option<(usize, u32)>,
    ) -> Outcome<()> {
        if code > 0x10_FFFF {
            return Err(match self.dialect {
                Dialect::V1_11 | Dialect::V1_26 => {
                    Failure::bare(Kind::BadEscape, format!("Not a valid Unicode code point: 0x{code:X}"))
                }
                _ => Failure::within(
                    Kind::BadEscape,
                    "while scanning a double-quoted scalar",
                    start,
                    format!("found unknown escape character {hex}"),
                    self.mark,
                ),
            });
        }
        if let Some((length, first)) = high.take()
            && (0xDC00..0xE000).contains(&code)
            && length == text.len()
            && let Some(char) = char::from_u32(0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00))
        {
            text.pop();
            text.push(char);
            return Ok(());
        }
        text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        if (0xD800..0xDC00).contains(&code) {
            *high = Some((text.len(), code));
        }
        Ok(())
    }

    fn scan_flow_scalar_spaces(&mut self, start: Mark, text: &mut String) -> Outcome<()> {
        let mut length = 0;
        while matches!(self.look(length), ' ' | '\t') {
            length += 1;
        }
        let blanks = self.prefix_forward(length);
        if self.peek() == '\0' {
            let problem = "found unexpected end of stream";
            return Err(Failure::within(
                Kind::UnclosedQuote,
                "while scanning a quoted scalar",
                start,
                problem,
                self.mark,
            ));
        }
        let Some(line_break) = self.scan_line_break() else {
            self.chars.push_to(blanks, text);
            return Ok(());
        };
        let mut breaks = String::new();
        self.scan_flow_scalar_breaks(start, &mut breaks)?;
        if line_break != '\n' {
            text.push(line_break);
        } else if breaks.is_empty() {
            text.push(' ');
        }
        text.push_str(&breaks);
        Ok(())
    }

    fn scan_flow_scalar_breaks(&mut self, start: Mark, text: &mut String) -> Outcome<()> {
        loop {
            if (self.is_next("---") || self.is_next("...")) && is_blank_or_end(self.look(3)) {
                let problem = "found unexpected document separator";
                return Err(Failure::within(
                    Kind::SeparatorInQuotes,
                    "while scanning a quoted scalar",
                    start,
                    problem,
                    self.mark,
                ));
            }
            while matches!(self.peek(), ' ' | '\t') {
                self.forward(1);
            }
            match self.scan_line_break() {
                Some(line_break) => text.push(line_break),
                None => return Ok(()),
            }
        }
    }
}
