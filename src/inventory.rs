//! Which files belong to which server, which servers to which host and cluster.
//!
//! Knows layouts (folder per host, numbered siblings, distribution trees), versions told by paths,
//! and the links between systems; knows no rules.

pub mod accounts;
mod assemble;
mod clusters;
mod companions;
mod discover;
pub mod endpoint;
pub mod facts;
mod hosts;
mod layout;
mod links;
mod log_directories;
mod myids;
mod names;
mod read;
mod recognise;
mod samples;
pub mod tree;
mod versions;
mod walk;

pub use discover::{Options, discover};

use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, InputError, Skipped};
use crate::model::{KeyUse, Refusal, kafka, storm, zookeeper};
use crate::source::{Source, SourceId, Sources};
use crate::syntax::placeholder::Placeholders;
use crate::text::Text;
use camino::Utf8PathBuf;

/// The number of a node in its [`Inventory`].
pub type NodeId = usize;
/// The number of a host in its [`Inventory`].
pub type HostId = usize;

/// All files of a run, sorted out.
#[derive(Debug, Default)]
pub struct Inventory {
    /// The directory that paths are told relative to, absolute.
    pub root: Utf8PathBuf,
    /// Every input.
    pub sources: Sources,
    /// The files that were recognised, by path.
    pub files: Vec<ConfigFile>,
    /// The server instances.
    pub nodes: Vec<Node>,
    /// The machines.
    pub hosts: Vec<Host>,
    /// ZooKeeper ensembles (standalone servers too).
    pub ensembles: Vec<Ensemble>,
    /// Storm clusters.
    pub storm_clusters: Vec<StormCluster>,
    /// Kafka clusters.
    pub kafka_clusters: Vec<KafkaCluster>,
    /// Inputs that could not be read.
    pub errors: Vec<InputError>,
    /// Files left alone.
    pub skipped: Vec<Skipped>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    /// ZooKeeper's static configuration.
    ZooCfg,
    /// ZooKeeper's dynamic configuration.
    ZooDynamic,
    /// ZooKeeper's server id.
    MyId,
    /// What Kafka keeps in a log directory about its node.
    MetaProperties,
    /// Storm's configuration.
    StormYaml,
    /// A Kafka broker's or controller's configuration.
    ServerProperties,
    /// `/etc/hosts` of a host.
    Hosts,
}

impl FileKind {
    /// The name in machine formats and for `--as`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ZooCfg => "zoo.cfg",
            Self::ZooDynamic => "zoo.cfg.dynamic",
            Self::MyId => "myid",
            Self::MetaProperties => "meta.properties",
            Self::StormYaml => "storm.yaml",
            Self::ServerProperties => "server.properties",
            Self::Hosts => "hosts",
        }
    }

    /// Whose it is; a hosts file is nobody's.
    pub const fn component(self) -> Option<Component> {
        match self {
            Self::ZooCfg | Self::ZooDynamic | Self::MyId => Some(Component::ZooKeeper),
            Self::StormYaml => Some(Component::Storm),
            Self::ServerProperties | Self::MetaProperties => Some(Component::Kafka),
            Self::Hosts => None,
        }
    }
}

/// A recognised file.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// The file.
    pub source: SourceId,
    /// What it is.
    pub kind: FileKind,
    /// The node it belongs to; `None` for a hosts file, or a myid without its zoo.cfg.
    pub node: Option<NodeId>,
    /// Its host.
    pub host: Option<HostId>,
    /// It has placeholders: not what a server will read.
    pub template: bool,
}

/// One server instance.
#[derive(Debug)]
pub struct Node {
    /// Its name, unique in the run, as people would say it: `kfk1`, `kafka/server-2`.
    pub id: String,
    /// Its host.
    pub host: HostId,
    /// Its main file.
    pub source: SourceId,
    /// Its other files (myid, dynamic configuration).
    pub companions: Vec<SourceId>,
    /// The versions in question.
    pub versions: VersionSet,
    /// Why these.
    pub versions_why: Text,
    /// Nothing outside the file tells them: they are all, or those that its keys fit.
    pub versions_inferred: bool,
    /// Its main file is a template.
    pub template: bool,
    /// The placeholders in its main file.
    pub placeholders: Placeholders,
    /// A shipped sample that no server uses (stock `kraft/broker.properties`, a `zookeeper.properties`
    /// in every Kafka directory): checked alone, never against others.
    pub sample: bool,
    /// What it hears.
    pub server: Server,
}

/// What a node hears, by component.
#[derive(Debug)]
pub enum Server {
    /// A ZooKeeper server.
    ZooKeeper(Box<zookeeper::Config>),
    /// A Storm daemon's host.
    Storm(Box<storm::Config>),
    /// A Kafka broker or controller.
    Kafka(Box<kafka::Config>),
}

impl Node {
    /// Of what.
    pub fn component(&self) -> Component {
        self.versions.component()
    }

    /// What makes it refuse to start.
    pub fn refusals(&self) -> &[Refusal] {
        match &self.server {
            Server::ZooKeeper(config) => &config.refusals,
            Server::Storm(config) => &config.refusals,
            Server::Kafka(config) => &config.refusals,
        }
    }

    /// Every use of a key in its main file.
    pub fn keys(&self) -> &[KeyUse] {
        match &self.server {
            Server::ZooKeeper(config) => &config.keys,
            Server::Storm(config) => &config.keys,
            Server::Kafka(config) => &config.keys,
        }
    }

    /// Its ZooKeeper model, when it is a ZooKeeper server.
    pub fn zookeeper(&self) -> Option<&zookeeper::Config> {
        match &self.server {
            Server::ZooKeeper(config) => Some(config),
            _ => None,
        }
    }

    /// Its Storm model, when it is Storm's.
    pub fn storm(&self) -> Option<&storm::Config> {
        match &self.server {
            Server::Storm(config) => Some(config),
            _ => None,
        }
    }

    /// Its Kafka model, when it is Kafka's.
    pub fn kafka(&self) -> Option<&kafka::Config> {
        match &self.server {
            Server::Kafka(config) => Some(config),
            _ => None,
        }
    }
}

/// A machine.
#[derive(Clone, Debug)]
pub struct Host {
    /// Its name: the folder's, or what the files say.
    pub name: String,
    /// The nodes on it.
    pub nodes: Vec<NodeId>,
    /// Those of them that may be another node's second file, unused: nothing follows from their
    /// sharing this machine. In their order.
    pub doubtful: Vec<NodeId>,
    /// How sure it is that these nodes share a machine.
    pub confidence: Confidence,
    /// Its file system, where it can be looked at: `--host-root`, or its tree inside the inventory.
    pub root: Option<Utf8PathBuf>,
    /// All of its file system is there: what isn't, is missing. A tree inside an inventory holds
    /// what somebody put there.
    pub whole_machine: bool,
}

/// ZooKeeper servers that form (or are meant to form) one ensemble.
#[derive(Clone, Debug)]
pub struct Ensemble {
    /// Its members.
    pub nodes: Vec<NodeId>,
    /// How sure it is that they belong together.
    pub confidence: Confidence,
}

/// Storm hosts of one cluster.
#[derive(Clone, Debug)]
pub struct StormCluster {
    /// Its members.
    pub nodes: Vec<NodeId>,
    /// How sure it is that they belong together.
    pub confidence: Confidence,
    /// The ensemble it uses, by number, when it is in the inventory.
    pub ensemble: Option<(usize, Confidence)>,
}

/// Kafka brokers and controllers of one cluster.
#[derive(Clone, Debug)]
pub struct KafkaCluster {
    /// Its members.
    pub nodes: Vec<NodeId>,
    /// How sure it is that they belong together.
    pub confidence: Confidence,
    /// The ensemble it uses, by number, when it is in the inventory.
    pub ensemble: Option<(usize, Confidence)>,
}

impl Host {
    /// The nodes that surely share this machine; none where that is a guess.
    pub fn sharing(&self) -> impl Iterator<Item = NodeId> {
        let sure = self.confidence != Confidence::Low && self.nodes.len() > 1;
        self.nodes.iter().copied().filter(move |node| sure && self.doubtful.binary_search(node).is_err())
    }
}

impl Inventory {
    /// The main file of a node.
    pub fn source_of(&self, node: &Node) -> &Source {
        self.sources.get(node.source)
    }
}
