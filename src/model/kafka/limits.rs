//! Numbers that must fit each other.
//!
//! `kafka/server/KafkaConfig.scala` (`validateValues`), since 3.9 `GroupCoordinatorConfig.java` and
//! `ShareGroupConfig.java`.

use super::configdef::INVALID_VALUE;
use super::raw::{all_entries, distinct, entries, is_space};
use super::view::{CONFIG_DEF, Checker, Heard, View, before, required, since};
use crate::catalog::VersionSet;
use crate::model::java::{drop_empty_end, parse_int};
use crate::model::{Fault, Refusal};
use crate::syntax::properties::java_trim;
use crate::text;
use std::collections::HashSet;

const CONFLICT: Fault = Fault("conflicting-limits");
/// These checks are Java's since: no "requirement failed: " in front.
const JAVA: VersionSet = since!("3.9.0");

/// All of them.
pub(super) fn check(checker: &mut Checker<'_>) {
    relations(checker);
    groups(checker);
    times(checker);
    acks(checker);
    cleaner(checker);
    queued(checker);
    connections(checker);
    directories(checker);
    compression(checker);
    share_coordinator(checker);
    group_protocols(checker);
    assignors(checker);
}

/// `small` must not be larger than `large`.
struct Relation {
    versions: VersionSet,
    small: &'static str,
    large: &'static str,
    text: &'static str,
}

const RELATIONS: &[Relation] = &[
    Relation {
        versions: CONFIG_DEF,
        small: "replica.fetch.wait.max.ms",
        large: "replica.socket.timeout.ms",
        text: "replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms to prevent unnecessary \
               socket timeouts",
    },
    Relation {
        versions: VersionSet::range(super::KAFKA, "0.9.0.0", "0.10.0.1"),
        small: "message.max.bytes",
        large: "replica.fetch.max.bytes",
        text: "replica.fetch.max.bytes should be equal or greater than message.max.bytes",
    },
    Relation {
        versions: before!("1.0.0"),
        small: "replica.fetch.wait.max.ms",
        large: "replica.lag.time.max.ms",
        text: "replica.fetch.wait.max.ms should always be at least replica.lag.time.max.ms to prevent frequent changes \
               in ISR",
    },
    Relation {
        versions: since!("1.0.0"),
        small: "replica.fetch.wait.max.ms",
        large: "replica.lag.time.max.ms",
        text: "replica.fetch.wait.max.ms should always be less than or equal to replica.lag.time.max.ms to prevent \
               frequent changes in ISR",
    },
];

fn relations(checker: &mut Checker<'_>) {
    for relation in RELATIONS {
        if !checker.any(&[relation.small, relation.large]) {
            continue;
        }
        for view in checker.views(relation.versions) {
            compare(checker, &view, relation.small, relation.large, false, required(relation.text));
        }
    }
}

/// Refuses when `small` is larger than `large` (or, `strictly`, as large).
fn compare(
    checker: &mut Checker<'_>,
    view: &View<'_>,
    small: &'static str,
    large: &'static str,
    strictly: bool,
    text: String,
) {
    let (Heard::Known(low), Heard::Known(high)) = (view.number(small), view.number(large)) else { return };
    if low < high || (low == high && !strictly) {
        return;
    }
    let place = checker.place(&[small, large]);
    let written = checker.raw.has(small) && checker.raw.has(large);
    let detail = if written {
        text! {
            en: "{small}={low} is too large for {large}={high}",
            zh: "{small}={low} 相对 {large}={high} 太大",
        }
    } else if checker.raw.has(small) {
        text! {
            en: "{small}={low} is too large for {large}, which is {high} by default",
            zh: "{small}={low} 相对 {large}（默认 {high}）太大",
        }
    } else {
        text! {
            en: "{large}={high} is too small for {small}, which is {low} by default",
            zh: "{large}={high} 相对 {small}（默认 {low}）太小",
        }
    };
    let mut refusal = Refusal::new(CONFLICT, place, view.at, text).detail(detail);
    refusal = refusal.key(if checker.raw.has(small) { small } else { large });
    if let Some(span) = checker.span(&[large]).filter(|_| written) {
        refusal = refusal.related(span, text! { en: "the other one", zh: "另一个设置" });
    }
    checker.refuse("limits", refusal);
}

/// What the group coordinator compares: since when, left, how, right.
const GROUPS: &[(VersionSet, &str, Order, &str)] = &[
    (
        since!("3.5.0"),
        "group.consumer.max.heartbeat.interval.ms",
        Order::AtLeast,
        "group.consumer.min.heartbeat.interval.ms",
    ),
    (
        since!("3.5.0"),
        "group.consumer.heartbeat.interval.ms",
        Order::AtLeast,
        "group.consumer.min.heartbeat.interval.ms",
    ),
    (
        since!("3.5.0"),
        "group.consumer.heartbeat.interval.ms",
        Order::AtMost,
        "group.consumer.max.heartbeat.interval.ms",
    ),
    (since!("3.5.0"), "group.consumer.max.session.timeout.ms", Order::AtLeast, "group.consumer.min.session.timeout.ms"),
    (since!("3.5.0"), "group.consumer.session.timeout.ms", Order::AtLeast, "group.consumer.min.session.timeout.ms"),
    (since!("3.5.0"), "group.consumer.session.timeout.ms", Order::AtMost, "group.consumer.max.session.timeout.ms"),
    (since!("4.0.0"), "group.consumer.heartbeat.interval.ms", Order::Less, "group.consumer.session.timeout.ms"),
    (
        since!("4.3.0"),
        "group.consumer.max.assignment.interval.ms",
        Order::AtLeast,
        "group.consumer.min.assignment.interval.ms",
    ),
    (
        since!("4.3.0"),
        "group.consumer.assignment.interval.ms",
        Order::AtLeast,
        "group.consumer.min.assignment.interval.ms",
    ),
    (
        since!("4.3.0"),
        "group.consumer.assignment.interval.ms",
        Order::AtMost,
        "group.consumer.max.assignment.interval.ms",
    ),
    (since!("3.9.0"), "group.share.max.heartbeat.interval.ms", Order::AtLeast, "group.share.min.heartbeat.interval.ms"),
    (since!("3.9.0"), "group.share.heartbeat.interval.ms", Order::AtLeast, "group.share.min.heartbeat.interval.ms"),
    (since!("3.9.0"), "group.share.heartbeat.interval.ms", Order::AtMost, "group.share.max.heartbeat.interval.ms"),
    (since!("3.9.0"), "group.share.max.session.timeout.ms", Order::AtLeast, "group.share.min.session.timeout.ms"),
    (since!("3.9.0"), "group.share.session.timeout.ms", Order::AtLeast, "group.share.min.session.timeout.ms"),
    (since!("3.9.0"), "group.share.session.timeout.ms", Order::AtMost, "group.share.max.session.timeout.ms"),
    (since!("4.0.0"), "group.share.heartbeat.interval.ms", Order::Less, "group.share.session.timeout.ms"),
    (
        since!("4.3.0"),
        "group.share.max.assignment.interval.ms",
        Order::AtLeast,
        "group.share.min.assignment.interval.ms",
    ),
    (since!("4.3.0"), "group.share.assignment.interval.ms", Order::AtLeast, "group.share.min.assignment.interval.ms"),
    (since!("4.3.0"), "group.share.assignment.interval.ms", Order::AtMost, "group.share.max.assignment.interval.ms"),
    (since!("3.9.0"), "group.share.record.lock.duration.ms", Order::AtLeast, "group.share.min.record.lock.duration.ms"),
    (since!("3.9.0"), "group.share.max.record.lock.duration.ms", Order::AtLeast, "group.share.record.lock.duration.ms"),
    (since!("4.1.0"), "group.share.max.share.sessions", Order::AtLeast, "group.share.max.size"),
    (since!("4.3.0"), "group.share.max.delivery.count.limit", Order::AtLeast, "group.share.delivery.count.limit"),
    (since!("4.3.0"), "group.share.delivery.count.limit", Order::AtLeast, "group.share.min.delivery.count.limit"),
    (
        since!("4.3.0"),
        "group.share.max.partition.max.record.locks",
        Order::AtLeast,
        "group.share.partition.max.record.locks",
    ),
    (
        since!("4.3.0"),
        "group.share.partition.max.record.locks",
        Order::AtLeast,
        "group.share.min.partition.max.record.locks",
    ),
    (
        since!("4.1.0"),
        "group.streams.max.heartbeat.interval.ms",
        Order::AtLeast,
        "group.streams.min.heartbeat.interval.ms",
    ),
    (since!("4.1.0"), "group.streams.heartbeat.interval.ms", Order::AtLeast, "group.streams.min.heartbeat.interval.ms"),
    (since!("4.1.0"), "group.streams.heartbeat.interval.ms", Order::AtMost, "group.streams.max.heartbeat.interval.ms"),
    (since!("4.1.0"), "group.streams.max.session.timeout.ms", Order::AtLeast, "group.streams.min.session.timeout.ms"),
    (since!("4.1.0"), "group.streams.session.timeout.ms", Order::AtLeast, "group.streams.min.session.timeout.ms"),
    (since!("4.1.0"), "group.streams.session.timeout.ms", Order::AtMost, "group.streams.max.session.timeout.ms"),
    (since!("4.1.0"), "group.streams.heartbeat.interval.ms", Order::Less, "group.streams.session.timeout.ms"),
    (since!("4.1.0"), "group.streams.num.standby.replicas", Order::AtMost, "group.streams.max.standby.replicas"),
    (
        since!("4.3.0"),
        "group.streams.max.assignment.interval.ms",
        Order::AtLeast,
        "group.streams.min.assignment.interval.ms",
    ),
    (
        since!("4.3.0"),
        "group.streams.assignment.interval.ms",
        Order::AtLeast,
        "group.streams.min.assignment.interval.ms",
    ),
    (
        since!("4.3.0"),
        "group.streams.assignment.interval.ms",
        Order::AtMost,
        "group.streams.max.assignment.interval.ms",
    ),
    (
        since!("4.4.0"),
        "group.streams.task.offset.interval.ms",
        Order::AtLeast,
        "group.streams.min.task.offset.interval.ms",
    ),
    (since!("4.4.0"), "group.streams.num.warmup.replicas", Order::AtMost, "group.streams.max.warmup.replicas"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    AtLeast,
    AtMost,
    Less,
}

fn groups(checker: &mut Checker<'_>) {
    for (versions, left, order, right) in GROUPS {
        if !checker.any(&[left, right]) {
            continue;
        }
        for view in checker.views(*versions) {
            let equal = if view.is(since!("4.0.0")) { "equal" } else { "equals" };
            let wording = match order {
                Order::AtLeast => format!("{left} must be greater than or {equal} to {right}"),
                Order::AtMost => format!("{left} must be less than or {equal} to {right}"),
                Order::Less => format!("{left} must be less than {right}"),
            };
            let text = if view.is(JAVA) { wording } else { required(wording) };
            let (small, large) = if *order == Order::AtLeast { (right, left) } else { (left, right) };
            compare(checker, &view, small, large, *order == Order::Less, text);
        }
    }
}

/// A time of which the finest unit that is written counts; `None`: unknown.
pub(super) fn milliseconds(view: &View<'_>, keys: &[(&'static str, i64)]) -> Option<(Option<&'static str>, i64)> {
    for (key, factor) in keys {
        match view.number(key) {
            Heard::Unknown => return None,
            Heard::Null => {}
            Heard::Known(value) => {
                let written = view.written(key).is_some().then_some(*key);
                return Some((written, value.saturating_mul(*factor)));
            }
        }
    }
    None
}

const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;

/// How long logs are kept.
pub(super) const RETENTION: &[(&str, i64)] =
    &[("log.retention.ms", 1), ("log.retention.minutes", MINUTE), ("log.retention.hours", HOUR)];

/// Roll and retention times.
fn times(checker: &mut Checker<'_>) {
    const ROLL: &[(&str, i64)] = &[("log.roll.ms", 1), ("log.roll.hours", HOUR)];
    const JITTER: &[(&str, i64)] = &[("log.roll.jitter.ms", 1), ("log.roll.jitter.hours", HOUR)];
    if !checker.any(&[
        "log.roll.ms",
        "log.roll.hours",
        "log.roll.jitter.ms",
        "log.roll.jitter.hours",
        "log.retention.ms",
        "log.retention.minutes",
        "log.retention.hours",
    ]) {
        return;
    }
    for view in checker.views(CONFIG_DEF) {
        for (index, (keys, minimum)) in [(ROLL, 1), (JITTER, 0), (RETENTION, 1)].into_iter().enumerate() {
            let Some((Some(key), value)) = milliseconds(&view, keys) else { continue };
            // Any negative retention means unlimited.
            if value >= minimum || (index == 2 && value < 0) {
                continue;
            }
            let wording = if view.is(since!("2.8.0")) { "greater than or equal to" } else { "equal or greater than" };
            let text = required(match index {
                0 => format!("log.roll.ms must be {wording} 1"),
                1 => format!("log.roll.jitter.ms must be {wording} 0"),
                _ => format!("log.retention.ms must be unlimited (-1) or, {wording} 1"),
            });
            let shown = view.number(key).known().unwrap_or_default();
            let detail = if index == 2 {
                text! {
                    en: "{key}={shown} is no retention time: it must be at least 1, or -1 for ever",
                    zh: "{key}={shown} 不是有效的保留时间：至少为 1，或用 -1 表示永久",
                }
            } else {
                text! {
                    en: "{key}={shown} is too small: it must be at least {minimum}",
                    zh: "{key}={shown} 太小：至少为 {minimum}",
                }
            };
            let refusal = Refusal::new(INVALID_VALUE, checker.place(&[key]), view.at, text).key(key).detail(detail);
            checker.refuse("times", refusal);
        }
    }
}

/// `offsets.commit.required.acks` (0.9–3.9).
fn acks(checker: &mut Checker<'_>) {
    const KEY: &str = "offsets.commit.required.acks";
    const FACTOR: &str = "offsets.topic.replication.factor";
    if !checker.any(&[KEY]) {
        return;
    }
    for view in checker.views(CONFIG_DEF.and(before!("4.0.0"))) {
        let (Heard::Known(acks), Heard::Known(factor)) = (view.number(KEY), view.number(FACTOR)) else { continue };
        if (-1..=factor).contains(&acks) {
            continue;
        }
        let text = if view.is(JAVA) {
            format!("{KEY} must be greater or equal to -1 and less or equal to {FACTOR}")
        } else {
            required(format!("{KEY} must be greater or equal -1 and less or equal to {FACTOR}"))
        };
        let refusal = Refusal::new(CONFLICT, checker.place(&[KEY]), view.at, text).key(KEY).detail(text! {
            en: "{KEY}={acks} must lie between -1 and {FACTOR} ({factor})",
            zh: "{KEY}={acks} 必须在 -1 与 {FACTOR}（{factor}）之间",
        });
        checker.refuse("acks", refusal);
    }
}

/// 1 MiB of buffer for each cleaner thread.
fn cleaner(checker: &mut Checker<'_>) {
    const BUFFER: &str = "log.cleaner.dedupe.buffer.size";
    const THREADS: &str = "log.cleaner.threads";
    if !checker.any(&[BUFFER, THREADS]) {
        return;
    }
    for view in checker.views(const { VersionSet::all(super::KAFKA) }) {
        let (Heard::Known(buffer), Heard::Known(threads)) = (view.number(BUFFER), view.number(THREADS)) else {
            continue;
        };
        if threads == 0 {
            let refusal = Refusal::new(INVALID_VALUE, checker.place(&[THREADS]), view.at, "/ by zero").key(THREADS);
            checker.refuse(
                "cleaner threads",
                refusal
                    .detail(text! {
                        en: "{THREADS}=0: Kafka divides the buffer by the number of threads",
                        zh: "{THREADS}=0：Kafka 会用缓冲区大小除以线程数",
                    })
                    .help(text! {
                        en: "to switch the cleaner off, write log.cleaner.enable=false and leave {THREADS} at 1",
                        zh: "想关闭清理线程，请写 log.cleaner.enable=false，并让 {THREADS} 保持 1",
                    }),
            );
        } else if threads > 0 && buffer / threads <= 1024 * 1024 {
            let text = required(format!("{BUFFER} must be at least 1MB per cleaner thread."));
            let refusal = Refusal::new(CONFLICT, checker.place(&[BUFFER, THREADS]), view.at, text).key(BUFFER);
            checker.refuse("cleaner buffer", refusal.detail(text! {
                en: "{BUFFER}={buffer} is too small for {THREADS}={threads}: each thread needs more than 1048576 bytes",
                zh: "{BUFFER}={buffer} 对 {THREADS}={threads} 来说太小：每个线程需要大于 1048576 字节",
            }));
        }
    }
}

/// `queued.max.request.bytes` (since 1.0).
fn queued(checker: &mut Checker<'_>) {
    const QUEUED: &str = "queued.max.request.bytes";
    const REQUEST: &str = "socket.request.max.bytes";
    if !checker.any(&[QUEUED]) {
        return;
    }
    for view in checker.views(since!("1.0.0")) {
        let (Heard::Known(queued), Heard::Known(request)) = (view.number(QUEUED), view.number(REQUEST)) else {
            continue;
        };
        if queued <= 0 || queued >= request {
            continue;
        }
        let text = required(format!("{QUEUED} must be larger or equal to {REQUEST}"));
        let refusal = Refusal::new(CONFLICT, checker.place(&[QUEUED]), view.at, text).key(QUEUED).detail(text! {
            en: "{QUEUED}={queued} is smaller than one request may be ({REQUEST}={request})",
            zh: "{QUEUED}={queued} 比单个请求的上限还小（{REQUEST}={request}）",
        });
        checker.refuse("queued bytes", refusal);
    }
}

/// The share coordinator's snapshots (4.0–4.2; `ConfigDef` says it since 4.3).
fn share_coordinator(checker: &mut Checker<'_>) {
    const KEY: &str = "share.coordinator.snapshot.update.records.per.snapshot";
    if !checker.any(&[KEY]) {
        return;
    }
    for view in checker.views(since!("4.0.0").and(before!("4.3.0"))) {
        let Some(value) = view.number(KEY).known().filter(|value| *value > 500) else { continue };
        let text = format!("{KEY} must be between [0, 500]");
        let refusal = Refusal::new(INVALID_VALUE, checker.place(&[KEY]), view.at, text).key(KEY).detail(text! {
            en: "{KEY}={value} is too large: it must be no more than 500",
            zh: "{KEY}={value} 太大：最多 500",
        });
        checker.refuse("share snapshots", refusal);
    }
}

/// Group protocols: classic always, consumer only in KRaft mode (3.8–3.9).
fn group_protocols(checker: &mut Checker<'_>) {
    const KEY: &str = "group.coordinator.rebalance.protocols";
    let Some(written) = checker.raw.get(KEY).filter(|written| !written.unknown).copied() else { return };
    let all: Vec<&str> = all_entries(written.text()).collect();
    for view in checker.views(since!("3.7.0")) {
        // Anything else in it is told by its type.
        if all.iter().any(|entry| !matches!(*entry, "classic" | "consumer" | "share" | "streams"))
            || (all.is_empty() && view.is(since!("4.2.0")))
        {
            continue;
        }
        let zookeeper = super::net::roles(&view).is_some_and(|roles| roles.is_empty());
        let text = if !all.contains(&"classic") {
            "Disabling the 'classic' protocol is not supported."
        } else if all.contains(&"consumer") && zookeeper && view.is(since!("3.8.0")) && view.is(before!("4.0.0")) {
            "The new 'consumer' rebalance protocol is only supported in KRaft cluster."
        } else {
            continue;
        };
        let refusal = Refusal::new(INVALID_VALUE, written.span(), view.at, text).key(KEY);
        let refusal = if text.starts_with("Disabling") {
            refusal.detail(text! { en: "{KEY} leaves out classic, which can't be switched off", zh: "{KEY} 去掉了 classic，而它不能关闭" })
        } else {
            refusal.detail(text! { en: "{KEY} has consumer, which needs KRaft mode", zh: "{KEY} 里有 consumer，它需要 KRaft 模式" })
        };
        checker.refuse("group protocols", refusal);
    }
}

/// One share assignor (since 4.1), every tag once (since 4.4): `GroupCoordinatorConfig` counts.
fn assignors(checker: &mut Checker<'_>) {
    const SHARE: &str = "group.share.assignors";
    const TAGS: &str = "group.streams.rack.aware.assignment.tags";
    if let Some(written) = checker.raw.get(SHARE).filter(|written| !written.unknown).copied() {
        for view in checker.views(since!("4.1.0")) {
            // The type itself says that a list is empty since 4.2.
            let strict = view.is(since!("4.2.0"));
            let all = all_entries(written.text());
            let count = if strict { distinct(all).len() } else { all.count() };
            if count == 1 || (strict && count == 0) {
                continue;
            }
            let text = format!("{SHARE} must contain exactly one assignor, but found {count}");
            let refusal = Refusal::new(INVALID_VALUE, written.span(), view.at, text).key(SHARE).detail(text! {
                en: "{SHARE} must name exactly one assignor, not {count}",
                zh: "{SHARE} 只能写一个分配器，不能写 {count} 个",
            });
            checker.refuse("share assignors", refusal);
        }
    }
    let Some(written) = checker.raw.get(TAGS).filter(|written| !written.unknown).copied() else { return };
    let mut seen = HashSet::new();
    let Some(twice) = all_entries(written.text()).find(|tag| !seen.insert(*tag)) else { return };
    let versions = checker.versions.and(since!("4.4.0"));
    // An empty entry is told by its type.
    if versions.is_empty() || twice.is_empty() {
        return;
    }
    let text = format!("{TAGS} must not contain duplicate tag keys.");
    let refusal = Refusal::new(INVALID_VALUE, written.span_of(twice), versions, text).key(TAGS);
    checker.refuse(
        "rack tags",
        refusal.detail(text! { en: "{TAGS} has {twice} twice", zh: "{TAGS} 里 {twice} 写了两次" }),
    );
}

/// Limits on connections.
fn connections(checker: &mut Checker<'_>) {
    const PER_IP: &str = "max.connections.per.ip";
    const DELAY: &str = "connection.failed.authentication.delay.ms";
    const IDLE: &str = "connections.max.idle.ms";
    if checker.any(&[DELAY, IDLE]) {
        for view in checker.views(since!("2.1.0")) {
            let (Heard::Known(delay), Heard::Known(idle)) = (view.number(DELAY), view.number(IDLE)) else { continue };
            if idle < 0 || delay < idle {
                continue;
            }
            let text = required(format!(
                "{DELAY}={delay} should always be less than {IDLE}={idle} to prevent failed authentication responses \
                 from timing out"
            ));
            let refusal = Refusal::new(CONFLICT, checker.place(&[IDLE, DELAY]), view.at, text).key(IDLE);
            checker.refuse(
                "authentication delay",
                refusal.detail(text! {
                    en: "{DELAY} ({delay}) must be smaller than {IDLE} ({idle})",
                    zh: "{DELAY}（{delay}）必须小于 {IDLE}（{idle}）",
                }),
            );
        }
    }
    overrides(checker);
    if checker.any(&[PER_IP]) {
        for view in checker.views(since!("2.0.0")) {
            let none = view.text(OVERRIDES).known().is_none_or(|text| text.is_empty());
            if view.number(PER_IP) == Heard::Known(0) && none && view.text(OVERRIDES) != Heard::Unknown {
                let text = required(format!("{PER_IP} can be set to zero only if {OVERRIDES} property is set."));
                let refusal = Refusal::new(CONFLICT, checker.place(&[PER_IP]), view.at, text).key(PER_IP);
                checker.refuse(
                    "no connections",
                    refusal.detail(text! {
                        en: "{PER_IP}=0 lets nobody in: {OVERRIDES} would have to name exceptions",
                        zh: "{PER_IP}=0 会拒绝所有连接：需要用 {OVERRIDES} 列出例外",
                    }),
                );
            }
        }
    }
}

const OVERRIDES: &str = "max.connections.per.ip.overrides";

/// `host:limit,…`, cut by `parseCsvMap` (`CoreUtils`, `Csv` since 3.8): of several limits of one host the last one counts.
fn overrides(checker: &mut Checker<'_>) {
    let Some(written) = checker.raw.get(OVERRIDES).filter(|written| !written.unknown).copied() else { return };
    for view in checker.views(const { VersionSet::all(super::KAFKA) }) {
        // 0.8.2 trims nothing.
        let value = if view.is(before!("0.9.0.0")) { &written.piece.text } else { written.text() };
        let faults = override_faults(&view, value);
        let comment =
            super::configdef::before_comment(value).is_some_and(|value| override_faults(&view, value).is_empty());
        for (part, text) in faults {
            if comment {
                checker.refuse("overrides", super::configdef::comment_refusal(&written, view.at, text).key(OVERRIDES));
                continue;
            }
            let place = if part.is_empty() { written.span() } else { written.span_of(part) };
            let refusal = Refusal::new(INVALID_VALUE, place, view.at, text).key(OVERRIDES).detail(text! {
                en: "\"{part}\" in {OVERRIDES} is not host:limit",
                zh: "{OVERRIDES} 里的 \"{part}\" 不是 主机:上限",
            });
            checker.refuse("overrides", refusal);
        }
    }
}

/// The entries at fault with what is said of each, in the order in which the server comes to them.
fn override_faults<'t>(view: &View<'_>, value: &'t str) -> Vec<(&'t str, String)> {
    let old = view.is(before!("0.9.0.0"));
    let mut parts: Vec<&str> = if old { cut_at(value, ',').collect() } else { all_entries(value).collect() };
    drop_empty_end(&mut parts);
    let mut faults = Vec::new();
    let mut limits: super::raw::CsvMap<'t> = super::raw::CsvMap::default();
    for part in parts {
        match override_entry(view, part) {
            Ok((host, limit)) => limits.put(host, limit, part),
            Err(text) => faults.push((part, text)),
        }
    }
    let entries = limits.in_order(view.is(since!("3.8.0")));
    for (_, limit, part) in &entries {
        if parse_int(limit).is_none() {
            faults.push((part, format!("For input string: \"{limit}\"")));
        }
    }
    let invalid: Vec<_> = entries.iter().filter(|(host, ..)| !host.chars().all(is_host)).collect();
    if let Some((_, _, part)) = invalid.first().filter(|_| view.is(since!("2.1.0"))) {
        let hosts: Vec<&str> = invalid.iter().map(|(host, ..)| *host).collect();
        let hosts = hosts.join(",");
        faults.push((part, format!("{OVERRIDES} contains invalid addresses : {}", super::net::shortened(&hosts))));
    }
    faults
}

/// `split("\\s*,\\s*")`: blanks go at the cuts, and stay at both ends.
fn cut_at(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let last = text.matches(separator).count();
    text.split(separator).enumerate().map(move |(at, part)| {
        let part = if at > 0 { part.trim_start_matches(is_space) } else { part };
        if at < last { part.trim_end_matches(is_space) } else { part }
    })
}

/// Host and limit of one entry, or what is said of it.
fn override_entry<'t>(view: &View<'_>, part: &'t str) -> Result<(&'t str, &'t str), String> {
    if view.is(before!("0.9.0.0")) {
        // `Utils.parseCsvMap` cut at every colon and took the first two parts.
        let mut halves: Vec<&str> = cut_at(part, ':').collect();
        // What nothing is cut from stays one part, an empty one too.
        if !part.is_empty() {
            drop_empty_end(&mut halves);
        }
        return match *halves {
            [host, limit, ..] => Ok((host, limit)),
            _ => Err(format!(
                "Error parsing configuration property '{OVERRIDES}': Index {0} out of bounds for length {0}",
                halves.len()
            )),
        };
    }
    // `substring(0, -1)` in the words of JDK 17.
    let (host, limit) = part.rsplit_once(':').ok_or_else(|| {
        let length = part.chars().count();
        format!("Error parsing configuration property '{OVERRIDES}': begin 0, end -1, length {length}")
    })?;
    Ok((java_trim(host), java_trim(limit)))
}

/// `Utils.VALID_HOST_CHARACTERS`.
const fn is_host(c: char) -> bool {
    super::endpoint::in_host(c)
}

/// Directories: at least one; cordoned ones among them.
fn directories(checker: &mut Checker<'_>) {
    let Some((key, written)) = ["log.dirs", "log.dir"].into_iter().find_map(|key| Some((key, *checker.raw.get(key)?)))
    else {
        cordoned(checker, "log.dir", "/tmp/kafka-logs");
        return;
    };
    if written.unknown {
        return;
    }
    cordoned(checker, key, written.text());
    for view in checker.views(const { VersionSet::all(super::KAFKA) }) {
        // 4.2 says it in the words of `ConfigDef`; 0.8.2 trims nothing, and takes a blank for a directory.
        let named = if view.is(before!("0.9.0.0")) {
            cut_at(&written.piece.text, ',').any(|part| !part.is_empty())
        } else {
            entries(written.text()).next().is_some()
        };
        if named || view.is(since!("4.2.0")) {
            continue;
        }
        let text = if view.is(before!("0.11.0.0")) {
            "requirement failed".to_owned()
        } else {
            required("At least one log directory must be defined via log.dirs or log.dir.")
        };
        let refusal = Refusal::new(INVALID_VALUE, written.span(), view.at, text).key(key).detail(text! {
            en: "{key} names no directory",
            zh: "{key} 没有写任何目录",
        });
        checker.refuse("no directory", refusal);
    }
    let several = entries(written.text()).collect::<Vec<_>>();
    for view in checker.views(const { VersionSet::range(super::KAFKA, "3.6.0", "3.7.2") }) {
        const TIERED: &str = "remote.log.storage.system.enable";
        if several.len() < 2 || view.boolean(TIERED) != Heard::Known(true) {
            continue;
        }
        let text = format!(
            "Multiple log directories `{}` are not supported when remote log storage is enabled",
            several.join(",")
        );
        let refusal = Refusal::new(CONFLICT, written.span(), view.at, text).key(key).detail(text! {
            en: "{key} has several directories, which tiered storage ({TIERED}) can't do before 3.8",
            zh: "{key} 写了多个目录，而 3.8 之前分层存储（{TIERED}）不支持多目录",
        });
        checker.refuse("tiered directories", refusal);
    }
}

/// `cordoned.log.dirs` (since 4.3; brokers only): `*`, or directories among those of `key`.
fn cordoned(checker: &mut Checker<'_>, key: &'static str, dirs: &str) {
    const CORDONED: &str = "cordoned.log.dirs";
    let Some(cordoned) = checker.raw.get(CORDONED).filter(|cordoned| !cordoned.unknown).copied() else { return };
    for view in checker.views(since!("4.3.0")).filter(super::start::is_broker) {
        let all: Vec<&str> = entries(cordoned.text()).collect();
        if all.contains(&"*") {
            if all.len() > 1 {
                let text = required(format!("When {CORDONED} is set to *, it must not contain other values"));
                let refusal = Refusal::new(CONFLICT, cordoned.span(), view.at, text).key(CORDONED).detail(text! {
                    en: "{CORDONED} has * and other directories: * stands for all of them and must be alone",
                    zh: "{CORDONED} 里既有 * 又有别的目录：* 表示全部目录，只能单独写",
                });
                checker.refuse("cordoned all", refusal);
            }
            continue;
        }
        let known: HashSet<&str> = entries(dirs).collect();
        let missing = distinct(all.into_iter().filter(|dir| !known.contains(dir)));
        if let Some(first) = missing.first() {
            let text = required(format!(
                "All entries in {CORDONED} must be present in log.dirs or log.dir. Missing entries : {}",
                missing.join(", ")
            ));
            let refusal = Refusal::new(CONFLICT, cordoned.span_of(first), view.at, text).key(CORDONED);
            checker.refuse(
                "cordoned",
                refusal.detail(text! {
                    en: "{CORDONED} names {first}, which is not among {key}",
                    zh: "{CORDONED} 里的 {first} 不在 {key} 里",
                }),
            );
        }
    }
}

/// `compression.type` before `ConfigDef` checked it (0.9–3.2), and the offsets topic's codec.
fn compression(checker: &mut Checker<'_>) {
    const KEY: &str = "compression.type";
    const CODEC: &str = "offsets.topic.compression.codec";
    let written = checker.raw.get(KEY).filter(|written| !written.unknown).copied();
    for view in checker.views(CONFIG_DEF.and(before!("3.3.0"))) {
        let Some(written) = written else { break };
        let options = codecs(&view);
        let value = written.text();
        if options.contains(&value.to_lowercase().as_str()) {
            continue;
        }
        let list = options.join(",");
        let text = required(format!("{KEY} : {value} is not valid. Valid options are {list}"));
        let refusal = Refusal::new(INVALID_VALUE, written.span(), view.at, text).key(KEY).detail(text! {
            en: "{KEY} can't be \"{value}\": it must be one of {list}",
            zh: "{KEY} 不能是 \"{value}\"：只能是 {list} 之一",
        });
        checker.refuse("compression", refusal);
    }
    codec_number(checker, CODEC, CONFIG_DEF);
    codec_number(checker, "share.coordinator.state.topic.compression.codec", since!("4.0.0"));
}

/// The codec of an internal topic, by number (`CompressionCodec.getCompressionCodec`,
/// `CompressionType.forId` since 3.5).
fn codec_number(checker: &mut Checker<'_>, key: &'static str, versions: VersionSet) {
    if !checker.any(&[key]) {
        return;
    }
    for view in checker.views(versions) {
        let newest = if view.is(since!("2.1.0")) { 4 } else { 3 };
        let Heard::Known(codec) = view.number(key) else { continue };
        if (0..=newest).contains(&codec) {
            continue;
        }
        let text = if view.is(before!("3.5.0")) {
            format!("{codec} is an unknown compression codec")
        } else {
            format!("Unknown compression type id: {codec}")
        };
        let refusal = Refusal::new(INVALID_VALUE, checker.place(&[key]), view.at, text).key(key).detail(text! {
            en: "{key}={codec} is no codec: 0 is none, 1 gzip, 2 snappy, 3 lz4, 4 zstd (since 2.1)",
            zh: "{key}={codec} 不是压缩编号：0 不压缩，1 gzip，2 snappy，3 lz4，4 zstd（2.1 起）",
        });
        checker.refuse("codec", refusal);
    }
}

/// `BrokerCompressionCodec.brokerCompressionOptions`.
pub(super) fn codecs(view: &View<'_>) -> Vec<&'static str> {
    if view.is(since!("2.1.0")) {
        vec!["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"]
    } else {
        vec!["uncompressed", "snappy", "lz4", "gzip", "producer"]
    }
}
