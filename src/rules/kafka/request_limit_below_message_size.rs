//! KF037: requests may not be as large as messages.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF037",
    name: "request-limit-below-message-size",
    component: Some(Component::Kafka),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/kafka/common/network/NetworkReceive.java: a request above socket.request.max.bytes is refused; no version compares the two",
    refusals: &[],
    doc: rule_doc!("kafka/request-limit-below-message-size"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let (message, request) =
        (case.config.integer("message.max.bytes"), case.config.integer("socket.request.max.bytes"));
    let (Some(size), Some(limit), Some(span)) = (message.value(), request.value(), request.span()) else { return };
    if limit >= size {
        return;
    }
    let mut draft = Draft::new(span, text! {
        en: "socket.request.max.bytes ({limit}) is smaller than message.max.bytes ({size}): large messages are cut off",
        zh: "socket.request.max.bytes（{limit}）小于 message.max.bytes（{size}）：大消息会被拒收",
    })
    .key("socket.request.max.bytes");
    if let Some(other) = message.span() {
        draft = draft.related(other, text! { en: "how large messages may be", zh: "消息的上限" });
    }
    sink.report(draft);
}
