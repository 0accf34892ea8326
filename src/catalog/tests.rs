//! The catalogues against their source tables in `fixtures/catalog`: every option in every release.
//!
//! The tables were read off the sources of each release, release by release; the catalogues are
//! what people edit. A difference in any name, stretch, type, default, validator, update mode,
//! first or last version fails here.

use super::{Component, Mode, OptionSpec, Release, VersionSet, alias, option, options, prefix, prefixes};
use std::collections::{BTreeMap, BTreeSet};

const KAFKA: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/catalog/kafka-keys.tsv"));
const ZOOKEEPER: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/catalog/zookeeper-keys.tsv"));
const STORM: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/catalog/storm-keys.tsv"));

/// What one release says of one option.
#[derive(Debug, PartialEq, Eq)]
struct State {
    kind: &'static str,
    default: Option<&'static str>,
    required: bool,
    valid: String,
    update: &'static str,
    internal: bool,
    deprecated: bool,
}

type Row = BTreeMap<&'static str, &'static str>;

fn rows(table: &'static str) -> Vec<Row> {
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines.map(|line| head.iter().copied().zip(line.split('\t')).collect()).collect()
}

/// `0.9`, `1.0.2`, `0.8.2..3.2`.
fn range(component: Component, text: &str) -> VersionSet {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let known = |number| VersionSet::parse(component, number).unwrap().0;
    since(component, first).minus(since(component, last)).or(known(last))
}

fn since(component: Component, text: &str) -> VersionSet {
    let first = VersionSet::parse(component, text).unwrap().0.oldest().unwrap();
    VersionSet::since(component, first.number())
}

/// The releases that know the option, by the columns `since` and `removed_in`, and a note `absent in`.
fn known(component: Component, row: &Row) -> VersionSet {
    let first = row["since"].trim_start_matches("<=");
    if first.contains("SNAPSHOT") {
        return VersionSet::none(component);
    }
    let mut known = since(component, first);
    if !row["removed_in"].is_empty() {
        known = known.minus(since(component, row["removed_in"]));
    }
    for hole in notes(row).filter_map(|note| note.strip_prefix("absent in ")).flat_map(|holes| holes.split(',')) {
        known = known.minus(VersionSet::only(component, hole));
    }
    known
}

fn deprecated(component: Component, row: &Row) -> VersionSet {
    let text = row["deprecated_since"].trim_end_matches(')');
    match text.split_once(" (until ") {
        _ if text.is_empty() => VersionSet::none(component),
        Some((first, last)) => range(component, &format!("{first}..{last}")),
        None => since(component, text),
    }
}

fn notes(row: &Row) -> impl Iterator<Item = &'static str> {
    row["notes"].split(" | ")
}

/// One column through the releases: the stretches that a note tells, and the newest value.
struct Column {
    stretches: Vec<(VersionSet, &'static str)>,
    newest: &'static str,
}

impl Column {
    /// From a note such as `type: 0.9..4.1=string; 4.2..4.4=list`.
    fn new(component: Component, row: &Row, head: &str, separator: &str, newest: &'static str) -> Self {
        let note = notes(row).find_map(|note| note.strip_prefix(head));
        let stretches = note.map_or_else(Vec::new, |note| history(note, separator));
        let stretches = stretches.into_iter().map(|(versions, value)| (range(component, versions), value)).collect();
        Self { stretches, newest }
    }

    fn at(&self, release: Option<Release>) -> &'static str {
        let then = |(versions, _): &&(VersionSet, _)| release.is_some_and(|release| versions.contains(release));
        self.stretches.iter().find(then).map_or(self.newest, |(_, value)| value)
    }
}

fn history(note: &'static str, separator: &str) -> Vec<(&'static str, &'static str)> {
    let mut stretches = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let begins = |text: &str| {
        let end = text.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(text.len());
        end > 0 && (text[end..].starts_with('=') || text[..end].contains("..") && text[end..].starts_with(' '))
    };
    while let Some(next) = note[at..].find(separator) {
        at += next + separator.len();
        if begins(&note[at..]) {
            stretches.push(note[from..at - separator.len()].split_once(['=', ' ']).unwrap());
            from = at;
        }
    }
    stretches.push(note[from..].split_once(['=', ' ']).unwrap());
    stretches
}

/// What a table says of one option in each release.
type Told = Box<dyn Fn(Option<Release>) -> State>;

/// As the table of Kafka has it.
fn kafka(row: &Row) -> Told {
    const C: Component = Component::Kafka;
    let column = |head, column: &str| Column::new(C, row, head, "; ", row[column]);
    let (kind, default) = (column("type: ", "type"), column("default: ", "default"));
    let (valid, update) = (column("valid: ", "validator"), column("update mode: ", "dynamic"));
    let visible = notes(row).find(|note| note.contains("=internal") || note.contains("=public"));
    let internal = match visible {
        None if row["internal"] == "internal" => VersionSet::all(C),
        None => VersionSet::none(C),
        Some(note) => history(note, "; ")
            .into_iter()
            .filter(|(_, word)| *word == "internal")
            .fold(VersionSet::none(C), |all, (versions, _)| all.or(range(C, versions))),
    };
    let deprecated = deprecated(C, row);
    Box::new(move |release| State {
        kind: kind.at(release),
        default: Some(default.at(release)).filter(|default| !["null", "(required)"].contains(default)),
        required: default.at(release) == "(required)",
        valid: api_versions(valid.at(release)),
        update: Some(update.at(release)).filter(|update| !update.is_empty()).unwrap_or("read-only"),
        internal: release.is_some_and(|release| internal.contains(release)),
        deprecated: release.is_some_and(|release| deprecated.contains(release)),
    })
}

/// The tables list every ApiVersion that a release knows; the catalogue says the last one.
fn api_versions(valid: &str) -> String {
    match valid.strip_suffix(']').filter(|list| list.starts_with("[0.8.0, ")) {
        Some(list) => {
            let format = rows(KAFKA).into_iter().find(|row| row["key"] == "log.message.format.version");
            let newest = format.unwrap()["validator"];
            assert!(newest.starts_with(list), "each list goes on where the one before ends");
            format!("ApiVersion up to {}", list.rsplit(", ").next().unwrap())
        }
        None if valid == "any" => String::new(),
        None => valid.to_owned(),
    }
}

/// As the table of ZooKeeper has it.
fn zookeeper(row: &Row) -> Told {
    const C: Component = Component::ZooKeeper;
    let kind = row["type"];
    let default = Column::new(C, row, "default: ", "; ", row["default"]);
    let valid = Column::new(C, row, "valid: ", "; ", row["validator"]);
    let deprecated = deprecated(C, row);
    Box::new(move |release| State {
        kind,
        default: Some(default.at(release)).filter(|default| !["null", "(required)"].contains(default)),
        required: default.at(release) == "(required)",
        valid: Some(valid.at(release)).filter(|valid| *valid != "any").unwrap_or_default().to_owned(),
        update: "read-only",
        internal: false,
        deprecated: release.is_some_and(|release| deprecated.contains(release)),
    })
}

/// As the table of Storm has it.
fn storm(row: &Row) -> Told {
    const C: Component = Component::Storm;
    let kind = match row["type"] {
        "bool" => "boolean",
        "class-name" => "class",
        "list<int>" | "list<string>" | "list<string|map<string,string>>" => "list",
        "int(power of 2)" | "custom:ZstdLevelValidator" => "int",
        "enum NONE|DIGEST|KERBEROS" => "string",
        "string|list<string>" => "string-or-list",
        "one-of" => "any",
        "custom:ZeroOneOpenIntervalValidator" => "number",
        other => other,
    };
    let default = Column::new(C, row, "default history: ", " > ", row["default"]);
    let valid = Column::new(C, row, "validator history: ", " > ", row["validator"]);
    let deprecated = deprecated(C, row);
    Box::new(move |release| {
        let default = default.at(release);
        let quoted = default.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let valid = valid.at(release);
        State {
            kind,
            default: Some(quoted.unwrap_or(default)).filter(|default| !["(unset)", "null"].contains(default)),
            required: false,
            valid: if valid.starts_with("(no") { String::new() } else { valid.to_owned() },
            update: "read-only",
            internal: false,
            deprecated: release.is_some_and(|release| deprecated.contains(release)),
        }
    })
}

/// As the catalogue has it.
fn state(spec: &OptionSpec, release: Release) -> State {
    let era = spec.era(release.set()).unwrap();
    State {
        kind: era.kind.id(),
        default: era.default,
        required: era.required,
        valid: era.valid.to_owned(),
        update: era.update.id(),
        internal: spec.internal.contains(release),
        deprecated: spec.deprecated.contains(release),
    }
}

/// Both have the same options, and each is the same in every release.
fn compare(component: Component, table: &'static str, told: fn(&Row) -> Told) {
    let rows = rows(table);
    let ours = options(component).iter().filter(|spec| spec.reader.is_none()).map(|spec| spec.name);
    assert_eq!(ours.collect::<BTreeSet<_>>(), rows.iter().map(|row| row["key"]).collect(), "the same options");
    for row in &rows {
        let spec = option(component, row["key"]).unwrap();
        assert_eq!(spec.known(), known(component, row), "versions of {}", spec.name);
        let told = told(row);
        for release in spec.known().iter() {
            assert_eq!(state(spec, release), told(Some(release)), "{} in {release}", spec.name);
        }
    }
}

#[test]
fn zookeeper_is_as_its_table_in_every_release() {
    compare(Component::ZooKeeper, ZOOKEEPER, zookeeper);
    for row in rows(ZOOKEEPER) {
        let spec = option(Component::ZooKeeper, row["key"]).unwrap();
        let mode = if row["mode"] == "command-line" { Mode::CommandLine } else { Mode::Any };
        assert_eq!(spec.mode, mode, "the mode of {}", spec.name);
        assert_eq!(spec.property.unwrap_or_default(), row["property"], "the property of {}", spec.name);
    }
}

#[test]
fn kafka_is_as_its_table_in_every_release() {
    compare(Component::Kafka, KAFKA, kafka);
}

#[test]
fn storm_is_as_its_table_in_every_release() {
    compare(Component::Storm, STORM, storm);
    for row in rows(STORM) {
        let spec = option(Component::Storm, row["key"]).unwrap();
        let field = notes(&row).find(|note| note.starts_with("Config.") || note.starts_with("DaemonConfig."));
        assert_eq!(spec.field, field, "the field of {}", spec.name);
        assert_eq!(spec.unvalidated, row["validator"].starts_with("(not in Config"), "{}", spec.name);
        if spec.known().is_empty() {
            let told = storm(&row)(None);
            let era = &spec.eras[0];
            assert_eq!(
                (era.kind.id(), era.default, era.valid),
                (told.kind, told.default, told.valid.as_str()),
                "{}",
                spec.name
            );
        }
    }
}

#[test]
fn tables_are_sorted_for_binary_search() {
    for component in Component::ALL {
        assert!(options(component).is_sorted_by(|a, b| a.name < b.name));
        assert!(prefixes(component).is_sorted_by(|a, b| a.prefix < b.prefix));
        for spec in options(component) {
            assert!(std::ptr::eq(option(component, spec.name).unwrap(), spec));
        }
    }
    assert_eq!(alias(Component::Kafka, "retention.ms"), Some("log.retention.ms"));
    assert_eq!(alias(Component::Kafka, "log.retention.ms"), None);
    assert_eq!(prefix(Component::ZooKeeper, "server.1").unwrap().prefix, "server.");
    assert!(prefix(Component::ZooKeeper, "server.").is_none());
}

#[test]
fn secrets_are_known() {
    let secret = |component, name| option(component, name).unwrap().secret;
    assert!(secret(Component::Kafka, "ssl.keystore.password"));
    assert!(secret(Component::Kafka, "sasl.jaas.config"));
    assert!(secret(Component::Storm, "storm.zookeeper.auth.payload"));
    assert!(secret(Component::ZooKeeper, "DigestAuthenticationProvider.superDigest"));
    for spec in Component::ALL.into_iter().flat_map(options) {
        let password = spec.name.to_ascii_lowercase().ends_with("password");
        assert!(spec.secret || !password, "{} is a secret", spec.name);
    }
}
