//! What decides the severity of a refusal: the versions in question.

#![allow(clippy::unwrap_used)]

use cfglint::catalog::{Component, VersionSet};
use cfglint::finding::{Outcome, Severity, Verdict};
use cfglint::inventory::{self, Options};
use cfglint::rules::{self, Selection};

/// `minSessionTimeout` alone is refused by 3.4 only, the blank behind `server.2` by 3.5 and later only.
const ZOO_CFG: &str = "tickTime=2000\ninitLimit=10\nsyncLimit=5\ndataDir=/data/zookeeper\nclientPort=2181\n\
    minSessionTimeout=4000\nserver.1=zoo1:2888:3888\nserver.2=zoo2:2888:3888 \nserver.3=zoo3:2888:3888\n";

fn check(text: &str, version: Option<&str>) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zoo.cfg");
    std::fs::write(&path, text).unwrap();
    let versions = version.map(|number| VersionSet::parse(Component::ZooKeeper, number).unwrap().0);
    let options = Options {
        paths: vec![path.try_into().unwrap()],
        versions: versions.into_iter().collect(),
        ..Options::default()
    };
    rules::run(inventory::discover(&options), &Selection::default())
}

fn severities(outcome: &Outcome) -> Vec<(&'static str, Severity)> {
    let refusals = outcome.findings.iter().filter(|finding| finding.refusal.is_some());
    refusals.map(|finding| (finding.name, finding.severity)).collect()
}

#[test]
fn refused_by_the_newest_versions_only_is_an_error() {
    let outcome = check(&ZOO_CFG.replace("minSessionTimeout=4000\n", ""), None);
    assert_eq!(severities(&outcome), [("trailing-blank-in-server-line", Severity::Error)]);
    assert_eq!(outcome.files[0].verdict, Verdict::ByVersion);
}

#[test]
fn refused_by_older_versions_only_is_a_hint() {
    let outcome = check(&ZOO_CFG.replace("3888 \n", "3888\n"), None);
    assert_eq!(severities(&outcome), [("min-session-timeout-above-max", Severity::Hint)]);
    assert_eq!(outcome.files[0].verdict, Verdict::ByVersion);
}

#[test]
fn refused_by_every_version_is_fatal_even_if_each_has_its_own_reason() {
    let outcome = check(ZOO_CFG, None);
    assert_eq!(outcome.files[0].verdict, Verdict::Refused);
    assert_eq!(
        severities(&outcome),
        [("trailing-blank-in-server-line", Severity::Fatal), ("min-session-timeout-above-max", Severity::Hint)]
    );
}

#[test]
fn one_version_decides_alone() {
    assert_eq!(severities(&check(ZOO_CFG, Some("3.4.9"))), [("min-session-timeout-above-max", Severity::Fatal)]);
    assert_eq!(severities(&check(ZOO_CFG, Some("3.9.5"))), [("trailing-blank-in-server-line", Severity::Fatal)]);
}

#[test]
fn a_line_is_judged_alone_where_another_one_is_refused_by_every_version() {
    let outcome = check(&ZOO_CFG.replace("minSessionTimeout=4000", "maxClientCnxns=sixty"), None);
    assert_eq!(
        severities(&outcome),
        [("invalid-integer", Severity::Fatal), ("trailing-blank-in-server-line", Severity::Error)]
    );
}
