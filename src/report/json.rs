//! `cfglint/check/v1`, described by [`super::schema`].

use super::fingerprint::Fingerprints;
use super::place::Places;
use super::sanitise;
use crate::finding::{FileEntry, Finding, Fix, NodeEntry, Related, Severity};
use crate::source::SourceId;
use crate::text;
use crate::text::Lang;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The whole outcome as one JSON document.
pub(super) fn write(places: &Places<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let document = serde_json::to_string_pretty(&document(places, lang))?;
    writeln!(out, "{}", sanitise::json(document))
}

fn document(places: &Places<'_>, lang: Lang) -> Value {
    let outcome = places.outcome;
    let mut fingerprints = Fingerprints::default();
    let findings: Vec<Value> = outcome
        .findings
        .iter()
        .map(|found| {
            let fingerprint = fingerprints.next(found, places);
            finding(places, found, fingerprint, lang)
        })
        .collect();
    json!({
        "schema": "cfglint/check/v1",
        "tool": { "name": "cfglint", "version": env!("CARGO_PKG_VERSION") },
        "lang": lang.tag(),
        "root": outcome.root.as_str().replace('\\', "/"),
        "summary": {
            "files": outcome.files.len(),
            "hosts": outcome.hosts,
            "nodes": outcome.nodes.len(),
            "fatal": outcome.count(Severity::Fatal),
            "error": outcome.count(Severity::Error),
            "warning": outcome.count(Severity::Warning),
            "hint": outcome.count(Severity::Hint),
            "suppressed": 0,
            "baselined": 0,
            "unreadable": outcome.errors.len(),
            "skipped": outcome.skipped.len(),
        },
        "files": outcome.files.iter().map(|entry| file(places, entry, lang)).collect::<Vec<_>>(),
        "nodes": outcome.nodes.iter().map(|entry| node(places, entry)).collect::<Vec<_>>(),
        "findings": findings,
        "errors": outcome.errors.iter().map(|error| json!({
            "path": places.relative(&error.path), "message": error.message.get(lang),
        })).collect::<Vec<_>>(),
        "skipped": outcome.skipped.iter().map(|skipped| json!({
            "path": places.relative(&skipped.path), "reason": skipped.reason.get(lang),
        })).collect::<Vec<_>>(),
    })
}

fn path(places: &Places<'_>, id: SourceId) -> String {
    places.relative(places.outcome.sources.path(id))
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn file(places: &Places<'_>, entry: &FileEntry, lang: Lang) -> Value {
    json!({
        "path": path(places, entry.source),
        "kind": entry.kind,
        "component": some(entry.component),
        "host": entry.host,
        "node": entry.node,
        "versions": some(&entry.versions),
        "versions_why": some(entry.versions_why.get(lang)),
        "verdict": entry.verdict.id(),
        "refused_by": some(&entry.refused_by),
        "depends_on": entry.depends_on,
    })
}

fn node(places: &Places<'_>, entry: &NodeEntry) -> Value {
    json!({
        "id": entry.id,
        "component": entry.component,
        "host": entry.host,
        "files": entry.files.iter().map(|&id| path(places, id)).collect::<Vec<_>>(),
        "versions": entry.versions,
        "starts": entry.starts.id(),
    })
}

fn finding(places: &Places<'_>, finding: &Finding, fingerprint: String, lang: Lang) -> Value {
    let span = finding.place.span();
    let start = span.map(|span| places.start(span));
    let end = span.map(|span| places.end(span));
    let same = || text! { en: "the same here", zh: "这里也一样" };
    let also = finding.also.iter().map(|place| Related { place: place.clone(), message: same() });
    let others: Vec<Value> =
        finding.related.iter().cloned().chain(also).map(|other| related(places, &other, lang)).collect();
    json!({
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.id(),
        "confidence": finding.confidence.id(),
        "message": sanitise::readable(finding.message.get(lang)),
        "file": places.relative(places.path(&finding.place)),
        "line": start.map(|at| at.line),
        "column": start.map(|at| at.column),
        "end_line": end.map(|at| at.line),
        "end_column": end.map(|at| at.column),
        "start_byte": span.map(|span| span.start),
        "end_byte": span.map(|span| span.end),
        "key": finding.key,
        "host": finding.host,
        "node": finding.node,
        "related": others,
        "related_total": finding.related_total + finding.also_total,
        "refusal": finding.refusal.as_ref().map(|refusal| json!({
            "text": refusal.text, "versions": refusal.versions, "stage": refusal.stage.id(),
        })),
        "reported": finding.reported.map(|(line, column)| json!({ "line": line, "column": column })),
        "help": finding.help.as_ref().map(|help| sanitise::readable(help.get(lang))),
        "fixes": finding.fixes.iter().map(|fix| self::fix(places, fix, lang)).collect::<Vec<_>>(),
        "suppressed": null,
        "fingerprint": fingerprint,
    })
}

fn related(places: &Places<'_>, other: &Related, lang: Lang) -> Value {
    let at = other.place.span().map(|span| places.start(span));
    json!({
        "file": places.relative(places.path(&other.place)),
        "line": at.map(|at| at.line),
        "column": at.map(|at| at.column),
        "message": sanitise::readable(other.message.get(lang)),
    })
}

fn fix(places: &Places<'_>, fix: &Fix, lang: Lang) -> Value {
    json!({
        "title": fix.title.get(lang),
        "applicability": fix.applicability.id(),
        "edits": fix.edits.iter().map(|edit| json!({
            "file": path(places, edit.span.source),
            "start_byte": edit.span.start,
            "end_byte": edit.span.end,
            "text": edit.text,
        })).collect::<Vec<_>>(),
    })
}
