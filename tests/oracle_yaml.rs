//! The storm.yaml reader against recorded runs of the real SnakeYAML 1.11, 1.26, 2.2 and 2.6.

#![allow(clippy::unwrap_used)]

#[allow(unreachable_pub)]
#[path = "oracle/storm.rs"]
mod judged;
#[allow(dead_code, unreachable_pub)]
#[path = "oracle/recorded.rs"]
mod recorded;

use cfglint::source::Sources;
use cfglint::syntax::yaml::node::Integer;
use cfglint::syntax::yaml::{Dialect, Document, Node, Value, read, read_all};
use rayon::prelude::*;
use serde_json::Value as Json;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

const VERSIONS: [(&str, Dialect); 4] =
    [("1.11", Dialect::V1_11), ("1.26", Dialect::V1_26), ("2.2", Dialect::V2_2), ("2.6", Dialect::V2_6)];

#[test]
fn verdicts_positions_texts_and_values_are_the_real_ones() {
    let cases = include_str!("../fixtures/oracle/storm-yaml.jsonl");
    let mut misses = Vec::new();
    let mut compared = 0;
    for line in cases.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let name = case["case"].as_str().unwrap();
        let bytes = match case.get("yaml") {
            Some(text) => text.as_str().unwrap().as_bytes().to_vec(),
            None => base64(case["yaml_b64"].as_str().unwrap()),
        };
        let mut sources = Sources::default();
        let id = sources.add("storm.yaml", bytes);
        let source = sources.get(id);
        let mut real = &Json::Null;
        for (version, dialect) in VERSIONS {
            if case["snakeyaml"][version] != "same" {
                real = &case["snakeyaml"][version];
            }
            let document = read(source, dialect, &[]);
            compared += 1;
            for miss in compare(real, &document) {
                misses.push(format!("{name} {version}: {miss}"));
            }
            let together = read_all(source, &Dialect::ALL, &[]);
            let group = together.iter().find(|(dialects, _)| dialects.contains(&dialect)).unwrap();
            // As text: NaN isn't equal to itself.
            let same = format!("{:?}", group.1.root) == format!("{:?}", document.root);
            assert!(same, "{name}: read_all differs from read");
        }
    }
    assert!(compared > 300, "only {compared} cases");
    assert!(misses.is_empty(), "{} misses:\n{}", misses.len(), misses.join("\n"));
}

fn compare(real: &Json, document: &Document) -> Vec<String> {
    let mut misses = Vec::new();
    let accepts = real["accept"].as_bool().unwrap();
    let Some(error) = document.errors.first() else {
        if !accepts {
            misses.push(format!("accepted, but the server says {}", real["message"]));
        } else if let Some(value) = real["value"].as_str() {
            let mut shown = String::new();
            match &document.root {
                Some(root) => show(root, &mut shown),
                None => shown.push_str("null"),
            }
            if without_dates(value) != shown {
                misses.push(format!("value\n    {shown}\nbut the server has\n    {value}"));
            }
        }
        return misses;
    };
    if accepts {
        misses.push(format!("refused: {}", error.text));
        return misses;
    }
    let place = |place: Option<(usize, usize)>| place.map(|(line, column)| format!("{line}:{column}"));
    if place(error.reported).as_deref() != real["at"].as_str() {
        misses.push(format!("at {:?}, but the server says {}", error.reported, real["at"]));
    }
    if place(error.context).as_deref() != real["context_at"].as_str() {
        misses.push(format!("context at {:?}, but the server says {}", error.context, real["context_at"]));
    }
    let message = real["message"].as_str().unwrap().replace(" / ", " ");
    // Of the reader's exception only `getMessage` was recorded.
    let fits = if message == "special characters are not allowed" {
        error.text.contains(&message)
    } else {
        error.text == message
    };
    if !fits {
        misses.push(format!("{:?}, but the server says {message:?}", error.text));
    }
    misses
}

/// As the recording shows values: Java's `toString` with a type mark.
fn show(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(&format!("B(Boolean){value}")),
        Value::Int(Integer::Int(value)) => out.push_str(&format!("I(Integer){value}")),
        Value::Int(Integer::Long(value)) => out.push_str(&format!("L(Long){value}")),
        Value::Int(Integer::Big(value)) => out.push_str(&format!("B(BigInteger){value}")),
        Value::Float(value) if value.is_infinite() => out.push_str("D(Double)Infinity"),
        Value::Float(value) => out.push_str(&format!("D(Double){value:?}")),
        Value::Date(_) => out.push_str("D(Date)"),
        Value::Binary => out.push_str("bytes"),
        Value::Str(text) => out.push_str(&format!("S\"{}\"", text.replace('\n', "\\n"))),
        Value::Seq(items) | Value::Set(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                show(item, out);
            }
            out.push(']');
        }
        Value::Pair(_) => out.push_str("pair"),
        Value::Map(pairs) => {
            out.push('{');
            for (index, (key, value)) in pairs.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                show(key, out);
                out.push('=');
                show(value, out);
            }
            out.push('}');
        }
        Value::Unknown => out.push_str("unknown"),
    }
}

/// Dates print with the zone of the machine: only their type is compared.
fn without_dates(value: &str) -> String {
    let mut rest = value;
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once("D(Date)") {
        out.push_str(before);
        out.push_str("D(Date)");
        rest = after.find([',', '}']).map_or("", |end| &after[end..]);
    }
    out.push_str(rest);
    out
}

fn base64(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

/// 2,300 inputs, each read by nine releases with the SnakeYAML they ship: verdict, words, position.
#[test]
fn the_recordings_agree() {
    let recordings = recorded::load("yaml");
    let [verdicts, undecided, texts, positions] = [const { AtomicUsize::new(0) }; 4];
    let other_words = Mutex::new(Vec::new());
    let wrong: Vec<String> = recordings
        .par_iter()
        .flat_map_iter(|recording| {
            let (template, releases) = judged::judge(recording);
            let mut wrong = Vec::new();
            for judged::Judged { version, result, mut refusals } in releases {
                let chain = recorded::chain(result);
                // Of 2.8.8 only the reader was run, and only it is judged.
                if version == "2.8.8" && chain.is_empty() {
                    refusals.retain(|refusal| refusal.fault.0.starts_with("yaml-"));
                }
                let wanted = recorded::is_refused(result);
                verdicts.fetch_add(1, Relaxed);
                let said: Vec<String> = refusals.iter().map(|refusal| refusal.text.clone()).collect();
                let words = || format!("{version} {}: {chain:?}, ours {said:?}", recording.id);
                if wanted == said.is_empty() {
                    if wanted && template {
                        // A placeholder's value is unknown to us: the server trips over it.
                        undecided.fetch_add(1, Relaxed);
                    } else {
                        wrong.push(words());
                    }
                    continue;
                }
                if !wanted || template {
                    continue;
                }
                texts.fetch_add(1, Relaxed);
                if !recorded::same_text(result, &said) {
                    other_words.lock().unwrap().push(words());
                }
                if let Some(at) = result["at"].as_str() {
                    positions.fetch_add(1, Relaxed);
                    let mut marks = refusals.iter().filter_map(|refusal| refusal.reported);
                    if !marks.any(|(line, column)| at == format!("{line}:{column}")) {
                        let marks: Vec<_> = refusals.iter().map(|refusal| refusal.reported).collect();
                        wrong.push(format!("{} at {at}, ours {marks:?}", words()));
                    }
                }
            }
            wrong
        })
        .collect();
    let [verdicts, undecided, texts, positions] = [verdicts, undecided, texts, positions].map(AtomicUsize::into_inner);
    let other_words = other_words.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {verdicts} verdicts differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(verdicts > 20_000 && undecided * 50 < verdicts && texts > 8_000 && positions > 8_000);
    let most = texts / 50;
    assert!(other_words.len() <= most, "{} of {texts} texts differ:\n{}", other_words.len(), other_words.join("\n"));
}
