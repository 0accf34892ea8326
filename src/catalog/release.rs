//! The known releases of each component and sets of them.
//!
//! A [`VersionSet`] is a bitset over the releases: back-ports make holes, so intervals would be
//! wrong. Sets are made at compile time (`const SINCE_3_5: VersionSet = VersionSet::since(…)`); a
//! misspelt release number doesn't compile.

use std::fmt;

/// The software whose configuration cfglint reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Component {
    /// Apache ZooKeeper: zoo.cfg, myid.
    ZooKeeper,
    /// Apache Storm: storm.yaml.
    Storm,
    /// Apache Kafka brokers and controllers: server.properties.
    Kafka,
}

impl Component {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ZooKeeper, Self::Storm, Self::Kafka];

    /// The name in running text.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ZooKeeper => "ZooKeeper",
            Self::Storm => "Storm",
            Self::Kafka => "Kafka",
        }
    }

    /// The name in machine formats and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ZooKeeper => "zookeeper",
            Self::Storm => "storm",
            Self::Kafka => "kafka",
        }
    }

    /// The known releases, oldest first.
    pub const fn releases(self) -> &'static [&'static str] {
        match self {
            Self::ZooKeeper => ZOOKEEPER,
            Self::Storm => STORM,
            Self::Kafka => KAFKA,
        }
    }
}

/// From the tags of apache/zookeeper.
const ZOOKEEPER: &[&str] = &[
    "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "3.4.7", "3.4.8", "3.4.9", "3.4.10", "3.4.11",
    "3.4.12", "3.4.13", "3.4.14", "3.5.0", "3.5.1", "3.5.2", "3.5.3", "3.5.4", "3.5.5", "3.5.6", "3.5.7", "3.5.8",
    "3.5.9", "3.5.10", "3.6.0", "3.6.1", "3.6.2", "3.6.3", "3.6.4", "3.7.0", "3.7.1", "3.7.2", "3.8.0", "3.8.1",
    "3.8.2", "3.8.3", "3.8.4", "3.8.5", "3.8.6", "3.9.0", "3.9.1", "3.9.2", "3.9.3", "3.9.4", "3.9.5",
];

/// From the tags of apache/storm.
const STORM: &[&str] = &[
    "0.9.0.1", "0.9.1", "0.9.2", "0.9.3", "0.9.4", "0.9.5", "0.9.6", "0.9.7", "0.10.0", "0.10.1", "0.10.2", "1.0.0",
    "1.0.1", "1.0.2", "1.0.3", "1.0.4", "1.0.5", "1.0.6", "1.0.7", "1.1.0", "1.1.1", "1.1.2", "1.1.3", "1.1.4",
    "1.2.0", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "2.0.0", "2.1.0", "2.1.1", "2.2.0", "2.2.1", "2.3.0", "2.4.0",
    "2.5.0", "2.6.0", "2.6.1", "2.6.2", "2.6.3", "2.6.4", "2.7.0", "2.7.1", "2.8.0", "2.8.1", "2.8.2", "2.8.3",
    "2.8.4", "2.8.5", "2.8.6", "2.8.7", "2.8.8",
];

/// From the tags of apache/kafka; 4.4.0 is a state before its release.
const KAFKA: &[&str] = &[
    "0.8.2.0", "0.8.2.1", "0.8.2.2", "0.9.0.0", "0.9.0.1", "0.10.0.0", "0.10.0.1", "0.10.1.0", "0.10.1.1", "0.10.2.0",
    "0.10.2.1", "0.10.2.2", "0.11.0.0", "0.11.0.1", "0.11.0.2", "0.11.0.3", "1.0.0", "1.0.1", "1.0.2", "1.1.0",
    "1.1.1", "2.0.0", "2.0.1", "2.1.0", "2.1.1", "2.2.0", "2.2.1", "2.2.2", "2.3.0", "2.3.1", "2.4.0", "2.4.1",
    "2.5.0", "2.5.1", "2.6.0", "2.6.1", "2.6.2", "2.6.3", "2.7.0", "2.7.1", "2.7.2", "2.8.0", "2.8.1", "2.8.2",
    "3.0.0", "3.0.1", "3.0.2", "3.1.0", "3.1.1", "3.1.2", "3.2.0", "3.2.1", "3.2.2", "3.2.3", "3.3.0", "3.3.1",
    "3.3.2", "3.4.0", "3.4.1", "3.5.0", "3.5.1", "3.5.2", "3.6.0", "3.6.1", "3.6.2", "3.7.0", "3.7.1", "3.7.2",
    "3.8.0", "3.8.1", "3.9.0", "3.9.1", "3.9.2", "4.0.0", "4.0.1", "4.0.2", "4.1.0", "4.1.1", "4.1.2", "4.2.0",
    "4.2.1", "4.3.0", "4.3.1", "4.4.0",
];

/// One known release of a component. Orders by age within a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Release {
    /// Of what.
    pub component: Component,
    index: u8,
}

impl Release {
    /// The number as its project writes it: `3.4.9`.
    pub const fn number(self) -> &'static str {
        self.component.releases()[self.index as usize]
    }

    /// The release line: `3.4` of `3.4.9`, `0.10.2` of `0.10.2.1`.
    pub fn line(self) -> &'static str {
        line_of(self.component, self.number())
    }

    /// The release with exactly this number.
    pub fn find(component: Component, number: &str) -> Option<Self> {
        let index = component.releases().iter().position(|&known| known == number)?;
        Some(Self { component, index: index as u8 })
    }

    /// The set of this release alone.
    pub const fn set(self) -> VersionSet {
        VersionSet { component: self.component, bits: 1 << self.index }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

fn line_of(component: Component, number: &'static str) -> &'static str {
    let parts = if component == Component::Kafka && number.starts_with("0.") { 3 } else { 2 };
    let end = number.match_indices('.').nth(parts - 1).map_or(number.len(), |(at, _)| at);
    &number[..end]
}

/// A set of releases of one component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VersionSet {
    component: Component,
    bits: u128,
}

impl VersionSet {
    /// Every known release.
    pub const fn all(component: Component) -> Self {
        let count = component.releases().len();
        Self { component, bits: if count == 128 { u128::MAX } else { (1 << count) - 1 } }
    }

    /// No release.
    pub const fn none(component: Component) -> Self {
        Self { component, bits: 0 }
    }

    /// `first` and every later one. Panics (at compile time, in a `const`) on an unknown number.
    pub const fn since(component: Component, first: &str) -> Self {
        let index = position(component, first);
        Self { component, bits: Self::all(component).bits & !((1 << index) - 1) }
    }

    /// A release and every later one.
    pub const fn from(first: Release) -> Self {
        Self { component: first.component, bits: Self::all(first.component).bits & !((1 << first.index) - 1) }
    }

    /// Everything older than `first`. Panics on an unknown number.
    pub const fn before(component: Component, first: &str) -> Self {
        Self { component, bits: (1 << position(component, first)) - 1 }
    }

    /// `first` to `last`, both included. Panics on an unknown number.
    pub const fn range(component: Component, first: &str, last: &str) -> Self {
        let from = Self::since(component, first);
        Self { component, bits: from.bits & ((2 << position(component, last)) - 1) }
    }

    /// One release. Panics on an unknown number.
    pub const fn only(component: Component, number: &str) -> Self {
        Self::range(component, number, number)
    }

    /// From raw bits, as generated tables hold them.
    pub const fn from_bits(component: Component, bits: u128) -> Self {
        Self { component, bits: bits & Self::all(component).bits }
    }

    /// Of what.
    pub const fn component(self) -> Component {
        self.component
    }

    /// The raw bits: bit *n* stands for the *n*-th of [`Component::releases`].
    pub const fn bits(self) -> u128 {
        self.bits
    }

    /// In both sets.
    pub const fn and(self, other: Self) -> Self {
        Self { component: self.component, bits: self.bits & other.bits }
    }

    /// In either set.
    pub const fn or(self, other: Self) -> Self {
        Self { component: self.component, bits: self.bits | other.bits }
    }

    /// In this set and not in the other.
    pub const fn minus(self, other: Self) -> Self {
        Self { component: self.component, bits: self.bits & !other.bits }
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// How many there are.
    pub const fn len(self) -> u32 {
        self.bits.count_ones()
    }

    /// Whether every release of this set is in the other.
    pub const fn within(self, other: Self) -> bool {
        self.bits & !other.bits == 0
    }

    /// Whether the sets share a release.
    pub const fn meets(self, other: Self) -> bool {
        self.bits & other.bits != 0
    }

    /// Whether `release` is in it.
    pub const fn contains(self, release: Release) -> bool {
        self.bits >> release.index & 1 == 1
    }

    /// The newest one.
    pub fn newest(self) -> Option<Release> {
        (!self.is_empty()).then(|| Release { component: self.component, index: 127 - self.bits.leading_zeros() as u8 })
    }

    /// The oldest one.
    pub fn oldest(self) -> Option<Release> {
        (!self.is_empty()).then(|| Release { component: self.component, index: self.bits.trailing_zeros() as u8 })
    }

    /// All of them, oldest first.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Release> {
        (0..self.component.releases().len() as u8)
            .filter(move |index| self.bits >> index & 1 == 1)
            .map(move |index| Release { component: self.component, index })
    }

    /// The releases that a user's `3.4.9`, `3.4`, `2.11-0.9.0.1` or `4` stands for. A release newer
    /// than every known one, or an unknown patch of a known line, counts as the nearest known one;
    /// the flag tells so. `None`: not a version number, or older than every known one.
    pub fn parse(component: Component, number: &str) -> Option<(Self, Guess)> {
        let number = number.trim().trim_start_matches('v');
        let wanted = parts(number)?;
        if let Some(release) = Release::find(component, number) {
            return Some((release.set(), Guess::Exact));
        }
        let mut line = Self::none(component);
        for (index, known) in component.releases().iter().enumerate() {
            if parts(known)?.starts_with(&wanted) {
                line.bits |= 1 << index;
            }
        }
        if !line.is_empty() {
            return Some((line, Guess::Exact));
        }
        let all = Self::all(component);
        let older = all.iter().rev().find(|release| parts(release.number()).is_some_and(|known| known < wanted));
        Some((older?.set(), Guess::Nearest))
    }
}

/// How well a version number was known, see [`VersionSet::parse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// A known release or line.
    Exact,
    /// Not known; the nearest older release stands for it.
    Nearest,
}

fn parts(number: &str) -> Option<Vec<u32>> {
    number.split('.').map(|part| part.parse().ok()).collect()
}

const fn position(component: Component, number: &str) -> usize {
    let releases = component.releases();
    let mut index = 0;
    while index < releases.len() {
        if equal(releases[index].as_bytes(), number.as_bytes()) {
            return index;
        }
        index += 1;
    }
    panic!("not a known release")
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// `3.4.9`, `3.5–3.9`, `3.4.0–3.4.6, 3.5`: whole release lines by their line, the rest by number.
impl fmt::Display for VersionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let releases = self.component.releases();
        let has = |index: usize| self.bits >> index & 1 == 1;
        let mut index = 0;
        let mut first = true;
        while index < releases.len() {
            if !has(index) {
                index += 1;
                continue;
            }
            let start = index;
            while index < releases.len() && has(index) {
                index += 1;
            }
            let last = index - 1;
            if !first {
                f.write_str(", ")?;
            }
            first = false;
            let line = |at: usize| line_of(self.component, releases[at]);
            let opens = start == 0 || line(start - 1) != line(start);
            let closes = last + 1 == releases.len() || line(last + 1) != line(last);
            let (from, to) = match (opens, closes) {
                _ if start == last && !(opens && closes) => (releases[start], releases[last]),
                (true, true) => (line(start), line(last)),
                (true, false) if line(start) != line(last) => (line(start), releases[last]),
                (false, true) if line(start) != line(last) => (releases[start], line(last)),
                _ => (releases[start], releases[last]),
            };
            if from == to { f.write_str(from)? } else { write!(f, "{from}–{to}")? }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZK: Component = Component::ZooKeeper;

    #[test]
    fn sets_are_bitsets() {
        const SINCE: VersionSet = VersionSet::since(ZK, "3.5.0");
        const RANGE: VersionSet = VersionSet::range(ZK, "3.4.10", "3.4.12");
        assert_eq!(SINCE.oldest().unwrap().number(), "3.5.0");
        assert_eq!(SINCE.newest().unwrap().number(), "3.9.5");
        assert_eq!(RANGE.len(), 3);
        assert!(SINCE.and(RANGE).is_empty());
        assert!(VersionSet::before(ZK, "3.5.0").or(SINCE) == VersionSet::all(ZK));
    }

    #[test]
    fn sets_are_told_by_line_where_the_line_is_whole() {
        assert_eq!(VersionSet::since(ZK, "3.5.0").to_string(), "3.5–3.9");
        assert_eq!(VersionSet::only(ZK, "3.4.9").to_string(), "3.4.9");
        assert_eq!(VersionSet::range(ZK, "3.4.10", "3.5.10").to_string(), "3.4.10–3.5");
        assert_eq!(VersionSet::range(ZK, "3.6.0", "3.6.4").to_string(), "3.6");
        let holes = VersionSet::since(ZK, "3.9.0").or(VersionSet::range(ZK, "3.4.0", "3.4.6"));
        assert_eq!(holes.to_string(), "3.4.0–3.4.6, 3.9");
    }

    #[test]
    fn numbers_are_exact_lines_or_nearest() {
        let parse = |text| VersionSet::parse(Component::Kafka, text).map(|(set, guess)| (set.to_string(), guess));
        assert_eq!(parse("0.9.0.1"), Some(("0.9.0.1".into(), Guess::Exact)));
        assert_eq!(parse("3.7"), Some(("3.7".into(), Guess::Exact)));
        assert_eq!(parse("9.1"), Some(("4.4".into(), Guess::Nearest)));
        assert_eq!(parse("0.7"), None);
        assert_eq!(parse("two"), None);
    }
}
