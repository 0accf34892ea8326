//! Puts the lives of all processes together into one answer: causes with their consequences, the
//! cause of the last failure first.

use super::super::numbers;
use super::super::pattern::{Meaning, Problem, Words};
use super::super::process::{Found, Key, Process};
use super::super::safe;
use super::reading::Reading;
use super::{Options, cluster};
use crate::catalog::Component;
use crate::finding::Severity;
use crate::finding::incident::{Benign, Consequence, Explanation, Incident, LogPlace, Phase, Unexplained};
use crate::text;
use crate::text::{Lang, Text};
use std::cmp::Reverse;
use std::collections::HashMap;

/// So many kinds of unexplained records are told.
const MOST_UNEXPLAINED: usize = 50;

/// A problem of one process, on its way to become an incident.
pub(super) struct Candidate<'a> {
    pub(super) component: Option<Component>,
    key: &'a Key,
    pub(super) found: &'a Found,
    pub(super) problem: &'a Problem,
    process: &'a Process,
    pub(super) log: usize,
    over: bool,
    severity: Severity,
    /// Which other candidate it follows from.
    pub(super) under: Option<usize>,
}

/// Fills in everything but `errors` and `skipped`.
pub(super) fn put_together(into: &mut Explanation, readings: Vec<Reading>, options: Options<'_>) {
    let candidates = candidates(&readings, options);
    into.incidents = incidents(candidates);
    into.incidents.extend(cut_off(&readings));
    cluster::together(into, &readings);
    into.notes.extend(readings.iter().filter_map(Reading::left_out));
    into.benign = benign(&readings);
    (into.unexplained, into.unexplained_total) = unexplained(&readings);
    for reading in &readings {
        for process in &reading.processes {
            into.timeline.extend(process.turns().cloned());
        }
    }
    into.timeline.sort_by_key(|turn| turn.place.time.as_ref().map_or(i64::MIN, |time| time.millis));
    into.logs = readings.into_iter().map(|reading| reading.entry).collect();
}

const COMPONENTS: [Option<Component>; 4] =
    [Some(Component::ZooKeeper), Some(Component::Storm), Some(Component::Kafka), None];

fn candidates<'a>(readings: &'a [Reading], options: Options<'_>) -> Vec<Candidate<'a>> {
    let mut all = Vec::new();
    for (log, reading) in readings.iter().enumerate() {
        for (component, process) in COMPONENTS.into_iter().zip(&reading.processes) {
            for key in &process.order {
                let Some(found) = process.problems.get(key) else { continue };
                let Meaning::Problem(problem) = &found.pattern.meaning else { continue };
                if options.last_start && found.last_start < process.starts {
                    continue;
                }
                let restarted = process.last_served > found.last_start;
                let lives =
                    found.deadly && process.last_served == found.last_start && process.dead.is_none() && process.served;
                let over = restarted || found.healed || lives;
                // What passed by itself was trouble; so is one that is missed where the rest works.
                let mild = found.missed || (found.healed && problem.severity == Severity::Error);
                let severity = if mild { Severity::Warning } else { problem.severity };
                all.push(Candidate { component, key, found, problem, process, log, over, severity, under: None });
            }
        }
    }
    link(&mut all);
    cluster::across(&mut all, readings);
    all
}

/// Says which problem follows from which.
fn link(all: &mut [Candidate<'_>]) {
    let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, candidate) in all.iter().enumerate() {
        by_id.entry(candidate.found.pattern.id.to_owned()).or_default().push(index);
        by_id.entry(named(candidate)).or_default().push(index);
    }
    let mut by_key = HashMap::new();
    // What first says why a start ended.
    let mut reasons = HashMap::new();
    let mut latest = HashMap::new();
    for (index, candidate) in all.iter().enumerate() {
        let of = (candidate.log, candidate.component);
        by_key.insert((of, candidate.key), index);
        if !candidate.problem.generic && candidate.severity >= Severity::Error {
            let start = (&candidate.found.first, candidate.found.last_start, index);
            latest.entry(of).or_insert_with(Vec::new).push(start);
        }
        if candidate.found.deadly && !candidate.problem.generic {
            reasons.entry((of, candidate.found.last_start)).or_insert(index);
        }
    }
    let mut under = vec![None; all.len()];
    for (index, candidate) in all.iter().enumerate() {
        let of = (candidate.log, candidate.component);
        let dead = candidate.found.after.as_ref().and_then(|dead| by_key.get(&(of, dead)).copied());
        let told = candidate.problem.under.iter().filter_map(|id| by_id.get(*id)).flatten().copied();
        // The cause in the same log is the nearer one.
        let cause = told.filter(|other| *other != index).min_by_key(|other| {
            all.get(*other).map(|cause| (cause.log != candidate.log, cause.over, cause.found.first.line))
        });
        // What only says that something failed follows from what says why.
        let generic = candidate.problem.generic;
        let why = reasons.get(&(of, candidate.found.last_start)).copied().filter(|_| generic);
        let before = || latest.get(&of).and_then(|all| just_before(all, candidate)).filter(|_| generic);
        under[index] = cause.or(dead).or(why).or_else(before).filter(|cause| *cause != index);
    }
    // A chain of causes must end somewhere.
    for start in 0..all.len() {
        let (mut at, mut steps) = (start, 0);
        while let Some(next) = under.get(at).copied().flatten() {
            at = next;
            steps += 1;
            if steps > all.len() {
                under[start] = None;
                break;
            }
        }
    }
    for (candidate, cause) in all.iter_mut().zip(under) {
        candidate.under = cause;
    }
}

/// The error that a process told last before it ended of what says no more than that: in the same start,
/// and not long before.
fn just_before(errors: &[(&LogPlace, u32, usize)], end: &Candidate<'_>) -> Option<usize> {
    const LATELY: i64 = 10_000;
    if !end.found.deadly {
        return None;
    }
    let at = &end.found.first;
    let lately = |place: &LogPlace| match (&place.time, &at.time) {
        (Some(then), Some(now)) => now.millis - then.millis <= LATELY,
        _ => false,
    };
    let before = errors
        .iter()
        .filter(|(place, start, _)| *start == end.found.last_start && place.line < at.line && lately(place));
    before.max_by_key(|(place, ..)| place.line).map(|(.., index)| *index)
}

/// The id with the component's own prefix: what a JVM says is said of the process that it runs.
fn named(candidate: &Candidate<'_>) -> String {
    let id = candidate.found.pattern.id;
    match (candidate.found.pattern.component, candidate.component, id.split_once('.')) {
        (None, Some(component), Some((_, cause))) => format!("{}.{cause}", short(component)),
        _ => id.to_owned(),
    }
}

fn short(component: Component) -> &'static str {
    match component {
        Component::ZooKeeper => "zk",
        Component::Storm => "storm",
        Component::Kafka => "kafka",
    }
}

fn incidents(all: Vec<Candidate<'_>>) -> Vec<Incident> {
    let root = |mut index: usize| {
        while let Some(next) = all.get(index).and_then(|candidate| candidate.under) {
            index = next;
        }
        index
    };
    let mut consequences: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut roots = Vec::new();
    for (index, candidate) in all.iter().enumerate() {
        if candidate.under.is_none() {
            roots.push(index);
        } else {
            consequences.entry(root(index)).or_default().push(index);
        }
    }
    // A cause is as bad as what follows from it.
    let worst = |index: usize| {
        let own = all.get(index).map(|candidate| (candidate.severity, candidate.over));
        let more = consequences.get(&index).into_iter().flatten();
        let mut all =
            own.into_iter().chain(more.filter_map(|other| all.get(*other)).map(|other| (other.severity, other.over)));
        let severity = all.clone().map(|(severity, _)| severity).max().unwrap_or(Severity::Warning);
        let over = all.all(|(_, over)| over);
        (severity, over)
    };
    roots.sort_by_cached_key(|index| {
        let candidate = &all[*index];
        let (severity, over) = worst(*index);
        let last = candidate.found.last_start < candidate.process.starts;
        let died = candidate.process.dead.as_ref() != Some(candidate.key);
        // What broke something comes before what only looks odd, what goes on before what is over.
        let trouble = severity < Severity::Error;
        (
            trouble,
            over,
            Reverse(severity),
            last,
            candidate.problem.generic,
            died,
            candidate.log,
            candidate.found.first.line,
        )
    });
    roots
        .into_iter()
        .filter_map(|index| {
            let candidate = all.get(index)?;
            let (severity, over) = worst(index);
            let mut incident = incident(candidate, over);
            incident.severity = severity;
            let mut follow = consequences.get(&index).cloned().unwrap_or_default();
            follow.sort_by_key(|other| {
                all.get(*other).map(|other| (Reverse(other.severity), other.log, other.found.first.line))
            });
            for other in follow.into_iter().filter_map(|other| all.get(other)) {
                let id = other.found.pattern.id;
                if id == candidate.found.pattern.id {
                    // The same, told in a second log.
                    continue;
                }
                match incident.consequences.iter_mut().find(|known| known.id == id) {
                    Some(known) => known.count += other.found.count,
                    None => incident.consequences.push(Consequence {
                        id,
                        title: filled(&other.problem.say, other),
                        count: other.found.count,
                        first: other.found.first.clone(),
                    }),
                }
            }
            Some(incident)
        })
        .collect()
}

fn incident(candidate: &Candidate<'_>, over: bool) -> Incident {
    let (found, problem) = (candidate.found, candidate.problem);
    Incident {
        id: named(candidate),
        component: candidate.component.map_or("", Component::id),
        severity: candidate.severity,
        title: filled(&problem.say, candidate),
        explanation: problem.why.as_ref().map(|why| filled(why, candidate)),
        fix: problem.fix.iter().map(|step| filled(step, candidate)).collect(),
        run: problem.run.iter().filter_map(|line| command(line, candidate)).collect(),
        count: found.count,
        starts: found.starts,
        over,
        first: found.first.clone(),
        last: found.last.clone(),
        evidence: found.evidence.clone(),
        captures: found.captures.clone(),
        option: problem.option,
        config: Vec::new(),
        rules: problem.rules.to_vec(),
        consequences: Vec::new(),
    }
}

/// Whether the last start ended because the one before it still held its port: that one lives.
fn started_twice(process: &Process) -> bool {
    let dead = process.dead.as_ref().and_then(|key| process.problems.get(key));
    !process.cut_off.is_empty() && dead.is_some_and(|found| found.pattern.id.ends_with("port-in-use"))
}

/// Starts that came without an end before them.
fn cut_off(readings: &[Reading]) -> Vec<Incident> {
    let mut all = Vec::new();
    let told_elsewhere = |reading: &&Reading| cluster::supervised(reading, readings);
    for (component, process) in readings
        .iter()
        // How a worker ended is its supervisor's to tell.
        .filter(|reading| !told_elsewhere(reading))
        .flat_map(|reading| COMPONENTS.into_iter().zip(&reading.processes))
    {
        let cut_off = process.cut_off.get(..process.cut_off.len() - usize::from(started_twice(process)));
        let cut_off = cut_off.unwrap_or_default();
        let (Some(component), Some(first), Some(last)) = (component, cut_off.first(), cut_off.last()) else {
            continue;
        };
        let name = component.name();
        // Storm 1.x writes its daemons' logs in blocks (log4j2/cluster.xml, immediateFlush="false"): the last
        // words of one that was told to stop are often missing.
        let in_blocks = process.version.as_ref().is_some_and(|version| version.starts_with("1."));
        if component == Component::Storm && in_blocks {
            continue;
        }
        all.push(Incident {
            id: format!("{}.killed", short(component)),
            component: component.id(),
            severity: Severity::Warning,
            title: text! {
                en: "{name} ended without a word and was started again",
                zh: "{name} 没有任何结束记录就被重新启动",
            },
            explanation: Some(text! {
                en: "A process that is told to stop says so, except an old ZooKeeper. One that was killed (kill -9, the kernel's OOM killer, a container's memory limit, a power failure) doesn't.",
                zh: "正常停止的进程会写下记录（旧版 ZooKeeper 除外）；被杀死的不会（kill -9、内核 OOM killer、容器内存限制、断电）。",
            }),
            fix: vec![text! {
                en: "look in the kernel's log for the OOM killer at that time, and in the service manager's log for who stopped it",
                zh: "查看当时内核日志里有没有 OOM killer，以及服务管理器日志里是谁停止了它",
            }],
            run: vec!["dmesg -T | grep -i 'killed process'".to_owned(), "journalctl -k --since yesterday".to_owned()],
            count: cut_off.len() as u64,
            starts: cut_off.len() as u32,
            over: process.phase.is_some_and(Phase::works),
            first: first.clone(),
            last: last.clone(),
            evidence: Vec::new(),
            captures: Vec::new(),
            option: None,
            config: Vec::new(),
            rules: Vec::new(),
            consequences: Vec::new(),
        });
    }
    all
}

fn filled(words: &Words, candidate: &Candidate<'_>) -> Text {
    let sentence =
        |sentence: &str, lang: Lang| tidy(&sentence_of(sentence, |name, how| value(name, how, lang, candidate)));
    Text { en: sentence(words.en, Lang::En).into(), zh: sentence(words.zh, Lang::Zh).into() }
}

/// A command with its captures, each as one word for the shell whatever the log says; `None`: the record
/// has nothing to fill it with.
fn command(command: &str, candidate: &Candidate<'_>) -> Option<String> {
    let (filled, empty) = fill(command, |name, how| safe::shell_word(&value(name, how, Lang::En, candidate)));
    (!empty).then_some(filled)
}

/// A sentence with its captures. What stands in `[[…]]` is said only where all captures in it are there.
fn sentence_of(sentence: &str, value: impl Fn(&str, &str) -> String) -> String {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once("[[") {
        let (part, after) = behind.split_once("]]").unwrap_or((behind, ""));
        out.push_str(&fill(before, &value).0);
        let missing = std::cell::Cell::new(false);
        let (filled, _) = fill(part, |name, how| {
            let value = value(name, how);
            missing.set(missing.get() || value.is_empty());
            value
        });
        if !missing.get() {
            out.push_str(&filled);
        }
        rest = after;
    }
    out.push_str(&fill(rest, &value).0);
    out
}

/// Text with its captures, and whether it names some and none of them is there.
fn fill(sentence: &str, value: impl Fn(&str, &str) -> String) -> (String, bool) {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    let (mut named, mut there) = (false, false);
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = behind.split_once('}') else {
            out.push('{');
            rest = behind;
            continue;
        };
        let (name, how) = name.split_once(':').unwrap_or((name, ""));
        let value = value(name, how);
        named = true;
        there |= !value.is_empty();
        out.push_str(&value);
        rest = after;
    }
    out.push_str(rest);
    (out, named && !there)
}

/// Without what captures that are not there leave behind.
fn tidy(sentence: &str) -> String {
    let out = sentence.replace(" ()", "").replace("（）", "").replace("  ", " ");
    out.trim_end_matches([' ', ':', '：', ',', '，']).to_owned()
}

fn value(name: &str, how: &str, lang: Lang, candidate: &Candidate<'_>) -> String {
    let found = candidate.found;
    let line = |place: &LogPlace| match lang {
        Lang::En => format!("line {}", place.line),
        Lang::Zh => format!("第 {} 行", place.line),
    };
    let time = |place: &LogPlace| place.time.as_ref().map_or_else(|| line(place), |time| time.text.clone());
    match name {
        "count" => found.count.to_string(),
        "first" => time(&found.first),
        "last" => time(&found.last),
        "component" => {
            candidate.component.map_or(if lang == Lang::Zh { "服务" } else { "the server" }, Component::name).to_owned()
        }
        _ => match found.captures.iter().find(|(known, _)| known == name) {
            Some((_, value)) => numbers::shown(value, how, lang),
            // An alternative of the expression that didn't take part.
            None => String::new(),
        },
    }
}

fn benign(readings: &[Reading]) -> Vec<Benign> {
    let mut all: Vec<Benign> = Vec::new();
    for harmless in readings.iter().flat_map(|reading| &reading.processes).flat_map(|process| process.harmless.values())
    {
        let (id, why) = match harmless.pattern.map(|pattern| (pattern.id, &pattern.meaning)) {
            Some((id, Meaning::Noise(why))) => (id, Text { en: why.en.into(), zh: why.zh.into() }),
            Some((id, Meaning::Problem(problem))) => (id, harmless_why(problem)),
            _ => (
                "shutdown-noise",
                text! {
                    en: "written while the process was already on its way out",
                    zh: "进程已经在退出过程中时写下的",
                },
            ),
        };
        match all.iter_mut().find(|known| known.id == id) {
            Some(known) => {
                known.count += harmless.count;
                known.last = harmless.last.clone();
            }
            None => all.push(Benign {
                id,
                count: harmless.count,
                why,
                first: harmless.first.clone(),
                last: harmless.last.clone(),
            }),
        }
    }
    all.sort_by_key(|benign| (Reverse(benign.count), benign.id));
    all
}

fn harmless_why(problem: &Problem) -> Text {
    match problem.harmless_why {
        Some(why) => Text { en: why.en.into(), zh: why.zh.into() },
        None => text! {
            en: "only while it was starting; it served afterwards",
            zh: "只出现在启动过程中，之后服务正常",
        },
    }
}

fn unexplained(readings: &[Reading]) -> (Vec<Unexplained>, usize) {
    let mut all: HashMap<&str, Unexplained> = HashMap::new();
    for (template, unknown) in readings.iter().flat_map(|reading| &reading.unknown) {
        all.entry(template).and_modify(|known| known.count += unknown.count).or_insert_with(|| Unexplained {
            level: unknown.level,
            count: unknown.count,
            template: template.clone(),
            first: unknown.first.clone(),
        });
    }
    let total = all.len();
    let mut all: Vec<Unexplained> = all.into_values().collect();
    all.sort_by(|one, other| {
        (Reverse(one.count), one.first.log, one.first.line).cmp(&(
            Reverse(other.count),
            other.first.log,
            other.first.line,
        ))
    });
    all.truncate(MOST_UNEXPLAINED);
    (all, total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_said_only_where_its_captures_are() {
        let value = |name: &str, _: &str| if name == "line" { "7".to_owned() } else { String::new() };
        let said = sentence_of("no YAML[[ at line {line}]][[ at position {position}]]; mend it", value);
        assert_eq!(said, "no YAML at line 7; mend it");
        assert_eq!(sentence_of("open [[{line}", value), "open 7");
    }

    #[test]
    fn captures_that_are_not_there_leave_no_trace() {
        let fill = |sentence| fill(sentence, |name, _| if name == "host" { "nim1".to_owned() } else { String::new() });
        assert_eq!(fill("getent hosts {host}{name}"), ("getent hosts nim1".to_owned(), false));
        assert_eq!(fill("getent hosts {name}"), ("getent hosts ".to_owned(), true));
        assert_eq!(fill("free -m"), ("free -m".to_owned(), false));
        assert_eq!(tidy(&fill("the port is taken: {name}").0), "the port is taken");
        assert_eq!(tidy(&fill("端口已被占用：{name}").0), "端口已被占用");
    }
}
