//! The rules about ZooKeeper.

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[];
