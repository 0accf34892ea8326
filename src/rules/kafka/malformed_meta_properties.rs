//! KF041: a meta.properties can't be read.

use crate::catalog::Component;
use crate::finding::{Confidence, Severity};
use crate::model::Refusal;
use crate::rules::{Check, Rule, rule_doc};
use crate::text;
use crate::text::Text;

pub(crate) static RULE: Rule = Rule {
    code: "KF041",
    name: "malformed-meta-properties",
    component: Some(Component::Kafka),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "kafka/server/BrokerMetadataCheckpoint.scala read, getBrokerMetadataAndOfflineDirs; MetaProperties.java Builder; MetaPropertiesEnsemble.java load, verify; run on 0.9–4.4",
    refusals: &[
        "Unrecognized version of the server meta.properties file: …",
        "requirement failed: Missing required property '…'",
        "For input string: \"…\"",
        "requirement failed: … has value … which is not in the range (0,2147483647).",
        "Failed to parse … property as an int: …",
        "Failed to find required property ….",
        "Expected version …, but got version …",
        "Found unexpected version in …",
        "Malformed \\uxxxx encoding.",
        "No readable meta.properties files found.",
        "Error: … ID not found in …",
        "Invalid reserved directory ID … found in …",
        "Cannot start server since `meta.properties` could not be loaded from …",
        "Encountered I/O error in metadata log directory …. Cannot continue.",
        "Shutdown broker because none of the specified log dirs from … can be created or validated",
    ],
    doc: rule_doc!("kafka/malformed-meta-properties"),
    check: Check::Refusal(headline),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "a meta.properties can't be read", zh: "某个 meta.properties 读不了" }
}
