//! Turns `rules/catalog/*.yaml` into static tables: `OUT_DIR/catalog.rs`, included by `src/catalog.rs`.
//!
//! A catalogue names releases as people do: `0.9` is a whole line, `1.0.2` one release. Here they
//! become bit sets, so that nothing is parsed at run time; a misspelt field, an unknown release or
//! an order that isn't alphabetical stops the build.

#[allow(dead_code, unreachable_pub)]
#[path = "src/catalog/release.rs"]
mod release;

#[allow(dead_code, unreachable_pub)]
#[path = "src/logs/pattern"]
mod pattern {
    pub mod format;
    pub mod literal;
}

use pattern::format::{Pack, Words};
use pattern::literal;
use release::{Component, VersionSet};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt::Write;

/// One file of `rules/catalog`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    /// What the component itself defines.
    options: BTreeMap<String, Entry>,
    /// Keys that something else reads from the same file: plug-ins, scripts, forks.
    #[serde(default)]
    plugins: BTreeMap<String, Entry>,
    /// Whole families of keys: everything that starts so is legal.
    #[serde(default)]
    prefixes: BTreeMap<String, Family>,
    /// Names that documentation or habit uses and that no version reads: name → what is read.
    #[serde(default)]
    aliases: BTreeMap<String, String>,
    /// Settings of other programs that end up in these files: who reads them → their names.
    #[serde(default)]
    foreign: BTreeMap<String, Vec<String>>,
}

/// An option: its newest state, and how it differed earlier.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    default: Option<String>,
    #[serde(default)]
    valid: Option<String>,
    #[serde(default)]
    dynamic: Option<String>,
    #[serde(default)]
    since: Option<String>,
    #[serde(default)]
    removed: Option<String>,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    deprecated: Option<String>,
    #[serde(default)]
    replaced_by: Option<String>,
    #[serde(default)]
    internal: Option<String>,
    #[serde(default)]
    secret: bool,
    #[serde(default)]
    unvalidated: bool,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    reader: Option<String>,
    #[serde(default)]
    property: Option<String>,
    #[serde(default)]
    history: Vec<Past>,
}

/// How an option differed up to and including a release or line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Past {
    until: String,
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "present")]
    default: Option<Option<String>>,
    #[serde(default)]
    valid: Option<String>,
    #[serde(default)]
    dynamic: Option<String>,
}

/// A family of keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    #[serde(default)]
    since: Option<String>,
    #[serde(default)]
    removed: Option<String>,
    reader: String,
}

/// `default: null` says "none", which isn't the same as saying nothing.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

fn main() {
    println!("cargo::rerun-if-changed=src/catalog/release.rs");
    println!("cargo::rerun-if-changed=build.rs");
    let mut code = String::new();
    for component in Component::ALL {
        let path = format!("rules/catalog/{}.yaml", component.id());
        println!("cargo::rerun-if-changed={path}");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let catalog: Catalog = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        in_order(&path, &text);
        tables(&mut code, component, catalog);
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(format!("{out}/catalog.rs"), code).expect("OUT_DIR can be written");
    std::fs::write(format!("{out}/patterns.rs"), patterns()).expect("OUT_DIR can be written");
}

/// `rules/logs/*.yaml` as one static table. A bad entry stops the build.
fn patterns() -> String {
    println!("cargo::rerun-if-changed=src/logs/pattern");
    println!("cargo::rerun-if-changed=rules/logs");
    let mut paths: Vec<_> = std::fs::read_dir("rules/logs")
        .expect("rules/logs is there")
        .map(|entry| entry.expect("rules/logs can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    paths.sort();
    let mut code = String::from("static BUILT_IN: &[Pattern] = &[\n");
    for path in paths {
        let path = path.display();
        let text = std::fs::read_to_string(path.to_string()).unwrap_or_else(|error| panic!("{path}: {error}"));
        let pack = Pack::read(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        pattern_pack(&mut code, pack);
    }
    code.push_str("];\n");
    code
}

fn pattern_pack(code: &mut String, pack: Pack) {
    let component = Component::ALL.into_iter().find(|component| component.id() == pack.component);
    let component = component.map_or("None".to_owned(), |component| format!("Some({})", component_path(component)));
    let mut entry = |id: &str, regex: &str, unless: &Option<String>, meaning: String| {
        let literals = literal::required(regex).unwrap_or_else(|error| panic!("{id}: {error}"));
        let _ = writeln!(
            code,
            "Pattern {{ id: {id:?}, component: {component}, regex: {regex:?}, unless: {unless:?}, \
             literals: &{literals:?}, meaning: {meaning} }},"
        );
    };
    for phase in &pack.phases {
        let name = capitalised(&phase.phase);
        entry(&phase.id, &phase.regex, &phase.unless, format!("Meaning::Phase(Phase::{name})"));
    }
    for sign in &pack.signs {
        entry(&sign.id, &sign.regex, &sign.unless, format!("Meaning::Sign(&{:?})", sign.key));
    }
    for noise in &pack.noise {
        entry(&noise.id, &noise.regex, &noise.unless, format!("Meaning::Noise({})", words(&noise.why)));
    }
    for problem in &pack.problems {
        let optional =
            |text: &Option<Words>| text.as_ref().map_or("None".to_owned(), |text| format!("Some({})", words(text)));
        let harmless = match problem.harmless.as_deref() {
            None => "Never",
            Some("until-serving") => "UntilServing",
            Some(_) => "UntilHealed",
        };
        let caused_by = match problem.caused_by_end_of.as_deref() {
            None => "None".to_owned(),
            Some("zookeeper") => format!("Some(EndOf::ZooKeeper({:?}))", problem.end_id),
            Some("worker") => "Some(EndOf::Worker)".to_owned(),
            Some(_) => "Some(EndOf::Nimbus)".to_owned(),
        };
        let meaning = format!(
            "Meaning::Problem(Problem {{ severity: Severity::{}, levels: &{:?}, generic: {}, own: {}, \
             harmless: Harmless::{harmless}, harmless_why: {}, sign: {:?}, about: &{:?}, expected_after: &{:?}, differ: &{:?}, at_least: {}, heals: &{:?}, under: &{:?}, caused_by: {}, key: &{:?}, \
             say: {}, why: {}, fix: &[{}], run: &{:?}, option: {:?}, rules: &{:?} }})",
            capitalised(&problem.severity),
            problem.level,
            problem.generic,
            problem.own,
            optional(&problem.harmless_why),
            problem.sign,
            problem.about,
            problem.expected_after,
            problem.differ,
            problem.at_least.unwrap_or(1),
            problem.heals,
            problem.under,
            caused_by,
            problem.key,
            words(&problem.say),
            optional(&problem.why),
            problem.fix.iter().map(words).collect::<Vec<_>>().join(", "),
            problem.run,
            problem.option,
            problem.rules,
        );
        entry(&problem.id, &problem.regex, &problem.unless, meaning);
    }
}

fn words(words: &Words) -> String {
    format!("Words {{ en: {:?}, zh: {:?} }}", words.en, words.zh)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Entries stand in alphabetical order, so that a hand finds them and diffs stay small.
fn in_order(path: &str, text: &str) {
    let mut last = "";
    for line in text.lines() {
        if !line.starts_with(' ') {
            last = "";
        } else if let Some(entry) = line.strip_prefix("  ").filter(|line| !line.starts_with([' ', '#', '-'])) {
            let key = entry.split(": ").next().unwrap_or(entry).trim_end_matches(':').trim_matches('\'');
            assert!(last < key, "{path}: {key} stands behind {last}");
            last = key;
        }
    }
}

fn tables(code: &mut String, component: Component, catalog: Catalog) {
    let name = component.id().to_uppercase();
    let mut options = catalog.options;
    for (key, entry) in catalog.plugins {
        assert!(entry.reader.is_some(), "{key}: a plug-in's key says who reads it");
        assert!(options.insert(key.clone(), entry).is_none(), "{key} is there twice");
    }
    let known: Vec<String> = options.keys().cloned().collect();
    let _ = writeln!(code, "static {name}: &[OptionSpec] = &[");
    for (key, entry) in options {
        if let Some(other) = &entry.replaced_by {
            assert!(known.binary_search(other).is_ok(), "{key}: replaced by an unknown {other}");
        }
        option(code, component, &key, &entry);
    }
    let _ = writeln!(code, "];\nstatic {name}_PREFIXES: &[Prefix] = &[");
    for (prefix, family) in catalog.prefixes {
        let versions = set(component, &known_set(component, &family.since, &family.removed));
        let reader = family.reader;
        let _ = writeln!(code, "Prefix {{ prefix: {prefix:?}, versions: {versions}, reader: {reader:?} }},");
    }
    let _ = writeln!(code, "];\nstatic {name}_ALIASES: &[(&str, &str)] = &[");
    for (alias, real) in catalog.aliases {
        assert!(known.binary_search(&real).is_ok(), "{alias}: stands for an unknown {real}");
        assert!(known.binary_search(&alias).is_err(), "{alias} is an option itself");
        let _ = writeln!(code, "({alias:?}, {real:?}),");
    }
    let _ = writeln!(code, "];\nstatic {name}_FOREIGN: &[(&str, &str)] = &[");
    let names = |(reader, names): (String, Vec<String>)| names.into_iter().map(move |name| (name, reader.clone()));
    let foreign: BTreeMap<String, String> = catalog.foreign.into_iter().flat_map(names).collect();
    for (key, reader) in foreign {
        assert!(known.binary_search(&key).is_err(), "{key} is an option itself");
        let _ = writeln!(code, "({key:?}, {reader:?}),");
    }
    code.push_str("];\n");
}

fn option(code: &mut String, component: Component, key: &str, entry: &Entry) {
    let mut known = known_set(component, &entry.since, &entry.removed);
    for hole in &entry.absent {
        known = known.minus(releases(component, hole));
    }
    let id = component_path(component);
    let _ = write!(code, "OptionSpec {{ name: {key:?}, component: {id}, eras: &[");
    eras(code, component, entry, known);
    let deprecated = entry.deprecated.as_deref().map_or(VersionSet::none(component), |text| span(component, text));
    let internal = match entry.internal.as_deref() {
        None => VersionSet::none(component),
        Some("always") => known,
        Some(text) => span(component, text),
    };
    let secret = entry.secret || entry.kind == "password";
    let mode = match entry.mode.as_deref() {
        None => "Mode::Any",
        Some("kraft") => "Mode::KRaft",
        Some("zookeeper") => "Mode::ZooKeeper",
        Some("command-line") => "Mode::CommandLine",
        Some(other) => panic!("{key}: unknown mode {other}"),
    };
    let _ = writeln!(
        code,
        "], deprecated: {}, internal: {}, replaced_by: {:?}, secret: {secret}, unvalidated: {}, field: {:?}, \
         mode: {mode}, reader: {:?}, property: {:?} }},",
        set(component, &deprecated.and(known)),
        set(component, &internal.and(known)),
        entry.replaced_by,
        entry.unvalidated,
        entry.field,
        entry.reader,
        entry.property,
    );
}

/// The stretches of an option, oldest first: each history entry up to its release, then the newest state.
fn eras(code: &mut String, component: Component, entry: &Entry, known: VersionSet) {
    let mut rest = known;
    for past in &entry.history {
        let end = releases(component, &past.until).newest().expect("a known release");
        let upto = VersionSet::before(component, end.number()).or(end.set());
        let versions = rest.and(upto);
        rest = rest.minus(upto);
        assert!(!versions.is_empty(), "history until {} is empty", past.until);
        era(
            code,
            component,
            versions,
            past.kind.as_ref().unwrap_or(&entry.kind),
            past.default.as_ref().unwrap_or(&entry.default).as_deref(),
            past.valid.as_ref().or(entry.valid.as_ref()),
            past.dynamic.as_ref().or(entry.dynamic.as_ref()),
        );
    }
    era(code, component, rest, &entry.kind, entry.default.as_deref(), entry.valid.as_ref(), entry.dynamic.as_ref());
}

fn era(
    code: &mut String,
    component: Component,
    versions: VersionSet,
    kind: &str,
    default: Option<&str>,
    valid: Option<&String>,
    dynamic: Option<&String>,
) {
    let kind = match kind {
        "boolean" => "Boolean",
        "short" => "Short",
        "int" => "Int",
        "long" => "Long",
        "double" => "Double",
        "number" => "Number",
        "string" => "String",
        "password" => "Password",
        "class" => "Class",
        "list" => "List",
        "string-or-list" => "StringOrList",
        "map" => "Map",
        "any" => "Any",
        other => panic!("unknown type {other}"),
    };
    let required = default == Some("(required)");
    let default = default.filter(|_| !required);
    let valid = valid.map(String::as_str).filter(|valid| *valid != "any").unwrap_or_default();
    let dynamic = match dynamic.map(String::as_str) {
        None | Some("read-only") => "ReadOnly",
        Some("per-broker") => "PerBroker",
        Some("cluster-wide") => "ClusterWide",
        Some("dynamic") => "Dynamic",
        Some(other) => panic!("unknown update mode {other}"),
    };
    let versions = set(component, &versions);
    let _ = write!(
        code,
        "Era {{ versions: {versions}, kind: Kind::{kind}, default: {default:?}, required: {required}, \
         valid: {valid:?}, update: Update::{dynamic} }}, "
    );
}

fn known_set(component: Component, since: &Option<String>, removed: &Option<String>) -> VersionSet {
    let from = since.as_deref().map_or(VersionSet::all(component), |since| from(component, since));
    removed.as_deref().map_or(from, |removed| from.minus(self::from(component, removed)))
}

/// A release or line and everything after it. Of one that is newer than every known release: nothing.
fn from(component: Component, text: &str) -> VersionSet {
    match find(component, text) {
        Some(set) => VersionSet::since(component, set.oldest().expect("not empty").number()),
        None => VersionSet::none(component),
    }
}

/// `1.0` (and later), `1.0..1.2.4`.
fn span(component: Component, text: &str) -> VersionSet {
    match text.split_once("..") {
        None => from(component, text),
        Some((first, last)) => {
            let end = releases(component, last).newest().expect("not empty");
            from(component, first).and(VersionSet::before(component, end.number()).or(end.set()))
        }
    }
}

/// The releases of a line, or the release, of this number.
fn releases(component: Component, text: &str) -> VersionSet {
    find(component, text).unwrap_or_else(|| panic!("{}: no release {text}", component.name()))
}

fn find(component: Component, text: &str) -> Option<VersionSet> {
    let (set, guess) = VersionSet::parse(component, text).unwrap_or_else(|| panic!("{text} is not a release"));
    (guess == release::Guess::Exact).then_some(set)
}

fn set(component: Component, set: &VersionSet) -> String {
    format!("VersionSet::from_bits({}, {:#x})", component_path(component), set.bits())
}

fn component_path(component: Component) -> String {
    format!("Component::{component:?}")
}
