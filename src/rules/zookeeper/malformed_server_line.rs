//! ZK016: a server line that cannot be read.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK016",
    name: "malformed-server-line",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeer.java QuorumServer(long, String); 3.4: QuorumPeerConfig.java parseProperties; run on 3.4.9–3.9.5",
    refusals: &[
        "Address unresolved: …",
        " does not have the form server_config or server_config;client_config …",
        "For input string: \"…\"",
        "Index … out of bounds for length …",
        "… starts with '[' but has no matching ']:'",
        "… doesn't have a port after colon",
        "Missing election port for server: …",
        "Unable to canonicalize address … because it's not resolvable",
    ],
    doc: rule_doc!("zookeeper/malformed-server-line"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a server line cannot be read", zh: "server 行无法读取" }
}
