//! The validators of scheduling constraints and NUMA zones.

use super::entries::cast;
use super::{Generation, Verdict, Wanted, fail};
use crate::model::java::parse_int;
use crate::syntax::yaml::{Node, Value};
use std::collections::HashSet;

const CO_LOCATION: &str = "maxNodeCoLocationCnt";
const INCOMPATIBLE: &str = "incompatibleComponents";

/// `RasConstraintsTypeValidator`.
pub(super) fn ras(field: &str, node: &Node, of: Generation) -> Verdict {
    let Value::Map(components) = &node.value else {
        let text = format!("Field {field} must be an Iterable containing only Map of Maps");
        return fail(node, Wanted::Map, text);
    };
    let all = of.runtime.print(&node.value);
    for (component, constraints) in components {
        let name = match &component.value {
            Value::Str(name) => name.as_str(),
            // Null passes the cast to a string.
            Value::Null => "null",
            other => return fail(component, Wanted::Text, cast(other, "java.lang.String", of)),
        };
        let Value::Map(constraints) = &constraints.value else {
            let text = format!(
                "Field {field}, component {name}, expecting constraints Map with keys [\"{CO_LOCATION}\", \
                 \"{INCOMPATIBLE}\"], in \"{all}\""
            );
            return fail(constraints, Wanted::Map, text);
        };
        for (kind, value) in constraints {
            ras_constraint(field, name, kind, value, &all, of)?;
        }
    }
    Ok(())
}

fn ras_constraint(field: &str, name: &str, kind: &Node, value: &Node, all: &str, of: Generation) -> Verdict {
    let printed = of.runtime.print(&value.value);
    match kind.as_str() {
        // `Integer.parseInt("" + o)`.
        Some(CO_LOCATION) if parse_int(&printed).is_some() => Ok(()),
        Some(CO_LOCATION) => {
            let text = format!(
                "Field {field}, component {name}, constraint {CO_LOCATION} should be a number, not \"{printed}\""
            );
            fail(value, Wanted::Integer, text)
        }
        Some(INCOMPATIBLE) => {
            let Some(items) = value.as_seq() else { return Ok(()) };
            match items.iter().find(|item| item.as_str().is_none()) {
                None => Ok(()),
                Some(item) => {
                    let class = of.runtime.class(&value.value).trim_start_matches("class ");
                    let other = of.runtime.print(&item.value);
                    let text = format!(
                        "Field {field}, component {name}, constraintType \"{INCOMPATIBLE}\", expecting incompatible \
                         component-name, found instance of class \"{class}\" value \"{other}\""
                    );
                    fail(item, Wanted::Text, text)
                }
            }
        }
        Some(other) => {
            let text = format!(
                "Field {field}, component {name}, has unsupported constraintType \"{other}\", expecting one of \
                 [\"{CO_LOCATION}\", \"{INCOMPATIBLE}\"], in \"{all}\""
            );
            fail(kind, Wanted::Word, text)
        }
        None => fail(kind, Wanted::Text, cast(&kind.value, "java.lang.String", of)),
    }
}

/// `DaemonConfigValidation.NumaEntryValidator`.
pub(super) fn numa(node: &Node, of: Generation) -> Verdict {
    let Value::Map(pairs) = &node.value else {
        return fail(node, Wanted::Map, cast(&node.value, "java.util.Map", of));
    };
    let get = |name: &str| pairs.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value);
    for name in ["numa.cores", "numa.memory.mb", "numa.ports"] {
        if get(name).is_none() {
            return fail(node, Wanted::Entry(name), format!("The numa configuration key [{name}] is missing!"));
        }
    }
    let Some(cores) = get("numa.cores") else { return Ok(()) };
    let Value::Seq(items) = &cores.value else {
        return fail(cores, Wanted::List, cast(&cores.value, "java.util.List", of));
    };
    let mut seen = HashSet::new();
    for item in items.iter().filter(|item| !matches!(item.value, Value::Binary | Value::Pair(_))) {
        if !seen.insert((of.runtime.class(&item.value), of.runtime.print(&item.value))) {
            return fail(item, Wanted::Unique, "Duplicate cores in NUMA config".to_owned());
        }
    }
    match get("numa.generic.resources.map") {
        Some(resources) if !matches!(resources.value, Value::Map(_) | Value::Null) => {
            fail(resources, Wanted::Map, "Invalid generic resources in NUMA config".to_owned())
        }
        _ => Ok(()),
    }
}
