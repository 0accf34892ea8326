//! Calls every rule as often as its [`Check`] says, and turns refusals into findings and verdicts.

mod fold;
mod secrets;
mod verdict;

pub use secrets::redact;

use super::{Case, Check, Draft, FileCase, NodeCase, Rule, Sink};
use crate::catalog::{Component, VersionSet};
use crate::finding::{Finding, Outcome, Place, RefusalText, Severity};
use crate::inventory::{ConfigFile, Inventory, Node, Server};
use crate::model::Refusal;
use crate::source::SourceId;
use crate::text::Text;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Which rules are asked for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Codes, names or code prefixes to run; empty: all.
    pub select: Vec<String>,
    /// Codes, names or code prefixes to leave out.
    pub ignore: Vec<String>,
    /// Whether every finding is told where it is, instead of once for many places.
    pub unfolded: bool,
    /// Tell only what touches these sources, and only their verdicts; empty: everything.
    pub focus: HashSet<SourceId>,
}

impl Selection {
    /// Whether a rule is to run.
    pub fn takes(&self, rule: &Rule) -> bool {
        let named = |list: &[String]| {
            list.iter()
                .any(|word| rule.name == word || rule.code.to_ascii_uppercase().starts_with(&word.to_ascii_uppercase()))
        };
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }
}

/// Judges an inventory. Verdicts don't depend on the selection; findings do.
pub fn run(inventory: Inventory, selection: &Selection) -> Outcome {
    let rules: Vec<&'static Rule> = super::all().filter(|rule| selection.takes(rule)).collect();
    let plan = Plan::new(&rules);
    let mut findings: Vec<Finding> =
        inventory.nodes.par_iter().flat_map_iter(|node| node_findings(&inventory, node, &plan)).collect();
    findings.par_extend(inventory.files.par_iter().flat_map_iter(|file| file_findings(&inventory, file, &plan)));
    findings.par_extend(rules.par_iter().flat_map_iter(|rule| wider_findings(&inventory, rule)));
    if !selection.focus.is_empty() {
        let in_focus = |node: &&Node| {
            selection.focus.contains(&node.source) || node.companions.iter().any(|id| selection.focus.contains(id))
        };
        let nodes: HashSet<&str> = inventory.nodes.iter().filter(in_focus).map(|node| node.id.as_str()).collect();
        findings.retain(|finding| touches(finding, &selection.focus, &nodes));
    }
    let mut findings = fold::fold(findings, &inventory.sources, selection.unfolded);
    let secrets = redact(&inventory, &mut findings);
    let mut outcome = verdict::outcome(inventory, findings);
    outcome.secrets = secrets;
    if !selection.focus.is_empty() {
        outcome.files.retain(|file| selection.focus.contains(&file.source));
        outcome.nodes.retain(|node| node.files.iter().any(|source| selection.focus.contains(source)));
        outcome.hosts = outcome.files.iter().filter_map(|file| file.host.as_deref()).collect::<HashSet<_>>().len();
    }
    outcome
}

/// Whether a finding is about one of the sources, or about something that one of their nodes misses.
fn touches(finding: &Finding, focus: &HashSet<SourceId>, nodes: &HashSet<&str>) -> bool {
    let places = std::iter::once(&finding.place).chain(finding.related.iter().map(|related| &related.place));
    let missing = matches!(finding.place, Place::Path(_));
    places.filter_map(Place::source).any(|source| focus.contains(&source))
        || (missing && finding.node.as_deref().is_some_and(|node| nodes.contains(node)))
}

fn file_findings(inventory: &Inventory, file: &ConfigFile, plan: &Plan) -> Vec<Finding> {
    let host = file.host.map(|host| inventory.hosts[host].name.as_str());
    let node = file.node.map(|node| inventory.nodes[node].id.as_str());
    let case = FileCase { inventory, file, source: inventory.sources.get(file.source) };
    let mut findings = Vec::new();
    for (rule, check) in &plan.file {
        let mut sink = Sink::new(rule, host, node);
        check(&case, &mut sink);
        findings.extend(sink.finish());
    }
    findings
}

/// What a rule about more than one node finds.
fn wider_findings(inventory: &Inventory, rule: &'static Rule) -> Vec<Finding> {
    let mut sink = Sink::new(rule, None, None);
    match rule.check {
        Check::Ensemble(check) => each(inventory, &inventory.ensembles, &mut sink, check),
        Check::StormCluster(check) => each(inventory, &inventory.storm_clusters, &mut sink, check),
        Check::KafkaCluster(check) => each(inventory, &inventory.kafka_clusters, &mut sink, check),
        Check::Inventory(check) => check(inventory, &mut sink),
        Check::Host(check) => {
            let mut findings = Vec::new();
            for host in &inventory.hosts {
                let mut sink = Sink::new(rule, Some(&host.name), None);
                check(&Case { inventory, of: host }, &mut sink);
                findings.extend(sink.finish());
            }
            return findings;
        }
        _ => {}
    }
    sink.finish()
}

fn each<T>(inventory: &Inventory, all: &[T], sink: &mut Sink<'_>, check: fn(&Case<'_, T>, &mut Sink<'_>)) {
    for of in all {
        check(&Case { inventory, of }, sink);
    }
}

type FileCheck = fn(&FileCase<'_>, &mut Sink<'_>);
type Headline = fn(&Refusal) -> Text;

/// The rules by what they are called for, so that a node meets its own only.
struct Plan {
    file: Vec<(&'static Rule, FileCheck)>,
    refusal: Vec<(&'static Rule, Headline)>,
    node: HashMap<Component, Vec<&'static Rule>>,
}

impl Plan {
    fn new(rules: &[&'static Rule]) -> Self {
        let mut plan = Self { file: Vec::new(), refusal: Vec::new(), node: HashMap::new() };
        for &rule in rules {
            plan.refusal.extend(rule.check.headline().map(|headline| (rule, headline)));
            match rule.check {
                Check::File(check) => plan.file.push((rule, check)),
                Check::Node(_) | Check::RefusalOrNode(..) => {
                    for component in Component::ALL {
                        if rule.component.is_none_or(|only| only == component) {
                            plan.node.entry(component).or_default().push(rule);
                        }
                    }
                }
                Check::ZooKeeper(_) => plan.node.entry(Component::ZooKeeper).or_default().push(rule),
                Check::Storm(_) => plan.node.entry(Component::Storm).or_default().push(rule),
                Check::Kafka(_) => plan.node.entry(Component::Kafka).or_default().push(rule),
                _ => {}
            }
        }
        plan
    }
}

fn node_findings(inventory: &Inventory, node: &Node, plan: &Plan) -> Vec<Finding> {
    let source = inventory.source_of(node);
    let host = Some(inventory.hosts[node.host].name.as_str());
    let mut findings = Vec::new();
    if !node.refusals().is_empty() {
        let each_its_own = each_version_refuses_for_its_own_reason(node);
        for &(rule, headline) in &plan.refusal {
            let mut sink = Sink::new(rule, host, Some(&node.id));
            let refusals = node.refusals().iter().filter(|refusal| refusal.fault.0 == rule.name);
            for refusal in one_for_all_versions(refusals) {
                sink.report(refused(node, &refusal, each_its_own, headline));
            }
            findings.extend(sink.finish());
        }
    }
    for &rule in plan.node.get(&node.component()).into_iter().flatten() {
        let mut sink = Sink::new(rule, host, Some(&node.id));
        match (&rule.check, &node.server) {
            (Check::Node(check) | Check::RefusalOrNode(_, check), _) => {
                check(&NodeCase { inventory, node, source, config: &() }, &mut sink)
            }
            (Check::ZooKeeper(check), Server::ZooKeeper(config)) => {
                check(&NodeCase { inventory, node, source, config }, &mut sink);
            }
            (Check::Storm(check), Server::Storm(config)) => {
                check(&NodeCase { inventory, node, source, config }, &mut sink);
            }
            (Check::Kafka(check), Server::Kafka(config)) => {
                check(&NodeCase { inventory, node, source, config }, &mut sink);
            }
            _ => {}
        }
        findings.extend(sink.finish());
    }
    findings
}

/// Versions that refuse the same place in different words are one refusal, told as the newest one
/// tells it: what all of them refuse is fatal, whatever they say.
fn one_for_all_versions<'a>(refusals: impl Iterator<Item = &'a Refusal>) -> Vec<Refusal> {
    let mut merged: Vec<Refusal> = Vec::new();
    let mut known: HashMap<(&Place, Option<&str>, bool), usize> = HashMap::new();
    for refusal in refusals {
        let same = (&refusal.place, refusal.key.as_deref(), refusal.depends_on.is_some());
        match known.get(&same).and_then(|&at| merged.get_mut(at)) {
            Some(first) if !first.versions.meets(refusal.versions) => {
                let versions = first.versions.or(refusal.versions);
                if refusal.versions.newest() > first.versions.newest() {
                    *first = refusal.clone();
                }
                first.versions = versions;
            }
            // Two faults at one place are two findings.
            _ => {
                known.insert(same, merged.len());
                merged.push(refusal.clone());
            }
        }
    }
    merged
}

/// Whether no version starts although no single refusal is every version's.
fn each_version_refuses_for_its_own_reason(node: &Node) -> bool {
    let certain = || node.refusals().iter().filter(|refusal| refusal.depends_on.is_none());
    let refusing = certain().fold(VersionSet::none(node.component()), |all, refusal| all.or(refusal.versions));
    node.versions.within(refusing) && !certain().any(|refusal| node.versions.within(refusal.versions))
}

/// A refusal as a finding.
fn refused(node: &Node, refusal: &Refusal, each_its_own: bool, headline: Headline) -> Draft {
    let message = refusal.detail.clone().unwrap_or_else(|| headline(refusal));
    let mut draft = Draft::new(refusal.place.clone(), message)
        .severity(refusal_severity(node, refusal, each_its_own))
        .refusal(RefusalText {
            text: refusal.text.clone(),
            versions: refusal.versions.and(node.versions).to_string(),
            stage: refusal.stage,
        })
        .reported(refusal.reported);
    if let Some(key) = &refusal.key {
        draft = draft.key(key.clone());
    }
    if let Some(help) = refusal.help.clone().or_else(|| refusal.depends_on.clone()) {
        draft = draft.help(help);
    }
    for related in &refusal.related {
        draft = draft.related(related.place.clone(), related.message.clone());
    }
    for fix in &refusal.fixes {
        draft = draft.fix(fix.clone());
    }
    draft
}

/// Fatal when every version in question refuses, error when the newest does, hint when only older
/// ones do. Where each version refuses for a reason of its own, the newest one's reasons are fatal:
/// no version starts with these files.
fn refusal_severity(node: &Node, refusal: &Refusal, each_its_own: bool) -> Severity {
    let newest = node.versions.newest();
    let by_newest = newest.is_some_and(|newest| refusal.versions.contains(newest));
    if refusal.depends_on.is_some() {
        return if by_newest { Severity::Error } else { Severity::Hint };
    }
    if node.versions.within(refusal.versions) || (by_newest && each_its_own) {
        Severity::Fatal
    } else if by_newest {
        Severity::Error
    } else {
        Severity::Hint
    }
}
