//! `cfglint/check/v1`.

use crate::finding::{Outcome, Place, Severity};
use crate::source::LineIndex;
use crate::text::Lang;
use serde_json::json;
use std::io::{self, Write};

/// The whole outcome as one JSON document.
pub(super) fn write(outcome: &Outcome, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let files: Vec<_> = outcome
        .files
        .iter()
        .map(|file| {
            json!({
                "path": outcome.sources.path(file.source), "kind": file.kind, "component": file.component,
                "verdict": file.verdict.id(), "refused_by": file.refused_by,
            })
        })
        .collect();
    let findings: Vec<_> = outcome
        .findings
        .iter()
        .map(|finding| {
            let (path, at) = match &finding.place {
                Place::Span(span) => {
                    let source = outcome.sources.get(span.source);
                    let at = LineIndex::new(&source.bytes).line_column(&source.bytes, span.start as usize);
                    (source.path.clone(), Some(at))
                }
                Place::File(id) => (outcome.sources.path(*id).to_owned(), None),
                Place::Path(path) => (path.clone(), None),
            };
            json!({
                "code": finding.code, "name": finding.name, "severity": finding.severity.id(),
                "message": finding.message.get(lang), "file": path,
                "line": at.map(|at| at.line), "column": at.map(|at| at.column), "key": finding.key,
                "refusal": finding.refusal.as_ref().map(|r| json!({"text": r.text, "versions": r.versions, "stage": r.stage.id()})),
                "reported": finding.reported.map(|(line, column)| json!({"line": line, "column": column})),
            })
        })
        .collect();
    let document = json!({
        "schema": "cfglint/check/v1", "files": files, "findings": findings,
        "summary": { "fatal": outcome.count(Severity::Fatal) },
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
