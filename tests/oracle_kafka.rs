//! Kafka's own verdicts: every case of `fixtures/oracle/kafka-0.9.0.1.tsv` was run through the real
//! `KafkaConfig` of 0.9.0.1, every case of `fixtures/oracle/kafka.jsonl` through those of 14 versions
//! from 0.9.0.1 to 4.2.0 (on JDK 17). What it refuses must be refused here, with its words; what it
//! accepts must not be. In `kafka.jsonl`, `refused` holds the exception's message from a version on
//! until the next one that is named; an empty one: accepted.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use cfglint::catalog::{Component, VersionSet};
use cfglint::finding::Stage;
use cfglint::model::kafka;
use cfglint::source::Sources;
use cfglint::syntax::placeholder::Placeholders;

struct Case {
    name: String,
    accepted: bool,
    words: String,
    bytes: Vec<u8>,
}

/// `\n`, `\t`, `\r` and `\\` stand for themselves in the table; text beyond Latin-1 was UTF-8.
fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/oracle/kafka-0.9.0.1.tsv");
    let table = std::fs::read_to_string(path).unwrap();
    table
        .split('\n')
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let text = unescape(fields[3]);
            let latin = text.chars().all(|c| u32::from(c) < 256);
            let bytes = if latin { text.chars().map(|c| c as u8).collect() } else { text.into_bytes() };
            let words = fields[2].split_once(": ").map_or(fields[2], |(_, words)| words);
            Case { name: fields[0].to_owned(), accepted: fields[1] == "OK", words: unescape(words), bytes }
        })
        .collect()
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('x') => {
                let digits: String = chars.by_ref().take(2).collect();
                out.extend(u8::from_str_radix(&digits, 16).map(char::from));
            }
            Some('\\') => out.push('\\'),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_verdict_is_kafkas() {
    let (versions, _) = VersionSet::parse(Component::Kafka, "0.9.0.1").unwrap();
    let cases = cases();
    let (mut wrong, mut worded, mut refused) = (Vec::new(), 0, 0);
    for case in &cases {
        let mut sources = Sources::default();
        let id = sources.add("server.properties", case.bytes.clone());
        let config = kafka::read(sources.get(id), versions, &Placeholders::default());
        let texts: Vec<String> = config.refusals.iter().map(|refusal| squeeze(&refusal.text)).collect();
        if texts.is_empty() != case.accepted {
            wrong.push(format!("{}: accepted {}, here {texts:?}; real: {}", case.name, case.accepted, case.words));
        }
        if !case.accepted {
            refused += 1;
            let words = squeeze(&case.words);
            if texts.contains(&words) {
                worded += 1;
            } else {
                println!("other words: {}: {words:?}, here {texts:?}", case.name);
            }
        }
    }
    assert!(cases.len() > 60 && refused > 25, "{} cases", cases.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(worded * 100 >= refused * 98, "words equal in {worded} of {refused}");
}

#[test]
fn the_verdict_is_that_of_every_version() {
    const VERSIONS: [&str; 14] = [
        "0.9.0.1", "0.10.2.2", "0.11.0.3", "1.1.1", "2.4.1", "2.8.2", "3.0.2", "3.3.2", "3.6.2", "3.8.1", "3.9.1",
        "4.0.1", "4.1.1", "4.2.0",
    ];
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/oracle/kafka.jsonl");
    let (mut wrong, mut verdicts, mut worded, mut refused) = (Vec::new(), 0, 0, 0);
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let bytes: Vec<u8> = case["properties"].as_str().unwrap().chars().map(|c| c as u8).collect();
        let mut words = "";
        for version in VERSIONS {
            words = case["refused"].get(version).map_or(words, |now| now.as_str().unwrap());
            let (versions, _) = VersionSet::parse(Component::Kafka, version).unwrap();
            let mut sources = Sources::default();
            let id = sources.add("server.properties", bytes.clone());
            let config = kafka::read(sources.get(id), versions, &Placeholders::default());
            // The cases were run as far as `KafkaConfig`; what a later step refuses isn't in the table.
            let parse = config.refusals.iter().filter(|refusal| refusal.stage == Stage::Parse);
            let texts: Vec<String> = parse.map(|refusal| squeeze(&refusal.text)).collect();
            verdicts += 1;
            if texts.is_empty() != words.is_empty() {
                wrong.push(format!("{version} {}: {texts:?}; real: {words:?}", case["case"]));
            }
            refused += usize::from(!words.is_empty());
            worded += usize::from(!words.is_empty() && texts.contains(&squeeze(words)));
        }
    }
    assert!(verdicts > 10_000 && refused > 5_000, "{refused} of {verdicts}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(worded * 100 >= refused * 99, "words equal in {worded} of {refused}");
}
