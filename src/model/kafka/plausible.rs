//! Which versions a file can be meant for, told by what it says.

use super::KAFKA;
use crate::catalog::{self, Component, VersionSet};
use crate::syntax::properties::{Document, java_trim};

/// KRaft arrives in 2.8.
const KRAFT: VersionSet = VersionSet::since(KAFKA, "2.8.0");
/// ZooKeeper mode leaves with 4.0.
const ZOOKEEPER: VersionSet = VersionSet::before(KAFKA, "4.0.0");

/// The versions this file can be meant for: by its mode (`process.roles`), then by keys that only
/// some versions have. Keys that contradict each other (a file carried along through upgrades keeps
/// old ones) don't narrow anything.
pub fn plausible(document: &Document) -> VersionSet {
    let roles = document.last("process.roles").map(|entry| java_trim(&entry.value.text));
    let by_mode = match roles {
        Some(roles) if !roles.is_empty() => KRAFT,
        // Only a fragment, or a file that has been given its id and nothing else: no mode.
        _ if document.last("zookeeper.connect").is_none() => VersionSet::all(KAFKA),
        _ => ZOOKEEPER,
    };
    let mut versions = by_mode;
    for entry in &document.entries {
        // A key arrives with a version; files keep keys long after a version dropped them, so only
        // arrivals tell something.
        let Some(spec) = catalog::option(Component::Kafka, &entry.key.text) else { continue };
        let Some(first) = spec.known().oldest() else { continue };
        let arrived = VersionSet::from(first);
        if versions.meets(arrived) {
            versions = versions.and(arrived);
        }
        // So does the name of a class that Kafka brought and dropped.
        let by_class = super::start::versions_of(java_trim(&entry.value.text));
        if let Some(there) = by_class.filter(|there| there.meets(versions)) {
            versions = versions.and(there);
        }
    }
    versions
}
