//! FS010: a key that no version knows, and that was surely meant to be another one.

use super::keys;
use crate::catalog::{self, Component, Mode, Near, OptionSpec, Slip};
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::KeyUse;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "FS010",
    name: "misspelt-key",
    component: None,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    evidence: "org/apache/zookeeper/server/quorum/QuorumPeerConfig.java parseProperties (else branch); kafka/server/KafkaConfig.scala never calls logUnused; run on Kafka 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("file/misspelt-key"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let component = case.node.component();
    let told = |name: &str| keys::is_no_name(name) || keys::told_elsewhere(component, name);
    for used in keys::heard(case).filter(|used| !told(&used.name)) {
        if let Some(near) = catalog::near(component, &used.name) {
            sink.report(draft(case, used, &near, ""));
        } else if let Some((prefix, near)) = of_listener(component, &used.name) {
            sink.report(draft(case, used, &near, &prefix));
        }
    }
}

/// `listener.name.<listener>.[<mechanism>.]<key>`: what stands in front of the key, in small letters as
/// the server asks for it, and the key that was meant. `ListenerName.configPrefix`,
/// `saslMechanismConfigPrefix`; `AbstractConfig.valuesWithPrefixOverride`.
fn of_listener(component: Component, key: &str) -> Option<(String, Near)> {
    const FAMILIES: [&str; 4] = ["ssl.", "sasl.", "max.connection", "principal.builder.class"];
    const MECHANISMS: [&str; 5] = ["plain", "gssapi", "oauthbearer", "scram-sha-256", "scram-sha-512"];
    let rest = key.strip_prefix("listener.name.").filter(|_| component == Component::Kafka)?;
    let (listener, rest) = rest.split_once('.').filter(|(listener, _)| !listener.is_empty())?;
    let mechanism = rest.split_once('.').filter(|(word, _)| MECHANISMS.contains(&word.to_lowercase().as_str()));
    let own = mechanism.map_or(rest, |(_, own)| own);
    let mut prefix = format!("listener.name.{}.", listener.to_lowercase());
    if let Some((mechanism, _)) = mechanism {
        prefix.push_str(&mechanism.to_lowercase());
        prefix.push('.');
    }
    let near = match catalog::option(component, own) {
        Some(_) if key.starts_with(&prefix) => return None,
        Some(spec) => Near { specs: vec![spec], slip: Slip::Case },
        None => catalog::near(component, own)?,
    };
    let may_be_prefixed = |spec: &OptionSpec| FAMILIES.iter().any(|family| spec.name.starts_with(family));
    near.specs.iter().all(|spec| may_be_prefixed(spec)).then_some((prefix, near))
}

/// `prefix`: what stands in front of the names of `near`.
fn draft(case: &NodeCase<'_, ()>, used: &KeyUse, near: &Near, prefix: &str) -> Draft {
    let component = case.node.component();
    let name = component.name();
    let key = &used.name;
    let [spec] = near.specs.as_slice() else { return several(used, near, component, prefix) };
    let meant = format!("{prefix}{}", spec.name);
    let message = match near.slip {
        Slip::Alias => text! {
            en: "{name} has no option {key}: in this file the setting is called {meant}",
            zh: "{name} 没有 {key} 这个选项：在这个文件里，它的名字是 {meant}",
        },
        _ => text! {
            en: "{name} has no option {key}: did you mean {meant}?",
            zh: "{name} 没有 {key} 这个选项，是不是想写 {meant}？",
        },
    };
    let there = case.node.keys().iter().rev().find(|other| other.name == meant);
    let mut draft = Draft::new(used.span, message)
        .key(key.clone())
        .label(text! { en: "write {meant}", zh: "应写作 {meant}" })
        .help(if prefix.is_empty() { help(case, spec, key, there.is_some()) } else { listener_help(spec, key) });
    if matches!(near.slip, Slip::Case | Slip::Separator | Slip::Around | Slip::Alias) {
        draft = draft.confidence(Confidence::High);
    }
    if spec.mode == Mode::CommandLine {
        return draft.help(text! {
            en: "give it to the JVM as -D{meant}=…: in zoo.cfg neither name does anything",
            zh: "请作为 -D{meant}=… 传给 JVM：在 zoo.cfg 里这两个名字都不起作用",
        });
    }
    match there {
        Some(other) => draft.related(other.span, text! { en: "{meant} is set here", zh: "{meant} 在这里" }),
        None => draft.fix(Fix {
            title: text! { en: "rename {key} to {meant}", zh: "把 {key} 改为 {meant}" },
            applicability: if near.slip == Slip::Case { Applicability::Safe } else { Applicability::Unsafe },
            edits: vec![Edit { span: used.span, text: meant }],
        }),
    }
}

fn several(used: &KeyUse, near: &Near, component: Component, prefix: &str) -> Draft {
    let name = component.name();
    let key = &used.name;
    let list =
        |word: &str| near.specs.iter().map(|spec| format!("{prefix}{}", spec.name)).collect::<Vec<_>>().join(word);
    let (en, zh) = (list(" or "), list(" 或 "));
    let message = Text {
        en: format!("{name} has no option {key}: did you mean {en}?").into(),
        zh: format!("{name} 没有 {key} 这个选项，是不是想写 {zh}？").into(),
    };
    Draft::new(used.span, message).key(key.clone()).help(keys::ignored(component, key))
}

/// What happens meanwhile to a listener's own setting.
fn listener_help(spec: &OptionSpec, key: &str) -> Text {
    let plain = spec.name;
    text! {
        en: "Kafka ignores {key} without a word in the log; the listener uses {plain}, or its default",
        zh: "Kafka 会忽略 {key}，日志里也没有任何提示；该监听器会用 {plain} 的值或默认值",
    }
}

/// What happens meanwhile: the misspelt line is ignored, and the option has its default.
fn help(case: &NodeCase<'_, ()>, spec: &OptionSpec, key: &str, set: bool) -> Text {
    let meant = spec.name;
    let ignored = keys::ignored(case.node.component(), key);
    let default = spec.era(case.node.versions).and_then(|era| era.default).filter(|default| !default.is_empty());
    let then = match default {
        Some(default) if !set && !spec.secret => text! {
            en: "{meant} keeps its default, {default}",
            zh: "{meant} 仍是默认值 {default}",
        },
        _ if set => text! { en: "{meant} is set elsewhere in this file", zh: "{meant} 在本文件的其他地方已经设置" },
        _ => text! { en: "{meant} is not set", zh: "{meant} 没有被设置" },
    };
    Text { en: format!("{}; {}", ignored.en, then.en).into(), zh: format!("{}；{}", ignored.zh, then.zh).into() }
}
