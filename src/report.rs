//! Findings for people and machines. Knows findings and sources, and nothing of servers.

mod concise;
pub mod explain;
mod fingerprint;
mod json;
mod place;
mod sanitise;
pub mod schema;
mod text;

use crate::finding::Outcome;
use crate::text::Lang;
use camino::Utf8PathBuf;
use place::Places;
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

/// How to tell an outcome.
#[derive(Clone, Debug)]
pub struct Options {
    /// As what.
    pub format: Format,
    /// In which language.
    pub lang: Lang,
    /// With colours (text only).
    pub color: bool,
    /// How wide lines may become (text only).
    pub width: usize,
    /// Whether that is a terminal's width, which breaks longer lines anywhere (text only).
    pub terminal: bool,
    /// Whether every hint is told with its source (text only).
    pub verbose: bool,
    /// The working directory, absolute: relative paths in the outcome start here.
    pub cwd: Utf8PathBuf,
}

/// Writes an outcome.
pub fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let places = Places::new(outcome, &options.cwd);
    match options.format {
        Format::Text => text::write(&places, options, out),
        Format::Concise => concise::write(&places, options.lang, out),
        Format::Json => json::write(&places, options.lang, out),
    }
}
