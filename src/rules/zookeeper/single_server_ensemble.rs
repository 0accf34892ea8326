//! ZK044: one server line.

use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;

use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK044",
    name: "single-server-ensemble",
    component: Some(Component::ZooKeeper),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseDynamicConfig; run on 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/single-server-ensemble"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    const V34: VersionSet = VersionSet::before(Component::ZooKeeper, "3.5.0");
    let alone = config.settings.standalone_enabled.value() != Some(&false) || case.node.versions.within(V34);
    let refused = config.refusals.iter().any(|refusal| refusal.fault.0 == "observers-without-quorum");
    if config.voters() != Some(1) || !alone || refused {
        return;
    }
    let Some(member) = config.servers().next() else { return };
    let key = &member.key.value;
    // On the own machine the line is a leftover; with another host in it someone expects an ensemble.
    let draft = Draft::new(
        member.key.span,
        text! {
            en: "{key} is the only server of the list: ZooKeeper ignores it and runs standalone",
            zh: "{key} 是列表里唯一的服务器：ZooKeeper 会忽略它，以单机方式运行"
        },
    );
    let local = member
        .addresses
        .iter()
        .all(|address| matches!(address.host.value.as_str(), "localhost" | "127.0.0.1" | "::1" | "0.0.0.0" | "::"));
    let draft = if local { draft.severity(Severity::Hint) } else { draft };
    sink.report(draft.key(key.clone()).help(text! {
        en: "list all servers of the ensemble, or delete the line",
        zh: "写出集群的所有服务器，或者删掉这一行"
    }));
}
