//! Where rules put what they find.

use super::Rule;
use crate::finding::{Confidence, Finding, Fix, MAX_RELATED, Place, RefusalText, Related, Severity};
use crate::text::Text;

/// Collects the findings of one rule in one place.
#[derive(Debug)]
pub struct Sink<'a> {
    rule: &'static Rule,
    host: Option<&'a str>,
    node: Option<&'a str>,
    findings: Vec<Finding>,
}

impl<'a> Sink<'a> {
    /// A sink for one call of a rule.
    pub(super) fn new(rule: &'static Rule, host: Option<&'a str>, node: Option<&'a str>) -> Self {
        Self { rule, host, node, findings: Vec::new() }
    }

    /// Takes a finding.
    pub fn report(&mut self, draft: Draft) {
        self.findings.push(Finding {
            code: self.rule.code,
            name: self.rule.name,
            severity: draft.severity.unwrap_or(self.rule.severity),
            confidence: draft.confidence.unwrap_or(self.rule.confidence),
            message: draft.message,
            place: draft.place,
            label: draft.label,
            key: draft.key,
            host: draft.host.or_else(|| self.host.map(str::to_owned)),
            node: draft.node.or_else(|| self.node.map(str::to_owned)),
            related_total: draft.related_total.max(draft.related.len()),
            related: draft.related,
            also: Vec::new(),
            also_total: 0,
            refusal: draft.refusal,
            reported: draft.reported,
            help: draft.help,
            fixes: draft.fixes,
        });
    }

    /// What was collected.
    pub(super) fn finish(self) -> Vec<Finding> {
        self.findings
    }
}

/// A finding in the making: a place and a headline, and what else is worth saying.
#[derive(Debug)]
#[must_use]
pub struct Draft {
    place: Place,
    message: Text,
    severity: Option<Severity>,
    confidence: Option<Confidence>,
    label: Option<Text>,
    key: Option<String>,
    host: Option<String>,
    node: Option<String>,
    related: Vec<Related>,
    related_total: usize,
    refusal: Option<RefusalText>,
    reported: Option<(usize, usize)>,
    help: Option<Text>,
    fixes: Vec<Fix>,
}

impl Draft {
    /// A fault at a place. The headline must make sense without the snippet.
    pub fn new(place: impl Into<Place>, message: Text) -> Self {
        Self {
            place: place.into(),
            message,
            severity: None,
            confidence: None,
            label: None,
            key: None,
            host: None,
            node: None,
            related: Vec::new(),
            related_total: 0,
            refusal: None,
            reported: None,
            help: None,
            fixes: Vec::new(),
        }
    }

    /// Other than the rule's usual severity.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Other than the rule's usual confidence.
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = Some(confidence);
        self
    }

    /// What to write below the place in a snippet.
    pub fn label(mut self, label: Text) -> Self {
        self.label = Some(label);
        self
    }

    /// The option it is about.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Another host than the one the rule was called for.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = Some(host.into());
        self
    }

    /// Another node than the one the rule was called for.
    pub fn node(mut self, node: impl Into<String>) -> Self {
        self.node = Some(node.into());
        self
    }

    /// Another place that belongs to it; beyond a limit they are only counted.
    pub fn related(mut self, place: impl Into<Place>, message: Text) -> Self {
        self.related_total += 1;
        if self.related.len() < MAX_RELATED {
            self.related.push(Related { place: place.into(), message });
        }
        self
    }

    /// What the server says.
    pub fn refusal(mut self, refusal: RefusalText) -> Self {
        self.refusal = Some(refusal);
        self
    }

    /// The place that the server will report.
    pub fn reported(mut self, reported: Option<(usize, usize)>) -> Self {
        self.reported = reported;
        self
    }

    /// What happens, and what to write instead.
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// A change that mends it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}
