//! ZK017: several addresses of a server, and the feature off.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK017",
    name: "multi-address-disabled",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeer.java initializeWithAddressString; run on 3.6.4–3.9.5",
    refusals: &["Multiple address feature is disabled, but multiple addresses were specified for sid …"],
    doc: rule_doc!("zookeeper/multi-address-disabled"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "several addresses of a server, with the feature off", zh: "server 行写了多个地址，而该功能没有打开" }
}
