//! `cfglint explain` on what real servers wrote (`fixtures/logs`): the right cause first, nothing on
//! healthy logs; and on what is no log at all.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// `scenario.yaml` of a recording.
#[derive(Deserialize)]
struct Scenario {
    cause: String,
    #[serde(default)]
    also: Vec<String>,
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cfglint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cfglint"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).env("LC_ALL", "C.UTF-8");
    command.output().unwrap()
}

fn explained(folder: &Path, arguments: &[&str]) -> Value {
    let mut all = vec!["explain", "--format", "json"];
    all.extend(arguments);
    let output = cfglint(folder, &all);
    let document = serde_json::from_slice(&output.stdout);
    document.unwrap_or_else(|error| {
        panic!("{folder:?} {arguments:?}: {error}: {}", String::from_utf8_lossy(&output.stderr))
    })
}

/// The recordings of the systems that have patterns, `rules/logs/<system>.yaml`.
fn scenarios() -> Vec<(PathBuf, Scenario)> {
    let mut found = Vec::new();
    let known = |system: &&str| project().join(format!("rules/logs/{system}.yaml")).exists();
    let systems = ["zookeeper", "storm", "kafka"].into_iter().filter(known);
    let folders = systems.map(|system| project().join("fixtures/logs").join(system));
    let mut open: Vec<PathBuf> = folders.filter(|folder| folder.exists()).collect();
    while let Some(folder) = open.pop() {
        let file = folder.join("scenario.yaml");
        if file.exists() {
            found.push((folder, serde_yaml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()));
            continue;
        }
        open.extend(std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

fn ids(document: &Value) -> Vec<String> {
    let incidents = document["incidents"].as_array().unwrap();
    incidents.iter().map(|incident| incident["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_cause_of_every_recorded_failure_is_told_first() {
    let schema: Value = serde_json::from_str(cfglint::report::schema::find("explain").unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut wrong = Vec::new();
    let mut right: BTreeMap<String, usize> = BTreeMap::new();
    let scenarios = scenarios();
    for (folder, scenario) in &scenarios {
        let name = folder.strip_prefix(project().join("fixtures/logs")).unwrap().display().to_string();
        let document = explained(folder, &["."]);
        let invalid: Vec<String> =
            validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path)).collect();
        assert!(invalid.is_empty(), "{name}:\n  {}", invalid.join("\n  "));
        let ids = ids(&document);
        let good = if scenario.cause == "benign" {
            // A healthy Storm or ZooKeeper tells nothing at all; elsewhere there is no more than trouble.
            let quiet = name.contains("/healthy") && !name.starts_with("kafka");
            let serious = |incident: &Value| quiet || incident["severity"] != "warning";
            let unexplained = quiet && document["unexplained_total"] != 0;
            !(unexplained || document["incidents"].as_array().unwrap().iter().any(serious))
        } else {
            ids.first().is_some_and(|first| *first == scenario.cause || scenario.also.contains(first))
        };
        if good {
            *right.entry(name.split('/').next().unwrap_or_default().to_owned()).or_default() += 1;
        } else {
            let unexplained = document["unexplained_total"].as_u64().unwrap();
            wrong.push(format!("{name}: want {}, got {ids:?}, {unexplained} unexplained", scenario.cause));
        }
    }
    println!("right: {right:?} of {}", scenarios.len());
    assert!(wrong.is_empty(), "{} of {}:\n{wrong:#?}\n", wrong.len(), scenarios.len());
}

#[test]
fn what_is_no_log_of_ours_is_left_alone() {
    let guard = tempfile::tempdir().unwrap();
    let folder = guard.path();
    let hadoop =
        "2015-10-18 18:01:47,978 INFO [main] org.apache.hadoop.mapreduce.v2.app.MRAppMaster: Created MRAppMaster\n";
    let files: [(&str, Vec<u8>); 7] = [
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("core", b"\x7fELF\x02\x01\x01\0\0\0\0".to_vec()),
        ("random", (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
        ("hadoop.log", hadoop.repeat(50).into_bytes()),
        ("nginx.log", b"2016/05/19 00:44:34 [emerg] 11486#0: bind() to 0.0.0.0:80 failed (98: Address already in use)\n".to_vec()),
        ("web.log", b"2018-10-10 12:38:03.015 ERROR 82692 --- [main] o.a.coyote.http11.Http11NioProtocol : Failed to start\n\njava.net.BindException: Address already in use\n\tat sun.nio.ch.Net.bind0(Native Method)\n".to_vec()),
        ("empty.log", Vec::new()),
    ];
    for (name, bytes) in &files {
        std::fs::write(folder.join(name), bytes).unwrap();
        let output = cfglint(folder, &["explain", name]);
        assert_eq!(output.status.code(), Some(3), "{name}: {}", String::from_utf8_lossy(&output.stdout));
        assert!(ids(&explained(folder, &[name])).is_empty(), "{name}");
    }
    // The rest of a mixed folder is explained.
    let ours =
        "2020-03-26 04:43:32,287 [myid:] - ERROR [main:QuorumPeerMain@85] - Invalid config, exiting abnormally\n";
    std::fs::write(folder.join("zookeeper.out"), ours).unwrap();
    let document = explained(folder, &["."]);
    assert_eq!(ids(&document), ["zk.config-refused"]);
    assert_eq!(document["skipped"].as_array().unwrap().len(), files.len());
}

#[test]
fn nothing_that_a_terminal_obeys_and_no_secret_comes_out() {
    let guard = tempfile::tempdir().unwrap();
    let log = "[2020-01-01 00:00:00,000] INFO starting (kafka.server.KafkaServer)\n\
               [2020-01-01 00:00:01,000] ERROR \u{1b}[31mred\u{1b}[0m \u{202e}bidi -Dssl.keystore.password=hunter2hunter2 \u{9b}x (kafka.server.KafkaServer)\n\
               java.lang.IllegalStateException: ssl.key.password = hunter2hunter2\n";
    std::fs::write(guard.path().join("server.log"), log).unwrap();
    for arguments in [&["explain", "server.log", "--verbose"][..], &["explain", "server.log", "--format", "json"][..]] {
        let output = cfglint(guard.path(), arguments);
        let shown = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{shown}");
        assert!(shown.contains("red"), "{shown}");
    }
}

#[test]
fn compressed_and_two_byte_logs_are_read_as_they_are() {
    let guard = tempfile::tempdir().unwrap();
    let log = "2020-03-26 04:43:32,287 [myid:] - ERROR [main:QuorumPeerMain@85] - Invalid config, exiting abnormally\n\
               Caused by: java.lang.IllegalArgumentException: /data/myid file is missing\n";
    let two_byte: Vec<u8> = format!("\u{feff}{log}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, log.as_bytes()).unwrap();
    std::fs::write(guard.path().join("zookeeper.out.1.gz"), packed.finish().unwrap()).unwrap();
    std::fs::write(guard.path().join("zookeeper.out"), two_byte).unwrap();
    for name in ["zookeeper.out.1.gz", "zookeeper.out"] {
        assert_eq!(ids(&explained(guard.path(), &[name])), ["zk.myid-missing"], "{name}");
    }
}

#[test]
fn what_is_left_out_of_a_line_without_end_is_told() {
    let guard = tempfile::tempdir().unwrap();
    let record = |text: &str| format!("2020-03-26 04:43:32,287 [myid:] - INFO  [main:QuorumPeerMain@85] - {text}\n");
    let log = format!("{}{}{}", record("Starting"), record(&"x".repeat(5 << 20)), record("LOOKING"));
    std::fs::write(guard.path().join("zookeeper.out"), log).unwrap();
    let notes = explained(guard.path(), &["zookeeper.out"])["notes"].to_string();
    assert!(notes.contains("bytes of lines longer than 1 MiB were left out"), "{notes}");
}

#[test]
fn bad_use_is_told_in_one_message() {
    let guard = tempfile::tempdir().unwrap();
    std::fs::write(guard.path().join("zookeeper.out"), "2020-03-26 04:43:32,287 [myid:] - INFO  [main:X@1] - x\n")
        .unwrap();
    std::fs::create_dir(guard.path().join("packs")).unwrap();
    let pack = "component: kafka\nproblems:\n- {id: kafka.x, match: 'a(b', severity: error, say: {en: x, zh: x}, do: [], evidence: x, lines: [x]}\n";
    std::fs::write(guard.path().join("packs/mine.yaml"), pack).unwrap();
    let cases: [(&[&str], &str); 4] = [
        (&["explain", "nowhere.log"], "nowhere.log"),
        (&["explain", "zookeeper.out", "--since", "yesterday"], "is no time"),
        (&["explain", "zookeeper.out", "--patterns", "packs"], "mine.yaml"),
        (&["explain", "zookeeper.out", "--patterns", "nowhere"], "nowhere"),
    ];
    for (arguments, told) in cases {
        let output = cfglint(guard.path(), arguments);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {message}");
        assert!(message.contains(told), "{arguments:?}: {message}");
    }
}
