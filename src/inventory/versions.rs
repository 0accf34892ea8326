//! Which versions a file is for: what the user says, what the path says, what a jar beside it says.

use super::{FileKind, Options};
use crate::catalog::{Component, Guess, Release, VersionSet};
use crate::text;
use crate::text::Text;
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::{BTreeMap, HashMap};

/// The versions in question, and why these.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// The versions.
    pub versions: VersionSet,
    /// Where they are known from.
    pub why: Text,
    /// Nothing outside the file tells them: they are all, or those that its keys fit.
    pub inferred: bool,
}

/// The ZooKeeper that a Kafka ships, by the oldest Kafka that has it. Upstream:
/// apache/kafka `gradle/dependencies.gradle` (`build.gradle` in 0.8.2 and 0.9) at each tag.
const ZOOKEEPER_OF_KAFKA: &[(&str, &str)] = &[
    ("0.8.2.0", "3.4.6"),
    ("0.10.1.0", "3.4.8"),
    ("0.10.2.0", "3.4.9"),
    ("0.11.0.0", "3.4.10"),
    ("2.0.0", "3.4.13"),
    ("2.3.0", "3.4.14"),
    ("2.4.0", "3.5.6"),
    ("2.4.1", "3.5.7"),
    ("2.5.1", "3.5.8"),
    ("2.6.2", "3.5.9"),
    ("2.7.0", "3.5.8"),
    ("2.7.1", "3.5.9"),
    ("3.0.0", "3.6.3"),
    ("3.4.1", "3.6.4"),
    ("3.6.0", "3.8.2"),
    ("3.6.1", "3.8.3"),
    ("3.6.2", "3.8.4"),
    ("3.7.0", "3.8.3"),
    ("3.7.1", "3.8.4"),
];

/// The Kafka in a Confluent Platform, by their release lines. From Confluent's compatibility table.
const KAFKA_OF_CONFLUENT: &[(&str, &str)] = &[
    ("2.0", "0.9"),
    ("3.0", "0.10.0"),
    ("3.1", "0.10.1"),
    ("3.2", "0.10.2"),
    ("3.3", "0.11.0"),
    ("4.0", "1.0"),
    ("4.1", "1.1"),
    ("5.0", "2.0"),
    ("5.1", "2.1"),
    ("5.2", "2.2"),
    ("5.3", "2.3"),
    ("5.4", "2.4"),
    ("5.5", "2.5"),
    ("6.0", "2.6"),
    ("6.1", "2.7"),
    ("6.2", "2.8"),
    ("7.0", "3.0"),
    ("7.1", "3.1"),
    ("7.2", "3.2"),
    ("7.3", "3.3"),
    ("7.4", "3.4"),
    ("7.5", "3.5"),
    ("7.6", "3.6"),
    ("7.7", "3.7"),
    ("7.8", "3.8"),
    ("7.9", "3.9"),
    ("8.0", "4.0"),
    ("8.1", "4.1"),
];

/// Answers for one run, remembering what it looked up.
#[derive(Debug)]
pub(super) struct Versions<'a> {
    given: &'a [VersionSet],
    jars: &'a BTreeMap<Utf8PathBuf, Vec<VersionSet>>,
    /// Directories outside of what was walked, looked into once.
    looked: HashMap<Utf8PathBuf, Vec<VersionSet>>,
    names: HashMap<String, Option<(VersionSet, Guess)>>,
}

impl<'a> Versions<'a> {
    /// `jars`: what the walk saw.
    pub(super) fn new(options: &'a Options, jars: &'a BTreeMap<Utf8PathBuf, Vec<VersionSet>>) -> Self {
        Self { given: &options.versions, jars, looked: HashMap::new(), names: HashMap::new() }
    }

    /// The versions of a main file. `absolute` is its whole path; `walked` whether its directory was
    /// walked from above, so that every jar near it was seen.
    pub(super) fn of(&mut self, kind: FileKind, path: &Utf8Path, absolute: &Utf8Path, walked: bool) -> Evidence {
        let component = kind.component().unwrap_or(Component::ZooKeeper);
        if let Some(given) = self.given.iter().find(|set| set.component() == component) {
            return Evidence { versions: *given, why: text! { en: "given", zh: "命令行指定" }, inferred: false };
        }
        if let Some(evidence) = self.by_path(component, absolute) {
            return evidence;
        }
        if let Some(versions) = self.by_jars(component, path, absolute, walked) {
            return Evidence {
                versions,
                why: text! { en: "from the jar beside it", zh: "来自旁边的 jar 文件" },
                inferred: false,
            };
        }
        if component == Component::ZooKeeper
            && let Some(kafka) = self.by_path(Component::Kafka, absolute)
            && let Some(versions) = zookeeper_of(kafka.versions)
        {
            let number = kafka.versions.to_string();
            let why = text! {
                en: "the ZooKeeper of Kafka {number}, from the path",
                zh: "Kafka {number} 自带的 ZooKeeper，来自路径",
            };
            return Evidence { versions, why, inferred: false };
        }
        Evidence {
            versions: VersionSet::all(component),
            why: text! { en: "nothing tells the version", zh: "没有线索说明版本" },
            inferred: true,
        }
    }

    fn by_path(&mut self, component: Component, absolute: &Utf8Path) -> Option<Evidence> {
        for part in absolute.parent()?.components().rev() {
            let name = part.as_str();
            // Almost every directory name has no number in it.
            if !name.contains('.') && !name.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let found = match self.names.get(name) {
                Some(known) => *known,
                None => {
                    let read = of_directory(name);
                    self.names.insert(name.to_owned(), read);
                    read
                }
            };
            let Some((versions, guess)) = found.filter(|(set, _)| set.component() == component) else { continue };
            let why = match guess {
                Guess::Exact => text! { en: "from the path", zh: "来自路径" },
                Guess::Nearest => text! {
                    en: "from the path, {name}: not a release known here, the nearest older one stands for it",
                    zh: "来自路径 {name}：不是已知版本，以最接近的旧版本代替",
                },
            };
            return Some(Evidence { versions, why, inferred: false });
        }
        None
    }

    fn by_jars(
        &mut self,
        component: Component,
        path: &Utf8Path,
        absolute: &Utf8Path,
        walked: bool,
    ) -> Option<VersionSet> {
        if self.jars.is_empty() && walked {
            return None;
        }
        let directory = path.parent()?;
        let whole = absolute.parent()?;
        for up in 0..3 {
            let (Some(near), Some(far)) = (ancestor(directory, up), ancestor(whole, up)) else {
                // Above the typed path: look where it really is.
                return ancestor(whole, up).and_then(|far| self.look(component, far));
            };
            for place in ["", "lib", "libs"] {
                if let Some(found) = self.jars.get(&join(near, place)).and_then(|sets| pick(sets, component)) {
                    return Some(found);
                }
            }
            if !walked && let Some(found) = self.look(component, far) {
                return Some(found);
            }
        }
        None
    }

    /// Looks into an installation's root and its libraries.
    fn look(&mut self, component: Component, root: &Utf8Path) -> Option<VersionSet> {
        for place in ["", "lib", "libs"] {
            let directory = join(root, place);
            let sets = self.looked.entry(directory.clone()).or_insert_with(|| jars_in(&directory));
            if let Some(found) = pick(sets, component) {
                return Some(found);
            }
        }
        None
    }
}

fn ancestor(path: &Utf8Path, up: usize) -> Option<&Utf8Path> {
    path.ancestors().nth(up).filter(|ancestor| up == 0 || !ancestor.as_str().is_empty())
}

fn join(directory: &Utf8Path, place: &str) -> Utf8PathBuf {
    if place.is_empty() { directory.to_owned() } else { directory.join(place) }
}

fn pick(sets: &[VersionSet], component: Component) -> Option<VersionSet> {
    let mut of_component = sets.iter().filter(|set| set.component() == component);
    let first = *of_component.next()?;
    // Two versions side by side tell nothing.
    of_component.all(|other| *other == first).then_some(first)
}

fn jars_in(directory: &Utf8Path) -> Vec<VersionSet> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    entries.flatten().filter_map(|entry| of_jar(entry.file_name().to_str()?)).collect()
}

/// The version that a server's jar tells: `zookeeper-3.4.9.jar`, `kafka_2.11-0.9.0.1.jar`,
/// `storm-core-1.0.2.jar`, `storm-client-2.8.0.jar`.
pub(super) fn of_jar(name: &str) -> Option<VersionSet> {
    let stem = name.strip_suffix(".jar")?;
    let (component, number) = if let Some(number) = stem.strip_prefix("zookeeper-") {
        (Component::ZooKeeper, number)
    } else if let Some(number) = stem.strip_prefix("storm-core-").or_else(|| stem.strip_prefix("storm-client-")) {
        (Component::Storm, number)
    } else {
        (Component::Kafka, stem.strip_prefix("kafka_")?.split_once('-')?.1)
    };
    if !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    VersionSet::parse(component, number).map(|(set, _)| set)
}

/// The version that an installation's directory tells: `zookeeper-3.4.9`,
/// `apache-zookeeper-3.8.1-bin`, `kafka_2.11-0.9.0.1`, `apache-storm-1.0.2`, `confluent-5.5.0`.
fn of_directory(name: &str) -> Option<(VersionSet, Guess)> {
    let lower = name.to_ascii_lowercase();
    let lower = lower.strip_prefix("apache-").unwrap_or(&lower);
    let split = |prefix: &str| lower.strip_prefix(prefix).filter(|rest| rest.starts_with(['-', '_'])).map(|r| &r[1..]);
    if let Some(rest) = split("zookeeper") {
        return VersionSet::parse(Component::ZooKeeper, number(rest)?);
    }
    if let Some(rest) = split("storm") {
        return VersionSet::parse(Component::Storm, number(rest)?);
    }
    if let Some(rest) = split("kafka") {
        // The first number is Scala's: kafka_2.11-0.9.0.1.
        let own = rest.split_once('-').filter(|(scala, _)| scala_version(scala)).map_or(rest, |(_, own)| own);
        return VersionSet::parse(Component::Kafka, number(own)?);
    }
    let line = line_of(number(split("confluent")?)?);
    let (_, kafka) = KAFKA_OF_CONFLUENT.iter().find(|(confluent, _)| *confluent == line)?;
    VersionSet::parse(Component::Kafka, kafka)
}

/// Whether a directory's name is an installation's, whatever its version.
pub(super) fn is_installation(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_digit()) && of_directory(name).is_some()
}

/// Whether a directory's name is an installation's of Kafka.
pub(super) fn is_kafka(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_digit())
        && of_directory(name).is_some_and(|(set, _)| set.component() == Component::Kafka)
}

fn scala_version(text: &str) -> bool {
    ["2.8", "2.9", "2.10", "2.11", "2.12", "2.13", "3"]
        .iter()
        .any(|line| text.strip_prefix(line).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// The number at the start: `3.4.5` of `3.4.5-cdh5.7.0`. One part alone (`kafka-1`) is a node's
/// number, not a version.
fn number(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number = text[..end].trim_end_matches('.');
    number.contains('.').then_some(number)
}

fn line_of(number: &str) -> &str {
    let end = number.match_indices('.').nth(1).map_or(number.len(), |(at, _)| at);
    &number[..end]
}

/// The ZooKeepers that these Kafkas ship.
fn zookeeper_of(kafka: VersionSet) -> Option<VersionSet> {
    let mut all = VersionSet::none(Component::ZooKeeper);
    for release in kafka.iter() {
        let shipped = ZOOKEEPER_OF_KAFKA
            .iter()
            .rev()
            .find(|(since, _)| Release::find(Component::Kafka, since).is_some_and(|since| since <= release));
        if release.number().starts_with("4.") {
            continue;
        }
        if let Some(zookeeper) = shipped.and_then(|(_, number)| Release::find(Component::ZooKeeper, number)) {
            all = all.or(zookeeper.set());
        }
    }
    (!all.is_empty()).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str) -> Option<String> {
        of_directory(name).map(|(set, _)| format!("{} {set}", set.component().name()))
    }

    #[test]
    fn directories_tell_versions() {
        for (name, wanted) in [
            ("zookeeper-3.4.9", "ZooKeeper 3.4.9"),
            ("apache-zookeeper-3.8.1-bin", "ZooKeeper 3.8.1"),
            ("zookeeper-3.4.5-cdh5.7.0", "ZooKeeper 3.4.5"),
            ("kafka_2.11-0.9.0.1", "Kafka 0.9.0.1"),
            ("kafka_2.9.2-0.8.2.2", "Kafka 0.8.2.2"),
            ("kafka-3.7.0", "Kafka 3.7.0"),
            ("kafka-2.13-3.7.0", "Kafka 3.7.0"),
            ("apache-storm-1.0.2", "Storm 1.0.2"),
            ("storm-0.9.5", "Storm 0.9.5"),
            ("confluent-5.5.1", "Kafka 2.5"),
        ] {
            assert_eq!(told(name).as_deref(), Some(wanted), "{name}");
        }
        for name in ["kafka-1", "zookeeper1", "storm_2", "kafka", "zookeeper-data", "node-3.4"] {
            assert_eq!(told(name), None, "{name}");
        }
    }

    #[test]
    fn jars_tell_versions() {
        assert_eq!(of_jar("zookeeper-3.4.9.jar"), Some(VersionSet::only(Component::ZooKeeper, "3.4.9")));
        assert_eq!(of_jar("kafka_2.11-0.9.0.1.jar"), Some(VersionSet::only(Component::Kafka, "0.9.0.1")));
        assert_eq!(of_jar("storm-core-1.0.2.jar"), Some(VersionSet::only(Component::Storm, "1.0.2")));
        assert_eq!(of_jar("kafka_2.11-0.9.0.1-sources.jar"), None);
        assert_eq!(of_jar("kafka-clients-0.9.0.1.jar"), None);
    }

    #[test]
    fn every_release_in_the_tables_is_known() {
        for (kafka, zookeeper) in ZOOKEEPER_OF_KAFKA {
            assert!(Release::find(Component::Kafka, kafka).is_some(), "{kafka}");
            assert!(Release::find(Component::ZooKeeper, zookeeper).is_some(), "{zookeeper}");
        }
        for (_, kafka) in KAFKA_OF_CONFLUENT {
            assert!(matches!(VersionSet::parse(Component::Kafka, kafka), Some((_, Guess::Exact))), "{kafka}");
        }
        assert_eq!(
            zookeeper_of(VersionSet::only(Component::Kafka, "2.8.1")),
            Some(VersionSet::only(Component::ZooKeeper, "3.5.9"))
        );
        assert_eq!(zookeeper_of(VersionSet::only(Component::Kafka, "4.0.0")), None);
    }
}
