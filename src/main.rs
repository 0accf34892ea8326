//! The `cfglint` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    cfglint::cli::main()
}
