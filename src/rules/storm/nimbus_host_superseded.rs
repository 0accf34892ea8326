//! nimbus.host in a version where nimbus.seeds decides, or where it wins over the seeds.

use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, Severity};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST031",
    name: "nimbus-host-superseded",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "NimbusClient.getConfiguredClientAs of 1.0.2 and 2.8.8; Config.NIMBUS_HOST is gone in 2.0.0",
    refusals: &[],
    doc: rule_doc!("storm/nimbus-host-superseded"),
    check: Check::Storm(check),
};

const STORM: Component = Component::Storm;
const SINCE_2: VersionSet = VersionSet::since(STORM, "2.0.0");
const SINCE_1: VersionSet = VersionSet::since(STORM, "1.0.0");

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let settings = &case.config.settings;
    let Setting::Set(host) = &settings.nimbus_host else { return };
    let (name, versions) = (&host.value, case.node.versions);
    let seeds = settings.nimbus_seeds.span();
    let place = case.config.get("nimbus.host").map_or(host.span, |(key, _)| key.span);
    let (severity, message) = match seeds {
        None if versions.within(SINCE_2) => (
            Severity::Error,
            text! {
                en: "Storm 2 ignores nimbus.host: without nimbus.seeds it looks for nimbus on localhost, not on {name}",
                zh: "Storm 2 不认 nimbus.host：没有 nimbus.seeds 就到 localhost 找 nimbus，而不是 {name}",
            },
        ),
        // Alone it is right up to 0.10 and works in 1.x.
        None => return,
        Some(_) if !versions.within(SINCE_1) => return,
        // `renamed-key` says so.
        Some(_) if versions.within(SINCE_2) => return,
        Some(_) => (
            Severity::Warning,
            text! {
                en: "nimbus.host ({name}) wins over nimbus.seeds in Storm 1: the other nimbuses are never asked",
                zh: "在 Storm 1 里 nimbus.host（{name}）优先于 nimbus.seeds：不会去问其他 nimbus",
            },
        ),
    };
    let mut draft = Draft::new(place, message).key("nimbus.host").severity(severity).help(text! {
        en: "write `nimbus.seeds: [\"{name}\"]` with every nimbus, and delete nimbus.host",
        zh: "写 `nimbus.seeds: [\"{name}\"]`，列出所有 nimbus，并删掉 nimbus.host",
    });
    if let Some(seeds) = seeds {
        draft = draft.related(seeds, text! { en: "the seeds", zh: "seeds 在这里" });
    }
    sink.report(draft);
}
