//! The rules about files, keys and encodings of every component.

mod comment_in_value;
mod keys;

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[&comment_in_value::RULE];
