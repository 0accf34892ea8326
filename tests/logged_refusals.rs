//! What `check` refuses is what a start logs: every recorded refusal, put into the record that the server
//! writes of it, is told by a log pattern, and that pattern names the rule that `check` tells it by; and
//! every rule that can be fatal is named by a pattern.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[allow(dead_code, unreachable_pub)]
#[path = "oracle/recorded.rs"]
mod recorded;
#[allow(dead_code, unreachable_pub)]
#[path = "oracle/refusal_list.rs"]
mod refusal_list;

use cfglint::catalog::Component;
use cfglint::logs::pattern::{Meaning, Patterns, Problem};
use cfglint::logs::scan::{Scanner, Work};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Of each refusal and rule so many records are looked at.
const SAMPLES: usize = 4;

const KINDS: [(&str, Component); 4] = [
    ("zookeeper", Component::ZooKeeper),
    ("kafka", Component::Kafka),
    ("storm", Component::Storm),
    ("yaml", Component::Storm),
];

/// The record that a start writes of a refusal: what comes before the exception and between its causes.
fn record(component: Component, release: &str, result: &Value) -> String {
    let chain = recorded::chain(result);
    let old = release.starts_with("0.");
    let (before, frame) = match component {
        Component::ZooKeeper => (
            "2024-02-11 12:51:45,301 [myid:] - ERROR [main:QuorumPeerMain@99] - Invalid config, exiting abnormally\n",
            "\n\tat org.apache.zookeeper.server.quorum.QuorumPeerConfig.parse(QuorumPeerConfig.java:198)",
        ),
        Component::Kafka => (
            if old {
                "[2024-02-11 12:51:45,301] FATAL  (kafka.Kafka$)\n"
            } else {
                "[2024-02-11 12:51:45,301] ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)\n"
            },
            if old {
                "\n\tat kafka.utils.VerifiableProperties.getIntInRange(VerifiableProperties.scala:75)"
            } else {
                "\n\tat kafka.server.KafkaConfig.<init>(KafkaConfig.scala:1500)"
            },
        ),
        Component::Storm => (
            "Exception in thread \"main\" java.lang.ExceptionInInitializerError\n\
             \tat org.apache.storm.config$read_storm_config.invoke(config.clj:78)\nCaused by: ",
            "\n\tat org.apache.storm.utils.Utils.readStormConfig(Utils.java:343)",
        ),
    };
    let mut links: Vec<String> = chain.iter().map(|link| (*link).to_owned()).collect();
    // SnakeYAML prints what it was doing, what it found, and where.
    if let Some(problem) = result["problem"].as_str() {
        let context = result["context"].as_str().map(|context| format!("{context}\n")).unwrap_or_default();
        let (line, column) = result["at"].as_str().and_then(|at| at.split_once(':')).unwrap_or(("1", "1"));
        links = vec![format!("{context}{problem}\n in 'reader', line {line}, column {column}:\n    x: y\n    ^")];
    }
    format!("{before}{}{frame}\n", links.join(&format!("{frame}\nCaused by: ")))
}

fn problem_of(scanner: &Scanner, record: &str, component: Component) -> Option<(&'static str, &'static Problem)> {
    let hits = scanner.scan(record.as_bytes(), &mut Work::default()).hits;
    hits.iter().flat_map(|hit| &hit.matches).find_map(|found| {
        let pattern = scanner.patterns.get(found.pattern)?;
        let Meaning::Problem(problem) = &pattern.meaning else { return None };
        pattern.component.is_none_or(|known| known == component).then_some((pattern.id, problem))
    })
}

/// Holds faults, `name: what`, to the list of the known ones; `CFGLINT_BLESS=1` writes it anew.
fn known(faults: &[String], list: &str) {
    let names: Vec<&str> = faults.iter().filter_map(|fault| fault.split(": ").next()).collect();
    let path = format!("{}/fixtures/oracle/{list}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("CFGLINT_BLESS").is_some() {
        let text: String = names.iter().map(|name| format!("{name}\n")).collect();
        std::fs::write(&path, text).unwrap();
    }
    let listed = std::fs::read_to_string(&path).unwrap();
    let listed: Vec<&str> = listed.lines().collect();
    let news: Vec<&str> = faults
        .iter()
        .filter(|fault| !fault.split(": ").next().is_some_and(|name| listed.contains(&name)))
        .map(String::as_str)
        .collect();
    assert!(news.is_empty(), "{} are not in {list}:\n{}", news.len(), news.join("\n"));
    let mended: Vec<&&str> = listed.iter().filter(|name| !names.contains(name)).collect();
    assert!(mended.is_empty(), "told now, take out of {list}: {mended:?}");
}

type Samples = BTreeMap<(usize, &'static str), Vec<(Component, String)>>;

/// The records of the recorded refusals, by their row in the list and the rule that tells them.
fn samples(list: &[refusal_list::Listed]) -> Samples {
    let mut all = Samples::new();
    for (kind, component) in KINDS {
        let rows: Vec<usize> = (0..list.len()).filter(|&row| list[row].system == component.id()).collect();
        let recordings = recorded::load(kind);
        let found: Vec<Vec<((usize, &'static str), String)>> = recordings
            .par_iter()
            .map(|recording| {
                let told = refusal_list::told(list, &rows, recording, component);
                told.into_iter()
                    .map(|(row, rule, release, result)| ((row, rule), record(component, release, result)))
                    .collect()
            })
            .collect();
        for (key, record) in found.into_iter().flatten() {
            let known = all.entry(key).or_default();
            if known.len() < SAMPLES {
                known.push((component, record));
            }
        }
    }
    all
}

#[test]
fn every_recorded_refusal_is_told_by_a_pattern_that_names_its_rule() {
    let list = refusal_list::read();
    let scanner = Scanner::new(Patterns::with(Vec::new())).unwrap();
    let samples = samples(&list);
    let mut wrong = Vec::new();
    for ((row, rule), records) in &samples {
        for (component, record) in records {
            let id = &list[*row].id;
            match problem_of(&scanner, record, *component) {
                None => wrong.push(format!("{id} ({rule}): no pattern\n{record}")),
                Some((pattern, problem)) if !problem.rules.contains(rule) => {
                    wrong.push(format!("{id} ({rule}): {pattern} names only {:?}\n{record}", problem.rules));
                }
                Some(_) => continue,
            }
            break;
        }
    }
    println!("{} refusals of {} rules' sentences", samples.len(), list.len());
    assert!(samples.len() > 150, "{}", samples.len());
    // What no pattern tells yet is listed by name: nothing may join the list, and what is mended leaves it.
    known(&wrong, "untold-refusals.txt");
}

#[test]
fn every_rule_that_can_be_fatal_is_named_by_a_pattern() {
    let patterns = Patterns::with(Vec::new());
    let named: BTreeSet<&str> = patterns
        .all()
        .iter()
        .filter_map(|pattern| match &pattern.meaning {
            Meaning::Problem(problem) => Some(problem.rules),
            _ => None,
        })
        .flatten()
        .copied()
        .collect();
    let silent: Vec<&str> = cfglint::rules::all()
        .filter(|rule| !rule.refusals.is_empty() && !named.contains(rule.name))
        .map(|rule| rule.name)
        .collect();
    let silent: Vec<String> = silent.iter().map(|name| format!("{name}: no pattern names it")).collect();
    known(&silent, "unnamed-rules.txt");
}
