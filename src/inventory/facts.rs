//! What a node says of itself and of others, in terms that nodes can be compared by.

use super::endpoint::{Reach, canonical, reach};
use super::{Node, Server};
use crate::catalog::{Component, VersionSet};
use crate::model::{Setting, kafka, storm, zookeeper};
use crate::source::Span;
use std::collections::{BTreeSet, HashMap};

/// A directory that a node keeps its data in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// As written.
    pub path: String,
    /// The option that says so.
    pub key: &'static str,
    /// Where it is written.
    pub span: Span,
}

/// The directories that a node keeps its data in, as far as its file says so.
pub fn directories(server: &Server) -> Vec<Directory> {
    let one = |key: &'static str, setting: &Setting<String>| match setting {
        Setting::Set(path) => Some(Directory { path: path.value.clone(), key, span: path.span }),
        _ => None,
    };
    match server {
        Server::ZooKeeper(config) => {
            let settings = &config.settings;
            [one("dataDir", &settings.data_dir), one("dataLogDir", &settings.data_log_dir)]
                .into_iter()
                .flatten()
                .collect()
        }
        Server::Storm(config) => one("storm.local.dir", &config.settings.local_dir).into_iter().collect(),
        Server::Kafka(config) => {
            let key = if config.use_of("log.dirs").is_some() { "log.dirs" } else { "log.dir" };
            let dirs = config.log_dirs.value().into_iter().flatten();
            let mut all: Vec<Directory> =
                dirs.map(|dir| Directory { path: dir.value.clone(), key, span: dir.span }).collect();
            all.extend(one("metadata.log.dir", &config.metadata_log_dir));
            all
        }
    }
}

/// A network port that a node opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opens {
    /// Which.
    pub port: u16,
    /// The option that says so.
    pub key: String,
    /// Where it is written; `None`: the default.
    pub span: Option<Span>,
    /// The address it is opened on, canonical; empty: every interface.
    pub address: String,
}

/// Whether two listeners of one port want the same address.
pub fn meet(a: &Opens, b: &Opens) -> bool {
    a.address.is_empty() || b.address.is_empty() || a.address == b.address
}

/// A port, and an address; `None`: all of that port.
type At<'a> = (u16, Option<&'a str>);

/// Listeners of one server, to find what [`meet`]s the next one: each with its number, by port and address. Of each place
/// only the first two of different options are kept: one of them always differs from what comes next, and a member may
/// have any number of addresses.
#[derive(Default)]
pub struct Earlier<'a> {
    first: HashMap<At<'a>, Vec<(usize, &'a Opens)>>,
    count: usize,
}

impl<'a> Earlier<'a> {
    /// The first listener of another option that wants the port of `two` at the same address.
    pub fn meeting(&self, two: &Opens) -> Option<&'a Opens> {
        let wanted: &[Option<&str>] =
            if two.address.is_empty() { &[None] } else { &[Some(""), Some(two.address.as_str())] };
        wanted
            .iter()
            .filter_map(|address| self.first.get(&(two.port, *address)))
            .filter_map(|kept| kept.iter().find(|(_, one)| one.key != two.key))
            .min_by_key(|(number, _)| *number)
            .map(|(_, one)| *one)
    }

    /// Takes in a listener.
    pub fn add(&mut self, opens: &'a Opens) {
        for address in [None, Some(opens.address.as_str())] {
            let kept = self.first.entry((opens.port, address)).or_default();
            if kept.len() < 2 && kept.iter().all(|(_, one)| one.key != opens.key) {
                kept.push((self.count, opens));
            }
        }
        self.count += 1;
    }
}

/// The option of ZooKeeper's AdminServer.
pub const ADMIN_PORT: &str = "admin.serverPort";
/// The AdminServer comes with 3.5.
const ADMIN: VersionSet = VersionSet::since(Component::ZooKeeper, "3.5.0");

/// Every port that a node opens, as far as that is sure: of Storm only the workers' slots.
pub fn opens(node: &Node) -> Vec<Opens> {
    match &node.server {
        Server::Kafka(config) => kafka_ports(config),
        Server::ZooKeeper(config) => zookeeper_ports(config, node.versions),
        Server::Storm(config) => {
            let slots = config.settings.slots_ports.value().into_iter().flatten();
            slots
                .filter_map(|slot| {
                    let key = String::from("supervisor.slots.ports");
                    Some(Opens { port: port(slot.value)?, key, span: Some(slot.span), address: String::new() })
                })
                .collect()
        }
    }
}

fn zookeeper_ports(config: &zookeeper::Config, versions: VersionSet) -> Vec<Opens> {
    let mut opens = client_ports(config);
    let own = members(config).find(|member| config.my_id.as_ref().is_some_and(|id| id.value == member.id));
    for address in own.into_iter().flat_map(|member| &member.addresses) {
        let ports = [Some(&address.quorum_port), address.election_port.as_ref()];
        for written in ports.into_iter().flatten() {
            let key = own.map(|member| member.key.value.clone()).unwrap_or_default();
            let host = self::address(&address.host.value);
            opens.extend(port(i64::from(written.value)).map(|port| Opens {
                port,
                key,
                span: Some(written.span),
                address: host,
            }));
        }
    }
    let enabled = config.settings.admin_enable_server.value() != Some(&false);
    // Who writes its port means a version that has one.
    let meant = !config.settings.admin_server_port.is_absent() && !versions.and(ADMIN).is_empty();
    if enabled && (meant || versions.within(ADMIN)) {
        let number = match &config.settings.admin_server_port {
            Setting::Absent => Some((8080, None)),
            Setting::Set(number) => port(i64::from(number.value)).map(|port| (port, Some(number.span))),
            Setting::Unknown(_) => None,
        };
        opens.extend(number.map(|(port, span)| Opens {
            port,
            key: String::from(ADMIN_PORT),
            span,
            address: String::new(),
        }));
    }
    opens
}

/// What a node says of its machine.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// Its own names that others can use, canonical.
    pub names: BTreeSet<String>,
    /// It calls itself, or the servers beside it, by a loopback name.
    pub loopback: bool,
    /// It serves alone and names nobody: a ZooKeeper without members.
    pub standalone: bool,
    /// The ports that clients and peers find it at.
    pub ports: BTreeSet<u16>,
    /// The ports that it calls others at on its own machine.
    pub calls: BTreeSet<u16>,
    /// The ids and quorum ports of a server list that names loopback addresses only: all of them
    /// are one machine. Empty otherwise.
    pub pseudo_cluster: BTreeSet<(i64, i32)>,
}

/// What a node says of its machine; `myid`: its ZooKeeper id, where it is known.
pub(super) fn identity(server: &Server, myid: Option<i64>) -> Identity {
    match server {
        Server::Kafka(config) => of_kafka(config),
        Server::Storm(config) => of_storm(config),
        Server::ZooKeeper(config) => of_zookeeper(config, myid),
    }
}

impl Identity {
    fn name(&mut self, host: &str) {
        match reach(host) {
            Reach::Named => {
                self.names.insert(canonical(host));
            }
            Reach::Loopback => self.loopback = true,
            Reach::Wildcard => {}
        }
    }
}

fn of_kafka(config: &kafka::Config) -> Identity {
    let mut identity = Identity::default();
    for listener in config.advertised_listeners.value().into_iter().chain(config.listeners.value()).flatten() {
        if let Some(host) = &listener.host {
            identity.name(&host.value);
        }
    }
    for key in ["advertised.host.name", "host.name"] {
        if let Setting::Set(host) = config.text(key) {
            identity.name(&host.value);
        }
    }
    identity.ports.extend(kafka_ports(config).into_iter().map(|opens| opens.port));
    let zookeepers = config.zookeeper_connect.value().into_iter().flat_map(|connect| &connect.hosts);
    for host in zookeepers.filter(|host| reach(&host.host.value) == Reach::Loopback) {
        identity.calls.extend(port(i64::from(host.effective_port())));
    }
    let voters = config.voters.value().into_iter().flatten();
    for voter in voters.filter(|voter| reach(&voter.host.value) == Reach::Loopback) {
        identity.calls.extend(port(voter.port.value));
    }
    identity.loopback |= !identity.calls.is_empty();
    identity
}

/// The ports that a broker or controller listens on.
pub fn kafka_ports(config: &kafka::Config) -> Vec<Opens> {
    match &config.listeners {
        Setting::Set(listeners) => listeners
            .value
            .iter()
            .filter_map(|listener| {
                Some(Opens {
                    port: port(listener.port.value)?,
                    key: String::from("listeners"),
                    span: Some(listener.port.span),
                    address: listener.host.as_ref().map(|host| address(&host.value)).unwrap_or_default(),
                })
            })
            .collect(),
        Setting::Unknown(_) => Vec::new(),
        Setting::Absent => {
            let written = config.integer("port");
            let host = config.text("host.name");
            let address = host.value().map(|host| address(host)).unwrap_or_default();
            let number = match &written {
                Setting::Absent => Some(9092),
                Setting::Set(number) => port(number.value),
                Setting::Unknown(_) => None,
            };
            let opens = |port| Opens { port, key: String::from("port"), span: written.span(), address };
            number.map(opens).into_iter().collect()
        }
    }
}

/// A port to listen on; 0 is any.
pub(super) fn port(number: i64) -> Option<u16> {
    u16::try_from(number).ok().filter(|port| *port != 0)
}

fn address(host: &str) -> String {
    match reach(host) {
        Reach::Wildcard => String::new(),
        _ => canonical(host),
    }
}

fn of_storm(config: &storm::Config) -> Identity {
    let mut identity = Identity::default();
    if let Some(name) = config.settings.local_hostname.value() {
        identity.name(name);
    }
    let slots = match &config.settings.slots_ports {
        Setting::Absent => DEFAULT_SLOTS.to_vec(),
        Setting::Set(slots) => slots.value.iter().map(|slot| slot.value).collect(),
        Setting::Unknown(_) => Vec::new(),
    };
    identity.ports.extend(slots.into_iter().filter_map(port));
    let mut zookeepers = config.settings.zookeeper_servers.value().into_iter().flatten();
    if zookeepers.any(|host| reach(&host.value) == Reach::Loopback) {
        let written = config.settings.zookeeper_port.value().copied();
        identity.calls.extend(written.map_or(Some(2181), port));
    }
    identity
}

/// Upstream: storm `conf/defaults.yaml` `supervisor.slots.ports`, in every version.
pub const DEFAULT_SLOTS: [i64; 4] = [6700, 6701, 6702, 6703];

fn of_zookeeper(config: &zookeeper::Config, myid: Option<i64>) -> Identity {
    let mut identity = Identity { standalone: config.members.is_empty(), ..Identity::default() };
    let own = members(config).find(|member| Some(member.id) == myid);
    let hosts: BTreeSet<String> = members(config).filter_map(host_of).collect();
    if let Some(host) = own.and_then(host_of) {
        identity.name(&host);
    } else if hosts.len() == 1 && members(config).count() > 1 {
        // All members on one machine: a pseudo-cluster.
        hosts.iter().for_each(|host| identity.name(host));
    }
    if hosts.iter().all(|host| reach(host) == Reach::Loopback) {
        let ports = members(config).filter_map(|member| Some((member.id, member.addresses.first()?.quorum_port.value)));
        identity.pseudo_cluster.extend(ports);
    }
    identity.ports.extend(client_ports(config).into_iter().map(|opens| opens.port));
    identity
}

/// The members that a server lists and that can be read.
pub fn members(config: &zookeeper::Config) -> impl Iterator<Item = &zookeeper::Member> {
    config.members.iter().filter(|member| !member.unknown && !member.overridden)
}

/// A member's host, canonical; the first where it has several addresses.
pub fn host_of(member: &zookeeper::Member) -> Option<String> {
    member.addresses.first().map(|address| canonical(&address.host.value))
}

/// The ports that clients reach a server at, the main file's own first.
pub fn client_ports(config: &zookeeper::Config) -> Vec<Opens> {
    let mut opens = Vec::new();
    let settings = &config.settings;
    let written = [
        ("clientPort", &settings.client_port, &settings.client_port_address),
        ("secureClientPort", &settings.secure_client_port, &settings.secure_client_port_address),
    ];
    for (key, number, host) in written {
        let Setting::Set(number) = number else { continue };
        let Some(port) = port(i64::from(number.value)) else { continue };
        let address = host.value().map(|host| address(host)).unwrap_or_default();
        opens.push(Opens { port, key: key.to_owned(), span: Some(number.span), address });
    }
    let own = members(config).find(|member| config.my_id.as_ref().is_some_and(|id| id.value == member.id));
    if let Some((member, client)) = own.and_then(|member| Some((member, member.client.as_ref()?)))
        && let Some(port) = port(i64::from(client.port.value))
        && opens.iter().all(|known| known.port != port)
    {
        let address = client.host.as_ref().map(|host| address(&host.value)).unwrap_or_default();
        opens.push(Opens { port, key: member.key.value.clone(), span: Some(client.port.span), address });
    }
    opens
}
