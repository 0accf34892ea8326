//! Quotes and backslashes.

use super::{Guess, View};
use crate::text;

/// A value between quotes, when it can be put there without changing it.
pub(super) fn quoted(value: &[u8]) -> Option<String> {
    let value = std::str::from_utf8(value).ok()?;
    if value.starts_with(['"', '\'']) || value.contains(['\n', '\r']) {
        return None;
    }
    if !value.contains(['"', '\\']) {
        return Some(format!("\"{value}\""));
    }
    (!value.contains('\'')).then(|| format!("'{value}'"))
}

/// The file ends inside quotes.
pub(super) fn unclosed(view: &View<'_>) -> Vec<Guess> {
    let Some(open) = view.failure.context_mark.map(|mark| view.byte(mark)) else { return Vec::new() };
    let mut guesses = Vec::new();
    let quote = view.slice(open..open + 1);
    if open > 0 && view.slice(open - 1..open) == quote {
        // `"x""`: the quote behind a closed one.
        let detail = text! { en: "one quote too many", zh: "多了一个引号" };
        let title = text! { en: "take the second quote out", zh: "删掉多余的引号" };
        let guess = Guess::new("yaml-unclosed-quote", open..open + 1).detail(detail);
        guesses.push(guess.safe(title, vec![(open..open + 1, String::new())]));
    }
    guesses.push(close_on_line(view, open));
    guesses.extend(earlier(view));
    guesses
}

/// A quote that is closed only by the opening one of a later line.
pub(super) fn earlier(view: &View<'_>) -> Option<Guess> {
    let (start, _) = view.trail.quoted?;
    let open = view.byte(start);
    let close = view.trail.quoted.map_or(open, |(_, end)| view.byte(end));
    let line = view.problem_line();
    let is_near = view.lines.of(close) + 1 >= line;
    is_near.then(|| close_on_line(view, open))
}

/// Closes a quote at the end of its line.
fn close_on_line(view: &View<'_>, open: usize) -> Guess {
    let line = view.lines.of(open);
    let number = line + 1;
    let detail =
        text! { en: "the quote that opens on line {number} isn't closed there", zh: "第 {number} 行的引号没有闭合" };
    let title = text! { en: "close the quote at the end of the line", zh: "在行尾补上引号" };
    let quote = String::from_utf8_lossy(view.slice(open..open + 1)).into_owned();
    let rest = view.slice(open..view.lines.range(line).end);
    // A bracket or a comma at the end belongs to the list around it.
    let mut end = open + rest.trim_ascii_end().len();
    if let Some(comment) = rest.windows(2).position(|pair| pair == b" #") {
        end = open + rest.get(..comment).unwrap_or_default().trim_ascii_end().len();
    }
    while end > open + 1 && matches!(view.slice(end - 1..end), b"]" | b",") {
        end -= 1;
    }
    // A Windows path that ends with a backslash has escaped its quote.
    let guess = Guess::new("yaml-unclosed-quote", open..open + 1).detail(detail);
    guess.perhaps(title, vec![(end..end, quote)])
}

/// A backslash that starts no escape, as in Windows paths.
pub(super) fn bad_escape(view: &View<'_>) -> Vec<Guess> {
    let Some(open) = view.failure.context_mark.map(|mark| view.byte(mark)) else {
        return Vec::new();
    };
    let at = view.problem();
    let line = view.lines.of(at);
    let before = view.slice(view.lines.range(line).start..at);
    let Some(slash) = before.iter().rposition(|&byte| byte == b'\\') else { return Vec::new() };
    let slash = view.lines.range(line).start + slash;
    let next = String::from_utf8_lossy(view.slice(slash + 1..(slash + 4).min(view.lines.range(line).end)))
        .chars()
        .next()
        .unwrap_or(' ');
    let detail = text! {
        en: "inside double quotes `\\{next}` is no character; a backslash is written `\\\\`",
        zh: "双引号里 `\\{next}` 不是合法的转义；反斜杠要写成 `\\\\`",
    };
    let title = text! { en: "double the backslashes", zh: "把反斜杠都写成两个" };
    let from = open.max(view.lines.range(line).start);
    let text = view.slice(from..view.lines.range(line).end);
    let mut changes = Vec::new();
    let mut index = 1;
    while let Some(&byte) = text.get(index) {
        match (byte, text.get(index + 1)) {
            (b'"', _) => break,
            (b'\\', Some(b'\\' | b'"')) => index += 1,
            (b'\\', _) => changes.push((from + index..from + index, "\\".to_owned())),
            _ => {}
        }
        index += 1;
    }
    let guess = Guess::new("yaml-bad-escape", slash..slash + 1 + next.len_utf8()).detail(detail);
    vec![if changes.is_empty() { guess } else { guess.perhaps(title, changes) }]
}
