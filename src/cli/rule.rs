//! `cfglint rule`: the pages, offline.

use super::Exit;
use super::args::{RuleArgs, TextOrJson};
use super::check::nearest;
use super::problem::{self, Problem};
use crate::catalog::Component;
use crate::rules::{self, Rule};
use crate::text::Lang;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Prints one page, all pages, or the list of rules.
pub(super) fn run(args: &RuleArgs, lang: Lang, out: &mut dyn Write) -> Result<Exit, Problem> {
    let wanted: Vec<&Rule> = match &args.rule {
        Some(word) => {
            vec![rules::find(word).ok_or_else(|| problem::unknown_rule(word, nearest(word), lang))?]
        }
        None => rules::all().collect(),
    };
    match args.format {
        TextOrJson::Json => {
            let rules: Vec<Value> = wanted.iter().map(|rule| described(rule, lang)).collect();
            let document = json!({ "schema": "cfglint/rules/v1", "lang": lang.tag(), "rules": rules });
            serde_json::to_writer_pretty(&mut *out, &document).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        TextOrJson::Text if args.rule.is_some() || args.all => {
            for (index, rule) in wanted.iter().enumerate() {
                if index > 0 {
                    writeln!(out, "\n---\n")?;
                }
                page(rule, lang, out)?;
            }
        }
        TextOrJson::Text => list(&wanted, lang, out)?,
    }
    Ok(Exit::Clean)
}

/// A page: its code and name, then the text. The Chinese page is prose; the examples, which are the
/// same in every language, follow it.
fn page(rule: &Rule, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}[{}] {}\n", rule.severity.id(), rule.code, rule.name)?;
    writeln!(out, "{}", rule.doc.get(lang).trim_end())?;
    if lang != Lang::En
        && let Some(examples) = examples(rule.doc.en)
    {
        writeln!(out, "\n{}", examples.trim_end())?;
    }
    Ok(())
}

/// From `## Bad` to the line before `## See`.
fn examples(page: &str) -> Option<&str> {
    let start = page.find("\n## Bad")? + 1;
    let end = page.find("\n## See").unwrap_or(page.len());
    page.get(start..end)
}

fn list(rules: &[&Rule], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for rule in rules {
        let title = rule.doc.title(lang);
        writeln!(out, "{}  {:7}  {:width$}  {title}", rule.code, rule.severity.id(), rule.name)?;
    }
    Ok(())
}

fn described(rule: &Rule, lang: Lang) -> Value {
    json!({
        "code": rule.code,
        "name": rule.name,
        "component": rule.component.map(Component::id),
        "severity": rule.severity.id(),
        "confidence": rule.confidence.id(),
        "title": rule.doc.title(lang),
        "page": rule.doc.get(lang),
        "refusals": rule.refusals,
        "evidence": rule.evidence,
    })
}
