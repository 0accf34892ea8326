//! FS014: quotes in a properties file belong to the value.

use super::keys;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::KeyUse;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "FS014",
    name: "literal-quotes",
    component: None,
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "java/util/Properties.java load0 knows no quotes; run on ZooKeeper 3.4.9–3.9.5 and Kafka 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("file/literal-quotes"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    if !keys::is_properties(case) {
        return;
    }
    for used in keys::heard(case) {
        let Some(quote) = quoted(&used.value) else { continue };
        let Some(spec) = keys::spec(case, used) else { continue };
        if spec.name.ends_with("rules") || spec.name.ends_with("jaas.config") || keys::is_refused(case, used) {
            continue;
        }
        let key = &used.name;
        let draft = if spec.secret {
            Draft::new(
                used.span,
                text! { en: "the quotes belong to the secret in {key}", zh: "引号成了 {key} 的密文的一部分" },
            )
            .severity(Severity::Warning)
        } else {
            let heard = keys::shown(case.source, used);
            let draft = Draft::new(
                used.value_span,
                text! {
                    en: "the quotes belong to the value: {key} is heard as {heard}",
                    zh: "引号成了值的一部分：{key} 被读作 {heard}",
                },
            );
            match fix(used, quote) {
                Some(fix) => draft.fix(fix),
                None => draft,
            }
        };
        sink.report(draft.key(key.clone()).help(text! {
            en: "a properties file needs no quotes, also around blanks: leave them out",
            zh: "properties 文件不需要引号，有空格也不需要：去掉引号",
        }));
    }
}

/// The quote that a value starts and ends with.
fn quoted(value: &str) -> Option<char> {
    let value = value.trim();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    (value.len() > 1 && value.ends_with(quote)).then_some(quote)
}

fn fix(used: &KeyUse, quote: char) -> Option<Fix> {
    let value = used.value.trim();
    let inner = value.get(1..value.len() - 1).filter(|inner| !inner.contains(quote))?;
    let (whole, inner) = (keys::span_of(used, value)?, keys::span_of(used, inner)?);
    Some(Fix {
        title: text! { en: "remove the quotes", zh: "去掉引号" },
        applicability: Applicability::Safe,
        edits: vec![
            Edit { span: whole.before().to(inner.before()), text: String::new() },
            Edit { span: inner.after().to(whole.after()), text: String::new() },
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_around_a_value() {
        assert_eq!(quoted(" \"/data\" "), Some('"'));
        assert_eq!(quoted("'/data'"), Some('\''));
        assert_eq!(quoted("\""), None);
        assert_eq!(quoted("a\"b\""), None);
    }
}
