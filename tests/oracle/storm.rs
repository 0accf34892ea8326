//! A recorded storm.yaml as the model judges it, release by release.

use super::recorded::Recording;
use cfglint::catalog::{Component, VersionSet};
use cfglint::finding::Stage;
use cfglint::model::{Refusal, storm};
use cfglint::source::Sources;
use cfglint::syntax::placeholder::{self, Flavour};
use serde_json::Value;

/// What was recorded of one release, beside what the model says.
pub struct Judged<'a> {
    pub version: &'a str,
    pub result: &'a Value,
    /// What readStormConfig, which was recorded, refuses.
    pub refusals: Vec<Refusal>,
}

/// Whether the input is a template, and every recorded release of it.
pub fn judge(recording: &Recording) -> (bool, Vec<Judged<'_>>) {
    let mut sources = Sources::default();
    let source = sources.add("storm.yaml", recording.bytes.clone());
    let source = sources.get(source);
    let placeholders = placeholder::find(&source.bytes, Flavour::Yaml);
    let releases = recording.results.iter().map(|(version, result)| {
        let (versions, _) = VersionSet::parse(Component::Storm, version).unwrap();
        let mut refusals = storm::read(source, versions, &placeholders).refusals;
        refusals.retain(|refusal| refusal.stage == Stage::Parse && refusal.depends_on.is_none());
        Judged { version, result, refusals }
    });
    (placeholders.is_template(), releases.collect())
}
