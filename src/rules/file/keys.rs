//! What the rules about keys and values share.

use crate::catalog::{self, Component, OptionSpec};
use crate::model::KeyUse;
use crate::rules::NodeCase;
use crate::source::{Source, Span};

/// The option of a key, where it is one.
pub(super) fn spec(case: &NodeCase<'_, ()>, used: &KeyUse) -> Option<&'static OptionSpec> {
    catalog::option(case.node.component(), &used.name)
}

/// Whether the node's file is a properties file.
pub(super) fn is_properties(case: &NodeCase<'_, ()>) -> bool {
    case.node.component() != Component::Storm
}

/// The uses that count: known for sure, and not overridden by a later line.
pub(super) fn heard<'a>(case: &'a NodeCase<'_, ()>) -> impl Iterator<Item = &'a KeyUse> {
    case.node.keys().iter().filter(|used| !used.unknown && !used.overridden)
}

/// Whether the server refuses the file because of this use: then that finding says it all.
pub(super) fn is_refused(case: &NodeCase<'_, ()>, used: &KeyUse) -> bool {
    let line = used.span.to(used.value_span);
    case.node.refusals().iter().any(|refusal| {
        refusal.place.span().is_some_and(|span| {
            span.source == line.source && span.start <= line.end && span.end >= line.start && span.end > 0
        })
    })
}

/// The bytes of `part`, a slice of a value, where each of its characters is one byte in the file.
pub(super) fn span_of(used: &KeyUse, part: &str) -> Option<Span> {
    let length = (used.value_span.end - used.value_span.start) as usize;
    if used.value.chars().count() != length {
        return None;
    }
    let offset = (part.as_ptr() as usize).checked_sub(used.value.as_ptr() as usize)?;
    let before = used.value.get(..offset)?.chars().count() as u32;
    let start = used.value_span.start + before;
    Some(Span { start, end: start + part.chars().count() as u32, ..used.value_span })
}

/// The text of a span, when it is UTF-8: the way to move bytes that were read as Latin-1.
pub(super) fn utf8(source: &Source, span: Span) -> Option<&str> {
    std::str::from_utf8(source.slice(span)).ok()
}

/// The text of a value for a headline: as the file shows it, on one line, not too long.
pub(super) fn shown(source: &Source, used: &KeyUse) -> String {
    let text = source.text(used.value_span);
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= 60 {
        return line.to_owned();
    }
    let head: String = line.chars().take(57).collect();
    format!("{head}…")
}
