//! What the rules about keys and values share.

use crate::catalog::{self, Component, OptionSpec, Release, VersionSet};
use crate::finding::Severity;
use crate::model::KeyUse;
use crate::rules::NodeCase;
use crate::source::{Source, Span};
use crate::text;
use crate::text::Text;

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

/// What a version set makes of an option that exists in some version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The newest version in question knows it.
    Known,
    /// It came later, to this release (`None`: to none that is out yet).
    NotYet(Option<Release>),
    /// It is gone, since this release; the flag says that none of the versions in question knows it.
    Gone(Release, bool),
}

/// How `known`, the versions that know something, stands to the versions in question.
pub(super) fn standing(known: VersionSet, versions: VersionSet) -> Standing {
    let Some(newest) = versions.newest() else { return Standing::Known };
    if known.contains(newest) {
        return Standing::Known;
    }
    let first_without = |release: Release| {
        VersionSet::all(known.component()).iter().find(|later| *later > release && !known.contains(*later))
    };
    match known.newest() {
        Some(last) if last < newest => {
            first_without(last).map_or(Standing::Known, |first| Standing::Gone(first, !known.meets(versions)))
        }
        _ if known.meets(versions) => Standing::Known,
        _ => Standing::NotYet(known.iter().find(|later| *later > newest)),
    }
}

/// How much a key matters that all the versions in question ignore: where they only follow from the
/// file's other keys, these may be the ones that are left over.
pub(super) const fn severity_of_ignored(case: &NodeCase<'_, ()>, by_all: bool) -> Severity {
    if by_all && !case.node.versions_inferred { Severity::Warning } else { Severity::Hint }
}

/// The first release of a line as the line: `3.0` for `3.0.0`.
pub(super) fn since(release: Release) -> &'static str {
    let opens = VersionSet::all(release.component).iter().rev().find(|older| *older < release);
    if opens.is_some_and(|older| older.line() == release.line()) { release.number() } else { release.line() }
}

/// What a server does with a key that it doesn't know.
pub(super) fn ignored(component: Component, key: &str) -> Text {
    match component {
        Component::ZooKeeper => text! {
            en: "ZooKeeper only turns it into the system property zookeeper.{key}, which nothing reads",
            zh: "ZooKeeper 只会把它变成系统属性 zookeeper.{key}，没有代码会读它",
        },
        Component::Storm => text! {
            en: "Storm hands it on to topologies and reads nothing from {key} itself",
            zh: "Storm 会把它原样交给拓扑，自己并不读 {key}",
        },
        Component::Kafka => text! {
            en: "Kafka ignores {key} without a word in the log",
            zh: "Kafka 会忽略 {key}，日志里也没有任何提示",
        },
    }
}

/// Whether a key is none at all: the start of a comment in another format, of a shell command, or
/// holds characters that no option has; other rules tell these.
pub(super) fn is_no_name(name: &str) -> bool {
    super::not_a_comment::sign(name).is_some()
        || name.is_empty()
        || name.chars().any(|c| !c.is_ascii_graphic() && c != ' ')
}

/// Whether a rule of the component tells this key: ZooKeeper's `server1` and `Server.1`.
pub(super) fn told_elsewhere(component: Component, name: &str) -> bool {
    let head = name.get(.."server".len()).is_some_and(|head| head.eq_ignore_ascii_case("server"));
    let rest = name.get("server".len()..).unwrap_or_default().trim_start_matches(['.', '-', '_', ' ']);
    component == Component::ZooKeeper && head && !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())
}
