//! KF034: a listener's port is none.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF034",
    name: "listener-port-out-of-range",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "java.net.InetSocketAddress: 0 to 65535; KafkaConfig takes any int, run on 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("kafka/listener-port-out-of-range"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    for (key, listeners) in
        [("listeners", &case.config.listeners), ("advertised.listeners", &case.config.advertised_listeners)]
    {
        for listener in listeners.value().into_iter().flatten() {
            let port = listener.port.value;
            if (0..=65535).contains(&port) {
                continue;
            }
            sink.report(
                Draft::new(
                    listener.port.span,
                    text! {
                        en: "{port} is no port: the broker stops when it opens the socket",
                        zh: "{port} 不是合法端口：broker 打开套接字时会退出",
                    },
                )
                .key(key)
                .help(text! { en: "ports go from 1 to 65535", zh: "端口范围是 1 到 65535" }),
            );
        }
    }
}
