//! Literal (`|`) and folded (`>`) scalars.

use super::super::Dialect;
use super::super::failure::{Failure, Kind, Outcome};
use super::super::token::{Mark, Style, Token, TokenKind};
use super::{Scanner, is_space_or_end, shown};

const CONTEXT: &str = "while scanning a block scalar";

impl Scanner<'_> {
    /// `scanBlockScalar`.
    pub(super) fn scan_block_scalar(&mut self, style: char) -> Outcome<()> {
        let folded = style == '>';
        let start = self.mark;
        self.forward(1);
        let (chomping, increment) = self.scan_block_scalar_indicators(start)?;
        self.scan_block_scalar_ignored_line(start)?;
        let min_indent = usize::try_from(self.indent + 1).unwrap_or(0).max(1);
        let mut breaks = String::new();
        let (indent, mut end) = match increment {
            None => {
                let (max_indent, end) = self.scan_block_scalar_indentation(&mut breaks);
                (min_indent.max(max_indent), end)
            }
            Some(increment) => {
                let indent = min_indent + increment - 1;
                (indent, self.scan_block_scalar_breaks(indent, &mut breaks))
            }
        };
        let mut text = String::new();
        let mut line_break = None;
        while self.mark.column == indent && self.peek() != '\0' {
            text.push_str(&breaks);
            let leading_non_space = !matches!(self.peek(), ' ' | '\t');
            let mut length = 0;
            loop {
                let char = self.look(length);
                if char == '\0' || super::is_full_break(char) {
                    break;
                }
                length += 1;
            }
            let range = self.prefix_forward(length);
            self.chars.push_to(range, &mut text);
            line_break = self.scan_line_break();
            breaks.clear();
            end = self.scan_block_scalar_breaks(indent, &mut breaks);
            if self.mark.column != indent || self.peek() == '\0' {
                break;
            }
            if folded && line_break == Some('\n') && leading_non_space && !matches!(self.peek(), ' ' | '\t') {
                if breaks.is_empty() {
                    text.push(' ');
                }
            } else {
                text.extend(line_break);
            }
        }
        if chomping != Some(false) {
            text.extend(line_break);
        }
        if chomping == Some(true) {
            text.push_str(&breaks);
        }
        self.tokens.push_back(Token { kind: TokenKind::Scalar { text, style: Style::Block }, start, end });
        Ok(())
    }

    fn scan_block_scalar_indicators(&mut self, start: Mark) -> Outcome<(Option<bool>, Option<usize>)> {
        let mut chomping = self.chomping();
        let increment = match self.peek().to_digit(10) {
            None => None,
            Some(0) => {
                let problem = "expected indentation indicator in the range 1-9, but found 0";
                return Err(Failure::within(Kind::BlockHeader, CONTEXT, start, problem, self.mark));
            }
            Some(digit) => {
                self.forward(1);
                Some(digit as usize)
            }
        };
        if chomping.is_none() && increment.is_some() {
            chomping = self.chomping();
        }
        let char = self.peek();
        if !is_space_or_end(char) {
            let found = self.found(char);
            let problem = format!("expected chomping or indentation indicators, but found {found}");
            return Err(Failure::within(Kind::BlockHeader, CONTEXT, start, problem, self.mark));
        }
        Ok((chomping, increment))
    }

    fn chomping(&mut self) -> Option<bool> {
        let keep = match self.peek() {
            '+' => true,
            '-' => false,
            _ => return None,
        };
        self.forward(1);
        Some(keep)
    }

    fn scan_block_scalar_ignored_line(&mut self, start: Mark) -> Outcome<()> {
        while self.peek() == ' ' {
            self.forward(1);
        }
        if self.peek() == '#' {
            self.skip_comment();
        }
        let char = self.peek();
        if self.scan_line_break().is_none() && char != '\0' {
            let problem = format!("expected a comment or a line break, but found {}", self.found(char));
            return Err(Failure::within(Kind::BlockHeader, CONTEXT, start, problem, self.mark));
        }
        Ok(())
    }

    /// 1.11 shows the character alone here.
    fn found(&self, char: char) -> String {
        if self.dialect == Dialect::V1_11 { char.to_string() } else { shown(char) }
    }

    fn scan_block_scalar_indentation(&mut self, breaks: &mut String) -> (usize, Mark) {
        let mut max_indent = 0;
        let mut end = self.mark;
        loop {
            if self.peek() == ' ' {
                self.forward(1);
                max_indent = max_indent.max(self.mark.column);
            } else if let Some(line_break) = self.scan_line_break() {
                breaks.push(line_break);
                end = self.mark;
            } else {
                return (max_indent, end);
            }
        }
    }

    fn scan_block_scalar_breaks(&mut self, indent: usize, breaks: &mut String) -> Mark {
        let mut end = self.mark;
        loop {
            while self.mark.column < indent && self.peek() == ' ' {
                self.forward(1);
            }
            match self.scan_line_break() {
                Some(line_break) => {
                    breaks.push(line_break);
                    end = self.mark;
                }
                None => return end,
            }
        }
    }
}
