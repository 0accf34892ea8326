//! ZK008: a data directory that depends on where the server is started.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;

use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK008",
    name: "relative-data-dir",
    component: Some(Component::ZooKeeper),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/util/VerifyingFileFactory.java doWarnForRelativePath; run on 3.4.9–3.9.5",
    refusals: &["begin 0, end 2, length …"],
    doc: rule_doc!("zookeeper/relative-data-dir"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a data directory depends on where the server is started", zh: "数据目录取决于在哪里启动服务器" }
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.zookeeper() else { return };
    for (key, setting) in [("dataDir", &config.settings.data_dir), ("dataLogDir", &config.settings.data_log_dir)] {
        let (Some(path), Some(span)) = (setting.value(), setting.span()) else { continue };
        let refused = config.refusals.iter().any(|refusal| refusal.key.as_deref() == Some(key));
        // `~` and `$` are not meant as names of directories; other rules tell them.
        if refused || is_absolute(path) || path.starts_with("./") || path.starts_with(['~', '$', '"', '\'']) {
            continue;
        }
        let draft = Draft::new(
            span,
            text! {
                en: "{key} is `{path}`, relative to the directory that the server is started in",
                zh: "{key} 是“{path}”，相对于启动服务器时所在的目录"
            },
        );
        sink.report(draft.key(key).help(text! { en: "write an absolute path", zh: "写绝对路径" }));
    }
}

/// Absolute on Unix or, with a drive letter or a share, on Windows. (A single backslash is a name's first letter on
/// Unix and the drive of the working directory on Windows.)
fn is_absolute(path: &str) -> bool {
    let mut start = path.chars();
    let drive = start.next().is_some_and(|c| c.is_ascii_alphabetic()) && start.next() == Some(':');
    path.starts_with('/') || path.starts_with("\\\\") || drive
}
