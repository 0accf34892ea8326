//! The facts about options and versions: every option of every component, from
//! `rules/catalog/*.yaml`, as static tables made by `build.rs`.
//!
//! Knows names and releases; knows no files. Tables are sorted by name.

mod near;
mod option;
mod release;
#[cfg(test)]
mod tests;

pub use near::{Near, Slip, near};
pub use option::{Era, Kind, Mode, OptionSpec, Prefix, Update};
pub use release::{Component, Guess, Release, VersionSet};

use foldhash::HashMap;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// Every option of a component, by name.
pub fn options(component: Component) -> &'static [OptionSpec] {
    match component {
        Component::ZooKeeper => ZOOKEEPER,
        Component::Storm => STORM,
        Component::Kafka => KAFKA,
    }
}

/// The option of exactly this name.
pub fn option(component: Component, name: &str) -> Option<&'static OptionSpec> {
    static NAMES: [LazyLock<HashMap<&str, &OptionSpec>>; 3] = [
        LazyLock::new(|| by_name(Component::ZooKeeper)),
        LazyLock::new(|| by_name(Component::Storm)),
        LazyLock::new(|| by_name(Component::Kafka)),
    ];
    NAMES.get(component as usize)?.get(name).copied()
}

fn by_name(component: Component) -> HashMap<&'static str, &'static OptionSpec> {
    options(component).iter().map(|spec| (spec.name, spec)).collect()
}

/// The families of keys that are legal as a whole, by prefix.
pub fn prefixes(component: Component) -> &'static [Prefix] {
    match component {
        Component::ZooKeeper => ZOOKEEPER_PREFIXES,
        Component::Storm => STORM_PREFIXES,
        Component::Kafka => KAFKA_PREFIXES,
    }
}

/// The longest family that a key belongs to; the bare prefix itself belongs to none.
pub fn prefix(component: Component, name: &str) -> Option<&'static Prefix> {
    let matches = |prefix: &&Prefix| name.len() > prefix.prefix.len() && name.starts_with(prefix.prefix);
    prefixes(component).iter().filter(matches).max_by_key(|prefix| prefix.prefix.len())
}

/// What is really read where documentation or habit writes `name`, which no version reads.
pub fn alias(component: Component, name: &str) -> Option<&'static str> {
    let all = match component {
        Component::ZooKeeper => ZOOKEEPER_ALIASES,
        Component::Storm => STORM_ALIASES,
        Component::Kafka => KAFKA_ALIASES,
    };
    let index = all.binary_search_by(|(alias, _)| (*alias).cmp(name)).ok()?;
    all.get(index).map(|(_, real)| *real)
}

/// The program whose setting this is, where it is one that ends up in this component's files by
/// mistake: a setting of Kafka's clients in server.properties.
pub fn foreign(component: Component, name: &str) -> Option<&'static str> {
    let all = match component {
        Component::ZooKeeper => ZOOKEEPER_FOREIGN,
        Component::Storm => STORM_FOREIGN,
        Component::Kafka => KAFKA_FOREIGN,
    };
    let index = all.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    all.get(index).map(|(_, reader)| *reader)
}
