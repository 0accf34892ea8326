//! One option through the versions.

use super::{Component, VersionSet};

/// An option of a component.
#[derive(Debug)]
pub struct OptionSpec {
    /// Its key.
    pub name: &'static str,
    /// Whose.
    pub component: Component,
    /// Stretches of versions in which it is the same; together the versions that know it.
    pub eras: &'static [Era],
    /// The versions that know it and call it deprecated.
    pub deprecated: VersionSet,
    /// What to write instead, where it is deprecated or removed.
    pub replaced_by: Option<&'static str>,
    /// Its value is a secret.
    pub secret: bool,
    /// Not for users: defined, not documented.
    pub internal: bool,
    /// For a Storm option, `Config.NAME`: the Java field that messages name.
    pub field: Option<&'static str>,
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
    /// What values are allowed, as the source's validator says it: `[0,...]`, `[a, b]`; empty: any.
    pub valid: &'static str,
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
    /// A map (Storm).
    Map,
    /// Anything.
    Any,
}

impl OptionSpec {
    /// The versions that know it.
    pub fn known(&self) -> VersionSet {
        self.eras.iter().fold(VersionSet::none(self.component), |all, era| all.or(era.versions))
    }

    /// As the newest of `versions` that knows it has it.
    pub fn era(&self, versions: VersionSet) -> Option<&'static Era> {
        self.eras
            .iter()
            .filter(|era| era.versions.meets(versions))
            .max_by_key(|era| era.versions.and(versions).newest())
    }
}
