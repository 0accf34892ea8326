//! `path:line:col: severity[CODE] name: message`.

use crate::finding::{Outcome, Place};
use crate::source::LineIndex;
use crate::text::Lang;
use std::io::{self, Write};

/// One line per finding.
pub(super) fn write(outcome: &Outcome, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for finding in &outcome.findings {
        let place = match &finding.place {
            Place::Span(span) => {
                let source = outcome.sources.get(span.source);
                let at = LineIndex::new(&source.bytes).line_column(&source.bytes, span.start as usize);
                format!("{}:{}:{}", source.path, at.line, at.column)
            }
            Place::File(id) => outcome.sources.path(*id).to_string(),
            Place::Path(path) => path.to_string(),
        };
        writeln!(
            out,
            "{place}: {}[{}] {}: {}",
            finding.severity.id(),
            finding.code,
            finding.name,
            finding.message.get(lang)
        )?;
    }
    Ok(())
}
