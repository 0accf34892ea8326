//! Which option a key that nobody knows was meant to be.
//!
//! Servers ignore unknown keys, so a slip in a name passes in silence. A suggestion is made only where
//! one known name explains the key: the same letters in another case or with other separators, a few
//! wrong letters, a word too many in front, a word left out at an end, a word changed by a search and
//! replace. Names that two options explain equally well are told together.

use super::{Component, OptionSpec, foreign, option, options, prefix};
use std::collections::HashMap;
use std::sync::{LazyLock, RwLock};
use strsim::osa_distance;

/// The options that a key may have been meant to be.
#[derive(Clone, Debug)]
pub struct Near {
    /// The likeliest ones, equally likely, by name; never empty.
    pub specs: Vec<&'static OptionSpec>,
    /// What went wrong.
    pub slip: Slip,
}

/// How a key differs from the option that it was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slip {
    /// The same letters in another case.
    Case,
    /// `-`, `_`, `.` or a blank for one another, or none.
    Separator,
    /// Something in front of it or behind it: `yaml storm.local.dir`, `tickTimetickTime`, `zookeeper.snapCount`.
    Around,
    /// Some letters are wrong, missing, too many or swapped.
    Letters,
    /// A word at the start or end is missing.
    Word,
    /// One of its words has grown: `offsets.topicDatabaseInfo.replication.factor`.
    Replaced,
    /// A name that documentation or another place uses for it.
    Alias,
}

/// Looks for the option that `key` was meant to be. `None`: it is known, belongs to a family of keys,
/// is another program's, or is like nothing. The hosts of an inventory have their odd keys in common,
/// so answers are kept.
pub fn near(component: Component, key: &str) -> Option<Near> {
    type Answers = HashMap<(Component, String), Option<Near>>;
    static KNOWN: LazyLock<RwLock<Answers>> = LazyLock::new(RwLock::default);
    if key.len() > LONGEST {
        return None;
    }
    let entry = (component, key.to_owned());
    if let Some(answer) = KNOWN.read().ok().and_then(|known| known.get(&entry).cloned()) {
        return answer;
    }
    let answer = search(component, key);
    if let Ok(mut known) = KNOWN.write()
        && known.len() < REMEMBERED
    {
        known.insert(entry, answer.clone());
    }
    answer
}

/// So many answers are kept.
const REMEMBERED: usize = 100_000;

fn search(component: Component, key: &str) -> Option<Near> {
    if option(component, key).is_some() || foreign(component, key).is_some() {
        return None;
    }
    if let Some(spec) = super::alias(component, key).and_then(|real| option(component, real)) {
        return Some(Near { specs: vec![spec], slip: Slip::Alias });
    }
    if prefix(component, key).is_some() {
        return None;
    }
    folded(component, key)
        .or_else(|| around(component, key))
        .or_else(|| word(component, key))
        .or_else(|| letters(component, key))
        .or_else(|| replaced(component, key))
}

/// No option's name is nearly as long.
const LONGEST: usize = 120;

fn one(spec: &'static OptionSpec, slip: Slip) -> Option<Near> {
    Some(Near { specs: vec![spec], slip })
}

/// The letters and digits alone, in small letters.
fn fold(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The same letters: another case, other separators, `KAFKA_LOG_DIRS`.
fn folded(component: Component, key: &str) -> Option<Near> {
    let letters = fold(key);
    if letters.len() < 3 {
        return None;
    }
    let bare = letters.strip_prefix(component.id()).unwrap_or_default();
    let environment = key.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    for spec in options(component).iter().filter(|spec| spec.reader.is_none()) {
        if spec.name.eq_ignore_ascii_case(key) {
            return one(spec, Slip::Case);
        }
        let name = || spec.name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
        if name().eq(letters.bytes()) || environment && name().eq(bare.bytes()) {
            return one(spec, Slip::Separator);
        }
    }
    None
}

/// A known name with something around it that isn't part of any name.
fn around(component: Component, key: &str) -> Option<Near> {
    let known = |part: &str| option(component, part).filter(|spec| spec.reader.is_none());
    let (head, tail) = (key.split([' ', '\t']).next(), key.rsplit([' ', '\t']).next());
    for part in [head, tail].into_iter().flatten().filter(|part| part.len() < key.len()) {
        if let Some(spec) = known(part).filter(|_| part.len() > 3) {
            return one(spec, Slip::Around);
        }
    }
    let own = key.strip_prefix(component.id()).and_then(|rest| rest.strip_prefix('.'));
    if let Some(spec) = own.and_then(known) {
        return one(spec, Slip::Around);
    }
    // The name twice: `tickTimetickTime`.
    let half = key.len() / 2;
    let (first, second) = (key.get(..half)?, key.get(half..)?);
    let second = second.trim_start_matches(['.', '_', '-']);
    (first.len() > 3 && first.trim_end_matches(['.', '_', '-']) == second)
        .then(|| known(second))
        .flatten()
        .and_then(|spec| one(spec, Slip::Around))
}

/// How many wrong letters a name of this length may have and still be recognised.
const fn tolerance(length: usize) -> usize {
    match length {
        0..=4 => 0,
        5..=11 => 1,
        12..=23 => 2,
        _ => 3,
    }
}

fn letters(component: Component, key: &str) -> Option<Near> {
    let limit = tolerance(key.len());
    let used = letters_of(key);
    let mut best = limit + 1;
    let mut specs: Vec<&'static OptionSpec> = Vec::new();
    for spec in options(component) {
        if spec.name.len().abs_diff(key.len()) > limit.min(best) {
            continue;
        }
        // One wrong letter changes the set of letters by two at most.
        if (letters_of(spec.name) ^ used).count_ones() as usize > 2 * limit {
            continue;
        }
        let distance = osa_distance(spec.name, key);
        if distance > limit.min(tolerance(spec.name.len())) || distance > best {
            continue;
        }
        if distance < best {
            specs.clear();
            best = distance;
        }
        specs.push(spec);
    }
    // A short name with two wrong letters, or one word for another, is a different name.
    specs.retain(|spec| same_words(spec.name, key));
    (!specs.is_empty()).then_some(Near { specs, slip: Slip::Letters })
}

/// The letters of a name as a set of bits.
fn letters_of(name: &str) -> u64 {
    name.bytes().fold(0, |set, byte| set | 1 << (byte & 63))
}

/// Whether no word has been exchanged for another: in each, most letters are the same.
fn same_words(name: &str, key: &str) -> bool {
    let (names, keys): (Vec<&str>, Vec<&str>) = (name.split('.').collect(), key.split('.').collect());
    if names.len() != keys.len() {
        return true;
    }
    names.iter().zip(keys).all(|(name, key)| {
        let distance = osa_distance(name, key);
        distance == 0 || distance * 3 < name.len().max(key.len()) || distance == 1 && name.len().min(key.len()) > 2
    })
}

/// The words of a name: between separators, and at capitals.
fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for part in name.split(['.', '_', '-']) {
        let mut start = 0;
        for (at, _) in part.char_indices().filter(|(at, c)| *at > 0 && c.is_ascii_uppercase()) {
            if part[..at].ends_with(|c: char| c.is_ascii_lowercase()) {
                words.extend(part.get(start..at));
                start = at;
            }
        }
        words.extend(part.get(start..));
    }
    words
}

/// A name without its first or its last word, where only one name fits: `logDir`, `delete.topic`.
fn word(component: Component, key: &str) -> Option<Near> {
    let written = words(key);
    if written.len() < 2 || key.len() < 6 {
        return None;
    }
    let same = |a: &[&str], b: &[&str]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.eq_ignore_ascii_case(b));
    let ends = |name: &str| {
        let rest = name.len().checked_sub(key.len()).filter(|rest| *rest > 0);
        rest.is_some_and(|rest| {
            let same = |part: Option<&str>| part.is_some_and(|part| part.eq_ignore_ascii_case(key));
            same(name.get(rest..)) || same(name.get(..key.len()))
        })
    };
    let mut fitting = options(component).iter().filter(|spec| ends(spec.name)).filter(|spec| {
        let known = words(spec.name);
        spec.reader.is_none()
            && known.len() == written.len() + 1
            && (same(known.get(1..).unwrap_or_default(), &written)
                || same(known.get(..written.len()).unwrap_or_default(), &written))
    });
    let spec = fitting.next()?;
    if fitting.next().is_some() { None } else { one(spec, Slip::Word) }
}

/// One word has grown at one end, the others are as they should be.
fn replaced(component: Component, key: &str) -> Option<Near> {
    let written: Vec<&str> = key.split('.').collect();
    if written.len() < 3 {
        return None;
    }
    let grown = |known: &&str, written: &&str| {
        known.len() > 2 && written.len() > known.len() && (written.starts_with(known) || written.ends_with(known))
    };
    let mut fitting = options(component).iter().filter(|spec| spec.name.len() < key.len()).filter(|spec| {
        let known: Vec<&str> = spec.name.split('.').collect();
        let mut differing = known.iter().zip(&written).filter(|(known, written)| known != written);
        let first = differing.next();
        let only = differing.next().is_none();
        known.len() == written.len() && only && first.is_some_and(|(known, written)| grown(known, written))
    });
    let spec = fitting.next()?;
    if fitting.next().is_some() { None } else { one(spec, Slip::Replaced) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Component::{Kafka, Storm, ZooKeeper};

    fn meant(component: Component, key: &str) -> Option<(&'static str, Slip)> {
        near(component, key).filter(|near| near.specs.len() == 1).map(|near| (near.specs[0].name, near.slip))
    }

    #[test]
    fn slips_seen_in_the_wild() {
        assert_eq!(meant(ZooKeeper, "dataLogDIr"), Some(("dataLogDir", Slip::Case)));
        assert_eq!(meant(ZooKeeper, "tickTimetickTime"), Some(("tickTime", Slip::Around)));
        assert_eq!(meant(ZooKeeper, "logDir"), Some(("dataLogDir", Slip::Word)));
        assert_eq!(meant(ZooKeeper, "zookeeper.snapCount"), Some(("snapCount", Slip::Around)));
        assert_eq!(meant(Kafka, "advertised.isteners"), Some(("advertised.listeners", Slip::Letters)));
        assert_eq!(meant(Kafka, "message.max.byte"), Some(("message.max.bytes", Slip::Letters)));
        assert_eq!(meant(Kafka, "logs.dirs"), Some(("log.dirs", Slip::Letters)));
        assert_eq!(meant(Kafka, "super.user"), Some(("super.users", Slip::Letters)));
        assert_eq!(
            meant(Kafka, "offsets.topicDatabaseInfo.replication.factor"),
            Some(("offsets.topic.replication.factor", Slip::Replaced))
        );
        assert_eq!(meant(Storm, "supervior.cpu.capacity"), Some(("supervisor.cpu.capacity", Slip::Letters)));
        assert_eq!(meant(Storm, "yaml storm.local.dir"), Some(("storm.local.dir", Slip::Around)));
    }

    #[test]
    fn separators_and_case() {
        assert_eq!(meant(ZooKeeper, "clientport"), Some(("clientPort", Slip::Case)));
        assert_eq!(meant(Kafka, "log_dirs"), Some(("log.dirs", Slip::Separator)));
        assert_eq!(meant(Kafka, "KAFKA_ADVERTISED_LISTENERS"), Some(("advertised.listeners", Slip::Separator)));
        assert_eq!(meant(Kafka, "Broker.Id"), Some(("broker.id", Slip::Case)));
        assert_eq!(meant(Kafka, "retention.ms"), Some(("log.retention.ms", Slip::Alias)));
        assert_eq!(meant(Kafka, "zookeeper.session.timeout"), Some(("zookeeper.session.timeout.ms", Slip::Word)));
    }

    #[test]
    fn names_of_their_own() {
        for key in [
            "security.protocol",
            "schema.registry.url",
            "bootstrap.servers",
            "client.id",
            "ALLOW_PLAINTEXT_LISTENER",
            "log.retention",
            "fetch.min.bytes",
            "sasl.mechanism",
            "x",
            "group.id",
            "listener.name.internal.ssl.keystore.location",
            "confluent.license",
            "max.poll.records",
        ] {
            assert!(near(Kafka, key).is_none(), "{key}: {:?}", near(Kafka, key));
        }
        for key in ["higo.workers", "ui.clusters", "mesos.master.url", "worker.childopts.6601", "storm.log.dir"] {
            assert!(near(Storm, key).is_none(), "{key}: {:?}", near(Storm, key));
        }
        for key in ["server.1", "metricsProvider.httpPort", "authProvider.1", "myKey"] {
            assert!(near(ZooKeeper, key).is_none(), "{key}: {:?}", near(ZooKeeper, key));
        }
    }

    #[test]
    fn no_option_is_near_another_only_by_itself() {
        for component in Component::ALL {
            for spec in options(component) {
                assert!(near(component, spec.name).is_none(), "{}", spec.name);
            }
        }
    }
}
