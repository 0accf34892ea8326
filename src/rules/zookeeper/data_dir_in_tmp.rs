//! ZK036: a database in /tmp.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};

use crate::model::zookeeper::Config;

use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK036",
    name: "data-dir-in-tmp",
    component: Some(Component::ZooKeeper),
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "conf/zoo_sample.cfg; tmpfiles.d(5)",
    refusals: &[],
    doc: rule_doc!("zookeeper/data-dir-in-tmp"),
    check: Check::ZooKeeper(check),
};

fn check(case: &NodeCase<'_, Config>, sink: &mut Sink<'_>) {
    let config = case.config;
    for (key, setting) in [("dataDir", &config.settings.data_dir), ("dataLogDir", &config.settings.data_log_dir)] {
        let (Some(path), Some(span)) = (setting.value(), setting.span()) else { continue };
        let in_tmp = ["/tmp", "/var/tmp"]
            .iter()
            .any(|tmp| path == tmp || path.strip_prefix(tmp).is_some_and(|rest| rest.starts_with('/')));
        if in_tmp {
            let draft = Draft::new(
                span,
                text! {
                    en: "{key} is {path}, which the system may clean up",
                    zh: "{key} 是 {path}，系统可能会清理它"
                },
            );
            sink.report(draft.key(key).help(text! {
                en: "use a directory that stays, such as /var/lib/zookeeper",
                zh: "使用不会被清理的目录，例如 /var/lib/zookeeper"
            }));
        }
    }
}
