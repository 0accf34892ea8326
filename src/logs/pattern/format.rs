//! The files of `rules/logs`, and the packs that users bring: their form, and what must hold in them.
//!
//! Shared with `build.rs`, which turns the built-in files into static tables: it uses nothing of the
//! crate but [`super::literal`].

use super::literal;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// One file of patterns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Whose records these are: `zookeeper`, `storm`, `kafka`; `any` for the JVM, shells, systems.
    pub component: String,
    /// What tells how far a process has come.
    #[serde(default)]
    pub phases: Vec<PhaseEntry>,
    /// What shows that somebody is there after all.
    #[serde(default)]
    pub signs: Vec<SignEntry>,
    /// What looks bad and isn't.
    #[serde(default)]
    pub noise: Vec<NoiseEntry>,
    /// What goes wrong.
    #[serde(default)]
    pub problems: Vec<ProblemEntry>,
}

/// What every entry has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseEntry {
    /// `zk.phase-leading`.
    pub id: String,
    /// The phase that begins with this record.
    pub phase: String,
    /// What a record looks like.
    #[serde(rename = "match")]
    pub regex: String,
    /// What it must not hold.
    #[serde(default)]
    pub unless: Option<String>,
    /// Upstream class, or the recording that shows it.
    pub evidence: String,
    /// Records that it matches.
    pub lines: Vec<String>,
    /// Records that come close and that it must not match.
    #[serde(default)]
    pub not: Vec<String>,
}

/// A record that shows that somebody (named by `key`) is there after all.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignEntry {
    /// `zk.sign-peer-heard`.
    pub id: String,
    /// What a record looks like.
    #[serde(rename = "match")]
    pub regex: String,
    /// What it must not hold.
    #[serde(default)]
    pub unless: Option<String>,
    /// The captures that name them, as in the problems that ask for this sign.
    pub key: Vec<String>,
    /// Upstream class, or the recording that shows it.
    pub evidence: String,
    /// Records that it matches.
    pub lines: Vec<String>,
    /// Records that come close and that it must not match.
    #[serde(default)]
    pub not: Vec<String>,
}

/// A record that looks bad and isn't.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoiseEntry {
    /// `zk.noise-standalone`.
    pub id: String,
    /// What a record looks like.
    #[serde(rename = "match")]
    pub regex: String,
    /// What it must not hold.
    #[serde(default)]
    pub unless: Option<String>,
    /// Why it is harmless.
    pub why: Words,
    /// Upstream class, or the recording that shows it.
    pub evidence: String,
    /// Records that it matches.
    pub lines: Vec<String>,
    /// Records that come close and that it must not match.
    #[serde(default)]
    pub not: Vec<String>,
}

/// A record that tells of a problem.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProblemEntry {
    /// `zk.myid-missing`.
    pub id: String,
    /// What a record looks like.
    #[serde(rename = "match")]
    pub regex: String,
    /// What it must not hold.
    #[serde(default)]
    pub unless: Option<String>,
    /// The levels that its record may have, when the level is known.
    #[serde(default)]
    pub level: Vec<String>,
    /// `fatal`: the process ends of it; `error`: it goes on and something is broken; `warning`: trouble.
    pub severity: String,
    /// Tells that something is wrong without telling what: only used when nothing else fits.
    #[serde(default)]
    pub generic: bool,
    /// The words are others' too: the record or the log must be known as the component's.
    #[serde(default)]
    pub own: bool,
    /// When it is no problem: `until-serving` (before the process serves for the first time, when it
    /// then does), `until-healed` (before one of `heals` is reached).
    #[serde(default)]
    pub harmless: Option<String>,
    /// Why it is harmless then.
    #[serde(default)]
    pub harmless_why: Option<Words>,
    /// The sign that shows that a harmless problem was one: where the process serves and this sign
    /// never came for the same key, the problem stays, as a warning.
    #[serde(default)]
    pub sign: Option<String>,
    /// The captures that name the one whom the record is about, for `expected-after`.
    #[serde(default)]
    pub about: Vec<String>,
    /// The signs after which the record was to be expected, when they name the same one: what
    /// somebody did on purpose, or what was told already. `harmless-why` says why.
    #[serde(default)]
    pub expected_after: Vec<String>,
    /// Two captures that must not say the same, where both are there.
    #[serde(default)]
    pub differ: Vec<String>,
    /// It counts only from this many records on within one process.
    #[serde(default)]
    pub at_least: Option<u32>,
    /// The phases or phase ids that end it.
    #[serde(default)]
    pub heals: Vec<String>,
    /// The problems that it follows from, when they are there.
    #[serde(default)]
    pub under: Vec<String>,
    /// Whose end, told by another log of the same run, is its cause: `zookeeper` (a server of it),
    /// `worker` (a worker of Storm on the same host), `nimbus`.
    #[serde(default)]
    pub caused_by_end_of: Option<String>,
    /// The capture that holds that server's id; without one, the end of any server counts.
    #[serde(default)]
    pub end_id: Option<String>,
    /// The captures that make it another problem: the peer, the port.
    #[serde(default)]
    pub key: Vec<String>,
    /// The headline. Captures in braces; a part in `[[…]]` is said only where all captures in it are there.
    pub say: Words,
    /// What it means and how it comes about.
    #[serde(default)]
    pub why: Option<Words>,
    /// What to do, step by step.
    #[serde(rename = "do")]
    pub fix: Vec<Words>,
    /// A command to copy.
    #[serde(default)]
    pub run: Vec<String>,
    /// The option to look at.
    #[serde(default)]
    pub option: Option<String>,
    /// The rules that `check` tells the same by: their names.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Upstream class, or the recording that shows it.
    pub evidence: String,
    /// Records that it matches.
    pub lines: Vec<String>,
    /// Records that come close and that it must not match.
    #[serde(default)]
    pub not: Vec<String>,
}

/// A sentence in both languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// The phases, from the start of a process to its end.
pub const PHASES: [&str; 8] = ["boot", "config", "electing", "following", "leading", "serving", "stopping", "dead"];

/// Whose end may be the cause of a problem in another log.
const ENDS: [&str; 3] = ["zookeeper", "worker", "nimbus"];

/// What `{…}` may name besides captures.
const BUILT_IN: [&str; 5] = ["count", "first", "last", "node", "component"];

impl Pack {
    /// Reads a pack and holds it to the rules; the error names the entry.
    pub fn read(text: &str) -> Result<Self, String> {
        let pack: Self = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        if !["zookeeper", "storm", "kafka", "any"].contains(&pack.component.as_str()) {
            return Err(format!("component: {:?} is none of zookeeper, storm, kafka, any", pack.component));
        }
        let mut ids = BTreeSet::new();
        for entry in &pack.phases {
            named(&mut ids, &entry.id)?;
            PHASES
                .contains(&entry.phase.as_str())
                .then_some(())
                .ok_or_else(|| format!("{}: phase {:?} is none of {}", entry.id, entry.phase, PHASES.join(", ")))?;
            shaped(&entry.id, &entry.regex, entry.unless.as_deref(), &entry.lines)?;
        }
        for entry in &pack.signs {
            named(&mut ids, &entry.id)?;
            let captures = shaped(&entry.id, &entry.regex, entry.unless.as_deref(), &entry.lines)?;
            if let Some(key) = entry.key.iter().find(|key| !captures.contains(*key)) {
                return Err(format!("{}: key: {key:?} is no capture of match", entry.id));
            }
        }
        for entry in &pack.noise {
            named(&mut ids, &entry.id)?;
            let captures = shaped(&entry.id, &entry.regex, entry.unless.as_deref(), &entry.lines)?;
            worded(&entry.id, &entry.why, &captures)?;
        }
        for entry in &pack.problems {
            named(&mut ids, &entry.id)?;
            entry.check().map_err(|error| format!("{}: {error}", entry.id))?;
        }
        Ok(pack)
    }
}

impl ProblemEntry {
    fn check(&self) -> Result<(), String> {
        let captures = shaped("match", &self.regex, self.unless.as_deref(), &self.lines)?;
        for words in [&self.say].into_iter().chain(&self.why).chain(&self.harmless_why).chain(&self.fix) {
            worded("say, why, do", words, &captures)?;
        }
        for command in &self.run {
            places(command, &captures)?;
        }
        one_of("severity", &self.severity, &["fatal", "error", "warning"])?;
        if self.fix.is_empty() {
            return Err("do: what should the reader do?".to_owned());
        }
        for level in &self.level {
            one_of("level", level, &["info", "warn", "error", "fatal"])?;
        }
        for key in &self.key {
            if !captures.contains(key) {
                return Err(format!("key: {key:?} is no capture of match"));
            }
        }
        if !matches!(self.differ.len(), 0 | 2) || self.differ.iter().any(|name| !captures.contains(name)) {
            return Err("differ: it takes the names of two captures of match".to_owned());
        }
        if let Some(whose) = &self.caused_by_end_of {
            one_of("caused-by-end-of", whose, &ENDS)?;
        }
        if let Some(name) = &self.end_id {
            if !captures.contains(name) {
                return Err(format!("end-id: {name:?} is no capture of match"));
            }
            if self.caused_by_end_of.as_deref() != Some("zookeeper") {
                return Err("end-id: it needs caused-by-end-of: zookeeper".to_owned());
            }
        }
        for name in &self.about {
            if !captures.contains(name) {
                return Err(format!("about: {name:?} is no capture of match"));
            }
        }
        if !self.expected_after.is_empty() && (self.about.is_empty() || self.harmless_why.is_none()) {
            return Err("expected-after: it needs about and harmless-why".to_owned());
        }
        match self.harmless.as_deref() {
            None => Ok(()),
            Some(when) => one_of("harmless", when, &["until-serving", "until-healed"]),
        }
    }
}

fn one_of(what: &str, given: &str, known: &[&str]) -> Result<(), String> {
    known.contains(&given).then_some(()).ok_or_else(|| format!("{what}: {given:?} is none of {}", known.join(", ")))
}

fn named(ids: &mut BTreeSet<String>, id: &str) -> Result<(), String> {
    let word =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let good = id.split_once('.').is_some_and(|(component, cause)| word(component) && word(cause));
    if !good {
        return Err(format!("{id:?}: an id is component.cause, in small letters, digits and hyphens"));
    }
    ids.insert(id.to_owned()).then_some(()).ok_or_else(|| format!("{id} is there twice"))
}

/// Whether the expressions are sound; gives the names of the captures.
fn shaped(id: &str, regex: &str, unless: Option<&str>, lines: &[String]) -> Result<BTreeSet<String>, String> {
    let captures = literal::captures(regex).map_err(|error| format!("{id}: {error}"))?;
    literal::required(regex).map_err(|error| format!("{id}: {error}"))?;
    if let Some(unless) = unless {
        literal::captures(unless).map_err(|error| format!("{id}: unless: {error}"))?;
    }
    if lines.is_empty() {
        return Err(format!("{id}: lines: give a real record that it matches"));
    }
    Ok(captures)
}

/// Whether both sentences name the same captures, and known ones.
fn worded(id: &str, words: &Words, captures: &BTreeSet<String>) -> Result<(), String> {
    let en = places(&words.en, captures).map_err(|error| format!("{id}: {error}"))?;
    let zh = places(&words.zh, captures).map_err(|error| format!("{id}: {error}"))?;
    if en != zh {
        return Err(format!("{id}: the English and the Chinese text name different captures: {:?}", words.en));
    }
    Ok(())
}

/// The names in braces.
fn places(text: &str, captures: &BTreeSet<String>) -> Result<BTreeMap<String, ()>, String> {
    if text.matches("[[").count() != text.matches("]]").count() {
        return Err(format!("a [[ or ]] stands alone in {text:?}"));
    }
    let mut found = BTreeMap::new();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('{') {
        let Some((name, after)) = behind.split_once('}') else {
            return Err(format!("a brace is open in {text:?}"));
        };
        let plain = name.split(':').next().unwrap_or(name);
        if !captures.contains(plain) && !BUILT_IN.contains(&plain) {
            return Err(format!("{{{name}}} is no capture of match"));
        }
        found.insert(name.to_owned(), ());
        rest = after;
    }
    Ok(found)
}
