//! What one server hears: its files, read with the eyes of the versions in question.
//!
//! A model holds the settings that were made (sparse: defaults come from the catalogue) and the
//! [`Refusal`]s: what makes which version refuse, in the server's own words. It sees the files of
//! one node and nothing else.

mod java;
pub mod kafka;
mod refusal;
pub mod storm;
pub mod zookeeper;

pub use refusal::{Fault, Refusal};

use crate::source::{Source, Span, Spanned};

/// One option as a server hears it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Setting<T> {
    /// Not written: the default counts.
    #[default]
    Absent,
    /// Written.
    Set(Spanned<T>),
    /// Written with a placeholder, or broken in a way that another finding tells: nothing may be
    /// concluded from it.
    Unknown(Span),
}

impl<T> Setting<T> {
    /// The value, where it is known.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(spanned) => Some(&spanned.value),
            _ => None,
        }
    }

    /// Where it is written.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Absent => None,
            Self::Set(spanned) => Some(spanned.span),
            Self::Unknown(span) => Some(*span),
        }
    }

    /// Whether nothing is written.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// One use of a key in a file, in file order; what the rules about keys work on.
#[derive(Clone, Debug)]
pub struct KeyUse {
    /// The key as the server hears it.
    pub name: String,
    /// Where the key stands.
    pub span: Span,
    /// The value as the server hears it; for a YAML collection, its text in the file.
    pub value: String,
    /// Where the value stands (empty span behind the separator when there is none).
    pub value_span: Span,
    /// A later use of the same key in the file wins over this one.
    pub overridden: bool,
    /// Key or value holds a placeholder.
    pub unknown: bool,
}

/// Another file of the same node, as far as it can be seen.
#[derive(Clone, Copy, Debug, Default)]
pub enum Companion<'a> {
    /// Nothing is known of the place where it would lie.
    #[default]
    OutOfSight,
    /// The place is visible, and there is no such file.
    Missing,
    /// A directory lies there.
    Directory,
    /// It lies there and could not be read.
    Unreadable,
    /// It was read.
    File(&'a Source),
}

/// Whether a class has a name that documentation uses for examples (`com.example.`, `org.example.`): no
/// distribution and no plug-in brings it, so it is missing on every class path.
fn is_example_class(name: &str) -> bool {
    name.starts_with("com.example.") || name.starts_with("org.example.")
}
