//! The rules across hosts and systems.

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[];
