//! Logs: what happened, why, and what to change.
//!
//! ```text
//! bytes ─ stream ─ scan ─────────────────────── process ─ incidents ─ cluster
//!         pieces   records that mean something   phases    causes      hosts together
//! ```
//!
//! Pieces are scanned on every core; what they hold is put together in order. Nothing here knows
//! terminals; no log is ever whole in memory.
//!
//! What records mean is data: `rules/logs/*.yaml`, read by [`pattern`].

pub mod anonymize;
pub mod incidents;
pub mod link;
pub mod numbers;
pub mod pattern;
pub mod process;
pub mod record;
pub mod safe;
pub mod scan;
pub mod stream;
pub mod time;

pub use incidents::{Live, Log, Options, explain, unreadable};
