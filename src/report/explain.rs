//! Explanations of logs for people and machines.

mod json;
mod text;

use crate::finding::incident::{Explanation, Incident};
use crate::text::Lang;
use std::collections::HashMap;
use std::io::{self, Write};

/// How to tell an explanation.
#[derive(Clone, Debug)]
pub struct Options {
    /// `cfglint/explain/v1` instead of text.
    pub json: bool,
    /// In which language.
    pub lang: Lang,
    /// With colours (text only).
    pub color: bool,
    /// How wide lines may become (text only).
    pub width: usize,
    /// Everything (text only).
    pub verbose: bool,
    /// The turns of all processes (text only).
    pub timeline: bool,
}

/// The incidents that are new, or were over and are no longer.
fn fresh<'a>(before: &Explanation, now: &'a Explanation) -> impl Iterator<Item = &'a Incident> {
    let key = |incident: &Incident| (incident.id.clone(), incident.first.line);
    let known: HashMap<(String, u64), bool> =
        before.incidents.iter().map(|incident| (key(incident), incident.over)).collect();
    now.incidents.iter().filter(move |incident| known.get(&key(incident)).is_none_or(|over| *over && !incident.over))
}

/// Writes what `now` says and `before` didn't: incidents, turns.
pub fn news(before: &Explanation, now: &Explanation, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if options.json { json::news(before, now, options.lang, out) } else { text::news(before, now, options, out) }
}

/// Writes an explanation.
pub fn write(explanation: &Explanation, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if options.json { json::write(explanation, options.lang, out) } else { text::write(explanation, options, out) }
}
