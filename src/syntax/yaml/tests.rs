//! The reader through its door: values, blame, mends, and input that wants to hurt.

use super::{Dialect, Document, Node, Value, read, read_all};
use crate::source::{Source, Sources};
use proptest::prelude::*;

fn source(bytes: &[u8]) -> Source {
    let mut sources = Sources::default();
    let id = sources.add("storm.yaml", bytes);
    sources.get(id).clone()
}

fn read_newest(text: &str) -> Document {
    read(&source(text.as_bytes()), Dialect::V2_6, &[])
}

/// Fault, guilty text and whether a mend is known, of each error.
fn errors(text: &str) -> Vec<(&'static str, String, bool)> {
    let source = source(text.as_bytes());
    let document = read(&source, Dialect::V2_6, &[]);
    let shown = |error: &super::YamlError| (error.fault, source.text(error.blame).into_owned(), error.fix.is_some());
    document.errors.iter().map(shown).collect()
}

fn apply(bytes: &[u8], error: &super::YamlError) -> Option<Vec<u8>> {
    let fix = error.fix.as_ref()?;
    let mut out = Vec::new();
    let mut done = 0;
    for edit in &fix.edits {
        out.extend_from_slice(bytes.get(done..edit.span.start as usize)?);
        out.extend_from_slice(edit.text.as_bytes());
        done = edit.span.end as usize;
    }
    out.extend_from_slice(bytes.get(done..)?);
    Some(out)
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Seq(items) | Value::Set(items) => items.iter().map(count).sum(),
        Value::Map(pairs) => pairs.iter().map(|(key, value)| count(key) + count(value)).sum::<usize>(),
        _ => 0,
    }
}

#[test]
fn several_mistakes_are_reported_one_after_the_other() {
    let text = "a.b:\"x\"\nc.d:1\n# comment\ne: [\"f\", \"g\"\nh:\t2\n";
    assert_eq!(
        errors(text),
        [
            ("yaml-missing-space-after-colon", ":".to_owned(), true),
            ("yaml-missing-space-after-colon", ":".to_owned(), true),
            ("yaml-unclosed-bracket", "[".to_owned(), true),
            ("yaml-tab", "\t".to_owned(), true),
        ]
    );
    let document = read_newest(text);
    assert!(document.recovered);
    let names: Vec<_> =
        document.root.as_ref().and_then(Node::as_map).unwrap().iter().filter_map(|(key, _)| key.as_str()).collect();
    assert_eq!(names, ["a.b", "c.d", "e", "h"]);
}

#[test]
fn spans_of_a_mended_text_lead_to_the_original() {
    let text = "a.b:\"x\"\nc: 1\n";
    let source = source(text.as_bytes());
    let document = read(&source, Dialect::V1_11, &[]);
    let pairs = document.root.as_ref().and_then(Node::as_map).unwrap();
    let texts: Vec<_> = pairs.iter().map(|(key, value)| (source.text(key.span), source.text(value.span))).collect();
    assert_eq!(texts, [("a.b".into(), "\"x\"".into()), ("c".into(), "1".into())]);
}

#[test]
fn the_guilty_place_is_not_where_it_was_noticed() {
    for (text, fault, blame) in [
        (" a: 1\nb: 2\nc: 3\n", "yaml-uneven-key-indent", " "),
        (" a: 1\n b: 2\nc: 3\n d: 4\n", "yaml-uneven-key-indent", "c"),
        ("# k:\n - a\n - b\nc: 3\n", "yaml-orphan-list-items", "- a\n - b"),
        ("k:\n  - \"a\"\n    - \"b\"\n", "yaml-uneven-list-indent", "    "),
        ("k:\n  - \"a\"\n  l: 1\n", "yaml-uneven-key-indent", "  "),
        ("k: \"a\nl: \"b\"\n", "yaml-unclosed-quote", "\""),
        ("k: %a\n", "yaml-reserved-character", "%"),
        ("k: 1\n---\nl: 2\n", "yaml-two-documents", "---"),
        ("k：1\nl: 2\n", "yaml-full-width-character", "："),
        ("k: a: b\n", "yaml-colon-in-value", ":"),
        ("k: !x y\n", "yaml-unknown-tag", "!x"),
        ("k: # \u{7}\n", "yaml-unprintable-character", "\u{7}"),
    ] {
        let found = errors(text);
        assert_eq!(found.first(), Some(&(fault, blame.to_owned(), true)), "{text:?}");
    }
}

#[test]
fn placeholders_are_text_and_make_values_unknown() {
    let text = "a: {{ x }}\n{% if y %}\nb: [\"c\", {{ d }}]\n{% endif %}\ne: 1\n";
    let masked: Vec<_> = ["{{ x }}", "{% if y %}", "{{ d }}", "{% endif %}"]
        .iter()
        .map(|part| text.find(part).map(|at| at..at + part.len()).unwrap())
        .collect();
    let document = read(&source(text.as_bytes()), Dialect::V2_6, &masked);
    assert!(document.errors.is_empty(), "{:?}", document.errors);
    let pairs = document.root.as_ref().and_then(Node::as_map).unwrap();
    assert_eq!(pairs[0].1.value, Value::Unknown);
    assert_eq!(pairs[1].1.as_seq().unwrap()[0].as_str(), Some("c"));
    assert_eq!(pairs[1].1.as_seq().unwrap()[1].value, Value::Unknown);
    assert_eq!(pairs[2].1.as_i64(), Some(1));
}

#[test]
fn the_last_of_equal_keys_counts_and_both_are_listed() {
    for dialect in Dialect::ALL {
        let document = read(&source(b"a: 1\nb: 2\na: 3\n"), dialect, &[]);
        let pairs = document.root.as_ref().and_then(Node::as_map).unwrap();
        let value = pairs.iter().find(|(key, _)| key.as_str() == Some("a")).map(|(_, value)| value.as_i64());
        assert_eq!((pairs.len(), value), (2, Some(Some(3))));
        let places: Vec<_> = document.duplicates.iter().map(|(dead, live)| (dead.start, live.start)).collect();
        assert_eq!(places, [(0, 10)]);
    }
}

#[test]
fn deep_nesting_is_refused_and_neither_overflows_nor_takes_long() {
    for text in ["[".repeat(100_000), "{a: ".repeat(50_000), "- ".repeat(50_000), "? ".repeat(50_000)] {
        for dialect in Dialect::ALL {
            let document = read(&source(text.as_bytes()), dialect, &[]);
            assert!(!document.errors.is_empty());
        }
    }
}

#[test]
fn aliases_of_aliases_stay_small() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        let before = level - 1;
        let items = vec![format!("*a{before}"); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    // 1.11 has no limit of its own.
    let document = read(&source(text.as_bytes()), Dialect::V1_11, &[]);
    assert!(document.errors.is_empty());
    assert!(document.root.as_ref().map(count).unwrap() < 50_000);
    assert!(read_newest(&text).errors[0].text.contains("Number of aliases"));
    let own = read(&source(b"a: &a [*a, *a]\n"), Dialect::V1_26, &[]);
    assert!(own.root.as_ref().map(count).unwrap() < 50_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever the bytes, there is an answer; and every fix leads exactly to the next error.
    #[test]
    fn every_fix_leads_to_the_next_error(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("a.b: "), Just("c:"), Just("\"d\""), Just("'e'"), Just("\""), Just("["), Just("]"), Just(", "),
                Just("\n"), Just("\n  "), Just("\n "), Just("- "), Just("-"), Just("\t"), Just("# f\n"), Just("x"),
                Just("：1"), Just("%"), Just("&g "), Just("*g"), Just("!h "), Just("|\n"), Just("\u{7}"), Just("---\n"),
                Just("...\n"), Just("=2"), Just("{"), Just("}"), Just("\r\n"), Just("\u{A0}"), Just("\\"), Just("12"),
            ],
            0..30,
        ),
    ) {
        let text = parts.concat();
        for dialect in Dialect::ALL {
            let document = read(&source(text.as_bytes()), dialect, &[]);
            if let Some(first) = document.errors.first()
                && let Some(mended) = apply(text.as_bytes(), first)
            {
                let again = read(&source(&mended), dialect, &[]);
                let texts = |errors: &[super::YamlError]| errors.iter().map(|error| error.text.clone()).collect::<Vec<_>>();
                prop_assert_eq!(
                    texts(document.errors.get(1..).unwrap_or_default()).first().cloned(),
                    texts(&again.errors).first().cloned(),
                    "{:?} -> {:?}", text, String::from_utf8_lossy(&mended)
                );
            }
        }
    }

    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for dialect in Dialect::ALL {
            let document = read(&source(&bytes), dialect, &[2..5, 7..90]);
            prop_assert!(document.errors.len() <= 20);
        }
    }
}

/// Each generation puts a key that is written twice at a place of its own: read together or alone, the same.
#[test]
fn a_key_written_twice_has_its_place_in_every_generation() {
    let source = source(b"a: 1\nb: 2\na: 3\n");
    for (dialects, document) in read_all(&source, &Dialect::ALL, &[]) {
        for dialect in dialects {
            assert_eq!(read(&source, dialect, &[]).root, document.root, "{dialect:?}");
        }
    }
}
