//! KF025: the path of zookeeper.connect stands behind every server.

use crate::catalog::Component;
use crate::finding::{Applicability, Edit, Fix};
use crate::finding::{Confidence, Severity};
use crate::model::kafka::Config;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "KF025",
    name: "chroot-on-every-host",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/client/ConnectStringParser.java: everything from the first `/` on is the chroot",
    refusals: &[],
    doc: rule_doc!("kafka/chroot-on-every-host"),
    check: Check::Kafka(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let Some(connect) = case.config.zookeeper_connect.value() else { return };
    let Some(chroot) = &connect.chroot else { return };
    // A comma in a path is legal; one that a server follows was not meant.
    let Some((path, rest)) = chroot.value.split_once(',') else { return };
    if rest.trim().is_empty() {
        return;
    }
    let heard = &chroot.value;
    let servers: Vec<&str> = connect.hosts.iter().map(|host| host.host.value.as_str()).collect();
    let servers = servers.join(", ");
    let mut draft = Draft::new(
        chroot.span,
        text! {
            en: "only {servers} is used as a ZooKeeper server: everything behind the first / is the path, `{heard}`",
            zh: "只有 {servers} 会被当作 ZooKeeper 服务器：第一个 / 之后全部算路径，即 `{heard}`",
        },
    )
    .key("zookeeper.connect")
    .help(text! { en: "write the path once, behind the last server", zh: "路径只写一次，放在最后一台服务器后面" });
    if let (Some(value), Some(text)) = (case.config.zookeeper_connect.span(), joined(case, path, rest)) {
        draft = draft.fix(Fix {
            title: text! { en: "write the path once, at the end", zh: "把路径写到末尾，只写一次" },
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: value, text }],
        });
    }
    sink.report(draft);
}

/// The value with the path at its end, when every server has the same path.
fn joined(case: &NodeCase<'_, Config>, path: &str, rest: &str) -> Option<String> {
    let value = case.config.text("zookeeper.connect");
    let first = value.value()?.split('/').next()?;
    let mut servers = vec![first];
    for entry in rest.split(',') {
        servers.push(entry.trim().strip_suffix(path)?);
    }
    Some(format!("{}{path}", servers.join(",")))
}
