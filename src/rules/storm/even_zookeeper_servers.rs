//! An even number of servers in storm.zookeeper.servers.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST038",
    name: "even-zookeeper-servers",
    component: Some(Component::Storm),
    severity: Severity::Hint,
    confidence: Confidence::Low,
    evidence: "ZooKeeper QuorumPeerConfig.checkValidity advises odd ensembles",
    refusals: &[],
    doc: rule_doc!("storm/even-zookeeper-servers"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let Setting::Set(servers) = &case.config.settings.zookeeper_servers else { return };
    let count = servers.value.len();
    if count > 0 && count.is_multiple_of(2) {
        let message = text! {
            en: "storm.zookeeper.servers lists {count} servers; if that is the whole ensemble, an odd number is better",
            zh: "storm.zookeeper.servers 有 {count} 台；如果这就是整个集群，奇数台更合适",
        };
        sink.report(Draft::new(servers.span, message).key("storm.zookeeper.servers").help(text! {
            en: "list every server of the ensemble; of 3 servers one may fail, of 4 no more",
            zh: "写出 ZooKeeper 集群的每一台；3 台能容忍 1 台故障，4 台也只能容忍 1 台",
        }));
    }
}
