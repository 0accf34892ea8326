//! The rules about Kafka.

mod advertised_controller_listener;
mod advertised_not_a_listener;
mod advertised_unroutable;
mod conflicting_inter_broker_settings;
mod conflicting_limits;
mod controller_listener_mismatch;
mod duplicate_listener_name;
mod duplicate_listener_port;
mod incomplete_migration;
mod inter_broker_listener_not_advertised;
mod invalid_broker_id;
mod invalid_protocol_version;
mod invalid_value;
mod malformed_listener;
mod malformed_quorum_address;
mod malformed_zookeeper_connect;
mod missing_required_key;
mod node_id_not_in_voters;
mod sasl_mechanism_not_enabled;
mod setting_of_another_mode;
mod unloadable_class;
mod unmapped_listener;

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[
    &advertised_controller_listener::RULE,
    &advertised_not_a_listener::RULE,
    &advertised_unroutable::RULE,
    &conflicting_inter_broker_settings::RULE,
    &conflicting_limits::RULE,
    &controller_listener_mismatch::RULE,
    &duplicate_listener_name::RULE,
    &duplicate_listener_port::RULE,
    &incomplete_migration::RULE,
    &inter_broker_listener_not_advertised::RULE,
    &invalid_broker_id::RULE,
    &invalid_protocol_version::RULE,
    &invalid_value::RULE,
    &malformed_listener::RULE,
    &malformed_quorum_address::RULE,
    &malformed_zookeeper_connect::RULE,
    &missing_required_key::RULE,
    &node_id_not_in_voters::RULE,
    &sasl_mechanism_not_enabled::RULE,
    &setting_of_another_mode::RULE,
    &unloadable_class::RULE,
    &unmapped_listener::RULE,
];
