//! The log directories' `meta.properties` as the real classes of 17 releases judge them at start
//! (`fixtures/oracle/recorded-kafka-meta.jsonl`, see `tests/oracle/README.md`) against the model.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[allow(dead_code, unreachable_pub)]
#[path = "oracle/recorded.rs"]
mod recorded;

use cfglint::catalog::{Component, VersionSet};
use cfglint::model::kafka::{self, LogDirectory, METADATA_LOG};
use cfglint::model::{Companion, Refusal};
use cfglint::source::{SourceId, Sources};
use cfglint::syntax::placeholder::Placeholders;
use std::collections::HashMap;

/// One recorded input, with its root at `/`.
struct Case {
    sources: Sources,
    config: SourceId,
    files: HashMap<String, SourceId>,
    directories: Vec<String>,
}

impl Case {
    fn of(recording: &recorded::Recording) -> Self {
        let mut sources = Sources::default();
        let text = String::from_utf8(recording.bytes.clone()).unwrap().replace("@/", "/");
        let config = sources.add("/server.properties", text.into_bytes());
        let mut files = HashMap::new();
        let mut directories = Vec::new();
        for (path, bytes) in &recording.files {
            let path = format!("/{path}");
            directories.extend(path.rsplit_once('/').map(|(directory, _)| directory.to_owned()));
            match bytes {
                Some(bytes) => {
                    files.insert(path.clone(), sources.add(&path, bytes.clone()));
                }
                None => directories.push(path),
            }
        }
        Self { sources, config, files, directories }
    }

    /// What one release refuses of the directories, beside what it refuses of the file alone.
    fn judged(&self, versions: VersionSet) -> Vec<Refusal> {
        let mut config = kafka::read(self.sources.get(self.config), versions, &Placeholders::default());
        let before = config.refusals.len();
        let dirs: Vec<LogDirectory<'_>> = config
            .log_directories()
            .into_iter()
            .map(|(path, span)| {
                let meta = format!("{path}/meta.properties");
                let holds_metadata = self.directories.contains(&format!("{path}/{METADATA_LOG}"));
                let meta = match self.files.get(&meta) {
                    Some(&id) => Companion::File(self.sources.get(id)),
                    None if self.directories.contains(&meta) => Companion::Directory,
                    // A file in the directory's place: reading below it fails as a directory does.
                    None if self.files.contains_key(&path) => Companion::Directory,
                    None => Companion::Missing,
                };
                LogDirectory { path, span, meta, holds_metadata }
            })
            .collect();
        config.judge_stored(&dirs);
        for refusal in &config.refusals {
            assert!(!refusal.versions.is_empty() && refusal.versions.within(versions), "{refusal:?}");
        }
        config.refusals.split_off(before)
    }
}

/// The recorded sentences of the refusal; the entries of a hash table have no order.
fn said(result: &serde_json::Value) -> Vec<String> {
    let message = |link: &&str| link.split_once(": ").map_or("", |(_, message)| message).replace("@/", "/");
    recorded::chain(result).iter().map(message).map(|text| bare(&text)).collect()
}

fn bare(text: &str) -> String {
    text.split(" Found:\n").next().unwrap_or_default().to_owned()
}

#[test]
fn what_a_start_refuses_of_its_directories_is_refused_here() {
    let recordings = recorded::load("kafka-meta");
    let (mut verdicts, mut refused) = (0, 0);
    let (mut wrong, mut other_words) = (Vec::new(), Vec::new());
    for recording in &recordings {
        let case = Case::of(recording);
        let all = case.judged(VersionSet::all(Component::Kafka));
        for (version, result) in &recording.results {
            // The file alone is refused: that is the other recordings' matter.
            if recorded::is_refused(result) && result["stage"] != "start" {
                continue;
            }
            verdicts += 1;
            let (versions, _) = VersionSet::parse(Component::Kafka, version).unwrap();
            let ours = case.judged(versions);
            let texts: Vec<String> = ours.iter().map(|refusal| bare(&refusal.text)).collect();
            let expected = recorded::is_refused(result) || none_left(recording, result);
            if expected == ours.is_empty() {
                wrong.push(format!("{version} {}: {}; ours {texts:?}", recording.id, result));
            } else if recorded::is_refused(result) {
                refused += 1;
                if !said(result).iter().any(|text| texts.contains(text)) {
                    other_words.push(format!("{version} {}: {:?}; ours {texts:?}", recording.id, said(result)));
                }
            }
            // Asked for all releases at once, the verdict of each is the same.
            if all.iter().any(|refusal| versions.within(refusal.versions)) == ours.is_empty() {
                wrong.push(format!("{version} {}: alone {texts:?}, with others {all:?}", recording.id));
            }
        }
    }
    println!("{} inputs, {verdicts} verdicts, {refused} refused", recordings.len());
    assert!(recordings.len() > 150 && verdicts > 1_500 && refused > 800, "{verdicts} verdicts, {refused} refused");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(other_words.is_empty(), "{} in other words:\n{}", other_words.len(), other_words.join("\n"));
}

/// A broker that sets all of its directories aside ends in `LogManager`, behind what was recorded.
fn none_left(recording: &recorded::Recording, result: &serde_json::Value) -> bool {
    let offline = result["offline"].as_array().map_or(0, Vec::len);
    let two = String::from_utf8_lossy(&recording.bytes).contains(",@/d2");
    offline > 0 && offline == if two { 2 } else { 1 } && !recording.id.starts_with("kraft")
}
