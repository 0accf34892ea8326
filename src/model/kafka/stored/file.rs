//! One `meta.properties`: what its readers hear of it.

use super::{Era, What};
use crate::model::Companion;
use crate::model::java::parse_int;
use crate::source::{Source, Span};
use crate::syntax::properties::{self, Document, Piece, java_trim};
use std::collections::BTreeMap;

/// What `Properties.load` says.
pub(super) const ESCAPE: &str = "Malformed \\uxxxx encoding.";

/// A file, as far as it can be seen.
pub(super) enum Stored<'a> {
    Unseen,
    Missing,
    Directory,
    File(File<'a>),
}

/// A file's lines.
pub(super) struct File<'a> {
    pub(super) source: &'a Source,
    document: Document,
    era: Era,
}

impl<'a> Stored<'a> {
    pub(super) fn new(meta: &Companion<'a>, era: Era) -> Self {
        match meta {
            Companion::OutOfSight | Companion::Unreadable => Self::Unseen,
            Companion::Missing => Self::Missing,
            Companion::Directory => Self::Directory,
            Companion::File(source) => Self::File(File { source, document: properties::read(source), era }),
        }
    }
}

/// `MetaProperties.Builder` since 3.7.
#[derive(Debug)]
pub(super) struct Built<'f> {
    pub(super) version: i32,
    pub(super) cluster: Option<&'f str>,
    pub(super) id: Option<i32>,
    pub(super) directory: Option<u128>,
}

impl File<'_> {
    /// Whether `Properties.load` throws.
    pub(super) fn malformed(&self) -> bool {
        !self.document.malformed.is_empty()
    }

    /// A key's value as it stands.
    pub(super) fn raw(&self, key: &str) -> Option<&str> {
        self.value(key).map(|value| value.text.as_str())
    }

    fn value(&self, key: &str) -> Option<&Piece> {
        self.document.entries.iter().rev().find(|entry| entry.key.text == key).map(|entry| &entry.value)
    }

    /// Where a key's value stands; the whole file without one.
    pub(super) fn place(&self, key: &str) -> Span {
        self.value(key).map_or(self.source.whole(), |value| value.span)
    }

    /// Where the first bad escape stands.
    pub(super) fn escape(&self) -> Span {
        self.document.malformed.first().copied().unwrap_or(self.source.whole())
    }

    /// `VerifiableProperties.getString`.
    pub(super) fn trimmed(&self, key: &str) -> Option<&str> {
        self.raw(key).map(java_trim)
    }

    /// `VerifiableProperties.getIntInRange` from 0 on.
    pub(super) fn in_range(&self, key: &str) -> Result<i32, String> {
        let value =
            self.trimmed(key).ok_or_else(|| format!("requirement failed: Missing required property '{key}'"))?;
        match parse_int(value) {
            None => Err(format!("For input string: \"{value}\"")),
            Some(number) if number < 0 => {
                Err(format!("requirement failed: {key} has value {number} which is not in the range (0,2147483647)."))
            }
            Some(number) => Ok(number),
        }
    }

    /// `RawMetaProperties.intValue`: not trimmed.
    pub(super) fn int(&self, key: &str) -> Result<Option<i32>, String> {
        let Some(value) = self.raw(key) else { return Ok(None) };
        let wrong = || format!("Failed to parse {key} property as an int: For input string: \"{value}\"");
        parse_int(value).map(Some).ok_or_else(wrong)
    }

    /// Whether the file is of version 0.
    pub(super) fn version_0(&self) -> bool {
        self.trimmed("version").is_none_or(|version| parse_int(version) == Some(0))
    }

    /// All of it, as `Properties` compares it.
    pub(super) fn properties(&self) -> BTreeMap<&str, &str> {
        let entries = self.document.entries.iter();
        entries.map(|entry| (entry.key.text.as_str(), entry.value.text.as_str())).collect()
    }

    /// `RawMetaProperties.toString`.
    pub(super) fn shown(&self) -> String {
        let entries: Vec<String> = self.properties().iter().map(|(key, value)| format!("{key}={value}")).collect();
        format!("{{{}}}", entries.join(", "))
    }

    /// `MetaProperties.Builder`, or what is wrong.
    pub(super) fn built(&self) -> Result<Built<'_>, What> {
        if self.malformed() {
            return Err(What::BadEscape);
        }
        let bad = |key: &'static str| What::Bad { key, missing: self.raw(key).is_none() };
        let version = match self.trimmed("version") {
            None => 0,
            Some(text) => parse_int(text).ok_or_else(|| bad("version"))?,
        };
        let key = match version {
            0 => "broker.id",
            1 => "node.id",
            _ => return Err(What::Version),
        };
        let id = match self.raw(key) {
            None if version == 0 => None,
            None => return Err(bad(key)),
            Some(text) => Some(parse_int(text).ok_or_else(|| bad(key))?),
        };
        let directory = match self.raw("directory.id") {
            None => None,
            Some(text) => Some(uuid(text).ok_or_else(|| bad("directory.id"))?),
        };
        let cluster = self.raw("cluster.id");
        if version == 1 && cluster.is_none() {
            return Err(bad("cluster.id"));
        }
        Ok(Built { version, cluster, id, directory })
    }

    /// Why its reader set the directory aside.
    pub(super) fn why_unreadable(&self) -> What {
        match self.era {
            Era::V3_7 => self.built().err().unwrap_or(What::Version),
            _ => What::Version,
        }
    }
}

/// `org.apache.kafka.common.Uuid.fromString`: at most 24 characters, URL-safe Base64 of 16 bytes.
fn uuid(text: &str) -> Option<u128> {
    let bare = if text.len() == 24 { text.strip_suffix("==")? } else { text };
    if bare.len() != 22 {
        return None;
    }
    let mut value: u128 = 0;
    for (index, c) in bare.bytes().enumerate() {
        let six = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        // The last character holds two bits of the sixteenth byte.
        value = if index == 21 { value << 2 | u128::from(six >> 4) } else { value << 6 | u128::from(six) };
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn a_directory_id_is_sixteen_bytes() {
        assert_eq!(uuid("AAAAAAAAAAAAAAAAAAAAAQ"), Some(1));
        assert_eq!(uuid("AAAAAAAAAAAAAAAAAAAAAQ=="), Some(1));
        assert_eq!(uuid("_____________________w"), Some(u128::MAX));
        for bad in ["", "AAAA", "AAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAAQ=", "not a uuid at all, much too long"]
        {
            assert_eq!(uuid(bad), None, "{bad}");
        }
    }
}
