//! ZK019: a blank at the end of a server line.

use crate::catalog::{Component, VersionSet};
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::inventory::Server;
use crate::model::Refusal;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "ZK019",
    name: "trailing-blank-in-server-line",
    component: Some(Component::ZooKeeper),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "org/apache/zookeeper/server/quorum/flexible/QuorumMaj.java, QuorumHierarchical.java; run on 3.4.9–3.9.5",
    refusals: &["Address unresolved: …", "For input string: \"…\"", "Unrecognised peertype: …"],
    doc: rule_doc!("zookeeper/trailing-blank-in-server-line"),
    check: Check::RefusalOrNode(headline, before_an_upgrade),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a blank at the end of a line counts", zh: "行末的空白也算数" }
}

const BEFORE_35: VersionSet = VersionSet::before(Component::ZooKeeper, "3.5.0");

/// 3.4 trims the value: the line is a trap for the day of the upgrade.
fn before_an_upgrade(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Server::ZooKeeper(config) = &case.node.server else { return };
    if !config.versions.within(BEFORE_35) {
        return;
    }
    for used in config.keys.iter().filter(|used| !used.unknown && !used.overridden && !used.value.is_empty()) {
        let key = &used.name;
        if !["server.", "group", "weight"].iter().any(|list| key.starts_with(list)) {
            continue;
        }
        let rest = case.source.bytes.get(used.value_span.end as usize..).unwrap_or_default();
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let ends = rest.get(blanks).is_none_or(|byte| matches!(byte, b'\r' | b'\n'));
        if blanks == 0 || !ends {
            continue;
        }
        let span = used.value_span.after();
        let span = Span { end: span.end + blanks as u32, ..span };
        let draft = Draft::new(
            span,
            text! {
                en: "{key} ends in invisible white space ({blanks}): 3.4 trims it, 3.5 and later refuse the line",
                zh: "{key} 的末尾有看不见的空白（{blanks} 个）：3.4 会去掉它，3.5 及以后会拒绝这一行"
            },
        );
        sink.report(
            draft
                .severity(Severity::Hint)
                .key(key.clone())
                .help(text! { en: "delete the blanks before an upgrade", zh: "升级之前删掉行末的空白" })
                .fix(Fix {
                    title: text! { en: "delete the blanks", zh: "删掉空白" },
                    applicability: Applicability::Safe,
                    edits: vec![Edit { span, text: String::new() }],
                }),
        );
    }
}
