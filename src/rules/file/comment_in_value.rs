//! FS005: a comment behind a value belongs to the value.

use super::keys;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::{KeyUse, Refusal};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "FS005",
    name: "comment-in-value",
    component: None,
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "java/util/Properties.java LineReader.readLine: a comment only starts a line; run on ZooKeeper 3.4.9–3.9.5 and Kafka 0.9.0.1",
    refusals: &["For input string: \"…\"", "Invalid value … for configuration …: Not a number of type INT"],
    doc: rule_doc!("file/comment-in-value"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(refusal: &Refusal) -> Text {
    let key = refusal.key.as_deref().unwrap_or("?");
    text! {
        en: "the comment behind the value of {key} belongs to the value",
        zh: "{key} 的值后面的注释成了值的一部分",
    }
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    if !keys::is_properties(case) {
        return;
    }
    for used in keys::heard(case) {
        let Some(spec) = keys::spec(case, used).filter(|spec| !spec.secret) else { continue };
        if spec.name.ends_with("rules") || keys::is_refused(case, used) {
            continue;
        }
        let Some((value, comment)) = split(&used.value) else { continue };
        let key = &used.name;
        let heard = keys::shown(case.source, used);
        let place = keys::span_of(used, comment).unwrap_or(used.value_span);
        let mut draft = Draft::new(
            place,
            text! {
                en: "the comment belongs to the value: {key} is heard as `{heard}`",
                zh: "注释成了值的一部分：{key} 被读作“{heard}”",
            },
        )
        .key(key.clone())
        .label(text! {
            en: "a properties file has no comments behind a value",
            zh: "properties 文件里值的后面不能写注释",
        })
        .help(text! {
            en: "write the comment on a line of its own, above {key}",
            zh: "把注释单独写成一行，放在 {key} 的上面",
        });
        if let Some(fix) = fix(case, used, value, comment) {
            draft = draft.fix(fix);
        }
        sink.report(draft);
    }
}

/// A value and the comment behind it: blanks, then `#`, `//` or `;` and more.
pub(super) fn split(value: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    while let Some(at) = value.get(from..)?.find(['#', ';', '/']).map(|at| from + at) {
        let (before, comment) = value.split_at(at);
        let behind_blank = before.ends_with([' ', '\t']) && !before.trim().is_empty();
        let sign = comment.starts_with('#') || comment.starts_with("// ") || comment.starts_with("; ");
        if behind_blank && sign && comment.len() > 1 {
            return Some((before.trim_end(), comment));
        }
        from = at + 1;
    }
    None
}

/// The comment moves to a line of its own.
fn fix(case: &NodeCase<'_, ()>, used: &KeyUse, value: &str, comment: &str) -> Option<Fix> {
    let comment = keys::span_of(used, comment)?;
    let value = keys::span_of(used, value)?;
    let text = keys::utf8(case.source, comment)?.trim_start_matches(['#', '/', ';', ' ']).trim_end();
    Some(Fix {
        title: text! { en: "move the comment to a line of its own", zh: "把注释移到单独的一行" },
        applicability: Applicability::Safe,
        edits: vec![
            Edit { span: used.span.before(), text: format!("# {text}\n") },
            Edit { span: value.after().to(used.value_span.after()), text: String::new() },
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_comment_needs_a_blank_before_it() {
        assert_eq!(split("/data   # logs"), Some(("/data", "# logs")));
        assert_eq!(split("/data // logs"), Some(("/data", "// logs")));
        assert_eq!(split("a#b"), None);
        assert_eq!(split("# all"), None);
        assert_eq!(split("http://host/a;b"), None);
        assert_eq!(split("/a/b /c"), None);
    }
}
