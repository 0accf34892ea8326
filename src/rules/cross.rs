//! The rules across hosts and systems.

mod directories;
mod directory_not_owned_by_service_user;
mod directory_not_writable;
mod duplicate_advertised_endpoint;
mod duplicate_broker_id;
mod duplicate_myid;
mod majority;
mod missing_directory;
mod myid_of_another_host;
mod port_clash_on_host;
mod server_list_mismatch;
mod shared_data_dir;
mod shared_local_dir;
mod shared_log_dir;
mod sharing;
mod storm_zookeeper_port_mismatch;
mod voters_mismatch;
mod workers_above_slots;
mod zookeeper_connect_mismatch;

use super::Rule;

/// In alphabetical order of their names.
pub(super) static RULES: &[&Rule] = &[
    &directory_not_owned_by_service_user::RULE,
    &directory_not_writable::RULE,
    &duplicate_advertised_endpoint::RULE,
    &duplicate_broker_id::RULE,
    &duplicate_myid::RULE,
    &missing_directory::RULE,
    &myid_of_another_host::RULE,
    &port_clash_on_host::RULE,
    &server_list_mismatch::RULE,
    &shared_data_dir::RULE,
    &shared_local_dir::RULE,
    &shared_log_dir::RULE,
    &storm_zookeeper_port_mismatch::RULE,
    &voters_mismatch::RULE,
    &workers_above_slots::RULE,
    &zookeeper_connect_mismatch::RULE,
];
