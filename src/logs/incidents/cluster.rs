//! What only several logs together show: whose end is another's trouble, which id two servers share.

use super::super::pattern::EndOf;
use super::answer::Candidate;
use super::reading::{self, Reading};
use crate::catalog::Component;
use crate::finding::Severity;
use crate::finding::incident::{Evidence, Explanation, Incident, LogEntry, LogPlace};
use crate::text;
use crate::text::Text;

/// Clocks of hosts may differ by so much, in milliseconds.
const SKEW: i64 = 60_000;

/// A peer that can't be reached because it has ended, a ZooKeeper that is gone because it has ended, a
/// worker that its supervisor misses: the end of the one is the cause of the other's trouble.
pub(super) fn across(all: &mut [Candidate<'_>], readings: &[Reading]) {
    let deaths: Vec<(usize, usize, Option<Component>)> = all
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.found.deadly)
        .map(|(index, candidate)| (index, candidate.log, candidate.component))
        .collect();
    let causes: Vec<Option<usize>> = all
        .iter()
        .map(|candidate| {
            let whose = candidate.problem.caused_by.filter(|_| readings.len() > 1)?;
            // A record that names no server doesn't say whose end it was.
            let wanted = match whose {
                EndOf::ZooKeeper(Some(name)) => Some(capture(candidate, name)?),
                EndOf::ZooKeeper(None) | EndOf::Worker | EndOf::Nimbus => None,
            };
            let its_end = |log: usize, component: Option<Component>| match whose {
                EndOf::Worker => component == Some(Component::Storm) && of_its_worker(candidate.log, log, readings),
                EndOf::Nimbus => {
                    let role = || readings.get(log).and_then(|reading| reading.entry.role());
                    log != candidate.log && role() == Some("nimbus")
                }
                EndOf::ZooKeeper(_) => {
                    let id = || readings.get(log).and_then(|reading| reading.entry.server_id.as_deref());
                    log != candidate.log
                        && component == Some(Component::ZooKeeper)
                        && wanted.is_none_or(|wanted| id() == Some(wanted))
                }
            };
            let fits = |(index, log, component): &&(usize, usize, Option<Component>)| {
                its_end(*log, *component)
                    && all.get(*index).is_some_and(|death| {
                        death.under.is_none() && together_in_time(&death.found.first, &candidate.found.last)
                    })
            };
            deaths.iter().find(fits).map(|(index, ..)| *index)
        })
        .collect();
    let copies: Vec<Option<usize>> = (0..all.len()).map(|index| copy_of(all, index, readings)).collect();
    for (candidate, cause) in all.iter_mut().zip(copies) {
        if candidate.under.is_none() {
            candidate.under = cause;
        }
    }
    for (candidate, cause) in all.iter_mut().zip(causes) {
        if candidate.under.is_none() && cause.is_some() {
            candidate.under = cause;
        }
    }
}

/// What a worker's JVM prints stands in `worker.log.err`, and once more in `worker.log` beside it.
fn copy_of(all: &[Candidate<'_>], index: usize, readings: &[Reading]) -> Option<usize> {
    let candidate = all.get(index)?;
    let path = |log: usize| readings.get(log).map(|reading| reading.entry.path.as_path());
    let own = path(candidate.log).filter(|path| reading::of_a_worker(path))?;
    all.iter().take(index).position(|other| {
        other.log != candidate.log
            && other.found.pattern.id == candidate.found.pattern.id
            && other.found.captures == candidate.found.captures
            && path(other.log).is_some_and(|path| path.parent() == own.parent())
    })
}

/// Whether a log is that of a worker on the host of another log.
fn of_its_worker(supervisor: usize, worker: usize, readings: &[Reading]) -> bool {
    match (readings.get(supervisor), readings.get(worker)) {
        (Some(one), Some(other)) => {
            supervisor != worker && one.entry.host == other.entry.host && reading::of_a_worker(&other.entry.path)
        }
        _ => false,
    }
}

/// Whether the log of the supervisor of the worker that wrote a log was read as well: it says how each of
/// its workers ended, and which ones it ended itself.
pub(super) fn supervised(worker: &Reading, readings: &[Reading]) -> bool {
    let supervisor =
        |other: &Reading| other.entry.host == worker.entry.host && other.entry.role() == Some("supervisor");
    reading::of_a_worker(&worker.entry.path) && readings.iter().any(supervisor)
}

/// What a record says under a name.
fn capture<'a>(candidate: &Candidate<'a>, name: &str) -> Option<&'a str> {
    candidate.found.captures.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
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
                shared.push(duplicate([(one, &first.entry), (other, &second.entry)]));
            }
            let known = |incident: &Incident| incident.id == "storm.mixed-versions";
            if strangers(&first.entry, &second.entry)
                && !into.incidents.iter().chain(&shared).any(known)
                && overlap(&first.entry, &second.entry)
            {
                shared.push(mixed([(one, &first.entry), (other, &second.entry)]));
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
        && matches!(one.component, "zookeeper" | "storm" | "kafka")
        && one.server_id.is_some()
        && one.server_id == other.server_id
        && one.starts > 0
        && other.starts > 0
}

/// Whether two Storm daemons of different hosts are of releases that don't understand each other: what
/// they say to each other changed with 0.10, 1.0 and 2.0.
fn strangers(one: &LogEntry, other: &LogEntry) -> bool {
    let generation = |log: &LogEntry| {
        let mut numbers = log.version.as_deref()?.split('.');
        let first = numbers.next()?.to_owned();
        Some(if first == "0" { format!("{first}.{}", numbers.next()?) } else { first })
    };
    let elsewhere = matches!((&one.host, &other.host), (Some(one), Some(other)) if one != other);
    let apart = matches!((generation(one), generation(other)), (Some(one), Some(other)) if one != other);
    elsewhere && apart && one.component == "storm" && other.component == "storm"
}

/// What two logs show together, each told of at its first line; `said`: what its quotation says of it.
fn of_both(
    id: &str,
    [one, other]: [(usize, &LogEntry); 2],
    said: fn(&LogEntry) -> Option<&str>,
    [title, why, fix]: [Text; 3],
) -> Incident {
    let place = |(log, entry): (usize, &LogEntry)| LogPlace { log, line: 1, time: entry.first.clone() };
    let quoted = |told: (usize, &LogEntry)| Evidence {
        place: place(told),
        text: format!("{} {}", told.1.path, said(told.1).unwrap_or_default()),
    };
    Incident {
        id: id.to_owned(),
        component: one.1.component,
        severity: Severity::Error,
        title,
        explanation: Some(why),
        fix: vec![fix],
        run: Vec::new(),
        count: 2,
        starts: 1,
        over: false,
        first: place(one),
        last: place(other),
        evidence: vec![quoted(one), quoted(other)],
        captures: Vec::new(),
        option: None,
        config: Vec::new(),
        rules: Vec::new(),
        consequences: Vec::new(),
    }
}

/// The hosts that two logs are of.
fn hosts([one, other]: [(usize, &LogEntry); 2]) -> [&str; 2] {
    [one, other].map(|(_, entry)| entry.host.as_deref().unwrap_or_default())
}

fn mixed(both: [(usize, &LogEntry); 2]) -> Incident {
    let [first_host, second_host] = hosts(both);
    let [first, second] = both.map(|(_, entry)| entry.version.as_deref().unwrap_or_default());
    let words = [
        text! {
            en: "{first_host} runs Storm {first} and {second_host} runs Storm {second}: they don't understand each other",
            zh: "{first_host} 运行 Storm {first}，{second_host} 运行 Storm {second}：两者互不兼容",
        },
        text! {
            en: "They find each other in ZooKeeper, and no worker is ever started: nimbus sees no slots, the supervisor no assignments.",
            zh: "它们能在 ZooKeeper 里看到对方，但永远不会启动 worker：nimbus 看不到槽位，supervisor 收不到任务分配。",
        },
        text! {
            en: "install one release on nimbus and all supervisors, and submit the topologies again, built against it",
            zh: "在 nimbus 和所有 supervisor 上安装同一个版本，并用该版本重新编译、提交拓扑",
        },
    ];
    let incident = of_both("storm.mixed-versions", both, |entry| entry.version.as_deref(), words);
    Incident { run: vec!["storm version".to_owned()], ..incident }
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

/// Two servers, or supervisors, of one id.
fn duplicate(both: [(usize, &LogEntry); 2]) -> Incident {
    let [(_, one), _] = both;
    let id = one.server_id.as_deref().unwrap_or_default();
    let [first_host, second_host] = hosts(both);
    let said: fn(&LogEntry) -> Option<&str> = |entry| entry.server_id.as_deref();
    let incident = if one.component == "storm" {
        let words = [
            text! {
                en: "{first_host} and {second_host} run as the same supervisor, {id}",
                zh: "{first_host} 和 {second_host} 以同一个 supervisor 身份运行：{id}",
            },
            text! {
                en: "A supervisor keeps its id in storm.local.dir. A copied disk, a machine image made of a running host, or a shared directory gives two hosts the same: nimbus sees one of them, now this one, now that, and its workers come and go.",
                zh: "supervisor 的 ID 保存在 storm.local.dir 里。复制磁盘、用运行中的主机做镜像或共用目录都会让两台主机的 ID 相同：nimbus 只看得到其中一台，时而这台、时而那台，worker 也随之起落。",
            },
            text! {
                en: "on one of the two ({second_host}): stop the supervisor, empty <storm.local.dir>/supervisor, start it again; leave storm.local.dir out of images and shared disks",
                zh: "在其中一台（{second_host}）上停掉 supervisor，清空 <storm.local.dir>/supervisor 后再启动；不要把 storm.local.dir 放进镜像或共享磁盘",
            },
        ];
        Incident {
            run: vec!["rm -r /path/of/storm.local.dir/supervisor".to_owned()],
            option: Some("storm.local.dir"),
            rules: vec!["shared-local-dir"],
            ..of_both("storm.duplicate-supervisor-id", both, said, words)
        }
    } else {
        let (name, file, key, rule) = if one.component == "zookeeper" {
            ("zk.myid-duplicate", "dataDir/myid", "server.N", "duplicate-myid")
        } else {
            ("kafka.broker-id-duplicate", "server.properties", "broker.id", "duplicate-broker-id")
        };
        let words = [
            text! {
                en: "{first_host} and {second_host} run as the same server: both have id {id}",
                zh: "{first_host} 和 {second_host} 以同一编号运行：都是 {id}",
            },
            text! {
                en: "Each server of a cluster needs an id of its own; two with the same push each other out.",
                zh: "集群中每台服务器的编号必须唯一；编号相同的两台会互相挤掉。",
            },
            text! {
                en: "give one of the two its own id in {file}, empty its data directory if it never held data of its own, and start it again",
                zh: "给其中一台在 {file} 里改成自己的编号，如果它从未有过自己的数据就清空数据目录，然后重启",
            },
        ];
        Incident { option: Some(key), rules: vec![rule], ..of_both(name, both, said, words) }
    };
    Incident { captures: vec![("id".to_owned(), id.to_owned())], ..incident }
}
