//! Plain (unquoted) scalars.

use super::super::Dialect;
use super::super::failure::{Failure, Kind, Outcome};
use super::super::token::{Style, Token, TokenKind};
use super::{Scanner, is_blank_or_end};

impl Scanner<'_> {
    /// `scanPlain`.
    pub(super) fn scan_plain(&mut self) -> Outcome<()> {
        let start = self.mark;
        let mut end = start;
        let indent = self.indent + 1;
        let mut text = String::new();
        let mut spaces = String::new();
        while self.peek() != '#' {
            let length = self.plain_length();
            if self.dialect == Dialect::V1_11 && self.flow_level != 0 && self.look(length) == ':' {
                let next = self.look(length + 1);
                if !is_blank_or_end(next) && !",[]{}".contains(next) {
                    self.forward(length);
                    let context = "while scanning a plain scalar";
                    let mut failure =
                        Failure::within(Kind::ColonInFlow, context, start, "found unexpected ':'", self.mark);
                    failure.note = Some("Please check http://pyyaml.org/wiki/YAMLColonInFlowContext for details.");
                    return Err(failure);
                }
            }
            if length == 0 {
                break;
            }
            self.allow_simple_key = false;
            text.push_str(&spaces);
            let range = self.prefix_forward(length);
            self.chars.push_to(range, &mut text);
            end = self.mark;
            spaces.clear();
            self.scan_plain_spaces(&mut spaces);
            if spaces.is_empty() || self.peek() == '#' || self.flow_level == 0 && self.column() < indent {
                break;
            }
        }
        self.trail.plain = Some((start, end));
        self.tokens.push_back(Token { kind: TokenKind::Scalar { text, style: Style::Plain }, start, end });
        Ok(())
    }

    /// How far a plain scalar goes without a blank.
    fn plain_length(&mut self) -> usize {
        let mut length = 0;
        if self.flow_level == 0 {
            loop {
                let char = self.look(length);
                if is_blank_or_end(char) || char == ':' && is_blank_or_end(self.look(length + 1)) {
                    return length;
                }
                length += 1;
            }
        }
        loop {
            let char = self.look(length);
            if is_blank_or_end(char) || ",?[]{}".contains(char) {
                return length;
            }
            if char == ':' {
                if self.dialect == Dialect::V1_11 {
                    return length;
                }
                let next = self.look(length + 1);
                if is_blank_or_end(next) || ",[]{}".contains(next) {
                    return length;
                }
                self.sensitive = true;
            }
            length += 1;
        }
    }

    /// `scanPlainSpaces`: nothing when the scalar ends here for good.
    fn scan_plain_spaces(&mut self, out: &mut String) {
        let mut length = 0;
        while matches!(self.look(length), ' ' | '\t') {
            length += 1;
        }
        let blanks = self.prefix_forward(length);
        let Some(line_break) = self.scan_line_break() else {
            self.chars.push_to(blanks, out);
            return;
        };
        self.allow_simple_key = true;
        if self.ends_document() {
            return;
        }
        loop {
            if self.peek() == ' ' {
                self.forward(1);
            } else if let Some(more) = self.scan_line_break() {
                out.push(more);
                if self.ends_document() {
                    out.clear();
                    return;
                }
            } else {
                break;
            }
        }
        if line_break != '\n' {
            out.insert(0, line_break);
        } else if out.is_empty() {
            out.push(' ');
        }
    }

    /// The condition of `scanPlainSpaces`, precedence and all: `---` counts whatever follows it.
    fn ends_document(&self) -> bool {
        self.is_next("---") || self.is_next("...") && is_blank_or_end(self.look(3))
    }
}
