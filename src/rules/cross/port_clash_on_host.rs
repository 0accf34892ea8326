//! Two servers of one machine that open the same port.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::facts::{self, Opens};
use crate::inventory::{Host, Node};
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::text;
use std::collections::BTreeMap;

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
    if case.of.confidence == Confidence::Low || case.of.nodes.len() < 2 {
        return;
    }
    let mut by_port: BTreeMap<u16, Vec<(&Node, Opens)>> = BTreeMap::new();
    for &number in &case.of.nodes {
        let node = case.node(number);
        if node.template || node.sample {
            continue;
        }
        for opens in facts::opens(node) {
            by_port.entry(opens.port).or_default().push((node, opens));
        }
    }
    for (port, users) in by_port.iter().filter(|(_, users)| users.len() > 1) {
        // The first user with a place in a file, and the first of another node that meets it.
        let written = users.iter().enumerate().find(|(_, (_, opens))| opens.span.is_some());
        let Some((at, (first, one))) = written else { continue };
        let other =
            users.iter().enumerate().find(|(other, (node, two))| *other != at && node.id != first.id && meet(one, two));
        let Some((_, (second, two))) = other else { continue };
        report(case, *port, (first, one), (second, two), sink);
    }
}

/// Whether two servers want the same port of the same address.
fn meet(a: &Opens, b: &Opens) -> bool {
    a.address.is_empty() || b.address.is_empty() || a.address == b.address
}

fn report(case: &Case<'_, Host>, port: u16, first: (&Node, &Opens), second: (&Node, &Opens), sink: &mut Sink<'_>) {
    let Some(place) = first.1.span else { return };
    let (a, b) = (&first.0.id, &second.0.id);
    let (one, two) = (&first.1.key, &second.1.key);
    // Which Storm daemons run on a host is not in its file; ZooKeeper's AdminServer may fail alone.
    let sure = [first, second]
        .iter()
        .all(|(node, opens)| node.component() != Component::Storm && opens.key != facts::ADMIN_PORT);
    let default = if second.1.span.is_none() {
        text! { en: " by default", zh: "（默认值）" }
    } else {
        text! { en: "", zh: "" }
    };
    let (default_en, default_zh) = (default.en.clone(), default.zh.clone());
    let mut message = text! {
        en: "{a} and {b} are on one host and both open port {port}: {one}, {two}",
        zh: "{a} 和 {b} 在同一台主机上，却都要监听端口 {port}：{one}、{two}",
    };
    message.en = format!("{}{default_en}", message.en).into();
    message.zh = format!("{}{default_zh}", message.zh).into();
    let mut draft = Draft::new(place, message)
        .severity(if sure { Severity::Error } else { Severity::Warning })
        .confidence(case.of.confidence)
        .key(one.clone())
        .node(first.0.id.clone())
        .help(text! {
            en: "the one that starts second can't bind it: Address already in use. Give one of them another port",
            zh: "后启动的一个无法绑定该端口：Address already in use。请为其中一个换端口",
        });
    if let Some(place) = second.1.span {
        draft = draft.related(place, text! { en: "{b} opens {port} too", zh: "{b} 也监听 {port}" });
    }
    sink.report(draft);
}
