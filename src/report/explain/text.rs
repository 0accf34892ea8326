//! An explanation that fits one screen.

use super::Options;
use crate::finding::incident::Explanation;
use std::io::{self, Write};

/// Writes it.
pub(super) fn write(explanation: &Explanation, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    for incident in &explanation.incidents {
        writeln!(out, "{} {}", incident.id, incident.title.get(options.lang))?;
    }
    Ok(())
}
