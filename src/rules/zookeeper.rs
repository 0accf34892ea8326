//! The rules about ZooKeeper.

mod autopurge_disabled;
mod bad_election_alg;
mod client_address_mismatch;
mod client_port_address_without_port;
mod data_dir_in_tmp;
mod duplicate_server_endpoint;
mod duplicate_server_id;
mod even_ensemble;
mod foreign_key_in_dynamic_config_file;
mod invalid_boolean;
mod invalid_config_version;
mod invalid_integer;
mod invalid_role;
mod invalid_server_id;
mod literal_tilde_in_path;
mod malformed_client_port_address;
mod malformed_group_line;
mod malformed_myid;
mod malformed_server_line;
mod min_session_timeout_above_max;
mod missing_auth_provider;
mod missing_client_port;
mod missing_data_dir;
mod missing_data_log_dir;
mod missing_dynamic_config_file;
mod missing_init_limit;
mod missing_myid;
mod missing_sync_limit;
mod multi_address_disabled;
mod myid_not_in_server_list;
mod negative_limit;
mod no_separate_data_log_dir;
mod no_server_without_standalone;
mod observers_without_quorum;
mod port_out_of_range;
mod port_used_twice;
mod quorum_port_equals_election_port;
mod quorum_sasl_incomplete;
mod relative_data_dir;
mod secure_client_port_without_netty;
mod server_id_out_of_range;
mod server_key_without_dot;
mod server_list_beside_dynamic_file;
mod single_server_ensemble;
mod snap_retain_below_three;
mod tick_time_not_positive;
mod trailing_blank_in_server_line;
mod two_voter_ensemble;
mod unknown_metrics_provider;
mod version_in_dynamic_config_file;
mod zkserver_script_cannot_read;

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[
    &autopurge_disabled::RULE,
    &bad_election_alg::RULE,
    &client_address_mismatch::RULE,
    &client_port_address_without_port::RULE,
    &data_dir_in_tmp::RULE,
    &duplicate_server_endpoint::RULE,
    &duplicate_server_id::RULE,
    &even_ensemble::RULE,
    &foreign_key_in_dynamic_config_file::RULE,
    &invalid_boolean::RULE,
    &invalid_config_version::RULE,
    &invalid_integer::RULE,
    &invalid_role::RULE,
    &invalid_server_id::RULE,
    &literal_tilde_in_path::RULE,
    &malformed_client_port_address::RULE,
    &malformed_group_line::RULE,
    &malformed_myid::RULE,
    &malformed_server_line::RULE,
    &min_session_timeout_above_max::RULE,
    &missing_auth_provider::RULE,
    &missing_client_port::RULE,
    &missing_data_dir::RULE,
    &missing_data_log_dir::RULE,
    &missing_dynamic_config_file::RULE,
    &missing_init_limit::RULE,
    &missing_myid::RULE,
    &missing_sync_limit::RULE,
    &multi_address_disabled::RULE,
    &myid_not_in_server_list::RULE,
    &negative_limit::RULE,
    &no_separate_data_log_dir::RULE,
    &no_server_without_standalone::RULE,
    &observers_without_quorum::RULE,
    &port_out_of_range::RULE,
    &port_used_twice::RULE,
    &quorum_port_equals_election_port::RULE,
    &quorum_sasl_incomplete::RULE,
    &relative_data_dir::RULE,
    &secure_client_port_without_netty::RULE,
    &server_id_out_of_range::RULE,
    &server_key_without_dot::RULE,
    &server_list_beside_dynamic_file::RULE,
    &single_server_ensemble::RULE,
    &snap_retain_below_three::RULE,
    &tick_time_not_positive::RULE,
    &trailing_blank_in_server_line::RULE,
    &two_voter_ensemble::RULE,
    &unknown_metrics_provider::RULE,
    &version_in_dynamic_config_file::RULE,
    &zkserver_script_cannot_read::RULE,
];
