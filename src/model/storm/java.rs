//! How the JVM names and prints the values of a storm.yaml.
//!
//! Storm up to 1.x turns what SnakeYAML gives into Clojure structures before it validates them
//! (`util.clj`, `clojurify-structure`); 2.x validates the Java ones. Messages print both.

use super::date;
use crate::syntax::yaml::node::Integer;
use crate::syntax::yaml::{Node, Value};
use std::fmt::Write as _;

/// Whose collections hold the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runtime {
    /// `ArrayList`, `LinkedHashMap`.
    Java,
    /// `PersistentVector`, `PersistentArrayMap`: Storm 0.9.
    Clojure1_5,
    /// Storm 0.10: strings hash otherwise.
    Clojure1_6,
    /// Storm 1.x: objects print otherwise.
    Clojure1_7,
}

/// Values nested deeper than this are cut in messages.
const DEPTH: usize = 32;
/// Messages are cut after about this many bytes.
const LENGTH: usize = 4096;
/// `PersistentArrayMap.HASHTABLE_THRESHOLD` in pairs: larger maps are hash maps.
pub(super) const ARRAY_MAP: usize = 8;

impl Runtime {
    /// Whether the collections are Clojure's.
    pub(super) fn is_clojure(self) -> bool {
        self != Self::Java
    }

    /// `o.getClass()` of a value that isn't null, as it is printed: `class java.lang.Integer`.
    pub(super) fn class(self, value: &Value) -> &'static str {
        match (value, self) {
            (Value::Null | Value::Unknown, _) => "null",
            (Value::Bool(_), _) => "class java.lang.Boolean",
            (Value::Int(Integer::Int(_)), _) => "class java.lang.Integer",
            (Value::Int(Integer::Long(_)), _) => "class java.lang.Long",
            (Value::Int(Integer::Big(_)), _) => "class java.math.BigInteger",
            (Value::Float(_), _) => "class java.lang.Double",
            (Value::Date(_), _) => "class java.util.Date",
            (Value::Binary, _) => "class [B",
            (Value::Str(_), _) => "class java.lang.String",
            (Value::Seq(_), Self::Java) => "class java.util.ArrayList",
            (Value::Pair(_), _) => "class [Ljava.lang.Object;",
            (Value::Seq(_), _) => "class clojure.lang.PersistentVector",
            (Value::Map(_), Self::Java) => "class java.util.LinkedHashMap",
            (Value::Map(pairs), _) if pairs.len() > ARRAY_MAP => "class clojure.lang.PersistentHashMap",
            (Value::Map(_), _) => "class clojure.lang.PersistentArrayMap",
            (Value::Set(_), _) => "class java.util.LinkedHashSet",
        }
    }

    /// `String.valueOf(o)`.
    pub(super) fn print(self, value: &Value) -> String {
        let mut out = String::new();
        self.write(value, false, 0, &mut out);
        out
    }

    /// An entry of a map as `toString` gives it when a map is walked as an `Iterable`.
    pub(super) fn print_entry(self, key: &Node, value: &Node) -> String {
        let mut out = String::new();
        self.write_entry(key, value, 0, &mut out);
        out
    }

    fn write_entry(self, key: &Node, value: &Node, depth: usize, out: &mut String) {
        match self {
            Self::Java => {
                self.write(&key.value, true, depth + 1, out);
                out.push('=');
                self.write(&value.value, true, depth + 1, out);
            }
            _ => {
                out.push('[');
                self.write(&key.value, true, depth + 1, out);
                out.push(' ');
                self.write(&value.value, true, depth + 1, out);
                out.push(']');
            }
        }
    }

    fn write(self, value: &Value, nested: bool, depth: usize, out: &mut String) {
        if depth > DEPTH || out.len() > LENGTH {
            out.push('…');
            return;
        }
        let clojure = self.is_clojure();
        match value {
            Value::Null | Value::Unknown => out.push_str(if clojure && nested { "nil" } else { "null" }),
            Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Int(Integer::Int(number)) => drop(write!(out, "{number}")),
            Value::Int(Integer::Long(number)) => drop(write!(out, "{number}")),
            Value::Int(Integer::Big(digits)) => out.push_str(digits),
            Value::Float(number) => out.push_str(&double(*number)),
            Value::Date(text) if clojure && nested => match date::instant(text) {
                Some(instant) => drop(write!(out, "#inst \"{instant}\"")),
                None => out.push_str(text),
            },
            Value::Date(text) => out.push_str(&date::printed(text).unwrap_or_else(|| text.clone())),
            Value::Binary => self.write_array("[B", "byte[]", nested, out),
            Value::Pair(_) => self.write_array("[Ljava.lang.Object;", "Object[]", nested, out),
            Value::Str(text) if clojure && nested => quote(text, out),
            Value::Str(text) => out.push_str(text),
            // `clojurify-structure` leaves a set as it is: a Java one, which Clojure knows how to print.
            Value::Set(_) if clojure && !nested => Self::Java.write(value, nested, depth, out),
            Value::Seq(items) | Value::Set(items) => {
                let is_set = clojure && matches!(value, Value::Set(_));
                out.push_str(if is_set { "#{" } else { "[" });
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push_str(if clojure { " " } else { ", " });
                    }
                    self.write(&item.value, true, depth + 1, out);
                    if out.len() > LENGTH {
                        break;
                    }
                }
                out.push(if is_set { '}' } else { ']' });
            }
            Value::Map(pairs) => {
                out.push('{');
                for (index, (key, value)) in pairs.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    self.write(&key.value, true, depth + 1, out);
                    out.push(if clojure { ' ' } else { '=' });
                    self.write(&value.value, true, depth + 1, out);
                    if out.len() > LENGTH {
                        break;
                    }
                }
                out.push('}');
            }
        }
    }
}

impl Runtime {
    /// An array: its class, and the place in memory that no file decides. Inside of Clojure's collections its
    /// `print-method` of an object.
    fn write_array(self, class: &str, name: &str, nested: bool, out: &mut String) {
        let _ = match self {
            Self::Clojure1_5 | Self::Clojure1_6 if nested => write!(out, "#<{name} {class}@…>"),
            Self::Clojure1_7 if nested => write!(out, "#object[\"{class}\" 0x… \"{class}@…\"]"),
            _ => write!(out, "{class}@…"),
        };
    }
}

/// A string as Clojure's reader would take it (`RT.print`).
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{c}' => out.push_str("\\f"),
            '\u{8}' => out.push_str("\\b"),
            other => out.push(other),
        }
    }
    out.push('"');
}

/// `Double.toString`.
fn double(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 {
        return if number.is_sign_negative() { "-0.0" } else { "0.0" }.to_owned();
    }
    if (1e-3..1e7).contains(&number.abs()) {
        let text = format!("{number}");
        return if text.contains('.') { text } else { text + ".0" };
    }
    let shortest = format!("{number:e}");
    // At least two digits, the closest ones: 4.9E-324.
    let text = if shortest.contains('.') { shortest } else { format!("{number:.1e}") };
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    format!("{digits}{point}E{exponent}")
}

/// `Number.doubleValue()`, when the value is a number.
pub(super) fn double_value(value: &Value) -> Option<f64> {
    match value {
        Value::Int(Integer::Int(number)) => Some(f64::from(*number)),
        Value::Int(Integer::Long(number)) => Some(*number as f64),
        Value::Int(Integer::Big(digits)) => digits.parse().ok(),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

/// The number as a `long`, when `longValue() == doubleValue()`: a whole number.
pub(super) fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Int(number) => number.to_i64(),
        // `(long) d` saturates, as Rust's cast does.
        Value::Float(number) if *number as i64 as f64 == *number => Some(*number as i64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_print_as_java_prints_them() {
        let cases =
            [(1.0, "1.0"), (1000.0, "1000.0"), (1e7, "1.0E7"), (1.5e-4, "1.5E-4"), (0.05, "0.05"), (-0.0, "-0.0")];
        for (number, text) in cases {
            assert_eq!(double(number), text);
        }
    }
}
