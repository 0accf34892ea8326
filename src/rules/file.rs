//! The rules about files, keys and encodings of every component.

mod comment_in_value;
mod deprecated_key;
mod duplicate_key;
mod key_not_yet_known;
mod key_without_effect;
mod keys;
mod misspelt_key;
mod not_a_comment;
mod removed_key;
mod renamed_key;
mod unknown_key;

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[
    &comment_in_value::RULE,
    &deprecated_key::RULE,
    &duplicate_key::RULE,
    &key_not_yet_known::RULE,
    &key_without_effect::RULE,
    &misspelt_key::RULE,
    &not_a_comment::RULE,
    &removed_key::RULE,
    &renamed_key::RULE,
    &unknown_key::RULE,
];
