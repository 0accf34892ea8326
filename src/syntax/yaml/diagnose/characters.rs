//! Characters that can't stand where they stand: tabs, reserved and unprintable ones.

use super::{Guess, View};
use crate::text;
use std::ops::Range;

/// `StreamReader`: a character that SnakeYAML doesn't read, comment or not.
pub(super) fn unprintable(view: &View<'_>, at: usize, char: char) -> Vec<Guess> {
    let place = view.chars.byte(at)..view.chars.byte(at + 1);
    let code = format!("U+{:04X}", u32::from(char));
    let guess = Guess::new("yaml-unprintable-character", place.clone());
    if matches!(view.lines.bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        return vec![guess.detail(text! {
            en: "the file is UTF-16; Storm reads UTF-8",
            zh: "文件是 UTF-16 编码，而 Storm 按 UTF-8 读取",
        })];
    }
    let detail = if char > '\u{FFFF}' {
        text! {
            en: "{code} (`{char}`) lies beyond what this SnakeYAML reads, even in a comment",
            zh: "{code}（`{char}`）超出了这个 SnakeYAML 能读的范围，写在注释里也不行",
        }
    } else {
        text! {
            en: "the invisible character {code}, which YAML forbids even in a comment",
            zh: "不可见字符 {code}，YAML 不允许，写在注释里也不行",
        }
    };
    let line = view.lines.of(place.start);
    let in_comment = place.start >= view.lines.code_end(line);
    let sequences = colours(view, line, place.start);
    let (title, change) = if sequences.is_empty() {
        (text! { en: "take the character out", zh: "删掉这个字符" }, vec![(place, String::new())])
    } else {
        let title = text! { en: "take the terminal's colour codes out", zh: "删掉终端颜色控制码" };
        (title, sequences.into_iter().map(|sequence| (sequence, String::new())).collect())
    };
    let guess = guess.detail(detail);
    vec![if in_comment { guess.safe(title, change) } else { guess.perhaps(title, change) }]
}

/// The escape sequences of a terminal from a byte on to the end of its line (`ESC [ 3 1 m`): whoever
/// copied coloured output copied them whole.
fn colours(view: &View<'_>, line: usize, from: usize) -> Vec<Range<usize>> {
    let end = view.lines.range(line).end;
    let text = view.slice(from..end);
    memchr::memmem::find_iter(text, b"\x1b[")
        .filter_map(|at| {
            let rest = text.get(at + 2..)?;
            let parameters = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
            let is_whole = rest.get(parameters).is_some_and(u8::is_ascii_alphabetic);
            is_whole.then_some(from + at..from + at + parameters + 3)
        })
        .collect()
}

/// A tab where a token should start.
pub(super) fn tab(view: &View<'_>) -> Vec<Guess> {
    let at = view.problem();
    let line = view.lines.of(at);
    let range = view.lines.range(line);
    let rest = view.slice(at..range.end);
    let blanks = rest.len() - rest.trim_ascii_start().len();
    let run = at..at + blanks;
    let before = view.slice(range.start..at);
    let after = rest.trim_ascii_start();
    let guess = Guess::new("yaml-tab", run.clone());
    if after.is_empty() || after.starts_with(b"#") {
        // Nothing but blanks up to the end of the line or to a comment.
        let start = range.start + before.trim_ascii_end().len();
        let detail = text! { en: "a tab at the end of the line", zh: "行尾有制表符（TAB）" };
        let title = text! { en: "take the tab out", zh: "删掉制表符" };
        let blank = if after.is_empty() { "" } else { " " };
        let change = (start..run.end, blank.to_owned());
        return vec![guess.detail(detail).safe(title, vec![change])];
    }
    if !before.trim_ascii().is_empty() {
        let detail = text! { en: "a tab where only blanks may stand", zh: "这里只能用空格，不能用制表符（TAB）" };
        let title = text! { en: "write a blank", zh: "改成空格" };
        return vec![guess.detail(detail).safe(title, vec![(run, " ".to_owned())])];
    }
    // Indentation. Every line that uses tabs is mended in the same way.
    let detail = text! { en: "a tab as indentation", zh: "用制表符（TAB）缩进" };
    [4, 2, 8, 1]
        .into_iter()
        .map(|width| {
            let changes: Vec<_> =
                (line..view.lines.len()).filter_map(|line| indentation(view, line, width)).take(2000).collect();
            let title = match changes.len().saturating_sub(1) {
                0 => text! { en: "write {width} blanks for each tab", zh: "每个制表符换成 {width} 个空格" },
                more => text! {
                    en: "write {width} blanks for each tab, on this line and on {more} more below it",
                    zh: "每个制表符换成 {width} 个空格：这一行和下面的 {more} 行都要改",
                },
            };
            guess.clone().detail(detail.clone()).perhaps(title, changes)
        })
        .collect()
}

/// Tabs at the start of a line as so many blanks each.
fn indentation(view: &View<'_>, line: usize, width: usize) -> Option<(Range<usize>, String)> {
    let text = view.lines.text(line);
    let blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let tabs = text.iter().take(blanks).filter(|&&byte| byte == b'\t').count();
    let start = view.lines.range(line).start;
    (tabs > 0).then(|| (start..start + blanks, " ".repeat(blanks - tabs + tabs * width)))
}

/// The value from here to the end of the line, in quotes.
fn quote_value(view: &View<'_>, guess: Guess, start: usize, safe: bool) -> Guess {
    let line = view.lines.of(start);
    let mut end = view.lines.code_end(line).max(start);
    // Inside a bracketed list the value ends with the item.
    let before = view.slice(view.lines.range(line).start..start);
    if before.contains(&b'[') || before.contains(&b'{') {
        let item = view.slice(start..end).iter().position(|byte| matches!(byte, b',' | b']' | b'}'));
        end = item.map_or(end, |item| start + item);
    }
    let title = text! { en: "put the value in quotes", zh: "给值加上引号" };
    match super::quotes::quoted(view.slice(start..end)) {
        Some(quoted) if end > start => guess.mend(title, vec![(start..end, quoted)], safe),
        _ => guess,
    }
}

/// A character that is reserved at the start of a value.
pub(super) fn reserved(view: &View<'_>, char: char) -> Vec<Guess> {
    let at = view.problem();
    let line = view.lines.of(at);
    let guess = Guess::new("yaml-reserved-character", at..at + char.len_utf8());
    if char == ' ' {
        return super::flow::wide(view, line).into_iter().chain([Guess::new("yaml-tab", at..at + 1)]).collect();
    }
    let detail = text! {
        en: "a value can't start with {char} unless it stands in quotes",
        zh: "值不加引号不能以 {char} 开头",
    };
    vec![quote_value(view, guess.detail(detail), at, true)]
}

/// `*` or `&` that is no alias and no anchor.
pub(super) fn bad_name(view: &View<'_>) -> Vec<Guess> {
    let Some(start) = view.failure.context_mark.map(|mark| view.byte(mark)) else { return Vec::new() };
    let sign = if view.slice(start..start + 1) == b"*" { '*' } else { '&' };
    let detail = text! {
        en: "`{sign}` at the start of a value has a meaning of its own in YAML",
        zh: "值开头的 `{sign}` 在 YAML 里有特殊含义",
    };
    let guess = Guess::new("yaml-reserved-character", view.word(start)).detail(detail);
    vec![quote_value(view, guess, start, false)]
}

/// An alias whose anchor doesn't exist.
pub(super) fn alias(view: &View<'_>) -> Vec<Guess> {
    let start = view.problem();
    let word = view.word(start);
    let name = String::from_utf8_lossy(view.slice(word.clone())).into_owned();
    let detail = text! {
        en: "`{name}` stands for a value that isn't defined: there is no `&` of that name before it",
        zh: "`{name}` 引用的值没有定义：前面没有同名的 `&`",
    };
    let guess = Guess::new("yaml-undefined-alias", word).detail(detail);
    vec![quote_value(view, guess, start, false)]
}

/// A `!`.
pub(super) fn tag(view: &View<'_>) -> Vec<Guess> {
    let start = view.failure.context_mark.or(view.failure.mark).map_or(0, |mark| view.byte(mark));
    let word = view.word(start);
    let name = String::from_utf8_lossy(view.slice(word.clone())).into_owned();
    let is_tag = name.starts_with('!');
    let fault = if view.failure.kind == super::Kind::BadTag { "yaml-reserved-character" } else { "yaml-unknown-tag" };
    let detail = text! {
        en: "`{name}` is a tag to YAML, and Storm knows no such type",
        zh: "YAML 把 `{name}` 当成类型标签，而 Storm 没有这个类型",
    };
    let guess = Guess::new(fault, word.clone());
    if !is_tag {
        return vec![guess];
    }
    let guess = guess.detail(detail);
    let mut guesses = vec![quote_value(view, guess.clone(), start, false)];
    if name.starts_with("!!") {
        let title = text! { en: "take the tag out", zh: "去掉标签" };
        let blank = usize::from(view.slice(word.end..word.end + 1) == b" ");
        guesses.insert(0, guess.perhaps(title, vec![(word.start..word.end + blank, String::new())]));
    }
    guesses
}

/// A line that starts with `%`.
pub(super) fn directive(view: &View<'_>) -> Vec<Guess> {
    let at = view.failure.context_mark.or(view.failure.mark).map_or(0, |mark| view.byte(mark));
    let mut line = view.lines.of(at);
    if !view.lines.text(line).starts_with(b"%") {
        let Some(before) = (0..line).rev().find(|&line| view.lines.text(line).starts_with(b"%")) else {
            return Vec::new();
        };
        line = before;
    }
    let code = view.code(line);
    let detail = text! {
        en: "a line that starts with `%` is an instruction to the YAML reader",
        zh: "以 `%` 开头的行是给 YAML 解析器的指令",
    };
    let title = text! { en: "make it a comment", zh: "把它变成注释" };
    let change = (code.start..code.start, "# ".to_owned());
    vec![Guess::new("yaml-reserved-character", code).detail(detail).perhaps(title, vec![change])]
}

/// `|` or `>` followed by something.
pub(super) fn block_header(view: &View<'_>) -> Vec<Guess> {
    let Some(start) = view.failure.context_mark.map(|mark| view.byte(mark)) else { return Vec::new() };
    let sign = if view.slice(start..start + 1) == b"|" { '|' } else { '>' };
    let at = view.problem();
    if view.slice(at..at + 1) == b"\t" {
        let run = at..at
            + view
                .slice(at..view.lines.range(view.lines.of(at)).end)
                .iter()
                .take_while(|&&byte| matches!(byte, b'\t' | b' '))
                .count();
        let detail = text! { en: "a tab behind `{sign}`", zh: "`{sign}` 后面有制表符（TAB）" };
        let title = text! { en: "write a blank", zh: "改成空格" };
        return vec![Guess::new("yaml-tab", run.clone()).detail(detail).safe(title, vec![(run, " ".to_owned())])];
    }
    let detail = text! {
        en: "`{sign}` at the start of a value begins a text on the lines below; nothing may follow it",
        zh: "值开头的 `{sign}` 表示下面几行是文本，它后面不能再有内容",
    };
    let guess = Guess::new("yaml-reserved-character", view.word(start)).detail(detail);
    if view.slice(at..at + 1) == b"#" {
        let title = text! { en: "put a blank in front of the comment", zh: "在注释前加一个空格" };
        return vec![guess.safe(title, vec![(at..at, " ".to_owned())])];
    }
    vec![quote_value(view, guess, start, false)]
}

/// A plain `=` (1.11) or `<<` as a value.
pub(super) fn special(view: &View<'_>) -> Vec<Guess> {
    let at = view.problem();
    let word = view.word(at);
    let name = String::from_utf8_lossy(view.slice(word.clone())).into_owned();
    let detail = text! {
        en: "`{name}` alone has a meaning of its own in YAML 1.1",
        zh: "单独的 `{name}` 在 YAML 1.1 里有特殊含义",
    };
    vec![quote_value(view, Guess::new("yaml-reserved-character", word).detail(detail), at, true)]
}

/// A line around the failure that is indented with something that only looks like blanks.
pub(super) fn wide_indent(view: &View<'_>) -> Vec<Guess> {
    let mut guesses = Vec::new();
    let line = view.problem_line();
    let context = view.failure.context_mark.map(|mark| view.lines.of(view.byte(mark)));
    for line in [Some(line), context, view.lines.previous(line)].into_iter().flatten() {
        let start = view.lines.range(line).start;
        let text = String::from_utf8_lossy(view.lines.text(line));
        let length: usize =
            text.chars().take_while(|char| char.is_whitespace() || *char == '\u{200B}').map(char::len_utf8).sum();
        let Some(odd) = text
            .chars()
            .find(|char| *char != ' ' && *char != '\t')
            .filter(|char| char.is_whitespace() || matches!(char, '\u{200B}' | '\u{FEFF}'))
        else {
            continue;
        };
        let blanks: String = text
            .chars()
            .take_while(|char| char.is_whitespace() || *char == '\u{200B}')
            .map(|char| match char {
                '\u{200B}' => "",
                '\u{3000}' => "  ",
                _ => " ",
            })
            .collect();
        let code = format!("U+{:04X}", u32::from(odd));
        let detail = text! {
            en: "the line is indented with {code}, which looks like a blank and is none",
            zh: "这一行用 {code} 缩进：看起来像空格，其实不是",
        };
        let title = text! { en: "indent with ordinary blanks", zh: "改用普通空格缩进" };
        let change = (start..start + length, blanks);
        guesses.insert(
            0,
            Guess::new("yaml-full-width-character", start..start + length).detail(detail).perhaps(title, vec![change]),
        );
    }
    guesses
}
