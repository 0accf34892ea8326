//! The rules about Storm.

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[];
