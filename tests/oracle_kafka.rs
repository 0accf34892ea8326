//! Kafka's own verdicts: `fixtures/oracle/recorded-kafka.jsonl` holds what the real `KafkaConfig` (and
//! `LogConfig` behind it) of 17 releases says of 3,800 files, see `tests/oracle/README.md`. What it
//! refuses must be refused here, with its words; what it accepts must not be.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use cfglint::catalog::{Component, VersionSet};
use cfglint::finding::Stage;
use cfglint::model::{Refusal, kafka};
use cfglint::source::Sources;
use cfglint::syntax::placeholder::{self, Placeholders};
use rayon::prelude::*;

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A recorded input.
struct Recorded {
    id: String,
    bytes: Vec<u8>,
    results: Vec<(&'static [&'static str], Option<Vec<String>>)>,
}

/// The releases of the recordings, oldest first.
const RECORDED: [&str; 17] = [
    "0.8.2.2", "0.9.0.1", "0.10.2.2", "0.11.0.3", "1.1.1", "2.0.1", "2.4.1", "2.8.2", "3.0.2", "3.3.2", "3.6.2",
    "3.9.2", "4.0.2", "4.1.2", "4.2.1", "4.3.1", "4.4.0",
];

fn recorded() -> Vec<Recorded> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/oracle/recorded-kafka.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let position = |version: &str| RECORDED.iter().position(|known| *known == version).unwrap();
    let case = |line: &str| {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let bytes = match case["bytes"].as_str() {
            Some(latin) => latin.chars().map(|c| c as u8).collect(),
            None => case["content"].as_str().unwrap().as_bytes().to_vec(),
        };
        let results = case["results"].as_array().unwrap().iter().map(|result| {
            let versions = result["versions"].as_str().unwrap();
            let (first, last) = versions.split_once("..").unwrap_or((versions, versions));
            let chain = result["chain"].as_array();
            let chain = chain.map(|links| links.iter().map(|link| link.as_str().unwrap().to_owned()).collect());
            (&RECORDED[position(first)..=position(last)], chain)
        });
        Recorded { id: case["id"].as_str().unwrap().to_owned(), bytes, results: results.collect() }
    };
    text.lines().map(case).collect()
}

/// What is on the class path is no property of the file: cfglint never calls it fatal. The same
/// words as in `tests/oracle/compare.py`.
fn depends_on_the_class_path(chain: &[String]) -> bool {
    chain.iter().any(|link| {
        let missing = link.contains("Class ")
            && (link.contains(" could not be found")
                || link.split("Class ").any(|rest| rest.contains("cannot be found")));
        missing
            || [
                "ClassNotFoundException",
                "not load config provider class",
                "does not implement",
                "not an instance of",
                "ClassCastException: class java.lang.String",
                "must implement KafkaPrincipalSerde",
            ]
            .iter()
            .any(|words| link.contains(words))
    })
}

/// The recordings end with `LogConfig`; these are said by later steps of a start.
fn is_behind_log_config(refusal: &Refusal) -> bool {
    refusal.stage == Stage::Start
        && (matches!(
            refusal.fault.0,
            "unloadable-class"
                | "malformed-zookeeper-connect"
                | "duplicate-log-dir"
                | "nested-log-dirs"
                | "listener-port-out-of-range"
        ) || matches!(
            refusal.text.as_str(),
            "null" | "invalid receive size" | "Host string (0.0.0.0) is not routeable"
        ))
}

/// How an older JDK words what the recordings' JDK 17 says, see `tests/oracle/README.md`.
fn on_jdk_8(message: &str) -> String {
    let message = message.replace(" under radix 16", "").replace(" under radix 10", "");
    match message.strip_prefix("Index ").and_then(|rest| rest.split_once(" out of bounds")) {
        Some((index, _)) => index.to_owned(),
        None => message,
    }
}

#[derive(Default)]
struct Tally {
    verdicts: usize,
    undecided: usize,
    texts: usize,
    other_words: Vec<String>,
    wrong: Vec<String>,
}

impl Tally {
    fn join(mut self, mut other: Self) -> Self {
        self.verdicts += other.verdicts;
        self.undecided += other.undecided;
        self.texts += other.texts;
        self.other_words.append(&mut other.other_words);
        self.wrong.append(&mut other.wrong);
        self
    }

    fn judge(case: &Recorded) -> Self {
        let mut tally = Self::default();
        let mut sources = Sources::default();
        let id = sources.add("server.properties", case.bytes.clone());
        let source = sources.get(id);
        let placeholders = placeholder::find(&source.bytes, placeholder::Flavour::Properties);
        // Asked for all releases at once, the refusals of each are the same.
        let all = kafka::read(source, VersionSet::all(Component::Kafka), &placeholders).refusals;
        for (versions, chain) in &case.results {
            for &version in *versions {
                let (set, _) = VersionSet::parse(Component::Kafka, version).unwrap();
                let refusals = kafka::read(source, set, &placeholders).refusals;
                tally.add(case, version, chain.as_deref(), &refusals, &placeholders);
                let together = all.iter().any(|refusal| set.within(refusal.versions));
                if together == refusals.is_empty() {
                    tally.wrong.push(format!("{version} {}: alone {refusals:?}; with others {together}", case.id));
                }
            }
        }
        tally
    }

    fn add(
        &mut self,
        case: &Recorded,
        version: &str,
        chain: Option<&[String]>,
        refusals: &[Refusal],
        placeholders: &Placeholders,
    ) {
        self.verdicts += 1;
        let certain = refusals.iter().filter(|refusal| refusal.depends_on.is_none());
        let texts: Vec<String> = certain.clone().map(|refusal| squeeze(&refusal.text)).collect();
        let Some(chain) = chain else {
            match certain.clone().find(|refusal| !is_behind_log_config(refusal)) {
                Some(_) => self.wrong.push(format!("{version} {}: {texts:?}; real: accepted", case.id)),
                None => self.undecided += usize::from(!texts.is_empty()),
            }
            return;
        };
        if texts.is_empty() {
            // A placeholder's value is unknown, the server trips over it.
            if placeholders.is_template() || depends_on_the_class_path(chain) || !refusals.is_empty() {
                self.undecided += 1;
            } else {
                self.wrong.push(format!("{version} {}: accepted; real: {chain:?}", case.id));
            }
            return;
        }
        self.texts += 1;
        let said = chain.iter().flat_map(|link| {
            let message = squeeze(link.split_once(": ").map_or("", |(_, message)| message));
            [squeeze(link), on_jdk_8(&message), message]
        });
        if !said.into_iter().any(|words| texts.contains(&words)) {
            self.other_words.push(format!("{version} {}: {texts:?}; real: {:?}", case.id, chain.last()));
        }
    }
}

#[test]
fn the_verdict_is_the_recorded_one() {
    let tally = recorded().par_iter().map(Tally::judge).reduce(Tally::default, Tally::join);
    println!("{}", tally.other_words.join("\n"));
    println!("{} verdicts, {} undecided, {} texts", tally.verdicts, tally.undecided, tally.texts);
    assert!(tally.verdicts > 50_000 && tally.texts > 20_000, "{} texts of {}", tally.texts, tally.verdicts);
    assert!(tally.undecided * 70 < tally.verdicts, "{} undecided of {}", tally.undecided, tally.verdicts);
    assert!(tally.wrong.is_empty(), "{} wrong:\n{}", tally.wrong.len(), tally.wrong.join("\n"));
    assert!(tally.other_words.len() * 100 <= tally.texts * 2, "words differ in {}", tally.other_words.len());
}
