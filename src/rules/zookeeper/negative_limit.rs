//! ZK038: a limit below zero.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;

use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK038",
    name: "negative-limit",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/Learner.java, QuorumPeer.java; run on 3.4.9, 3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/negative-limit"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    let limits = [("initLimit", &config.settings.init_limit), ("syncLimit", &config.settings.sync_limit)];
    for (key, setting) in limits {
        let (Some(&value), Some(span)) = (setting.value(), setting.span()) else { continue };
        if value < 0 && config.is_ensemble() == Some(true) {
            let draft = Draft::new(
                span,
                text! {
                    en: "{key} is {value}: with a negative limit the servers never connect to each other",
                    zh: "{key} 是 {value}：期限为负，服务器之间永远连不上"
                },
            );
            sink.report(draft.key(key));
        }
    }
}
