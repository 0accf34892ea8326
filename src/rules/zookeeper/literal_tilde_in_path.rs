//! ZK035: a tilde that nobody expands.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;

use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK035",
    name: "literal-tilde-in-path",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties; run on 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("zookeeper/literal-tilde-in-path"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    for (key, setting) in [("dataDir", &config.settings.data_dir), ("dataLogDir", &config.settings.data_log_dir)] {
        let (Some(path), Some(span)) = (setting.value(), setting.span()) else { continue };
        if path == "~" || path.starts_with("~/") {
            let draft = Draft::new(
                span,
                text! {
                    en: "{key} starts with a tilde, which ZooKeeper takes for the name of a directory",
                    zh: "{key} 以波浪号开头，ZooKeeper 会把它当作目录名"
                },
            );
            sink.report(draft.key(key).help(text! {
                en: "write the whole path: only a shell replaces ~",
                zh: "写完整路径：只有 shell 会替换 ~"
            }));
        }
    }
}
