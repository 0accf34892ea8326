//! One piece of a log: the records in it that mean something, found by the fixed texts of all
//! patterns, and matched by the expressions of the few patterns that can match.

mod finder;
mod repeats;

pub use repeats::Work;

use super::pattern::{Meaning, Pattern, Patterns};
use super::record::{self, Header, Level, Line, Owner};
use super::safe;
use crate::catalog::Component;
use crate::finding::incident::{Phase, Stamp};
use finder::Finder;
use repeats::{Known, Told};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// What is in every record that is told even when no pattern knows it.
const LOUD: [&str; 5] = ["ERROR", "FATAL", "SEVERE", "Exception", "Error"];

/// A record is looked at up to this many lines before the line that caught the eye.
const LINES_BACK: usize = 400;
/// A record ends after this many bytes.
const LONGEST: usize = 256 << 10;

/// Looks for all patterns at once.
#[derive(Debug)]
pub struct Scanner {
    /// The patterns.
    pub patterns: Patterns,
    finder: Finder,
    /// By the number of a fixed text: the patterns that need it.
    needed_by: Vec<Vec<u32>>,
}

/// What a piece holds.
#[derive(Debug, Default)]
pub struct Scanned {
    /// How many lines.
    pub lines: u64,
    /// The first time in it.
    pub first: Option<Stamp>,
    /// The last time in it.
    pub last: Option<Stamp>,
    /// The records that mean something, in order.
    pub hits: Vec<Hit>,
}

/// A record that means something.
#[derive(Debug)]
pub struct Hit {
    /// Its line within the piece, from 0.
    pub line: u64,
    /// When.
    pub time: Option<Stamp>,
    /// How loud.
    pub level: Option<Level>,
    /// Whose.
    pub owner: Owner,
    /// The server's id, where the layout has it.
    pub server_id: Option<String>,
    /// The patterns that match, the best first; phases apart from the rest.
    pub phases: Vec<Arc<Match>>,
    /// Problems and noise.
    pub matches: Vec<Arc<Match>>,
    /// Its telling line, secrets and all; empty when it was told often enough.
    pub text: Arc<str>,
    /// When it is loud: the common text of records like it.
    pub template: Option<Arc<str>>,
}

/// A pattern that matches.
#[derive(Debug)]
pub struct Match {
    /// Its number.
    pub pattern: u32,
    /// What it captured, secrets and all.
    pub captures: Vec<(String, String)>,
    /// The line of the record that the match ends in.
    pub text: String,
    shown: OnceLock<Shown>,
}

/// What may be shown of a match.
#[derive(Debug)]
pub struct Shown {
    /// Its text.
    pub text: String,
    /// The values that it captured, in their order.
    pub values: Vec<String>,
}

impl Match {
    /// A match of the pattern `number`.
    pub fn new(pattern: u32, captures: Vec<(String, String)>, text: String) -> Self {
        Self { pattern, captures, text, shown: OnceLock::new() }
    }

    /// What may be shown of it, worked out once.
    pub fn shown(&self) -> &Shown {
        self.shown.get_or_init(|| Shown {
            text: safe::line(&self.text),
            values: self.captures.iter().map(|(_, value)| safe::line(value)).collect(),
        })
    }
}

impl Scanner {
    /// Ready for `patterns`.
    pub fn new(patterns: Patterns) -> Option<Self> {
        let mut texts: Vec<&str> = LOUD.to_vec();
        let mut needed_by: Vec<Vec<u32>> = vec![Vec::new(); texts.len()];
        let mut places: HashMap<&str, usize> = texts.iter().copied().zip(0..).collect();
        for (number, pattern) in (0..).zip(patterns.all()) {
            for text in pattern.literals {
                let place = *places.entry(text).or_insert_with(|| {
                    texts.push(text);
                    needed_by.push(Vec::new());
                    texts.len() - 1
                });
                if let Some(users) = needed_by.get_mut(place) {
                    users.push(number);
                }
            }
        }
        let finder = Finder::new(&texts)?;
        Some(Self { patterns, finder, needed_by })
    }

    /// Everything in a piece.
    pub fn scan(&self, piece: &[u8], work: &mut Work) -> Scanned {
        let mut found = Scanned { lines: lines_in(piece), ..Scanned::default() };
        (found.first, found.last) = times(piece);
        work.begin();
        let mut walk = self.finder.walk(piece);
        let (mut from, mut counted, mut line) = (0, 0, 0);
        while let Some(at) = walk.next(from) {
            let record = record_around(piece, from, at);
            line += memchr::memchr_iter(b'\n', piece.get(counted..record.start).unwrap_or_default()).count() as u64;
            counted = record.start;
            let end = record.end.max(at + 1);
            if let Some(hit) = self.look(piece.get(record).unwrap_or_default(), line, work) {
                found.hits.push(hit);
            }
            from = end;
        }
        found
    }

    fn look(&self, record: &[u8], line: u64, work: &mut Work) -> Option<Hit> {
        let first_end = memchr::memchr(b'\n', record).unwrap_or(record.len());
        let (first, stamp) = record::strip(record.get(..first_end).unwrap_or_default());
        let header = record::head(first);
        let name = work.name(record, repeats::time_in(record, first, header.as_ref()));
        if work.is_dull(name) {
            return None;
        }
        let again = match work.again(name) {
            Some(again) => again,
            None => match self.meaning(record, header.as_ref(), first_end, work) {
                Some(known) => work.tell(name, known),
                None => {
                    work.remember_dull(name);
                    return None;
                }
            },
        };
        let time = header.as_ref().and_then(|header| header.time.as_ref()).map(|time| (time, first));
        Some(Hit {
            line,
            time: time
                .map(|(time, line)| stamp_of(time, line))
                .or_else(|| stamp.map(|time| stamp_of(&time, record.get(..first_end).unwrap_or_default()))),
            level: header.as_ref().and_then(|header| header.level),
            owner: again.owner,
            server_id: header.and_then(|header| header.server_id).map(|id| String::from_utf8_lossy(id).into_owned()),
            phases: again.phases,
            matches: again.matches,
            text: again.text,
            template: again.template,
        })
    }

    /// What a record means that isn't known yet.
    fn meaning(
        &self,
        record: &[u8],
        header: Option<&Header<'_>>,
        first_end: usize,
        work: &mut Work,
    ) -> Option<(Known, Vec<bool>)> {
        work.candidates.clear();
        let mut loud = false;
        for caught in self.finder.automaton.find_overlapping_iter(record.get(..LONGEST).unwrap_or(record)) {
            let number = caught.pattern().as_usize();
            loud |= number < LOUD.len();
            work.candidates.extend_from_slice(self.needed_by.get(number).map(Vec::as_slice).unwrap_or_default());
        }
        work.candidates.sort_unstable();
        work.candidates.dedup();
        let level = header.and_then(|header| header.level);
        if work.candidates.is_empty()
            && !(loud && level.is_none_or(|level| level != Level::Info || first_end + 1 < record.len()))
        {
            return None;
        }
        record::text_of(record, header, &mut work.text);
        let owner = owner(record, header);
        let (mut phases, mut ranked, mut boot) = (Vec::new(), Vec::new(), false);
        for number in work.candidates.iter().copied() {
            let Some((pattern, rank)) = self.try_one(number, level, owner, &work.text) else { continue };
            let phase = match &pattern.meaning {
                Meaning::Phase(phase) => {
                    boot |= *phase == Phase::Boot;
                    self.told(rank, &work.text)
                }
                Meaning::Sign(key) => self.told_by(rank.3, key, &work.text),
                Meaning::Noise(_) | Meaning::Problem(_) => {
                    ranked.push(rank);
                    None
                }
            };
            phases.extend(phase.map(Arc::new));
        }
        if boot {
            // What comes now belongs to another start of the process: it is told anew.
            work.turn();
        }
        ranked.sort_unstable();
        let (mut matches, mut quoted) = (Vec::new(), Vec::new());
        for rank in ranked {
            if let Some(told) = self.told_briefly(rank, work) {
                quoted.push(told.full.is_some());
                matches.push(told);
            }
        }
        let template = (matches.is_empty() && loud).then(|| template(level, &work.text)).flatten();
        let template = template.map(|raw| work.shown(raw));
        if matches.is_empty() && phases.is_empty() && template.is_none() {
            return None;
        }
        let text = (quoted.contains(&true) || template.is_some()).then(|| telling(&work.text).into());
        Some((Known { owner, boot, phases, matches, text, template }, quoted))
    }

    /// Whether a pattern matches, with its rank (smaller is better).
    fn try_one(&self, number: u32, level: Option<Level>, owner: Owner, text: &str) -> Option<(&'static Pattern, Rank)> {
        let pattern = self.patterns.get(number)?;
        let other = |wanted: Component| matches!(owner, Owner::Server(is) if is != wanted);
        if pattern.component.is_some_and(other) {
            return None;
        }
        let mut generic = false;
        if let Meaning::Problem(problem) = &pattern.meaning {
            let fits = level.is_none_or(|level| problem.levels.is_empty() || problem.levels.contains(&level.id()));
            if !fits {
                return None;
            }
            generic = problem.generic;
        }
        let compiled = self.patterns.compiled(number)?;
        let whole = compiled.regex.find(text)?;
        if compiled.unless.as_ref().is_some_and(|unless| unless.is_match(text)) {
            return None;
        }
        if let Meaning::Problem(problem) = &pattern.meaning
            && let [one, other] = problem.differ
            && let Some(found) = compiled.regex.captures(text)
            && let (Some(one), Some(other)) = (found.name(one), found.name(other))
            && one.as_str() == other.as_str()
        {
            return None;
        }
        let tier = u8::from(generic) * 2 + u8::from(pattern.component.is_none());
        Some((pattern, (tier, Reverse(whole.end()), whole.start(), number)))
    }

    /// A match with everything that it captured.
    fn told(&self, (_, Reverse(end), _, number): Rank, text: &str) -> Option<Match> {
        let regex = &self.patterns.compiled(number)?.regex;
        let captures = regex.captures(text)?;
        let named = regex
            .capture_names()
            .flatten()
            .filter_map(|name| Some((name.to_owned(), captures.name(name)?.as_str().to_owned())))
            .collect();
        let start = text.get(..end).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        // A match that takes in the whole trace ends in a frame, or behind the last one.
        let line =
            if line.is_empty() || line.starts_with("at ") || line.starts_with("... ") { telling(text) } else { line };
        Some(Match::new(number, named, line.to_owned()))
    }

    /// A match; of one that has been told a few times lately, only what tells it apart from others.
    fn told_briefly(&self, rank: Rank, work: &mut Work) -> Option<Told> {
        let number = rank.3;
        let key = match &self.patterns.get(number)?.meaning {
            Meaning::Problem(problem) => problem.key,
            Meaning::Noise(_) | Meaning::Phase(_) | Meaning::Sign(_) => {
                let brief = Arc::new(Match::new(number, Vec::new(), String::new()));
                return Some(Told { problem: None, brief, full: None });
            }
        };
        let brief = self.told_by(number, key, &work.text)?;
        let problem = work.problem(number, &brief.captures);
        let full = if work.count(problem) { Some(Arc::new(self.told(rank, &work.text)?)) } else { None };
        Some(Told { problem: Some(problem), brief: Arc::new(brief), full })
    }

    /// A match with what its key captured, and nothing else.
    fn told_by(&self, number: u32, key: &[&str], text: &str) -> Option<Match> {
        let mut captures = Vec::new();
        if !key.is_empty() {
            let found = self.patterns.compiled(number)?.regex.captures(text)?;
            let named = |name: &&str| Some(((*name).to_owned(), found.name(name)?.as_str().to_owned()));
            captures.extend(key.iter().filter_map(named));
        }
        Some(Match::new(number, captures, String::new()))
    }
}

/// Generic last, of anybody after the component's own; then the deepest match, then the longest.
type Rank = (u8, Reverse<usize>, usize, u32);

fn owner(record: &[u8], header: Option<&Header<'_>>) -> Owner {
    let logger = header.and_then(|header| header.logger).map(String::from_utf8_lossy);
    let shape = header.and_then(|header| header.shape);
    let by_logger = match (&logger, shape) {
        (Some(logger), shape) => record::owner_of_logger(logger, shape),
        (None, Some(component)) => Owner::Server(component),
        (None, None) => Owner::Unknown,
    };
    match by_logger {
        // Storm 0.9 reports its own failures under the logger of a ZooKeeper class.
        Owner::Server(Component::ZooKeeper) if memchr::memmem::find(record, b"backtype.storm").is_some() => {
            Owner::Server(Component::Storm)
        }
        Owner::Unknown => record::owner_of_text(record),
        // A foreign logger: its frames may be ours all the same (loggers of Jetty, of Netty).
        Owner::Foreign => match record::owner_of_text(record) {
            Owner::Unknown => Owner::Foreign,
            other => other,
        },
        other => other,
    }
}

fn lines_in(piece: &[u8]) -> u64 {
    let ends = memchr::memchr_iter(b'\n', piece).count() as u64;
    ends + u64::from(piece.last().is_some_and(|last| *last != b'\n'))
}

/// The first and the last time of a piece.
pub fn times(piece: &[u8]) -> (Option<Stamp>, Option<Stamp>) {
    const TRIES: usize = 200;
    let stamp = |line: &[u8]| {
        let (line, prefixed) = record::strip(line);
        record::head(line)
            .and_then(|header| header.time)
            .map(|time| stamp_of(&time, line))
            .or_else(|| prefixed.map(|time| Stamp { millis: time.millis, text: String::new() }))
    };
    let first = piece.split(|byte| *byte == b'\n').take(TRIES).find_map(stamp);
    let last = piece.rsplit(|byte| *byte == b'\n').take(TRIES).find_map(stamp);
    (first, last)
}

fn stamp_of(time: &super::time::Time, line: &[u8]) -> Stamp {
    let text = line.get(time.range.clone()).map(|text| String::from_utf8_lossy(text).into_owned()).unwrap_or_default();
    Stamp { millis: time.millis, text }
}

/// The line that starts at or before `at`.
fn line_start(piece: &[u8], at: usize) -> usize {
    piece.get(..at).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |end| end + 1)
}

fn line_end(piece: &[u8], at: usize) -> usize {
    piece.get(at..).and_then(|rest| memchr::memchr(b'\n', rest)).map_or(piece.len(), |end| at + end)
}

/// The record that `at` lies in; nothing before `floor` belongs to it.
fn record_around(piece: &[u8], floor: usize, at: usize) -> Range<usize> {
    let mut start = line_start(piece, at).max(floor);
    let mut back = 0;
    while start > floor && back < LINES_BACK {
        let line = piece.get(start..line_end(piece, start)).unwrap_or_default();
        if record::classify(record::strip(line).0) == Line::Head {
            break;
        }
        start = line_start(piece, start - 1).max(floor);
        back += 1;
    }
    loop {
        let end = record_end(piece, start);
        if end > at || end >= piece.len() {
            return start..end;
        }
        start = end;
    }
}

/// Where the record that starts at `start` ends.
fn record_end(piece: &[u8], start: usize) -> usize {
    let first_end = line_end(piece, start);
    let first = record::strip(piece.get(start..first_end).unwrap_or_default()).0;
    let head = record::classify(first) == Line::Head;
    let python = first.starts_with(b"Traceback (most recent call last)");
    let mut traced = false;
    let mut end = first_end;
    while end < piece.len() {
        let next = end + 1;
        let next_end = line_end(piece, next);
        let line = record::strip(piece.get(next..next_end).unwrap_or_default()).0;
        match record::classify(line) {
            Line::Head => break,
            Line::Trace => traced = true,
            Line::Bare if python => return (next_end + 1).min(piece.len()),
            Line::Bare
                if (head && !traced && !is_shell(line)) || (!traced && is_exception(line) && !is_exception(first)) => {}
            Line::Bare => break,
        }
        end = next_end;
        if end - start > LONGEST {
            break;
        }
    }
    (end + 1).min(piece.len())
}

/// A line that a shell or a JVM writes, whatever stands before it.
fn is_shell(line: &[u8]) -> bool {
    const STARTS: [&[u8]; 18] = [
        b"Error: ",
        b"Error occurred",
        b"Exception in thread",
        b"nohup:",
        b"OpenJDK",
        b"Java HotSpot",
        b"Unrecognized ",
        b"Could not ",
        b"Invalid ",
        b"ZooKeeper JMX",
        b"JMX enabled",
        b"Using config",
        b"Running: ",
        b"Traceback",
        b"Killed",
        b"# ",
        b"/",
        b"bash:",
    ];
    STARTS.iter().any(|start| line.starts_with(start))
}

/// `java.net.BindException: …`.
fn is_exception(line: &[u8]) -> bool {
    let name = line.split(|byte| matches!(byte, b':' | b' ')).next().unwrap_or_default();
    let class = name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._$".contains(byte)) && name.contains(&b'.');
    class && [&b"Exception"[..], b"Error", b"Throwable", b"Failure"].iter().any(|end| name.ends_with(end))
}

/// The line of a record that says most: the deepest cause, else the first.
fn telling(text: &str) -> &str {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let cause = lines.clone().rfind(|line| line.starts_with("Caused by: "));
    let thrown = lines.find(|line| is_exception(line.as_bytes()));
    match (cause, thrown) {
        (Some(cause), _) => cause,
        (None, Some(thrown)) if first.len() < 40 => thrown,
        _ => first,
    }
}

/// The common text of loud records that no pattern knows: numbers and ids left out.
fn template(level: Option<Level>, text: &str) -> Option<String> {
    const LENGTH: usize = 240;
    let loud = matches!(level, Some(Level::Error | Level::Fatal));
    let exception = text.lines().any(|line| {
        let line =
            line.strip_prefix("Exception in thread ").or_else(|| line.strip_prefix("Caused by: ")).unwrap_or(line);
        is_exception(line.as_bytes()) || line.starts_with("\"main\"")
    });
    if !loud && !exception {
        return None;
    }
    let first = text.lines().next().unwrap_or_default();
    let telling = telling(text);
    let joined = if telling == first { first.to_owned() } else { format!("{first} · {telling}") };
    let mut short = String::new();
    let mut digits = false;
    for c in joined.chars().take(LENGTH) {
        if c.is_ascii_digit() {
            if !digits {
                short.push('#');
            }
            digits = true;
        } else {
            digits = false;
            short.push(c);
        }
    }
    Some(short)
}

/// The owners of the records at the start of a log: how many of each component's own, of the client,
/// and of other programs.
pub fn owners(piece: &[u8]) -> Census {
    const LINES: usize = 4000;
    let mut census = Census::default();
    for line in piece.split(|byte| *byte == b'\n').take(LINES) {
        let line = record::strip(line).0;
        let Some(header) = record::head(line) else {
            match record::owner_of_text(line) {
                Owner::Server(component) => census.hints[component as usize] += 1,
                Owner::Client => census.client += 1,
                Owner::Foreign | Owner::Unknown => {}
            }
            continue;
        };
        match owner(line, Some(&header)) {
            Owner::Server(component) => census.servers[component as usize] += 1,
            Owner::Client => {
                census.client += 1;
                // Kafka's layout: time in brackets, logger at the end.
                census.kafka_layout += u32::from(line.first() == Some(&b'['));
            }
            Owner::Foreign => census.foreign += 1,
            Owner::Unknown => census.unknown += 1,
        }
    }
    census
}

/// Who wrote the start of a log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Census {
    /// Records of each component's own classes.
    pub servers: [u32; 3],
    /// Lines without a header that name a component's classes or files.
    pub hints: [u32; 3],
    /// Records of the ZooKeeper client.
    pub client: u32,
    /// Of these: in the layout that Kafka's files have.
    pub kafka_layout: u32,
    /// Records of other programs.
    pub foreign: u32,
    /// Records that don't say.
    pub unknown: u32,
}

impl Census {
    /// The component that wrote most.
    pub fn component(&self) -> Option<Component> {
        let most = |counts: [u32; 3]| {
            Component::ALL
                .into_iter()
                .filter(|component| counts[*component as usize] > 0)
                .max_by_key(|component| counts[*component as usize])
        };
        most(self.servers).or_else(|| most(self.hints)).or_else(|| (self.kafka_layout > 0).then_some(Component::Kafka))
    }

    /// Whether another program wrote it.
    pub fn is_foreign(&self) -> bool {
        let own = self.servers.iter().sum::<u32>() + self.hints.iter().sum::<u32>();
        own == 0 && self.foreign > self.client || own > 0 && self.foreign > own * 20
    }
}
