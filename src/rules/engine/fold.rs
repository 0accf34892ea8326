//! The same fault in many places is one finding with a count.

use crate::finding::{Finding, MAX_RELATED, Place, Severity};
use crate::source::Sources;
use std::collections::HashMap;

/// Sorts by severity, path and place; joins findings that say the same of several files, and hints
/// of one rule altogether.
pub(super) fn fold(mut findings: Vec<Finding>, sources: &Sources, unfolded: bool) -> Vec<Finding> {
    findings.sort_by(|a, b| order(a, sources).cmp(&order(b, sources)));
    if unfolded {
        return findings;
    }
    let mut first: HashMap<(&'static str, String, Option<String>), usize> = HashMap::new();
    let mut folded: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let by_rule = finding.severity == Severity::Hint;
        let message = if by_rule { String::new() } else { finding.message.en.clone().into_owned() };
        let key = (finding.code, message, (!by_rule).then(|| finding.key.clone()).flatten());
        match first.get(&key) {
            Some(&at) if by_rule || folded[at].place.source() != finding.place.source() => {
                join(&mut folded[at], finding)
            }
            _ => {
                first.insert(key, folded.len());
                folded.push(finding);
            }
        }
    }
    folded
}

fn join(into: &mut Finding, other: Finding) {
    into.also_total += 1 + other.also_total;
    for place in std::iter::once(other.place).chain(other.also) {
        if into.also.len() < MAX_RELATED {
            into.also.push(place);
        }
    }
}

fn order(finding: &Finding, sources: &Sources) -> (std::cmp::Reverse<Severity>, String, u32, &'static str) {
    let path: String = match &finding.place {
        Place::Span(span) => sources.path(span.source).to_string(),
        Place::File(id) => sources.path(*id).to_string(),
        Place::Path(path) => path.to_string(),
    };
    let start = finding.place.span().map_or(0, |span| span.start);
    (std::cmp::Reverse(finding.severity), path, start, finding.code)
}
