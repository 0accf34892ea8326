//! The options of every command.

use crate::inventory::FileKind;
use crate::report::Format;
use crate::text::Lang;
use camino::Utf8PathBuf;
use clap::builder::PossibleValuesParser;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// What `--as` takes.
pub(super) const KINDS: [FileKind; 6] = [
    FileKind::ZooCfg,
    FileKind::ZooDynamic,
    FileKind::MyId,
    FileKind::StormYaml,
    FileKind::ServerProperties,
    FileKind::Hosts,
];

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  cfglint check conf/                     every ZooKeeper, Storm and Kafka file below conf/
  cfglint check conf/kfk1/server.properties --kafka 0.9.0.1
  cfglint inventory conf/                 which hosts, servers, versions and clusters it sees
  cfglint rule even-ensemble              what a rule means, with examples

Exit codes of check: 0 clean, 1 findings, 2 cfglint could not do its job, 3 nothing to check.";

/// Says what ZooKeeper, Storm and Kafka will do with their configuration, before anyone starts them
#[derive(Parser, Debug)]
#[command(name = "cfglint", version, arg_required_else_help = true, after_help = EXAMPLES, styles = STYLES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Check the configuration of an inventory of hosts
    Check(Box<CheckArgs>),
    /// Explain logs: what happened, why, and what to change
    Explain(Box<ExplainArgs>),
    /// Show what was recognised: hosts, servers, versions and why, clusters, links
    Inventory(Box<InventoryArgs>),
    /// Show a rule's page, or list all rules
    Rule(RuleArgs),
    /// Print the JSON Schema of a machine format
    Schema {
        /// Which one: check, explain
        name: String,
    },
}

impl Command {
    /// The language to speak: `--lang`, else the locale's for people and English for machines.
    pub(super) fn lang(&self) -> Lang {
        let (given, machine) = match self {
            Self::Check(args) => (args.lang, args.format != OutputFormat::Text),
            Self::Explain(args) => (args.lang, args.format == TextOrJson::Json),
            Self::Inventory(args) => (args.lang, args.format == TextOrJson::Json),
            Self::Rule(args) => (args.lang, args.format == TextOrJson::Json),
            Self::Schema { .. } => (None, true),
        };
        match given {
            Some(Language::En) => Lang::En,
            Some(Language::Zh) => Lang::Zh,
            None if machine => Lang::En,
            None => locale(|name| std::env::var(name).ok()),
        }
    }
}

/// The language of the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set.
fn locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let first = names.into_iter().filter_map(variable).find(|value| !value.is_empty()).unwrap_or_default();
    if first.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
}

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// How to tell the findings
    #[arg(long, value_enum, default_value_t = OutputFormat::Text, help_heading = "Output")]
    pub(super) format: OutputFormat,
    /// Exit with 1 from this severity on
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error, help_heading = "Output")]
    pub(super) fail_on: FailOn,
    /// Exit with 0 even when there are findings
    #[arg(long, help_heading = "Output")]
    pub(super) exit_zero: bool,
    /// Run only these rules: codes, prefixes of codes, or names
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub(super) select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub(super) ignore: Vec<String>,
    /// Show every finding at each of its places, and every file that was left alone
    #[arg(long, short, help_heading = "Output")]
    pub(super) verbose: bool,
    /// The language of messages; the locale's when not given, English for json and concise
    #[arg(long, value_enum, help_heading = "Output")]
    pub(super) lang: Option<Language>,
    /// Use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, help_heading = "Output")]
    pub(super) color: Color,
    /// Finding nothing to check is fine (exit code 0 instead of 3)
    #[arg(long, help_heading = "Output")]
    pub(super) allow_empty: bool,
}

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// Logs, or folders of logs; `-` is standard input. The code or name of a rule prints its page
    #[arg(value_name = "LOG|-|RULE", required = true)]
    pub(super) logs: Vec<Utf8PathBuf>,
    /// How to tell it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text, help_heading = "Output")]
    pub(super) format: TextOrJson,
    /// The configuration to point at: a file, or the folder of an inventory
    #[arg(long, value_name = "PATH")]
    pub(super) conf: Vec<Utf8PathBuf>,
    /// More patterns: a folder of files like those in rules/logs
    #[arg(long, value_name = "DIR")]
    pub(super) patterns: Vec<Utf8PathBuf>,
    /// Tell only the last start of every process
    #[arg(long)]
    pub(super) last_start: bool,
    /// Tell only what happened since then: a time as the logs write it, or 30m, 2h, 1d before their end
    #[arg(long, value_name = "TIME")]
    pub(super) since: Option<String>,
    /// Tell everything: all evidence, all consequences, every kind of harmless record
    #[arg(long, short, help_heading = "Output")]
    pub(super) verbose: bool,
    /// Tell the turns of all processes by time
    #[arg(long, help_heading = "Output")]
    pub(super) timeline: bool,
    /// Put consistent pseudonyms for hosts and addresses
    #[arg(long, help_heading = "Output")]
    pub(super) anonymize: bool,
    /// Go on reading a growing log, and tell what is new
    #[arg(long, short)]
    pub(super) follow: bool,
    /// Finding no log is fine (exit code 0 instead of 3)
    #[arg(long, help_heading = "Output")]
    pub(super) allow_empty: bool,
    /// Exit with 0 even when there is a problem
    #[arg(long, help_heading = "Output")]
    pub(super) exit_zero: bool,
    /// The language of messages; the locale's when not given, English for json
    #[arg(long, value_enum, help_heading = "Output")]
    pub(super) lang: Option<Language>,
    /// Use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, help_heading = "Output")]
    pub(super) color: Color,
}

#[derive(Args, Debug)]
pub(super) struct InventoryArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// How to tell it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(super) format: TextOrJson,
    /// The language of messages; the locale's when not given, English for json
    #[arg(long, value_enum)]
    pub(super) lang: Option<Language>,
}

#[derive(Args, Debug)]
pub(super) struct RuleArgs {
    /// A code or a name: `ZK001`, `even-ensemble`
    #[arg(value_name = "CODE|NAME", conflicts_with = "all")]
    pub(super) rule: Option<String>,
    /// Every page, one behind the other
    #[arg(long)]
    pub(super) all: bool,
    /// How to tell it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(super) format: TextOrJson,
    /// The language; the locale's when not given, English for json
    #[arg(long, value_enum)]
    pub(super) lang: Option<Language>,
}

/// What to read, and what is known about it.
#[derive(Args, Debug)]
pub(super) struct InputArgs {
    /// Directories and files; `-` is standard input. A file is checked inside the inventory around
    /// it (its repository, or the folder with .cfglint.yaml), and only what touches it is told
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<Utf8PathBuf>,
    /// What the named files are, whatever they are called
    #[arg(long = "as", value_name = "KIND", value_parser = PossibleValuesParser::new(KINDS.map(FileKind::id)))]
    pub(super) kind: Option<String>,
    /// The path that standard input stands for
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<Utf8PathBuf>,
    /// The ZooKeeper version: 3.4.9, 3.8
    #[arg(long, value_name = "VERSION", help_heading = "Versions")]
    pub(super) zookeeper: Option<String>,
    /// The Storm version: 1.0.2, 2.8
    #[arg(long, value_name = "VERSION", help_heading = "Versions")]
    pub(super) storm: Option<String>,
    /// The Kafka version: 0.9.0.1, 3.9, 4.0
    #[arg(long, value_name = "VERSION", help_heading = "Versions")]
    pub(super) kafka: Option<String>,
    /// This directory is one host's file system: paths in the files are looked up below it
    #[arg(long, value_name = "DIR")]
    pub(super) host_root: Option<Utf8PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// For people, with source excerpts
    Text,
    /// `path:line:col: severity[CODE] name: message`
    Concise,
    /// cfglint/check/v1, see `cfglint schema check`
    Json,
}

impl From<OutputFormat> for Format {
    fn from(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Text => Self::Text,
            OutputFormat::Concise => Self::Concise,
            OutputFormat::Json => Self::Json,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TextOrJson {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// The server refuses to start
    Fatal,
    /// It starts, and certainly does other than written
    Error,
    /// Probably
    Warning,
    /// Anything at all
    Hint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// English
    En,
    /// 中文
    Zh,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Also into files and pipes
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_are_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn the_first_locale_variable_that_is_set_decides() {
        let with = |pairs: &'static [(&'static str, &'static str)]| {
            locale(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(with(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en_US")]), Lang::Zh);
        assert_eq!(with(&[]), Lang::En);
    }
}
