//! Recorded verdicts of the real `QuorumPeerConfig.parse` of seven releases against the model's.
//!
//! A line of `fixtures/oracle/zookeeper.jsonl` is one case: a zoo.cfg, the myid in its dataDir, other
//! files beside it, and what each release said. `@` stands for the directory of the case. Strings are
//! Latin-1, as Properties reads them. `recorded-zookeeper.jsonl` holds more of the kind (oracle/README.md).

#![allow(clippy::unwrap_used)]

#[allow(dead_code, unreachable_pub)]
#[path = "oracle/recorded.rs"]
mod recorded;

use cfglint::catalog::{Component, VersionSet};
use cfglint::finding::Stage;
use cfglint::model::{Companion, Refusal, zookeeper};
use cfglint::source::{SourceId, Sources};
use cfglint::syntax::placeholder::{self, Placeholders};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

fn latin_1(text: &str) -> Vec<u8> {
    text.replace("@/", "/").replace('@', "").chars().map(|c| c as u8).collect()
}

/// One case's files.
struct Case {
    sources: Sources,
    config: SourceId,
    files: HashMap<String, SourceId>,
    directories: Vec<String>,
}

impl Case {
    fn of(line: &Value) -> Self {
        let mut sources = Sources::default();
        let config = sources.add("/zoo.cfg", latin_1(line["cfg"].as_str().unwrap()));
        let mut files = HashMap::new();
        let mut directories = Vec::new();
        match &line["myid"] {
            Value::Null => {}
            Value::String(text) => {
                files.insert("/data/myid".to_owned(), sources.add("/data/myid", latin_1(text)));
            }
            _ => directories.push("/data/myid".to_owned()),
        }
        for (name, text) in line["files"].as_object().into_iter().flatten() {
            let path = format!("/{name}");
            files.insert(path.clone(), sources.add(path, latin_1(text.as_str().unwrap())));
        }
        Self { sources, config, files, directories }
    }

    fn companion(&self, path: Option<&camino::Utf8PathBuf>) -> Companion<'_> {
        let Some(path) = path else { return Companion::OutOfSight };
        match self.files.get(path.as_str()) {
            Some(&id) => Companion::File(self.sources.get(id)),
            None if self.directories.contains(&path.to_string()) => Companion::Directory,
            None => Companion::Missing,
        }
    }

    /// What the parser refuses, and whether more rests on what is outside the file.
    fn judged(&self, version: &str, placeholders: &Placeholders) -> (Vec<Refusal>, bool) {
        let (versions, _) = VersionSet::parse(Component::ZooKeeper, version).unwrap();
        let mut config = zookeeper::read(self.sources.get(self.config), versions, placeholders);
        let paths = config.companions("/zoo.cfg".into());
        config.judge(&zookeeper::Companions {
            my_id: self.companion(paths.my_id.as_ref()),
            dynamic: self.companion(paths.dynamic.as_ref()),
            next: self.companion(paths.next.as_ref()),
            log_dir: self.companion(paths.log_dir.as_ref()),
        });
        for refusal in &config.refusals {
            assert!(!refusal.versions.is_empty() && refusal.versions.within(versions), "{refusal:?}");
        }
        let depends = config.refusals.iter().any(|refusal| refusal.depends_on.is_some());
        // The recorded verdicts are the parser's: it doesn't look whether the own id is in the list.
        config.refusals.retain(|refusal| refusal.stage == Stage::Parse && refusal.depends_on.is_none());
        (config.refusals, depends)
    }
}

fn spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn verdicts_and_words_are_those_of_the_real_parser() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/oracle/zookeeper.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let (mut verdicts, mut refused, mut worded) = (0, 0, 0);
    let mut wrong = Vec::new();
    let mut other_words = Vec::new();
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let id = line["id"].as_str().unwrap();
        // What the JVM's flags or the directory of the start decide is out of a file's hands.
        if line["system_properties"].as_str().is_some_and(|flags| !flags.is_empty()) || id == "dataDir_relative" {
            continue;
        }
        let case = Case::of(&line);
        for (version, result) in line["result"].as_object().unwrap() {
            let (refusals, depends) = case.judged(version, &Placeholders::default());
            let accepted = result["ok"].as_bool().unwrap();
            // What is on the class path is no property of the file.
            if depends && result["error"].as_str().is_some_and(|error| error.contains("ClassNotFoundException")) {
                continue;
            }
            verdicts += 1;
            if accepted != refusals.is_empty() {
                let ours: Vec<_> = refusals.iter().map(|refusal| &refusal.text).collect();
                wrong.push(format!("{version} {id}: {:?}, ours {ours:?}", result.get("error")));
            } else if !accepted {
                refused += 1;
                let error = result["error"].as_str().unwrap();
                // Every exception of the chain, without its class.
                let causes: Vec<String> = error
                    .split("<-")
                    .map(|cause| spaces(&cause.split_once(": ").map_or(cause, |(_, words)| words).replace('@', "")))
                    .collect();
                // Which of several mistakes the server meets first is up to a hash table.
                if refusals.iter().any(|refusal| causes.contains(&spaces(&refusal.text))) {
                    worded += 1;
                } else {
                    let ours: Vec<_> = refusals.iter().map(|refusal| &refusal.text).collect();
                    other_words.push(format!("{version} {id}: {causes:?}, ours {ours:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {verdicts} verdicts differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(verdicts > 900 && refused > 300);
    assert!(worded == refused, "{worded} of {refused} worded alike:\n{}", other_words.join("\n"));
}

/// What one release is wrong about; `None`: nothing.
fn recorded_difference(
    recording: &recorded::Recording,
    version: &str,
    result: &Value,
    tally: &Tally,
) -> Option<String> {
    let rooted = |bytes: &[u8]| {
        let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
        latin_1(&text)
    };
    let mut sources = Sources::default();
    let config = sources.add("/zoo.cfg", rooted(&recording.bytes));
    let mut files = HashMap::new();
    // Every input has an empty data directory.
    let mut directories = vec!["/data".to_owned()];
    for (name, bytes) in &recording.files {
        let path = format!("/{name}");
        match bytes {
            Some(bytes) => drop(files.insert(path.clone(), sources.add(path, rooted(bytes)))),
            None => directories.push(path),
        }
    }
    let case = Case { sources, config, files, directories };
    let placeholders = placeholder::find(&case.sources.get(config).bytes, placeholder::Flavour::Properties);
    let (refusals, depends) = case.judged(version, &placeholders);
    let wanted = recorded::is_refused(result);
    tally.verdicts.fetch_add(1, Relaxed);
    let chain = recorded::chain(result);
    if wanted && refusals.is_empty() && placeholders.is_template() {
        // A placeholder's value is unknown to us: the server trips over it.
        tally.undecided.fetch_add(1, Relaxed);
        return None;
    }
    if wanted && refusals.is_empty() && depends && chain.iter().any(|link| link.contains("ClassNotFoundException")) {
        // What is on the class path is no property of the file.
        tally.undecided.fetch_add(1, Relaxed);
        return None;
    }
    let said: Vec<String> = refusals.into_iter().map(|refusal| refusal.text).collect();
    if wanted == said.is_empty() {
        return Some(format!("{version} {}: {chain:?}, ours {said:?}", recording.id));
    }
    if wanted && !placeholders.is_template() {
        tally.texts.fetch_add(1, Relaxed);
        if !recorded::same_text(result, &said) {
            tally.other_words.lock().unwrap().push(format!("{version} {}: {chain:?}, ours {said:?}", recording.id));
        }
    }
    None
}

#[derive(Default)]
struct Tally {
    verdicts: AtomicUsize,
    undecided: AtomicUsize,
    texts: AtomicUsize,
    other_words: Mutex<Vec<String>>,
}

/// 900 more inputs, each judged by the parser of seven releases.
#[test]
fn the_recordings_agree() {
    let recordings = recorded::load("zookeeper");
    let tally = Tally::default();
    let wrong: Vec<String> = recordings
        .par_iter()
        .flat_map_iter(|recording| recording.results.iter().map(move |(version, result)| (recording, version, result)))
        .filter_map(|(recording, version, result)| recorded_difference(recording, version, result, &tally))
        .collect();
    let Tally { verdicts, undecided, texts, other_words } = tally;
    let (verdicts, undecided, texts) = (verdicts.into_inner(), undecided.into_inner(), texts.into_inner());
    let other_words = other_words.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {verdicts} verdicts differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(verdicts > 6000 && undecided * 100 < verdicts, "{verdicts} verdicts, {undecided} undecided");
    let most = texts / 50;
    assert!(other_words.len() <= most, "{} of {texts} texts differ:\n{}", other_words.len(), other_words.join("\n"));
}
