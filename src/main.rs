//! The `cfglint` program.

use std::process::ExitCode;

/// Thousands of small values are made and dropped on every core: the system's allocator took a
/// seventh of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cfglint::cli::main()
}
