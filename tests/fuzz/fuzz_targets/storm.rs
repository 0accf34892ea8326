//! The model of `storm.yaml` for all versions at once and for the oldest and the newest alone, and every
//! rule over that one file.

#![no_main]

use cfglint::catalog::{Component, VersionSet};
use cfglint::model::storm;
use cfglint::syntax::placeholder::{self, Flavour};
use cfglint_fuzz::{run, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (sources, id) = source("storm.yaml", bytes);
    let source = sources.get(id);
    let placeholders = placeholder::find(bytes, Flavour::Yaml);
    let releases = Component::Storm.releases();
    let ends = releases.iter().take(1).chain(releases.last()).map(|number| VersionSet::only(Component::Storm, number));
    for versions in std::iter::once(VersionSet::all(Component::Storm)).chain(ends) {
        storm::read(source, versions, &placeholders);
    }
    run(vec![("/fuzz/storm.yaml".into(), bytes.into())], None);
});
