//! The model of `zoo.cfg` for all versions at once and for the oldest and the newest alone, and every
//! rule over that one file.

#![no_main]

use cfglint::catalog::{Component, VersionSet};
use cfglint::model::zookeeper;
use cfglint::syntax::placeholder::{self, Flavour};
use cfglint_fuzz::{run, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (sources, id) = source("zoo.cfg", bytes);
    let source = sources.get(id);
    let placeholders = placeholder::find(bytes, Flavour::Properties);
    let releases = Component::ZooKeeper.releases();
    let ends =
        releases.iter().take(1).chain(releases.last()).map(|number| VersionSet::only(Component::ZooKeeper, number));
    for versions in std::iter::once(VersionSet::all(Component::ZooKeeper)).chain(ends) {
        zookeeper::read(source, versions, &placeholders);
    }
    run(vec![("/fuzz/zoo.cfg".into(), bytes.into())], None);
});
