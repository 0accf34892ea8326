//! Storm's validators as the catalogue names them: annotations of `Config.java` from 1.0
//! (`ConfigValidationAnnotations`), classes and `FieldValidator`s before.

use crate::catalog::{self, Component};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The types that annotations name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// `java.lang.String`.
    String,
    /// `java.lang.Number`.
    Number,
    /// `java.lang.Boolean`.
    Boolean,
    /// `java.util.Map`.
    Map,
    /// `java.lang.Iterable`.
    Iterable,
    /// `java.lang.Object`.
    Object,
}

impl Type {
    /// `Class.getName()`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::String => "java.lang.String",
            Self::Number => "java.lang.Number",
            Self::Boolean => "java.lang.Boolean",
            Self::Map => "java.util.Map",
            Self::Iterable => "java.lang.Iterable",
            Self::Object => "java.lang.Object",
        }
    }

    /// `Class.toString()`.
    pub(super) fn printed(self) -> String {
        let kind = if matches!(self, Self::Map | Self::Iterable) { "interface" } else { "class" };
        format!("{kind} {}", self.name())
    }

    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "String" => Self::String,
            "Number" => Self::Number,
            "Boolean" => Self::Boolean,
            "Map" => Self::Map,
            "Object" => Self::Object,
            _ => return None,
        })
    }
}

/// One validator of one option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Validator {
    /// `SimpleTypeValidator`: `IsType`, `IsString`, `IsNumber`, `IsBoolean`.
    Simple(Type),
    /// `IsString(acceptedValues=…)`.
    OneOf(Vec<&'static str>),
    /// `IsInteger`.
    Integer,
    /// `IsLong`.
    Long,
    /// `IsPositiveNumber`, and whether zero counts.
    Positive(bool),
    /// `IsPowerOf2`.
    PowerOf2,
    /// `NotNull`, and `Password`, which uses the same validator.
    NotNull,
    /// `IsStringList`.
    StringList,
    /// `IsStringOrStringList`.
    StringOrStringList,
    /// `IsNoDuplicateInList`.
    NoDuplicates,
    /// `IsKryoReg`.
    KryoReg,
    /// `IsListEntryCustom`.
    ListEntries(Vec<Self>),
    /// `IsMapEntryType`.
    MapTypes(Type, Type),
    /// `IsMapEntryCustom`.
    MapEntries(Vec<Self>, Vec<Self>),
    /// `IsImplementationOfClass`.
    Implements(&'static str),
    /// `IsExactlyOneOf`, with the classes' names.
    ExactlyOneOf(Vec<(&'static str, Self)>),
    /// `MetricRegistryValidator`.
    MetricRegistry,
    /// `ClusterMetricRegistryValidator`.
    ClusterMetricRegistry,
    /// `EventLoggerRegistryValidator`.
    EventLogger,
    /// `MetricReportersValidator`.
    MetricReporters,
    /// `ImpersonationAclUserEntryValidator`.
    ImpersonationAcl,
    /// `UserResourcePoolEntryValidator`.
    ResourcePool,
    /// `MapOfStringToMapOfStringToObjectValidator`.
    MapOfMaps,
    /// `PacemakerAuthTypeValidator`.
    PacemakerAuth,
    /// `ListOfListOfStringValidator`.
    ListOfLists,
    /// `RasConstraintsTypeValidator`.
    RasConstraints,
    /// `DaemonConfigValidation.NumaEntryValidator`.
    Numa,
    /// Up to 0.10, a class: `config.clj`, `get-FieldValidator`.
    Instance(Type),
    /// Up to 0.10, `StringsValidator`, `NumbersValidator`, `MapsValidator`.
    ListOf(Type),
    /// Up to 0.10, `IntegersValidator`.
    Integers,
    /// Up to 0.10, `DoubleValidator`.
    Double,
    /// 0.10, `PositiveIntegerValidator`.
    PositiveInteger,
    /// Up to 0.10, `StringOrStringListValidator`.
    StringOrStrings,
    /// 0.10, `MapOfStringToNumberValidator`.
    MapOfNumbers,
    /// 0.10, `MapOfStringToMapValidator`.
    MapOfListMaps,
}

/// The validators of an option in the order in which Storm runs them, from a table of all that the
/// catalogue names.
pub(super) fn of(valid: &'static str) -> &'static [Validator] {
    static KNOWN: LazyLock<HashMap<&'static str, Vec<Validator>>> = LazyLock::new(|| {
        let eras = catalog::options(Component::Storm).iter().flat_map(|option| option.eras);
        let mut known = HashMap::new();
        for era in eras {
            known.entry(era.valid).or_insert_with(|| parse(era.valid));
        }
        known
    });
    KNOWN.get(valid).map_or(&[], Vec::as_slice)
}

/// Names that aren't known are left out: what can't be judged is accepted.
fn parse(valid: &'static str) -> Vec<Validator> {
    split(valid, ';').into_iter().filter_map(one).collect()
}

fn one(text: &'static str) -> Option<Validator> {
    let (name, arguments) = match text.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')').unwrap_or(rest)),
        None => (text, ""),
    };
    let argument = |wanted: &str| {
        split(arguments, ',').into_iter().find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            (key == wanted).then_some(value)
        })
    };
    // 1.x spells the annotations with a small letter: `isString`.
    let annotation = name.strip_prefix("is").or_else(|| name.strip_prefix("Is")).unwrap_or(name);
    Some(match annotation {
        "String" if name == "String" => Validator::Instance(Type::String),
        "Number" if name == "Number" => Validator::Instance(Type::Number),
        "Boolean" if name == "Boolean" => Validator::Instance(Type::Boolean),
        "Map" if name == "Map" => Validator::Instance(Type::Map),
        "String" => match argument("acceptedValues") {
            Some(values) => Validator::OneOf(list(values).into_iter().map(|value| value.trim_matches('"')).collect()),
            None => Validator::Simple(Type::String),
        },
        "Number" => Validator::Simple(Type::Number),
        "Boolean" => Validator::Simple(Type::Boolean),
        "Type" => Validator::Simple(Type::parse(argument("type")?)?),
        "Integer" => Validator::Integer,
        "Long" => Validator::Long,
        "PositiveNumber" => Validator::Positive(argument("includeZero") == Some("true")),
        "PowerOf2" | "PowerOf2Validator" => Validator::PowerOf2,
        "NotNull" | "Password" => Validator::NotNull,
        "StringList" => Validator::StringList,
        "StringOrStringList" => Validator::StringOrStringList,
        "NoDuplicateInList" => Validator::NoDuplicates,
        "KryoReg" | "KryoRegValidator" => Validator::KryoReg,
        "ListEntryCustom" => Validator::ListEntries(classes(argument("entryValidatorClasses")?)),
        "MapEntryType" => Validator::MapTypes(Type::parse(argument("keyType")?)?, Type::parse(argument("valueType")?)?),
        "MapEntryCustom" => Validator::MapEntries(
            classes(argument("keyValidatorClasses")?),
            classes(argument("valueValidatorClasses")?),
        ),
        "ImplementationOfClass" => Validator::Implements(argument("implementsClass")?),
        "CustomValidator" => class(argument("validatorClass")?)?,
        "ExactlyOneOf" => Validator::ExactlyOneOf(
            list(argument("valueValidatorClasses")?)
                .into_iter()
                .filter_map(|name| Some((name, class(name)?)))
                .collect(),
        ),
        // Up to 0.10.
        "StringsValidator" => Validator::ListOf(Type::String),
        "NumbersValidator" => Validator::ListOf(Type::Number),
        "MapsValidator" => Validator::ListOf(Type::Map),
        "IntegerValidator" => Validator::Integer,
        "IntegersValidator" => Validator::Integers,
        "DoubleValidator" => Validator::Double,
        "PositiveNumberValidator" => Validator::Positive(false),
        "PositiveIntegerValidator" => Validator::PositiveInteger,
        "StringOrStringListValidator" => Validator::StringOrStrings,
        "MapOfStringToNumberValidator" => Validator::MapOfNumbers,
        "MapOfStringToMapValidator" => Validator::MapOfListMaps,
        _ => return None,
    })
}

/// The validators of a `{A,B}` list of classes.
fn classes(text: &'static str) -> Vec<Validator> {
    list(text).into_iter().filter_map(class).collect()
}

/// A validator class, made without arguments.
fn class(name: &str) -> Option<Validator> {
    Some(match name {
        "StringValidator" => Validator::Simple(Type::String),
        "IntegerValidator" => Validator::Integer,
        "PositiveNumberValidator" => Validator::Positive(false),
        "MetricRegistryValidator" => Validator::MetricRegistry,
        "ClusterMetricRegistryValidator" => Validator::ClusterMetricRegistry,
        "EventLoggerRegistryValidator" => Validator::EventLogger,
        "MetricReportersValidator" => Validator::MetricReporters,
        "ImpersonationAclUserEntryValidator" => Validator::ImpersonationAcl,
        "UserResourcePoolEntryValidator" => Validator::ResourcePool,
        "MapOfStringToMapOfStringToObjectValidator" => Validator::MapOfMaps,
        "PacemakerAuthTypeValidator" => Validator::PacemakerAuth,
        "ListOfListOfStringValidator" => Validator::ListOfLists,
        "RasConstraintsTypeValidator" => Validator::RasConstraints,
        "DaemonNumaEntryValidator" | "NumaEntryValidator" => Validator::Numa,
        _ => return None,
    })
}

fn list(text: &'static str) -> Vec<&'static str> {
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    split(inner, ',')
}

/// Splits at a character outside of parentheses and braces.
fn split(text: &'static str, at: char) -> Vec<&'static str> {
    let mut depth = 0usize;
    let mut start = 0;
    let mut parts = Vec::new();
    for (index, character) in text.char_indices() {
        match character {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ if character == at && depth == 0 => {
                parts.push(text[start..index].trim());
                start = index + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_read() {
        assert_eq!(
            parse("NotNull;IsListEntryCustom(entryValidatorClasses={IntegerValidator,PositiveNumberValidator})"),
            [Validator::NotNull, Validator::ListEntries(vec![Validator::Integer, Validator::Positive(false)])]
        );
        assert_eq!(
            parse("IsMapEntryType(keyType=String,valueType=Number)"),
            [Validator::MapTypes(Type::String, Type::Number)]
        );
        assert_eq!(parse("isPositiveNumber(includeZero=true)"), [Validator::Positive(true)]);
        assert_eq!(parse("IsString(acceptedValues={\"S0\",\"S1\"})"), [Validator::OneOf(vec!["S0", "S1"])]);
    }

    #[test]
    fn field_validators_of_the_old_versions_are_read() {
        assert_eq!(parse("String"), [Validator::Instance(Type::String)]);
        assert_eq!(parse("StringsValidator"), [Validator::ListOf(Type::String)]);
        assert_eq!(parse("(not in Config: never validated)"), []);
    }
}
