//! A slot port that a daemon of the same storm.yaml listens on.

use crate::catalog::{Component, VersionSet, option};
use crate::finding::{Confidence, Severity};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST033",
    name: "slot-port-clash",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "defaults.yaml; messaging.netty.Server binds the slot's port on every address",
    refusals: &[],
    doc: rule_doc!("storm/slot-port-clash"),
    check: Check::Storm(check),
};

/// These run on every host that has slots; the other daemons may be on other hosts.
const EVERYWHERE: [&str; 2] = ["logviewer.port", "supervisor.thrift.port"];
/// Listened on only by those who use it.
const ON_DEMAND: [&str; 5] =
    ["drpc.http.port", "drpc.https.port", "drpc.invocations.port", "drpc.port", "pacemaker.port"];

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let settings = &case.config.settings;
    let Setting::Set(slots) = &settings.slots_ports else { return };
    for (key, setting) in settings.ports() {
        if key == "storm.zookeeper.port" {
            continue;
        }
        let (port, written) = match setting {
            Setting::Set(port) => (port.value, Some(port.span)),
            Setting::Unknown(_) => continue,
            Setting::Absent if ON_DEMAND.contains(&key) => continue,
            Setting::Absent => match default(key, case.node.versions) {
                Some(port) => (port, None),
                None => continue,
            },
        };
        let Some(slot) = slots.value.iter().find(|slot| slot.value == port) else { continue };
        let everywhere = EVERYWHERE.contains(&key);
        let message = text! {
            en: "slot port {port} is also {key}: the worker and the daemon can't both have it",
            zh: "slot 端口 {port} 同时也是 {key}：worker 和守护进程不能共用一个端口",
        };
        let severity = if everywhere { Severity::Error } else { Severity::Warning };
        let mut draft = Draft::new(slot.span, message).key("supervisor.slots.ports").severity(severity);
        draft = match written {
            Some(span) => draft.related(span, text! { en: "{key} is set here", zh: "{key} 在这里设置" }),
            None => draft.help(text! { en: "{port} is the default of {key}", zh: "{port} 是 {key} 的默认值" }),
        };
        sink.report(draft);
    }
}

/// The default, when every version in question has the same.
fn default(key: &str, versions: VersionSet) -> Option<i64> {
    let spec = option(Component::Storm, key)?;
    if !versions.within(spec.known()) {
        return None;
    }
    let mut defaults = spec.eras.iter().filter(|era| era.versions.meets(versions)).map(|era| era.default);
    let first = defaults.next()??;
    defaults.all(|other| other == Some(first)).then(|| first.parse().ok())?
}
