//! A Storm cluster that looks for its ensemble at another port than the ensemble listens at.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::{Node, StormCluster, facts};
use crate::model::Setting;
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    code: "CX009",
    name: "storm-zookeeper-port-mismatch",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "storm-core Utils.newCurator (1.x), CuratorUtils.newCurator (2.x): storm.zookeeper.port is appended to \
               every server",
    refusals: &[],
    doc: rule_doc!("cross/storm-zookeeper-port-mismatch"),
    check: Check::StormCluster(check),
};

/// `storm.zookeeper.port` of defaults.yaml.
const DEFAULT_PORT: i64 = 2181;

fn check(case: &Case<'_, StormCluster>, sink: &mut Sink<'_>) {
    let Some((ensemble, Confidence::High)) = case.of.ensemble else { return };
    let Some(ensemble) = case.inventory.ensembles.get(ensemble) else { return };
    let mut listens: BTreeMap<u16, Span> = BTreeMap::new();
    for &number in &ensemble.nodes {
        let node = case.node(number);
        let Some(config) = node.zookeeper().filter(|config| !node.template && !config.open) else { return };
        let opens = facts::client_ports(config);
        if opens.is_empty() {
            // Its port is out of sight: a dynamic configuration, or a member line of an unknown id.
            return;
        }
        for opens in opens {
            if let Some(span) = opens.span {
                listens.entry(opens.port).or_insert(span);
            }
        }
    }
    for &number in &case.of.nodes {
        let node = case.node(number);
        let Some(config) = node.storm().filter(|config| !node.template && !config.recovered) else { continue };
        let (port, place) = match &config.settings.zookeeper_port {
            Setting::Set(port) => (port.value, port.span),
            Setting::Absent => match config.settings.zookeeper_servers.span() {
                Some(servers) => (DEFAULT_PORT, servers),
                None => continue,
            },
            Setting::Unknown(_) => continue,
        };
        if listens.keys().any(|known| i64::from(*known) == port) {
            continue;
        }
        report(case, node, port, place, &listens, sink);
    }
}

fn report(
    case: &Case<'_, StormCluster>,
    node: &Node,
    port: i64,
    place: Span,
    listens: &BTreeMap<u16, Span>,
    sink: &mut Sink<'_>,
) {
    let ports: Vec<String> = listens.keys().map(u16::to_string).collect();
    let ports = ports.join(", ");
    let name = &node.id;
    let mut draft = Draft::new(
        place,
        text! {
            en: "{name} connects to ZooKeeper at port {port}, but its servers listen to clients at {ports}",
            zh: "{name} 通过端口 {port} 连接 ZooKeeper，但这些服务器的客户端端口是 {ports}",
        },
    )
    .key("storm.zookeeper.port")
    .host(case.inventory.hosts[node.host].name.clone())
    .node(node.id.clone())
    .help(text! {
        en: "every daemon tries for 15 seconds (Connection refused), reports KeeperErrorCode = ConnectionLoss and exits. Storm has one port for all servers: write storm.zookeeper.port: {ports}",
        zh: "每个守护进程会重试 15 秒（Connection refused），然后报 KeeperErrorCode = ConnectionLoss 并退出。Storm 对所有服务器只有一个端口：请写 storm.zookeeper.port: {ports}",
    });
    for (port, span) in listens {
        draft = draft.related(*span, text! { en: "the ensemble listens at {port}", zh: "该集群监听 {port}" });
    }
    sink.report(draft);
}
