//! What a scan remembers: logs say the same again and again, but for the time.
//!
//! A record whose bytes are known, all but those of its time, means what it meant before. Records are
//! known by 128 bits of two hashes with seeds of this run.

use super::{Match, Owner};
use crate::logs::record::Header;
use crate::logs::safe;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hasher};
use std::ops::Range;
use std::sync::Arc;

/// More of one problem are quoted by nobody.
const QUOTED: u32 = 4;
/// So many bytes may be remembered; all are forgotten then.
const MOST: usize = 3 << 20;

/// What is used again and again while a log is scanned; one for each worker.
#[derive(Default)]
pub struct Work {
    pub(super) candidates: Vec<u32>,
    pub(super) text: String,
    seeds: [foldhash::quality::RandomState; 2],
    dull: HashSet<u128, foldhash::fast::RandomState>,
    told: HashMap<u128, Known, foldhash::fast::RandomState>,
    size: usize,
    /// The problems by pattern and what their keys captured.
    problems: HashMap<(u32, String), u32>,
    counts: Counts,
    /// Common texts, and what of them may be shown.
    templates: HashMap<String, String>,
}

/// A record that means something.
pub(super) struct Known {
    pub(super) owner: Owner,
    /// It begins a start of the process.
    pub(super) boot: bool,
    pub(super) phases: Vec<Arc<Match>>,
    pub(super) matches: Vec<Told>,
    /// Its telling line; `None`: it wasn't asked for.
    pub(super) text: Option<Arc<str>>,
    pub(super) template: Option<Arc<str>>,
}

/// A match of a known record.
pub(super) struct Told {
    /// Which problem it is; none is counted otherwise.
    pub(super) problem: Option<u32>,
    /// What tells it apart from others.
    pub(super) brief: Arc<Match>,
    /// Everything, if it was asked for.
    pub(super) full: Option<Arc<Match>>,
}

/// How often each problem was told in a turn of the process, and in which.
#[derive(Default)]
struct Counts {
    seen: Vec<(u64, u32)>,
    turn: u64,
}

impl Counts {
    /// Whether the next record of a problem is one that is quoted.
    fn is_quoted(&self, problem: u32) -> bool {
        self.seen.get(problem as usize).is_none_or(|(turn, count)| *turn != self.turn || *count < QUOTED)
    }

    /// Counts a record of a problem; whether it is quoted.
    fn count(&mut self, problem: u32) -> bool {
        let quoted = self.is_quoted(problem);
        if let Some((turn, count)) = self.seen.get_mut(problem as usize) {
            if *turn != self.turn {
                (*turn, *count) = (self.turn, 0);
            }
            *count = count.saturating_add(1);
        }
        quoted
    }
}

impl Work {
    /// A new piece: nothing was told of it yet.
    pub(super) fn begin(&mut self) {
        self.counts.turn += 1;
        if self.size + self.dull.len() * 20 > MOST {
            self.dull = HashSet::default();
            self.told = HashMap::default();
            self.problems = HashMap::new();
            self.counts.seen = Vec::new();
            self.templates = HashMap::new();
            self.size = 0;
        }
    }

    /// A new start of the process: everything is told anew.
    pub(super) fn turn(&mut self) {
        self.counts.turn += 1;
    }

    /// The name of a record. `time`: where its time stands.
    pub(super) fn name(&self, record: &[u8], time: Option<Range<usize>>) -> u128 {
        let [high, low] = self.seeds.each_ref().map(|seed| {
            let mut hasher = seed.build_hasher();
            match &time {
                Some(time) => {
                    hasher.write(record.get(..time.start).unwrap_or_default());
                    hasher.write_usize(time.start);
                    hasher.write(record.get(time.end..).unwrap_or_default());
                }
                None => hasher.write(record),
            }
            hasher.write_u8(u8::from(time.is_some()));
            hasher.finish()
        });
        u128::from(high) << 64 | u128::from(low)
    }

    /// Whether a record is known to mean nothing.
    pub(super) fn is_dull(&self, name: u128) -> bool {
        self.dull.contains(&name)
    }

    pub(super) fn remember_dull(&mut self, name: u128) {
        self.dull.insert(name);
    }

    /// A problem's number.
    pub(super) fn problem(&mut self, pattern: u32, captures: &[(String, String)]) -> u32 {
        let which = captures.iter().fold(String::new(), |all, (_, value)| all + value + "\n");
        let next = self.counts.seen.len() as u32;
        let size = which.len() + 64;
        let number = *self.problems.entry((pattern, which)).or_insert(next);
        if number == next {
            self.counts.seen.push((0, 0));
            self.size += size;
        }
        number
    }

    /// Counts a record of a problem; whether it is quoted.
    pub(super) fn count(&mut self, problem: u32) -> bool {
        self.counts.count(problem)
    }

    /// The meaning of a record that was told before, with what must be quoted; `None`: that isn't known.
    pub(super) fn again(&mut self, name: u128) -> Option<Again> {
        let known = self.told.get(&name)?;
        // At a start of the process everything is quoted anew.
        let counts = &mut self.counts;
        let quoted = |told: &Told| told.problem.is_some_and(|problem| known.boot || counts.is_quoted(problem));
        if known.matches.iter().any(|told| told.full.is_none() && quoted(told)) {
            return None;
        }
        if known.boot {
            counts.turn += 1;
        }
        let mut count = |told: &Told| told.problem.is_some_and(|problem| counts.count(problem));
        let quoted: Vec<bool> = known.matches.iter().map(&mut count).collect();
        Some(known.told(&quoted))
    }

    /// The meaning of a new record, which is remembered; `quoted`: which of its matches are.
    pub(super) fn tell(&mut self, name: u128, (known, quoted): (Known, Vec<bool>)) -> Again {
        let again = known.told(&quoted);
        self.size += known.size();
        if let Some(old) = self.told.insert(name, known) {
            self.size -= old.size();
        }
        again
    }

    /// What may be shown of a common text.
    pub(super) fn shown(&mut self, raw: String) -> Arc<str> {
        let next = raw.len();
        if !self.templates.contains_key(&raw) {
            self.size += 2 * next + 96;
        }
        self.templates.entry(raw).or_insert_with_key(|raw| safe::line(raw)).as_str().into()
    }
}

/// What a known record says now.
pub(super) struct Again {
    pub(super) owner: Owner,
    pub(super) phases: Vec<Arc<Match>>,
    pub(super) matches: Vec<Arc<Match>>,
    pub(super) text: Arc<str>,
    pub(super) template: Option<Arc<str>>,
}

impl Known {
    fn told(&self, quoted: &[bool]) -> Again {
        let chosen =
            |(told, quoted): (&Told, &bool)| Arc::clone(told.full.as_ref().filter(|_| *quoted).unwrap_or(&told.brief));
        let matches: Vec<Arc<Match>> = self.matches.iter().zip(quoted).map(chosen).collect();
        let wanted = self.template.is_some() || matches.iter().any(|found| !found.text.is_empty());
        Again {
            owner: self.owner,
            phases: self.phases.clone(),
            matches,
            text: self.text.clone().filter(|_| wanted).unwrap_or_default(),
            template: self.template.clone(),
        }
    }

    fn size(&self) -> usize {
        let told = self.matches.iter().map(|told| told.brief.size() + told.full.as_ref().map_or(0, |full| full.size()));
        let phases = self.phases.iter().map(|found| found.size());
        let texts = [&self.text, &self.template].into_iter().flatten().map(|text| text.len());
        160 + told.chain(phases).chain(texts).sum::<usize>()
    }
}

impl Match {
    fn size(&self) -> usize {
        let captured = self.captures.iter().map(|(name, value)| 64 + name.len() + 2 * value.len());
        96 + 2 * self.text.len() + captured.sum::<usize>()
    }
}

/// Where the time of a record stands in it: of a header, in the line that was left of the first one.
pub(super) fn time_in(record: &[u8], first: &[u8], header: Option<&Header<'_>>) -> Option<Range<usize>> {
    let time = &header?.time.as_ref()?.range;
    let offset = (first.as_ptr() as usize).checked_sub(record.as_ptr() as usize)?;
    let range = offset + time.start..offset + time.end;
    (record.get(range.clone())? == first.get(time.clone())?).then_some(range)
}
