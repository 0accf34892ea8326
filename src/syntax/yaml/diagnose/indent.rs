//! Lines that stand a blank too far to the left or to the right.

use super::super::draft::Change;
use super::super::token::TokenKind;
use super::keys::key_line;
use super::{Guess, View, shown_token};
use crate::text;

/// How far up the enclosing keys are looked for.
const REACH: usize = 2000;

/// A line moved to a column.
fn shift(view: &View<'_>, line: usize, column: usize) -> Change {
    let range = view.lines.range(line);
    let text = view.lines.text(line);
    let blanks = text.len() - text.trim_ascii_start().len();
    (range.start..range.start + blanks, " ".repeat(column))
}

/// The blanks at the start of a line, or its dash or key when there are none.
fn indentation(view: &View<'_>, line: usize) -> std::ops::Range<usize> {
    let start = view.lines.range(line).start;
    if view.lines.indent(line) == 0 && view.lines.is_item(line) {
        return start..start + 1;
    }
    match (view.lines.indent(line), view.lines.key(line)) {
        (0, Some(key)) => key.start..key.end,
        (0, None) => view.code(line),
        (indent, _) => start..start + indent,
    }
}

/// The columns of the keys around a line, the innermost first.
fn key_columns(view: &View<'_>, line: usize) -> Vec<usize> {
    let mut columns = Vec::new();
    let mut least = usize::MAX;
    for line in (line.saturating_sub(REACH)..line).rev() {
        if least == 0 || columns.len() == 4 {
            break;
        }
        if !view.lines.is_content(line) {
            continue;
        }
        let indent = view.lines.indent(line);
        let Some(key) = view.lines.key(line).filter(|key| key.has_colon()) else {
            least = least.min(indent.saturating_add(1));
            continue;
        };
        for column in [key.column, key.dash.unwrap_or(key.column)] {
            if column < least && column == key.column {
                columns.push(column);
            }
            least = least.min(column);
        }
    }
    columns
}

/// A key that stands deeper or shallower than the keys around it.
pub(super) fn shifted_key(view: &View<'_>, line: usize) -> Vec<Guess> {
    let Some(key) = view.lines.key(line) else { return Vec::new() };
    let name = key.shown();
    let indent = view.lines.indent(line);
    if key.dash.is_some() {
        return Vec::new();
    }
    let mut columns = key_columns(view, line);
    if let Some(mark) = view.failure.context_mark
        && !columns.contains(&mark.column)
    {
        columns.push(mark.column);
    }
    columns.retain(|&column| column != indent);
    let guess = |column: usize| {
        let (got, wanted) = (indent, column);
        let detail = text! {
            en: "`{name}` is indented by {got}, the keys around it by {wanted}",
            zh: "`{name}` 缩进 {got} 格，而同级的键缩进 {wanted} 格",
        };
        let title = text! { en: "align the key with its neighbours", zh: "与同级的键对齐" };
        Guess::new("yaml-uneven-key-indent", indentation(view, line))
            .detail(detail)
            .perhaps(title, vec![shift(view, line, column)])
    };
    columns.into_iter().map(guess).collect()
}

/// An item whose dash isn't under the dashes of its list.
fn shifted_item(view: &View<'_>, line: usize, wanted: usize) -> Guess {
    let got = view.lines.indent(line);
    let detail = text! {
        en: "this dash is indented by {got}, the others of the list by {wanted}",
        zh: "这个短横线缩进 {got} 格，而列表的其他项缩进 {wanted} 格",
    };
    let title = text! { en: "align the dash with the others", zh: "与其他短横线对齐" };
    Guess::new("yaml-uneven-list-indent", indentation(view, line))
        .detail(detail)
        .perhaps(title, vec![shift(view, line, wanted)])
}

/// `expected '<document start>'`: the root is complete, and something follows.
pub(super) fn second_root(view: &View<'_>, found: &TokenKind) -> Vec<Guess> {
    let line = view.problem_line();
    if let Some(end) = (0..line).rev().find(|&line| view.lines.text(line).trim_ascii_end() == b"...") {
        let number = end + 1;
        let detail = text! {
            en: "`...` on line {number} ends the document; nothing may follow",
            zh: "第 {number} 行的 `...` 结束了文档，后面不能再有内容",
        };
        let title = text! { en: "take the line out", zh: "删掉这一行" };
        let change = (view.lines.whole(end), String::new());
        return vec![Guess::new("yaml-two-documents", view.code(end)).detail(detail).perhaps(title, vec![change])];
    }
    if matches!(found, TokenKind::Directive(_)) || view.lines.content(line).starts_with(b"%") {
        return super::characters::directive(view);
    }
    let Some(first) = view.lines.first().filter(|&first| first < line) else {
        return super::flow::stray(view, found);
    };
    if view.lines.is_item(first) {
        return orphans(view, first, line);
    }
    if view.lines.is_key_line(first) {
        return left_edge(view, first, line);
    }
    // A text where the first key should be, ended by a comment or by its quotes.
    (first..line).filter(|&line| view.lines.is_content(line)).take(50).flat_map(|line| key_line(view, line)).collect()
}

/// The first keys stand further to the right than later ones.
fn left_edge(view: &View<'_>, first: usize, line: usize) -> Vec<Guess> {
    let wide = view.lines.key(first).map_or_else(|| view.lines.indent(first), |key| key.column);
    let narrow = view.lines.indent(line);
    let count = |range: std::ops::Range<usize>, column: usize| {
        range.filter(|&line| view.lines.is_content(line) && view.lines.indent(line) == column).count()
    };
    let name = view.lines.key(first).map(|key| key.shown()).unwrap_or_default();
    let number = line + 1;
    let (more, less) = (wide, narrow);
    let outdent: Vec<Change> = (first..line)
        .filter(|&line| view.lines.indent(line) >= wide && !view.lines.content(line).is_empty())
        .map(|line| shift(view, line, view.lines.indent(line) - wide + narrow))
        .collect();
    let detail = text! {
        en: "`{name}` is indented by {more}, but the keys from line {number} on by {less}",
        zh: "`{name}` 缩进 {more} 格，而从第 {number} 行起的键缩进 {less} 格",
    };
    let title = text! { en: "move the first keys to the left", zh: "把前面的键往左移齐" };
    let first_guess =
        Guess::new("yaml-uneven-key-indent", indentation(view, first)).detail(detail).perhaps(title, outdent);
    let mut guesses = vec![first_guess];
    if let Some(key) = view.lines.key(line) {
        let name = key.shown();
        let (got, wanted) = (narrow, wide);
        let detail = text! {
            en: "`{name}` is indented by {got}, the keys around it by {wanted}",
            zh: "`{name}` 缩进 {got} 格，而同级的键缩进 {wanted} 格",
        };
        let title = text! { en: "align the key with its neighbours", zh: "与同级的键对齐" };
        let guess = Guess::new("yaml-uneven-key-indent", indentation(view, line))
            .detail(detail)
            .perhaps(title, vec![shift(view, line, wide)]);
        // Whoever is in the minority is to blame.
        let all = view.lines.len();
        let is_odd_one = count(first..all, wide) > count(line..all, narrow).max(1);
        guesses.insert(if is_odd_one { 0 } else { 1 }, guess);
    }
    guesses
}

/// Items at the start of the file whose key is still a comment.
fn orphans(view: &View<'_>, first: usize, line: usize) -> Vec<Guess> {
    let items: Vec<usize> = (first..line).filter(|&line| view.lines.is_content(line)).collect();
    let blame = view.code(first).start..items.last().map_or(view.code(first).end, |&last| view.code(last).end);
    let mut guesses = Vec::new();
    let parent = (0..first).rev().find(|&line| !view.lines.text(line).trim_ascii().is_empty());
    if let Some(parent) = parent {
        let text = view.lines.content(parent);
        let name = text.trim_ascii_start().strip_prefix(b"#").map(|rest| rest.trim_ascii());
        if let Some(name) = name.and_then(|name| name.strip_suffix(b":"))
            && !name.is_empty()
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
        {
            let shown = String::from_utf8_lossy(name);
            let number = parent + 1;
            let detail = text! {
                en: "these items belong to no key: `{shown}:` on line {number} is still a comment",
                zh: "这些列表项没有所属的键：第 {number} 行的 `{shown}:` 还是注释",
            };
            let title = text! { en: "take the `#` away from the key", zh: "去掉键前面的 `#`" };
            let indent = " ".repeat(view.lines.indent(line).min(view.lines.indent(first)));
            let change = (view.lines.range(parent), format!("{indent}{shown}:"));
            guesses
                .push(Guess::new("yaml-orphan-list-items", blame.clone()).detail(detail).perhaps(title, vec![change]));
        }
    }
    let detail = text! { en: "these list items belong to no key", zh: "这些列表项没有所属的键" };
    let title = text! { en: "make the items comments too", zh: "把这些列表项也变成注释" };
    let changes = items.iter().map(|&line| (view.code(line).start..view.code(line).start, "# ".to_owned())).collect();
    guesses.push(Guess::new("yaml-orphan-list-items", blame).detail(detail).perhaps(title, changes));
    guesses
}

/// Something in a mapping that is no key of it.
pub(super) fn in_mapping(view: &View<'_>, found: &TokenKind) -> Vec<Guess> {
    let at = view.problem();
    let line = view.lines.of(at);
    let is_first = view.code(line).start == at;
    let mut guesses = Vec::new();
    match found {
        TokenKind::BlockMappingStart => guesses.extend(shifted_key(view, line)),
        TokenKind::BlockSequenceStart | TokenKind::BlockEntry => guesses.extend(item_in_mapping(view, line)),
        _ => {
            guesses.extend(super::quotes::earlier(view));
            if is_first {
                guesses.extend(dashless(view, line));
                guesses.extend(key_line(view, line));
            }
            guesses.extend(super::flow::stray(view, found));
        }
    }
    guesses
}

/// A dash where a key must be.
fn item_in_mapping(view: &View<'_>, line: usize) -> Vec<Guess> {
    let Some(before) = view.lines.previous(line) else { return Vec::new() };
    let indent = view.lines.indent(line);
    let mut guesses = Vec::new();
    // The list that came before, whose dashes are deeper.
    let list = (line.saturating_sub(REACH)..line)
        .rev()
        .filter(|&line| view.lines.is_content(line))
        .take_while(|&line| view.lines.indent(line) > indent || !view.lines.is_key_line(line))
        .find(|&line| view.lines.is_item(line) && view.lines.indent(line) != indent);
    if let Some(list) = list {
        guesses.push(shifted_item(view, line, view.lines.indent(list)));
    }
    let key = view.lines.key(before).filter(|key| key.has_colon());
    match key {
        // An item in the line before has lost its dash.
        None if !view.lines.is_item(before) => guesses.insert(0, super::keys::missing_dash(view, before)),
        Some(key) if view.code(before).end > key.end + 1 => {
            let name = key.shown();
            let detail = text! {
                en: "`{name}` has a value already, and a list below it",
                zh: "`{name}` 已经有值了，下面又写了列表项",
            };
            let title = text! { en: "make the item a comment", zh: "把这个列表项变成注释" };
            let code = view.code(line);
            let change = (code.start..code.start, "# ".to_owned());
            guesses.push(Guess::new("yaml-orphan-list-items", code).detail(detail).perhaps(title, vec![change]));
        }
        _ => {}
    }
    guesses
}

/// Items without dashes, one to a line.
fn dashless(view: &View<'_>, line: usize) -> Option<Guess> {
    let before = view.lines.previous(line)?;
    let parent = view.lines.previous(before)?;
    let indent = view.lines.indent(line);
    let is_list = view.lines.indent(before) == indent
        && !view.lines.is_key_line(before)
        && !view.lines.is_key_line(line)
        && !view.lines.is_item(before)
        && view.lines.key(parent).is_some_and(|key| key.has_colon() && view.code(parent).end == key.end + 1);
    if !is_list {
        return None;
    }
    let items: Vec<usize> = (before..view.lines.len())
        .take_while(|&line| !view.lines.is_content(line) || view.lines.indent(line) == indent)
        .filter(|&line| view.lines.is_content(line) && !view.lines.is_key_line(line) && !view.lines.is_item(line))
        .take(200)
        .collect();
    let name = view.lines.key(parent).map(|key| key.shown()).unwrap_or_default();
    let detail = text! { en: "the items of `{name}` have no dashes", zh: "`{name}` 的列表项前面没有短横线" };
    let title = text! { en: "put `- ` in front of each", zh: "在每一项前面加上 `- `" };
    let blame = view.code(before).start..items.last().map_or(view.code(line).end, |&last| view.code(last).end);
    let changes = items.iter().map(|&line| (view.code(line).start..view.code(line).start, "- ".to_owned())).collect();
    Some(Guess::new("yaml-syntax", blame).detail(detail).perhaps(title, changes))
}

/// Something in a list that is no item of it.
pub(super) fn in_sequence(view: &View<'_>, found: &TokenKind) -> Vec<Guess> {
    let at = view.problem();
    let line = view.lines.of(at);
    let dash = view.failure.context_mark.map_or(0, |mark| mark.column);
    let is_first = view.code(line).start == at;
    let mut guesses = Vec::new();
    match found {
        TokenKind::Key | TokenKind::BlockMappingStart if is_first => guesses.extend(shifted_key(view, line)),
        TokenKind::BlockSequenceStart => guesses.push(shifted_item(view, line, dash)),
        _ => {
            guesses.extend(super::quotes::earlier(view));
            if is_first && matches!(found, TokenKind::Scalar { .. }) {
                let mut guess = super::keys::missing_dash(view, line);
                if let Some(mend) = &mut guess.mend {
                    let start = view.lines.range(line).start;
                    mend.changes = vec![(start..view.code(line).start, format!("{}- ", " ".repeat(dash)))];
                }
                guesses.push(guess);
            }
            guesses.extend(super::flow::stray(view, found));
        }
    }
    if guesses.is_empty() {
        let what = shown_token(found);
        guesses.push(Guess::new("yaml-syntax", view.word(at)).detail(what));
    }
    guesses
}
