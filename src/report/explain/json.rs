//! `cfglint/explain/v1`.

use crate::finding::incident::{Explanation, Incident, LogPlace, Stamp};
use crate::report::sanitise;
use crate::text::Lang;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// The whole answer as one JSON document.
pub(super) fn write(explanation: &Explanation, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let document = serde_json::to_string_pretty(&document(explanation, lang))?;
    writeln!(out, "{}", sanitise::json(document))
}

/// The incidents that are new or have more records: one JSON object a line.
pub(super) fn news(before: &Explanation, now: &Explanation, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for incident in super::fresh(before, now) {
        let line = serde_json::to_string(&self::incident(now, incident, lang))?;
        writeln!(out, "{}", sanitise::json(line))?;
    }
    Ok(())
}

fn document(explanation: &Explanation, lang: Lang) -> Value {
    let place = |at: &LogPlace| place(explanation, at);
    json!({
        "schema": "cfglint/explain/v1",
        "tool": { "name": "cfglint", "version": env!("CARGO_PKG_VERSION") },
        "lang": lang.tag(),
        "logs": explanation.logs.iter().map(|log| json!({
            "path": slashed(log.path.as_str()),
            "host": log.host,
            "component": some(log.component),
            "version": log.version,
            "server_id": log.server_id,
            "lines": log.lines,
            "first": stamp(log.first.as_ref()),
            "last": stamp(log.last.as_ref()),
            "starts": log.starts,
            "end_state": log.end_state.map(|phase| phase.id()),
            "partial": log.partial,
        })).collect::<Vec<_>>(),
        "incidents": explanation.incidents.iter().map(|incident| self::incident(explanation, incident, lang)).collect::<Vec<_>>(),
        "benign": explanation.benign.iter().map(|benign| json!({
            "id": benign.id,
            "count": benign.count,
            "why": benign.why.get(lang),
            "first": place(&benign.first),
            "last": place(&benign.last),
        })).collect::<Vec<_>>(),
        "unexplained": explanation.unexplained.iter().map(|unknown| json!({
            "level": unknown.level,
            "count": unknown.count,
            "template": unknown.template,
            "file": path(explanation, unknown.first.log),
            "line": unknown.first.line,
        })).collect::<Vec<_>>(),
        "unexplained_total": explanation.unexplained_total,
        "timeline": explanation.timeline.iter().map(|turn| json!({
            "at": place(&turn.place),
            "phase": turn.phase.id(),
            "text": turn.text,
        })).collect::<Vec<_>>(),
        "errors": explanation.errors.iter().map(|error| json!({
            "path": slashed(error.path.as_str()), "message": error.message.get(lang),
        })).collect::<Vec<_>>(),
        "skipped": explanation.skipped.iter().map(|skipped| json!({
            "path": slashed(skipped.path.as_str()), "reason": skipped.reason.get(lang),
        })).collect::<Vec<_>>(),
        "notes": explanation.notes.iter().map(|note| note.get(lang)).collect::<Vec<_>>(),
    })
}

fn incident(explanation: &Explanation, incident: &Incident, lang: Lang) -> Value {
    let place = |at: &LogPlace| place(explanation, at);
    let captures: Map<String, Value> =
        incident.captures.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect();
    json!({
        "id": incident.id,
        "component": some(incident.component),
        "severity": incident.severity.id(),
        "title": incident.title.get(lang),
        "explanation": incident.explanation.as_ref().map(|text| text.get(lang)),
        "fix": incident.fix.iter().map(|step| step.get(lang)).collect::<Vec<_>>(),
        "run": incident.run,
        "count": incident.count,
        "starts": incident.starts,
        "over": incident.over,
        "first": place(&incident.first),
        "last": place(&incident.last),
        "evidence": incident.evidence.iter().map(|evidence| json!({
            "file": path(explanation, evidence.place.log),
            "line": evidence.place.line,
            "text": evidence.text,
        })).collect::<Vec<_>>(),
        "captures": captures,
        "option": incident.option,
        "config": incident.config.iter().map(|config| json!({
            "file": slashed(config.file.as_str()),
            "line": config.line,
            "key": config.key,
            "text": config.text,
            "message": config.message.as_ref().map(|message| message.get(lang)),
        })).collect::<Vec<_>>(),
        "rules": incident.rules,
        "consequences": incident.consequences.iter().map(|consequence| json!({
            "id": consequence.id,
            "title": consequence.title.get(lang),
            "count": consequence.count,
            "first": place(&consequence.first),
        })).collect::<Vec<_>>(),
    })
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn slashed(path: &str) -> String {
    path.replace('\\', "/")
}

fn path(explanation: &Explanation, log: usize) -> String {
    explanation.logs.get(log).map_or_else(String::new, |log| slashed(log.path.as_str()))
}

fn stamp(stamp: Option<&Stamp>) -> Option<&str> {
    stamp.map(|stamp| stamp.text.as_str()).filter(|text| !text.is_empty())
}

fn place(explanation: &Explanation, at: &LogPlace) -> Value {
    json!({ "file": path(explanation, at.log), "line": at.line, "time": stamp(at.time.as_ref()) })
}
