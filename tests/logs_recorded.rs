//! The form of the recorded logs (`fixtures/logs/<component>/<version>/<scenario>/`): what their README promises.
//! What `cfglint explain` makes of them is `explain.rs`.

#![allow(clippy::unwrap_used)]

use serde::Deserialize;
use std::path::{Path, PathBuf};

/// `scenario.yaml`: these fields and no others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    cause: String,
    #[serde(default)]
    change: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    consequences: Vec<String>,
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// Every file below, at any depth.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        let (folders, files): (Vec<_>, Vec<_>) = below(&folder).into_iter().partition(|path| path.is_dir());
        open.extend(folders);
        found.extend(files);
    }
    found
}

fn label(text: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
    };
    text == "benign" || text.split_once('.').is_some_and(|(component, cause)| word(component) && word(cause))
}

#[test]
fn every_recording_has_the_form_that_the_readme_promises() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/logs");
    let mut wrong = Vec::new();
    let mut count = 0;
    let releases = below(&root).into_iter().filter(|path| path.is_dir()).flat_map(|component| below(&component));
    for folder in releases.flat_map(|release| below(&release)) {
        let name = folder.strip_prefix(&root).unwrap().display().to_string();
        let mut fault = |what: String| wrong.push(format!("{name}: {what}"));
        count += 1;
        let text = std::fs::read_to_string(folder.join("scenario.yaml")).unwrap_or_default();
        match serde_yaml::from_str::<Scenario>(&text) {
            Err(error) => fault(format!("scenario.yaml: {error}")),
            Ok(scenario) => {
                if text.lines().count() != 1 {
                    fault("scenario.yaml has more than one line".to_owned());
                }
                let labels = std::iter::once(&scenario.cause).chain(&scenario.also).chain(&scenario.consequences);
                labels.filter(|text| !label(text)).for_each(|text| fault(format!("`{text}` is no label")));
                if scenario.cause != "benign" && scenario.change.is_empty() {
                    fault("it says not what to change".to_owned());
                }
            }
        }
        let files = files(&folder);
        let is_log = |path: &&PathBuf| {
            path.file_name().unwrap() != "scenario.yaml" && path.parent().unwrap().file_name().unwrap() != "conf"
        };
        if !files.iter().filter(is_log).any(|path| path.metadata().unwrap().len() > 0) {
            fault("no log".to_owned());
        }
        for path in &files {
            let content = std::fs::read(path).unwrap();
            if content.len() > 300_000 {
                fault(format!("{}: {} bytes", path.display(), content.len()));
            }
            let content = String::from_utf8_lossy(&content);
            // What the servers' own defaults say is no path of the machine.
            let defaults = ["/tmp/dev-storm-zookeeper", "/tmp/kafka-logs", "/tmp/kraft-combined-logs"];
            let content = defaults.iter().fold(content.into_owned(), |text, default| text.replace(default, ""));
            let of_a_machine = |line: &&str| ["/tmp/", "/work/", "/root/"].iter().any(|path| line.contains(path));
            if let Some(line) = content.lines().find(of_a_machine) {
                let shown: String = line.chars().take(200).collect();
                fault(format!("{}: a path of the recording machine: {shown}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 80, "only {count} recordings");
}
