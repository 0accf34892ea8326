//! Which versions a storm.yaml can be meant for, told by its keys and class names.

use crate::catalog::{Component, VersionSet, option};
use crate::model::KeyUse;

const STORM: Component = Component::Storm;
/// `backtype.storm` became `org.apache.storm`.
const SINCE_1: VersionSet = VersionSet::since(STORM, "1.0.0");
const BEFORE_1: VersionSet = VersionSet::before(STORM, "1.0.0");
/// `nimbus.host` is read up to here.
const BEFORE_2: VersionSet = VersionSet::before(STORM, "2.0.0");

/// The versions that a file with these keys can be meant for. A key tells when it arrives: files keep
/// keys long after a version dropped them. What contradicts the rest narrows nothing.
pub fn plausible(keys: &[KeyUse]) -> VersionSet {
    let mut versions = VersionSet::all(STORM);
    let mut cut = |to: VersionSet| {
        if versions.meets(to) {
            versions = versions.and(to);
        }
    };
    let uses = |name: &str| keys.iter().any(|used| used.name == name);
    for used in keys {
        if let Some(first) = option(STORM, &used.name).and_then(|spec| spec.known().oldest()) {
            cut(VersionSet::since(STORM, first.number()));
        }
        if used.value.contains("org.apache.storm.") {
            cut(SINCE_1);
        }
    }
    if keys.iter().any(|used| used.value.contains("backtype.storm.")) {
        cut(BEFORE_1);
    }
    // Without seeds 2.x would look for nimbus on localhost.
    if uses("nimbus.host") && !uses("nimbus.seeds") {
        cut(BEFORE_2);
    }
    versions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn told(keys: &[(&str, &str)]) -> String {
        let span = Span::new(SourceId(0), 0..0);
        let keys: Vec<KeyUse> = keys
            .iter()
            .map(|(name, value)| KeyUse {
                name: (*name).to_owned(),
                span,
                value: (*value).to_owned(),
                value_span: span,
                overridden: false,
                unknown: false,
            })
            .collect();
        plausible(&keys).to_string()
    }

    #[test]
    fn arrivals_and_class_names_narrow() {
        assert_eq!(told(&[("storm.zookeeper.port", "2181")]), "0.9–2.8");
        assert_eq!(told(&[("nimbus.seeds", "")]), "1.0–2.8");
        assert_eq!(told(&[("nimbus.host", "a")]), "0.9–1.2");
        assert_eq!(told(&[("storm.messaging.transport", "backtype.storm.messaging.netty.Context")]), "0.9–0.10");
        assert_eq!(told(&[("nimbus.host", "a"), ("nimbus.seeds", "")]), "1.0–2.8");
        assert_eq!(told(&[("nimbus.seeds", ""), ("x", "backtype.storm.Y")]), "1.0–2.8");
    }
}
