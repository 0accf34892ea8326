//! `inter.broker.protocol.version` and `log.message.format.version`.
//!
//! `kafka/api/ApiVersion.scala` (`apply`, `ApiVersionValidator`), since 3.3
//! `org/apache/kafka/server/common/MetadataVersion.java` (`fromVersionString`), and what
//! `KafkaConfig.validateValues` asks of the two together.

use super::net;
use super::view::{CONFIG_DEF, Checker, View, before, required, since};
use crate::catalog::VersionSet;
use crate::model::java::drop_empty_end;
use crate::model::{Fault, Refusal};
use crate::text;

const INTER_BROKER: &str = "inter.broker.protocol.version";
const FORMAT: &str = "log.message.format.version";
const FAULT: Fault = Fault("invalid-protocol-version");

/// Every protocol version in order: short form and internal version.
const KNOWN: &[(&str, &str)] = &[
    ("0.8.0", ""),
    ("0.8.1", ""),
    ("0.8.2", ""),
    ("0.9.0", ""),
    ("0.10.0", "IV0"),
    ("0.10.0", "IV1"),
    ("0.10.1", "IV0"),
    ("0.10.1", "IV1"),
    ("0.10.1", "IV2"),
    ("0.10.2", "IV0"),
    ("0.11.0", "IV0"),
    ("0.11.0", "IV1"),
    ("0.11.0", "IV2"),
    ("1.0", "IV0"),
    ("1.1", "IV0"),
    ("2.0", "IV0"),
    ("2.0", "IV1"),
    ("2.1", "IV0"),
    ("2.1", "IV1"),
    ("2.1", "IV2"),
    ("2.2", "IV0"),
    ("2.2", "IV1"),
    ("2.3", "IV0"),
    ("2.3", "IV1"),
    ("2.4", "IV0"),
    ("2.4", "IV1"),
    ("2.5", "IV0"),
    ("2.6", "IV0"),
    ("2.7", "IV0"),
    ("2.7", "IV1"),
    ("2.7", "IV2"),
    ("2.8", "IV0"),
    ("2.8", "IV1"),
    ("3.0", "IV0"),
    ("3.0", "IV1"),
    ("3.1", "IV0"),
    ("3.2", "IV0"),
    ("3.3", "IV0"),
    ("3.3", "IV1"),
    ("3.3", "IV2"),
    ("3.3", "IV3"),
    ("3.4", "IV0"),
    ("3.5", "IV0"),
    ("3.5", "IV1"),
    ("3.5", "IV2"),
    ("3.6", "IV0"),
    ("3.6", "IV1"),
    ("3.6", "IV2"),
    ("3.7", "IV0"),
    ("3.7", "IV1"),
    ("3.7", "IV2"),
    ("3.7", "IV3"),
    ("3.7", "IV4"),
    ("3.8", "IV0"),
    ("3.9", "IV0"),
    ("4.0", "IV0"),
    ("4.0", "IV1"),
];

/// Versions in the making that a line knows by their full names only (`isProduction`).
const UNFINISHED: &[(VersionSet, (&str, &str))] =
    &[(since!("3.9.0"), ("4.0", "IV1")), (since!("3.8.0"), ("3.9", "IV0")), (since!("3.7.0"), ("3.8", "IV0"))];

/// The newest that each release line knows.
const NEWEST: &[(VersionSet, (&str, &str))] = &[
    (since!("3.9.0"), ("3.9", "IV0")),
    (since!("3.8.0"), ("3.8", "IV0")),
    (since!("3.7.0"), ("3.7", "IV4")),
    (since!("3.6.0"), ("3.6", "IV2")),
    (since!("3.5.0"), ("3.5", "IV2")),
    (since!("3.4.0"), ("3.4", "IV0")),
    (since!("3.3.0"), ("3.3", "IV3")),
    (since!("3.2.0"), ("3.2", "IV0")),
    (since!("3.1.0"), ("3.1", "IV0")),
    (since!("3.0.0"), ("3.0", "IV1")),
    (since!("2.8.0"), ("2.8", "IV1")),
    (since!("2.7.0"), ("2.7", "IV2")),
    (since!("2.6.0"), ("2.6", "IV0")),
    (since!("2.5.0"), ("2.5", "IV0")),
    (since!("2.4.0"), ("2.4", "IV1")),
    (since!("2.3.0"), ("2.3", "IV1")),
    (since!("2.2.0"), ("2.2", "IV1")),
    (since!("2.1.0"), ("2.1", "IV2")),
    (since!("2.0.0"), ("2.0", "IV1")),
    (since!("1.1.0"), ("1.1", "IV0")),
    (since!("1.0.0"), ("1.0", "IV0")),
    (since!("0.11.0.0"), ("0.11.0", "IV2")),
    (since!("0.10.2.0"), ("0.10.2", "IV0")),
    (since!("0.10.1.0"), ("0.10.1", "IV2")),
    (since!("0.10.0.0"), ("0.10.0", "IV1")),
    (since!("0.9.0.0"), ("0.9.0", "")),
];

/// A protocol version by its place in [`KNOWN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Protocol(usize);

pub(super) const V0_10_0_IV1: Protocol = Protocol(5);
const V0_10_0_IV0: Protocol = Protocol(4);
const V0_11_0_IV0: Protocol = Protocol(10);
const V3_0_IV1: Protocol = Protocol(34);
pub(super) const V3_4_IV0: Protocol = Protocol(41);
pub(super) const V3_7_IV2: Protocol = Protocol(50);

impl Protocol {
    fn full(self) -> String {
        match KNOWN.get(self.0) {
            Some((short, "")) => (*short).to_owned(),
            Some((short, internal)) => format!("{short}-{internal}"),
            None => String::new(),
        }
    }

    /// `RecordVersion`: 0, 1 or 2.
    const fn record(self) -> u8 {
        if self.0 < V0_10_0_IV0.0 {
            0
        } else if self.0 < V0_11_0_IV0.0 {
            1
        } else {
            2
        }
    }
}

fn newest(view: &View<'_>) -> Option<Protocol> {
    let (_, wanted) = NEWEST.iter().find(|(versions, _)| view.is(*versions))?;
    KNOWN.iter().position(|known| known == wanted).map(Protocol)
}

/// The key that a version string is looked up by: its first two or three parts.
fn lookup_key(view: &View<'_>, text: &str) -> String {
    let mut parts: Vec<&str> = text.split('.').collect();
    drop_empty_end(&mut parts);
    let wanted = if view.is(before!("1.0.0")) || text.starts_with("0.") { 3 } else { 2 };
    if view.is(since!("3.3.0")) && wanted >= parts.len() {
        return text.to_owned();
    }
    parts.truncate(wanted);
    parts.join(".")
}

/// The protocol that a string stands for in this release line.
fn parse(view: &View<'_>, text: &str) -> Option<Protocol> {
    let key = lookup_key(view, text);
    let newest = newest(view)?;
    let unfinished = UNFINISHED.iter().find(|(versions, _)| view.is(*versions)).map(|(_, wanted)| wanted);
    let last = unfinished.and_then(|wanted| KNOWN.iter().position(|known| known == wanted)).unwrap_or(newest.0);
    let by_full = (0..=last).find(|index| Protocol(*index).full() == key);
    by_full.or_else(|| KNOWN.get(..=newest.0)?.iter().rposition(|(short, _)| *short == key)).map(Protocol)
}

/// The inter-broker protocol that a line uses; `None`: unknown or refused.
pub(super) fn inter_broker(view: &View<'_>) -> Option<Protocol> {
    of(view, INTER_BROKER)
}

fn of(view: &View<'_>, key: &str) -> Option<Protocol> {
    match view.written(key) {
        None if key == FORMAT && view.is(since!("3.0.0")) => Some(V3_0_IV1),
        None => newest(view),
        Some(written) if written.unknown => None,
        Some(written) => parse(view, written.text()),
    }
}

/// Both keys, line by line.
pub(super) fn check(checker: &mut Checker<'_>) {
    if !checker.any(&[INTER_BROKER, FORMAT]) {
        return;
    }
    for view in checker.views(CONFIG_DEF.and(before!("4.0.0"))) {
        for key in [INTER_BROKER, FORMAT] {
            unknown_version(checker, &view, key);
        }
        let Some(roles) = net::roles(&view) else { continue };
        if !roles.is_empty() {
            kraft(checker, &view);
        }
        formats(checker, &view);
        offsets_codec(checker, &view);
    }
}

fn unknown_version(checker: &mut Checker<'_>, view: &View<'_>, key: &'static str) {
    let Some(written) = view.written(key).filter(|written| !written.unknown) else { return };
    let value = written.text();
    if parse(view, value).is_some() {
        return;
    }
    let text = if view.is(before!("0.10.0.0")) {
        format!("key not found: {}", lookup_key(view, value))
    } else if view.is(before!("2.1.0")) {
        format!("Version `{value}` is not a valid version")
    } else if view.is(before!("3.3.0")) {
        format!("Invalid value {value} for configuration {key}: Version `{value}` is not a valid version")
    } else {
        format!("Invalid value {value} for configuration {key}: Version {value} is not a valid version")
    };
    let newest = newest(view).map(Protocol::full).unwrap_or_default();
    let comment = super::configdef::before_comment(value).is_some_and(|value| parse(view, value).is_some());
    if comment {
        checker.refuse(key, super::configdef::comment_refusal(written, view.at, text).key(key));
        return;
    }
    let refusal = Refusal::new(FAULT, written.span(), view.at, text).key(key).detail(text! {
        en: "{key}={value} is no version that this Kafka knows (the newest it knows is {newest})",
        zh: "{key}={value} 不是这个版本的 Kafka 认识的协议版本（最新只到 {newest}）",
    });
    checker.refuse(if key == FORMAT { "format version" } else { "protocol version" }, refusal);
}

/// KRaft starts with 3.0-IV1.
fn kraft(checker: &mut Checker<'_>, view: &View<'_>) {
    let Some(written) = view.written(INTER_BROKER) else { return };
    let value = written.text();
    if !view.is(since!("3.3.0")) || parse(view, value).is_none_or(|protocol| protocol >= V3_0_IV1) {
        return;
    }
    let text = format!("A non-KRaft version {value} given for {INTER_BROKER}. The minimum version is 3.0-IV1");
    let refusal = Refusal::new(FAULT, written.span(), view.at, text).key(INTER_BROKER).detail(text! {
        en: "{INTER_BROKER}={value} is older than KRaft, but process.roles is set",
        zh: "{INTER_BROKER}={value} 早于 KRaft，却设置了 process.roles",
    });
    checker.refuse("non-kraft protocol", refusal);
}

/// The offsets topic's zstd needs messages of version 2 (2.2–3.9).
fn offsets_codec(checker: &mut Checker<'_>, view: &View<'_>) {
    const CODEC: &str = "offsets.topic.compression.codec";
    let Some(protocol) = inter_broker(view) else { return };
    if !view.is(since!("2.2.0")) || view.number(CODEC).known() != Some(4) || protocol.record() == 2 {
        return;
    }
    let text = required(format!("{CODEC} zstd can only be used when {INTER_BROKER} is set to version 2.1 or higher"));
    let refusal = Refusal::new(FAULT, checker.place(&[CODEC]), view.at, text).key(CODEC);
    checker.refuse(
        "offsets zstd",
        refusal.detail(text! {
            en: "{CODEC} is 4 (zstd), which {INTER_BROKER} is too old for",
            zh: "{CODEC} 是 4（zstd），而 {INTER_BROKER} 太旧，不支持",
        }),
    );
}

fn formats(checker: &mut Checker<'_>, view: &View<'_>) {
    let (Some(protocol), Some(own)) = (inter_broker(view), of(view, FORMAT)) else { return };
    if view.is(before!("0.10.0.0")) {
        return;
    }
    let shown = |key: &str, protocol: Protocol| {
        view.written(key).map_or_else(|| protocol.full(), |written| written.text().to_owned())
    };
    let (format_shown, protocol_shown) = (shown(FORMAT, own), shown(INTER_BROKER, protocol));
    let text = if view.is(before!("1.0.0")) {
        if protocol >= own {
            return;
        }
        format!("{FORMAT} {format_shown} cannot be used when {INTER_BROKER} is set to {protocol_shown}")
    } else {
        // Since 3.0 the format is ignored when the protocol is 3.0 or newer.
        let own = if view.is(since!("3.0.0")) && protocol >= V3_0_IV1 { V3_0_IV1 } else { own };
        if protocol.record() >= own.record() {
            return;
        }
        let least = if own.record() == 1 { "0.10.0" } else { "0.11.0" };
        format!("{FORMAT} {format_shown} can only be used when {INTER_BROKER} is set to version {least} or higher")
    };
    let place = checker.place(&[FORMAT, INTER_BROKER]);
    let refusal = Refusal::new(FAULT, place, view.at, required(text)).key(FORMAT).detail(text! {
        en: "{INTER_BROKER} {protocol_shown} can't carry the message format {format_shown}",
        zh: "{INTER_BROKER} {protocol_shown} 无法承载消息格式 {format_shown}",
    });
    checker.refuse(
        "message format",
        refusal.help(text! {
            en: "write {FORMAT} with the same or an older version than {INTER_BROKER}",
            zh: "把 {FORMAT} 写成与 {INTER_BROKER} 相同或更旧的版本",
        }),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_versions_stand_where_their_numbers_say() {
        for (protocol, name) in [
            (V0_10_0_IV0, "0.10.0-IV0"),
            (V0_10_0_IV1, "0.10.0-IV1"),
            (V0_11_0_IV0, "0.11.0-IV0"),
            (V3_0_IV1, "3.0-IV1"),
            (V3_4_IV0, "3.4-IV0"),
            (V3_7_IV2, "3.7-IV2"),
        ] {
            assert_eq!(protocol.full(), name);
        }
    }
}
