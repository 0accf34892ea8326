//! ZK028: dynamicConfigFile names nothing.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK028",
    name: "missing-dynamic-config-file",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parse; run on 3.5.10–3.9.5",
    refusals: &["… (No such file or directory)", "… (Is a directory)", "Invalid file path"],
    doc: rule_doc!("zookeeper/missing-dynamic-config-file"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "dynamicConfigFile names a file that is not there", zh: "dynamicConfigFile 指向的文件不存在" }
}
