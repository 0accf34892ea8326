//! FS011: a line that is a comment or a command elsewhere, and a key here.

use super::keys;
use crate::catalog;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::KeyUse;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "FS011",
    name: "not-a-comment",
    component: None,
    severity: Severity::Hint,
    confidence: Confidence::High,
    evidence: "java/util/Properties.java LineReader.readLine: only # and ! start a comment; run on ZooKeeper 3.4.9–3.9.5",
    refusals: &[],
    doc: rule_doc!("file/not-a-comment"),
    check: Check::Node(check),
};

/// The sign that makes a line a comment or a command in another format.
pub(super) fn sign(key: &str) -> Option<&'static str> {
    const SIGNS: [&str; 6] = [";", "//", "--", "<!--", "/*", "*/"];
    const COMMANDS: [&str; 4] = ["export", "set", "REM", "rem"];
    SIGNS.into_iter().find(|sign| key.starts_with(sign)).or_else(|| COMMANDS.into_iter().find(|word| key == *word))
}

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    if !keys::is_properties(case) {
        return;
    }
    for used in case.node.keys().iter().filter(|used| !used.unknown) {
        match sign(&used.name) {
            Some(command @ ("export" | "set")) => export(case, used, command, sink),
            Some(sign) => sink.report(comment(used, sign)),
            None => {}
        }
    }
}

fn comment(used: &KeyUse, sign: &str) -> Draft {
    Draft::new(
        used.span,
        text! {
            en: "a line that starts with `{sign}` is no comment here: it sets a key of that name",
            zh: "以“{sign}”开头的行在这里不是注释，而是设置了一个这样的键",
        },
    )
    .help(text! { en: "start comments with #", zh: "注释请以 # 开头" })
    .fix(Fix {
        title: text! { en: "make it a comment", zh: "改成注释" },
        applicability: Applicability::Safe,
        edits: vec![Edit { span: used.span.before(), text: "# ".to_owned() }],
    })
}

/// `export clientPort=2181`: the key is `export`.
fn export(case: &NodeCase<'_, ()>, used: &KeyUse, command: &str, sink: &mut Sink<'_>) {
    let component = case.node.component();
    let meant = used.value.split(['=', ':', ' ']).next().unwrap_or_default();
    let severity = if catalog::option(component, meant).is_some() { Severity::Warning } else { Severity::Hint };
    sink.report(
        Draft::new(
            used.span,
            text! {
                en: "`{command}` is no command here: the line sets a key called {command}, and nothing else",
                zh: "“{command}”在这里不是命令：这一行只是设置了名为 {command} 的键",
            },
        )
        .severity(severity)
        .help(text! { en: "write the line without {command}", zh: "去掉行首的 {command}" }),
    );
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn signs_and_words() {
        assert_eq!(sign(";clientPort"), Some(";"));
        assert_eq!(sign("export"), Some("export"));
        assert_eq!(sign("exported.key"), None);
        assert_eq!(sign("clientPort"), None);
    }
}
