//! The reader of `java.util.Properties` files, and what sits on it: placeholders, myid, hosts.

#![no_main]

use cfglint::syntax::placeholder::{self, Flavour};
use cfglint::syntax::{hosts, myid, properties};
use cfglint_fuzz::{inside, source, whole_characters};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (sources, id) = source("server.properties", bytes);
    let source = sources.get(id);
    let text = std::str::from_utf8(bytes).ok();
    let document = properties::read(source);
    let mut at = 0;
    for token in &document.tokens {
        assert_eq!(token.span.start, at, "tokens cover every byte");
        inside(source, token.span);
        at = token.span.end;
    }
    assert_eq!(at as usize, bytes.len(), "tokens cover every byte");
    for span in &document.malformed {
        inside(source, *span);
    }
    for entry in &document.entries {
        for span in [entry.separator, entry.line, entry.key.span, entry.value.span] {
            whole_characters(source, text, span);
            let _ = source.text(span);
        }
        for piece in [&entry.key, &entry.value] {
            inside(source, piece.span_of_str(piece.trimmed()));
            for part in piece.text.split(',') {
                inside(source, piece.span_of_str(part));
            }
        }
        assert!(document.last(&entry.key.text).is_some());
    }
    let _ = format!("{document:?}");
    for flavour in [Flavour::Properties, Flavour::Yaml] {
        let found = placeholder::find(bytes, flavour);
        for range in found.spans.iter().chain(&found.blocks).chain(&found.literal) {
            assert!(range.start < range.end && range.end <= bytes.len(), "{range:?} of {}", bytes.len());
        }
    }
    let _ = myid::read(source);
    let _ = hosts::read(source);
});
