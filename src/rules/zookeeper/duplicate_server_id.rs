//! ZK040: two lines for one id.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use std::collections::HashMap;

pub(crate) static RULE: Rule = Rule {
    code: "ZK040",
    name: "duplicate-server-id",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "java/util/Properties.java; quorum/flexible/QuorumMaj.java; run on 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/duplicate-server-id"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    if config.open {
        return;
    }
    let mut first = HashMap::new();
    for member in &config.members {
        let Some(before) = first.insert(member.id, member) else { continue };
        let same_line = before.value.value == member.value.value;
        if before.unknown || member.unknown || same_line {
            continue;
        }
        let (key, id) = (&member.key.value, member.id);
        let draft = Draft::new(
            member.key.span,
            text! {
                en: "{key}: the list has two servers with the id {id}, and only one of them counts",
                zh: "{key}：列表里有两台 id 为 {id} 的服务器，只有一台算数"
            },
        );
        let draft = draft.related(before.key.span, text! { en: "the other one", zh: "另一个" });
        sink.report(draft.key(key.clone()).help(text! {
            en: "give every server a number of its own",
            zh: "给每台服务器不同的编号"
        }));
    }
}
