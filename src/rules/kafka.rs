//! The rules about Kafka.

mod advertised_controller_listener;
mod advertised_localhost;
mod advertised_not_a_listener;
mod advertised_unroutable;
mod blank_in_zookeeper_connect;
mod chroot_on_every_host;
mod conflicting_inter_broker_settings;
mod conflicting_limits;
mod controller_listener_mismatch;
mod duplicate_listener_name;
mod duplicate_listener_port;
mod duplicate_log_dir;
mod duplicate_voter_id;
mod even_controller_quorum;
mod incomplete_migration;
mod inter_broker_listener_not_advertised;
mod invalid_broker_id;
mod invalid_protocol_version;
mod invalid_value;
mod listener_port_out_of_range;
mod literal_path_characters;
mod log_dir_in_tmp;
mod log_dir_of_another_node;
pub(crate) mod lost_listener_address;
mod malformed_listener;
mod malformed_meta_properties;
mod malformed_quorum_address;
mod malformed_zookeeper_connect;
mod metadata_log_elsewhere;
mod min_insync_above_replication_factor;
mod missing_required_key;
mod mixed_log_dirs;
mod nested_log_dirs;
mod node_id_not_in_voters;
mod relative_log_dir;
mod request_limit_below_message_size;
mod sasl_mechanism_not_enabled;
mod setting_of_another_mode;
mod shadowed_by_listeners;
mod unformatted_log_dir;
mod unloadable_class;
mod unmapped_listener;
mod voter_port_mismatch;

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[
    &advertised_controller_listener::RULE,
    &advertised_localhost::RULE,
    &advertised_not_a_listener::RULE,
    &advertised_unroutable::RULE,
    &blank_in_zookeeper_connect::RULE,
    &chroot_on_every_host::RULE,
    &conflicting_inter_broker_settings::RULE,
    &conflicting_limits::RULE,
    &controller_listener_mismatch::RULE,
    &duplicate_listener_name::RULE,
    &duplicate_listener_port::RULE,
    &duplicate_log_dir::RULE,
    &duplicate_voter_id::RULE,
    &even_controller_quorum::RULE,
    &incomplete_migration::RULE,
    &inter_broker_listener_not_advertised::RULE,
    &invalid_broker_id::RULE,
    &invalid_protocol_version::RULE,
    &invalid_value::RULE,
    &listener_port_out_of_range::RULE,
    &literal_path_characters::RULE,
    &log_dir_in_tmp::RULE,
    &log_dir_of_another_node::RULE,
    &lost_listener_address::RULE,
    &malformed_listener::RULE,
    &malformed_meta_properties::RULE,
    &malformed_quorum_address::RULE,
    &malformed_zookeeper_connect::RULE,
    &metadata_log_elsewhere::RULE,
    &min_insync_above_replication_factor::RULE,
    &missing_required_key::RULE,
    &mixed_log_dirs::RULE,
    &nested_log_dirs::RULE,
    &node_id_not_in_voters::RULE,
    &relative_log_dir::RULE,
    &request_limit_below_message_size::RULE,
    &sasl_mechanism_not_enabled::RULE,
    &setting_of_another_mode::RULE,
    &shadowed_by_listeners::RULE,
    &unformatted_log_dir::RULE,
    &unloadable_class::RULE,
    &unmapped_listener::RULE,
    &voter_port_mismatch::RULE,
];
