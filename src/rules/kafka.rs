//! The rules about Kafka.

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[];
