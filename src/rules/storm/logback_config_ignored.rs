//! A logback file in a version that logs with log4j2.

use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, Severity};
use crate::model::storm;
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::text;

pub(super) static RULE: Rule = Rule {
    code: "ST042",
    name: "logback-config-ignored",
    component: Some(Component::Storm),
    severity: Severity::Warning,
    confidence: Confidence::High,
    evidence: "pom.xml and bin/storm of 0.10.0: log4j2 replaces logback",
    refusals: &[],
    doc: rule_doc!("storm/logback-config-ignored"),
    check: Check::Storm(check),
};

const LOG4J2: VersionSet = VersionSet::since(Component::Storm, "0.10.0");

fn check(case: &NodeCase<'_, storm::Config>, sink: &mut Sink<'_>) {
    if !case.node.versions.within(LOG4J2) {
        return;
    }
    for (key, value) in case.config.pairs() {
        let Some(name) = key.as_str().filter(|name| name.ends_with(".childopts")) else { continue };
        if value.as_str().is_some_and(|text| text.contains("-Dlogback.configurationFile=")) {
            let message = text! {
                en: "{name} gives a logback file, and Storm has logged with log4j2 since 0.10: nobody reads it",
                zh: "{name} 指定了 logback 配置，而 Storm 从 0.10 起用 log4j2：没有人读它",
            };
            sink.report(Draft::new(value.span, message).key(name).help(text! {
                en: "change log4j2/cluster.xml and log4j2/worker.xml, or set storm.log4j2.conf.dir",
                zh: "改 log4j2/cluster.xml 和 log4j2/worker.xml，或者设置 storm.log4j2.conf.dir",
            }));
        }
    }
}
