//! The settings of a storm.yaml that other files, hosts and rules depend on, typed.
//!
//! A value of the wrong type is `Unknown`: the validation tells it, and nothing else may build on it.

use crate::model::Setting;
use crate::source::Spanned;
use crate::syntax::yaml::{Node, Value};
use std::collections::HashMap;

/// Typed settings, as the newest version in question hears them. Absent means the default counts.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `storm.zookeeper.servers`: host names or addresses.
    pub zookeeper_servers: Setting<Vec<Spanned<String>>>,
    /// `storm.zookeeper.port`: one for all servers.
    pub zookeeper_port: Setting<i64>,
    /// `storm.zookeeper.root`.
    pub zookeeper_root: Setting<String>,
    /// `storm.cluster.mode`.
    pub cluster_mode: Setting<String>,
    /// `storm.local.dir`.
    pub local_dir: Setting<String>,
    /// `storm.local.hostname`: what this host calls itself.
    pub local_hostname: Setting<String>,
    /// `storm.log.dir`.
    pub log_dir: Setting<String>,
    /// `storm.health.check.dir`.
    pub health_check_dir: Setting<String>,
    /// `nimbus.host`, up to 1.x.
    pub nimbus_host: Setting<String>,
    /// `nimbus.seeds`, from 1.0.
    pub nimbus_seeds: Setting<Vec<Spanned<String>>>,
    /// `nimbus.thrift.port`.
    pub nimbus_thrift_port: Setting<i64>,
    /// `supervisor.slots.ports`.
    pub slots_ports: Setting<Vec<Spanned<i64>>>,
    /// `supervisor.thrift.port`, from 2.0.
    pub supervisor_thrift_port: Setting<i64>,
    /// `ui.port`.
    pub ui_port: Setting<i64>,
    /// `ui.host`.
    pub ui_host: Setting<String>,
    /// `logviewer.port`.
    pub logviewer_port: Setting<i64>,
    /// `drpc.servers`.
    pub drpc_servers: Setting<Vec<Spanned<String>>>,
    /// `drpc.port`.
    pub drpc_port: Setting<i64>,
    /// `drpc.invocations.port`.
    pub drpc_invocations_port: Setting<i64>,
    /// `drpc.http.port`.
    pub drpc_http_port: Setting<i64>,
    /// `drpc.https.port`.
    pub drpc_https_port: Setting<i64>,
    /// `ui.https.port`.
    pub ui_https_port: Setting<i64>,
    /// `logviewer.https.port`.
    pub logviewer_https_port: Setting<i64>,
    /// `pacemaker.servers`, from 1.1.
    pub pacemaker_servers: Setting<Vec<Spanned<String>>>,
    /// `pacemaker.host`, 1.0 only.
    pub pacemaker_host: Setting<String>,
    /// `pacemaker.port`, from 1.0.
    pub pacemaker_port: Setting<i64>,
    /// `topology.workers`.
    pub topology_workers: Setting<i64>,
    /// `supervisor.enable`.
    pub supervisor_enable: Setting<bool>,
}

impl Settings {
    /// Picks them out of a root mapping.
    pub(super) fn read(root: Option<&Node>) -> Self {
        let Some(pairs) = root.and_then(Node::as_map) else { return Self::default() };
        let by_key: HashMap<&str, &Node> =
            pairs.iter().filter_map(|(key, value)| key.as_str().map(|name| (name, value))).collect();
        let get = |name: &str| by_key.get(name).copied();
        Self {
            zookeeper_servers: strings(get("storm.zookeeper.servers")),
            zookeeper_port: int(get("storm.zookeeper.port")),
            zookeeper_root: string(get("storm.zookeeper.root")),
            cluster_mode: string(get("storm.cluster.mode")),
            local_dir: string(get("storm.local.dir")),
            local_hostname: string(get("storm.local.hostname")),
            log_dir: string(get("storm.log.dir")),
            health_check_dir: string(get("storm.health.check.dir")),
            nimbus_host: string(get("nimbus.host")),
            nimbus_seeds: strings(get("nimbus.seeds")),
            nimbus_thrift_port: int(get("nimbus.thrift.port")),
            slots_ports: list(get("supervisor.slots.ports"), number),
            supervisor_thrift_port: int(get("supervisor.thrift.port")),
            ui_port: int(get("ui.port")),
            ui_host: string(get("ui.host")),
            logviewer_port: int(get("logviewer.port")),
            drpc_servers: strings(get("drpc.servers")),
            drpc_port: int(get("drpc.port")),
            drpc_invocations_port: int(get("drpc.invocations.port")),
            drpc_http_port: int(get("drpc.http.port")),
            drpc_https_port: int(get("drpc.https.port")),
            ui_https_port: int(get("ui.https.port")),
            logviewer_https_port: int(get("logviewer.https.port")),
            pacemaker_servers: strings(get("pacemaker.servers")),
            pacemaker_host: string(get("pacemaker.host")),
            pacemaker_port: int(get("pacemaker.port")),
            topology_workers: int(get("topology.workers")),
            supervisor_enable: one(get("supervisor.enable"), |node| match node.value {
                Value::Bool(on) => Some(on),
                _ => None,
            }),
        }
    }

    /// Every single port with its key: the daemons' own, and ZooKeeper's. Slots are not among them.
    pub fn ports(&self) -> [(&'static str, &Setting<i64>); 12] {
        [
            ("storm.zookeeper.port", &self.zookeeper_port),
            ("nimbus.thrift.port", &self.nimbus_thrift_port),
            ("supervisor.thrift.port", &self.supervisor_thrift_port),
            ("ui.port", &self.ui_port),
            ("ui.https.port", &self.ui_https_port),
            ("logviewer.port", &self.logviewer_port),
            ("logviewer.https.port", &self.logviewer_https_port),
            ("drpc.port", &self.drpc_port),
            ("drpc.invocations.port", &self.drpc_invocations_port),
            ("drpc.http.port", &self.drpc_http_port),
            ("drpc.https.port", &self.drpc_https_port),
            ("pacemaker.port", &self.pacemaker_port),
        ]
    }
}

fn one<T>(node: Option<&Node>, read: impl Fn(&Node) -> Option<T>) -> Setting<T> {
    match node {
        None => Setting::Absent,
        // `key:` without a value is null: the default of the key is gone, and nothing stands for it.
        Some(node) => match read(node) {
            Some(value) => Setting::Set(Spanned::new(value, node.span)),
            None => Setting::Unknown(node.span),
        },
    }
}

fn string(node: Option<&Node>) -> Setting<String> {
    one(node, text)
}

fn text(node: &Node) -> Option<String> {
    node.as_str().map(str::to_owned)
}

/// The whole number that `Utils.getInt` makes of it: a `Double` with a whole value counts.
fn number(node: &Node) -> Option<i64> {
    match &node.value {
        Value::Float(value) if value.fract() == 0.0 && value.abs() < 9e15 => Some(*value as i64),
        _ => node.as_i64(),
    }
}

fn int(node: Option<&Node>) -> Setting<i64> {
    one(node, number)
}

fn strings(node: Option<&Node>) -> Setting<Vec<Spanned<String>>> {
    list(node, text)
}

/// A list is known only when every item is.
fn list<T>(node: Option<&Node>, item: impl Fn(&Node) -> Option<T>) -> Setting<Vec<Spanned<T>>> {
    one(node, |node| {
        node.as_seq()?.iter().map(|entry| Some(Spanned::new(item(entry)?, entry.span))).collect::<Option<Vec<_>>>()
    })
}
