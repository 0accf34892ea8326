//! A path that starts or ends with a blank.

use crate::catalog::Component;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST036",
    name: "blank-in-path",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "HealthChecker.healthCheck, command/healthcheck.clj: a missing directory is healthy; java.io.File keeps blanks",
    refusals: &[],
    doc: rule_doc!("storm/blank-in-path"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let settings = &case.config.settings;
    let paths = [
        ("storm.health.check.dir", &settings.health_check_dir),
        ("storm.local.dir", &settings.local_dir),
        ("storm.log.dir", &settings.log_dir),
    ];
    for (key, setting) in paths {
        let Setting::Set(path) = setting else { continue };
        let value = &path.value;
        let trimmed = value.trim();
        if trimmed.len() == value.len() || trimmed.is_empty() {
            continue;
        }
        let message = if key == "storm.health.check.dir" {
            text! {
                en: "{key}: there is a blank in \"{value}\", so the directory isn't found and the health checks are off",
                zh: "{key}：\"{value}\" 首尾有空格，找不到目录，健康检查被悄悄关闭",
            }
        } else {
            text! {
                en: "{key}: the blank in \"{value}\" belongs to the path: another directory is used",
                zh: "{key}：\"{value}\" 首尾的空格属于路径，实际用的是另一个目录",
            }
        };
        let mut draft = Draft::new(path.span, message).key(key);
        let raw = case.source.text(path.span);
        if raw.contains(value.as_str()) {
            let edit = Edit { span: path.span, text: raw.replacen(value.as_str(), trimmed, 1) };
            let title = text! { en: "take the blank out", zh: "去掉空格" };
            draft = draft.fix(Fix { title, applicability: Applicability::Safe, edits: vec![edit] });
        }
        sink.report(draft);
    }
}
