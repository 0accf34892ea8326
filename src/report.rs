//! Findings for people and machines. Knows findings and sources, and nothing of servers.

mod concise;
mod json;

use crate::finding::Outcome;
use crate::text::Lang;
use std::io::{self, Write};

/// The output formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people, with snippets.
    #[default]
    Text,
    /// One line per finding.
    Concise,
    /// `cfglint/check/v1`.
    Json,
}

/// Writes an outcome.
pub fn write(outcome: &Outcome, format: Format, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text | Format::Concise => concise::write(outcome, lang, out),
        Format::Json => json::write(outcome, lang, out),
    }
}
