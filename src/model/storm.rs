//! storm.yaml as Storm hears it.

use super::{KeyUse, Refusal};
use crate::catalog::VersionSet;
use crate::source::{Source, SourceId};
use crate::syntax::placeholder::Placeholders;

/// What one Storm server hears.
#[derive(Clone, Debug)]
pub struct Config {
    /// The main file.
    pub source: SourceId,
    /// The versions it was read for.
    pub versions: VersionSet,
    /// Every use of a key, in file order.
    pub keys: Vec<KeyUse>,
    /// What makes which version refuse.
    pub refusals: Vec<Refusal>,
}

/// Reads the main file for every one of `versions`.
pub fn read(source: &Source, versions: VersionSet, placeholders: &Placeholders) -> Config {
    let _ = placeholders;
    Config { source: source.id, versions, keys: Vec::new(), refusals: Vec::new() }
}
