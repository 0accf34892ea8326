//! Takes the secrets out of findings before anything else sees them. The catalogue says which known
//! options are secret; names that it doesn't know are judged by their look.

use crate::catalog::{self, Component};
use crate::finding::redact::{Secrets, Vocabulary, looks_secret};
use crate::finding::{Finding, Place};
use crate::inventory::{ConfigFile, FileKind, Inventory};
use crate::source::SourceId;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Whether a key of a component's file is a secret's. Kafka's `listener.name.<name>.<mechanism>.`
/// prefixes are looked through.
fn is_secret(component: Option<Component>, key: &str) -> bool {
    let Some(component) = component else { return looks_secret(key) };
    let named = catalog::alias(component, key).unwrap_or(key);
    let known = catalog::option(component, named).or_else(|| {
        let rest = key.strip_prefix("listener.name.")?;
        rest.match_indices('.').find_map(|(at, _)| catalog::option(component, &rest[at + 1..]))
    });
    known.map_or_else(|| looks_secret(key) || nearly_secret(component, key), |spec| spec.secret)
}

/// Whether an unknown key is a secret option's name with a slip in it.
fn nearly_secret(component: Component, key: &str) -> bool {
    const SLIPS: usize = 2;
    let secret = catalog::options(component).iter().filter(|spec| spec.secret);
    let mut near = secret.filter(|spec| spec.name.len().abs_diff(key.len()) <= SLIPS && spec.name.len() > 6);
    near.any(|spec| strsim::osa_distance(spec.name, key) <= SLIPS)
}

/// The words of the rules' pages and of the catalogue, and the options' names.
struct Said {
    /// The key that the finding is about, when it is no secret's: it may be misspelt.
    key: Option<String>,
}

impl Vocabulary for Said {
    fn knows(&self, word: &str) -> bool {
        static WORDS: OnceLock<HashSet<String>> = OnceLock::new();
        let lower = word.to_ascii_lowercase();
        WORDS.get_or_init(words).contains(&lower)
            || self.key.as_deref() == Some(word)
            || Component::ALL.iter().any(|&component| catalog::option(component, word).is_some())
    }
}

/// Words of letters only: what has digits is no word of a sentence. Examples on the pages are no
/// sentences, and the passwords in them no words.
fn words() -> HashSet<String> {
    let mut words = HashSet::new();
    let mut learn = |text: &str| {
        let letters = text.split(|c: char| !c.is_ascii_alphanumeric());
        words.extend(
            letters.filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic())).map(str::to_ascii_lowercase),
        );
    };
    for rule in super::super::all() {
        let mut example = false;
        for line in rule.doc.en.lines() {
            if line.starts_with("```") {
                example = !example;
            } else if !example {
                learn(line);
            }
        }
        rule.refusals.iter().copied().chain([rule.name]).for_each(&mut learn);
    }
    for component in Component::ALL {
        learn(component.name());
        catalog::options(component).iter().for_each(|option| learn(option.name));
    }
    words
}

type Files<'a> = HashMap<SourceId, &'a ConfigFile>;

/// Redacts `findings`, whoever made them; gives the byte ranges of the secrets of every source that they show.
pub fn redact(inventory: &Inventory, findings: &mut [Finding]) -> HashMap<SourceId, Secrets> {
    let files: Files<'_> = inventory.files.iter().map(|file| (file.source, file)).collect();
    let mut known: HashMap<SourceId, Secrets> = HashMap::new();
    for finding in findings {
        let mut shown: Vec<SourceId> = places(finding).filter_map(Place::source).collect();
        shown.extend(finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span.source));
        shown.sort();
        shown.dedup();
        for &source in &shown {
            known.entry(source).or_insert_with(|| of_source(inventory, &files, source));
        }
        let secrets: Vec<&Secrets> = shown.iter().filter_map(|source| known.get(source)).collect();
        if secrets.iter().all(|secrets| secrets.is_empty()) {
            continue;
        }
        let file = finding.place.source().and_then(|source| files.get(&source));
        clean(finding, &secrets, &known, file.and_then(|file| file.kind.component()));
    }
    known
}

fn places(finding: &Finding) -> impl Iterator<Item = &Place> {
    std::iter::once(&finding.place).chain(finding.related.iter().map(|related| &related.place)).chain(&finding.also)
}

fn of_source(inventory: &Inventory, files: &Files<'_>, source: SourceId) -> Secrets {
    let file = files.get(&source);
    let component = file.and_then(|file| file.kind.component());
    let yaml = file.is_some_and(|file| file.kind == FileKind::StormYaml);
    let secret = |key: &str| is_secret(component, key);
    let mut secrets = Secrets::scan(&inventory.sources.get(source).bytes, yaml, &secret);
    let node = file.and_then(|file| file.node).and_then(|id| inventory.nodes.get(id));
    for used in node.iter().filter(|node| node.source == source).flat_map(|node| node.keys()) {
        if secret(&used.name) {
            secrets.add(used.value_span.range(), &used.value);
        }
    }
    secrets.finish();
    secrets
}

fn clean(
    finding: &mut Finding,
    secrets: &[&Secrets],
    known: &HashMap<SourceId, Secrets>,
    component: Option<Component>,
) {
    let touched = |place: &Place| {
        let span = place.span();
        span.is_some_and(|span| known.get(&span.source).is_some_and(|secrets| secrets.touch(span.range())))
    };
    let about = finding.key.as_deref().is_some_and(|key| is_secret(component, key)) || places(finding).any(touched);
    let said = Said { key: finding.key.clone().filter(|_| !about) };
    let hide = |text: &str| {
        secrets.iter().fold(text.to_owned(), |text, secrets| secrets.hide(&text, about, &said).into_owned())
    };
    finding.message = finding.message.clone().map(hide);
    finding.label = finding.label.take().map(|text| text.map(hide));
    finding.help = finding.help.take().map(|text| text.map(hide));
    finding.key = finding.key.take().map(|key| hide(&key));
    if let Some(refusal) = &mut finding.refusal {
        refusal.text = hide(&refusal.text);
    }
    for related in &mut finding.related {
        related.message = related.message.clone().map(hide);
    }
    // A fix never writes a secret's bytes anew, nor shows them.
    finding.fixes.retain(|fix| {
        fix.edits.iter().all(|edit| {
            let rewrites = known.get(&edit.span.source).is_some_and(|secrets| secrets.touch(edit.span.range()));
            !rewrites && hide(&edit.text) == edit.text
        })
    });
    for fix in &mut finding.fixes {
        fix.title = fix.title.clone().map(hide);
    }
}
