//! # cfglint: what ZooKeeper, Storm and Kafka will do with their configuration
//!
//! One promise carries everything: a finding is `fatal` if and only if the real server of that
//! version refuses the file. So every reader here reads as its server reads, and every refusal is
//! the server's own.
//!
//! ```text
//! files ─ source ─ syntax ─ model ─ inventory ─ rules ─ findings ─┐
//!         bytes,   tokens,  what    nodes,      judge   outcome    ├ report
//!         spans    nodes    the server  clusters                   │ text concise json
//!                           hears   links                          │
//! logs ── stream ─ records ─ patterns ─ phases ─ incidents ────────┘
//! ```
//!
//! Imports run one way, down this list; `tests/layering.rs` holds it:
//!
//! | layer | turns | into |
//! |---|---|---|
//! | [`mod@text`] | sentences | English and Chinese side by side |
//! | [`source`] | paths | bytes, spans, lines |
//! | [`finding`] | | what is told: plain data |
//! | [`syntax`] | bytes | properties entries, YAML nodes, myid, hosts; placeholders |
//! | [`catalog`] | `rules/catalog/*.yaml`, at build time | options × versions; releases |
//! | [`model`] | syntax + versions | what one server hears, and what makes it refuse |
//! | [`inventory`] | models + layout | hosts, nodes, clusters and their links |
//! | [`rules`] | an inventory | findings and verdicts |
//! | [`mod@logs`] | logs, and an inventory to point at | what happened, why, which line to change |
//! | [`report`] | an outcome | every output format; knows only `finding`, `source`, `text` |
//! | [`cli`] | arguments | all of the above, and an exit code |

pub mod catalog;
pub mod cli;
pub mod finding;
pub mod inventory;
pub mod logs;
pub mod model;
pub mod report;
pub mod rules;
pub mod source;
pub mod syntax;
pub mod text;
