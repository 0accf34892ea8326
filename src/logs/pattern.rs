//! The patterns: what records of a log mean. Data of `rules/logs/*.yaml`, turned into static tables
//! by `build.rs`; packs of users are read at run time into the same type.

pub mod format;
pub mod literal;

use crate::catalog::Component;
use crate::finding::Severity;
use crate::finding::incident::Phase;
use format::{NoiseEntry, Pack, PhaseEntry, ProblemEntry, SignEntry};
use regex::Regex;
use std::sync::OnceLock;

/// A sentence in both languages, with captures in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

/// One pattern.
#[derive(Debug)]
pub struct Pattern {
    /// `zk.myid-missing`.
    pub id: &'static str,
    /// Whose records; `None`: anybody's, and the id's first part becomes the component that logs it.
    pub component: Option<Component>,
    /// The expression, over the text of a record.
    pub regex: &'static str,
    /// What must not match.
    pub unless: Option<&'static str>,
    /// One of these is in every record that it matches.
    pub literals: &'static [&'static str],
    /// What it says of the process.
    pub meaning: Meaning,
}

/// What a record says of its process.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "they stand in static tables, most of them problems")]
pub enum Meaning {
    /// A phase begins.
    Phase(Phase),
    /// Somebody is there after all: the captures that name them.
    Sign(&'static [&'static str]),
    /// It looks bad and isn't: why.
    Noise(Words),
    /// Something is wrong.
    Problem(Problem),
}

/// What is known of a problem.
#[derive(Debug)]
pub struct Problem {
    /// Fatal: the process ends of it.
    pub severity: Severity,
    /// Levels that its record may have, when known; empty: any.
    pub levels: &'static [&'static str],
    /// Only when nothing else fits.
    pub generic: bool,
    /// Only in what is known as the component's.
    pub own: bool,
    /// When it is no problem.
    pub harmless: Harmless,
    /// Why not, then.
    pub harmless_why: Option<Words>,
    /// The sign that shows that it was harmless.
    pub sign: Option<&'static str>,
    /// The captures that name the one whom it is about.
    pub about: &'static [&'static str],
    /// The signs, of the same one, after which it was to be expected.
    pub expected_after: &'static [&'static str],
    /// Two captures that must not say the same; empty: none.
    pub differ: &'static [&'static str],
    /// How many records of one process make it a problem.
    pub at_least: u32,
    /// The phases or ids that end it.
    pub heals: &'static [&'static str],
    /// The problems that it follows from.
    pub under: &'static [&'static str],
    /// Whose end in another log is its cause.
    pub caused_by: Option<EndOf>,
    /// The captures that tell two problems apart.
    pub key: &'static [&'static str],
    /// The headline.
    pub say: Words,
    /// What it means.
    pub why: Option<Words>,
    /// What to do.
    pub fix: &'static [Words],
    /// Commands to copy.
    pub run: &'static [&'static str],
    /// The option to look at.
    pub option: Option<&'static str>,
    /// Names of rules of `check`.
    pub rules: &'static [&'static str],
}

/// Whose end, told by another log, is the cause of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOf {
    /// That of a ZooKeeper server: the one whose id this capture holds, else any.
    ZooKeeper(Option<&'static str>),
    /// That of a worker on the same host.
    Worker,
    /// That of a nimbus.
    Nimbus,
}

/// When a problem's records are harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harmless {
    /// Never.
    Never,
    /// Before its process serves for the first time, if it then does.
    UntilServing,
    /// Before one of `heals` is reached in the same process.
    UntilHealed,
}

include!(concat!(env!("OUT_DIR"), "/patterns.rs"));

/// All patterns of a run, each compiled when it is first needed.
#[derive(Debug)]
pub struct Patterns {
    all: Vec<&'static Pattern>,
    compiled: Vec<OnceLock<Option<Compiled>>>,
}

/// The expressions of a pattern.
#[derive(Debug)]
pub struct Compiled {
    /// What must match.
    pub regex: Regex,
    /// What must not.
    pub unless: Option<Regex>,
}

impl Patterns {
    /// The built-in patterns, and those of `more`.
    pub fn with(more: Vec<Pack>) -> Self {
        let mut all: Vec<&'static Pattern> = BUILT_IN.iter().collect();
        for pack in more {
            let component = Component::ALL.into_iter().find(|component| component.id() == pack.component);
            let known: Vec<Pattern> = pack
                .phases
                .into_iter()
                .filter_map(|entry| Pattern::phase(component, entry))
                .chain(pack.signs.into_iter().map(|entry| Pattern::sign(component, entry)))
                .chain(pack.noise.into_iter().map(|entry| Pattern::noise(component, entry)))
                .chain(pack.problems.into_iter().map(|entry| Pattern::problem(component, entry)))
                .collect();
            // A pack lives as long as the program: as the built-in tables do.
            all.extend(known.leak().iter());
        }
        let compiled = all.iter().map(|_| OnceLock::new()).collect();
        Self { all, compiled }
    }

    /// All of them; a pattern's number is its place here.
    pub fn all(&self) -> &[&'static Pattern] {
        &self.all
    }

    /// A pattern by its number.
    pub fn get(&self, number: u32) -> Option<&'static Pattern> {
        self.all.get(number as usize).copied()
    }

    /// The expressions of a pattern; `None`: too large to compile.
    pub fn compiled(&self, number: u32) -> Option<&Compiled> {
        let pattern = self.get(number)?;
        self.compiled.get(number as usize)?.get_or_init(|| Compiled::of(pattern)).as_ref()
    }
}

impl Compiled {
    fn of(pattern: &Pattern) -> Option<Self> {
        let build = |regex: &str| regex::RegexBuilder::new(&compact(regex)).multi_line(true).build().ok();
        let unless = match pattern.unless {
            Some(unless) => Some(build(unless)?),
            None => None,
        };
        Some(Self { regex: build(pattern.regex)?, unless })
    }
}

/// An expression that takes a third of the memory less: digits are those that logs write numbers with,
/// and every letter beyond ASCII is one of a word, as any other character there. The tables of Unicode
/// would be in each of hundreds of expressions.
fn compact(regex: &str) -> String {
    let mut out = String::with_capacity(regex.len() + 64);
    let mut rest = regex;
    while let Some((before, behind)) = rest.split_once('\\') {
        out.push_str(before);
        let mut escaped = behind.chars();
        match escaped.next() {
            // Within a class of characters, these are classes within it.
            Some('d') => out.push_str("[0-9]"),
            Some('w') => out.push_str(r"[0-9A-Za-z_\x{80}-\x{10ffff}]"),
            other => {
                out.push('\\');
                out.extend(other);
            }
        }
        rest = escaped.as_str();
    }
    out + rest
}

fn kept(text: String) -> &'static str {
    String::leak(text)
}

fn all_kept(texts: Vec<String>) -> &'static [&'static str] {
    Vec::leak(texts.into_iter().map(kept).collect())
}

fn words(words: format::Words) -> Words {
    Words { en: kept(words.en), zh: kept(words.zh) }
}

impl Pattern {
    fn new(component: Option<Component>, id: String, regex: String, unless: Option<String>, meaning: Meaning) -> Self {
        let literals = all_kept(literal::required(&regex).unwrap_or_default());
        Self { id: kept(id), component, regex: kept(regex), unless: unless.map(kept), literals, meaning }
    }

    fn phase(component: Option<Component>, entry: PhaseEntry) -> Option<Self> {
        let phase = Phase::ALL.into_iter().find(|phase| phase.id() == entry.phase)?;
        Some(Self::new(component, entry.id, entry.regex, entry.unless, Meaning::Phase(phase)))
    }

    fn sign(component: Option<Component>, entry: SignEntry) -> Self {
        let meaning = Meaning::Sign(all_kept(entry.key));
        Self::new(component, entry.id, entry.regex, entry.unless, meaning)
    }

    fn noise(component: Option<Component>, entry: NoiseEntry) -> Self {
        Self::new(component, entry.id, entry.regex, entry.unless, Meaning::Noise(words(entry.why)))
    }

    fn problem(component: Option<Component>, entry: ProblemEntry) -> Self {
        let problem = Problem {
            severity: match entry.severity.as_str() {
                "fatal" => Severity::Fatal,
                "error" => Severity::Error,
                _ => Severity::Warning,
            },
            levels: all_kept(entry.level),
            generic: entry.generic,
            own: entry.own,
            harmless: match entry.harmless.as_deref() {
                Some("until-serving") => Harmless::UntilServing,
                Some(_) => Harmless::UntilHealed,
                None => Harmless::Never,
            },
            harmless_why: entry.harmless_why.map(words),
            sign: entry.sign.map(kept),
            about: all_kept(entry.about),
            expected_after: all_kept(entry.expected_after),
            differ: all_kept(entry.differ),
            at_least: entry.at_least.unwrap_or(1),
            heals: all_kept(entry.heals),
            under: all_kept(entry.under),
            caused_by: match entry.caused_by_end_of.as_deref() {
                Some("zookeeper") => Some(EndOf::ZooKeeper(entry.end_id.map(kept))),
                Some("worker") => Some(EndOf::Worker),
                Some(_) => Some(EndOf::Nimbus),
                None => None,
            },
            key: all_kept(entry.key),
            say: words(entry.say),
            why: entry.why.map(words),
            fix: Vec::leak(entry.fix.into_iter().map(words).collect()),
            run: all_kept(entry.run),
            option: entry.option.map(kept),
            rules: all_kept(entry.rules),
        };
        Self::new(component, entry.id, entry.regex, entry.unless, Meaning::Problem(problem))
    }
}
