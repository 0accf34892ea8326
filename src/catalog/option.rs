//! One option through the versions.

use super::{Component, VersionSet};

/// An option of a component.
#[derive(Debug)]
pub struct OptionSpec {
    /// Its key.
    pub name: &'static str,
    /// Whose.
    pub component: Component,
    /// Stretches of versions in which it is the same, oldest first; together the versions that know
    /// it. One without a version stands for a release that isn't known yet.
    pub eras: &'static [Era],
    /// The versions that know it and call it deprecated.
    pub deprecated: VersionSet,
    /// The versions in which it is not for users: defined, not documented.
    pub internal: VersionSet,
    /// What to write instead, where it is deprecated or removed.
    pub replaced_by: Option<&'static str>,
    /// Its value is a secret.
    pub secret: bool,
    /// It is read without any check of its type (Storm keys that no `Config` class declares).
    pub unvalidated: bool,
    /// For a Storm option, `Config.NAME`: the Java field that messages name.
    pub field: Option<&'static str>,
    /// Where it has an effect.
    pub mode: Mode,
    /// Who reads it, when it isn't the component's own code: a plug-in, a script, a fork.
    pub reader: Option<&'static str>,
    /// For a ZooKeeper option, the Java system property of the same effect.
    pub property: Option<&'static str>,
}

/// An option in the versions in which it is the same.
#[derive(Debug)]
pub struct Era {
    /// These versions.
    pub versions: VersionSet,
    /// The type.
    pub kind: Kind,
    /// The default as the source writes it; `None`: none (required, or absent means absent).
    pub default: Option<&'static str>,
    /// It must be written: the server refuses to start without it.
    pub required: bool,
    /// What values are allowed, as the source's validator says it: `[0,...]`, `[a, b]`; empty: any.
    pub valid: &'static str,
    /// Whether it can be changed while the server runs.
    pub update: Update,
}

/// The type of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// true or false.
    Boolean,
    /// 16 bits.
    Short,
    /// 32 bits.
    Int,
    /// 64 bits.
    Long,
    /// A floating-point number.
    Double,
    /// Any number (Storm).
    Number,
    /// Text.
    String,
    /// Text that is a secret.
    Password,
    /// A Java class.
    Class,
    /// A list: comma-separated (Kafka), a YAML list (Storm).
    List,
    /// Text or a list of texts (Storm).
    StringOrList,
    /// A map (Storm).
    Map,
    /// Anything.
    Any,
}

impl Kind {
    /// The word for people and machines, as the catalogue writes it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Short => "short",
            Self::Int => "int",
            Self::Long => "long",
            Self::Double => "double",
            Self::Number => "number",
            Self::String => "string",
            Self::Password => "password",
            Self::Class => "class",
            Self::List => "list",
            Self::StringOrList => "string-or-list",
            Self::Map => "map",
            Self::Any => "any",
        }
    }
}

/// Whether an option can be changed while the server runs (Kafka's dynamic configuration).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Update {
    /// Only by a restart.
    ReadOnly,
    /// For each broker.
    PerBroker,
    /// For each broker, or for all at once.
    ClusterWide,
    /// In one of these ways; which one isn't known.
    Dynamic,
}

impl Update {
    /// The word as the catalogue writes it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ReadOnly => "read-only",
            Self::PerBroker => "per-broker",
            Self::ClusterWide => "cluster-wide",
            Self::Dynamic => "dynamic",
        }
    }
}

/// Where an option has an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Wherever it is written.
    Any,
    /// Kafka with `process.roles` only.
    KRaft,
    /// Kafka with `zookeeper.connect` only.
    ZooKeeper,
    /// Only as `-D…` on the JVM's command line: in the file it does nothing.
    CommandLine,
}

/// A family of keys that are legal though no single one is defined.
#[derive(Debug)]
pub struct Prefix {
    /// How they start.
    pub prefix: &'static str,
    /// The versions in which they mean something.
    pub versions: VersionSet,
    /// Who reads them.
    pub reader: &'static str,
}

impl OptionSpec {
    /// The versions that know it; none when it comes only after the newest known release.
    pub fn known(&self) -> VersionSet {
        self.eras.iter().fold(VersionSet::none(self.component), |all, era| all.or(era.versions))
    }

    /// As the newest of `versions` that knows it has it.
    pub fn era(&self, versions: VersionSet) -> Option<&'static Era> {
        let newest = versions.newest()?;
        // Nearly always the newest one knows it.
        if let Some(era) = self.eras.iter().find(|era| era.versions.contains(newest)) {
            return Some(era);
        }
        self.eras
            .iter()
            .filter(|era| era.versions.meets(versions))
            .max_by_key(|era| era.versions.and(versions).newest())
    }
}
