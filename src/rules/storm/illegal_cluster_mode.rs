//! storm.cluster.mode is neither `distributed` nor `local`.

use crate::catalog::Component;
use crate::finding::{Confidence, RefusalText, Severity, Stage};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST027",
    name: "illegal-cluster-mode",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "ConfigUtils.isLocalMode, called by Nimbus, Supervisor and Worker; config.clj local-mode?",
    refusals: &["Illegal cluster mode in conf: …"],
    doc: rule_doc!("storm/illegal-cluster-mode"),
    check: Check::Storm(check),
};

/// Not every daemon looks: the UI, the logviewer and DRPC run with any text, so it isn't fatal.
fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let Setting::Set(mode) = &case.config.settings.cluster_mode else { return };
    let value = &mode.value;
    if matches!(value.as_str(), "distributed" | "local") {
        return;
    }
    let message = text! {
        en: "storm.cluster.mode is \"{value}\": nimbus, the supervisor and every worker refuse to start",
        zh: "storm.cluster.mode 是 \"{value}\"：nimbus、supervisor 和所有 worker 都拒绝启动",
    };
    let said = RefusalText {
        text: format!("Illegal cluster mode in conf: {value}"),
        versions: case.node.versions.to_string(),
        stage: Stage::Start,
    };
    sink.report(Draft::new(mode.span, message).key("storm.cluster.mode").refusal(said).help(text! {
        en: "write `storm.cluster.mode: \"distributed\"`, or delete the line: that is the default",
        zh: "写 `storm.cluster.mode: \"distributed\"`，或者删掉这一行：默认就是它",
    }));
}
