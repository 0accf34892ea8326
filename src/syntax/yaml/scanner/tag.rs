//! Anchors, aliases and tags.

use super::super::Dialect;
use super::super::failure::{Failure, Kind, Outcome};
use super::super::token::{Mark, TagName, TokenKind};
use super::{Scanner, is_blank_or_end, is_space_or_end, is_word, shown};

impl Scanner<'_> {
    /// `scanAnchor`: which characters a name may have is another matter in each generation.
    pub(super) fn scan_anchor(&mut self, indicator: char) -> Outcome<()> {
        let start = self.mark;
        let context = if indicator == '*' { "while scanning an alias" } else { "while scanning an anchor" };
        self.forward(1);
        let dialect = self.dialect;
        let is_name = |char: char| match dialect {
            Dialect::V1_11 => is_word(char),
            Dialect::V1_26 => !is_blank_or_end(char) && !":,[]{}".contains(char),
            _ => !is_blank_or_end(char) && !":,[]{}/.*&".contains(char),
        };
        let mut length = 0;
        while is_name(self.look(length)) {
            length += 1;
        }
        let char = self.look(length);
        if length == 0 {
            let problem = match dialect {
                Dialect::V1_11 => {
                    format!("expected alphabetic or numeric character, but found but found {char}")
                }
                _ => format!("unexpected character found {}", shown(char)),
            };
            return Err(Failure::within(Kind::BadName, context, start, problem, self.mark));
        }
        let range = self.prefix_forward(length);
        if !is_blank_or_end(char) && !"?:,]}%@`".contains(char) {
            let problem = match dialect {
                Dialect::V1_11 => {
                    format!("expected alphabetic or numeric character, but found {}", shown(char))
                }
                _ => format!("unexpected character found {}", shown(char)),
            };
            return Err(Failure::within(Kind::BadName, context, start, problem, self.mark));
        }
        let name = self.chars.string(range);
        self.add(if indicator == '*' { TokenKind::Alias(name) } else { TokenKind::Anchor(name) }, start);
        Ok(())
    }

    /// `scanTag`.
    pub(super) fn scan_tag(&mut self) -> Outcome<()> {
        let start = self.mark;
        let next = self.look(1);
        let tag = if next == '<' {
            self.forward(2);
            let suffix = self.scan_tag_uri("tag", start)?;
            self.expect_after_tag(start, "'>'", |char| char == '>')?;
            self.forward(1);
            TagName { handle: None, suffix }
        } else if is_blank_or_end(next) {
            self.forward(1);
            TagName { handle: None, suffix: "!".to_owned() }
        } else {
            let mut length = 1;
            while !is_space_or_end(self.look(length)) && self.look(length) != '!' {
                length += 1;
            }
            let handle = if self.look(length) == '!' {
                self.scan_tag_handle("tag", start)?
            } else {
                self.forward(1);
                "!".to_owned()
            };
            TagName { handle: Some(handle), suffix: self.scan_tag_uri("tag", start)? }
        };
        self.expect_after_tag(start, "' '", is_space_or_end)?;
        self.add(TokenKind::Tag(tag), start);
        Ok(())
    }

    fn expect_after_tag(&self, start: Mark, what: &str, is_right: impl Fn(char) -> bool) -> Outcome<()> {
        let char = self.peek();
        if is_right(char) {
            return Ok(());
        }
        let problem = format!("expected {what}, but found '{char}' ({})", u32::from(char));
        Err(Failure::within(Kind::BadTag, "while scanning a tag", start, problem, self.mark))
    }

    /// `scanTagHandle`.
    pub(super) fn scan_tag_handle(&mut self, name: &str, start: Mark) -> Outcome<String> {
        let wrong = |char: char, mark: Mark| {
            let problem = format!("expected '!', but found {}", shown(char));
            Failure::within(Kind::BadTag, format!("while scanning a {name}"), start, problem, mark)
        };
        if self.peek() != '!' {
            return Err(wrong(self.peek(), self.mark));
        }
        let mut length = 1;
        if self.look(length) != ' ' {
            while is_word(self.look(length)) {
                length += 1;
            }
            let char = self.look(length);
            if char != '!' {
                self.forward(length);
                return Err(wrong(char, self.mark));
            }
            length += 1;
        }
        let range = self.prefix_forward(length);
        Ok(self.chars.string(range))
    }

    /// `scanTagUri`.
    pub(super) fn scan_tag_uri(&mut self, name: &str, start: Mark) -> Outcome<String> {
        let mut uri = String::new();
        let mut length = 0;
        loop {
            let char = self.look(length);
            if char == '%' {
                let range = self.prefix_forward(length);
                self.chars.push_to(range, &mut uri);
                length = 0;
                self.scan_uri_escapes(name, start, &mut uri)?;
            } else if is_word(char) || ";/?:@&=+$,.!~*'()[]".contains(char) {
                length += 1;
            } else {
                break;
            }
        }
        let char = self.look(length);
        let range = self.prefix_forward(length);
        self.chars.push_to(range, &mut uri);
        if uri.is_empty() {
            let problem = format!("expected URI, but found {}", shown(char));
            return Err(Failure::within(Kind::BadTag, format!("while scanning a {name}"), start, problem, self.mark));
        }
        Ok(uri)
    }

    /// `scanUriEscapes`: a run of `%XX`, UTF-8 all together.
    fn scan_uri_escapes(&mut self, name: &str, start: Mark, uri: &mut String) -> Outcome<()> {
        let context = format!("while scanning a {name}");
        let first = self.mark;
        let mut bytes = Vec::new();
        while self.peek() == '%' {
            self.forward(1);
            let (high, low) = (self.look(0), self.look(1));
            match (high.to_digit(16), low.to_digit(16)) {
                (Some(high), Some(low)) => bytes.push((high * 16 + low) as u8),
                // At the end of the file there is only one digit to parse.
                (Some(digit), None) if low == '\0' && self.dialect != Dialect::V1_11 => bytes.push(digit as u8),
                _ => {
                    let problem = format!(
                        "expected URI escape sequence of 2 hexadecimal numbers, but found {} and {}",
                        shown(high),
                        shown(low)
                    );
                    return Err(Failure::within(Kind::BadTag, context, start, problem, self.mark));
                }
            }
            self.forward(2);
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                uri.push_str(text);
                Ok(())
            }
            Err(error) => {
                let problem = format!("expected URI in UTF-8: Input length = {}", malformed(&bytes, error));
                Err(Failure::within(Kind::BadTag, context, start, problem, first))
            }
        }
    }
}

/// `MalformedInputException.getInputLength`: how many bytes the JVM's `UTF_8.Decoder` takes for malformed. Other than
/// Rust it reads an encoded surrogate as a whole.
fn malformed(bytes: &[u8], error: std::str::Utf8Error) -> usize {
    let rest = bytes.get(error.valid_up_to()..).unwrap_or_default();
    match rest {
        [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..] => 3,
        [0xED, 0xA0..=0xBF, ..] => 2,
        _ => error.error_len().unwrap_or(rest.len()),
    }
}
