//! What `KafkaConfig` accepts and a later step of every start refuses; and classes that aren't there.
//!
//! `kafka/log/LogConfig.scala` (`configDef`, `validateValues`), `kafka/utils/KafkaScheduler.scala`,
//! `kafka/network/SocketServer.scala` (`openServerSocket`), `kafka/metrics/KafkaMetricsConfig.scala`,
//! `AbstractConfig.getConfiguredInstances`.

use super::Role;
use super::configdef::{INVALID_VALUE, java_double, java_double_text};
use super::net;
use super::raw::all_entries;
use super::view::{CONFIG_DEF, Checker, Heard, View, before, since};
use crate::catalog::{Kind, VersionSet};
use crate::model::java::parse_int;
use crate::model::{Fault, Refusal};
use crate::text;

const CLASS: Fault = Fault("unloadable-class");
/// Since 3.4 a task without a period runs once instead of failing.
const PERIOD_ZERO_FAILS: VersionSet = before!("3.4.0");

/// All of them.
pub(super) fn check(checker: &mut Checker<'_>) {
    log_config(checker);
    periods(checker);
    buffers(checker);
    reporters(checker);
    classes(checker);
    principal_builder(checker);
}

/// A broker, as far as it is known: a node that is only a controller keeps no topic logs.
pub(super) fn is_broker(view: &View<'_>) -> bool {
    net::roles(view).is_some_and(|roles| roles.is_empty() || roles.contains(&Role::Broker))
}

/// The topic defaults are read again by `LogConfig`, under topic names and stricter.
fn log_config(checker: &mut Checker<'_>) {
    const LEAST: &[(&str, &str, i64, VersionSet)] = &[
        (
            "log.cleaner.delete.retention.ms",
            "delete.retention.ms",
            0,
            VersionSet::range(super::KAFKA, "0.9.0.0", "3.2.3"),
        ),
        (
            "log.cleaner.min.compaction.lag.ms",
            "min.compaction.lag.ms",
            0,
            VersionSet::range(super::KAFKA, "0.10.1.0", "3.2.3"),
        ),
        (
            "log.cleaner.max.compaction.lag.ms",
            "max.compaction.lag.ms",
            1,
            VersionSet::range(super::KAFKA, "2.3.0", "3.2.3"),
        ),
        ("log.flush.interval.ms", "flush.ms", 0, CONFIG_DEF),
        // `KafkaConfig` itself asks for 0 in 0.10 and again since 3.3.
        (
            "log.message.timestamp.difference.max.ms",
            "message.timestamp.difference.max.ms",
            0,
            VersionSet::range(super::KAFKA, "0.11.0.0", "3.2.3"),
        ),
    ];
    for (key, topic_key, least, versions) in LEAST {
        if !checker.any(&[key]) {
            continue;
        }
        for view in checker.views(*versions).filter(is_broker) {
            let Some(value) = view.number(key).known().filter(|value| value < least) else { continue };
            let text = format!("Invalid value {value} for configuration {topic_key}: Value must be at least {least}");
            too_small(checker, &view, key, value, *least, text);
        }
    }
    if checker.any(&["log.flush.scheduler.interval.ms"]) && !checker.any(&["log.flush.interval.ms"]) {
        let key = "log.flush.scheduler.interval.ms";
        for view in checker.views(CONFIG_DEF).filter(is_broker) {
            let Some(value) = view.number(key).known().filter(|value| *value < 0) else { continue };
            let text = format!("Invalid value {value} for configuration flush.ms: Value must be at least 0");
            too_small(checker, &view, key, value, 0, text);
        }
    }
    ratio(checker);
    codec_case(checker);
    lags(checker);
    local_retention(checker);
}

fn too_small(checker: &mut Checker<'_>, view: &View<'_>, key: &'static str, value: i64, least: i64, text: String) {
    let refusal = Refusal::new(INVALID_VALUE, checker.place(&[key]), view.at, text).key(key).at_start();
    checker.refuse(
        "log config",
        refusal.detail(text! {
            en: "{key}={value} is too small: it must be at least {least}",
            zh: "{key}={value} 太小：至少为 {least}",
        }),
    );
}

fn ratio(checker: &mut Checker<'_>) {
    const KEY: &str = "log.cleaner.min.cleanable.ratio";
    let Some(written) = checker.raw.get(KEY).filter(|written| !written.unknown).copied() else { return };
    let Some(value) = java_double(written.text()) else { return };
    let (bound, text) = if value < 0.0 {
        ("0", "Value must be at least 0")
    } else if value > 1.0 {
        ("1", "Value must be no more than 1")
    } else {
        return;
    };
    for view in checker.views(CONFIG_DEF.and(before!("3.3.0"))).filter(is_broker) {
        let shown = java_double_text(value);
        let text = format!("Invalid value {shown} for configuration min.cleanable.dirty.ratio: {text}");
        let refusal = Refusal::new(INVALID_VALUE, written.span(), view.at, text).key(KEY).at_start().detail(text! {
            en: "{KEY}={shown} lies beyond {bound}: it is a share, from 0 to 1",
            zh: "{KEY}={shown} 超出 {bound}：它是比例，只能在 0 到 1 之间",
        });
        checker.refuse("log config", refusal);
    }
}

/// `KafkaConfig` takes codecs in any case, `LogConfig` doesn't.
fn codec_case(checker: &mut Checker<'_>) {
    const KEY: &str = "compression.type";
    let Some(written) = checker.raw.get(KEY).filter(|written| !written.unknown).copied() else { return };
    let value = written.text();
    let lower = value.to_lowercase();
    for view in checker.views(CONFIG_DEF.and(before!("3.3.0"))).filter(is_broker) {
        let options = super::limits::codecs(&view);
        if options.contains(&value) || !options.contains(&lower.as_str()) {
            continue;
        }
        let text =
            format!("Invalid value {value} for configuration {KEY}: String must be one of: {}", options.join(", "));
        let refusal = Refusal::new(INVALID_VALUE, written.span(), view.at, text).key(KEY).at_start().detail(text! {
            en: "{KEY}={value}: the codecs are written in small letters ({lower})",
            zh: "{KEY}={value}：压缩名必须小写（{lower}）",
        });
        checker.refuse("log config", refusal);
    }
}

/// `LogConfig.validateValues`, asked for the broker's own defaults since 2.3.
fn lags(checker: &mut Checker<'_>) {
    const MIN: &str = "log.cleaner.min.compaction.lag.ms";
    const MAX: &str = "log.cleaner.max.compaction.lag.ms";
    if !checker.any(&[MIN, MAX]) {
        return;
    }
    for view in checker.views(since!("2.3.0")).filter(is_broker) {
        let (Heard::Known(min), Heard::Known(max)) = (view.number(MIN), view.number(MAX)) else { continue };
        if min <= max {
            continue;
        }
        let text =
            format!("conflict topic config setting min.compaction.lag.ms ({min}) > max.compaction.lag.ms ({max})");
        let refusal = Refusal::new(Fault("conflicting-limits"), checker.place(&[MIN, MAX]), view.at, text);
        checker.refuse(
            "lags",
            refusal.key(MIN).at_start().detail(text! {
                en: "{MIN}={min} is larger than {MAX}={max}",
                zh: "{MIN}={min} 大于 {MAX}={max}",
            }),
        );
    }
}

/// With tiered storage: `LogConfig.validateBrokerLogConfigValues`, since 3.6.
fn local_retention(checker: &mut Checker<'_>) {
    const BYTES: &str = "log.local.retention.bytes";
    const MS: &str = "log.local.retention.ms";
    const WHOLE: &str = "log.retention.bytes";
    if !checker.any(&[BYTES, MS]) {
        return;
    }
    for view in checker.views(since!("3.6.0")).filter(is_broker) {
        if view.boolean("remote.log.storage.system.enable") != Heard::Known(true) {
            continue;
        }
        let bytes =
            view.number(WHOLE).known().filter(|all| *all > -1).map(|all| (BYTES, WHOLE, "retention.bytes", all));
        let ms = super::limits::milliseconds(&view, super::limits::RETENTION).filter(|(_, all)| *all >= 0);
        let ms = ms.map(|(key, all)| (MS, key.unwrap_or("log.retention.hours"), "retention.ms", all));
        for (key, other, topic, all) in [bytes, ms].into_iter().flatten() {
            let Heard::Known(local) = view.number(key) else { continue };
            // -2: as much as is kept at all.
            let why = match local {
                -2 => continue,
                -1 => format!("Value must not be -1 as {topic} value is set as {all}."),
                _ if local > all => format!("Value must not be more than {topic} property value: {all}"),
                _ => continue,
            };
            let text = format!("Invalid value {local} for configuration local.{topic}: {why}");
            let refusal = Refusal::new(Fault("conflicting-limits"), checker.place(&[key, other]), view.at, text);
            checker.refuse(
                key,
                refusal.key(key).at_start().detail(text! {
                    en: "{key}={local} keeps more beside the broker than the {all} that {other} keeps at all",
                    zh: "{key}={local} 要求本地保留的比 {other} 总共保留的（{all}）还多",
                }),
            );
        }
    }
}

/// `scheduleAtFixedRate` takes no period of zero, and says nothing about it.
fn periods(checker: &mut Checker<'_>) {
    const KEYS: &[(&str, i64, VersionSet)] = &[
        ("log.flush.scheduler.interval.ms", 0, VersionSet::all(super::KAFKA)),
        ("log.flush.offset.checkpoint.interval.ms", 0, VersionSet::all(super::KAFKA)),
        ("log.flush.start.offset.checkpoint.interval.ms", 0, since!("0.11.0.0")),
        ("replica.lag.time.max.ms", 0, before!("0.10.2.0")),
        // Half of it since 0.10.2.
        ("replica.lag.time.max.ms", 1, since!("0.10.2.0")),
    ];
    for (key, most, versions) in KEYS {
        if !checker.any(&[key]) {
            continue;
        }
        for view in checker.views(versions.and(PERIOD_ZERO_FAILS)).filter(is_broker) {
            let Some(value) = view.number(key).known().filter(|value| (0..=*most).contains(value)) else { continue };
            // The ISR check comes behind the comparison with the fetch wait, which refuses first.
            let refusal = Refusal::new(INVALID_VALUE, checker.place(&[key]), view.at, "null").key(*key).at_start();
            checker.refuse("period", refusal.detail(text! {
                en: "{key}={value}: a task can't run every 0 ms, and the broker stops with an IllegalArgumentException without words",
                zh: "{key}={value}：任务不能每 0 毫秒运行一次，broker 会抛出没有说明的 IllegalArgumentException 并退出",
            }));
        }
    }
}

/// A socket takes no receive buffer of zero; -1 means the system's since 0.10.1.
fn buffers(checker: &mut Checker<'_>) {
    const KEY: &str = "socket.receive.buffer.bytes";
    if !checker.any(&[KEY]) {
        return;
    }
    for view in checker.views(const { VersionSet::all(super::KAFKA) }) {
        let Some(value) = view.number(KEY).known() else { continue };
        if value > 0 || (value == -1 && view.is(since!("0.10.1.0"))) {
            continue;
        }
        let refusal =
            Refusal::new(INVALID_VALUE, checker.place(&[KEY]), view.at, "invalid receive size").key(KEY).at_start();
        checker.refuse(
            "buffer",
            refusal.detail(text! {
                en: "{KEY}={value}: a socket needs a buffer of at least 1 byte (-1 since 0.10.1: the system's default)",
                zh: "{KEY}={value}：套接字缓冲区至少 1 字节（0.10.1 起 -1 表示用系统默认值）",
            }),
        );
    }
}

/// `KafkaMetricsReporter.startReporters`, which comes before `KafkaConfig` until 2.7: a number that
/// `VerifiableProperties` reads (and trims since 0.9).
fn reporters(checker: &mut Checker<'_>) {
    const KEY: &str = "kafka.metrics.polling.interval.secs";
    let Some(written) = checker.raw.get(KEY).filter(|written| !written.unknown).copied() else { return };
    let old = before!("0.9.0.0");
    for (value, versions) in [(written.piece.text.as_str(), old), (written.text(), before!("2.8.0").minus(old))] {
        let versions = checker.versions.and(versions);
        if versions.is_empty() || parse_int(value).is_some() {
            continue;
        }
        let text = format!("For input string: \"{value}\"");
        let comment = super::configdef::before_comment(value).is_some_and(|value| parse_int(value).is_some());
        let refusal = if comment {
            super::configdef::comment_refusal(&written, versions, text)
        } else {
            Refusal::new(INVALID_VALUE, written.span(), versions, text).detail(text! {
                en: "{KEY} must be a whole number, not \"{value}\"",
                zh: "{KEY} 必须是整数，不能是 \"{value}\"",
            })
        };
        checker.refuse("polling", refusal.key(KEY));
    }
}

/// Kafka's own classes that only some versions have.
const OWN: &[(&str, VersionSet)] = &[
    ("kafka.security.auth.SimpleAclAuthorizer", VersionSet::range(super::KAFKA, "0.9.0.0", "2.8.2")),
    ("kafka.security.authorizer.AclAuthorizer", VersionSet::range(super::KAFKA, "2.4.0", "3.9.2")),
    ("org.apache.kafka.metadata.authorizer.StandardAuthorizer", since!("3.2.0")),
    (
        "org.apache.kafka.common.security.auth.DefaultPrincipalBuilder",
        VersionSet::range(super::KAFKA, "0.9.0.0", "2.8.2"),
    ),
];

/// The versions that have one of Kafka's own classes.
pub(super) fn versions_of(class: &str) -> Option<VersionSet> {
    OWN.iter().find(|(own, _)| *own == class).map(|(_, there)| *there)
}

/// Keys that name classes besides those of the type CLASS.
const LISTED: &[&str] =
    &["metric.reporters", "kafka.metrics.reporters", "group.consumer.assignors", "group.share.assignors"];
const BY_NAME: &[&str] = &["authorizer.class.name", "replica.selector.class"];

/// Classes that no server of a version can load. What a plug-in's jar may bring is not judged.
fn classes(checker: &mut Checker<'_>) {
    let raw = checker.raw;
    for (key, written) in raw.iter().filter(|(_, written)| !written.unknown) {
        let Some(spec) = written.spec else { continue };
        let listed = LISTED.contains(&key);
        if !listed && !BY_NAME.contains(&key) && spec.eras.iter().all(|era| era.kind != Kind::Class) {
            continue;
        }
        let value = written.text();
        // An authorizer without a name is none.
        if value.is_empty() && (listed || key == "authorizer.class.name") {
            continue;
        }
        let names: Vec<&str> = if listed { all_entries(value).collect() } else { vec![value] };
        let known = spec.known();
        for view in checker.views(known.and(CONFIG_DEF)) {
            for name in &names {
                if !view.is(missing_in(name)) || is_short_name(key, name, &view) || is_strict_list(key, name, &view) {
                    continue;
                }
                let place = if name.is_empty() { written.span() } else { written.span_of(name) };
                let (text, at_start) = class_words(key, name, &view);
                let refusal = Refusal::new(CLASS, place, view.at, text).key(key);
                let refusal = if at_start { refusal.at_start() } else { refusal };
                checker.refuse("class", refusal.detail(if name.is_empty() {
                    text! { en: "{key} has an empty entry where a class is to be named", zh: "{key} 里有空项，那里应当写类名" }
                } else {
                    text! { en: "{key} names the class {name}, which this Kafka doesn't have", zh: "{key} 指定的类 {name} 在这个版本的 Kafka 里不存在" }
                }));
            }
        }
    }
}

/// `principal.builder.class` must be a `KafkaPrincipalSerde` (since 3.0). Of a plug-in's class nothing
/// is known, but no JVM loads a plug-in into `java.`, and the JDK has none.
fn principal_builder(checker: &mut Checker<'_>) {
    const KEY: &str = "principal.builder.class";
    let Some(written) = checker.raw.get(KEY).filter(|written| !written.unknown).copied() else { return };
    let (name, versions) = (written.text(), checker.versions.and(since!("3.0.0")));
    if !name.starts_with("java.") || versions.is_empty() {
        return;
    }
    let text = super::view::required(format!("{KEY} must implement KafkaPrincipalSerde"));
    let refusal = Refusal::new(CLASS, written.span(), versions, text).key(KEY).detail(text! {
        en: "{KEY} names {name}, a class of the JDK: it must be a KafkaPrincipalBuilder and a KafkaPrincipalSerde",
        zh: "{KEY} 指定了 JDK 的类 {name}：它必须实现 KafkaPrincipalBuilder 和 KafkaPrincipalSerde",
    });
    checker.refuse("principal builder", refusal);
}

/// Assignors that a version knows by a short name.
fn is_short_name(key: &str, name: &str, view: &View<'_>) -> bool {
    match key {
        "group.consumer.assignors" => view.is(since!("4.0.0")) && matches!(name, "uniform" | "range"),
        "group.share.assignors" => name == "simple",
        _ => false,
    }
}

/// An empty entry that `ValidList` refuses in its own words.
fn is_strict_list(key: &str, name: &str, view: &View<'_>) -> bool {
    name.is_empty() && LISTED.contains(&key) && view.is(since!("4.2.0"))
}

/// What the server says of a missing class, and whether it says it after `KafkaConfig`.
fn class_words(key: &str, name: &str, view: &View<'_>) -> (String, bool) {
    match key {
        // `KafkaConfig` made the authorizer itself from 2.4 to 3.2.
        "authorizer.class.name" => (name.to_owned(), !(view.is(since!("2.4.0")) && view.is(before!("3.3.0")))),
        "kafka.metrics.reporters" | "replica.selector.class" => (name.to_owned(), true),
        "metric.reporters" => {
            let text = if view.is(before!("1.0.0")) {
                format!("{name} ClassNotFoundException exception occured")
            } else {
                format!("Class {name} cannot be found")
            };
            (text, view.is(since!("0.10.2.0")))
        }
        "group.consumer.assignors" | "group.share.assignors" if view.is(since!("4.4.0")) => {
            (format!("Invalid value {name} for configuration {key}: Class cannot be found"), false)
        }
        "group.consumer.assignors" | "group.share.assignors" => (format!("Class {name} cannot be found"), false),
        _ => (format!("Invalid value {name} for configuration {key}: Class {name} could not be found."), false),
    }
}

/// The versions that surely can't load a class.
fn missing_in(name: &str) -> VersionSet {
    // Nobody puts a plug-in into the package without a name.
    if !name.contains('.') || crate::model::is_example_class(name) {
        return VersionSet::all(super::KAFKA);
    }
    let all = VersionSet::all(super::KAFKA);
    OWN.iter().find(|(own, _)| *own == name).map_or(VersionSet::none(super::KAFKA), |(_, there)| all.minus(*there))
}
