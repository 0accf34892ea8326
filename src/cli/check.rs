//! `cfglint check`.

use super::Exit;
use super::args::{CheckArgs, FailOn};
use super::input::{self, Input};
use super::problem::{self, Problem};
use crate::finding::{Outcome, Severity};
use crate::report;
use crate::rules::{self, Selection};
use crate::text;
use crate::text::Lang;
use std::io::Write;

/// Checks and tells.
pub(super) fn run(args: &CheckArgs, lang: Lang, out: &mut dyn Write) -> Result<Exit, Problem> {
    let mut selection = Selection {
        select: known_rules(&args.select, lang)?,
        ignore: known_rules(&args.ignore, lang)?,
        unfolded: args.verbose,
        ..Selection::default()
    };
    let Input { inventory, focus, named_only, notes, cwd } = input::read(&args.input, lang)?;
    let focus_missed = named_only && focus.is_empty();
    selection.focus = focus;
    let mut outcome = rules::run(inventory, &selection);
    if focus_missed {
        // None of the named files is a configuration: what lies around them isn't asked for.
        outcome.files.clear();
        outcome.nodes.clear();
        outcome.findings.clear();
        outcome.hosts = 0;
    }
    outcome.notes = notes;
    let exit = exit(&outcome, args);
    let options = report::Options {
        format: args.format.into(),
        lang,
        color: super::colors(args.color),
        width: super::width(),
        terminal: std::io::IsTerminal::is_terminal(&std::io::stdout()),
        verbose: args.verbose,
        cwd,
    };
    report::write(&outcome, &options, out)?;
    out.flush()?;
    problem::print_all(&outcome.errors, lang);
    if outcome.files.is_empty() && outcome.errors.is_empty() && !args.allow_empty {
        nothing(args, lang).print();
    }
    Ok(exit)
}

fn exit(outcome: &Outcome, args: &CheckArgs) -> Exit {
    let least = match args.fail_on {
        FailOn::Fatal => Severity::Fatal,
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Hint => Severity::Hint,
    };
    if !outcome.errors.is_empty() {
        Exit::Trouble
    } else if outcome.files.is_empty() {
        if args.allow_empty { Exit::Clean } else { Exit::Nothing }
    } else if !args.exit_zero && outcome.findings.iter().any(|finding| finding.severity >= least) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

fn nothing(args: &CheckArgs, lang: Lang) -> Problem {
    let paths: Vec<&str> = args.input.paths.iter().map(|path| path.as_str()).collect();
    let paths = paths.join(", ");
    Problem::new(
        &text! {
            en: "nothing to check: no configuration of ZooKeeper, Storm or Kafka in {paths}",
            zh: "没有可检查的内容：{paths} 里没有 ZooKeeper、Storm 或 Kafka 的配置",
        },
        Some(&text! {
            en: "name an oddly named file and say what it is with --as KIND; --allow-empty makes this no failure",
            zh: "文件名特殊时请直接指定文件并用 --as KIND 说明类型；--allow-empty 可使其不算失败",
        }),
        lang,
    )
}

/// The words of `--select` or `--ignore`, each of which must stand for a rule.
fn known_rules(words: &[String], lang: Lang) -> Result<Vec<String>, Problem> {
    for word in words {
        let one = Selection { select: vec![word.clone()], ..Selection::default() };
        if word.is_empty() || !rules::all().any(|rule| one.takes(rule)) {
            return Err(problem::unknown_rule(word, nearest(word), lang));
        }
    }
    Ok(words.to_vec())
}

/// The rule that was probably meant.
pub(super) fn nearest(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let names = rules::all().flat_map(|rule| [rule.name, rule.code]);
    let scored = names.map(|name| (strsim::osa_distance(&word, &name.to_ascii_lowercase()), name));
    scored.filter(|(distance, name)| *distance <= name.len() / 3).min().map(|(_, name)| name)
}
