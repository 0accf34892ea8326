//! FS008: a character in a key that looks like another one.

use super::keys;
use crate::catalog;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::KeyUse;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "FS008",
    name: "key-with-odd-characters",
    component: None,
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "java/util/Properties.java load0: only =, :, blank, tab and form feed end a key; run on ZooKeeper 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("file/key-with-odd-characters"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    // A file in UTF-16 is odd as a whole.
    if case.source.bytes.starts_with(b"\xff\xfe") || case.source.bytes.starts_with(b"\xfe\xff") {
        return;
    }
    let odd = |name: &str| name.chars().any(|c| !c.is_ascii_graphic() && c != ' ');
    for used in keys::heard(case).filter(|used| odd(&used.name)) {
        if used.span.start == 0 && case.source.bytes.starts_with(b"\xef\xbb\xbf") {
            continue;
        }
        sink.report(draft(case, used));
    }
}

fn draft(case: &NodeCase<'_, ()>, used: &KeyUse) -> Draft {
    let component = case.node.component();
    let name = component.name();
    // The key as people see it: UTF-8, or else each byte a character.
    let shown = case.source.text(used.span).into_owned();
    let plain: String = shown.chars().filter_map(|c| plain(c).unwrap_or(Some(c))).collect();
    let meant = plain.trim().split(['=', ':', ' ', '\t']).next().unwrap_or_default();
    let known = catalog::option(component, meant).is_some() || catalog::prefix(component, meant).is_some();
    let first = shown.char_indices().find(|(_, c)| plain_differs(*c));
    let Some((at, character)) = first.filter(|_| known) else {
        return Draft::new(
            used.span,
            text! {
                en: "{name} has no option with such a name; a line of text needs # in front",
                zh: "{name} 没有叫这个名字的选项；说明文字前面要写 #",
            },
        )
        .severity(Severity::Hint);
    };
    let what = describe(character);
    let (en, zh) = (&what.en, &what.zh);
    let span = Span {
        start: used.span.start + at as u32,
        end: used.span.start + (at + character.len_utf8()) as u32,
        ..used.span
    };
    let mut draft = Draft::new(
        span,
        Text {
            en: format!("the key isn't {meant}: it has {en} in it, and {meant} is not set").into(),
            zh: format!("这个键不是 {meant}：里面有{zh}，{meant} 并没有被设置").into(),
        },
    )
    .key(meant)
    .label(what)
    .help(text! { en: "type {meant} anew", zh: "重新输入 {meant}" });
    if keys::utf8(case.source, used.span).is_some() && !shown.contains('\\') {
        draft = draft.fix(fix(used, &shown));
    }
    draft
}

/// Each look-alike by what it looks like.
fn fix(used: &KeyUse, shown: &str) -> Fix {
    let edits = shown
        .char_indices()
        .filter(|(_, c)| plain_differs(*c))
        .map(|(at, c)| Edit {
            span: Span {
                start: used.span.start + at as u32,
                end: used.span.start + (at + c.len_utf8()) as u32,
                ..used.span
            },
            text: plain(c).flatten().map(String::from).unwrap_or_default(),
        })
        .collect();
    Fix {
        title: text! { en: "write plain characters", zh: "改成普通字符" }, applicability: Applicability::Safe, edits
    }
}

fn plain_differs(c: char) -> bool {
    plain(c).is_some()
}

/// The ASCII character that a character looks like; `Some(None)`: it can't be seen at all.
fn plain(c: char) -> Option<Option<char>> {
    const CYRILLIC: &str = "аеорсухі";
    const LATIN: &str = "aeopcyxi";
    match c {
        '\u{ff01}'..='\u{ff5e}' => Some(char::from_u32(c as u32 - 0xfee0)),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(Some(' ')),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}' => Some(None),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some(Some('-')),
        '\u{2024}' | '\u{3002}' | '\u{b7}' => Some(Some('.')),
        _ => CYRILLIC.chars().position(|known| known == c).and_then(|at| LATIN.chars().nth(at)).map(Some),
    }
}

fn describe(c: char) -> Text {
    let code = c as u32;
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            text! { en: "a full-width {c} (U+{code:04X})", zh: "全角字符 {c}（U+{code:04X}）" }
        }
        _ if plain(c) == Some(None) => {
            text! { en: "an invisible character (U+{code:04X})", zh: "看不见的字符（U+{code:04X}）" }
        }
        _ if plain(c) == Some(Some(' ')) => {
            text! { en: "a space that isn't one (U+{code:04X})", zh: "不是普通空格的空白（U+{code:04X}）" }
        }
        _ => text! { en: "a look-alike of another alphabet (U+{code:04X})", zh: "外形相似的其他字符（U+{code:04X}）" },
    }
}
