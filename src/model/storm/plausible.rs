//! Which versions a storm.yaml can be meant for, told by its keys and class names.

use crate::catalog::{Component, VersionSet, option};
use crate::model::KeyUse;

const STORM: Component = Component::Storm;
/// `backtype.storm` became `org.apache.storm`.
const SINCE_1: VersionSet = VersionSet::since(STORM, "1.0.0");
const BEFORE_1: VersionSet = VersionSet::before(STORM, "1.0.0");
/// `nimbus.host` is read up to here.
const BEFORE_2: VersionSet = VersionSet::before(STORM, "2.0.0");

/// Packages below `org.apache.storm` that 0.9 and 0.10 ship beside the core (`external/`).
const EXTERNAL: [&str; 7] = ["eventhubs", "flux", "hbase", "hdfs", "hive", "jdbc", "redis"];

/// The versions that a file with these keys can be meant for. A key tells when it arrives: files keep
/// keys long after a version dropped them. What contradicts the rest narrows nothing; and class names of
/// `backtype.storm` beside keys of 1.0 are two tellers of equal weight (vendors carried keys of 1.0
/// back, and files take keys over and forget the classes): then either may be right.
pub fn plausible(keys: &[KeyUse]) -> VersionSet {
    let mut versions = VersionSet::all(STORM);
    let cut = |versions: &mut VersionSet, to: VersionSet| {
        if versions.meets(to) {
            *versions = versions.and(to);
        }
    };
    let uses = |name: &str| keys.iter().any(|used| used.name == name);
    for used in keys {
        if let Some(first) = option(STORM, &used.name).and_then(|spec| spec.known().oldest()) {
            cut(&mut versions, VersionSet::since(STORM, first.number()));
        }
        if names_core(&used.value) {
            cut(&mut versions, SINCE_1);
        }
    }
    let old_classes = keys.iter().any(|used| used.value.contains("backtype.storm."));
    let new_classes = keys.iter().any(|used| names_core(&used.value));
    if old_classes && !new_classes && versions.within(SINCE_1) {
        return VersionSet::all(STORM);
    }
    if old_classes {
        cut(&mut versions, BEFORE_1);
    }
    // Without seeds 2.x would look for nimbus on localhost.
    if uses("nimbus.host") && !uses("nimbus.seeds") {
        cut(&mut versions, BEFORE_2);
    }
    versions
}

/// Whether a value names a class that was `backtype.storm` before 1.0.
fn names_core(value: &str) -> bool {
    value.split("org.apache.storm.").skip(1).any(|rest| !EXTERNAL.contains(&rest.split('.').next().unwrap_or(rest)))
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
        assert_eq!(told(&[("nimbus.seeds", ""), ("x", "backtype.storm.Y")]), "0.9–2.8");
        assert_eq!(told(&[("x", "org.apache.storm.Z"), ("y", "backtype.storm.Y")]), "1.0–2.8");
        assert_eq!(told(&[("x", "org.apache.storm.hdfs.Z"), ("y", "backtype.storm.Y")]), "0.9–0.10");
    }
}
