//! The command line: a contract that scripts depend on. Exit codes: 0 nothing at or above
//! `--fail-on`, 1 findings, 2 the tool could not do its job, 3 nothing recognised to check.

mod args;
mod check;
mod explain;
mod input;
mod inventory;
mod problem;
mod rule;

use crate::report::schema;
use crate::text::Lang;
use args::{Cli, Color, Command};
use clap::Parser;
use problem::Problem;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean = 0,
    /// Findings.
    Findings = 1,
    /// The tool could not do its job.
    Trouble = 2,
    /// Nothing recognised to check.
    Nothing = 3,
}

/// Runs the program; gives the exit code.
pub fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os()) as u8)
}

fn run(args: impl Iterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(message) => {
            let usage = message.use_stderr();
            // A reader that has gone away needs no message.
            let _ = message.print();
            return if usage { Exit::Trouble } else { Exit::Clean };
        }
    };
    let lang = cli.command.lang();
    let stdout = io::stdout();
    let mut out = io::BufWriter::new(stdout.lock());
    let ended = match cli.command {
        Command::Check(args) => check::run(&args, lang, &mut out),
        Command::Explain(args) => explain::run(&args, lang, &mut out),
        Command::Inventory(args) => inventory::run(&args, lang, &mut out),
        Command::Rule(args) => rule::run(&args, lang, &mut out),
        Command::Schema { name } => print_schema(&name, lang, &mut out),
    };
    let ended = ended.and_then(|exit| {
        out.flush()?;
        Ok(exit)
    });
    match ended {
        Ok(exit) => exit,
        Err(problem) if problem.is_broken_pipe() => Exit::Clean,
        Err(problem) => {
            problem.print();
            Exit::Trouble
        }
    }
}

fn print_schema(name: &str, lang: Lang, out: &mut dyn Write) -> Result<Exit, Problem> {
    let Some(schema) = schema::find(name) else {
        return Err(problem::unknown_schema(name, lang));
    };
    out.write_all(schema.as_bytes())?;
    Ok(Exit::Clean)
}

/// Whether to write colours to standard output.
fn colors(choice: Color) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            io::IsTerminal::is_terminal(&io::stdout()) && !set("NO_COLOR") && !dumb
        }
    }
}

/// How wide lines may become.
fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    terminal.unwrap_or(100).clamp(40, 160)
}
