//! ZK027: a server list in two places.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK027",
    name: "server-list-beside-dynamic-file",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; run on 3.5.10–3.9.5",
    refusals: &["parameter: … must be in a separate dynamic config file"],
    doc: rule_doc!("zookeeper/server-list-beside-dynamic-file"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a server list beside dynamicConfigFile", zh: "server 列表与 dynamicConfigFile 同时出现" }
}
