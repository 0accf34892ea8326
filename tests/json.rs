//! `--format json` keeps its contract: the schema that `cfglint schema check` prints, over whole
//! inventories and over findings that use every field.

#![allow(clippy::unwrap_used)]

use camino::{Utf8Path, Utf8PathBuf};
use cfglint::finding::{
    Applicability, Confidence, Edit, Finding, Fix, InputError, Outcome, Place, RefusalText, Related, Severity, Skipped,
    Stage,
};
use cfglint::inventory::{self, Options};
use cfglint::report::{self, Format, schema};
use cfglint::rules::{self, Selection};
use cfglint::source::{Sources, Span};
use cfglint::text::{Lang, Text};
use serde_json::Value;

fn project() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn json(outcome: &Outcome, lang: Lang, cwd: &Utf8Path) -> Value {
    let options = report::Options {
        format: Format::Json,
        lang,
        color: true,
        width: 80,
        terminal: true,
        verbose: false,
        cwd: cwd.to_owned(),
    };
    let mut document = Vec::new();
    report::write(outcome, &options, &mut document).unwrap();
    assert!(document.iter().all(|byte| !matches!(byte, 0x1b | 0x7f | b'\r')), "a control character");
    serde_json::from_slice(&document).unwrap()
}

fn assert_valid(document: &Value, what: &str) {
    let schema: Value = serde_json::from_str(schema::find("check").unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{what}:\n  {}", errors.join("\n  "));
}

#[test]
fn whole_inventories_are_told_by_the_schema() {
    let mut inventories = 0;
    for entry in std::fs::read_dir(project().join("fixtures")).unwrap() {
        let path = Utf8PathBuf::from_path_buf(entry.unwrap().path()).unwrap();
        if !path.is_dir() {
            continue;
        }
        for (lang, unfolded) in [(Lang::En, false), (Lang::Zh, true)] {
            let mut inventory = inventory::discover(&Options { paths: vec![path.clone()], ..Options::default() });
            inventory.root = project().to_owned();
            let outcome = rules::run(inventory, &Selection { unfolded, ..Selection::default() });
            let document = json(&outcome, lang, project());
            assert_valid(&document, path.as_str());
            assert_eq!(document["lang"], lang.tag());
            assert_eq!(document["root"], project().as_str());
            places_agree(&document, &outcome);
        }
        inventories += 1;
    }
    assert!(inventories >= 2);
}

/// Paths are relative and exist; byte offsets and columns say the same place.
fn places_agree(document: &Value, outcome: &Outcome) {
    for file in document["files"].as_array().unwrap() {
        let path = file["path"].as_str().unwrap();
        assert!(project().join(path).is_file() && !path.starts_with('/'), "{path}");
    }
    for (told, finding) in document["findings"].as_array().unwrap().iter().zip(&outcome.findings) {
        let Some(span) = finding.place.span() else {
            assert!(told["line"].is_null() && told["start_byte"].is_null());
            continue;
        };
        let bytes = &outcome.sources.get(span.source).bytes;
        assert_eq!(told["start_byte"], span.start);
        let line = told["line"].as_u64().unwrap() as usize;
        let text = String::from_utf8_lossy(&bytes[..span.start as usize]).replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(line, text.matches('\n').count() + 1, "{told}");
        let column = text.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!(told["column"], column, "{told}");
    }
}

/// An outcome whose findings use every field, with hostile text in each of them.
fn full() -> Outcome {
    let mut sources = Sources::default();
    let bytes = "端口=1\r\nport=9092 \u{202e}# x\u{1b}[31m\nlast".as_bytes();
    let id = sources.add("./conf/../conf/kfk1/server.properties", bytes);
    let span = Span::new(id, 10..19);
    let hostile = || Text::verbatim("a \u{1b}]0;x\u{7} \u{202e}b \u{9b}c \"quoted\" \\ \u{7f}");
    let finding = |place: Place| Finding {
        code: "KF001",
        name: "made-up",
        severity: Severity::Fatal,
        confidence: Confidence::Low,
        message: hostile(),
        place,
        label: Some(hostile()),
        key: Some("port".into()),
        host: Some("kfk1".into()),
        node: Some("kfk1".into()),
        related: vec![
            Related { place: Place::Span(span), message: hostile() },
            Related { place: Place::Path("/etc/hosts".into()), message: hostile() },
        ],
        related_total: 30,
        also: vec![Place::File(id)],
        also_total: 4,
        refusal: Some(RefusalText { text: hostile().en.into_owned(), versions: "0.9".into(), stage: Stage::Start }),
        reported: Some((1, 2)),
        help: Some(hostile()),
        fixes: vec![Fix {
            title: hostile(),
            applicability: Applicability::DisplayOnly,
            edits: vec![Edit { span, text: "x".into() }],
        }],
    };
    let mut bare = finding(Place::Path("conf/missing".into()));
    bare.label = None;
    bare.key = None;
    bare.related = Vec::new();
    bare.related_total = 0;
    bare.also = Vec::new();
    bare.also_total = 0;
    bare.refusal = None;
    bare.reported = None;
    bare.help = None;
    bare.fixes = Vec::new();
    let places = [Place::Span(span), Place::Span(span), Place::Span(span.after()), Place::File(id)];
    let mut findings: Vec<Finding> = places.into_iter().map(finding).collect();
    findings.push(bare);
    Outcome {
        sources,
        root: "/repo".into(),
        findings,
        errors: vec![InputError { path: "conf/gone".into(), message: hostile() }],
        skipped: vec![Skipped { path: "conf/zoo.cfg.bak".into(), reason: hostile() }],
        ..Outcome::default()
    }
}

#[test]
fn every_field_is_told_by_the_schema() {
    let document = json(&full(), Lang::En, Utf8Path::new("/repo"));
    assert_valid(&document, "made-up findings");
    let first = &document["findings"][0];
    assert_eq!(first["file"], "conf/kfk1/server.properties");
    assert_eq!((&first["line"], &first["column"]), (&2.into(), &1.into()));
    assert_eq!((&first["end_line"], &first["end_column"]), (&2.into(), &10.into()));
    assert_eq!(first["message"], "a \u{1b}]0;x\u{7} \u{202e}b \u{9b}c \"quoted\" \\ \u{7f}");
    assert_eq!(first["related_total"], 34);
    assert_eq!(document["summary"]["fatal"], 5 * 4 + 1);
    let missing = &document["findings"][4];
    assert!(missing["line"].is_null() && missing["refusal"].is_null());
    assert_eq!(missing["file"], "conf/missing");
}

#[test]
fn fingerprints_tell_findings_apart_and_survive_moves() {
    let prints = |outcome: &Outcome| -> Vec<String> {
        let document = json(outcome, Lang::En, Utf8Path::new("/repo"));
        let findings = document["findings"].as_array().unwrap();
        findings.iter().map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let outcome = full();
    let before = prints(&outcome);
    let mut unique = before.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), before.len(), "the same finding twice is numbered");

    // Another line above, another message, another language: the same fault.
    let mut moved = full();
    let text = [b"# new\n", &*outcome.sources.iter().next().unwrap().bytes].concat();
    moved.sources = Sources::default();
    moved.sources.add("conf/kfk1/server.properties", text);
    for finding in &mut moved.findings {
        finding.message = Text::verbatim("other words");
        if let Place::Span(span) = &mut finding.place {
            span.start += 6;
            span.end += 6;
        }
    }
    assert_eq!(prints(&moved), before);
}

#[test]
fn text_lets_nothing_through_to_the_terminal() {
    for (format, lang) in [(Format::Text, Lang::En), (Format::Text, Lang::Zh), (Format::Concise, Lang::En)] {
        let options = report::Options {
            format,
            lang,
            color: false,
            width: 80,
            terminal: true,
            verbose: true,
            cwd: "/repo".into(),
        };
        let mut told = Vec::new();
        report::write(&full(), &options, &mut told).unwrap();
        let told = String::from_utf8(told).unwrap();
        let bad = told.chars().find(|&c| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}')));
        assert_eq!(bad, None, "{told}");
        assert!(told.contains("fatal[KF001] made-up"));
    }
}
