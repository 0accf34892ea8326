//! storm.zookeeper.servers holds `host:port`; Storm appends the port once more.

use crate::catalog::Component;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Spanned;
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST029",
    name: "port-in-zookeeper-servers",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "CuratorUtils.newCurator, Utils.newCurator before 2.0; run with ZooKeeper 3.4.6 and 3.9.3",
    refusals: &[],
    doc: rule_doc!("storm/port-in-zookeeper-servers"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let Setting::Set(servers) = &case.config.settings.zookeeper_servers else { return };
    let mut found = servers.value.iter().filter_map(|server| Some((server, host_and_port(&server.value)?)));
    let Some((first, (host, port))) = found.next() else { return };
    let entry = &first.value;
    let message = text! {
        en: "storm.zookeeper.servers holds a port: Storm looks for a host called \"{entry}\"",
        zh: "storm.zookeeper.servers 里写了端口：Storm 会去找名叫 \"{entry}\" 的主机",
    };
    let mut draft = Draft::new(first.span, message).key("storm.zookeeper.servers").help(text! {
        en: "write host names only; the port of all of them is `storm.zookeeper.port: {port}`",
        zh: "这里只写主机名；端口统一写在 `storm.zookeeper.port: {port}`",
    });
    let mut edits = vec![edit(case, first, host)];
    let mut same_port = port == "2181" || case.config.settings.zookeeper_port.value() == port.parse().ok().as_ref();
    for (server, (host, other)) in found {
        draft = draft.related(server.span, text! { en: "a port here too", zh: "这里也有端口" });
        same_port &= other == port;
        edits.push(edit(case, server, host));
    }
    if same_port && let Some(edits) = edits.into_iter().collect::<Option<Vec<_>>>() {
        let title = text! { en: "take the ports off", zh: "去掉端口" };
        draft = draft.fix(Fix { title, applicability: Applicability::Safe, edits });
    }
    sink.report(draft);
}

/// `zk1:2181`; an IPv6 address has more than one colon, and several hosts in one are
/// `joined-list-items`.
fn host_and_port(entry: &str) -> Option<(&str, &str)> {
    if entry.contains([',', ' ']) {
        return None;
    }
    let (host, port) = entry.rsplit_once(':')?;
    let bare = !host.contains(':') || host.starts_with('[') && host.ends_with(']');
    let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    (bare && digits && !host.is_empty()).then_some((host, port))
}

/// The entry without its port, where it is written as it is heard.
fn edit(case: &NodeCase<'_, storm::Config>, server: &Spanned<String>, host: &str) -> Option<Edit> {
    let raw = case.source.text(server.span);
    raw.contains(server.value.as_str())
        .then(|| Edit { span: server.span, text: raw.replacen(server.value.as_str(), host, 1) })
}
