//! Lines that should read `key: value` and don't.

use super::super::lines::Key;
use super::{Guess, View};
use crate::text;

/// What may be wrong with a line that should have been a key with its value, or an item.
pub(super) fn key_line(view: &View<'_>, line: usize) -> Vec<Guess> {
    let mut guesses = Vec::new();
    if let Some(guess) = marker(view, line) {
        return vec![guess];
    }
    guesses.extend(view.lines.key(line).and_then(|key| separator(&key)));
    guesses.extend(glued_dash(view, line));
    guesses.extend(view.lines.key(line).and_then(|key| no_separator(view, line, &key)));
    guesses
}

/// What stands between key and value in place of a colon and a blank.
fn separator(key: &Key<'_>) -> Option<Guess> {
    let name = key.shown();
    let gap = key.behind.len() - key.behind.trim_ascii_start().len();
    let at = key.end + gap;
    let rest = String::from_utf8_lossy(key.behind.trim_ascii_start());
    let mut chars = rest.chars();
    let (first, second) = (chars.next()?, chars.next());
    match first {
        ':' => {
            let second = second?;
            if matches!(second, '\u{A0}' | '\u{3000}' | '\u{200B}' | '\u{FEFF}') {
                let code = format!("U+{:04X}", u32::from(second));
                let blank = at + 1..at + 1 + second.len_utf8();
                let detail = text! {
                    en: "behind the colon of `{name}` stands {code}, which looks like a blank and is none",
                    zh: "`{name}` 的冒号后面是 {code}：看起来像空格，其实不是",
                };
                let title = text! { en: "write an ordinary blank", zh: "改成普通空格" };
                let change = (blank.clone(), " ".to_owned());
                return Some(Guess::new("yaml-full-width-character", blank).detail(detail).safe(title, vec![change]));
            }
            if second == ' ' || second == '\t' || rest.starts_with("://") {
                return None;
            }
            let detail = text! {
                en: "no blank behind the colon of `{name}`",
                zh: "`{name}` 的冒号后面没有空格",
            };
            let title = text! { en: "put a blank behind the colon", zh: "在冒号后面加一个空格" };
            let guess = Guess::new("yaml-missing-space-after-colon", at..at + 1).detail(detail);
            Some(guess.safe(title, vec![(at + 1..at + 1, " ".to_owned())]))
        }
        '：' | '﹕' | '︰' => {
            let wide = at..at + first.len_utf8();
            let blank = if second.is_none_or(|char| char == ' ') { ":" } else { ": " };
            let detail = text! {
                en: "the colon behind `{name}` is a full-width one (`{first}`): YAML sees no colon",
                zh: "`{name}` 后面是全角冒号 `{first}`，YAML 不认",
            };
            let title = text! { en: "write `: `", zh: "改成半角冒号加空格" };
            let change = (wide.clone(), blank.to_owned());
            Some(Guess::new("yaml-full-width-character", wide).detail(detail).safe(title, vec![change]))
        }
        '=' => {
            let detail = text! {
                en: "`{name}={{value}}` isn't YAML: between key and value stand a colon and a blank",
                zh: "`{name}={{值}}` 不是 YAML：键和值之间应是冒号加空格",
            };
            let title = text! { en: "write `: ` instead of `=`", zh: "把 `=` 改成 `: `" };
            let behind = if second == Some(' ') { ":" } else { ": " };
            let change = (key.end..at + 1, behind.to_owned());
            Some(Guess::new("yaml-syntax", at..at + 1).detail(detail).perhaps(title, vec![change]))
        }
        _ => None,
    }
}

/// A key with no separator at all: its value follows on the line, or below it.
fn no_separator(view: &View<'_>, line: usize, key: &Key<'_>) -> Option<Guess> {
    let name = key.shown();
    let code = view.code(line);
    let detail = text! { en: "no colon behind `{name}`", zh: "`{name}` 后面没有冒号" };
    let title = text! { en: "put a colon behind the key", zh: "在键后面加上冒号" };
    let guess = Guess::new("yaml-syntax", key.start..key.end).detail(detail);
    let is_dotted = key.name.contains(&b'.');
    if code.end == key.end {
        let next = view.lines.next(line)?;
        let is_deeper = view.lines.indent(next) > key.column || view.lines.is_item(next);
        return is_deeper.then(|| guess.perhaps(title, vec![(key.end..key.end, ":".to_owned())]));
    }
    let one_blank = key.behind.starts_with(b" ");
    (one_blank && is_dotted).then(|| guess.perhaps(title, vec![(key.end..key.end, ":".to_owned())]))
}

/// An item whose dash has no blank behind it, or no dash among items that have one.
fn glued_dash(view: &View<'_>, line: usize) -> Option<Guess> {
    let code = view.code(line);
    let indent = view.lines.indent(line);
    let sibling =
        |near: Option<usize>| near.is_some_and(|near| view.lines.is_item(near) && view.lines.indent(near) == indent);
    let has_sibling = sibling(view.lines.previous(line)) || sibling(view.lines.next(line));
    match view.slice(code.clone()) {
        [b'-', b'-', ..] => None,
        [b'-', next, ..] if !next.is_ascii_whitespace() => {
            let detail = text! { en: "no blank behind the dash", zh: "短横线后面没有空格" };
            let title = text! { en: "put a blank behind the dash", zh: "在短横线后面加一个空格" };
            let guess = Guess::new("yaml-missing-space-after-dash", code.start..code.start + 1).detail(detail);
            Some(guess.safe(title, vec![(code.start + 1..code.start + 1, " ".to_owned())]))
        }
        [] => None,
        _ if has_sibling && !view.lines.is_item(line) && view.lines.key(line).is_none_or(|key| !key.has_colon()) => {
            Some(missing_dash(view, line))
        }
        _ => None,
    }
}

/// A line that stands where an item must be.
pub(super) fn missing_dash(view: &View<'_>, line: usize) -> Guess {
    let code = view.code(line);
    let detail = text! { en: "this list item has no dash", zh: "这个列表项前面没有短横线" };
    let title = text! { en: "put `- ` in front of it", zh: "在前面加上 `- `" };
    let change = (code.start..code.start, "- ".to_owned());
    Guess::new("yaml-syntax", code).detail(detail).perhaps(title, vec![change])
}

/// Lines that are no configuration at all: conflict markers, rulers.
pub(super) fn marker(view: &View<'_>, line: usize) -> Option<Guess> {
    let code = view.code(line);
    let text = view.slice(code.clone());
    let conflict = [&b"<<<<<<<"[..], b"=======", b">>>>>>>", b"|||||||"].iter().any(|mark| text.starts_with(mark));
    let ruler = text.len() > 3 && text.iter().all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_' | b'~'));
    let detail = if conflict {
        text! { en: "a marker that a merge conflict left behind", zh: "合并冲突留下的标记" }
    } else if ruler {
        text! { en: "a ruler line without `#` is no comment to YAML", zh: "没有 `#` 的分隔线不是注释" }
    } else {
        return None;
    };
    let title = text! { en: "make it a comment", zh: "把它变成注释" };
    let change = (code.start..code.start, "# ".to_owned());
    Some(Guess::new("yaml-syntax", code).detail(detail).perhaps(title, vec![change]))
}

/// `could not find expected ':'`: the line of the context must be a key.
pub(super) fn no_colon(view: &View<'_>) -> Vec<Guess> {
    let Some(context) = view.failure.context_mark else { return Vec::new() };
    let line = view.lines.of(view.byte(context));
    let mut guesses = key_line(view, line);
    guesses.extend(super::quotes::earlier(view));
    if guesses.is_empty() {
        let code = view.code(line);
        let detail = text! { en: "this line is no `key: value`", zh: "这一行不是“键: 值”" };
        let title = text! { en: "make it a comment", zh: "把它变成注释" };
        let change = (code.start..code.start, "# ".to_owned());
        let guess = Guess::new("yaml-syntax", code).detail(detail);
        guesses.push(if context.line + 1 == view.failure.mark.map_or(0, |mark| mark.line) {
            guess.perhaps(title, vec![change])
        } else {
            guess
        });
    }
    guesses
}

/// `mapping values are not allowed here`: the text before the colon isn't just a key.
pub(super) fn value_not_allowed(view: &View<'_>) -> Vec<Guess> {
    let colon = view.problem();
    let line = view.lines.of(colon);
    let first = view.trail.plain.map_or(line, |(start, _)| view.lines.of(view.byte(start)));
    let mut guesses = Vec::new();
    if first < line {
        // A plain scalar that began on an earlier line goes on to this colon.
        let starts_line = view.trail.plain.is_some_and(|(start, _)| {
            let start = view.byte(start);
            let before = view.slice(view.lines.range(first).start..start);
            before.iter().all(|byte| matches!(byte, b' ' | b'-'))
        });
        let from = if starts_line { first } else { first + 1 };
        guesses.extend((from..line).filter(|&line| view.lines.is_content(line)).take(50).flat_map(|line| {
            let known = view.lines.is_key_line(line);
            if known { Vec::new() } else { key_line(view, line) }
        }));
        if !starts_line {
            guesses.extend(super::indent::shifted_key(view, line));
        }
        guesses.extend(super::indent::shifted_key(view, line));
    }
    guesses.extend(second_colon(view, line, colon));
    guesses
}

/// Two colons on one line.
fn second_colon(view: &View<'_>, line: usize, colon: usize) -> Vec<Guess> {
    let Some(key) = view.lines.key(line).filter(Key::has_colon) else { return key_line(view, line) };
    let own = key.end + key.behind.len() - key.behind.trim_ascii_start().len();
    if own >= colon {
        if key.end - key.start > 1024 {
            let detail = text! { en: "a key of more than 1024 characters", zh: "键超过了 1024 个字符" };
            return vec![Guess::new("yaml-syntax", key.start..key.end).detail(detail)];
        }
        return Vec::new();
    }
    let name = key.shown();
    let value = view.slice(own + 1..view.lines.code_end(line));
    let start = own + 1 + value.len() - value.trim_ascii_start().len();
    let end = view.lines.code_end(line);
    let mut guesses = Vec::new();
    // `a.b: x c.d: y`: two settings on one line.
    let before = view.slice(start..colon);
    let word = before.iter().rposition(|byte| *byte == b' ').map(|blank| start + blank + 1);
    if let Some(word) = word
        && view.slice(word..colon).contains(&b'.')
        && view.slice(word..word + 1) != b"-"
    {
        let detail = text! { en: "two settings on one line", zh: "一行里写了两个配置项" };
        let title = text! { en: "break the line", zh: "分成两行" };
        let indent = format!("\n{}", " ".repeat(key.column));
        let gap = view.slice(start..word).trim_ascii_end().len();
        let change = (start + gap..word, indent);
        guesses.push(Guess::new("yaml-colon-in-value", colon..colon + 1).detail(detail).perhaps(title, vec![change]));
    }
    let detail = text! {
        en: "the value of `{name}` holds a colon with a blank behind it, and no quotes around it",
        zh: "`{name}` 的值里有冒号加空格，又没有加引号",
    };
    let guess = Guess::new("yaml-colon-in-value", colon..colon + 1).detail(detail);
    guesses.push(match super::quotes::quoted(view.slice(start..end)) {
        Some(quoted) => {
            let title = text! { en: "put the value in quotes", zh: "给值加上引号" };
            guess.perhaps(title, vec![(start..end, quoted)])
        }
        None => guess,
    });
    guesses
}

/// `sequence entries are not allowed here`: a dash behind something else on its line.
pub(super) fn entry_not_allowed(view: &View<'_>) -> Vec<Guess> {
    let dash = view.problem();
    let line = view.lines.of(dash);
    let blame = dash..dash + 1;
    let Some(key) = view.lines.key(line).filter(|key| key.has_colon() && key.start < dash) else {
        return vec![Guess::new("yaml-syntax", blame)];
    };
    let name = key.shown();
    let detail = text! {
        en: "the items of `{name}` must start on the next line",
        zh: "`{name}` 的列表项要从下一行开始写",
    };
    let gap = view.slice(key.end..dash);
    let from = key.end + gap.trim_ascii_end().len();
    let guess = Guess::new("yaml-syntax", blame).detail(detail);
    let title = text! { en: "put the item on a line of its own", zh: "把列表项放到单独一行" };
    let change = (from..dash, format!("\n{}", " ".repeat(key.column + 4)));
    vec![guess.perhaps(title, vec![change])]
}

/// A second `---`.
pub(super) fn second_document(view: &View<'_>) -> Vec<Guess> {
    let line = view.problem_line();
    let code = view.code(line);
    let number = line + 1;
    let detail = text! {
        en: "a second document starts on line {number}, and Storm reads only files with one",
        zh: "第 {number} 行开始了第二个文档，而 Storm 只接受一个文档",
    };
    let guess = Guess::new("yaml-two-documents", code.clone()).detail(detail);
    if view.slice(code) != b"---" {
        return vec![guess];
    }
    let title = text! { en: "take the line out", zh: "删掉这一行" };
    vec![guess.perhaps(title, vec![(view.lines.whole(line), String::new())])]
}
