//! Every log pattern matches the real records that it names, wins over every other pattern there, and
//! leaves its near misses alone; ids, rules and options that it names exist.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use cfglint::catalog::Component;
use cfglint::finding::incident::Phase;
use cfglint::logs::pattern::format::Pack;
use cfglint::logs::pattern::{Meaning, Patterns};
use cfglint::logs::scan::{Hit, Scanner, Work};
use std::collections::BTreeSet;
use std::path::Path;

fn packs() -> Vec<(String, Pack)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/logs");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let pack = Pack::read(&std::fs::read_to_string(&path).unwrap()).unwrap();
        (path.file_name().unwrap().to_string_lossy().into_owned(), pack)
    };
    paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "yaml")).map(read).collect()
}

struct Entry {
    id: String,
    component: String,
    lines: Vec<String>,
    not: Vec<String>,
}

fn entries() -> Vec<Entry> {
    let mut all = Vec::new();
    for (_, pack) in packs() {
        let entry = |id: &str, lines: &[String], not: &[String]| Entry {
            id: id.to_owned(),
            component: pack.component.clone(),
            lines: lines.to_vec(),
            not: not.to_vec(),
        };
        all.extend(pack.phases.iter().map(|e| entry(&e.id, &e.lines, &e.not)));
        all.extend(pack.signs.iter().map(|e| entry(&e.id, &e.lines, &e.not)));
        all.extend(pack.noise.iter().map(|e| entry(&e.id, &e.lines, &e.not)));
        all.extend(pack.problems.iter().map(|e| entry(&e.id, &e.lines, &e.not)));
    }
    all
}

fn scanner() -> Scanner {
    Scanner::new(Patterns::with(Vec::new())).unwrap()
}

/// The patterns that hold for a record when the log is of `component`: the chosen one first.
fn told(scanner: &Scanner, record: &str, component: &str) -> Vec<&'static str> {
    let hits: Vec<Hit> = scanner.scan(record.as_bytes(), &mut Work::default()).hits;
    let fits = |number: u32| {
        let pattern = scanner.patterns.get(number).unwrap();
        // What anybody may log is told where no component's own pattern fits.
        let fits = pattern.component.is_none_or(|known: Component| known.id() == component);
        fits.then_some(pattern.id)
    };
    let mut ids = Vec::new();
    for hit in &hits {
        ids.extend(hit.phases.iter().filter_map(|found| fits(found.pattern)));
        ids.extend(hit.matches.iter().find_map(|found| fits(found.pattern)));
    }
    ids
}

#[test]
fn every_pattern_wins_on_its_own_records_and_leaves_near_misses_alone() {
    let scanner = scanner();
    let mut wrong = Vec::new();
    for entry in entries() {
        for line in &entry.lines {
            let ids = told(&scanner, line, &entry.component);
            if !ids.contains(&entry.id.as_str()) {
                wrong.push(format!("{} should be told of {line:?}, but {ids:?} is", entry.id));
            }
        }
        for line in &entry.not {
            if told(&scanner, line, &entry.component).contains(&entry.id.as_str()) {
                wrong.push(format!("{} must not be told of {line:?}", entry.id));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn pattern_files_name_the_phases_that_there_are() {
    assert_eq!(cfglint::logs::pattern::format::PHASES, Phase::ALL.map(Phase::id));
}

#[test]
fn everything_that_patterns_name_exists() {
    let mut ids = BTreeSet::new();
    for pattern in Patterns::with(Vec::new()).all() {
        assert!(ids.insert(pattern.id), "{} is there twice", pattern.id);
    }
    let phases: BTreeSet<&str> = cfglint::logs::pattern::format::PHASES.into_iter().chain(["works"]).collect();
    let mut wrong = Vec::new();
    for pattern in Patterns::with(Vec::new()).all() {
        let Meaning::Problem(problem) = &pattern.meaning else { continue };
        for rule in problem.rules {
            if cfglint::rules::find(rule).is_none() {
                wrong.push(format!("{}: there is no rule {rule}", pattern.id));
            }
        }
        if problem.sign.is_some_and(|sign| !ids.contains(sign)) {
            wrong.push(format!("{}: sign: there is no {:?}", pattern.id, problem.sign));
        }
        for sign in problem.expected_after {
            if !ids.contains(sign) {
                wrong.push(format!("{}: expected-after: there is no {sign}", pattern.id));
            }
        }
        for end in problem.heals {
            if !phases.contains(end) && !ids.contains(end) {
                wrong.push(format!("{}: heals: {end} is no phase and no id", pattern.id));
            }
        }
        for cause in problem.under {
            let cause_word = cause.split_once('.').map_or("", |(_, word)| word);
            let any = ["jvm", "system"].iter().any(|prefix| ids.contains(format!("{prefix}.{cause_word}").as_str()));
            if !ids.contains(cause) && !any {
                wrong.push(format!("{}: under: there is no {cause}", pattern.id));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_pack_that_asks_for_what_is_not_there_is_refused() {
    let refusal = |more: &str| {
        let pack = format!(
            "component: storm\nproblems:\n- {{id: storm.x, match: 'worker (?<worker>\\S+) ended', severity: error, say: {{en: x, zh: x}}, do: [{{en: x, zh: x}}], evidence: x, lines: [x]{more}}}\n"
        );
        Pack::read(&pack).err().unwrap_or_default()
    };
    assert_eq!(refusal(""), "");
    assert_eq!(refusal(", about: [worker], expected-after: [storm.y], harmless-why: {en: x, zh: x}"), "");
    for (more, told) in [
        (", expected-after: [storm.y]", "expected-after"),
        (", about: [port], expected-after: [storm.y], harmless-why: {en: x, zh: x}", "about"),
        (", differ: [worker]", "differ"),
        (", differ: [worker, port]", "differ"),
        (", why: {en: 'x[[ of {worker}', zh: 'x[[ of {worker}'}", "[["),
    ] {
        assert!(refusal(more).contains(told), "{more}: {:?}", refusal(more));
    }
}
