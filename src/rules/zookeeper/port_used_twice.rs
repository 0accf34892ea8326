//! ZK051: two listeners of one server on one port.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::facts::{self, Opens};
use crate::model::zookeeper::{Config, Member};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Spanned;
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK051",
    name: "port-used-twice",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "bind(2): Address already in use; org/apache/zookeeper/server/NIOServerCnxnFactory.java configure, \
               quorum/Leader.java, quorum/QuorumCnxManager.java Listener, quorum/QuorumPeerMain.java runFromConfig, \
               admin/JettyAdminServer.java start",
    refusals: &[],
    doc: rule_doc!("zookeeper/port-used-twice"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    if config.open {
        return;
    }
    let ensemble = is_ensemble(config);
    let own = config.my_id.as_ref().map(|id| id.value);
    // A server that runs alone opens none of the ports of its list.
    let listed = |key: &str| key.starts_with("server.");
    let opens: Vec<Opens> =
        facts::opens(case.node).into_iter().filter(|opens| ensemble || !listed(&opens.key)).collect();
    let mut earlier = facts::Earlier::default();
    for two in &opens {
        let found = earlier.meeting(two);
        earlier.add(two);
        let Some(one) = found else { continue };
        let Some(place) = two.span.or(one.span) else { continue };
        // In an ensemble the server goes on without its AdminServer.
        let survives = ensemble && two.key == facts::ADMIN_PORT;
        let (a, b, port) = (&one.key, &two.key, one.port);
        let message = if two.span.is_none() {
            text! {
                en: "{a} has port {port}, which {b} takes by default: one server can't listen there twice",
                zh: "{a} 使用端口 {port}，而 {b} 默认也用它：同一服务器不能在此监听两次",
            }
        } else {
            text! {
                en: "{a} and {b} both have port {port}: one server can't listen there twice",
                zh: "{a} 和 {b} 都是端口 {port}：同一服务器不能在此监听两次",
            }
        };
        let mut draft = Draft::new(place, message).key(b.clone());
        if survives {
            draft = draft.severity(Severity::Warning);
        }
        if let Some(first) = one.span.filter(|first| *first != place) {
            draft = draft.related(first, text! { en: "{a} is here", zh: "{a} 在这里" });
        }
        sink.report(help(draft));
    }
    if own.is_none() && ensemble && config.members_complete {
        members(config, sink);
    }
}

/// Which member the server is isn't known: what every member, or one by its own line, would run into.
fn members(config: &Config, sink: &mut Sink<'_>) {
    let client =
        config.settings.client_port.value().copied().filter(|_| config.settings.client_port_address.is_absent());
    let mut counted = 0;
    let mut clashes: Vec<(&Member, &Spanned<i32>, bool)> = Vec::new();
    for member in config.servers() {
        counted += 1;
        let of_line = member.client.as_ref().filter(|client| client.host.is_none()).map(|client| client.port.value);
        let Some(port) = of_line.or(client).filter(|port| *port != 0) else { continue };
        let ports = member
            .addresses
            .iter()
            .flat_map(|address| std::iter::once(&address.quorum_port).chain(&address.election_port));
        let clash = ports.into_iter().find(|written| written.value == port);
        clashes.extend(clash.map(|written| (member, written, of_line.is_some())));
    }
    let all = clashes.len() == counted;
    let Some((member, written, of_line)) = clashes.iter().find(|(.., of_line)| *of_line).or(clashes.first()) else {
        return;
    };
    let (key, port) = (&member.key.value, written.value);
    let message = if *of_line {
        text! {
            en: "{key} has port {port} for clients and for other servers: it can't listen there twice",
            zh: "{key} 把端口 {port} 既给客户端又给其他服务器：不能在此监听两次",
        }
    } else {
        text! {
            en: "clientPort is {port}, and so is a port of {key}: that server can't listen there twice",
            zh: "clientPort 是 {port}，{key} 中也有同一端口：该服务器不能在此监听两次",
        }
    };
    let severity = if all || *of_line { Severity::Error } else { Severity::Warning };
    let mut draft = Draft::new(written.span, message).severity(severity).key(key.clone());
    if let Some(span) = config.settings.client_port.span().filter(|_| !of_line) {
        draft = draft.related(span, text! { en: "clientPort is here", zh: "clientPort 在这里" });
    }
    sink.report(help(draft));
}

fn help(draft: Draft) -> Draft {
    draft.help(text! {
        en: "the listener that starts second fails: Address already in use. Usual are 2181 for clients, 2888 and 3888 between servers, 8080 for the AdminServer",
        zh: "后启动的监听会失败：Address already in use。通常客户端用 2181，服务器之间用 2888 和 3888，AdminServer 用 8080",
    })
}

/// Upstream: `QuorumPeerConfig.isDistributed`.
fn is_ensemble(config: &Config) -> bool {
    let voters = config.voters().unwrap_or(0);
    voters > 1 || voters == 1 && config.settings.standalone_enabled.value() == Some(&false)
}
