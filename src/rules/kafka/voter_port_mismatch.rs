//! KF035: the voters name another port than the controller listens on.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::model::kafka::Role;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF035",
    name: "voter-port-mismatch",
    component: Some(Component::Kafka),
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    evidence: "org/apache/kafka/raft/KafkaNetworkChannel.java: peers connect to the voter's address; no version compares it with listeners",
    refusals: &[],
    doc: rule_doc!("kafka/voter-port-mismatch"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    let (Some(voters), Some(listeners), Some(names)) =
        (config.voters.value(), config.listeners.value(), config.controller_listener_names.value())
    else {
        return;
    };
    let id = config.id();
    let (Some(id), Some(name)) = (id.value(), names.first()) else { return };
    if config.has_role(Role::Controller) != Some(true) {
        return;
    }
    let voter = voters.iter().find(|voter| voter.id.value == *id);
    let listener = listeners.iter().find(|listener| listener.name.value == name.value);
    let (Some(voter), Some(listener)) = (voter, listener) else { return };
    let (told, own) = (voter.port.value, listener.port.value);
    if told == own || own == 0 {
        return;
    }
    sink.report(
        Draft::new(
            voter.port.span,
            text! {
                en: "the voters look for this controller on port {told}, but it listens on {own}",
                zh: "其他投票者会到端口 {told} 找本控制器，但它监听的是 {own}",
            },
        )
        .key("controller.quorum.voters")
        .related(listener.port.span, text! { en: "its listener", zh: "它的监听器" }),
    );
}
