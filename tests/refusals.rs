//! `fixtures/oracle/refusals.tsv` lists every refusal that a server's configuration can meet. Here
//! each one is reached by a recording of the real classes in exactly the releases that it names, and
//! every recorded refusal belongs to a listed one; so no refusal is left out, and none is only
//! believed. `tests/oracle/REFUSALS.md` shows the list with what stands behind it;
//! `CFGLINT_BLESS=1 cargo test --test refusals` writes it anew.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[allow(dead_code, unreachable_pub)]
#[path = "oracle/recorded.rs"]
mod recorded;
#[allow(unreachable_pub)]
#[path = "oracle/refusal_list.rs"]
mod refusal_list;

use recorded::Recording;
use refusal_list::{Listed, Reached};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The systems of the list and the recordings that hold their verdicts.
const SYSTEMS: [(&str, &[&str]); 4] = [
    ("zookeeper", &["zookeeper"]),
    ("kafka", &["kafka"]),
    ("kafka-meta", &["kafka-meta"]),
    ("storm", &["storm", "yaml"]),
];

/// Every recording counted: which listed refusals it reaches, and which refusals belong to none.
fn count(list: &[Listed]) -> (Vec<Reached>, Vec<String>) {
    let mut reached: Vec<Reached> = list.iter().map(|_| Reached::default()).collect();
    let mut unlisted = Vec::new();
    for (system, kinds) in SYSTEMS {
        let rows: Vec<usize> = (0..list.len()).filter(|&row| list[row].system == system).collect();
        for recording in kinds.iter().flat_map(|kind| recorded::load(kind)) {
            // What is refused before the log directories are looked at is another system's row.
            let only_start = system == "kafka-meta";
            count_one(list, &rows, &recording, only_start, &mut reached, &mut unlisted);
        }
    }
    (reached, unlisted)
}

fn count_one(
    list: &[Listed],
    rows: &[usize],
    recording: &Recording,
    only_start: bool,
    reached: &mut [Reached],
    unlisted: &mut Vec<String>,
) {
    let mut last = None;
    let counts = |result: &Value| recorded::is_refused(result) && (!only_start || result["stage"] == "start");
    for (release, result) in recording.results.iter().filter(|(_, result)| counts(result)) {
        // Neighbouring releases share their result.
        let said = match &last {
            Some((known, said)) if known == result => said,
            _ => &last.insert((result.clone(), refusal_list::matching(list, rows, result))).1,
        };
        if said.is_empty() {
            unlisted.push(format!("{release} {}: {:?}", recording.id, recorded::chain(result)));
        }
        for &row in said {
            reached[row].add(release, &recording.id);
        }
    }
}

#[test]
fn every_refusal_is_recorded_and_every_recorded_one_is_listed() {
    let list = refusal_list::read();
    let (reached, unlisted) = count(&list);
    let mut wrong = Vec::new();
    let (mut recorded, mut unreachable) = (0, 0);
    for (listed, reached) in list.iter().zip(&reached) {
        let releases = reached.releases();
        if listed.is_unreachable() {
            unreachable += 1;
            if !releases.is_empty() {
                wrong.push(format!("{}: listed as out of reach, and recorded in {releases:?}", listed.id));
            }
            continue;
        }
        recorded += 1;
        let claimed = refusal_list::releases(&listed.system, &listed.releases);
        let unreached: Vec<_> = claimed.difference(&releases).collect();
        if !unreached.is_empty() {
            wrong.push(format!("{}: no recording reaches it in {unreached:?}", listed.id));
        }
        let beyond: Vec<_> = releases.difference(&claimed).collect();
        if !beyond.is_empty() {
            let (id, _) = reached.example().unwrap();
            wrong.push(format!("{}: recorded in {beyond:?} too, such as by {id:?}", listed.id));
        }
    }
    println!("{recorded} refusals recorded, {unreachable} out of a recording's reach");
    assert!(recorded > 200 && unreachable < 80, "{recorded} recorded, {unreachable} not");
    assert!(wrong.is_empty(), "{} refusals:\n{}", wrong.len(), wrong.join("\n"));
    assert!(unlisted.is_empty(), "{} belong to no listed refusal:\n{}", unlisted.len(), unlisted.join("\n"));
}

#[test]
fn the_list_is_in_order() {
    let list = refusal_list::read();
    let ids: BTreeSet<&str> = list.iter().map(|listed| listed.id.as_str()).collect();
    assert_eq!(ids.len(), list.len(), "an id stands twice");
    let rules: BTreeSet<&str> = cfglint::rules::all().map(|rule| rule.name).collect();
    for listed in &list {
        assert!(listed.id.starts_with(&format!("{}/", listed.system)), "{}", listed.id);
        assert!(!listed.upstream.is_empty(), "{}: where upstream?", listed.id);
        assert_eq!(listed.is_unreachable(), listed.releases == "-", "{}: either releases or a reason", listed.id);
        let known = listed.rule == "-" || rules.contains(listed.rule.as_str());
        assert!(known, "{}: there is no rule {}", listed.id, listed.rule);
        assert!(listed.is_unreachable() || listed.said.is_some(), "{}: which sentence?", listed.id);
    }
}

#[test]
fn the_listing_is_what_the_recordings_say() {
    let list = refusal_list::read();
    let (reached, _) = count(&list);
    let told = refusal_list::rules_by_sentence(&list);
    let mut page = String::from(
        "# The refusals and their recordings\n\n\
         Written by `CFGLINT_BLESS=1 cargo test --test refusals` from `fixtures/oracle/refusals.tsv` and the recordings.\n\
         The rule is the one by which cfglint tells the refusal of the recorded inputs; `-`: none, the class path decides.\n",
    );
    for (system, _) in SYSTEMS {
        let _ = write!(
            page,
            "\n## {system}\n\n| refusal | upstream | releases | inputs | rules |\n|---|---|---|---|---|\n"
        );
        let of_system = || list.iter().zip(&reached).enumerate().filter(|(_, (listed, _))| listed.system == system);
        for (row, (listed, reached)) in of_system().filter(|(_, (listed, _))| !listed.is_unreachable()) {
            // A companion's refusal is no matter of the main file's model.
            let own = Some(listed.rule.as_str()).filter(|rule| *rule != "-");
            let rules: BTreeSet<&str> = told[row].iter().copied().chain(own).collect();
            let (name, rules) = (listed.name(), rules.into_iter().collect::<Vec<_>>().join(", "));
            let rules = if rules.is_empty() { "-" } else { &rules };
            let (upstream, releases, inputs) = (&listed.upstream, &listed.releases, reached.inputs());
            let _ = writeln!(page, "| {name} | `{upstream}` | {releases} | {inputs} | {rules} |");
        }
        let _ =
            write!(page, "\nOut of a recording's reach:\n\n| refusal | upstream | why | rule |\n|---|---|---|---|\n");
        for (_, (listed, _)) in of_system().filter(|(_, (listed, _))| listed.is_unreachable()) {
            let (name, upstream, why, rule) = (listed.name(), &listed.upstream, &listed.unreachable, &listed.rule);
            let _ = writeln!(page, "| {name} | `{upstream}` | {why} | {rule} |");
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/REFUSALS.md");
    if std::env::var_os("CFGLINT_BLESS").is_some() {
        std::fs::write(path, page).unwrap();
        return;
    }
    let known = std::fs::read_to_string(path).unwrap_or_default();
    let differs = known.lines().zip(page.lines()).find(|(known, now)| known != now);
    assert!(known == page, "REFUSALS.md is out of date: {differs:?}; CFGLINT_BLESS=1 writes it anew");
}
