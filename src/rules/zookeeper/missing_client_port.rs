//! ZK009: no port for clients.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;

use crate::catalog::VersionSet;
use crate::finding::Place;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK009",
    name: "missing-client-port",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties, setupClientPort; run on 3.4.9–3.9.5",
    refusals: &["clientPort is not set"],
    doc: rule_doc!("zookeeper/missing-client-port"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "there is no port for clients", zh: "没有给客户端的端口" }
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.zookeeper() else { return };
    const SINCE_35: VersionSet = VersionSet::since(Component::ZooKeeper, "3.5.0");
    let settings = &config.settings;
    let has_port = !settings.client_port.is_absent() || !settings.secure_client_port.is_absent();
    let newest = case.node.versions.newest();
    // Without dataDir it doesn't start, and is a fragment rather than a mistake.
    let fragment = settings.data_dir.is_absent();
    if config.open
        || fragment
        || has_port
        || !config.members_complete
        || !newest.is_some_and(|newest| SINCE_35.contains(newest))
    {
        return;
    }
    if config.servers().any(|member| member.unknown || member.client.is_some()) {
        return;
    }
    let draft = Draft::new(
        Place::File(case.node.source),
        text! {
            en: "no port for clients: the server starts, and nobody can connect to it",
            zh: "没有给客户端的端口：服务器会启动，但谁也连不上"
        },
    );
    sink.report(draft.key("clientPort").help(text! {
        en: "add clientPort=2181, or `;2181` to every server line",
        zh: "加上 clientPort=2181，或者在每个 server 行后加上 `;2181`"
    }));
}
