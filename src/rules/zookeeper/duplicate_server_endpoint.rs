//! ZK041: two servers on one address and port.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use std::collections::HashMap;

pub(crate) static RULE: Rule = Rule {
    code: "ZK041",
    name: "duplicate-server-endpoint",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeer.java checkAddressDuplicate; run on 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/duplicate-server-endpoint"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    if config.open {
        return;
    }
    let mut taken = HashMap::new();
    for member in config.servers().filter(|member| !member.unknown) {
        for address in &member.addresses {
            let host = address.host.value.to_ascii_lowercase();
            // Each host may write itself as the wildcard; then ids differ and addresses don't.
            if host == "0.0.0.0" || host == "::" || host.is_empty() {
                continue;
            }
            let ports = std::iter::once(&address.quorum_port).chain(&address.election_port);
            for port in ports {
                let Some((before, span)) = taken.insert((host.clone(), port.value), (member, port.span)) else {
                    continue;
                };
                if before.id == member.id {
                    continue;
                }
                let (key, other, number) = (&member.key.value, &before.key.value, port.value);
                let draft = Draft::new(
                    port.span,
                    text! {
                        en: "{key} and {other} are both at {host}:{number}: two servers can't listen there",
                        zh: "{key} 和 {other} 都是 {host}:{number}：两台服务器不能在同一处监听"
                    },
                );
                sink.report(
                    draft.key(key.clone()).related(span, text! { en: "{other} is here", zh: "{other} 在这里" }),
                );
                // The other port of the same pair is the same mistake.
                break;
            }
        }
    }
}
