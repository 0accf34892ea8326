//! What a bad value is called for people, and what to write instead.

use super::check::Wanted;
use super::java::double_value;
use crate::catalog::OptionSpec;
use crate::finding::{Applicability, Edit, Fix};
use crate::source::Source;
use crate::syntax::yaml::{Node, Value};
use crate::text;
use crate::text::Text;

/// Longer texts are cut in headlines.
const SHOWN: usize = 60;

/// Whether a plain text is a list gone wrong: several lines in one, or a dash without its blank.
pub(crate) fn joined(source: &Source, node: &Node) -> bool {
    if !node.plain || !matches!(node.value, Value::Str(_) | Value::Int(_)) {
        return false;
    }
    let raw = source.slice(node.span);
    raw.starts_with(b"-") || matches!(node.value, Value::Str(_)) && raw.iter().any(|byte| matches!(byte, b'\n' | b'\r'))
}

/// What a value is, in a sentence.
pub(crate) fn found(node: &Node, secret: bool) -> Text {
    let shown = |text: &str| {
        let mut cut: String = text.chars().take(SHOWN).collect();
        if cut.len() < text.len() {
            cut.push('…');
        }
        cut
    };
    match &node.value {
        Value::Null => text! { en: "nothing (null)", zh: "空值（null）" },
        Value::Bool(value) => text! { en: "the truth value {value}", zh: "布尔值 {value}" },
        Value::Str(_) if secret => text! { en: "a text", zh: "字符串" },
        Value::Str(text) => {
            let text = shown(text);
            text! { en: "the text \"{text}\"", zh: "字符串 \"{text}\"" }
        }
        Value::Int(_) | Value::Float(_) if secret => text! { en: "a number", zh: "数字" },
        Value::Int(_) | Value::Float(_) => {
            let number = super::java::Runtime::Java.print(&node.value);
            text! { en: "the number {number}", zh: "数字 {number}" }
        }
        Value::Date(date) => text! { en: "the date {date}", zh: "日期 {date}" },
        Value::Binary => text! { en: "bytes", zh: "二进制数据" },
        Value::Seq(_) => text! { en: "a list", zh: "列表" },
        Value::Map(_) => text! { en: "a map", zh: "映射" },
        Value::Set(_) => text! { en: "a set", zh: "集合" },
        Value::Pair(_) => text! { en: "a pair", zh: "键值对" },
        Value::Unknown => text! { en: "a placeholder", zh: "占位符" },
    }
}

fn wanted_text(wanted: Wanted) -> Text {
    match wanted {
        Wanted::Value => text! { en: "a value", zh: "一个值" },
        Wanted::Text => text! { en: "text", zh: "字符串" },
        Wanted::Boolean => text! { en: "true or false", zh: "true 或 false" },
        Wanted::Number => text! { en: "a number", zh: "数字" },
        Wanted::Integer => text! { en: "a whole number", zh: "整数" },
        Wanted::Long => text! { en: "a whole number", zh: "整数" },
        Wanted::Positive => text! { en: "a number above 0", zh: "大于 0 的数" },
        Wanted::NotNegative => text! { en: "a number not below 0", zh: "不小于 0 的数" },
        Wanted::PowerOf2 => text! { en: "a power of two", zh: "2 的幂" },
        Wanted::Word => text! { en: "one of a few fixed words", zh: "几个固定取值之一" },
        Wanted::List => text! { en: "a list", zh: "列表" },
        Wanted::TextList => text! { en: "a list of texts", zh: "字符串列表" },
        Wanted::TextOrList => text! { en: "text or a list of texts", zh: "字符串或字符串列表" },
        Wanted::ListOfLists => text! { en: "a list of lists of texts", zh: "由字符串列表组成的列表" },
        Wanted::Map => text! { en: "a map", zh: "映射" },
        Wanted::Entry(name) => text! { en: "a map with the entry {name}", zh: "含有 {name} 一项的映射" },
        Wanted::Unique => text! { en: "every value once", zh: "各不相同的值" },
        Wanted::Class => text! { en: "the name of a class", zh: "类名" },
        Wanted::Shape => text! { en: "another structure", zh: "另一种结构" },
    }
}

/// The headline: the key, what it wants, what it is.
pub(super) fn headline(spec: &OptionSpec, node: &Node, wanted: Wanted, joined: bool) -> Text {
    let key = spec.name;
    let is = found(node, spec.secret);
    if joined {
        return Text {
            en: format!("{key}: Storm hears {} where it wants a list", is.en).into(),
            zh: format!("{key}：Storm 要的是列表，听到的却是{}", is.zh).into(),
        };
    }
    match wanted {
        Wanted::Value => {
            text! { en: "{key} has no value, and Storm wants one", zh: "{key} 没有值，而 Storm 要求必须有" }
        }
        Wanted::Unique => Text {
            en: format!("{key}: {} is listed twice", is.en).into(),
            zh: format!("{key}：{}重复出现", is.zh).into(),
        },
        Wanted::Integer if super::java::whole(&node.value).is_some() => Text {
            en: format!("{key} wants a whole number of 32 bits, and {} is larger", is.en).into(),
            zh: format!("{key} 要的是 32 位整数，而{}超出了范围", is.zh).into(),
        },
        Wanted::Entry(name) if matches!(node.value, Value::Map(_)) => text! {
            en: "{key}: an entry lacks the key {name}",
            zh: "{key}：有一项缺少 {name}",
        },
        _ => {
            let want = wanted_text(wanted);
            Text {
                en: format!("{key} wants {}, and Storm hears {}", want.en, is.en).into(),
                zh: format!("{key} 要的是{}，Storm 听到的是{}", want.zh, is.zh).into(),
            }
        }
    }
}

/// What to write instead, where that can be said and no change says it.
pub(super) fn help(source: &Source, spec: &OptionSpec, node: &Node, wanted: Wanted, joined: bool) -> Option<Text> {
    if joined {
        return Some(text! {
            en: "write every item on a line of its own as `- item`: all dashes in one column, one blank behind each",
            zh: "每一项单独占一行，写成“- 值”：所有短横对齐在同一列，短横后面有一个空格",
        });
    }
    let key = spec.name;
    let raw = source.text(node.span);
    Some(match (&node.value, wanted) {
        (_, Wanted::Value) | (Value::Null, _) => text! {
            en: "write a value, or delete the line so that the default counts",
            zh: "写上值，或者删掉这一行，让默认值生效",
        },
        (_, Wanted::Unique) => text! { en: "write it once", zh: "只写一次" },
        (Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Date(_), Wanted::Text) if !raw.contains('\n') => {
            text! { en: "put it in quotes: \"{raw}\"", zh: "加上引号：\"{raw}\"" }
        }
        (Value::Str(text), _)
            if number_wanted(wanted) && double_like(text) && text.len() > 1 && text.starts_with('0') =>
        {
            let number = decimal(text);
            text! {
                en: "write {number}: to YAML a leading zero makes a number octal, and one with an 8 or 9 a text",
                zh: "写成 {number}：YAML 把以零开头的数字当作八进制，含 8 或 9 的就成了字符串",
            }
        }
        (Value::Str(text), _) if number_wanted(wanted) && double_like(text) => {
            text! { en: "write it without quotes: {text}", zh: "不要加引号：{text}" }
        }
        (Value::Str(text), _) if number_wanted(wanted) && node.plain && text.contains('#') => text! {
            en: "a comment needs a blank before its #; without one it belongs to the value",
            zh: "注释的 # 前面要有空格，否则它就是值的一部分",
        },
        (Value::Str(text), _) if number_wanted(wanted) && port_range(text) => text! {
            en: "Storm knows no ranges: list every number",
            zh: "Storm 不认识范围写法：要把每个数都列出来",
        },
        (Value::Str(_), _) if number_wanted(wanted) => text! {
            en: "write the number alone, without a unit and without quotes",
            zh: "只写数字，不带单位，不加引号",
        },
        (Value::Str(text), Wanted::Boolean) if truth(text) => {
            text! { en: "write it without quotes: {text}", zh: "不要加引号：{text}" }
        }
        (_, Wanted::Boolean) => text! { en: "write true or false, without quotes", zh: "写 true 或 false，不加引号" },
        (Value::Str(_) | Value::Int(_) | Value::Float(_), Wanted::List | Wanted::TextList) => {
            let items = flow(source, node);
            text! { en: "write a list: {key}: {items}", zh: "写成列表：{key}: {items}" }
        }
        (Value::Map(_), Wanted::Text) => text! {
            en: "a colon with a blank behind it makes a map; put a text with a colon in quotes",
            zh: "冒号后面带空格就成了映射；含冒号的字符串要加引号",
        },
        _ => return None,
    })
}

fn number_wanted(wanted: Wanted) -> bool {
    matches!(
        wanted,
        Wanted::Number | Wanted::Integer | Wanted::Long | Wanted::Positive | Wanted::NotNegative | Wanted::PowerOf2
    )
}

fn double_like(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits without leading zeros.
fn decimal(digits: &str) -> &str {
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() { "0" } else { significant }
}

fn port_range(text: &str) -> bool {
    text.split_once('-').is_some_and(|(from, to)| double_like(from.trim()) && double_like(to.trim()))
}

fn truth(text: &str) -> bool {
    matches!(text, "true" | "false")
}

/// A scalar as a flow list; commas and blanks part its items.
fn flow(source: &Source, node: &Node) -> String {
    let raw = source.text(node.span);
    match &node.value {
        Value::Str(text) => {
            let numbers = text.split([',', ';', ' ']).filter(|item| !item.is_empty()).all(double_like);
            let items: Vec<String> = text
                .split([',', ';', ' '])
                .map(|item| item.trim().trim_matches(['[', ']', '"', '\'']))
                .filter(|item| !item.is_empty())
                .map(|item| if numbers { item.to_owned() } else { format!("\"{item}\"") })
                .collect();
            format!("[{}]", items.join(", "))
        }
        _ => format!("[{raw}]"),
    }
}

/// Changes that surely, or probably, say what was meant.
pub(super) fn fixes(source: &Source, spec: &OptionSpec, node: &Node, wanted: Wanted, joined: bool) -> Vec<Fix> {
    // Nobody else writes a secret.
    if spec.secret {
        return Vec::new();
    }
    let raw = source.text(node.span);
    let one = |applicability, text: String| {
        let title = text! { en: "write {text}", zh: "写成 {text}" };
        vec![Fix { title, applicability, edits: vec![Edit { span: node.span, text }] }]
    };
    match (&node.value, wanted) {
        _ if joined => list_fix(source, node).into_iter().collect(),
        (Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Date(_), Wanted::Text)
            if node.plain && !raw.contains(['"', '\\', '\n']) =>
        {
            one(Applicability::Safe, format!("\"{raw}\""))
        }
        (Value::Str(text), _) if number_wanted(wanted) && double_like(text) => {
            // Nobody surely means decimal by a leading zero.
            let safe = !text.starts_with('0') || text.len() == 1;
            one(if safe { Applicability::Safe } else { Applicability::Unsafe }, decimal(text).to_owned())
        }
        (Value::Str(text), Wanted::Boolean) if !node.plain && truth(text) => one(Applicability::Safe, text.clone()),
        (Value::Str(text), Wanted::List | Wanted::TextList) if !raw.contains('\n') && !text.contains(['"', '\\']) => {
            let single = !text.contains([',', ';', ' ']);
            one(if single { Applicability::Safe } else { Applicability::Unsafe }, flow(source, node))
        }
        (Value::Int(_), Wanted::List) if double_value(&node.value).is_some_and(|number| number > 0.0) => {
            one(Applicability::Safe, flow(source, node))
        }
        _ => Vec::new(),
    }
}

/// A list out of lines that were joined: the lines, each with its dash.
pub(crate) fn list_fix(source: &Source, node: &Node) -> Option<Fix> {
    let raw = std::str::from_utf8(source.slice(node.span)).ok()?;
    let lines: Vec<&str> = raw.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let dashed = lines.iter().skip(1).all(|line| line.starts_with('-'));
    let items: Vec<&str> = lines.iter().map(|line| line.strip_prefix('-').unwrap_or(line).trim()).collect();
    // An item that would change its meaning on its own is left to people.
    if items.iter().any(|item| item.is_empty() || item.contains([':', '#', '{', '[', ','])) {
        return None;
    }
    let start = node.span.start as usize;
    let before = source.bytes.get(..start)?;
    let line = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
    let lead = before.get(line..)?;
    let inside = lead.iter().all(|&byte| byte == b' ') || lead.ends_with(b"- ");
    let text = if inside && !lead.is_empty() {
        let item_of_list = lead.ends_with(b"- ");
        let column = if item_of_list { lead.len() - 2 } else { lead.len() };
        let glue = format!("\n{}- ", " ".repeat(column));
        let list = items.join(&glue);
        if item_of_list { list } else { format!("- {list}") }
    } else {
        format!("[{}]", items.join(", "))
    };
    let applicability = if dashed { Applicability::Safe } else { Applicability::Unsafe };
    let title = text! { en: "write a list, one item a line", zh: "写成列表，每项一行" };
    Some(Fix { title, applicability, edits: vec![Edit { span: node.span, text }] })
}
