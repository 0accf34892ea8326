//! The rules about files, keys and encodings of every component.

mod backslash_in_path;
mod byte_order_mark;
mod comment_in_value;
mod deprecated_key;
mod duplicate_key;
mod empty_value;
mod key_not_yet_known;
mod key_with_odd_characters;
mod key_without_effect;
mod keys;
mod literal_quotes;
mod malformed_unicode_escape;
mod misspelt_key;
mod not_a_comment;
mod removed_key;
mod renamed_key;
mod unknown_key;
mod unrendered_placeholder;

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[
    &backslash_in_path::RULE,
    &byte_order_mark::RULE,
    &comment_in_value::RULE,
    &deprecated_key::RULE,
    &duplicate_key::RULE,
    &empty_value::RULE,
    &key_not_yet_known::RULE,
    &key_with_odd_characters::RULE,
    &key_without_effect::RULE,
    &literal_quotes::RULE,
    &malformed_unicode_escape::RULE,
    &misspelt_key::RULE,
    &not_a_comment::RULE,
    &removed_key::RULE,
    &renamed_key::RULE,
    &unknown_key::RULE,
    &unrendered_placeholder::RULE,
];
