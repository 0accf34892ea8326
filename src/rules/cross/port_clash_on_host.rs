//! Two servers of one machine that open the same port.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::facts::{self, Opens};
use crate::inventory::{Host, Node};
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::text;
use std::collections::{BTreeMap, HashMap};

pub(crate) static RULE: Rule = Rule {
    code: "CX013",
    name: "port-clash-on-host",
    component: None,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    evidence: "bind(2): Address already in use; core SocketServer.scala openServerSocket; zookeeper-server \
               NIOServerCnxnFactory.configure, AdminServer JettyAdminServer.start; storm worker Netty Server",
    refusals: &[],
    doc: rule_doc!("cross/port-clash-on-host"),
    check: Check::Host(check),
};

fn check(case: &Case<'_, Host>, sink: &mut Sink<'_>) {
    let mut by_port: BTreeMap<u16, Vec<(&Node, Opens)>> = BTreeMap::new();
    for number in case.of.sharing() {
        let node = case.node(number);
        if node.template || node.sample {
            continue;
        }
        for opens in facts::opens(node) {
            by_port.entry(opens.port).or_default().push((node, opens));
        }
    }
    // All ports of the same two nodes are one mistake: one of them was copied.
    let mut clashes: Vec<Clash<'_>> = Vec::new();
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for users in by_port.values().filter(|users| users.len() > 1) {
        // The first user with a place in a file, and every other node that meets it.
        let written = users.iter().enumerate().find(|(_, (_, opens))| opens.span.is_some());
        let Some((at, (first, one))) = written else { continue };
        let mut last = first.id.as_str();
        for (second, two) in users.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, user)| user) {
            if second.id == first.id || second.id == last || !facts::meet(one, two) {
                continue;
            }
            last = &second.id;
            let number = *known.entry((first.id.as_str(), second.id.as_str())).or_insert_with(|| {
                clashes.push(Clash { first, second, ports: Vec::new() });
                clashes.len() - 1
            });
            if let Some(clash) = clashes.get_mut(number) {
                clash.ports.push((one, two));
            }
        }
    }
    for clash in &clashes {
        report(case, clash, sink);
    }
}

/// Two nodes and the ports that both open.
struct Clash<'a> {
    first: &'a Node,
    second: &'a Node,
    ports: Vec<(&'a Opens, &'a Opens)>,
}

fn report(case: &Case<'_, Host>, clash: &Clash<'_>, sink: &mut Sink<'_>) {
    let (first, second) = (clash.first, clash.second);
    let Some((one, two)) = clash.ports.first() else { return };
    let Some(place) = one.span else { return };
    let (a, b) = (&first.id, &second.id);
    // Which Storm daemons run on a host is not in its file; ZooKeeper's AdminServer may fail alone.
    let sure = [first, second].iter().all(|node| node.component() != Component::Storm)
        && clash.ports.iter().any(|(one, two)| one.key != facts::ADMIN_PORT && two.key != facts::ADMIN_PORT);
    let message = if clash.ports.len() > 1 {
        let numbers: Vec<String> = clash.ports.iter().map(|(opens, _)| opens.port.to_string()).collect();
        let ports = numbers.join(", ");
        text! {
            en: "{a} and {b} are on one host and both open the ports {ports}",
            zh: "{a} 和 {b} 在同一台主机上，却都要监听端口 {ports}",
        }
    } else {
        let (port, key, other) = (one.port, &one.key, &two.key);
        if two.span.is_none() {
            text! {
                en: "{a} and {b} are on one host and both open port {port}: {key}, and {other} by default",
                zh: "{a} 和 {b} 在同一台主机上，却都要监听端口 {port}：{key}，以及 {other} 的默认值",
            }
        } else if key == other {
            text! {
                en: "{a} and {b} are on one host and both open port {port} ({key})",
                zh: "{a} 和 {b} 在同一台主机上，却都要监听端口 {port}（{key}）",
            }
        } else {
            text! {
                en: "{a} and {b} are on one host and both open port {port} ({key}, {other})",
                zh: "{a} 和 {b} 在同一台主机上，却都要监听端口 {port}（{key}、{other}）",
            }
        }
    };
    let mut draft = Draft::new(place, message)
        .severity(if sure { Severity::Error } else { Severity::Warning })
        .confidence(case.of.confidence)
        .key(one.key.clone())
        .node(first.id.clone())
        .help(text! {
            en: "the one that starts second can't bind it: Address already in use. Give one of them another port",
            zh: "后启动的一个无法绑定该端口：Address already in use。请为其中一个换端口",
        });
    for place in clash.ports.iter().filter_map(|(_, two)| two.span) {
        draft = draft.related(place, text! { en: "{b} opens it too", zh: "{b} 也监听该端口" });
    }
    sink.report(draft);
}
