//! What only several logs together show: whose end is another's trouble, which id two servers share.

use super::answer::Candidate;
use super::reading::Reading;
use crate::catalog::Component;
use crate::finding::Severity;
use crate::finding::incident::{Evidence, Explanation, Incident, LogEntry, LogPlace};
use crate::text;

/// Clocks of hosts may differ by so much, in milliseconds.
const SKEW: i64 = 60_000;

/// A peer that can't be reached because it has ended, a ZooKeeper that is gone because it has ended:
/// the end of the one is the cause of the other's trouble.
pub(super) fn across(all: &mut [Candidate<'_>], readings: &[Reading]) {
    let deaths: Vec<(usize, usize, Option<Component>)> = all
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.found.deadly && candidate.under.is_none())
        .map(|(index, candidate)| (index, candidate.log, candidate.component))
        .collect();
    let causes: Vec<Option<usize>> = all
        .iter()
        .map(|candidate| {
            let cause = cause_elsewhere(candidate, readings)?;
            let fits = |(index, log, component): &&(usize, usize, Option<Component>)| {
                *log != candidate.log
                    && *component == Some(Component::ZooKeeper)
                    && cause.as_ref().is_none_or(|id| {
                        readings.get(*log).and_then(|reading| reading.entry.server_id.as_ref()) == Some(id)
                    })
                    && all.get(*index).is_some_and(|death| together_in_time(&death.found.first, &candidate.found.last))
            };
            deaths.iter().find(fits).map(|(index, ..)| *index)
        })
        .collect();
    for (candidate, cause) in all.iter_mut().zip(causes) {
        if candidate.under.is_none() && cause.is_some() {
            candidate.under = cause;
        }
    }
}

/// Which server's end would explain a problem: `Some(Some(id))` that one's, `Some(None)` any ZooKeeper's.
fn cause_elsewhere(candidate: &Candidate<'_>, readings: &[Reading]) -> Option<Option<String>> {
    let id = candidate.found.pattern.id;
    let capture =
        |name: &str| candidate.found.captures.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    if readings.len() < 2 {
        return None;
    }
    match id {
        "zk.peer-unreachable" => capture("sid").map(Some),
        "kafka.zk-unreachable" | "storm.zk-unreachable" | "kafka.zk-session-expired" => Some(None),
        _ => None,
    }
}

/// Whether one comes before the other's end, as far as clocks can be trusted.
fn together_in_time(cause: &LogPlace, effect: &LogPlace) -> bool {
    match (&cause.time, &effect.time) {
        (Some(cause), Some(effect)) => cause.millis - SKEW <= effect.millis,
        _ => true,
    }
}

/// Adds the problems that no log shows alone.
pub(super) fn together(into: &mut Explanation, readings: &[Reading]) {
    let mut shared = Vec::new();
    for (one, first) in readings.iter().enumerate() {
        for (other, second) in readings.iter().enumerate().skip(one + 1) {
            if same_id(&first.entry, &second.entry) && overlap(&first.entry, &second.entry) {
                shared.push(duplicate((one, &first.entry), (other, &second.entry)));
            }
        }
    }
    shared.append(&mut into.incidents);
    into.incidents = shared;
    let hosts =
        readings.iter().filter_map(|reading| reading.entry.host.as_deref()).collect::<std::collections::HashSet<_>>();
    if hosts.len() > 1 {
        into.notes.push(text! {
            en: "times are those of each host's own clock and zone",
            zh: "时间取自各主机自己的时钟和时区",
        });
    }
}

/// Whether two servers of different hosts say that they have the same id.
fn same_id(one: &LogEntry, other: &LogEntry) -> bool {
    let elsewhere = matches!((&one.host, &other.host), (Some(one), Some(other)) if one != other);
    let cluster = |log: &LogEntry| log.facts.get("cluster").and_then(|all| all.last().cloned());
    let apart = matches!((cluster(one), cluster(other)), (Some(one), Some(other)) if one != other);
    elsewhere
        && !apart
        && one.component == other.component
        && matches!(one.component, "zookeeper" | "kafka")
        && one.server_id.is_some()
        && one.server_id == other.server_id
        && one.starts > 0
        && other.starts > 0
}

/// Whether both were written at the same time.
fn overlap(one: &LogEntry, other: &LogEntry) -> bool {
    match (&one.first, &one.last, &other.first, &other.last) {
        (Some(from), Some(to), Some(other_from), Some(other_to)) => {
            from.millis - SKEW <= other_to.millis && other_from.millis - SKEW <= to.millis
        }
        _ => false,
    }
}

fn duplicate(one: (usize, &LogEntry), other: (usize, &LogEntry)) -> Incident {
    let id = one.1.server_id.as_deref().unwrap_or_default();
    let (first_host, second_host) =
        (one.1.host.as_deref().unwrap_or_default(), other.1.host.as_deref().unwrap_or_default());
    let place = |(log, entry): (usize, &LogEntry)| LogPlace { log, line: 1, time: entry.first.clone() };
    let zookeeper = one.1.component == "zookeeper";
    let (file, key) = if zookeeper { ("dataDir/myid", "server.N") } else { ("server.properties", "broker.id") };
    let quoted = |(log, entry): (usize, &LogEntry)| Evidence {
        place: LogPlace { log, line: 1, time: entry.first.clone() },
        text: format!("{} {id}", entry.path),
    };
    Incident {
        id: if zookeeper { "zk.myid-duplicate" } else { "kafka.broker-id-duplicate" }.to_owned(),
        component: one.1.component,
        severity: Severity::Error,
        title: text! {
            en: "{first_host} and {second_host} run as the same server: both have id {id}",
            zh: "{first_host} 和 {second_host} 以同一编号运行：都是 {id}",
        },
        explanation: Some(text! {
            en: "Each server of a cluster needs an id of its own; two with the same push each other out.",
            zh: "集群中每台服务器的编号必须唯一；编号相同的两台会互相挤掉。",
        }),
        fix: vec![text! {
            en: "give one of the two its own id in {file}, empty its data directory if it never held data of its own, and start it again",
            zh: "给其中一台在 {file} 里改成自己的编号，如果它从未有过自己的数据就清空数据目录，然后重启",
        }],
        run: Vec::new(),
        count: 2,
        starts: 1,
        over: false,
        first: place(one),
        last: place(other),
        evidence: vec![quoted(one), quoted(other)],
        captures: vec![("id".to_owned(), id.to_owned())],
        option: Some(key),
        config: Vec::new(),
        rules: if zookeeper { vec!["duplicate-myid"] } else { vec!["duplicate-broker-id"] },
        consequences: Vec::new(),
    }
}
