//! The rules, and what runs them.
//!
//! To add a rule: write `src/rules/<component>/<rule_name>.rs` with its `RULE` and its check, write
//! `rules/<component>/<rule-name>.md` and `.zh.md` (its page, its text in `cfglint rule` and its
//! test), and add two lines to `src/rules/<component>.rs`: `mod` and the entry in `RULES`.
//! A new refusal: give it the rule's name as [`Fault`](crate::model::Fault) in the model.

mod cross;
mod engine;
mod file;
mod kafka;
mod sink;
mod storm;
mod zookeeper;

pub use engine::{Selection, redact, run};
pub use sink::{Draft, Sink};

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::{ConfigFile, Ensemble, Host, Inventory, KafkaCluster, Node, StormCluster};
use crate::model;
use crate::model::Refusal;
use crate::source::Source;
use crate::text::{Lang, Text};

/// One rule: what it is called, how bad its fault is, and how to find it.
#[derive(Debug)]
pub struct Rule {
    /// Its code, never used again: `ZK014`. `FS` files, `ZK`, `ST`, `KF`, `CX` across hosts or systems.
    pub code: &'static str,
    /// The fault, in kebab-case: `even-ensemble`.
    pub name: &'static str,
    /// Whose files it is about; `None`: any.
    pub component: Option<Component>,
    /// The usual consequence. Of a refusal the versions decide instead: fatal, error or hint.
    pub severity: Severity,
    /// How sure its findings are, usually.
    pub confidence: Confidence,
    /// The upstream file and symbol that it rests on, or the run that showed it.
    pub evidence: &'static str,
    /// The server's sentences when it refuses, with `…` for what varies; empty: never refused.
    pub refusals: &'static [&'static str],
    /// Its page.
    pub doc: Doc,
    /// How it is found.
    pub check: Check,
}

/// A rule's page in both languages, Markdown.
#[derive(Clone, Copy, Debug)]
pub struct Doc {
    /// English, with the examples.
    pub en: &'static str,
    /// Chinese, prose only.
    pub zh: &'static str,
}

impl Doc {
    /// The page in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    /// The first heading: the rule in one sentence.
    pub fn title(self, lang: Lang) -> &'static str {
        let first = self.get(lang).lines().next().unwrap_or_default();
        first.trim_start_matches('#').trim()
    }
}

/// The two pages below `rules/`: `rule_doc!("zookeeper/even-ensemble")`.
#[allow(unused_macros)]
macro_rules! rule_doc {
    ($name:literal) => {
        $crate::rules::Doc {
            en: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $name, ".md")),
            zh: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $name, ".zh.md")),
        }
    };
}
#[allow(unused_imports)]
pub(crate) use rule_doc;

/// How often the engine calls a rule, and with what.
#[derive(Debug)]
pub enum Check {
    /// Once per refusal whose fault is the rule's name; gives the headline (the refusal's own
    /// `detail` wins). Severity, place, the server's words, help and fixes come from the refusal.
    Refusal(fn(&Refusal) -> Text),
    /// Like `Refusal`, and once per node of any component for what is accepted and still wrong.
    RefusalOrNode(fn(&Refusal) -> Text, fn(&NodeCase<'_, ()>, &mut Sink<'_>)),
    /// Once per recognised file.
    File(fn(&FileCase<'_>, &mut Sink<'_>)),
    /// Once per node of any component.
    Node(fn(&NodeCase<'_, ()>, &mut Sink<'_>)),
    /// Once per ZooKeeper server.
    ZooKeeper(fn(&NodeCase<'_, model::zookeeper::Config>, &mut Sink<'_>)),
    /// Once per storm.yaml.
    Storm(fn(&NodeCase<'_, model::storm::Config>, &mut Sink<'_>)),
    /// Once per Kafka broker or controller.
    Kafka(fn(&NodeCase<'_, model::kafka::Config>, &mut Sink<'_>)),
    /// Once per host.
    Host(fn(&Case<'_, Host>, &mut Sink<'_>)),
    /// Once per ZooKeeper ensemble.
    Ensemble(fn(&Case<'_, Ensemble>, &mut Sink<'_>)),
    /// Once per Storm cluster.
    StormCluster(fn(&Case<'_, StormCluster>, &mut Sink<'_>)),
    /// Once per Kafka cluster.
    KafkaCluster(fn(&Case<'_, KafkaCluster>, &mut Sink<'_>)),
    /// Once.
    Inventory(fn(&Inventory, &mut Sink<'_>)),
}

impl Check {
    /// What makes a headline of a refusal, when the rule explains refusals.
    pub fn headline(&self) -> Option<fn(&Refusal) -> Text> {
        match self {
            Self::Refusal(headline) | Self::RefusalOrNode(headline, _) => Some(*headline),
            _ => None,
        }
    }
}

/// A file to check.
#[derive(Debug)]
pub struct FileCase<'a> {
    /// All there is.
    pub inventory: &'a Inventory,
    /// The file.
    pub file: &'a ConfigFile,
    /// Its bytes.
    pub source: &'a Source,
}

/// A node to check, with its component's model.
#[derive(Debug)]
pub struct NodeCase<'a, M> {
    /// All there is; a node's rule looks at its own files only.
    pub inventory: &'a Inventory,
    /// The node.
    pub node: &'a Node,
    /// Its main file.
    pub source: &'a Source,
    /// What it hears.
    pub config: &'a M,
}

/// A host or a cluster to check.
#[derive(Debug)]
pub struct Case<'a, T> {
    /// All there is.
    pub inventory: &'a Inventory,
    /// The host or cluster.
    pub of: &'a T,
}

impl<T> Case<'_, T> {
    /// The node of a number.
    pub fn node(&self, id: usize) -> &Node {
        &self.inventory.nodes[id]
    }
}

/// Every rule, by code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [file::RULES, zookeeper::RULES, storm::RULES, kafka::RULES, cross::RULES].into_iter().flatten().copied()
}

/// The rule of a code or a name.
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name == code_or_name)
}
