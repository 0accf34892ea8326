//! ZK014: a metrics provider that ZooKeeper does not bring.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK014",
    name: "unknown-metrics-provider",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties: Class.forName; run on 3.6.4–3.9.5",
    refusals: &[
        "metrics provider class was not found",
        "… cannot be cast to org.apache.zookeeper.metrics.MetricsProvider",
    ],
    doc: rule_doc!("zookeeper/unknown-metrics-provider"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a metrics provider that ZooKeeper does not bring", zh: "ZooKeeper 没有的指标提供者" }
}
