//! Explanations of logs for people and machines.

mod json;
mod text;

use crate::finding::incident::Explanation;
use crate::text::Lang;
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

/// Writes an explanation.
pub fn write(explanation: &Explanation, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if options.json { json::write(explanation, options.lang, out) } else { text::write(explanation, options, out) }
}
