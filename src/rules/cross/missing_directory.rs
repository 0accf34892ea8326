//! A data directory that isn't there on its machine.

use super::directories::{self, Found};
use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, RefusalText, Severity, Stage};
use crate::inventory::accounts;
use crate::inventory::tree::Seen;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "CX014",
    name: "missing-directory",
    component: None,
    severity: Severity::Hint,
    confidence: Confidence::Medium,
    evidence: "zookeeper-server persistence/FileTxnSnapLog.java (mkdirs), quorum/QuorumPeerConfig.java up to 3.4.6 \
               (dataLogDir … is missing.); core LogManager.scala createAndValidateLogDirs; storm ConfigUtils.java \
               FileUtils.forceMkdir",
    refusals: &["dataLogDir … is missing."],
    doc: rule_doc!("cross/missing-directory"),
    check: Check::Node(check),
};

/// These don't make dataLogDir. Upstream: QuorumPeerConfig.parseProperties.
const NEEDS_DATA_LOG_DIR: VersionSet = VersionSet::before(Component::ZooKeeper, "3.4.7");

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let found = directories::of_node(case);
    let host = &case.inventory.hosts[case.node.host];
    let root = host.root.as_deref().filter(|_| host.whole_machine);
    let any_missing = found.iter().any(|found| matches!(found.seen, Seen::Missing { .. }));
    let account = root.filter(|_| any_missing).and_then(|root| accounts::of_service(root, case.node.component()));
    let others_exist = found.iter().any(|found| matches!(found.seen, Seen::Directory(..)));
    for Found { directory, seen } in &found {
        let (key, path) = (directory.key, &directory.path);
        if key == "dataLogDir" && case.node.refusals().iter().any(|refusal| refusal.fault.0 == "missing-data-log-dir") {
            continue;
        }
        let draft = match seen {
            Seen::File(_) => Draft::new(
                directory.span,
                text! { en: "{key} {path} is a file, not a directory", zh: "{key} {path} 是文件，不是目录" },
            )
            .severity(Severity::Error)
            .help(text! {
                en: "the server can't keep its data there and exits; name a directory",
                zh: "服务器无法在此保存数据，会退出；请写一个目录",
            }),
            // Where its user may not create it, `directory-not-owned-by-service-user` tells so.
            Seen::Missing { facts, .. }
                if !accounts::read_only(facts)
                    && account.as_ref().is_some_and(|account| accounts::may_write(account, facts) == Some(false)) =>
            {
                continue;
            }
            Seen::Missing { above, facts } => {
                let parent = above.as_str();
                let refused = case.node.component() == Component::ZooKeeper
                    && key == "dataLogDir"
                    && case.node.versions.within(NEEDS_DATA_LOG_DIR);
                let draft = Draft::new(
                    directory.span,
                    text! { en: "{key} {path} doesn't exist on this host", zh: "{key} {path} 在该主机上不存在" },
                );
                if refused {
                    draft.severity(Severity::Error).refusal(RefusalText {
                        text: format!("dataLogDir {path} is missing."),
                        versions: case.node.versions.to_string(),
                        stage: Stage::Parse,
                    }).help(text! {
                        en: "ZooKeeper up to 3.4.6 doesn't create it and exits; create it, owned by the server's user",
                        zh: "ZooKeeper 3.4.6 及更早版本不会创建该目录，会退出；请创建该目录，并归服务器的运行用户所有",
                    })
                } else if accounts::read_only(facts) {
                    draft.severity(Severity::Error).help(text! {
                        en: "the server would create it, but nobody may write to {parent}; create it, owned by the server's user",
                        zh: "服务器会尝试创建，但 {parent} 不可写；请创建该目录，并归服务器的运行用户所有",
                    })
                } else if others_exist {
                    draft.severity(Severity::Warning).help(text! {
                        en: "its other directories exist: a disk that isn't mounted? The server creates this one, empty, on the disk of {parent}",
                        zh: "该节点的其他目录都存在：是否有磁盘未挂载？服务器会在 {parent} 所在磁盘上创建一个空目录",
                    })
                } else {
                    draft.help(text! {
                        en: "the server creates it at its first start, if its user may write to {parent}",
                        zh: "如果运行用户可以写 {parent}，服务器首次启动时会创建该目录",
                    })
                }
            }
            _ => continue,
        };
        sink.report(draft.key(key));
    }
}
