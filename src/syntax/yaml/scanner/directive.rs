//! Lines that start with `%`.

use super::super::Dialect;
use super::super::failure::{Failure, Kind, Outcome};
use super::super::token::{Directive, Mark, Token, TokenKind};
use super::{Scanner, is_full_break, is_space_or_end, is_word, shown};

const CONTEXT: &str = "while scanning a directive";

impl Scanner<'_> {
    /// `fetchDirective` and `scanDirective`.
    pub(super) fn fetch_directive(&mut self) -> Outcome<()> {
        self.unwind_indent(-1);
        self.remove_possible_simple_key()?;
        self.allow_simple_key = false;
        self.sensitive = true;
        let start = self.mark;
        self.forward(1);
        let name = self.scan_directive_name(start)?;
        let directive = match name.as_str() {
            "YAML" => Directive::Yaml { major: self.scan_yaml_directive_value(start)? },
            "TAG" => self.scan_tag_directive_value(start)?,
            _ => Directive::Other,
        };
        let end = self.mark;
        if directive == Directive::Other {
            let mut length = 0;
            while self.look(length) != '\0' && !is_full_break(self.look(length)) {
                length += 1;
            }
            self.forward(length);
        }
        self.scan_directive_ignored_line(start)?;
        self.tokens.push_back(Token { kind: TokenKind::Directive(directive), start, end });
        Ok(())
    }

    fn scan_directive_name(&mut self, start: Mark) -> Outcome<String> {
        let mut length = 0;
        while is_word(self.look(length)) {
            length += 1;
        }
        let wrong = |char: char, mark: Mark| {
            let problem = format!("expected alphabetic or numeric character, but found {}", shown(char));
            Failure::within(Kind::BadDirective, CONTEXT, start, problem, mark)
        };
        if length == 0 {
            return Err(wrong(self.peek(), self.mark));
        }
        let range = self.prefix_forward(length);
        let name = self.chars.string(range);
        if !is_space_or_end(self.peek()) {
            return Err(wrong(self.peek(), self.mark));
        }
        Ok(name)
    }

    fn skip_spaces(&mut self) {
        while self.peek() == ' ' {
            self.forward(1);
        }
    }

    fn scan_yaml_directive_value(&mut self, start: Mark) -> Outcome<u32> {
        self.skip_spaces();
        let major = self.scan_yaml_directive_number(start)?;
        self.expect(start, "a digit or '.'", |char| char == '.')?;
        self.forward(1);
        self.scan_yaml_directive_number(start)?;
        self.expect(start, "a digit or ' '", is_space_or_end)?;
        Ok(major)
    }

    fn expect(&self, start: Mark, what: &str, is_right: impl Fn(char) -> bool) -> Outcome<()> {
        let char = self.peek();
        if is_right(char) {
            return Ok(());
        }
        let problem = format!("expected {what}, but found {}", shown(char));
        Err(Failure::within(Kind::BadDirective, CONTEXT, start, problem, self.mark))
    }

    fn scan_yaml_directive_number(&mut self, start: Mark) -> Outcome<u32> {
        self.expect(start, "a digit", |char| char.is_ascii_digit())?;
        let mut length = 0;
        while self.look(length).is_ascii_digit() {
            length += 1;
        }
        let range = self.prefix_forward(length);
        let number = self.chars.string(range);
        if length > 3 && self.dialect >= Dialect::V2_2 {
            let problem = format!("found a number which cannot represent a valid version: {number}");
            return Err(Failure::within(
                Kind::BadDirective,
                "while scanning a YAML directive",
                start,
                problem,
                self.mark,
            ));
        }
        match number.parse::<i32>() {
            Ok(number) => Ok(number.unsigned_abs()),
            Err(_) => Err(Failure::bare(Kind::BadDirective, format!("For input string: \"{number}\""))),
        }
    }

    fn scan_tag_directive_value(&mut self, start: Mark) -> Outcome<Directive> {
        self.skip_spaces();
        let handle = self.scan_tag_handle("directive", start)?;
        if self.dialect == Dialect::V1_11 && self.peek() != ' ' {
            // It prints the character twice.
            let char = self.peek();
            let problem = format!("expected ' ', but found {char}({char})");
            return Err(Failure::within(Kind::BadDirective, CONTEXT, start, problem, self.mark));
        }
        self.expect(start, "' '", |char| char == ' ')?;
        self.skip_spaces();
        let prefix = self.scan_tag_uri("directive", start)?;
        self.expect(start, "' '", is_space_or_end)?;
        Ok(Directive::Tag { handle, prefix })
    }

    fn scan_directive_ignored_line(&mut self, start: Mark) -> Outcome<()> {
        self.skip_spaces();
        if self.peek() == '#' {
            self.skip_comment();
        }
        let char = self.peek();
        if self.scan_line_break().is_none() && char != '\0' {
            let problem = format!("expected a comment or a line break, but found {}", shown(char));
            return Err(Failure::within(Kind::BadDirective, CONTEXT, start, problem, self.mark));
        }
        Ok(())
    }
}
