//! The rules about Storm.

mod backtype_class;
mod blank_in_path;
mod charset_dependent_value;
mod childopts_cut_by_comment;
mod curly_quote_in_value;
mod duplicate_slot_port;
mod empty_storm_yaml;
mod even_zookeeper_servers;
mod illegal_cluster_mode;
mod incomplete_map_entry;
mod ip_in_nimbus_seeds;
mod joined_list_items;
mod local_cluster_mode;
mod local_dir_in_tmp;
mod logback_config_ignored;
mod nested_storm_key;
mod nimbus_host_superseded;
mod not_a_mapping;
mod not_accepted_value;
mod not_positive;
mod null_value;
mod number_heard_otherwise;
mod port_in_zookeeper_servers;
mod relative_local_dir;
mod removed_jvm_flag;
mod slot_port_clash;
mod storm_port_out_of_range;
mod wrong_type;
mod yaml_bad_escape;
mod yaml_byte_order_mark;
mod yaml_colon_in_value;
mod yaml_full_width_character;
mod yaml_missing_space_after_colon;
mod yaml_missing_space_after_dash;
mod yaml_orphan_list_items;
mod yaml_reserved_character;
mod yaml_syntax;
mod yaml_tab;
mod yaml_two_documents;
mod yaml_unclosed_bracket;
mod yaml_unclosed_quote;
mod yaml_undefined_alias;
mod yaml_uneven_key_indent;
mod yaml_uneven_list_indent;
mod yaml_unknown_tag;
mod yaml_unprintable_character;

use super::Rule;
use crate::syntax::yaml::{Node, Value};

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[
    &backtype_class::RULE,
    &blank_in_path::RULE,
    &charset_dependent_value::RULE,
    &childopts_cut_by_comment::RULE,
    &curly_quote_in_value::RULE,
    &duplicate_slot_port::RULE,
    &empty_storm_yaml::RULE,
    &even_zookeeper_servers::RULE,
    &illegal_cluster_mode::RULE,
    &incomplete_map_entry::RULE,
    &ip_in_nimbus_seeds::RULE,
    &joined_list_items::RULE,
    &local_cluster_mode::RULE,
    &local_dir_in_tmp::RULE,
    &logback_config_ignored::RULE,
    &nested_storm_key::RULE,
    &nimbus_host_superseded::RULE,
    &not_a_mapping::RULE,
    &not_accepted_value::RULE,
    &not_positive::RULE,
    &null_value::RULE,
    &number_heard_otherwise::RULE,
    &port_in_zookeeper_servers::RULE,
    &relative_local_dir::RULE,
    &removed_jvm_flag::RULE,
    &slot_port_clash::RULE,
    &storm_port_out_of_range::RULE,
    &wrong_type::RULE,
    &yaml_bad_escape::RULE,
    &yaml_byte_order_mark::RULE,
    &yaml_colon_in_value::RULE,
    &yaml_full_width_character::RULE,
    &yaml_missing_space_after_colon::RULE,
    &yaml_missing_space_after_dash::RULE,
    &yaml_orphan_list_items::RULE,
    &yaml_reserved_character::RULE,
    &yaml_syntax::RULE,
    &yaml_tab::RULE,
    &yaml_two_documents::RULE,
    &yaml_unclosed_bracket::RULE,
    &yaml_unclosed_quote::RULE,
    &yaml_undefined_alias::RULE,
    &yaml_uneven_key_indent::RULE,
    &yaml_uneven_list_indent::RULE,
    &yaml_unknown_tag::RULE,
    &yaml_unprintable_character::RULE,
];

/// The items of a list, or the one value that isn't a list.
fn texts(value: &Node) -> &[Node] {
    match &value.value {
        Value::Seq(items) => items,
        _ => std::slice::from_ref(value),
    }
}
