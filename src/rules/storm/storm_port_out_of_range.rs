//! A port above 65535, which Storm's validation lets through.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Spanned;
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST028",
    name: "storm-port-out-of-range",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "java.net.InetSocketAddress.checkPort; ConfigValidation has no upper bound",
    refusals: &[],
    doc: rule_doc!("storm/storm-port-out-of-range"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let settings = &case.config.settings;
    for (key, setting) in settings.ports() {
        if let Setting::Set(port) = setting
            && too_large(port)
        {
            sink.report(draft(key, port));
        }
    }
    let Setting::Set(ports) = &settings.slots_ports else { return };
    let mut found = ports.value.iter().filter(|port| too_large(port));
    let Some(first) = found.next() else { return };
    let mut told = draft("supervisor.slots.ports", first);
    for port in found {
        told = told.related(port.span, text! { en: "and this one", zh: "还有这个" });
    }
    sink.report(told);
}

fn too_large(port: &Spanned<i64>) -> bool {
    // Beyond an `int` the validation refuses.
    (65_536..=i64::from(i32::MAX)).contains(&port.value)
}

fn draft(key: &'static str, port: &Spanned<i64>) -> Draft {
    let number = port.value;
    let message = text! {
        en: "{key}: {number} is no port; the highest is 65535",
        zh: "{key}：{number} 不是端口号，端口最大是 65535",
    };
    Draft::new(port.span, message).key(key)
}
