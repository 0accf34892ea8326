//! `ConfigValidation`: which values of which keys make which version refuse.
//!
//! Storm validates the merged configuration and stops at the first bad field; which one comes first
//! is up to the JVM, so every bad field is told.

use super::check::{Generation, Violation, Wanted, run};
use super::clojure;
use super::java::Runtime;
use super::validator::{self, Validator};
use super::words;
use crate::catalog::{Component, OptionSpec, VersionSet, option};
use crate::finding::Applicability;
use crate::model::{Fault, Refusal};
use crate::source::Source;
use crate::syntax::yaml::{Node, Value};

const STORM: Component = Component::Storm;
const BEFORE_0_10: VersionSet = VersionSet::before(STORM, "0.10.0");
const BEFORE_1: VersionSet = VersionSet::before(STORM, "1.0.0");
const SINCE_2: VersionSet = VersionSet::since(STORM, "2.0.0");
const ONE: VersionSet = VersionSet::range(STORM, "1.0.0", "1.2.4");

/// The stretches in which the texts are the same, oldest first.
const GENERATIONS: [(VersionSet, Generation); 6] = {
    let newest = Generation {
        runtime: Runtime::Java,
        iterable_of: false,
        null_entries: true,
        reporter_daemons: false,
        names_modules: true,
    };
    let java_8 = Generation { names_modules: false, ..newest };
    let daemons = Generation { reporter_daemons: true, ..java_8 };
    let clojure = Generation { runtime: Runtime::Clojure1_7, ..daemons };
    let zero_10 = Generation { runtime: Runtime::Clojure1_6, null_entries: false, reporter_daemons: false, ..clojure };
    let zero_9 = Generation { runtime: Runtime::Clojure1_5, iterable_of: true, ..zero_10 };
    [
        (BEFORE_0_10, zero_9),
        (VersionSet::range(STORM, "0.10.0", "0.10.2"), zero_10),
        (ONE, clojure),
        (VersionSet::range(STORM, "2.0.0", "2.2.1"), daemons),
        (VersionSet::range(STORM, "2.3.0", "2.5.0"), java_8),
        (VersionSet::since(STORM, "2.6.0"), newest),
    ]
};

/// Annotated in `Config` or `DaemonConfig`, but not `final`: `ConfigValidation.isFieldAllowed` of 2.x
/// passes them over, and 1.x doesn't have them.
const NOT_FINAL: [&str; 24] = [
    "storm.cgroup.cgexec.cmd",
    "storm.cgroup.inherit.cpuset.configs",
    "storm.cgroup.memory.enforcement.enable",
    "storm.cgroup.memory.limit.tolerance.margin.mb",
    "storm.oci.allowed.images",
    "storm.oci.cgroup.parent",
    "storm.oci.cgroup.root",
    "storm.oci.image",
    "storm.oci.nscd.dir",
    "storm.oci.readonly.bindmounts",
    "storm.oci.readwrite.bindmounts",
    "storm.oci.seccomp.profile",
    "storm.supervisor.cgroup.rootdir",
    "storm.supervisor.hard.memory.limit.multiplier",
    "storm.supervisor.hard.memory.limit.overage.mb",
    "storm.supervisor.low.memory.threshold.mb",
    "storm.supervisor.medium.memory.grace.period.ms",
    "storm.supervisor.medium.memory.threshold.mb",
    "storm.supervisor.memory.limit.tolerance.margin.mb",
    "storm.worker.cgroup.cpu.limit",
    "storm.worker.cgroup.memory.mb.limit",
    "storm.worker.min.cpu.pcore.percent",
    "storm.worker.token.life.time.hours",
    "topology.oci.image",
];

/// The versions that declare the key and don't look at its value, other than the catalogue says.
fn not_checked(name: &str) -> VersionSet {
    match name {
        // No annotation: Config.java of 1.x, NIMBUS_TOPOLOGY_ACTION_NOTIFIER_PLUGIN.
        "nimbus.topology.action.notifier.plugin.class" => ONE,
        _ if NOT_FINAL.binary_search(&name).is_ok() => SINCE_2,
        _ => VersionSet::none(STORM),
    }
}

/// Judges every key of a root mapping for the versions that read it so.
pub(super) fn validate(source: &Source, root: &Node, versions: VersionSet, refusals: &mut Vec<Refusal>) {
    let Some(pairs) = root.as_map() else { return };
    for (key, value) in pairs {
        let Some(spec) = key.as_str().and_then(|name| option(STORM, name)) else { continue };
        if value.value != Value::Unknown {
            field(source, spec, key, value, versions, refusals);
        }
    }
}

/// One key in every version: the newest generation first, so that its words are the ones told.
fn field(
    source: &Source,
    spec: &'static OptionSpec,
    key: &Node,
    value: &Node,
    versions: VersionSet,
    refusals: &mut Vec<Refusal>,
) {
    let mut refused: Vec<(VersionSet, Violation)> = Vec::new();
    let versions = versions.minus(not_checked(spec.name));
    for &(generation, of) in GENERATIONS.iter().rev() {
        for era in spec.eras.iter().rev() {
            let these = versions.and(generation).and(era.versions);
            if these.is_empty() || era.valid.is_empty() {
                continue;
            }
            let field = match spec.field {
                Some(field) if !these.meets(BEFORE_1) => field.rsplit('.').next().unwrap_or(field),
                _ => spec.name,
            };
            // DaemonConfig validates this key too, first and under a name of its own.
            let by_daemon =
                spec.name == "topology.scheduler.strategy" && these.meets(SINCE_2) && value.value != Value::Null;
            let (validators, field) = if by_daemon {
                (&[Validator::Implements("IStrategy")][..], "VALIDATE_TOPOLOGY_SCHEDULER_STRATEGY")
            } else {
                (validator::of(era.valid), field)
            };
            if let Some(class) = unloadable(validators, value, these) {
                refused.push((these, class(field)));
                continue;
            }
            let walked = clojure::walked(value, of.runtime);
            let walked = walked.as_ref().unwrap_or(value);
            let first = validators.iter().find_map(|validator| run(validator, field, walked, of).err());
            match first {
                None => {}
                Some(violation) => match refused.iter_mut().find(|(_, known)| known.span == violation.span) {
                    Some((all, _)) => *all = all.or(these),
                    None => refused.push((these, violation)),
                },
            }
        }
    }
    for (versions, violation) in refused {
        refusals.push(refusal(source, spec, key, value, versions, violation));
    }
}

/// Names that no class can have: `Class.forName` fails whatever lies on the class path.
fn unloadable(
    validators: &[Validator],
    value: &Node,
    versions: VersionSet,
) -> Option<impl FnOnce(&str) -> Violation + use<>> {
    let name = value.as_str()?;
    let takes_class = validators.iter().any(|validator| matches!(validator, Validator::Implements(_)));
    let good = |part: &str| {
        part.chars().next().is_some_and(|first| first.is_alphabetic() || matches!(first, '_' | '$'))
            && part.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '$'))
    };
    if !takes_class || name.split('.').all(good) {
        return None;
    }
    let name = name.to_owned();
    let span = value.span;
    let new = versions.meets(VersionSet::since(STORM, "2.2.0"));
    Some(move |field: &str| Violation {
        text: if new {
            format!("Failed to validate config {field} with value {name}")
        } else {
            format!("java.lang.ClassNotFoundException: {name}")
        },
        span,
        wanted: Wanted::Class,
    })
}

fn refusal(
    source: &Source,
    spec: &OptionSpec,
    key: &Node,
    value: &Node,
    versions: VersionSet,
    violation: Violation,
) -> Refusal {
    let guilty = guilty(value, violation.span);
    let joined = words::joined(source, guilty) && list_wanted(violation.wanted, spec);
    let fault = if joined { "joined-list-items" } else { fault(spec.name, guilty, violation.wanted) };
    // An empty value has no bytes to point at: point at its key.
    let place = if violation.span.start == violation.span.end { key.span } else { violation.span };
    let mut refusal = Refusal::new(Fault(fault), place, versions, violation.text).key(spec.name);
    refusal.detail = Some(words::headline(spec, guilty, violation.wanted, joined));
    refusal.fixes = words::fixes(source, spec, guilty, violation.wanted, joined);
    // A change that is certain says all that help could.
    if joined || !refusal.fixes.iter().any(|fix| fix.applicability == Applicability::Safe) {
        refusal.help = words::help(source, spec, guilty, violation.wanted, joined);
    }
    refusal
}

/// Whether the key takes a list, so that a text of several lines is surely a list gone wrong.
fn list_wanted(wanted: Wanted, spec: &OptionSpec) -> bool {
    let lists = |era: &crate::catalog::Era| era.valid.contains("List") || era.valid.contains("Strings");
    matches!(wanted, Wanted::List | Wanted::TextList | Wanted::ListOfLists) || spec.eras.iter().any(lists)
}

/// The part of a value at a place.
fn guilty(value: &Node, span: crate::source::Span) -> &Node {
    let mut node = value;
    // One step down per round, each into a smaller part: as deep as the value is nested.
    while node.span != span {
        let inside = |part: &&Node| part.span.start <= span.start && span.end <= part.span.end;
        let next = match &node.value {
            Value::Seq(items) | Value::Set(items) => items.iter().find(inside),
            Value::Map(pairs) => pairs.iter().flat_map(|(key, value)| [key, value]).find(inside),
            _ => None,
        };
        match next {
            Some(part) => node = part,
            None => return value,
        }
    }
    node
}

/// Which rule explains it.
fn fault(name: &str, value: &Node, wanted: Wanted) -> &'static str {
    let number = super::java::double_value(&value.value).is_some();
    match wanted {
        Wanted::Value => "null-value",
        Wanted::Unique if name == "supervisor.slots.ports" => "duplicate-slot-port",
        Wanted::Positive | Wanted::NotNegative if number => "not-positive",
        Wanted::Integer | Wanted::Long if super::java::whole(&value.value).is_some() => "not-accepted-value",
        Wanted::PowerOf2 if number => "not-accepted-value",
        Wanted::Word | Wanted::Unique | Wanted::Class => "not-accepted-value",
        Wanted::Entry(_) => "incomplete-map-entry",
        _ => "wrong-type",
    }
}
