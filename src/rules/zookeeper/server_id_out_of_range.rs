//! ZK049: an id outside 1 to 255.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;

use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK049",
    name: "server-id-out-of-range",
    component: Some(Component::ZooKeeper),
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/SessionTrackerImpl.java initializeNextSessionId; run on 3.4.9",
    refusals: &[],
    doc: rule_doc!("zookeeper/server-id-out-of-range"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    for member in config.servers().filter(|member| !(1..=255).contains(&member.id)) {
        let key = &member.key.value;
        let draft = Draft::new(
            member.key.span,
            text! {
                en: "{key}: ids from 1 to 255 are documented, and others can clash in session ids",
                zh: "{key}：文档规定 id 为 1 到 255，其他值可能造成会话 id 冲突"
            },
        );
        sink.report(draft.key(key.clone()).help(text! {
            en: "number the servers from 1 on; a server's myid changes with its line",
            zh: "服务器从 1 开始编号；改了 server 行，也要改那台机器的 myid"
        }));
    }
}
