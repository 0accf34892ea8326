//! KF033: one directory stands twice in log.dirs.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF033",
    name: "duplicate-log-dir",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/log/LogManager.scala createAndValidateLogDirs; up to 4.1; 4.2 drops the second one with a warning",
    refusals: &["Duplicate log directory found: …"],
    doc: rule_doc!("kafka/duplicate-log-dir"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "one directory stands twice in log.dirs", zh: "log.dirs 里同一目录写了两次" }
}
