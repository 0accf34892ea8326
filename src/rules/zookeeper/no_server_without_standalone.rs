//! ZK023: standalone mode off and nobody votes.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK023",
    name: "no-server-without-standalone",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseDynamicConfig; run on 3.5.10–3.9.5",
    refusals: &["standaloneEnabled = false then number of participants should be >0"],
    doc: rule_doc!("zookeeper/no-server-without-standalone"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "standalone mode is off, and no server votes", zh: "关闭了单机模式，却没有投票的服务器" }
}
