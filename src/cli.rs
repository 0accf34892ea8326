//! The command line: a contract that scripts depend on.

use crate::catalog::{Component, VersionSet};
use crate::inventory::{self, Options};
use crate::report::{self, Format};
use crate::rules::{self, Selection};
use crate::text::Lang;
use camino::Utf8PathBuf;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser, Debug)]
#[command(name = "cfglint", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Lint an inventory
    Check {
        /// Files and directories
        #[arg(default_value = ".")]
        paths: Vec<Utf8PathBuf>,
        /// text, concise, json
        #[arg(long, default_value = "text")]
        format: String,
        /// The version of ZooKeeper
        #[arg(long)]
        zookeeper: Option<String>,
        /// The version of Storm
        #[arg(long)]
        storm: Option<String>,
        /// The version of Kafka
        #[arg(long)]
        kafka: Option<String>,
        /// One host's file system
        #[arg(long)]
        host_root: Option<Utf8PathBuf>,
        /// Nothing recognised is fine
        #[arg(long)]
        allow_empty: bool,
    },
}

/// Runs the program; gives the exit code.
pub fn main() -> ExitCode {
    let Command::Check { paths, format, zookeeper, storm, kafka, host_root, allow_empty: _ } = Cli::parse().command;
    let format = match format.as_str() {
        "json" => Format::Json,
        "concise" => Format::Concise,
        _ => Format::Text,
    };
    let given = [(Component::ZooKeeper, zookeeper), (Component::Storm, storm), (Component::Kafka, kafka)];
    let versions = given
        .into_iter()
        .filter_map(|(component, number)| VersionSet::parse(component, &number?))
        .map(|(set, _)| set)
        .collect();
    let inventory = inventory::discover(&Options { paths, host_root, versions, ..Options::default() });
    let outcome = rules::run(inventory, &Selection::default());
    let written = report::write(&outcome, format, Lang::En, &mut std::io::stdout().lock());
    ExitCode::from(if written.is_err() { 2 } else { u8::from(!outcome.findings.is_empty()) })
}
