//! ZK039: a server line that is none.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::finding::{Applicability, Edit, Fix};
use crate::model::zookeeper::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK039",
    name: "server-key-without-dot",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; run on 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/server-key-without-dot"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    for used in config.keys.iter().filter(|used| !used.overridden && !used.unknown && looks_like_a_server(&used.name)) {
        let key = &used.name;
        let digits = key.trim_start_matches(|c: char| !c.is_ascii_digit());
        let draft = Draft::new(
            used.span,
            text! {
                en: "{key} is no server line, and ignored: server.{digits} is",
                zh: "{key} 不是 server 行，会被忽略：应该写 server.{digits}"
            },
        );
        let fix = Fix {
            title: text! { en: "write server.{digits}", zh: "写成 server.{digits}" },
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: used.span, text: format!("server.{digits}") }],
        };
        sink.report(draft.key(key.clone()).fix(fix));
    }
}

/// `server1`, `Server.1`, `server-1`, `server_1`.
fn looks_like_a_server(key: &str) -> bool {
    let Some(head) = key.get(.."server".len()) else { return false };
    let rest = key.get("server".len()..).unwrap_or_default();
    let digits = rest.trim_start_matches(['.', '-', '_', ' ']);
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    head.eq_ignore_ascii_case("server") && number && !key.starts_with("server.")
}
