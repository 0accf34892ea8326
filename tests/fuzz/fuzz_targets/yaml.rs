//! The YAML reader as every SnakeYAML generation, alone and together.

#![no_main]

use cfglint::source::Source;
use cfglint::syntax::placeholder::{self, Flavour};
use cfglint::syntax::yaml::{self, Dialect, Document, Node, Value};
use cfglint_fuzz::{inside, source, whole_characters};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (sources, id) = source("storm.yaml", bytes);
    let source = sources.get(id);
    let masked = placeholder::find(bytes, Flavour::Yaml).spans;
    for dialect in Dialect::ALL {
        check(source, &yaml::read(source, dialect, &masked));
    }
    let together = yaml::read_all(source, &Dialect::ALL, &masked);
    let read: Vec<Dialect> = together.iter().flat_map(|(dialects, _)| dialects.clone()).collect();
    assert_eq!(read, Dialect::ALL, "each dialect is read once");
    for (dialects, document) in &together {
        for dialect in dialects {
            let alone = yaml::read(source, *dialect, &masked);
            assert_eq!(alone.errors.len(), document.errors.len(), "{dialect:?} alone and together");
            // NaN isn't equal to itself, so what is printed is compared.
            assert_eq!(format!("{:?}", alone.root), format!("{:?}", document.root), "{dialect:?} alone and together");
        }
    }
});

fn check(source: &Source, document: &Document) {
    let text = std::str::from_utf8(&source.bytes).ok();
    for error in &document.errors {
        whole_characters(source, text, error.blame);
        for edit in error.fix.iter().flat_map(|fix| &fix.edits) {
            whole_characters(source, text, edit.span);
        }
    }
    for (dead, live) in &document.duplicates {
        whole_characters(source, text, *dead);
        whole_characters(source, text, *live);
    }
    if let Some(span) = document.recursion {
        inside(source, span);
    }
    let mut nodes: Vec<&Node> = document.root.iter().collect();
    while let Some(node) = nodes.pop() {
        whole_characters(source, text, node.span);
        match &node.value {
            Value::Seq(items) | Value::Set(items) => nodes.extend(items),
            Value::Map(entries) => nodes.extend(entries.iter().flat_map(|(key, value)| [key, value])),
            _ => {}
        }
    }
}
