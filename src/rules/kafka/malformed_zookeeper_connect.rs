//! KF021: zookeeper.connect is not a list that the ZooKeeper client can read.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF021",
    name: "malformed-zookeeper-connect",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/client/ConnectStringParser.java, common/PathUtils.java validatePath; read at 3.4.6, 3.5.9, 3.8.4",
    refusals: &[
        "For input string: \"…\"",
        "Path must not end with / character",
        "Invalid path string \"…\" caused by empty node name specified @…",
        "A HostProvider may not be empty!",
        "port out of range:…",
    ],
    doc: rule_doc!("kafka/malformed-zookeeper-connect"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "zookeeper.connect is not a list that the ZooKeeper client can read", zh: "ZooKeeper 客户端无法解析 zookeeper.connect" }
}
