//! The lines of a list are read as one text, whether Storm notices or not.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::{Refusal, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::syntax::yaml::Value;
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST025",
    name: "joined-list-items",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "SnakeYAML ScannerImpl.scanPlain; run with 1.11 to 2.6",
    refusals: &[
        "Field … must be of type interface java.lang.Iterable. Object: … actual type: class java.lang.String",
        "Field … must be an Iterable but was a class java.lang.String",
        "Field … must be an Iterable of java.lang.String",
        "Field … list entry must be an Integer within type range.",
    ],
    doc: rule_doc!("storm/joined-list-items"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "Storm hears one text where it wants a list", zh: "Storm 要的是列表，听到的却是一个字符串" }
}

/// Items of a list that hold a second item: the type is right, so nothing refuses them.
fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.storm() else { return };
    for (key, value) in config.pairs() {
        let (Some(name), Value::Seq(items)) = (key.as_str(), &value.value) else { continue };
        for item in items {
            let Some(text) = item.as_str().filter(|text| text.contains(" -")) else { continue };
            let refused = config.refusals.iter().any(|refusal| refusal.place.span() == Some(item.span));
            // Options of a JVM start with a dash too.
            if refused || name.ends_with("childopts") || !storm::joined(case.source, item) {
                continue;
            }
            let message = text! {
                en: "{name}: Storm hears one item \"{text}\" where several are written",
                zh: "{name}：写的是几项，Storm 听到的却是一项 \"{text}\"",
            };
            let mut draft = Draft::new(item.span, message).key(name).help(text! {
                en: "write all dashes in one column, one blank behind each",
                zh: "所有短横对齐在同一列，短横后面有一个空格",
            });
            if let Some(fix) = storm::list_fix(case.source, item) {
                draft = draft.fix(fix);
            }
            sink.report(draft);
        }
    }
}
