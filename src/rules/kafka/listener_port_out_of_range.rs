//! KF034: a listener's port is none.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::inventory::Server;
use crate::model::Refusal;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF034",
    name: "listener-port-out-of-range",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "java.net.InetSocketAddress: 0 to 65535; KafkaConfig takes any int, run on 0.9.0.1",
    refusals: &["port out of range:…"],
    doc: rule_doc!("kafka/listener-port-out-of-range"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a listener's port is none", zh: "监听器的端口不合法" }
}

/// What is only advertised is opened by nobody: the broker starts, and no client reaches it.
fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Server::Kafka(config) = &case.node.server else { return };
    for listener in config.advertised_listeners.value().into_iter().flatten() {
        let port = listener.port.value;
        if (0..=65535).contains(&port) {
            continue;
        }
        sink.report(
            Draft::new(
                listener.port.span,
                text! {
                    en: "{port} is no port, and clients are told to connect to it",
                    zh: "{port} 不是合法端口，却被公布给客户端",
                },
            )
            .key("advertised.listeners")
            .help(text! { en: "ports go from 1 to 65535", zh: "端口范围是 1 到 65535" }),
        );
    }
}
