//! The types and ranges of `ConfigDef`, which reads the file since 0.9.
//!
//! `org/apache/kafka/common/config/ConfigDef.java`: `parseType`, `parseValue`, `Range`, `ValidString`,
//! `ValidList`, `NonEmptyString`, `CaseInsensitiveValidString`; the compression levels are checked
//! by `CompressionType.levelValidator`. What is allowed comes from the catalogue.

use super::KAFKA;
use super::raw::{Written, all_entries};
use super::view::{CONFIG_DEF, Checker, before, since};
use crate::catalog::{Era, Kind, VersionSet};
use crate::finding::{Applicability, Edit, Fix};
use crate::model::java::{parse_int, parse_long};
use crate::model::{Fault, Refusal};
use crate::source::Span;
use crate::text;
use crate::text::Text;

/// The rule that tells them.
pub(super) const INVALID_VALUE: Fault = Fault("invalid-value");

/// Something wrong with one value.
#[derive(Clone, Debug)]
pub(super) struct ValueFault {
    /// The bytes to change.
    pub(super) span: Span,
    /// The server's sentence.
    pub(super) text: String,
    /// What is wrong, for people.
    pub(super) detail: Text,
}

/// Every written value against its type, in every version in question.
pub(super) fn check(checker: &mut Checker<'_>) {
    let raw = checker.raw;
    for (key, written) in raw.iter() {
        let Some(spec) = written.spec else { continue };
        if written.unknown {
            continue;
        }
        for era in spec.eras {
            let versions = era.versions.and(CONFIG_DEF).and(checker.versions).minus(read_elsewhere(key, written));
            if versions.is_empty() {
                continue;
            }
            let parts =
                [before!("4.1.0"), since!("4.1.0").minus(STRICT_LISTS), STRICT_LISTS].map(|part| part.and(versions));
            for versions in parts {
                refuse(checker, key, era, versions, written);
            }
        }
    }
}

/// The metrics reporters' keys are no `ConfigDef`'s before 2.1, and until 2.7 their own code stumbles
/// over a number that is none before `ConfigDef` sees it.
fn read_elsewhere(key: &str, written: &Written<'_>) -> VersionSet {
    if !key.starts_with("kafka.metrics.") {
        VersionSet::none(KAFKA)
    } else if key.ends_with(".secs") && parse_int(written.text()).is_none() {
        before!("2.8.0")
    } else {
        before!("2.1.0")
    }
}

fn refuse(checker: &mut Checker<'_>, key: &str, era: &Era, versions: VersionSet, written: &Written<'_>) {
    if versions.is_empty() {
        return;
    }
    // KafkaConfig.populateSynonyms (3.2 and later): a node.id is a broker.id too, and that is read first.
    if key == "node.id" && checker.raw.get("broker.id").is_none() {
        let (old, new) = (versions.and(before!("3.2.0")), versions.and(since!("3.2.0")));
        if !old.is_empty() && !new.is_empty() {
            refuse(checker, key, era, old, written);
            return refuse(checker, key, era, new, written);
        }
        if !new.is_empty() {
            return refuse_as(checker, key, "broker.id", era, versions, written);
        }
    }
    refuse_as(checker, key, key, era, versions, written);
}

/// `named`: the key that the server says.
fn refuse_as(
    checker: &mut Checker<'_>,
    key: &str,
    named: &str,
    era: &Era,
    versions: VersionSet,
    written: &Written<'_>,
) {
    let mut all = faults(key, era, versions, written);
    if named != key {
        let (own, said) = (format!(" for configuration {key}"), format!(" for configuration {named}"));
        // What is a number is then judged as node.id.
        for fault in all.iter_mut().filter(|fault| fault.text.contains(": Not a number of type")) {
            fault.text = fault.text.replace(&own, &said);
        }
    }
    let comment = !all.is_empty() && comment_is_to_blame(key, era, versions, written);
    for fault in all {
        let refusal = if comment {
            comment_refusal(written, versions, fault.text)
        } else {
            Refusal::new(INVALID_VALUE, fault.span, versions, fault.text).detail(fault.detail)
        };
        checker.refuse("type", refusal.key(key));
    }
}

/// Whether the value would be right without the comment behind it.
fn comment_is_to_blame(key: &str, era: &Era, versions: VersionSet, written: &Written<'_>) -> bool {
    before_comment(written.text()).is_some_and(|value| value_faults(key, era, versions, value, written).is_empty())
}

/// The value in front of a comment.
pub(super) fn before_comment(value: &str) -> Option<&str> {
    split_comment(value).map(|(before, _)| before)
}

/// A value and what looks like a comment behind it: blanks, then `#`, `// ` or `; `.
fn split_comment(value: &str) -> Option<(&str, &str)> {
    value.char_indices().filter(|(_, c)| matches!(c, '#' | ';' | '/')).find_map(|(at, _)| {
        let (before, comment) = (value.get(..at)?, value.get(at..)?);
        let sign = comment.starts_with('#') || comment.starts_with("// ") || comment.starts_with("; ");
        (sign && before.ends_with([' ', '\t']) && !before.trim().is_empty()).then(|| (before.trim_end(), comment))
    })
}

/// A value that is refused only for the comment behind it: the comment is to move to its own line.
pub(super) fn comment_refusal(written: &Written<'_>, versions: VersionSet, text: String) -> Refusal {
    let Some((value, comment)) = split_comment(written.text()) else {
        return Refusal::new(INVALID_VALUE, written.span(), versions, text);
    };
    let refusal = Refusal::new(Fault("comment-in-value"), written.span_of(comment), versions, text);
    // The file's bytes were decoded one by one; as text of the fix they are UTF-8 again.
    let bytes: Option<Vec<u8>> = comment.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let Some(words) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else { return refusal };
    let words = words.trim_start_matches(['#', '/', ';', ' ', '\t']).trim_end();
    refusal.fix(Fix {
        title: text! { en: "move the comment to a line of its own", zh: "把注释移到单独的一行" },
        applicability: Applicability::Safe,
        edits: vec![
            Edit { span: written.key_span.before(), text: format!("# {words}\n") },
            Edit { span: written.span_of(value).after().to(written.piece.span.after()), text: String::new() },
        ],
    })
}

/// What `ConfigDef` has against a value.
pub(super) fn faults(key: &str, era: &Era, versions: VersionSet, written: &Written<'_>) -> Vec<ValueFault> {
    value_faults(key, era, versions, written.text(), written)
}

fn value_faults(key: &str, era: &Era, versions: VersionSet, value: &str, written: &Written<'_>) -> Vec<ValueFault> {
    let whole = |text: String, detail: Text| vec![ValueFault { span: written.span(), text, detail }];
    let raw = &written.piece.text;
    match era.kind {
        Kind::Boolean if java_boolean(value).is_none() => whole(
            format!("Invalid value {raw} for configuration {key}: Expected value to be either true or false"),
            text! { en: "{key} must be true or false, not \"{value}\"", zh: "{key} 只能是 true 或 false，不能是 \"{value}\"" },
        ),
        Kind::Short => integer(key, era, value, written, i64::from(i16::MIN)..=i64::from(i16::MAX), "SHORT"),
        Kind::Int => integer(key, era, value, written, i64::from(i32::MIN)..=i64::from(i32::MAX), "INT"),
        Kind::Long => integer(key, era, value, written, i64::MIN..=i64::MAX, "LONG"),
        Kind::Double => match java_double(value) {
            None => whole(
                format!("Invalid value {raw} for configuration {key}: Not a number of type DOUBLE"),
                text! { en: "{key} must be a number, not \"{value}\"", zh: "{key} 必须是数字，不能是 \"{value}\"" },
            ),
            Some(number) => range_fault(key, era, written, number, java_double_text(number)),
        },
        Kind::List => list(key, era, versions, value, written),
        Kind::String => string(key, era, value, written),
        _ => Vec::new(),
    }
}

fn integer(
    key: &str,
    era: &Era,
    value: &str,
    written: &Written<'_>,
    bounds: std::ops::RangeInclusive<i64>,
    kind: &str,
) -> Vec<ValueFault> {
    match parse_long(value).filter(|number| bounds.contains(number)) {
        Some(number) => range_fault(key, era, written, number as f64, number.to_string()),
        None => vec![ValueFault {
            span: written.span(),
            text: format!("Invalid value {} for configuration {key}: Not a number of type {kind}", written.piece.text),
            detail: not_an_integer(key, value, bounds),
        }],
    }
}

fn not_an_integer(key: &str, value: &str, bounds: std::ops::RangeInclusive<i64>) -> Text {
    let (low, high) = (bounds.start(), bounds.end());
    if value.is_empty() {
        return text! {
            en: "{key} has no value: Kafka reads the empty text as a number and stops",
            zh: "{key} 没有值：Kafka 把空文本当数字解析，然后退出",
        };
    }
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text! {
            en: "{key}={value} is too large: whole numbers from {low} to {high} fit",
            zh: "{key}={value} 太大：只能是 {low} 到 {high} 之间的整数",
        };
    }
    text! {
        en: "{key} must be a whole number, not \"{value}\" (no units, no decimals, nothing behind it)",
        zh: "{key} 必须是整数，不能是 \"{value}\"（不带单位、小数，后面也不能有别的内容）",
    }
}

fn range_fault(key: &str, era: &Era, written: &Written<'_>, number: f64, shown: String) -> Vec<ValueFault> {
    let range = match Allowed::of(era.valid) {
        Allowed::Range(range) => range,
        Allowed::RangeOr(range, other) => {
            // `GzipCompression`, and the copier pool of 3.9: a range and one number outside of it.
            if number == other {
                return Vec::new();
            }
            let Range { low, high } = range;
            if range.holds(number) {
                return Vec::new();
            }
            let (text, end) = match high {
                Some(high) => (format!("Value must be between {low} and {high} or equal to {other}"), high.to_string()),
                None => (format!("Value can be {other} or greater than 0"), String::from("…")),
            };
            return vec![ValueFault {
                span: written.span(),
                text: format!("Invalid value {shown} for configuration {key}: {text}"),
                detail: text! {
                    en: "{key}={shown} is outside of what Kafka takes: {low} to {end}, or {other}",
                    zh: "{key}={shown} 超出范围：只能是 {low} 到 {end}，或 {other}",
                },
            }];
        }
        _ => return Vec::new(),
    };
    let (text, detail) = if number < range.low {
        let low = number_text(range.low);
        (
            format!("Value must be at least {low}"),
            text! { en: "{key}={shown} is too small: it must be at least {low}", zh: "{key}={shown} 太小：至少要 {low}" },
        )
    } else if let Some(high) = range.high.filter(|high| number > *high) {
        let high = number_text(high);
        (
            format!("Value must be no more than {high}"),
            text! { en: "{key}={shown} is too large: it must be no more than {high}", zh: "{key}={shown} 太大：最多 {high}" },
        )
    } else {
        return Vec::new();
    };
    vec![ValueFault {
        span: written.span(),
        text: format!("Invalid value {shown} for configuration {key}: {text}"),
        detail,
    }]
}

fn string(key: &str, era: &Era, value: &str, written: &Written<'_>) -> Vec<ValueFault> {
    let (reason, options) = match Allowed::of(era.valid) {
        Allowed::OneOf(options) if !options.contains(&value) => {
            (format!("String must be one of: {}", options.join(", ")), options.join(", "))
        }
        Allowed::OneOfAnyCase(options) if !options.iter().any(|option| option.eq_ignore_ascii_case(value)) => {
            (format!("String must be one of (case insensitive): {}", options.join(", ")), options.join(", "))
        }
        Allowed::NonEmpty if value.is_empty() => {
            return vec![ValueFault {
                span: written.span(),
                text: format!("Invalid value  for configuration {key}: String must be non-empty"),
                detail: text! { en: "{key} is written without a value", zh: "{key} 没有写值" },
            }];
        }
        _ => return Vec::new(),
    };
    let fault = one_of(key, value, written.span(), reason, &options);
    if matches!(Allowed::of(era.valid), Allowed::OneOfAnyCase(_)) {
        let detail = text! {
            en: "{key} can't be \"{value}\": it must be one of {options}",
            zh: "{key} 不能是 \"{value}\"：只能是 {options} 之一",
        };
        return vec![ValueFault { detail, ..fault }];
    }
    vec![fault]
}

fn one_of(key: &str, value: &str, span: Span, reason: String, options: &str) -> ValueFault {
    ValueFault {
        span,
        text: format!("Invalid value {value} for configuration {key}: {reason}"),
        detail: text! {
            en: "{key} can't be \"{value}\": it must be one of {options} (capitals count)",
            zh: "{key} 不能是 \"{value}\"：只能是 {options} 之一（区分大小写）",
        },
    }
}

/// Its values are an enumeration that the catalogue can't resolve for 4.x (`Group.GroupType`).
const PROTOCOLS: &str = "group.coordinator.rebalance.protocols";

fn protocols(versions: VersionSet, era: &Era) -> Vec<&'static str> {
    if versions.within(since!("4.1.0")) {
        vec!["consumer", "classic", "share", "streams"]
    } else if versions.within(since!("4.0.0")) {
        vec!["consumer", "classic", "share"]
    } else {
        match Allowed::of(era.valid) {
            Allowed::OneOf(options) => options,
            _ => Vec::new(),
        }
    }
}

/// `ValidList` became strict with 4.2: no empty list where one is forbidden, no empty entry.
const STRICT_LISTS: VersionSet = since!("4.2.0");

fn list(key: &str, era: &Era, versions: VersionSet, value: &str, written: &Written<'_>) -> Vec<ValueFault> {
    let allowed = if key == PROTOCOLS { Allowed::OneOf(protocols(versions, era)) } else { Allowed::of(era.valid) };
    let strict = versions.within(STRICT_LISTS);
    let options = match &allowed {
        Allowed::OneOf(options) => Some(options),
        Allowed::List { .. } => None,
        _ => return Vec::new(),
    };
    if value.is_empty() {
        let rejected = match allowed {
            Allowed::List { empty } => !empty,
            // `ValidList.in(false, …)`.
            _ => matches!(key, "process.roles" | "group.coordinator.rebalance.protocols"),
        };
        if !strict || !rejected {
            return Vec::new();
        }
        let examples = options.map_or("any non-empty value".to_owned(), |options| format!("[{}]", options.join(", ")));
        return vec![ValueFault {
            span: written.span(),
            text: format!("Configuration '{key}' must not be empty. Valid values include: {examples}"),
            detail: text! { en: "{key} is an empty list", zh: "{key} 是空列表" },
        }];
    }
    let mut faults = Vec::new();
    for entry in all_entries(value) {
        if entry.is_empty() && strict {
            faults.push(ValueFault {
                span: empty_entry(written, value, entry),
                text: format!("Configuration '{key}' values must not be empty."),
                detail: text! {
                    en: "{key} has an empty entry: a comma too many",
                    zh: "{key} 里有空项：多了一个逗号",
                },
            });
        } else if let Some(options) = options.filter(|options| !options.contains(&entry)) {
            let reason = format!("String must be one of: {}", options.join(", "));
            faults.push(one_of(key, entry, written.span_of(entry), reason, &options.join(", ")));
        }
    }
    faults
}

/// The comma that makes an empty entry.
fn empty_entry(written: &Written<'_>, value: &str, entry: &str) -> Span {
    let at = (entry.as_ptr() as usize).saturating_sub(value.as_ptr() as usize);
    let comma = value.get(..at).and_then(|before| before.rfind(',')).or_else(|| value.find(',')).unwrap_or(0);
    value.get(comma..comma + 1).map_or(written.span(), |comma| written.span_of(comma))
}

/// What the catalogue says of allowed values.
#[derive(Debug)]
enum Allowed<'a> {
    /// Not told, or checked elsewhere.
    Any,
    Range(Range),
    RangeOr(Range, f64),
    OneOf(Vec<&'a str>),
    OneOfAnyCase(Vec<&'a str>),
    NonEmpty,
    /// A list of anything, strict about empty entries.
    List {
        empty: bool,
    },
}

#[derive(Clone, Copy, Debug)]
struct Range {
    low: f64,
    high: Option<f64>,
}

impl Range {
    fn holds(self, number: f64) -> bool {
        number >= self.low && self.high.is_none_or(|high| number <= high)
    }
}

impl<'a> Allowed<'a> {
    fn of(valid: &'a str) -> Self {
        if let Some(rest) = valid.strip_prefix("no duplicate entries; ") {
            return Self::List { empty: rest.starts_with("empty list ok") };
        }
        if valid == "non-empty string" {
            return Self::NonEmpty;
        }
        let (any_case, listed) = match valid.strip_prefix("(case insensitive) ") {
            Some(rest) => (true, rest),
            None => (false, valid),
        };
        let Some((inner, rest)) = listed.strip_prefix('[').and_then(|inner| inner.rsplit_once(']')) else {
            return Self::Any;
        };
        if let Some((low, high)) = inner.split_once(",...") {
            let Ok(low) = low.parse() else { return Self::Any };
            let high = high.strip_prefix(',').and_then(|high| high.parse().ok());
            let range = Range { low, high };
            return match rest.strip_prefix(" or ").and_then(|other| other.parse().ok()) {
                Some(other) => Self::RangeOr(range, other),
                None => Self::Range(range),
            };
        }
        // An expression of the source that the catalogue could not resolve: nothing is known.
        if inner.contains(['(', '.', '{']) {
            return Self::Any;
        }
        let options = inner.split(", ").collect();
        if any_case { Self::OneOfAnyCase(options) } else { Self::OneOf(options) }
    }
}

/// `true` or `false` in any case.
pub(super) fn java_boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// `Double.parseDouble` of trimmed text.
pub(super) fn java_double(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, "NaN" | "Infinity") {
        return text.replace("Infinity", "inf").parse().ok();
    }
    let body = unsigned.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(unsigned);
    if let Some(hexadecimal) = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X")) {
        // `d` and `f` are digits in front of the `p`, and a type behind it.
        let body = hexadecimal.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(hexadecimal);
        let number = hexadecimal_double(body)?;
        return Some(if text.starts_with('-') { -number } else { number });
    }
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (body, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_ok = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    if whole.len() + fraction.len() == 0 || !digits(whole) || !digits(fraction) || !exponent_ok {
        return None;
    }
    let negative = text.starts_with('-');
    let number: f64 = format!("{}e{}", mantissa.trim_end_matches('.'), exponent.unwrap_or("0").trim_start_matches('+'))
        .parse()
        .or_else(|_| format!("0{mantissa}e0").parse())
        .ok()?;
    Some(if negative { -number } else { number })
}

/// `1.8p-1`: hexadecimal digits, a point among them at most, and a power of two that can't be left out.
fn hexadecimal_double(body: &str) -> Option<f64> {
    let (mantissa, exponent) = body.split_once(['p', 'P'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if whole.len() + fraction.len() == 0 || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Digits beyond the first 16 or so move the number by less than it can tell.
    let mut number = 0.0f64;
    for digit in whole.chars().chain(fraction.chars()) {
        number = number * 16.0 + f64::from(digit.to_digit(16)?);
    }
    let exponent = exponent.parse::<i32>().unwrap_or(if exponent.starts_with('-') { i32::MIN } else { i32::MAX });
    let scale = i32::try_from(fraction.len()).unwrap_or(i32::MAX).saturating_mul(4);
    Some(number * 2f64.powi(exponent.saturating_sub(scale)))
}

/// `Double.toString` for the numbers that occur here.
pub(super) fn java_double_text(number: f64) -> String {
    if number.is_infinite() {
        return String::from(if number > 0.0 { "Infinity" } else { "-Infinity" });
    }
    let size = number.abs();
    if size != 0.0 && !(1e-3..1e7).contains(&size) {
        let text = format!("{number:E}");
        let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
        let point = if mantissa.contains('.') { "" } else { ".0" };
        return format!("{mantissa}{point}E{exponent}");
    }
    if number == number.trunc() { format!("{number:.1}") } else { number.to_string() }
}

/// A bound as the source writes it.
fn number_text(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_written_as_java_writes_them() {
        let cases = [
            (10.0, "10.0"),
            (0.5, "0.5"),
            (9_223_372_036_854_775_808.0, "9.223372036854776E18"),
            (1e7, "1.0E7"),
            (-2e-4, "-2.0E-4"),
        ];
        for (number, text) in cases {
            assert_eq!(java_double_text(number), text);
        }
    }

    #[test]
    fn doubles_are_javas() {
        for (text, number) in [
            ("0.5f", 0.5),
            ("1e3", 1000.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("-2D", -2.0),
            ("1E+2", 100.0),
            ("0x1p-1", 0.5),
            ("-0X1.8P1d", -3.0),
        ] {
            assert_eq!(java_double(text), Some(number), "{text}");
        }
        assert!(java_double("NaN").is_some_and(f64::is_nan));
        for text in ["", ".", "1_0", "1e", "half", "1,5", "0x1", "0xp1", "0x1p", "0x.p1"] {
            assert_eq!(java_double(text), None, "{text}");
        }
    }

    #[test]
    fn every_form_of_the_catalogue_is_understood() {
        assert!(matches!(Allowed::of("[0,...]"), Allowed::Range(Range { high: None, .. })));
        assert!(matches!(Allowed::of("[1,...,17]"), Allowed::Range(Range { high: Some(_), .. })));
        assert!(matches!(Allowed::of("[1,...,9] or -1"), Allowed::RangeOr(..)));
        assert!(
            matches!(Allowed::of("[compact, delete]"), Allowed::OneOf(options) if options == ["compact", "delete"])
        );
        assert!(matches!(Allowed::of("(case insensitive) [A, B]"), Allowed::OneOfAnyCase(_)));
        assert!(matches!(
            Allowed::of("no duplicate entries; empty list rejected; null ok"),
            Allowed::List { empty: false }
        ));
        assert!(matches!(Allowed::of(""), Allowed::Any));
    }
}
