//! A key with an invisible or full-width character: YAML takes it, Storm doesn't know it.

use crate::catalog::{Component, option};
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST038",
    name: "full-width-key",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "SnakeYAML ScannerImpl.scanPlain keeps them; run with 1.11 to 2.6",
    refusals: &[],
    doc: rule_doc!("storm/full-width-key"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    for used in case.config.keys.iter().filter(|used| !used.unknown) {
        let Some(found) = used.name.chars().find(|&letter| odd(letter)) else { continue };
        let meant = plain(&used.name);
        if option(Component::Storm, &meant).is_none() {
            continue;
        }
        let code = format!("U+{:04X}", u32::from(found));
        let message = text! {
            en: "the key of {meant} holds the character {code}: Storm doesn't know the key and ignores it",
            zh: "{meant} 的键名里混进了字符 {code}：Storm 不认识这个键，会忽略它",
        };
        let title = text! { en: "write {meant}", zh: "写成 {meant}" };
        let edits = vec![Edit { span: used.span, text: meant.clone() }];
        let fix = Fix { title, applicability: Applicability::Unsafe, edits };
        sink.report(Draft::new(used.span, message).key(meant).fix(fix));
    }
}

/// Looks like nothing, like a blank, or like an ASCII character, and is none.
fn odd(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{3000}' | '\u{3002}' | '\u{feff}' | '\u{ff01}'..='\u{ff5e}')
}

/// The name as it was meant.
fn plain(name: &str) -> String {
    let ascii = |letter: char| match letter {
        // Full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0),
        '\u{3002}' => Some('.'),
        letter if odd(letter) => None,
        letter => Some(letter),
    };
    name.chars().filter_map(ascii).collect::<String>().trim().to_owned()
}
