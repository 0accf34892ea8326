//! The rules about files, keys and encodings of every component.

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[];
