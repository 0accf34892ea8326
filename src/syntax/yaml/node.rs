//! What SafeConstructor makes of a document: values with their Java types and their places.

use crate::source::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its bytes, without trailing blanks or comments.
    pub span: Span,
    /// Whether it is written as a plain (unquoted) scalar.
    pub plain: bool,
}

/// The Java object that SafeConstructor would make.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `java.lang.Boolean`.
    Bool(bool),
    /// `java.lang.Integer`, `Long` or `BigInteger`, by size.
    Int(Integer),
    /// `java.lang.Double`.
    Float(f64),
    /// `java.util.Date`; the text as written.
    Date(String),
    /// `byte[]`.
    Binary,
    /// `java.lang.String`.
    Str(String),
    /// `java.util.ArrayList`.
    Seq(Vec<Node>),
    /// `java.util.LinkedHashMap`, in the order of first insertion, last value of equal keys,
    /// merge keys resolved.
    Map(Vec<(Node, Node)>),
    /// `java.util.LinkedHashSet` (`!!set`).
    Set(Vec<Node>),
    /// `Object[]` of a key and its value: an item of `!!pairs`.
    Pair(Box<(Node, Node)>),
    /// Holds a template placeholder, or stands where the text was mended.
    Unknown,
}

/// A whole number of any size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Integer {
    /// Fits Java's `int`.
    Int(i32),
    /// Fits Java's `long`.
    Long(i64),
    /// Larger: decimal digits, with a sign.
    Big(String),
}

impl Integer {
    /// As a machine number, where it fits.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(i64::from(*number)),
            Self::Long(number) => Some(*number),
            Self::Big(_) => None,
        }
    }
}

impl Node {
    /// The string, when it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, when it is one that fits 64 bits.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.value {
            Value::Int(number) => number.to_i64(),
            _ => None,
        }
    }

    /// The items, when it is a list.
    pub fn as_seq(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Seq(items) => Some(items),
            _ => None,
        }
    }

    /// Key and value nodes, when it is a map.
    pub fn as_map(&self) -> Option<&[(Self, Self)]> {
        match &self.value {
            Value::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// Whether it, or anything below it, is unknown.
    pub fn has_unknown(&self) -> bool {
        match &self.value {
            Value::Unknown => true,
            Value::Seq(items) | Value::Set(items) => items.iter().any(Self::has_unknown),
            Value::Map(pairs) => pairs.iter().any(|(key, value)| key.has_unknown() || value.has_unknown()),
            Value::Pair(pair) => pair.0.has_unknown() || pair.1.has_unknown(),
            _ => false,
        }
    }
}
