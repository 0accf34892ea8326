//! Reads `fixtures/oracle/refusals.tsv` and finds its rows in recordings and models.

use crate::recorded::{self, Recording};
use cfglint::catalog::{Component, VersionSet};
use cfglint::model::{self, Refusal};
use cfglint::source::Sources;
use cfglint::syntax::placeholder::{self, Flavour, Placeholders};
use rayon::prelude::*;
use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// One row.
pub struct Listed {
    pub id: String,
    pub system: String,
    pub upstream: String,
    /// `3.1.0..3.9.2, 4.0.2`; `-`: out of a recording's reach.
    pub releases: String,
    /// `None`: the sentence is that of another row, too.
    pub said: Option<Regex>,
    pub unreachable: String,
    pub rule: String,
}

impl Listed {
    pub fn is_unreachable(&self) -> bool {
        self.unreachable != "-"
    }

    pub fn name(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(_, name)| name)
    }

    /// Whether one of the sentences is this refusal's.
    fn is_said(&self, sentences: &[String]) -> bool {
        self.said.as_ref().is_some_and(|said| sentences.iter().any(|sentence| said.is_match(sentence)))
    }
}

/// Where a row was met.
#[derive(Default)]
pub struct Reached {
    releases: BTreeMap<String, String>,
    inputs: BTreeSet<String>,
}

impl Reached {
    pub fn add(&mut self, release: &str, input: &str) {
        self.releases.entry(release.to_owned()).or_insert_with(|| input.to_owned());
        self.inputs.insert(input.to_owned());
    }

    pub fn releases(&self) -> BTreeSet<String> {
        self.releases.keys().cloned().collect()
    }

    pub fn inputs(&self) -> usize {
        self.inputs.len()
    }

    /// An input of the last release.
    pub fn example(&self) -> Option<(&String, &String)> {
        self.releases.iter().next_back().map(|(release, input)| (input, release))
    }
}

pub fn read() -> Vec<Listed> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/oracle/refusals.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(lines.next(), Some("id\tsystem\tupstream\treleases\tsaid\tunreachable\trule"));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [id, system, upstream, releases, said, unreachable, rule] = cells[..] else { panic!("{line}") };
            let said = (said != "-").then(|| Regex::new(said).unwrap_or_else(|error| panic!("{id}: {error}")));
            let [id, system, upstream] = [id, system, upstream].map(str::to_owned);
            let [releases, unreachable, rule] = [releases, unreachable, rule].map(str::to_owned);
            Listed { id, system, upstream, releases, said, unreachable, rule }
        })
        .collect()
}

/// The pinned releases of `3.1.0..3.9.2, 4.0.2`.
pub fn releases(system: &str, written: &str) -> BTreeSet<String> {
    let pinned = recorded::releases(if system == "storm" { "yaml" } else { system });
    let at = |release: &str| pinned.iter().position(|known| known == release).unwrap_or_else(|| panic!("{release}"));
    let mut set = BTreeSet::new();
    for range in written.split(", ") {
        let (first, last) = range.split_once("..").unwrap_or((range, range));
        set.extend(pinned[at(first)..=at(last)].iter().cloned());
    }
    set
}

/// The rows whose sentence a recorded refusal holds.
pub fn matching(list: &[Listed], rows: &[usize], result: &Value) -> Vec<usize> {
    let sentences = sentences(result);
    rows.iter().copied().filter(|&row| list[row].is_said(&sentences)).collect()
}

/// Each exception with its class and without; of SnakeYAML `context | problem`.
fn sentences(result: &Value) -> Vec<String> {
    let mut sentences = Vec::new();
    for link in recorded::chain(result) {
        sentences.extend([link.to_owned(), link.split_once(": ").map_or("", |(_, message)| message).to_owned()]);
    }
    if let Some(problem) = result["problem"].as_str() {
        sentences.push(format!("{} | {problem}", result["context"].as_str().unwrap_or_default()));
    }
    sentences
}

/// The rules by which the models tell each row's refusal of the recorded inputs.
pub fn rules_by_sentence(list: &[Listed]) -> Vec<BTreeSet<&'static str>> {
    let mut rules = vec![BTreeSet::new(); list.len()];
    for (kind, component) in [
        ("zookeeper", Component::ZooKeeper),
        ("kafka", Component::Kafka),
        ("storm", Component::Storm),
        ("yaml", Component::Storm),
    ] {
        let rows: Vec<usize> = (0..list.len()).filter(|&row| list[row].system == component.id()).collect();
        let recordings = recorded::load(kind);
        let found: Vec<Vec<_>> =
            recordings.par_iter().map(|recording| told(list, &rows, recording, component)).collect();
        for (row, rule, ..) in found.into_iter().flatten() {
            rules[row].insert(rule);
        }
    }
    rules
}

/// What the model of a recording tells of its refusals: row, rule, release and what the release said.
pub fn told<'a>(
    list: &[Listed],
    rows: &[usize],
    recording: &'a Recording,
    component: Component,
) -> Vec<(usize, &'static str, &'a str, &'a Value)> {
    let mut told = Vec::new();
    let mut last: Option<&Value> = None;
    for (release, result) in recording.results.iter().filter(|(_, result)| recorded::is_refused(result)) {
        if last.replace(result) == Some(result) {
            continue;
        }
        let said = matching(list, rows, result);
        for refusal in refusals(recording, component, release) {
            // Of several mistakes only the one that the server met is this row's.
            if recorded::same_text(result, std::slice::from_ref(&refusal.text)) {
                told.extend(said.iter().map(|&row| (row, refusal.fault.0, release.as_str(), result)));
            }
        }
    }
    told
}

fn refusals(recording: &Recording, component: Component, release: &str) -> Vec<Refusal> {
    let mut sources = Sources::default();
    let id = sources.add("file", recording.bytes.clone());
    let source = sources.get(id);
    let Some((versions, _)) = VersionSet::parse(component, release) else { return Vec::new() };
    let find = |flavour| placeholder::find(&source.bytes, flavour);
    match component {
        Component::ZooKeeper => model::zookeeper::read(source, versions, &Placeholders::default()).refusals,
        Component::Kafka => model::kafka::read(source, versions, &find(Flavour::Properties)).refusals,
        Component::Storm => model::storm::read(source, versions, &find(Flavour::Yaml)).refusals,
    }
}
