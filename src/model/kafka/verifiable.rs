//! 0.8.2, before `ConfigDef`: `kafka/utils/VerifiableProperties.scala`, `kafka/server/KafkaConfig.scala`.
//!
//! Nothing is trimmed, and of several keys for one time only the finest is read.

use super::configdef::java_double;
use super::raw::Written;
use super::view::{Checker, before, required};
use crate::catalog::{Kind, VersionSet};
use crate::model::java::{parse_int, parse_long};
use crate::model::{Fault, Refusal};
use crate::syntax::properties::java_trim;
use crate::text;

/// The versions that read the file so.
const OLD: VersionSet = before!("0.9.0.0");
const INVALID: Fault = super::configdef::INVALID_VALUE;

/// A key that isn't read when another one is written.
const SHADOWED: &[(&str, &[&str])] = &[
    ("log.retention.minutes", &["log.retention.ms"]),
    ("log.retention.hours", &["log.retention.ms", "log.retention.minutes"]),
    ("log.roll.hours", &["log.roll.ms"]),
    ("log.roll.jitter.hours", &["log.roll.jitter.ms"]),
];

/// Every value against its type and range.
pub(super) fn check(checker: &mut Checker<'_>) {
    let versions = checker.versions.and(OLD);
    if versions.is_empty() {
        return;
    }
    relations(checker, versions);
    let raw = checker.raw;
    for (key, written) in raw.iter() {
        let shadowed = SHADOWED.iter().any(|(name, by)| *name == key && by.iter().any(|other| raw.has(other)));
        let Some(era) = written.spec.and_then(|spec| spec.era(versions)) else { continue };
        if written.unknown || shadowed {
            continue;
        }
        let Some((text, number)) = fault(checker, key, era.kind, era.valid, written) else { continue };
        let value = &written.piece.text;
        let kept_blank = value.trim() != value && fault_of(checker, key, era.kind, era.valid, value.trim()).is_none();
        let comment = super::configdef::before_comment(value)
            .is_some_and(|value| fault_of(checker, key, era.kind, era.valid, value).is_none());
        if comment {
            let refusal = super::configdef::comment_refusal(written, versions, text);
            checker.refuse("0.8.2", refusal.key(key));
            continue;
        }
        let place = if kept_blank { written.piece.span } else { written.span() };
        let detail = if kept_blank {
            text! {
                en: "a blank behind the value of {key}: 0.8.2 doesn't trim, and can't read \"{value}\"",
                zh: "{key} 的值后面有空白：0.8.2 不会去掉空白，无法解析 \"{value}\"",
            }
        } else if number {
            text! { en: "{key}={value} is out of range", zh: "{key}={value} 超出范围" }
        } else {
            text! { en: "{key} can't be \"{value}\"", zh: "{key} 不能是 \"{value}\"" }
        };
        checker.refuse("0.8.2", Refusal::new(INVALID, place, versions, text).key(key).detail(detail));
    }
}

fn fault(checker: &Checker<'_>, key: &str, kind: Kind, valid: &str, written: &Written<'_>) -> Option<(String, bool)> {
    fault_of(checker, key, kind, valid, &written.piece.text)
}

/// Demands that a missing key fails too.
fn relations(checker: &mut Checker<'_>, versions: VersionSet) {
    const MESSAGE: &str = "message.max.bytes";
    const FETCH: &str = "replica.fetch.max.bytes";
    const DEFAULT_FETCH: i64 = 1024 * 1024;
    const SOCKET: &str = "replica.socket.timeout.ms";
    let number = |key: &str| {
        let written = checker.raw.get(key).filter(|written| !written.unknown)?;
        parse_int(&written.piece.text).map(|number| (i64::from(number), written.span()))
    };
    let (message, socket) = (number(MESSAGE), number(SOCKET));
    if let Some((message, span)) = message.filter(|(message, _)| *message > DEFAULT_FETCH && !checker.raw.has(FETCH)) {
        let text =
            required(format!("{FETCH} has value {DEFAULT_FETCH} which is not in the range ({message},{}).", i32::MAX));
        let refusal = Refusal::new(Fault("conflicting-limits"), span, versions, text).key(MESSAGE).detail(text! {
            en: "{MESSAGE}={message} is larger than {FETCH}, which is {DEFAULT_FETCH} by default",
            zh: "{MESSAGE}={message} 大于 {FETCH} 的默认值 {DEFAULT_FETCH}",
        });
        checker.refuse(
            "0.8.2 fetch",
            refusal.help(text! {
                en: "write {FETCH}={message} too",
                zh: "同时写上 {FETCH}={message}",
            }),
        );
    }
    // It is compared with `replica.fetch.wait.max.ms` before that is read, and finds a 0.
    if let Some((timeout, span)) = socket.filter(|(timeout, _)| *timeout < 0) {
        let text = required(
            "replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms to prevent unnecessary \
             socket timeouts",
        );
        let refusal = Refusal::new(INVALID, span, versions, text).key(SOCKET).detail(text! {
            en: "{SOCKET}={timeout} is negative",
            zh: "{SOCKET}={timeout} 是负数",
        });
        checker.refuse("0.8.2 socket", refusal);
    }
}

/// `getCompressionCodec`: a number, or a name in any case.
fn codec_fault(value: &str) -> Option<(String, bool)> {
    let known = match parse_int(value) {
        Some(number) => (0..=3).contains(&number),
        None => matches!(value.to_lowercase().as_str(), "none" | "gzip" | "snappy" | "lz4"),
    };
    let shown = parse_int(value).map_or_else(|| value.to_owned(), |number| number.to_string());
    (!known).then(|| (format!("{shown} is an unknown compression codec"), false))
}

/// The sentence, and whether it is about the range.
fn fault_of(checker: &Checker<'_>, key: &str, kind: Kind, valid: &str, value: &str) -> Option<(String, bool)> {
    if key == "offsets.topic.compression.codec" {
        return codec_fault(value);
    }
    let unreadable = || {
        let text = if kind == Kind::Short && parse_int(value).is_some() {
            format!("Value out of range. Value:\"{value}\" Radix:10")
        } else if value.is_empty() && kind == Kind::Double {
            "empty String".to_owned()
        } else {
            format!("For input string: \"{value}\"")
        };
        Some((text, false))
    };
    let (low, high) = match kind {
        Kind::Boolean => {
            return (!matches!(value, "true" | "false")).then(|| {
                let text = required(format!(
                    "Unacceptable value for property '{key}', boolean values must be either 'true' or 'false"
                ));
                (text, false)
            });
        }
        Kind::Double => return if java_double(java_trim(value)).is_none() { unreadable() } else { None },
        Kind::Short => (i64::from(i16::MIN), i64::from(i16::MAX)),
        Kind::Int => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Kind::Long => (i64::MIN, i64::MAX),
        _ => return None,
    };
    let Some(number) = parse_long(value).filter(|number| (low..=high).contains(number)) else {
        return unreadable();
    };
    let (low, high) = range(checker, valid, low, high);
    (!(low..=high).contains(&number))
        .then(|| (required(format!("{key} has value {number} which is not in the range ({low},{high}).")), true))
}

/// The range of a validator; two of them depend on other keys.
fn range(checker: &Checker<'_>, valid: &str, low: i64, high: i64) -> (i64, i64) {
    let written = |key: &str, default: i64| {
        checker
            .raw
            .get(key)
            .filter(|written| !written.unknown)
            .and_then(|w| parse_long(&w.piece.text))
            .unwrap_or(default)
    };
    match valid {
        "[messageMaxBytes,...]" => (written("message.max.bytes", 1_000_012), high),
        "[-1,...,offsetsTopicReplicationFactor]" => (-1, written("offsets.topic.replication.factor", 3)),
        _ => {
            let least =
                valid.strip_prefix('[').and_then(|rest| rest.split_once(",...")).and_then(|(low, _)| low.parse().ok());
            (least.unwrap_or(low), high)
        }
    }
}
