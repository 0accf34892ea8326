//! What each validator says of a value, word for word.
//!
//! From 1.0: `org.apache.storm.validation.ConfigValidation` and `ConfigValidationUtils`; before:
//! `backtype.storm.ConfigValidation` and `config.clj` (`get-FieldValidator`).

mod constraints;
mod entries;

use super::java::{Runtime, double_value, whole};
use super::validator::{Type, Validator};
use crate::model::java::{HASH_MAP, sort_as_hash_map, string_hash};
use crate::source::Span;
use crate::syntax::yaml::{Node, Value};

/// Which generation of the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Generation {
    /// Java or Clojure collections.
    pub(super) runtime: Runtime,
    /// 0.9: `must be an Iterable of …`; later `must be an Iterable but was …`.
    pub(super) iterable_of: bool,
    /// From 1.0 on: null passes as an entry of a list or a map (`fv(cls, notNull)`).
    pub(super) null_entries: bool,
    /// 1.2–2.2: metrics reporters must name their daemons.
    pub(super) reporter_daemons: bool,
    /// 2.6 and later need Java 11, which names modules when a cast fails.
    pub(super) names_modules: bool,
}

/// What a value should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Something, not null.
    Value,
    /// Text.
    Text,
    /// true or false.
    Boolean,
    /// A number.
    Number,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// A number above zero.
    Positive,
    /// A number not below zero.
    NotNegative,
    /// A power of two.
    PowerOf2,
    /// One of a few words.
    Word,
    /// A list.
    List,
    /// A list of texts.
    TextList,
    /// Text or a list of texts.
    TextOrList,
    /// A list of lists of texts.
    ListOfLists,
    /// A map.
    Map,
    /// A map with this entry.
    Entry(&'static str),
    /// Nothing twice.
    Unique,
    /// The name of a class that can be loaded.
    Class,
    /// Another shape, told by the server's text.
    Shape,
}

/// A value that a validator throws out.
#[derive(Clone, Debug)]
pub(super) struct Violation {
    /// The exception's message.
    pub(super) text: String,
    /// The guilty value: the whole one or a part of it.
    pub(super) span: Span,
    /// What it should have been.
    pub(super) wanted: Wanted,
}

/// What a validator answers.
pub(super) type Verdict = Result<(), Violation>;

/// Throws.
pub(super) fn fail(node: &Node, wanted: Wanted, text: String) -> Verdict {
    Err(Violation { text, span: node.span, wanted })
}

/// Runs one validator on the value of a field.
pub(super) fn run(validator: &Validator, field: &str, node: &Node, of: Generation) -> Verdict {
    let value = &node.value;
    match validator {
        // Nothing is known of a placeholder's value.
        _ if *value == Value::Unknown => Ok(()),
        Validator::NotNull if *value == Value::Null => {
            fail(node, Wanted::Value, format!("Field {field}cannot be null! Actual value: null"))
        }
        Validator::PacemakerAuth => pacemaker_auth(field, node),
        Validator::OneOf(words) => one_of(words, field, node, of),
        Validator::MapOfMaps => entries::map_of_maps(field, node, of),
        // Every other validator takes null.
        _ if *value == Value::Null => Ok(()),
        Validator::NotNull => Ok(()),
        Validator::Simple(class) => simple(*class, field, node, of),
        Validator::Integer => integer(field, node),
        Validator::Long if whole(value).is_some() => Ok(()),
        Validator::Long => fail(node, Wanted::Long, format!("Field {field} must be an Long within type range.")),
        Validator::Positive(zero) => positive(*zero, field, node),
        Validator::PowerOf2 if whole(value).is_some_and(|number| number > 0 && number & (number - 1) == 0) => Ok(()),
        Validator::PowerOf2 => fail(node, Wanted::PowerOf2, format!("Field {field} must be a power of 2.")),
        Validator::StringList => list_of(Type::String, "null", field, node, of),
        Validator::StringOrStringList if matches!(value, Value::Str(_)) => Ok(()),
        Validator::StringOrStringList => {
            list_of(Type::String, "null", field, node, of).map_err(|violation| match violation.wanted {
                Wanted::TextList => Violation { wanted: Wanted::TextOrList, ..violation },
                _ => violation,
            })
        }
        Validator::NoDuplicates => no_duplicates(field, node, of),
        Validator::KryoReg => kryo(field, node, of),
        Validator::ListEntries(entries) => entries::list_entries(entries, field, node, of),
        Validator::MapTypes(key, entry) => entries::map_types(*key, *entry, field, node, of),
        Validator::MapEntries(keys, entries) => entries::map_entries(keys, entries, field, node, of),
        // Whether a class can be loaded is the class path's matter: told apart from validation.
        Validator::Implements(_) => simple(Type::String, field, node, of),
        Validator::ExactlyOneOf(_) | Validator::RasConstraints | Validator::Numa if node.has_unknown() => Ok(()),
        Validator::ExactlyOneOf(classes) => entries::exactly_one_of(classes, field, node, of),
        Validator::MetricRegistry => {
            let entry = entries::registration(field, node, &["class", "parallelism.hint"], of)?;
            entry.text("class", field, of)?;
            entry.get("parallelism.hint").map_or(Ok(()), |hint| null_or(hint, |hint| integer(field, hint)))
        }
        Validator::ClusterMetricRegistry => {
            entries::registration(field, node, &["class"], of)?.text("class", field, of)
        }
        Validator::EventLogger => {
            let entry = entries::registration(field, node, &["class"], of)?;
            entry.text("class", field, of)?;
            entry.get("arguments").map_or(Ok(()), |arguments| simple(Type::Map, field, arguments, of))
        }
        Validator::MetricReporters => entries::reporters(field, node, of),
        Validator::ImpersonationAcl => entries::impersonation(field, node, of),
        Validator::ResourcePool => {
            let entry = entries::registration(field, node, &["cpu", "memory"], of)?;
            for name in ["cpu", "memory"] {
                entry.get(name).map_or(Ok(()), |amount| simple(Type::Number, field, amount, of))?;
            }
            Ok(())
        }
        Validator::ListOfLists => entries::list_of_lists(field, node),
        Validator::RasConstraints => constraints::ras(field, node, of),
        Validator::Numa => constraints::numa(node, of),
        Validator::Instance(class) => instance(*class, field, node, of),
        Validator::ListOf(class) => list_of(*class, "null", field, node, of),
        Validator::Integers => integers(field, node),
        Validator::Double if double_value(value).is_some() => Ok(()),
        Validator::Double => fail(node, Wanted::Number, format!("Field {field} must be an Double.")),
        Validator::PositiveInteger if whole(value).is_some_and(|number| number > 0) => Ok(()),
        Validator::PositiveInteger => {
            fail(node, Wanted::Positive, format!("Field {field} must be a positive integer."))
        }
        Validator::StringOrStrings if matches!(value, Value::Str(_)) => Ok(()),
        Validator::StringOrStrings => list_of(Type::String, "null", field, node, of),
        Validator::MapOfNumbers => entries::map_types(Type::String, Type::Number, field, node, of),
        Validator::MapOfListMaps => entries::map_of_list_maps(field, node, of),
    }
}

/// `Class.isInstance`.
pub(super) fn is(class: Type, value: &Value, of: Generation) -> bool {
    match class {
        _ if *value == Value::Unknown => true,
        Type::String => matches!(value, Value::Str(_)),
        Type::Number => double_value(value).is_some(),
        Type::Boolean => matches!(value, Value::Bool(_)),
        Type::Map => matches!(value, Value::Map(_)),
        // A Clojure map is an Iterable of its entries.
        Type::Iterable => {
            matches!(value, Value::Seq(_) | Value::Set(_)) || of.runtime.is_clojure() && matches!(value, Value::Map(_))
        }
        Type::Object => *value != Value::Null,
    }
}

fn wanted(class: Type) -> Wanted {
    match class {
        Type::String => Wanted::Text,
        Type::Number => Wanted::Number,
        Type::Boolean => Wanted::Boolean,
        Type::Map => Wanted::Map,
        Type::Iterable => Wanted::List,
        Type::Object => Wanted::Value,
    }
}

/// Runs `check` unless the value is null.
fn null_or(node: &Node, check: impl FnOnce(&Node) -> Verdict) -> Verdict {
    if matches!(node.value, Value::Null | Value::Unknown) { Ok(()) } else { check(node) }
}

/// `SimpleTypeValidator.validateField`.
pub(super) fn simple(class: Type, field: &str, node: &Node, of: Generation) -> Verdict {
    if node.value == Value::Null || is(class, &node.value, of) {
        return Ok(());
    }
    let (printed, actual) = (of.runtime.print(&node.value), of.runtime.class(&node.value));
    let text = format!("Field {field} must be of type {}. Object: {printed} actual type: {actual}", class.printed());
    fail(node, wanted(class), text)
}

/// The validator that `config.clj` makes of a class.
fn instance(class: Type, field: &str, node: &Node, of: Generation) -> Verdict {
    if is(class, &node.value, of) {
        return Ok(());
    }
    let printed = of.runtime.print(&node.value);
    fail(node, wanted(class), format!("field {field} '{printed}' must be a '{}'", class.name()))
}

fn one_of(words: &[&str], field: &str, node: &Node, of: Generation) -> Verdict {
    simple(Type::String, field, node, of)?;
    if node.as_str().is_some_and(|text| words.contains(&text)) {
        return Ok(());
    }
    // A HashSet prints its elements by their hashes.
    let mut accepted = words.to_vec();
    sort_as_hash_map(&mut accepted, HASH_MAP, |word| string_hash(word));
    let (printed, accepted) = (of.runtime.print(&node.value), accepted.join(", "));
    let text = format!("Field {field} is not an accepted value. Value: {printed} Accepted values: [{accepted}]");
    fail(node, Wanted::Word, text)
}

pub(super) fn integer(field: &str, node: &Node) -> Verdict {
    if whole(&node.value).is_some_and(|number| i32::try_from(number).is_ok()) {
        return Ok(());
    }
    fail(node, Wanted::Integer, format!("Field {field} must be an Integer within type range."))
}

fn positive(zero: bool, field: &str, node: &Node) -> Verdict {
    let good = double_value(&node.value).is_some_and(|number| number > 0.0 || zero && number >= 0.0);
    if good {
        return Ok(());
    }
    let wanted = if zero { Wanted::NotNegative } else { Wanted::Positive };
    fail(node, wanted, format!("Field {field} must be a Positive Number"))
}

/// The nodes that a `for` over an `Iterable` visits; a Clojure map's entries aren't nodes: `Err`
/// with the first of them, printed.
fn iterate(node: &Node, of: Generation) -> Option<Result<&[Node], Option<String>>> {
    match &node.value {
        Value::Seq(items) | Value::Set(items) => Some(Ok(items)),
        Value::Map(pairs) if of.runtime.is_clojure() => {
            Some(Err(pairs.first().map(|(key, value)| of.runtime.print_entry(key, value))))
        }
        _ => None,
    }
}

/// `listFv`, or `FieldListValidatorFactory` of 0.9. `parent` is what wraps it; `null` for nothing.
pub(super) fn list_of(class: Type, parent: &str, field: &str, node: &Node, of: Generation) -> Verdict {
    let element = |printed: &str| {
        let name = class.name();
        if of.iterable_of {
            format!("Each element of the list {field} must be a {name}.")
        } else {
            format!("{parent}Each element of the list {field} must be a {name}. ({printed})")
        }
    };
    let list = if class == Type::String { Wanted::TextList } else { Wanted::List };
    match iterate(node, of) {
        Some(Ok(items)) => {
            for item in items {
                if item.value == Value::Null && of.null_entries || is(class, &item.value, of) {
                    continue;
                }
                return fail(item, wanted(class), element(&of.runtime.print(&item.value)));
            }
            Ok(())
        }
        Some(Err(None)) => Ok(()),
        Some(Err(Some(entry))) => fail(node, list, element(&entry)),
        None if of.iterable_of => fail(node, list, format!("Field {field} must be an Iterable of {}", class.name())),
        None => {
            let actual = of.runtime.class(&node.value);
            fail(node, list, format!("Field {field} must be an Iterable but was a {actual}"))
        }
    }
}

/// Up to 0.10: passes everything that isn't a list; a Clojure map is one, of its entries.
fn integers(field: &str, node: &Node) -> Verdict {
    let wrong = |item: &&Node| {
        item.value != Value::Unknown && whole(&item.value).is_none_or(|number| i32::try_from(number).is_err())
    };
    let guilty = match &node.value {
        Value::Seq(items) | Value::Set(items) => items.iter().find(wrong),
        Value::Map(pairs) => (!pairs.is_empty()).then_some(node),
        _ => None,
    };
    match guilty {
        None => Ok(()),
        Some(item) => {
            let text = format!("Each element of the list {field} must be an Integer within type range.");
            fail(item, Wanted::Integer, text)
        }
    }
}

fn no_duplicates(field: &str, node: &Node, of: Generation) -> Verdict {
    simple(Type::Iterable, field, node, of)?;
    let (Value::Seq(items) | Value::Set(items)) = &node.value else { return Ok(()) };
    let mut seen = std::collections::HashSet::with_capacity(items.len());
    // An array equals itself alone.
    let compared = |item: &&Node| !matches!(item.value, Value::Unknown | Value::Binary | Value::Pair(_));
    for item in items.iter().filter(compared) {
        // Java's equality: 6700, 6700L and 6700.0 are three things.
        let printed = of.runtime.print(&item.value);
        if !seen.insert((of.runtime.class(&item.value), printed.clone())) {
            let text = format!("{field} should contain no duplicate elements. Duplicated element: {printed}");
            return fail(item, Wanted::Unique, text);
        }
    }
    Ok(())
}

fn kryo(field: &str, node: &Node, of: Generation) -> Verdict {
    let element = format!("Each element of the list {field} must be a String or a Map of Strings");
    match &node.value {
        Value::Seq(items) | Value::Set(items) => {
            let text = |node: &Node| matches!(node.value, Value::Str(_) | Value::Unknown);
            let good = |item: &Node| match &item.value {
                Value::Map(pairs) => pairs.iter().all(|(key, value)| text(key) && text(value)),
                _ => text(item),
            };
            match items.iter().find(|item| !good(item)) {
                None => Ok(()),
                Some(item) => fail(item, Wanted::Shape, element),
            }
        }
        // The entries of a Clojure map are neither strings nor maps; an empty map has none.
        Value::Map(pairs) if of.runtime.is_clojure() => {
            if pairs.is_empty() {
                Ok(())
            } else {
                fail(node, Wanted::Shape, element)
            }
        }
        _ => fail(
            node,
            Wanted::List,
            format!("Field {field} must be an Iterable containing only Strings or Maps of Strings"),
        ),
    }
}

fn pacemaker_auth(field: &str, node: &Node) -> Verdict {
    match &node.value {
        Value::Null => fail(node, Wanted::Value, format!("Field {field} must be set.")),
        Value::Str(text) if matches!(text.as_str(), "NONE" | "DIGEST" | "KERBEROS") => Ok(()),
        _ => {
            let text = format!("Field {field} must be one of \"NONE\", \"DIGEST\", or \"KERBEROS\"");
            fail(node, Wanted::Word, text)
        }
    }
}
