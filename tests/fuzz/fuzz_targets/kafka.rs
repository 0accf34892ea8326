//! The model of `server.properties` for all versions at once and for the oldest and the newest alone, and every
//! rule over that one file.

#![no_main]

use cfglint::catalog::{Component, VersionSet};
use cfglint::model::kafka;
use cfglint::syntax::placeholder::{self, Flavour};
use cfglint_fuzz::{run, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (sources, id) = source("server.properties", bytes);
    let source = sources.get(id);
    let placeholders = placeholder::find(bytes, Flavour::Properties);
    let releases = Component::Kafka.releases();
    let ends = releases.iter().take(1).chain(releases.last()).map(|number| VersionSet::only(Component::Kafka, number));
    for versions in std::iter::once(VersionSet::all(Component::Kafka)).chain(ends) {
        kafka::read(source, versions, &placeholders);
    }
    run(vec![("/fuzz/server.properties".into(), bytes.into())], None);
});
