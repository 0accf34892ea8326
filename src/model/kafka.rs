//! server.properties as Kafka hears it.
//!
//! [`read`] answers two questions. What does the file say: the typed fields of [`Config`], read with
//! the eyes of the newest version in question. And who refuses it: [`Config::refusals`], where every
//! check knows exactly in which releases it exists. The checks are grouped as `KafkaConfig` groups
//! them; upstream files are cited in each module. Nothing here looks at another file.

mod configdef;
mod endpoint;
mod identity;
mod kraft;
mod limits;
mod listeners;
mod log_dirs;
mod net;
mod plausible;
mod protocol_version;
mod raw;
mod start;
mod stored;
mod verifiable;
mod view;
mod zookeeper_connect;

pub use endpoint::{HostPort, Listener, Voter};
pub use plausible::plausible;
pub use stored::{LogDirectory, METADATA_LOG};
pub use zookeeper_connect::{ZooKeeperConnect, ZooKeeperHost};

use super::{Fault, KeyUse, Refusal, Setting, java};
use crate::catalog::{Component, VersionSet};
use crate::source::{Source, SourceId, Spanned};
use crate::syntax::placeholder::Placeholders;
use crate::syntax::properties;
use crate::text;
use raw::Raw;
use view::Checker;

/// The component of every version set here.
const KAFKA: Component = Component::Kafka;

/// The first checks look at one value each.
const TYPES: usize = 2;

/// Every check: a server stops at its first complaint, a reader wants all.
const CHECKS: &[fn(&mut Checker<'_>)] = &[
    configdef::check,
    verifiable::check,
    identity::check,
    kraft::grammar,
    listeners::check,
    limits::check,
    protocol_version::check,
    zookeeper_connect::check,
    start::check,
    log_dirs::check,
];

/// What one Kafka server hears.
#[derive(Clone, Debug)]
pub struct Config {
    /// The main file.
    pub source: SourceId,
    /// The versions it was read for.
    pub versions: VersionSet,
    /// Every use of a key, in file order.
    pub keys: Vec<KeyUse>,
    /// What makes which version refuse.
    pub refusals: Vec<Refusal>,
    /// Where the cluster keeps its metadata.
    pub mode: Mode,
    /// `process.roles`.
    pub roles: Setting<Vec<Spanned<Role>>>,
    /// `broker.id`.
    pub broker_id: Setting<i64>,
    /// `node.id`.
    pub node_id: Setting<i64>,
    /// `listeners`. Entries that are no listeners are left out (a refusal tells them).
    pub listeners: Setting<Vec<Listener>>,
    /// `advertised.listeners`.
    pub advertised_listeners: Setting<Vec<Listener>>,
    /// `controller.listener.names`.
    pub controller_listener_names: Setting<Vec<Spanned<String>>>,
    /// `inter.broker.listener.name`.
    pub inter_broker_listener_name: Setting<String>,
    /// `listener.security.protocol.map`: listener name (upper-case) and protocol.
    pub protocol_map: Setting<Vec<(Spanned<String>, Spanned<String>)>>,
    /// `controller.quorum.voters`.
    pub voters: Setting<Vec<Voter>>,
    /// `controller.quorum.bootstrap.servers`.
    pub bootstrap_servers: Setting<Vec<HostPort>>,
    /// `zookeeper.connect`.
    pub zookeeper_connect: Setting<ZooKeeperConnect>,
    /// `log.dirs`, or `log.dir` where that isn't written; the directories as Kafka splits them.
    pub log_dirs: Setting<Vec<Spanned<String>>>,
    /// `metadata.log.dir`.
    pub metadata_log_dir: Setting<String>,
}

/// Where a cluster keeps its metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// In ZooKeeper: no `process.roles`.
    ZooKeeper,
    /// In its own quorum: `process.roles` is written.
    Kraft,
    /// `process.roles` holds a placeholder.
    Unknown,
}

/// A role of `process.roles`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Serves clients.
    Broker,
    /// Votes.
    Controller,
}

impl Config {
    /// The use of `key` that counts: the last one.
    pub fn use_of(&self, key: &str) -> Option<&KeyUse> {
        self.keys.iter().rev().find(|use_| use_.name == key && !use_.overridden)
    }

    /// The value of any key, as text without outer blanks.
    pub fn text(&self, key: &str) -> Setting<String> {
        match self.use_of(key) {
            None => Setting::Absent,
            Some(use_) if use_.unknown => Setting::Unknown(use_.value_span),
            Some(use_) => Setting::Set(Spanned::new(properties::java_trim(&use_.value).to_owned(), use_.value_span)),
        }
    }

    /// The value of any key as a whole number; unknown when it isn't one.
    pub fn integer(&self, key: &str) -> Setting<i64> {
        match self.text(key) {
            Setting::Absent => Setting::Absent,
            Setting::Unknown(span) => Setting::Unknown(span),
            Setting::Set(text) => match java::parse_long(&text.value) {
                Some(number) => Setting::Set(Spanned::new(number, text.span)),
                None => Setting::Unknown(text.span),
            },
        }
    }

    /// The id of this node: `node.id`, else `broker.id`, which are synonyms since 3.1; before, only
    /// `broker.id` counts in ZooKeeper mode.
    pub fn id(&self) -> Setting<i64> {
        if self.node_id.is_absent() { self.broker_id.clone() } else { self.node_id.clone() }
    }

    /// Whether the node has this role, as far as it is known. A ZooKeeper-mode server is a broker.
    pub fn has_role(&self, role: Role) -> Option<bool> {
        match (&self.roles, self.mode) {
            (_, Mode::ZooKeeper) => Some(role == Role::Broker),
            (Setting::Set(roles), _) => Some(roles.value.iter().any(|known| known.value == role)),
            _ => None,
        }
    }
}

/// Reads the main file for every one of `versions`.
pub fn read(source: &Source, versions: VersionSet, placeholders: &Placeholders) -> Config {
    of_document(source.id, &properties::read(source), versions, placeholders)
}

/// The same of a file whose lines are read already.
pub fn of_document(
    source: SourceId,
    document: &properties::Document,
    versions: VersionSet,
    placeholders: &Placeholders,
) -> Config {
    let raw = Raw::new(source, document, placeholders);
    let conditional = !placeholders.blocks.is_empty();
    let mut checker = Checker::new(&raw, versions, !conditional && !raw.has_unknown_key(document, placeholders));
    // Where template statements decide which lines are there, only each line by itself can be judged.
    let checks = if conditional { &CHECKS[..TYPES] } else { CHECKS };
    for check in checks {
        check(&mut checker);
    }
    let mut refusals = checker.finish();
    refusals.extend(malformed_escape(document, versions));
    Config {
        source,
        versions,
        keys: raw.key_uses(document),
        refusals,
        mode: raw.mode(),
        roles: raw.roles(),
        broker_id: raw.integer("broker.id"),
        node_id: raw.integer("node.id"),
        listeners: raw.listeners("listeners"),
        advertised_listeners: raw.listeners("advertised.listeners"),
        controller_listener_names: raw.list("controller.listener.names"),
        inter_broker_listener_name: raw.string("inter.broker.listener.name"),
        protocol_map: raw.protocol_map(),
        voters: raw.voters(),
        bootstrap_servers: raw.bootstrap_servers(),
        zookeeper_connect: raw.zookeeper_connect(),
        log_dirs: raw.directories(),
        metadata_log_dir: raw.string("metadata.log.dir"),
    }
}

/// `Properties.load` stops at the first `\u` without four hexadecimal digits, whatever the version.
fn malformed_escape(document: &properties::Document, versions: VersionSet) -> Option<Refusal> {
    let span = *document.malformed.first()?;
    let mut refusal = Refusal::new(Fault("malformed-unicode-escape"), span, versions, "Malformed \\uxxxx encoding.");
    if span.range().len() < 6 {
        // JDK 8 reads on behind the line's end.
        refusal.depends_on = Some(text! {
            en: "what an escape cut off at the line's end becomes depends on the JDK: 11 and later refuse it",
            zh: "行尾被截断的转义如何处理取决于 JDK：11 及以后会拒绝",
        });
    }
    Some(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn config(text: &str) -> Config {
        let mut sources = Sources::default();
        let id = sources.add("server.properties", text.as_bytes());
        read(sources.get(id), VersionSet::all(KAFKA), &Placeholders::default())
    }

    #[test]
    fn typed_values_know_where_they_stand() {
        let config = config(
            "broker.id=1 \nlisteners=PLAINTEXT://kfk1:9092 , ssl://[::1]:9093,\n\
             zookeeper.connect=zoo1:2181,zoo2/kafka\nlog.dirs=/a, /b,\n",
        );
        assert_eq!(config.mode, Mode::ZooKeeper);
        assert_eq!(config.id().value(), Some(&1));
        let listeners = config.listeners.value().unwrap();
        assert_eq!(listeners.len(), 2);
        assert_eq!(listeners[1].name.value, "SSL");
        assert_eq!(listeners[1].host.as_ref().unwrap().span.range(), 54..57);
        let zookeeper = config.zookeeper_connect.value().unwrap();
        assert_eq!(zookeeper.hosts.iter().map(|host| host.effective_port()).collect::<Vec<_>>(), [2181, 2181]);
        assert_eq!(zookeeper.chroot.as_ref().unwrap().value, "/kafka");
        let dirs = config.log_dirs.value().unwrap();
        assert_eq!(dirs.iter().map(|dir| dir.value.as_str()).collect::<Vec<_>>(), ["/a", "/b"]);
    }

    #[test]
    fn a_kraft_file_has_roles_and_voters() {
        let config = config(
            "process.roles=broker,controller\nnode.id=3\n\
             controller.quorum.voters=1@kfk1:9093,3@kfk3:9093\n",
        );
        assert_eq!(config.mode, Mode::Kraft);
        assert_eq!(config.has_role(Role::Controller), Some(true));
        let voters = config.voters.value().unwrap();
        assert_eq!((voters[1].id.value, voters[1].host.value.as_str(), voters[1].port.value), (3, "kfk3", 9093));
    }

    #[test]
    fn the_mode_tells_versions() {
        let plausible_for = |text: &str| {
            let mut sources = Sources::default();
            let id = sources.add("server.properties", text.as_bytes());
            plausible(&properties::read(sources.get(id))).to_string()
        };
        assert_eq!(plausible_for("process.roles=broker\n"), "2.8–4.4");
        assert_eq!(plausible_for("zookeeper.connect=zoo1\n"), "0.8.2–3.9");
    }

    #[test]
    fn a_template_is_not_refused_for_what_it_may_bring() {
        let read_template = |text: &str| {
            let mut sources = Sources::default();
            let id = sources.add("server.properties", text.as_bytes());
            let source = sources.get(id);
            let placeholders =
                crate::syntax::placeholder::find(&source.bytes, crate::syntax::placeholder::Flavour::Properties);
            read(source, VersionSet::all(KAFKA), &placeholders)
        };
        assert!(read_template("broker.id={{ id }}\n{{ more }}\n").refusals.is_empty());
        assert!(read_template("broker.id=1\n{% if zk %}\nzookeeper.connect=z\n{% endif %}\n").refusals.is_empty());
        let typed = read_template("broker.id=x\n{% if zk %}\nzookeeper.connect=z\n{% endif %}\n");
        assert!(!typed.refusals.is_empty());
    }

    #[test]
    fn an_id_that_is_missing_is_not_called_a_wrong_one_too() {
        let config = config("process.roles=broker\ncontroller.quorum.voters=1@k:9093\ncontroller.listener.names=C\n");
        let faults: Vec<&str> = config.refusals.iter().map(|refusal| refusal.fault.0).collect();
        assert!(faults.contains(&"missing-required-key"));
        assert!(!faults.contains(&"invalid-broker-id"));
    }
}
