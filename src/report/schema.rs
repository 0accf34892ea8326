//! The JSON Schemas of the machine formats, as `cfglint schema` prints them.

/// The schemas by name.
pub const ALL: &[(&str, &str)] =
    &[("check", include_str!("schema/check.schema.json")), ("explain", include_str!("schema/explain.schema.json"))];

/// The schema of a name.
pub fn find(name: &str) -> Option<&'static str> {
    ALL.iter().find(|(known, _)| *known == name).map(|(_, schema)| *schema)
}
