//! Brackets, braces and commas.

use super::super::token::TokenKind;
use super::{Guess, View, shown_token};
use crate::text;
use crate::text::Text;

/// A character and what it should have been.
const WIDE: [(&str, &str, char); 12] = [
    ("，", ", ", '，'),
    ("、", ", ", '、'),
    ("“", "\"", '“'),
    ("”", "\"", '”'),
    ("＂", "\"", '＂'),
    ("‘", "'", '‘'),
    ("’", "'", '’'),
    ("：", ": ", '：'),
    ("［", "[", '［'),
    ("］", "]", '］'),
    ("【", "[", '【'),
    ("】", "]", '】'),
];

/// Full-width punctuation in a line, as ASCII.
pub(super) fn wide(view: &View<'_>, line: usize) -> Option<Guess> {
    let code = view.code(line);
    let text = std::str::from_utf8(view.slice(code.clone())).ok()?;
    let mut changes = Vec::new();
    let mut blame = None;
    let mut quote = None;
    for (at, char) in text.char_indices() {
        if quote == Some(char) {
            quote = None;
        } else if quote.is_none() && matches!(char, '"' | '\'') {
            quote = Some(char);
        } else if quote.is_none()
            && let Some((wide, narrow, _)) = WIDE.iter().find(|(_, _, wide)| *wide == char)
        {
            let place = code.start + at..code.start + at + wide.len();
            blame.get_or_insert((place.clone(), char));
            changes.push((place, (*narrow).to_owned()));
        }
    }
    let (blame, char) = blame?;
    let detail = text! {
        en: "`{char}` is a full-width character: to YAML it is text, no punctuation",
        zh: "`{char}` 是全角字符：YAML 把它当成普通文字，不当标点",
    };
    let title = text! { en: "write ASCII punctuation", zh: "改成半角标点" };
    Some(Guess::new("yaml-full-width-character", blame).detail(detail).perhaps(title, changes))
}

/// `expected ',' or ']'`: a comma is missing, or the bracket was never closed.
pub(super) fn not_closed(view: &View<'_>, found: &TokenKind) -> Vec<Guess> {
    let Some(open) = view.failure.context_mark.map(|mark| view.byte(mark)) else { return Vec::new() };
    let at = view.problem();
    let (first, line) = (view.lines.of(open), view.lines.of(at));
    let mut guesses: Vec<Guess> = (first..=line).take(50).filter_map(|line| wide(view, line)).take(1).collect();
    let key_below = (first + 1..=line).find(|&line| view.lines.is_key_line(line));
    if key_below.is_some() || *found == TokenKind::StreamEnd {
        guesses.push(close(view, open, key_below));
    }
    guesses.extend(super::quotes::earlier(view));
    if matches!(found, TokenKind::Scalar { .. } | TokenKind::FlowSequenceStart | TokenKind::FlowMappingStart) {
        let before = view.slice(open..at).trim_ascii_end();
        let end = open + before.len();
        let detail = text! { en: "no comma between two items", zh: "两项之间没有逗号" };
        let title = text! { en: "put a comma between them", zh: "在两项之间加上逗号" };
        guesses.push(
            Guess::new("yaml-syntax", view.word(at)).detail(detail).perhaps(title, vec![(end..end, ",".to_owned())]),
        );
    }
    if key_below.is_none() && *found != TokenKind::StreamEnd {
        guesses.push(close(view, open, None));
    }
    guesses
}

/// Closes a bracket before the key that follows it.
fn close(view: &View<'_>, open: usize, key_below: Option<usize>) -> Guess {
    let first = view.lines.of(open);
    let number = first + 1;
    let (bracket, closing) = if view.slice(open..open + 1) == b"{" { ('{', '}') } else { ('[', ']') };
    let last =
        key_below.map_or_else(|| Some(first), |key| view.lines.previous(key)).map_or(first, |last| last.max(first));
    let end = view.lines.code_end(last).max(open + 1);
    let detail = text! {
        en: "the `{bracket}` that opens on line {number} isn't closed",
        zh: "第 {number} 行的 `{bracket}` 没有闭合",
    };
    let last = last + 1;
    let title = text! { en: "put a `{closing}` at the end of line {last}", zh: "在第 {last} 行的末尾补上 `{closing}`" };
    let change = (end..end, closing.to_string());
    Guess::new("yaml-unclosed-bracket", open..open + 1).detail(detail).perhaps(title, vec![change])
}

/// A token that can't follow what stands before it: a comma, a bracket, more text.
pub(super) fn stray(view: &View<'_>, found: &TokenKind) -> Vec<Guess> {
    let at = view.problem();
    let line = view.lines.of(at);
    let end = view.lines.code_end(line).max(at);
    let rest = view.slice(at..end);
    let mut guesses: Vec<Guess> = wide(view, line).into_iter().collect();
    let is_punctuation = rest.iter().all(|byte| byte.is_ascii_punctuation() && !matches!(byte, b'"' | b'\''))
        || matches!(rest, [0xEF, 0xBC, _] | [0xE3, 0x80, _]);
    let what = shown_token(found);
    let fault = match found {
        TokenKind::FlowSequenceEnd | TokenKind::FlowMappingEnd => "yaml-unclosed-bracket",
        _ => "yaml-syntax",
    };
    if *found == TokenKind::FlowEntry
        && let Some(key) = view.lines.key(line).filter(|key| key.has_colon() && key.end < at)
        && rest.len() > 1
    {
        let name = key.shown();
        let value = view.slice(key.end..end);
        let colon = value.iter().position(|&byte| byte == b':').unwrap_or(0) + 1;
        let blanks = value.get(colon..).map_or(0, |rest| rest.len() - rest.trim_ascii_start().len());
        let start = key.end + colon + blanks;
        let detail = text! {
            en: "`{name}` has several values with commas and no brackets around them",
            zh: "`{name}` 有多个用逗号隔开的值，却没有方括号",
        };
        let title = text! { en: "put the list in brackets", zh: "给列表加上方括号" };
        let changes = vec![(start..start, "[".to_owned()), (end..end, "]".to_owned())];
        guesses.push(Guess::new("yaml-unclosed-bracket", at..at + 1).detail(detail).perhaps(title, changes));
    }
    let detail = Text {
        en: format!("{} behind a value that is complete", what.en).into(),
        zh: format!("值已经结束，后面还有{}", what.zh).into(),
    };
    let guess = Guess::new(fault, view.word(at)).detail(detail);
    guesses.push(if is_punctuation && !rest.is_empty() {
        let gap = view.slice(view.lines.range(line).start..at);
        let from = view.lines.range(line).start + gap.trim_ascii_end().len();
        let from = if gap.trim_ascii().is_empty() { at } else { from };
        let title = text! { en: "take it out", zh: "删掉它" };
        guess.perhaps(title, vec![(from..end, String::new())])
    } else {
        guess
    });
    guesses
}

/// `expected the node content`: nothing where a value must be.
pub(super) fn no_content(view: &View<'_>, found: &TokenKind) -> Vec<Guess> {
    let at = view.problem();
    let line = view.lines.of(at);
    let mut guesses: Vec<Guess> = wide(view, line).into_iter().collect();
    match found {
        TokenKind::FlowEntry => {
            let detail = text! { en: "a comma without a value before it", zh: "逗号前面没有值" };
            let title = text! { en: "take the comma out", zh: "删掉逗号" };
            let change = (at..at + 1, String::new());
            guesses.push(Guess::new("yaml-syntax", at..at + 1).detail(detail).perhaps(title, vec![change]));
        }
        TokenKind::Value => {
            // `[::1]`: an IPv6 address in brackets is a list to YAML.
            let text = view.slice(view.lines.range(line).start..at);
            let open = text.iter().rposition(|&byte| byte == b'[').map(|open| view.lines.range(line).start + open);
            let close = view.slice(at..view.lines.range(line).end).iter().position(|&byte| byte == b']');
            if let (Some(open), Some(close)) = (open, close) {
                let end = at + close + 1;
                let end = end + view.slice(end..end + 8).iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
                let detail = text! {
                    en: "an address in brackets must stand in quotes: to YAML it is a list",
                    zh: "带方括号的地址要加引号，否则 YAML 把它当成列表",
                };
                let title = text! { en: "put it in quotes", zh: "加上引号" };
                let guess = Guess::new("yaml-colon-in-value", open..end).detail(detail);
                if let Some(quoted) = super::quotes::quoted(view.slice(open..end)) {
                    guesses.push(guess.perhaps(title, vec![(open..end, quoted)]));
                }
            }
        }
        TokenKind::StreamEnd | TokenKind::FlowMappingEnd | TokenKind::FlowSequenceEnd => {
            let before = view.slice(0..at);
            if let Some(open) = before.iter().rposition(|byte| matches!(byte, b'[' | b'{')) {
                let first = view.lines.of(open);
                let key_below = view.lines.next(first).filter(|&line| view.lines.is_key_line(line));
                guesses.push(close(view, open, key_below));
            }
            let detail = shown_token(found);
            guesses.push(Guess::new("yaml-unclosed-bracket", view.word(at)).detail(detail));
        }
        TokenKind::BlockEntry => {
            let detail = text! { en: "no dashes inside brackets", zh: "方括号里不能用短横线" };
            let title = text! { en: "take the dash out", zh: "删掉短横线" };
            let change = (at..at + 1, String::new());
            guesses.push(Guess::new("yaml-syntax", at..at + 1).detail(detail).perhaps(title, vec![change]));
        }
        TokenKind::DocumentEnd => {
            let detail = text! { en: "`...` ends a document that hasn't begun", zh: "文档还没开始就有 `...`" };
            let title = text! { en: "take the line out", zh: "删掉这一行" };
            let change = (view.lines.whole(line), String::new());
            guesses.push(Guess::new("yaml-two-documents", view.code(line)).detail(detail).perhaps(title, vec![change]));
        }
        _ => guesses.extend(super::quotes::earlier(view)),
    }
    guesses
}

/// 1.11: a colon inside an unquoted item of a list in brackets.
pub(super) fn colon(view: &View<'_>) -> Vec<Guess> {
    let Some(start) = view.failure.context_mark.map(|mark| view.byte(mark)) else { return Vec::new() };
    let rest = view.slice(start..view.lines.range(view.lines.of(start)).end);
    let length = rest
        .iter()
        .position(|byte| matches!(byte, b',' | b']' | b'[' | b'{' | b'}' | b' ' | b'\t'))
        .unwrap_or(rest.len());
    let item = start..start + length;
    let detail = text! {
        en: "a colon in an unquoted item of a bracketed list",
        zh: "方括号列表里没加引号的项带有冒号",
    };
    let title = text! { en: "put the item in quotes", zh: "给这一项加上引号" };
    let guess = Guess::new("yaml-colon-in-value", item.clone()).detail(detail);
    vec![match super::quotes::quoted(view.slice(item.clone())) {
        Some(quoted) => guess.safe(title, vec![(item, quoted)]),
        None => guess,
    }]
}
