//! What a text must hold for an expression to match it: the strings that the scanner looks for
//! before it tries the expression itself.
//!
//! Shared with `build.rs`: uses nothing of the crate.

use regex_syntax::hir::{Hir, HirKind};
use std::collections::BTreeSet;

/// A literal shorter than this is in too many lines.
const SHORTEST: usize = 5;

/// An expression needs more alternatives than this: it is too vague to look for.
const MOST: usize = 64;

/// The names of the captures.
pub fn captures(regex: &str) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    let mut open = vec![parse(regex)?];
    while let Some(hir) = open.pop() {
        match hir.into_kind() {
            HirKind::Capture(capture) => {
                names.extend(capture.name.as_deref().map(str::to_owned));
                open.push(*capture.sub);
            }
            HirKind::Repetition(repetition) => open.push(*repetition.sub),
            HirKind::Concat(parts) | HirKind::Alternation(parts) => open.extend(parts),
            HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => {}
        }
    }
    Ok(names)
}

/// Strings of which at least one is in every text that matches.
pub fn required(regex: &str) -> Result<Vec<String>, String> {
    let found = best(&parse(regex)?).filter(|all| all.len() <= MOST);
    let Some(mut found) = found.filter(|all| all.iter().all(|text| text.len() >= SHORTEST)) else {
        return Err(format!("match must hold a fixed text of {SHORTEST} letters or more, in every alternative"));
    };
    found.sort();
    found.dedup();
    Ok(found)
}

fn parse(regex: &str) -> Result<Hir, String> {
    regex_syntax::ParserBuilder::new()
        .multi_line(true)
        .build()
        .parse(regex)
        .map_err(|error| error.to_string().replace('\n', " "))
}

/// The best set of literals that `hir` can't do without: the one whose shortest is the longest.
fn best(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            // A record's lines are put together before the expression sees them: a literal ends there.
            let piece = text.split('\n').max_by_key(|piece| piece.len())?;
            (!piece.is_empty()).then(|| vec![piece.to_owned()])
        }
        HirKind::Capture(capture) => best(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => best(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(best).max_by_key(|set| worth(set)),
        HirKind::Alternation(parts) => {
            let all: Option<Vec<_>> = parts.iter().map(best).collect();
            all.map(|all| all.concat())
        }
        HirKind::Repetition(_) | HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => None,
    }
}

/// A longer shortest literal is better; of equals, fewer.
fn worth(set: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let shortest = set.iter().map(String::len).min().unwrap_or(0);
    (shortest.min(24), std::cmp::Reverse(set.len()))
}
