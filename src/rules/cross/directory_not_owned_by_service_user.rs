//! A data directory that belongs to another user than the service runs as.

use super::directories::{self, Found};
use crate::finding::{Confidence, Severity};
use crate::inventory::accounts;
use crate::inventory::tree::Seen;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "CX016",
    name: "directory-not-owned-by-service-user",
    component: None,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    evidence: "writability decides, in every server: zookeeper-server persistence/FileTxnSnapLog.java canWrite; core \
               LogManager.scala lockLogDirs; storm LocalState.java. systemd.exec(5) User=",
    refusals: &[],
    doc: rule_doc!("cross/directory-not-owned-by-service-user"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let host = &case.inventory.hosts[case.node.host];
    // Owners inside an inventory are those of whoever checked it out.
    let Some(root) = host.root.as_deref().filter(|_| host.whole_machine) else { return };
    let found = directories::of_node(case);
    if found.is_empty() {
        return;
    }
    let Some(account) = accounts::of_service(root, case.node.component()) else { return };
    for Found { directory, seen } in found {
        let (facts, missing) = match seen {
            Seen::Directory(_, facts) => (facts, false),
            Seen::Missing { facts, .. } => (facts, true),
            _ => continue,
        };
        if accounts::read_only(&facts) || accounts::may_write(&account, &facts) != Some(false) {
            continue;
        }
        let Some(owner) = accounts::owner(&facts) else { continue };
        let (key, path, name, uid) = (directory.key, &directory.path, &account.name, account.uid);
        let unit = account.unit.as_str();
        let message = if missing {
            text! {
                en: "{key} {path} doesn't exist, and {name}, who runs the server, may not create it",
                zh: "{key} {path} 不存在，而运行服务器的用户 {name} 无权创建",
            }
        } else {
            text! {
                en: "{key} {path} belongs to user {owner}; {name} ({uid}), who runs the server, may not write to it",
                zh: "{key} {path} 属于用户 {owner}；运行服务器的 {name}（{uid}）无权写入",
            }
        };
        let help = if missing {
            text! {
                en: "the server exits when it can't create it. {unit} says User={name}: mkdir -p {path}, then chown {name} {path}",
                zh: "服务器无法创建该目录时会退出。{unit} 中写的是 User={name}：请执行 mkdir -p {path}，再执行 chown {name} {path}",
            }
        } else {
            text! {
                en: "the server exits when it can't write its data. {unit} says User={name}: chown -R {name} {path}",
                zh: "服务器无法写入数据时会退出。{unit} 中写的是 User={name}：请执行 chown -R {name} {path}",
            }
        };
        sink.report(Draft::new(directory.span, message).key(key).help(help));
    }
}
