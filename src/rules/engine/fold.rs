//! The same fault in many places is one finding with a count.

use crate::finding::{Finding, MAX_RELATED, Place, Severity};
use crate::source::{SourceId, Sources};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// What findings that are joined have in common.
#[derive(PartialEq, Eq, Hash)]
struct Same {
    code: &'static str,
    severity: Severity,
    /// The option, where the fault is one line's own: its value may differ from file to file.
    key: Option<String>,
    /// The headline, of all others; nothing, of hints.
    message: Option<Cow<'static, str>>,
    /// What the server says, where no option tells what it is about.
    refusal: Option<String>,
}

impl Same {
    fn of(finding: &Finding) -> Self {
        let (code, severity) = (finding.code, finding.severity);
        let own = finding.key.is_some() && finding.related.is_empty();
        if severity == Severity::Hint {
            Self { code, severity, key: None, message: None, refusal: None }
        } else if own {
            Self { code, severity, key: finding.key.clone(), message: None, refusal: None }
        } else {
            let refusal = finding.refusal.as_ref().map(|refusal| refusal.text.clone());
            Self { code, severity, key: finding.key.clone(), message: Some(finding.message.en.clone()), refusal }
        }
    }
}

/// So many findings of one rule in one file are shown one by one: a file with more is broken as a
/// whole, and nobody reads on. The others are places of the last one, and counted.
const SHOWN_IN_ONE_FILE: usize = 100;

/// Sorts by severity, path and place; unless findings are asked for one by one (`unfolded`), joins
/// those that say the same of several files, what one rule finds too often in one file, and hints of
/// one rule altogether.
pub(super) fn fold(mut findings: Vec<Finding>, sources: &Sources, unfolded: bool) -> Vec<Finding> {
    findings.sort_by_cached_key(|finding| order(finding, sources));
    if unfolded {
        return findings;
    }
    let mut folds: HashMap<Same, (usize, HashSet<SourceId>)> = HashMap::new();
    let mut shown: HashMap<(&'static str, Severity, SourceId), (usize, usize)> = HashMap::new();
    let mut folded: Vec<Finding> = Vec::new();
    for finding in findings {
        let source = finding.place.source();
        let same = Same::of(&finding);
        // Twice in one file is two mistakes, and both are shown.
        let joins = folds
            .get_mut(&same)
            .filter(|(_, seen)| same.severity == Severity::Hint || source.is_none_or(|id| !seen.contains(&id)));
        match joins {
            Some((at, seen)) => {
                seen.extend(source);
                if let Some(first) = folded.get_mut(*at) {
                    join(first, finding);
                }
            }
            None => {
                if let Some(id) = source {
                    let (count, last) = shown.entry((finding.code, finding.severity, id)).or_default();
                    if *count >= SHOWN_IN_ONE_FILE {
                        if let Some(last) = folded.get_mut(*last) {
                            join(last, finding);
                        }
                        continue;
                    }
                    (*count, *last) = (*count + 1, folded.len());
                }
                folds.insert(same, (folded.len(), source.into_iter().collect()));
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

fn order(finding: &Finding, sources: &Sources) -> (Reverse<Severity>, String, u32, &'static str) {
    let path: String = match &finding.place {
        Place::Span(span) => sources.path(span.source).to_string(),
        Place::File(id) => sources.path(*id).to_string(),
        Place::Path(path) => path.to_string(),
    };
    let start = finding.place.span().map_or(0, |span| span.start);
    (Reverse(finding.severity), path, start, finding.code)
}
