//! `cfglint explain`.

mod inputs;

use super::Exit;
use super::args::{ExplainArgs, TextOrJson};
use super::problem::Problem;
use crate::finding::Severity;
use crate::finding::incident::Explanation;
use crate::logs::pattern::Patterns;
use crate::logs::{self, Options};
use crate::report::explain as report;
use crate::text;
use crate::text::{Lang, Text};
use std::io::Write;

/// Explains and tells.
pub(super) fn run(args: &ExplainArgs, lang: Lang, out: &mut dyn Write) -> Result<Exit, Problem> {
    let inputs = inputs::find(&args.logs);
    let mut explanation = logs::explain(
        inputs.logs,
        Patterns::with(Vec::new()),
        Options { last_start: args.last_start, ..Options::default() },
    );
    explanation.errors.extend(inputs.errors);
    let options = report::Options {
        json: args.format == TextOrJson::Json,
        lang,
        color: super::colors(args.color),
        width: super::width(),
        verbose: args.verbose,
        timeline: args.timeline,
    };
    report::write(&explanation, &options, out)?;
    out.flush()?;
    for error in &explanation.errors {
        let (path, why) = (&error.path, &error.message);
        let message = Text { en: format!("{path}: {}", why.en).into(), zh: format!("{path}：{}", why.zh).into() };
        Problem::new(&message, None, lang).print();
    }
    if explanation.logs.is_empty() && explanation.errors.is_empty() && !args.allow_empty {
        nothing(args, lang).print();
    }
    Ok(exit(&explanation, args))
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
