//! ZK047: TLS on a listener that has none.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::catalog::VersionSet;
use crate::model::zookeeper::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK047",
    name: "secure-client-port-without-netty",
    component: Some(Component::ZooKeeper),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/NIOServerCnxnFactory.java configure",
    refusals: &[],
    doc: rule_doc!("zookeeper/secure-client-port-without-netty"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    const SINCE_351: VersionSet = VersionSet::since(Component::ZooKeeper, "3.5.1");
    let settings = &config.settings;
    let Some(span) = settings.secure_client_port.span() else { return };
    if config.open
        || settings.secure_client_port.value() == Some(&0)
        || !case.node.versions.newest().is_some_and(|newest| SINCE_351.contains(newest))
    {
        return;
    }
    let nio = match settings.server_cnxn_factory.value() {
        Some(class) => class == "org.apache.zookeeper.server.NIOServerCnxnFactory",
        None => settings.server_cnxn_factory.is_absent(),
    };
    if nio {
        let draft = Draft::new(
            span,
            text! {
                en: "secureClientPort needs the Netty server, and serverCnxnFactory does not name it",
                zh: "secureClientPort 需要 Netty，而 serverCnxnFactory 没有指定它"
            },
        );
        sink.report(draft.key("secureClientPort").help(text! {
            en: "add serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory, unless the JVM's flags set it",
            zh: "加上 serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory，除非 JVM 参数里已经设置"
        }));
    }
}
