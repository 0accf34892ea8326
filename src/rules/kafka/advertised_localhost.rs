//! KF023: clients are told to connect to their own machine.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Spanned;
use crate::text;
use std::net::IpAddr;

pub(crate) static RULE: Rule = Rule {
    code: "KF023",
    name: "advertised-localhost",
    component: Some(Component::Kafka),
    severity: Severity::Hint,
    confidence: Confidence::Medium,
    evidence: "kafka/server/KafkaConfig.scala getAdvertisedListeners: clients and brokers connect to what is advertised",
    refusals: &[],
    doc: rule_doc!("kafka/advertised-localhost"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    let advertised = config.advertised_listeners.value().into_iter().flatten();
    let hosts = advertised.filter_map(|listener| listener.host.as_ref());
    let old = config.text("advertised.host.name");
    let old = old.value().zip(old.span()).filter(|_| config.advertised_listeners.is_absent());
    let old = old.map(|(host, span)| Spanned::new(host.clone(), span));
    for host in hosts.cloned().chain(old).filter(|host| is_loopback(&host.value)) {
        let name = &host.value;
        sink.report(
            Draft::new(
                host.span,
                text! {
                    en: "clients and other brokers are told to connect to {name}, which is their own machine",
                    zh: "客户端和其他 broker 会被告知连接 {name}，那是它们自己的机器",
                },
            )
            .help(text! {
                en: "advertise a name or an address that the clients can reach",
                zh: "公布客户端能访问到的主机名或地址",
            }),
        );
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
