//! nimbus.seeds holds addresses; the UI compares seeds with names, as texts.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::{Setting, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;
use std::net::IpAddr;

pub(super) static RULE: Rule = Rule {
    code: "ST030",
    name: "ip-in-nimbus-seeds",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "UIHelpers.getNimbusSummary, ui/core.clj nimbus-summary, NimbusInfo.fromConf",
    refusals: &[],
    doc: rule_doc!("storm/ip-in-nimbus-seeds"),
    check: Check::Storm(check),
};

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    let Setting::Set(seeds) = &case.config.settings.nimbus_seeds else { return };
    // A nimbus that calls itself by its address is found by it.
    let own = case.config.settings.local_hostname.value();
    let addresses = seeds.value.iter().filter(|seed| Some(&seed.value) != own && seed.value.parse::<IpAddr>().is_ok());
    let addresses: Vec<_> = addresses.collect();
    let Some(first) = addresses.first() else { return };
    let address = &first.value;
    let message = text! {
        en: "nimbus.seeds holds the address {address}: the UI will list that nimbus once more, as Offline",
        zh: "nimbus.seeds 里写的是地址 {address}：UI 会把这个 nimbus 多列一行，显示为 Offline",
    };
    // One machine, on itself: nobody looks at a second row.
    let alone = addresses.iter().all(|seed| seed.value.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()));
    let severity = if alone { Severity::Hint } else { Severity::Warning };
    let mut draft = Draft::new(first.span, message).key("nimbus.seeds").severity(severity).help(text! {
        en: "write the name that the nimbus registers: its storm.local.hostname, else the canonical name of its host",
        zh: "写 nimbus 注册时用的名字：它的 storm.local.hostname，没有就是那台主机的规范主机名",
    });
    for seed in addresses.iter().skip(1) {
        draft = draft.related(seed.span, text! { en: "an address too", zh: "这里也是地址" });
    }
    sink.report(draft);
}
