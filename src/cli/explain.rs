//! `cfglint explain`.

mod follow;
mod inputs;
mod packs;
mod progress;
mod since;

use super::Exit;
use super::args::{ExplainArgs, RuleArgs, TextOrJson};
use super::problem::{self, Problem};
use crate::catalog::{Component, VersionSet};
use crate::finding::Severity;
use crate::finding::incident::Explanation;
use crate::inventory;
use crate::logs::pattern::Patterns;
use crate::logs::{self, Options, anonymize, link};
use crate::report::explain as report;
use crate::rules;
use crate::text;
use crate::text::Lang;
use camino::Utf8PathBuf;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::AtomicU64;

/// Explains and tells.
pub(super) fn run(args: &ExplainArgs, lang: Lang, out: &mut dyn Write) -> Result<Exit, Problem> {
    if let [word] = args.logs.as_slice()
        && rules::find(word.as_str()).is_some()
        && !word.exists()
    {
        let page = RuleArgs { rule: Some(word.to_string()), all: false, format: args.format, lang: args.lang };
        return super::rule::run(&page, lang, out);
    }
    let patterns = Patterns::with(packs::read(&args.patterns, lang)?);
    let inputs = inputs::find(&args.logs);
    if args.follow {
        return follow(args, inputs, patterns, lang, out);
    }
    let since = args.since.as_deref().map(|text| since::parse(text, &inputs.logs, lang)).transpose()?;
    let read = AtomicU64::new(0);
    let bar = (args.format == TextOrJson::Text && io::stderr().is_terminal())
        .then(|| progress::Bar::start(&read, inputs.logs.iter().map(|log| log.size).sum()));
    let stop = progress::interrupted();
    let options =
        Options { last_start: args.last_start, since, stop: Some(stop), progress: Some(&read), foreign: false };
    let mut explanation = match bar {
        Some(bar) => bar.during(|| logs::explain(inputs.logs, patterns, options)),
        None => logs::explain(inputs.logs, patterns, options),
    };
    explanation.errors.extend(inputs.errors);
    point_at_configuration(&mut explanation, &args.conf);
    if args.anonymize {
        anonymize::anonymize(&mut explanation);
    }
    let options = report_options(args, lang);
    report::write(&explanation, &options, out)?;
    out.flush()?;
    problem::print_all(&explanation.errors, lang);
    if explanation.logs.is_empty() && explanation.errors.is_empty() && !args.allow_empty {
        nothing(args, lang).print();
    }
    Ok(exit(&explanation, args))
}

fn report_options(args: &ExplainArgs, lang: Lang) -> report::Options {
    report::Options {
        json: args.format == TextOrJson::Json,
        lang,
        color: super::colors(args.color),
        width: super::width(),
        verbose: args.verbose,
        timeline: args.timeline,
    }
}

fn follow(
    args: &ExplainArgs,
    inputs: inputs::Inputs,
    patterns: Patterns,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<Exit, Problem> {
    let count = inputs.logs.len() + inputs.errors.len();
    let mut logs = inputs.logs;
    match logs.pop().filter(|_| count == 1) {
        Some(log) => follow::run(log, args, patterns, &report_options(args, lang), out),
        None => Err(Problem::new(
            &text! { en: "--follow takes one log that is there", zh: "--follow 只接受一份存在的日志" },
            None,
            lang,
        )),
    }
}

/// Reads the configuration that was named, or lies where the logs say or beside them, and points the
/// incidents at it.
fn point_at_configuration(explanation: &mut Explanation, named: &[Utf8PathBuf]) {
    if explanation.incidents.is_empty() {
        return;
    }
    let paths = if named.is_empty() { link::near(&explanation.logs, |path| path.exists()) } else { named.to_vec() };
    if paths.is_empty() {
        return;
    }
    // What the logs say of their servers' versions decides what those refuse.
    let mut versions = Vec::new();
    for component in Component::ALL {
        let mut said = explanation
            .logs
            .iter()
            .filter(|log| log.component == component.id())
            .filter_map(|log| log.version.as_deref());
        let first = said.next();
        if let Some((set, _)) = first
            .filter(|first| said.all(|other| other == *first))
            .and_then(|number| VersionSet::parse(component, number))
        {
            versions.push(set);
        }
    }
    let inventory = inventory::discover(&inventory::Options { paths, versions, ..inventory::Options::default() });
    explanation.errors.extend(inventory.errors.iter().cloned());
    link::link(explanation, inventory);
}

fn exit(explanation: &Explanation, args: &ExplainArgs) -> Exit {
    let goes_on = |severity: Severity, over: bool| severity >= Severity::Error && !over;
    if !explanation.errors.is_empty() {
        Exit::Trouble
    } else if explanation.logs.is_empty() {
        if args.allow_empty { Exit::Clean } else { Exit::Nothing }
    } else if !args.exit_zero
        && (explanation.incidents.iter().any(|incident| goes_on(incident.severity, incident.over))
            || explanation.unexplained.iter().any(|unknown| unknown.level != "exception"))
    {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

fn nothing(args: &ExplainArgs, lang: Lang) -> Problem {
    let paths: Vec<&str> = args.logs.iter().map(|path| path.as_str()).collect();
    let paths = paths.join(", ");
    Problem::new(
        &text! {
            en: "nothing to explain: no log of ZooKeeper, Storm or Kafka in {paths}",
            zh: "没有可解释的内容：{paths} 里没有 ZooKeeper、Storm 或 Kafka 的日志",
        },
        None,
        lang,
    )
}
