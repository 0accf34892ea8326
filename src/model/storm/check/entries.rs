//! Validators that look into lists and maps.

use super::{Generation, Verdict, Violation, Wanted, fail, is, list_of, run, simple, wanted};
use crate::model::java::{HASH_MAP, sort_as_hash_map, string_hash};
use crate::model::storm::validator::{Type, Validator};
use crate::syntax::yaml::{Node, Value};

/// `ListEntryCustomValidator`.
pub(super) fn list_entries(entries: &[Validator], field: &str, node: &Node, of: Generation) -> Verdict {
    simple(Type::Iterable, field, node, of)?;
    let name = format!("{field} list entry");
    match &node.value {
        Value::Seq(items) | Value::Set(items) => {
            items.iter().try_for_each(|item| entries.iter().try_for_each(|entry| run(entry, &name, item, of)))
        }
        // A Clojure map is walked by its entries, which are vectors of a key and a value.
        Value::Map(pairs) => pairs.iter().try_for_each(|(key, value)| {
            let pair = Node { value: Value::Seq(vec![key.clone(), value.clone()]), span: node.span, plain: false };
            entries.iter().try_for_each(|entry| run(entry, &name, &pair, of)).map_err(|violation| Violation {
                text: violation.text.replace("class clojure.lang.PersistentVector", "class clojure.lang.MapEntry"),
                ..violation
            })
        }),
        _ => Ok(()),
    }
}

/// `fv` of a key or a value of a map.
fn element(class: Type, parent: &str, field: &str, node: &Node, of: Generation) -> Verdict {
    if node.value == Value::Null && of.null_entries || is(class, &node.value, of) {
        return Ok(());
    }
    let printed = of.runtime.print(&node.value);
    fail(node, wanted(class), format!("{parent}{field} must be a {}. ({printed})", class.name()))
}

/// `mapFv` of two classes.
pub(super) fn map_types(key: Type, value: Type, field: &str, node: &Node, of: Generation) -> Verdict {
    let Value::Map(pairs) = &node.value else {
        return fail(node, Wanted::Map, format!("Field {field} must be a Map"));
    };
    pairs.iter().try_for_each(|(name, entry)| {
        element(key, "Each key of the map ", field, name, of)?;
        element(value, "Each value in the map ", field, entry, of)
    })
}

/// `MapOfStringToMapOfStringToObjectValidator`: null is refused, outside and inside.
pub(super) fn map_of_maps(field: &str, node: &Node, of: Generation) -> Verdict {
    let not_null = |node: &Node| match node.value {
        Value::Null => fail(node, Wanted::Value, format!("Field {field} must not be null")),
        _ => Ok(()),
    };
    not_null(node)?;
    let Value::Map(pairs) = &node.value else {
        return fail(node, Wanted::Map, format!("Field {field} must be a Map"));
    };
    pairs.iter().try_for_each(|(key, inner)| {
        element(Type::String, "Each key of the map ", field, key, of)?;
        not_null(inner)?;
        let Value::Map(entries) = &inner.value else {
            if inner.value == Value::Unknown {
                return Ok(());
            }
            return fail(inner, Wanted::Map, format!("Field {field} must be a Map"));
        };
        entries.iter().try_for_each(|(key, _)| element(Type::String, "Each key of the map ", field, key, of))
    })
}

/// 0.10, `MapOfStringToMapValidator`: text to a map of text to lists of text.
pub(super) fn map_of_list_maps(field: &str, node: &Node, of: Generation) -> Verdict {
    let Value::Map(pairs) = &node.value else {
        return fail(node, Wanted::Map, format!("Field {field} must be a Map"));
    };
    pairs.iter().try_for_each(|(key, inner)| {
        element(Type::String, "Each key of the map ", field, key, of)?;
        lists_by_name(field, inner, of)
    })
}

/// `mapFv(fv(String), listFv(String))`.
fn lists_by_name(field: &str, node: &Node, of: Generation) -> Verdict {
    if node.value == Value::Unknown {
        return Ok(());
    }
    let Value::Map(pairs) = &node.value else {
        return fail(node, Wanted::Map, format!("Field {field} must be a Map"));
    };
    pairs.iter().try_for_each(|(key, list)| {
        element(Type::String, "Each key of the map ", field, key, of)?;
        match list.value {
            Value::Unknown => Ok(()),
            Value::Null if of.null_entries => Ok(()),
            Value::Null => fail(list, Wanted::TextList, format!("Field {field} must be an Iterable but was null")),
            _ => list_of(Type::String, "Each value in the map ", field, list, of),
        }
    })
}

/// `MapEntryCustomValidator`.
pub(super) fn map_entries(
    keys: &[Validator],
    values: &[Validator],
    field: &str,
    node: &Node,
    of: Generation,
) -> Verdict {
    simple(Type::Map, field, node, of)?;
    let (key_name, value_name) = (format!("{field} Map key"), format!("{field} Map value"));
    node.as_map().unwrap_or_default().iter().try_for_each(|(key, value)| {
        keys.iter().try_for_each(|validator| run(validator, &key_name, key, of))?;
        values.iter().try_for_each(|validator| run(validator, &value_name, value, of))
    })
}

/// A map that has to have certain entries.
pub(super) struct Registration<'a>(&'a [(Node, Node)]);

impl Registration<'_> {
    /// The value of an entry.
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        self.0.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value)
    }

    /// An entry that has to be text.
    pub(super) fn text(&self, name: &str, field: &str, of: Generation) -> Verdict {
        self.get(name).map_or(Ok(()), |value| simple(Type::String, field, value, of))
    }
}

/// `MetricRegistryValidator` and its like: a map with certain entries.
pub(super) fn registration<'a>(
    field: &str,
    node: &'a Node,
    entries: &[&'static str],
    of: Generation,
) -> Result<Registration<'a>, Violation> {
    simple(Type::Map, field, node, of)?;
    let registration = Registration(node.as_map().unwrap_or_default());
    // An unknown key may be the missing one.
    let known = !registration.0.iter().any(|(key, _)| key.value == Value::Unknown);
    for &entry in entries.iter().filter(|_| known) {
        if registration.get(entry).is_none() {
            fail(node, Wanted::Entry(entry), format!("Field {field} must have map entry with key: {entry}"))?;
        }
    }
    Ok(registration)
}

/// `MetricReportersValidator`.
pub(super) fn reporters(field: &str, node: &Node, of: Generation) -> Verdict {
    let entry = registration(field, node, &["class"], of)?;
    if of.reporter_daemons {
        let Some(daemons) = entry.get("daemons") else {
            return fail(
                node,
                Wanted::Entry("daemons"),
                format!("Field {field} must have map entry with key: daemons"),
            );
        };
        let Value::Seq(names) = &daemons.value else {
            if daemons.value == Value::Unknown {
                return Ok(());
            }
            return fail(daemons, Wanted::TextList, "Field 'daemons' must be a non-null list.".to_owned());
        };
        let known = |node: &Node| {
            matches!(node.as_str(), Some("nimbus" | "supervisor" | "worker")) || node.value == Value::Unknown
        };
        if let Some(name) = names.iter().find(|name| !known(name)) {
            let text = "Field 'daemons' must contain at least one of the following: \"nimbus\", \"supervisor\", or \
                        \"worker\"";
            return fail(name, Wanted::Word, text.to_owned());
        }
    }
    if let Some(filter) = entry.get("filter") {
        // A cast, not a check: `(Map) o.get("filter")`.
        let Value::Map(pairs) = &filter.value else {
            if filter.value == Value::Unknown {
                return Ok(());
            }
            return fail(filter, Wanted::Map, cast(&filter.value, "java.util.Map", of));
        };
        Registration(pairs).text("class", "class", of)?;
    }
    entry.text("class", field, of)
}

/// What the JVM says of a cast that fails.
pub(super) fn cast(value: &Value, to: &str, of: Generation) -> String {
    if *value == Value::Null {
        return "null".to_owned();
    }
    let from = of.runtime.class(value).trim_start_matches("class ");
    if of.names_modules {
        return format!(
            "class {from} cannot be cast to class {to} ({from} and {to} are in module java.base of loader 'bootstrap')"
        );
    }
    format!("{from} cannot be cast to {to}")
}

/// `ImpersonationAclUserEntryValidator`.
pub(super) fn impersonation(field: &str, node: &Node, of: Generation) -> Verdict {
    lists_by_name(field, node, of)?;
    let entry = Registration(node.as_map().unwrap_or_default());
    for name in ["hosts", "groups"] {
        if !node.has_unknown() && entry.get(name).is_none() {
            let text = format!("{field} should contain Map entry with key: {name}");
            return fail(node, Wanted::Entry(name), text);
        }
    }
    Ok(())
}

/// `ListOfListOfStringValidator`.
pub(super) fn list_of_lists(field: &str, node: &Node) -> Verdict {
    let text = |node: &Node| matches!(node.value, Value::Str(_) | Value::Unknown);
    let good = |item: &Node| item.value == Value::Unknown || item.as_seq().is_some_and(|inner| inner.iter().all(text));
    if node.as_seq().is_some_and(|items| items.iter().all(good)) {
        return Ok(());
    }
    let text = format!("Field {field} must be an Iterable containing only List of List of Strings");
    fail(node, Wanted::ListOfLists, text)
}

/// `CustomIsExactlyOneOfValidators`.
pub(super) fn exactly_one_of(
    classes: &[(&'static str, Validator)],
    field: &str,
    node: &Node,
    of: Generation,
) -> Verdict {
    const PACKAGE: &str = "org.apache.storm.validation.ConfigValidation$";
    let mut passed = Vec::new();
    let mut failed = Vec::new();
    for (name, validator) in classes {
        match run(validator, &format!("{field} {name} value"), node, of) {
            Ok(()) => passed.push(format!("{PACKAGE}{name}")),
            Err(violation) => failed.push((format!("{PACKAGE}{name}"), violation.text)),
        }
    }
    if passed.is_empty() {
        let names: Vec<String> = classes.iter().map(|(name, _)| format!("{PACKAGE}{name}")).collect();
        sort_as_hash_map(&mut failed, HASH_MAP, |(name, _)| string_hash(name));
        let errors: Vec<String> = failed.iter().map(|(name, text)| format!("{name}:{}", thrown(text))).collect();
        let text = format!("Field {field} must be one of {}; parse errors are {}", names.join(", "), errors.join("; "));
        return fail(node, Wanted::Shape, text);
    }
    if passed.len() > 1 {
        sort_as_hash_map(&mut passed, HASH_MAP, |name| string_hash(name));
        return fail(node, Wanted::Shape, format!("Field {field} must match exactly one of {}", passed.join(", ")));
    }
    Ok(())
}

/// The exception that carries a text, as `toString` gives it: the JVM's own of a cast or of null, or the validator's.
fn thrown(text: &str) -> String {
    if text == "null" {
        "java.lang.NullPointerException".to_owned()
    } else if !text.starts_with("Field ") && text.contains(" cannot be cast to ") {
        format!("java.lang.ClassCastException: {text}")
    } else {
        format!("java.lang.IllegalArgumentException: {text}")
    }
}
