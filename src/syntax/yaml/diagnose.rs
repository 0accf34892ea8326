//! What was probably meant where SnakeYAML gave up: which place is to blame, and how it would read on.
//!
//! SnakeYAML says where it stopped; the mistake is often on another line (a missing blank behind a
//! colon turns the next lines into text). Each guess names the guilty place and, where one is known,
//! a change. Whether the change helps is found out by reading again, never assumed here.

mod characters;
mod flow;
mod indent;
mod keys;
mod quotes;

use super::chars::Chars;
use super::draft::Change;
use super::failure::{Failure, Kind};
use super::lines::Lines;
use super::scanner::Trail;
use super::token::{Mark, TokenKind};
use crate::text;
use crate::text::Text;
use std::ops::Range;

/// A guess about one failure. Ranges are bytes of the text that was read.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    pub(super) fault: &'static str,
    pub(super) blame: Range<usize>,
    pub(super) detail: Option<Text>,
    pub(super) mend: Option<Mend>,
}

/// A change that may help.
#[derive(Clone, Debug)]
pub(super) struct Mend {
    pub(super) title: Text,
    /// Whether the meaning is certain.
    pub(super) safe: bool,
    pub(super) changes: Vec<Change>,
}

impl Guess {
    fn new(fault: &'static str, blame: Range<usize>) -> Self {
        Self { fault, blame, detail: None, mend: None }
    }

    fn detail(mut self, detail: Text) -> Self {
        self.detail = Some(detail);
        self
    }

    /// With a change whose meaning is certain.
    fn safe(self, title: Text, changes: Vec<Change>) -> Self {
        self.mend(title, changes, true)
    }

    /// With a change that should be looked at.
    fn perhaps(self, title: Text, changes: Vec<Change>) -> Self {
        self.mend(title, changes, false)
    }

    fn mend(mut self, title: Text, changes: Vec<Change>, safe: bool) -> Self {
        self.mend = Some(Mend { title, safe, changes });
        self
    }
}

/// A failed text.
pub(super) struct View<'a> {
    pub(super) lines: Lines<'a>,
    pub(super) chars: &'a Chars<'a>,
    pub(super) failure: &'a Failure,
    pub(super) trail: Trail,
}

impl View<'_> {
    /// The byte of a mark.
    fn byte(&self, mark: Mark) -> usize {
        self.chars.byte(mark.at)
    }

    /// The byte that SnakeYAML points at.
    fn problem(&self) -> usize {
        self.failure.mark.map_or(0, |mark| self.byte(mark))
    }

    /// The line (from 0) that SnakeYAML points at.
    fn problem_line(&self) -> usize {
        self.lines.of(self.problem())
    }

    /// From a byte to the next blank, at least one character.
    fn word(&self, start: usize) -> Range<usize> {
        let rest = self.lines.bytes.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
        start..start + length
    }

    /// The content of a line, without indentation and comment.
    fn code(&self, line: usize) -> Range<usize> {
        let range = self.lines.range(line);
        let start = range.end - self.lines.content(line).len();
        start..self.lines.code_end(line).max(start)
    }

    fn slice(&self, range: Range<usize>) -> &[u8] {
        self.lines.bytes.get(range).unwrap_or_default()
    }
}

/// What may be meant, the likeliest first. Never empty.
pub(super) fn diagnose(view: &View<'_>) -> Vec<Guess> {
    let mut guesses = match &view.failure.kind {
        Kind::Unprintable { at, char } => characters::unprintable(view, *at, *char),
        Kind::NoColon => keys::no_colon(view),
        Kind::ValueNotAllowed => keys::value_not_allowed(view),
        Kind::EntryNotAllowed => keys::entry_not_allowed(view),
        Kind::CannotStart('\t') => characters::tab(view),
        Kind::CannotStart(char) => characters::reserved(view, *char),
        Kind::UnclosedQuote | Kind::SeparatorInQuotes => quotes::unclosed(view),
        Kind::BadEscape => quotes::bad_escape(view),
        Kind::ColonInFlow => flow::colon(view),
        Kind::BlockHeader => match keys::marker(view, view.problem_line()) {
            Some(guess) => vec![guess],
            None => characters::block_header(view),
        },
        Kind::BadName => characters::bad_name(view),
        Kind::BadTag | Kind::UnknownTag => characters::tag(view),
        Kind::BadDirective => characters::directive(view),
        Kind::SecondRoot(found) => indent::second_root(view, found),
        Kind::InMapping(found) => indent::in_mapping(view, found),
        Kind::InSequence(found) => indent::in_sequence(view, found),
        Kind::InFlowSequence(found) | Kind::InFlowMapping(found) => flow::not_closed(view, found),
        Kind::NoContent(found) => flow::no_content(view, found),
        Kind::SecondDocument => keys::second_document(view),
        Kind::UndefinedAlias => characters::alias(view),
        Kind::SpecialScalar => characters::special(view),
        Kind::KeyNotAllowed
        | Kind::KeyNotFirst
        | Kind::DuplicateAnchor
        | Kind::EndlessKey
        | Kind::Limit
        | Kind::BadValue => Vec::new(),
    };
    guesses.extend(characters::wide_indent(view));
    if guesses.is_empty() {
        guesses.push(plain_guess(view));
    }
    guesses
}

/// No idea: SnakeYAML's own place.
fn plain_guess(view: &View<'_>) -> Guess {
    let fault = match view.failure.kind {
        Kind::SecondDocument => "yaml-two-documents",
        Kind::UndefinedAlias => "yaml-undefined-alias",
        Kind::BadEscape => "yaml-bad-escape",
        Kind::UnknownTag => "yaml-unknown-tag",
        Kind::UnclosedQuote | Kind::SeparatorInQuotes => "yaml-unclosed-quote",
        Kind::InFlowSequence(_) | Kind::InFlowMapping(_) => "yaml-unclosed-bracket",
        _ => "yaml-syntax",
    };
    let blame = match view.failure.context_mark.map(|mark| view.byte(mark)) {
        Some(node) if matches!(view.failure.kind, Kind::Limit | Kind::EndlessKey) => node..node + 1,
        Some(node) if matches!(view.failure.kind, Kind::KeyNotFirst) => view.word(node),
        _ => view.word(view.problem()),
    };
    let guess = Guess::new(fault, blame);
    let limits = match view.failure.kind {
        Kind::Limit if view.failure.problem.starts_with("Nesting") || view.failure.problem.starts_with("java") => {
            text! { en: "brackets or lists are nested too deeply", zh: "括号或列表嵌套得太深" }
        }
        Kind::Limit if view.failure.problem.starts_with("Number of aliases") => {
            text! { en: "too many aliases (`*name`) of lists or mappings", zh: "对列表或映射的别名（`*name`）太多" }
        }
        Kind::EndlessKey => text! {
            en: "this key leads to itself through an alias (`*name`): its hash code never ends",
            zh: "这个键通过别名（`*name`）又包含了自己：它的散列值永远算不完",
        },
        Kind::Limit => text! { en: "the file is too large for SnakeYAML", zh: "文件超过了 SnakeYAML 的大小限制" },
        Kind::KeyNotFirst => text! {
            en: "a value ends on this line, and something else follows it",
            zh: "上一个值在这一行结束，而它后面还有别的内容",
        },
        Kind::DuplicateAnchor => text! {
            en: "the same anchor (`&name`) is defined twice",
            zh: "同一个锚点（`&name`）定义了两次",
        },
        _ => return guess,
    };
    guess.detail(limits)
}

/// The name of a token kind for people.
fn shown_token(found: &TokenKind) -> Text {
    match found {
        TokenKind::Scalar { .. } => text! { en: "more text", zh: "多余的文字" },
        TokenKind::FlowEntry => text! { en: "a comma", zh: "一个逗号" },
        TokenKind::FlowSequenceEnd => text! { en: "a `]` that nothing opened", zh: "一个没有对应 `[` 的 `]`" },
        TokenKind::FlowMappingEnd => text! { en: "a `}}` that nothing opened", zh: "一个没有对应 `{{` 的 `}}`" },
        TokenKind::BlockEntry | TokenKind::BlockSequenceStart => text! { en: "a list item", zh: "一个列表项" },
        TokenKind::BlockMappingStart | TokenKind::Key => text! { en: "a key", zh: "一个键" },
        TokenKind::Value => text! { en: "a colon", zh: "一个冒号" },
        _ => text! { en: "something that can't stand here", zh: "不能出现在这里的内容" },
    }
}
