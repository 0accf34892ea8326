//! The facts about options and versions: every option of every component, from
//! `rules/catalog/*.yaml`, as static tables made by `build.rs`.

mod option;
mod release;

pub use option::{Era, Kind, OptionSpec};
pub use release::{Component, Guess, Release, VersionSet};

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
    let all = options(component);
    all.binary_search_by(|spec| spec.name.cmp(name)).ok().map(|index| &all[index])
}
