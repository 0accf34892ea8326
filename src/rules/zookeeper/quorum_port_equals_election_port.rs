//! ZK018: one port for two listeners.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;

use crate::catalog::VersionSet;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK018",
    name: "quorum-port-equals-election-port",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeer.java QuorumServer, since 3.5.5",
    refusals: &["Client and election port must be different! Please update the configuration file on server.…"],
    doc: rule_doc!("zookeeper/quorum-port-equals-election-port"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "quorum port and election port are the same", zh: "仲裁端口和选举端口相同" }
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.zookeeper() else { return };
    const OLD: VersionSet = VersionSet::before(Component::ZooKeeper, "3.5.5");
    if !case.node.versions.within(OLD) {
        return;
    }
    for member in config.servers() {
        let key = &member.key.value;
        for address in &member.addresses {
            let Some(election) = &address.election_port else { continue };
            if election.value == address.quorum_port.value {
                let port = election.value;
                let draft = Draft::new(
                    election.span,
                    text! {
                        en: "{key} has the port {port} twice: quorum port and election port must differ",
                        zh: "{key} 两个端口都是 {port}：仲裁端口和选举端口必须不同"
                    },
                );
                sink.report(draft.key(key.clone()));
            }
        }
    }
}
