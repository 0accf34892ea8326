//! ZK029: a version inside the dynamic configuration.

use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, Severity};
use crate::inventory::Server;
use crate::model::Refusal;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK029",
    name: "version-in-dynamic-config-file",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parse; run on 3.5.10–3.9.5",
    refusals: &["dynamic file shouldn't have version inside"],
    doc: rule_doc!("zookeeper/version-in-dynamic-config-file"),
    check: Check::RefusalOrNode(headline, before_an_upgrade),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a version line inside the dynamic configuration", zh: "动态配置里有 version 行" }
}

const ONLY_350: VersionSet = VersionSet::only(Component::ZooKeeper, "3.5.0");

/// 3.5.0 writes the line itself. Where nothing but the line says that it is 3.5.0, it may be another that
/// refuses the file.
fn before_an_upgrade(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Server::ZooKeeper(config) = &case.node.server else { return };
    let Some(span) = config.dynamic_version.filter(|_| config.versions == ONLY_350) else { return };
    let draft = Draft::new(
        span,
        text! {
            en: "only ZooKeeper 3.5.0 takes a version line in the dynamic configuration: 3.5.1 and later refuse the file",
            zh: "只有 ZooKeeper 3.5.0 接受动态配置里的 version 行：3.5.1 及以后会拒绝这个文件"
        },
    );
    let severity = if case.node.versions_inferred { Severity::Warning } else { Severity::Hint };
    sink.report(draft.severity(severity).key("version").help(text! {
        en: "delete the line if this is 3.5.1 or later, or before an upgrade to it",
        zh: "如果是 3.5.1 及以后，或者要升级到这些版本，请删掉这一行"
    }));
}
