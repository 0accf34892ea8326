//! What a node says of itself and of others, in terms that nodes can be compared by.

use super::Server;
use super::endpoint::{Reach, canonical, reach};
use crate::model::{Setting, kafka, storm, zookeeper};
use crate::source::Span;
use std::collections::BTreeSet;

/// A `server.N` line as far as other nodes care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// N.
    pub id: i64,
    /// Its host, canonical.
    pub host: String,
    /// The port followers connect to.
    pub quorum: Option<u16>,
    /// The port of elections.
    pub election: Option<u16>,
    /// `;port`: where clients connect.
    pub client: Option<u16>,
    /// It has no vote.
    pub observer: bool,
    /// The line's value.
    pub span: Span,
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

/// What a node says of its machine.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// Its own names that others can use, canonical.
    pub names: BTreeSet<String>,
    /// It calls itself, or the servers beside it, by a loopback name.
    pub loopback: bool,
    /// The ports that clients and peers find it at.
    pub ports: BTreeSet<u16>,
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
    if let Some(zookeeper) = config.zookeeper_connect.value() {
        identity.loopback |= zookeeper.hosts.iter().any(|host| reach(&host.host.value) == Reach::Loopback);
    }
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
    identity
}

fn of_zookeeper(config: &zookeeper::Config, myid: Option<i64>) -> Identity {
    let mut identity = Identity::default();
    let members = members(config);
    let own = members.iter().find(|member| Some(member.id) == myid);
    let hosts: BTreeSet<&str> = members.iter().map(|member| member.host.as_str()).collect();
    if let Some(own) = own {
        identity.name(&own.host);
    } else if hosts.len() == 1 && members.len() > 1 {
        // All members on one machine: a pseudo-cluster.
        hosts.into_iter().for_each(|host| identity.name(host));
    }
    identity.ports.extend(client_port(config).map(|(port, _)| port));
    identity
}

/// The members that a server lists, as far as they can be read.
pub fn members(config: &zookeeper::Config) -> Vec<Member> {
    let lines = config.keys.iter().filter(|used| !used.overridden && !used.unknown);
    lines.filter_map(|used| member(used.name.strip_prefix("server.")?, &used.value, used.value_span)).collect()
}

fn member(id: &str, value: &str, span: Span) -> Option<Member> {
    let id = id.trim().parse().ok()?;
    let (server, client) = value.split_once(';').map_or((value, None), |(server, client)| (server, Some(client)));
    let (host, rest) = split_host(server.trim())?;
    let mut ports = rest.split(':');
    let number = |text: Option<&str>| text.and_then(|text| text.trim().parse().ok());
    let quorum = number(ports.next());
    let election = number(ports.next());
    let observer = ports.next().is_some_and(|role| role.trim().eq_ignore_ascii_case("observer"));
    let client = client.and_then(|client| client.rsplit(':').next()).and_then(|port| port.trim().parse().ok());
    Some(Member { id, host: canonical(host), quorum, election, client, observer, span })
}

fn split_host(server: &str) -> Option<(&str, &str)> {
    if server.starts_with('[') {
        let (host, rest) = server.split_once(']')?;
        return Some((host, rest.trim_start_matches(':')));
    }
    server.split_once(':')
}

/// Where clients reach it, when the file says so itself.
pub fn client_port(config: &zookeeper::Config) -> Option<(u16, Span)> {
    let used = config.keys.iter().rev().find(|used| used.name == "clientPort" && !used.overridden)?;
    if used.unknown {
        return None;
    }
    Some((port(used.value.trim().parse().ok()?)?, used.value_span))
}
