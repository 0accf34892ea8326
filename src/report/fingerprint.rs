//! A name for a finding that survives edits elsewhere in the file: code, path, key, the text at the
//! place and the how-manieth of equal ones. No line, no message, no version; never made of a secret.

use super::place::Places;
use crate::finding::Finding;
use std::collections::HashMap;

/// Numbers equal findings in the order in which they are told.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u64, u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding: 16 hex digits.
    pub(super) fn next(&mut self, finding: &Finding, places: &Places<'_>) -> String {
        let mut hash = Fnv::default();
        hash.part(finding.code.as_bytes());
        hash.part(places.relative(places.path(&finding.place)).as_bytes());
        hash.part(finding.key.as_deref().unwrap_or_default().as_bytes());
        if let Some(span) = finding.place.span() {
            let secret = places.outcome.secrets.get(&span.source).is_some_and(|secrets| secrets.touch(span.range()));
            let text = places.source(span.source).text(span);
            if !secret {
                for word in text.split_whitespace() {
                    hash.part(word.as_bytes());
                }
            }
        }
        let occurrence = self.seen.entry(hash.0).or_default();
        hash.part(&occurrence.to_le_bytes());
        *occurrence += 1;
        format!("{:016x}", hash.0)
    }
}

/// FNV-1a, 64 bits: the same on every machine and in every version of Rust.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes a part in, and a mark that ends it.
    fn part(&mut self, bytes: &[u8]) {
        for &byte in bytes.iter().chain([&0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
