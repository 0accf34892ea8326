//! A data directory that nobody may write to.

use super::directories::{self, Found};
use crate::finding::{Confidence, Severity};
use crate::inventory::accounts;
use crate::inventory::tree::Seen;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "CX015",
    name: "directory-not-writable",
    component: None,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    evidence: "zookeeper-server persistence/FileTxnSnapLog.java (Unable to create data directory …, Cannot write to \
               data directory …); core LogManager.scala lockLogDirs; storm LocalState.java",
    refusals: &[],
    doc: rule_doc!("cross/directory-not-writable"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    for Found { directory, seen } in directories::of_node(case) {
        let Seen::Directory(_, facts) = seen else { continue };
        if !accounts::read_only(&facts) {
            continue;
        }
        let (key, path) = (directory.key, &directory.path);
        sink.report(
            Draft::new(
                directory.span,
                text! {
                    en: "{key} {path} is read-only on this host: no user but root may write to it",
                    zh: "{key} {path} 在该主机上是只读的：除 root 外没有用户可以写入",
                },
            )
            .key(key)
            .help(text! {
                en: "unless it runs as root, the server can't keep its data there and exits. Make the server's user its owner and give him write permission (chmod u+w)",
                zh: "除非以 root 运行，否则服务器无法在此保存数据，会退出。请把目录的属主改为服务器的运行用户，并给予写权限（chmod u+w）",
            }),
        );
    }
}
