//! Storm's own validation against ours, over one-line configurations that were run through the real
//! `ConfigValidation` of 1.0.2 and 2.8.8 (`fixtures/oracle/storm-validation.tsv`).

#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[allow(unreachable_pub)]
#[path = "oracle/storm.rs"]
mod judged;
#[allow(dead_code, unreachable_pub)]
#[path = "oracle/recorded.rs"]
mod recorded;

use camino::Utf8Path;
use cfglint::catalog::{Component, VersionSet};
use cfglint::model::storm;
use cfglint::source::Sources;
use cfglint::syntax::placeholder::Placeholders;
use rayon::prelude::*;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The verdicts and texts must be the same everywhere.
#[test]
fn storm_validates_as_storm_does() {
    let path = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/oracle/storm-validation.tsv");
    let table = std::fs::read_to_string(path).unwrap();
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("yaml\tstorm_1.0.2\tstorm_2.8.8"));
    let (mut cases, mut wrong) = (0, Vec::new());
    for line in lines {
        let [yaml, old, new] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        for (version, said) in [("1.0.2", old), ("2.8.8", new)] {
            cases += 1;
            let texts = refusals(&yaml.replace("\\n", "\n"), version);
            let same = match said {
                "OK" => texts.is_empty(),
                // `IAE: …`: the class of the exception isn't part of its message.
                refused => texts.iter().any(|text| refused.ends_with(&format!(": {text}"))),
            };
            if !same {
                wrong.push(format!("{version} {yaml}: Storm says {said}, we say {texts:?}"));
            }
        }
    }
    println!("{cases} cases");
    assert!(cases > 100 && wrong.is_empty(), "\n  {}\n", wrong.join("\n  "));
}

/// Everything that makes that version refuse the text.
fn refusals(yaml: &str, version: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let id = sources.add("storm.yaml", format!("{yaml}\n").into_bytes());
    let (versions, _) = VersionSet::parse(Component::Storm, version).expect("a known version");
    let config = storm::read(sources.get(id), versions, &Placeholders::default());
    config.refusals.into_iter().map(|refusal| refusal.text).collect()
}

/// Every kind of validator in seven releases, over values of every shape, as the real classes of those
/// releases judged them (`fixtures/oracle/storm-validators.tsv`).
#[test]
fn every_validator_says_what_the_real_one_says() {
    let path = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/oracle/storm-validators.tsv");
    let table = std::fs::read_to_string(path).unwrap();
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("versions\tkey\tyaml\tsaid"));
    let (mut cases, mut wrong) = (0, Vec::new());
    for line in lines {
        let [versions, key, yaml, said] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        for version in versions.split(' ') {
            cases += 1;
            let texts = refusals(&format!("{key}: {yaml}"), version);
            let same = match said.split_once(": ") {
                None => texts.is_empty(),
                // Whether a class of this name exists is the class path's matter, not the file's.
                Some((_, message)) if class_path(message) && !yaml.contains(' ') => texts.is_empty(),
                // The recorded run was on Java 17; the releases up to 2.5 may run on Java 8 too.
                Some((class, message)) if class == "ClassCastException" || message.contains("ClassCastException") => {
                    !texts.is_empty()
                }
                // One line where the server prints several.
                Some((_, message)) => texts.iter().any(|text| {
                    let bare = |text: &str| text.replace("\\n\\t", "").replace(' ', "");
                    bare(text) == bare(message)
                }),
            };
            if !same {
                wrong.push(format!("{version} {key}: {yaml}: Storm says {said}, we say {texts:?}"));
            }
        }
    }
    println!("{cases} cases");
    assert!(
        cases > 10_000 && wrong.is_empty(),
        "{} wrong\n  {}\n",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n  ")
    );
}

fn class_path(message: &str) -> bool {
    message.contains("ClassNotFoundException: ") || message.starts_with("Failed to validate config ")
}

/// Of whose words the class path, no property of the file, decides: `CLASS_PATH` of compare.py.
const CLASS_PATH: [&str; 4] = ["ClassNotFoundException", "could not be found", "cannot be found", "does not implement"];

/// 2,800 inputs, each read by eight releases with their own defaults.yaml.
#[test]
fn the_recordings_agree() {
    let recordings = recorded::load("storm");
    let [verdicts, class_path, undecided, texts] = [const { AtomicUsize::new(0) }; 4];
    let other_words = Mutex::new(Vec::new());
    let wrong: Vec<String> = recordings
        .par_iter()
        .flat_map_iter(|recording| {
            let (template, releases) = judged::judge(recording);
            let mut wrong = Vec::new();
            for judged::Judged { version, result, refusals } in releases {
                let said: Vec<String> = refusals.into_iter().map(|refusal| refusal.text).collect();
                verdicts.fetch_add(1, Relaxed);
                let chain = recorded::chain(result);
                if recorded::is_refused(result) == said.is_empty() {
                    if said.is_empty() && chain.iter().any(|link| CLASS_PATH.iter().any(|words| link.contains(words))) {
                        class_path.fetch_add(1, Relaxed);
                    } else if said.is_empty() && template {
                        // A placeholder's value is unknown to us: the server trips over it.
                        undecided.fetch_add(1, Relaxed);
                    } else {
                        wrong.push(format!("{version} {}: {chain:?}, ours {said:?}", recording.id));
                    }
                } else if recorded::is_refused(result) && !template {
                    texts.fetch_add(1, Relaxed);
                    if !recorded::same_text(result, &said) {
                        let words = format!("{version} {}: {chain:?}, ours {said:?}", recording.id);
                        other_words.lock().unwrap().push(words);
                    }
                }
            }
            wrong
        })
        .collect();
    let [verdicts, class_path, undecided, texts] =
        [verdicts, class_path, undecided, texts].map(AtomicUsize::into_inner);
    let other_words = other_words.into_inner().unwrap();
    println!(
        "{verdicts} verdicts, {class_path} by the class path, {undecided} undecided; {} of {texts} texts differ",
        other_words.len()
    );
    assert!(wrong.is_empty(), "{} of {verdicts} verdicts differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(verdicts > 20_000 && (class_path + undecided) * 50 < verdicts && texts > 6_000);
    let most = texts / 50;
    assert!(other_words.len() <= most, "{} of {texts} texts differ:\n{}", other_words.len(), other_words.join("\n"));
}
