//! KF022: a class is named that this Kafka doesn't have.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF022",
    name: "unloadable-class",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "ConfigDef.parseType, AbstractConfig.getConfiguredInstances; run on 0.9.0.1",
    refusals: &[
        "Invalid value … for configuration …: Class … could not be found.",
        "… ClassNotFoundException exception occured",
        "kafka.security.auth.SimpleAclAuthorizer",
    ],
    doc: rule_doc!("kafka/unloadable-class"),
    check: Check::Refusal(headline),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! { en: "{key} names a class that this Kafka doesn't have", zh: "{key} 指定的类在这个版本的 Kafka 里不存在" }
}
