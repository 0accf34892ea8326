//! The life of one process in one log: its starts, how far each came, and what went wrong in it.
//!
//! The same record means different things at different times: a refused connection before the
//! ensemble has formed is a peer that hasn't started yet, the same record an hour later is an outage.

use super::pattern::{Harmless, Meaning, Pattern, Problem};
use super::safe;
use super::scan::{Hit, Match};
use crate::finding::Severity;
use crate::finding::incident::{Evidence, LogPlace, Phase, Turn};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

/// So many kinds of problems are kept apart per process.
const MOST_PROBLEMS: usize = 400;
/// So many turns are kept per process; the first and the last ones.
const MOST_TURNS: usize = 2000;
/// So many records are quoted per problem.
const MOST_EVIDENCE: usize = 3;
/// A record that comes so long after a fatal one belongs to a process that lives.
const DEAD_AFTER: i64 = 120_000;

/// What makes two problems the same: the pattern, and the captures that it names as its key.
pub type Key = (u32, String);

/// One kind of problem in the life of a process.
#[derive(Clone, Debug)]
pub struct Found {
    /// The pattern.
    pub pattern: &'static Pattern,
    /// How many records.
    pub count: u64,
    /// In how many starts.
    pub starts: u32,
    /// The last of these.
    pub last_start: u32,
    /// The first record.
    pub first: LogPlace,
    /// The last record.
    pub last: LogPlace,
    /// Telling records.
    pub evidence: Vec<Evidence>,
    /// What the first record captured.
    pub captures: Vec<(String, String)>,
    /// It was always told after this one had ended the process.
    pub after: Option<Key>,
    /// A start ended of it.
    pub deadly: bool,
    /// A phase that ends it came after it.
    pub healed: bool,
    /// The process serves all the same, without the one that it is about.
    pub missed: bool,
}

/// Records that were harmless.
#[derive(Clone, Debug)]
pub struct Harmlessness {
    /// The pattern; `None`: what a process logs while it shuts down.
    pub pattern: Option<&'static Pattern>,
    /// How many.
    pub count: u64,
    /// The first.
    pub first: LogPlace,
    /// The last.
    pub last: LogPlace,
}

/// One process's life.
#[derive(Clone, Debug, Default)]
pub struct Process {
    /// Its version, as it says.
    pub version: Option<String>,
    /// Its id, as it says.
    pub server_id: Option<String>,
    /// The starts so far.
    pub starts: u32,
    /// The phase of the last start.
    pub phase: Option<Phase>,
    /// Whether the last start has served.
    pub served: bool,
    /// The last start that has served.
    pub last_served: u32,
    /// What ended the last start.
    pub dead: Option<Key>,
    dead_at: Option<i64>,
    /// All problems, in the order of their first records.
    pub problems: HashMap<Key, Found>,
    /// The order.
    pub order: Vec<Key>,
    /// What turned out to be harmless.
    pub harmless: HashMap<Option<&'static str>, Harmlessness>,
    /// Problems of this start that are none when it serves.
    pending: HashMap<Key, Found>,
    pending_order: Vec<Key>,
    /// Who has given a sign in this start: the sign and their key.
    signs: HashSet<(&'static str, String)>,
    /// The order in which they came.
    signs_order: VecDeque<(&'static str, String)>,
    /// Starts that came while the process was at work: it had ended without a word.
    pub cut_off: Vec<LogPlace>,
    /// The first turns.
    turns: Vec<Turn>,
    /// The last ones.
    late_turns: VecDeque<Turn>,
}

impl Process {
    /// A record that says how far the process has come.
    pub fn turn(&mut self, phase: Phase, id: &'static str, place: &LogPlace, text: impl FnOnce() -> String) {
        let fresh = match phase {
            Phase::Boot => self.starts == 0 || self.dead.is_some() || self.phase.is_some_and(|now| now > Phase::Config),
            // Kafka 0.8 to 0.11 print their configuration before anything else.
            Phase::Config => self.starts == 0 || matches!(self.phase, Some(Phase::Stopping | Phase::Dead)),
            // A log may begin in the middle of a life.
            _ => self.starts == 0,
        };
        if fresh {
            if phase == Phase::Boot && self.phase.is_some_and(Phase::works) && self.cut_off.len() < MOST_PROBLEMS {
                self.cut_off.push(place.clone());
            }
            self.begin();
        }
        if phase.works() {
            self.dead = None;
            self.served = true;
            self.last_served = self.starts;
            self.heal(|problem| problem.harmless == Harmless::UntilServing || heals(problem, phase, id));
        } else {
            self.heal(|problem| heals(problem, phase, id));
        }
        let dying = self.dead.is_some() && phase == Phase::Stopping;
        // `boot` and `config` records come in any order at a start.
        // A process at work that says its configuration again (a client that it makes, a new session)
        // teaches facts and stays at work.
        let again = match phase {
            Phase::Boot => self.phase == Some(Phase::Config),
            Phase::Config => self.phase.is_some_and(Phase::works),
            _ => false,
        };
        if !dying && !again {
            if self.phase != Some(phase) || fresh {
                self.remember(Turn { place: place.clone(), phase, text: text() });
            }
            self.phase = Some(phase);
        }
    }

    /// The turns, the first and the last ones of very many.
    pub fn turns(&self) -> impl Iterator<Item = &Turn> {
        self.turns.iter().chain(&self.late_turns)
    }

    fn remember(&mut self, turn: Turn) {
        if self.turns.len() >= MOST_TURNS / 2 {
            // The beginning and the end tell more than the middle.
            self.late_turns.push_back(turn);
            if self.late_turns.len() > MOST_TURNS / 2 {
                self.late_turns.pop_front();
            }
            return;
        }
        self.turns.push(turn);
    }

    /// Somebody has given a sign: that they could not be reached before was no problem.
    pub fn sign(&mut self, id: &'static str, key: &[&str], found: &Match) {
        const MOST: usize = 1000;
        let key = joined(key, found);
        let about = |other: &Key, found: &Found| match &found.pattern.meaning {
            Meaning::Problem(problem) => problem.sign == Some(id) && other.1 == key,
            _ => false,
        };
        let mut waiting = std::mem::take(&mut self.pending_order);
        waiting.retain(|other| {
            if !self.pending.get(other).is_some_and(|found| about(other, found)) {
                return true;
            }
            if let Some(found) = self.pending.remove(other) {
                self.ignore(found.pattern.id, Some(found.pattern), found.count, &found.first, &found.last);
            }
            false
        });
        self.pending_order = waiting;
        if self.signs.insert((id, key.clone())) {
            self.signs_order.push_back((id, key));
        }
        if self.signs_order.len() > MOST {
            // Whoever gave a sign long ago is seldom told of again.
            self.signs_order.pop_front().map(|oldest| self.signs.remove(&oldest));
        }
        self.heal(|problem| problem.heals.contains(&id));
    }

    /// A new start of the process: what was pending of the last one was a problem.
    fn begin(&mut self) {
        self.settle();
        self.signs.clear();
        self.signs_order.clear();
        self.starts += 1;
        self.served = false;
        self.dead = None;
        self.dead_at = None;
        self.phase = None;
    }

    /// What was pending is a problem after all.
    pub fn settle(&mut self) {
        for key in std::mem::take(&mut self.pending_order) {
            let Some(found) = self.pending.remove(&key) else { continue };
            let Meaning::Problem(problem) = &found.pattern.meaning else { continue };
            let enough = found.count >= u64::from(problem.at_least);
            if enough && (!found.missed || unheard(&self.signs, &key, &found)) {
                self.add(key, found);
            } else {
                self.ignore(found.pattern.id, Some(found.pattern), found.count, &found.first, &found.last);
            }
        }
    }

    /// What `ends` says is over: pending problems were none, earlier ones are past.
    fn heal(&mut self, ends: impl Fn(&Problem) -> bool) {
        let problem = |found: &Found| match &found.pattern.meaning {
            Meaning::Problem(problem) => ends(problem).then_some(problem.harmless),
            _ => None,
        };
        let order = std::mem::take(&mut self.pending_order);
        for key in order {
            let Some(found) = self.pending.get(&key) else { continue };
            match problem(found) {
                // Harmless, once the one that it is about has shown itself.
                Some(_) if unheard(&self.signs, &key, found) => {
                    if let Some(found) = self.pending.get_mut(&key) {
                        found.missed = true;
                    }
                    self.pending_order.push(key);
                }
                Some(Harmless::UntilServing | Harmless::UntilHealed) => {
                    if let Some(found) = self.pending.remove(&key) {
                        self.ignore(found.pattern.id, Some(found.pattern), found.count, &found.first, &found.last);
                    }
                }
                _ => self.pending_order.push(key),
            }
        }
        for found in self.problems.values_mut() {
            if let Meaning::Problem(problem) = &found.pattern.meaning {
                found.healed |= ends(problem);
            }
        }
    }

    /// A record that looks bad and isn't.
    pub fn ignore(
        &mut self,
        id: &'static str,
        pattern: Option<&'static Pattern>,
        count: u64,
        first: &LogPlace,
        last: &LogPlace,
    ) {
        let key = pattern.map(|_| id);
        let entry = self.harmless.entry(key).or_insert_with(|| Harmlessness {
            pattern,
            count: 0,
            first: first.clone(),
            last: last.clone(),
        });
        entry.count += count;
        entry.last = last.clone();
    }

    /// Whether the process is on its way out: what it says now follows from that.
    pub fn is_ending(&self, time: Option<i64>) -> bool {
        let dead = self.dead.is_some()
            && match (self.dead_at, time) {
                (Some(dead), Some(now)) => now - dead < DEAD_AFTER,
                _ => true,
            };
        dead || self.phase == Some(Phase::Stopping)
    }

    /// A record that tells of a problem.
    pub fn problem(
        &mut self,
        pattern: &'static Pattern,
        problem: &Problem,
        found: &Match,
        hit: &Hit,
        place: &LogPlace,
    ) {
        if self.starts == 0 {
            self.begin();
        }
        let about = || joined(problem.about, found);
        if problem.expected_after.iter().any(|sign| self.signs.contains(&(*sign, about()))) {
            self.ignore(pattern.id, Some(pattern), 1, place, place);
            return;
        }
        let time = hit.time.as_ref().map(|time| time.millis);
        let mut key = (found.pattern, joined(problem.key, found));
        if self.problems.len() >= MOST_PROBLEMS && !self.problems.contains_key(&key) {
            key.1 = String::new();
        }
        if self.phase == Some(Phase::Stopping) && self.dead.is_none() && problem.severity != Severity::Fatal {
            self.ignore(pattern.id, None, 1, place, place);
            return;
        }
        let vague =
            self.dead.as_ref().and_then(|dead| self.problems.get(dead)).is_some_and(|dead| is_generic(dead.pattern));
        // What says why comes before what only says that.
        let tells = vague && !problem.generic && problem.severity == Severity::Fatal;
        let after = if self.is_ending(time) && !tells { self.dead.clone().filter(|dead| *dead != key) } else { None };
        let deadly = problem.severity == Severity::Fatal && after.is_none();
        let waits = problem.at_least > 1
            || match problem.harmless {
                Harmless::UntilServing => !self.phase.is_some_and(Phase::works),
                Harmless::UntilHealed => true,
                Harmless::Never => false,
            };
        if problem.severity == Severity::Fatal && (self.dead.is_none() || tells) {
            self.dead = Some(key.clone());
            self.dead_at = time;
            self.phase = Some(Phase::Dead);
        }
        let waits = waits && after.is_none();
        let record = Found {
            pattern,
            count: 1,
            starts: 1,
            last_start: self.starts,
            first: place.clone(),
            last: place.clone(),
            evidence: Vec::new(),
            captures: Vec::new(),
            after,
            deadly,
            healed: false,
            missed: false,
        };
        let full = waits && self.pending.len() >= MOST_PROBLEMS;
        let (table, order) =
            if waits { (&mut self.pending, &mut self.pending_order) } else { (&mut self.problems, &mut self.order) };
        // What may be shown of a record is worked out only where it is kept.
        let known = match table.entry(key) {
            Entry::Occupied(known) => {
                let known = known.into_mut();
                join(known, record);
                known
            }
            Entry::Vacant(_) if full => return,
            Entry::Vacant(free) => {
                order.push(free.key().clone());
                let known = free.insert(record);
                known.captures = found.captures.iter().map(|(name, value)| (name.clone(), safe::line(value))).collect();
                known
            }
        };
        if known.evidence.len() < MOST_EVIDENCE {
            known.evidence.extend(evidence(found, hit, place));
        }
    }

    fn add(&mut self, key: Key, found: Found) {
        match self.problems.get_mut(&key) {
            Some(known) => join(known, found),
            None => {
                self.order.push(key.clone());
                self.problems.insert(key, found);
            }
        }
    }
}

/// Whether the one that a problem is about should have given a sign and hasn't.
fn unheard(signs: &HashSet<(&'static str, String)>, key: &Key, found: &Found) -> bool {
    let Meaning::Problem(problem) = &found.pattern.meaning else { return false };
    problem.sign.is_some_and(|sign| !signs.contains(&(sign, key.1.clone())))
}

/// Whether a phase ends a problem.
fn heals(problem: &Problem, phase: Phase, id: &str) -> bool {
    problem.heals.iter().any(|end| *end == phase.id() || *end == id || (*end == "works" && phase.works()))
}

/// Whether a pattern only says that something is wrong.
pub fn is_generic(pattern: &Pattern) -> bool {
    matches!(&pattern.meaning, Meaning::Problem(problem) if problem.generic)
}

/// The captures of a key, as one text.
fn joined(key: &[&str], found: &Match) -> String {
    let value =
        |name: &&str| found.captures.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    // Alternatives of one expression name the same thing differently.
    key.iter().map(value).filter(|value| !value.is_empty()).collect::<Vec<_>>().join("\u{1f}")
}

/// The telling line of a record, where it was kept.
fn evidence(found: &Match, hit: &Hit, place: &LogPlace) -> Option<Evidence> {
    let text = if found.text.is_empty() || hit.text.contains(&found.text) { &*hit.text } else { &found.text };
    (!text.is_empty()).then(|| Evidence { place: place.clone(), text: safe::line(text) })
}

fn join(known: &mut Found, more: Found) {
    known.count += more.count;
    if more.last_start != known.last_start {
        known.starts += more.starts;
        known.last_start = more.last_start;
    }
    known.last = more.last;
    known.healed = false;
    known.missed &= more.missed;
    known.deadly |= more.deadly;
    if more.after.is_none() {
        known.after = None;
    }
    if known.evidence.len() < MOST_EVIDENCE {
        known.evidence.extend(more.evidence);
        known.evidence.truncate(MOST_EVIDENCE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(phases: &[Phase]) -> Process {
        let mut process = Process::default();
        for phase in phases {
            process.turn(*phase, "test.phase", &LogPlace { log: 0, line: 1, time: None }, String::new);
        }
        process
    }

    #[test]
    fn configuration_told_at_work_is_no_step_back() {
        let process = after(&[Phase::Boot, Phase::Serving, Phase::Config]);
        assert_eq!((process.phase, process.starts), (Some(Phase::Serving), 1));
    }

    #[test]
    fn configuration_told_after_the_end_begins_a_start() {
        for end in [Phase::Stopping, Phase::Dead] {
            let process = after(&[Phase::Config, Phase::Serving, end, Phase::Config, Phase::Boot]);
            assert_eq!((process.phase, process.starts), (Some(Phase::Config), 2), "{end:?}");
            assert!(process.cut_off.is_empty());
        }
    }
}
