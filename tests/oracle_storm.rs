//! Storm's own validation against ours, over one-line configurations that were run through the real
//! `ConfigValidation` of 1.0.2 and 2.8.8 (`fixtures/oracle/storm-validation.tsv`).

use camino::Utf8Path;
use cfglint::catalog::{Component, VersionSet};
use cfglint::model::storm;
use cfglint::source::Sources;
use cfglint::syntax::placeholder::Placeholders;

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
