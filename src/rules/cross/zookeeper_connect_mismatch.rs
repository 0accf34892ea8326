//! Brokers of one cluster that keep their data under different paths of ZooKeeper.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::{KafkaCluster, Node};
use crate::model::Setting;
use crate::rules::cross::majority;
use crate::rules::{Case, Check, Draft, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "CX004",
    name: "zookeeper-connect-mismatch",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "core/src/main/scala/kafka/server/KafkaServer.scala initZk: the chroot of zookeeper.connect is the \
               cluster's root",
    refusals: &[],
    doc: rule_doc!("cross/zookeeper-connect-mismatch"),
    check: Check::KafkaCluster(check),
};

fn check(case: &Case<'_, KafkaCluster>, sink: &mut Sink<'_>) {
    if case.of.confidence == Confidence::Low {
        return;
    }
    let roots: Vec<(&Node, String, Span)> =
        case.of.nodes.iter().filter_map(|&number| root(case.node(number))).collect();
    let Some(usual) = majority::of(roots.iter().map(|(_, root, _)| root)) else { return };
    let Some((reference, _, reference_place)) = roots.iter().find(|(_, root, _)| root == usual) else { return };
    for (node, root, place) in roots.iter().filter(|(_, root, _)| root != usual) {
        let (name, other) = (&node.id, &reference.id);
        let draft = Draft::new(
            *place,
            text! {
                en: "{name} joins another cluster than {other}: its path in ZooKeeper is {root}, not {usual}",
                zh: "{name} 与 {other} 不在同一个集群：它在 ZooKeeper 中的路径是 {root}，而不是 {usual}",
            },
        )
        .confidence(case.of.confidence)
        .key("zookeeper.connect")
        .host(case.inventory.hosts[node.host].name.clone())
        .node(node.id.clone())
        .related(*reference_place, text! { en: "{other} uses {usual}", zh: "{other} 使用 {usual}" })
        .help(text! {
            en: "both start, and each sees only the brokers under its own path. Write the same path behind the last host on all brokers: host1:2181,host2:2181/path",
            zh: "两者都能启动，但各自只看得到同一路径下的 broker。请在所有 broker 的最后一个主机之后写相同的路径：host1:2181,host2:2181/path",
        });
        sink.report(draft);
    }
}

/// A broker's root in ZooKeeper.
fn root(node: &Node) -> Option<(&Node, String, Span)> {
    let config = node.kafka().filter(|_| !node.template)?;
    let Setting::Set(connect) = &config.zookeeper_connect else { return None };
    let root = connect.value.chroot.as_ref().map_or("/", |chroot| chroot.value.as_str());
    let place = connect.value.chroot.as_ref().map_or(connect.span, |chroot| chroot.span);
    Some((node, root.to_owned(), place))
}
