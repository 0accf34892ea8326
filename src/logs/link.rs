//! From an incident to the line to change: finds the nodes of an inventory that wrote a log, and in
//! their files what `check` says of the same cause, or the option that the incident is about.

use super::safe;
use crate::catalog::Component;
use crate::finding::incident::{ConfigPlace, Explanation, Incident, LogEntry};
use crate::finding::{Finding, Outcome, Severity};
use crate::inventory::{Inventory, Node};
use crate::model::KeyUse;
use crate::rules::{self, Selection};
use crate::source::{Source, SourceId, Span};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::HashSet;

/// So many places are told per incident.
const MOST: usize = 8;

/// A key of a node's file.
struct Key {
    node: usize,
    name: String,
    value: String,
    span: Span,
}

/// What is known of a node beside its findings.
struct Member {
    component: Component,
    host: String,
    id: Option<String>,
    files: HashSet<SourceId>,
    path: Utf8PathBuf,
}

/// Adds to every incident the places in the configuration that it comes from.
pub fn link(explanation: &mut Explanation, inventory: Inventory) {
    let members: Vec<Member> = inventory.nodes.iter().map(|node| member(&inventory, node)).collect();
    let keys: Vec<Key> = inventory.nodes.iter().enumerate().flat_map(|(node, of)| keys(node, of)).collect();
    let outcome = rules::run(inventory, &Selection { unfolded: true, ..Selection::default() });
    let logs = &explanation.logs;
    for incident in &mut explanation.incidents {
        let Some(log) = logs.get(incident.first.log) else { continue };
        let nodes = nodes_of(&members, incident, log);
        let mut places = by_rules(&outcome, incident, &members, &nodes);
        if places.is_empty() {
            places = by_option(&outcome, incident, &keys, &nodes, childopts(incident, log));
        }
        places.truncate(MOST);
        incident.config = places;
        for command in &mut incident.run {
            fill_in(command, |name| path_in(&keys, &nodes, name));
        }
    }
}

fn member(inventory: &Inventory, node: &Node) -> Member {
    let host = inventory.hosts.get(node.host).map(|host| host.name.clone()).unwrap_or_default();
    let id = node.keys().iter().rfind(|key| matches!(key.name.as_str(), "broker.id" | "node.id"));
    Member {
        component: node.component(),
        host,
        id: id.map(|key| key.value.clone()),
        files: node.companions.iter().copied().chain([node.source]).collect(),
        path: inventory.sources.path(node.source).to_owned(),
    }
}

fn keys(node: usize, of: &Node) -> Vec<Key> {
    let key = |key: &KeyUse| Key {
        node,
        name: key.name.clone(),
        value: key.value.clone(),
        span: key.span.to(key.value_span),
    };
    of.keys().iter().map(key).collect()
}

/// The nodes that may have written the log: of the component, and of them the ones that its host, its
/// id or its configuration's path point to.
fn nodes_of(members: &[Member], incident: &Incident, log: &LogEntry) -> Vec<usize> {
    let of: Vec<usize> = (0..members.len())
        .filter(|index| members.get(*index).is_some_and(|member| member.component.id() == incident.component))
        .collect();
    let narrowed = |fits: &dyn Fn(&Member) -> bool| -> Vec<usize> {
        of.iter().copied().filter(|index| members.get(*index).is_some_and(fits)).collect()
    };
    let named = log.facts.get("config").into_iter().flatten();
    let configs: Vec<&Utf8Path> = named.map(|path| Utf8Path::new(path.as_str())).collect();
    let clues: [&dyn Fn(&Member) -> bool; 3] = [
        &|member| log.host.as_deref().is_some_and(|host| !host.is_empty() && host == member.host),
        &|member| log.server_id.is_some() && log.server_id == member.id,
        &|member| configs.iter().any(|config| same_end(config, &member.path)),
    ];
    clues.into_iter().map(narrowed).find(|found| !found.is_empty()).unwrap_or(of)
}

/// Whether two paths end in the same two parts: `conf/zoo.cfg`.
fn same_end(one: &Utf8Path, other: &Utf8Path) -> bool {
    let end = |path: &Utf8Path| -> Vec<String> {
        path.components()
            .rev()
            .filter(|part| part.as_str() != "..")
            .take(2)
            .map(|part| part.as_str().to_owned())
            .collect()
    };
    end(one) == end(other)
}

/// The path that a key of these nodes holds, where they agree and a shell takes it as it is.
fn path_in<'k>(keys: &'k [Key], nodes: &[usize], name: &str) -> Option<&'k str> {
    let mut values =
        keys.iter().filter(|key| nodes.contains(&key.node) && key.name == name).map(|key| key.value.as_str());
    let value = values.next()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    (value.starts_with('/') && value.bytes().all(plain) && values.all(|other| other == value)).then_some(value)
}

/// Writes the paths that are known in place of `/path/of/<key>` in a command.
fn fill_in<'k>(command: &mut String, path: impl Fn(&str) -> Option<&'k str>) {
    const MARK: &str = "/path/of/";
    let mut out = String::with_capacity(command.len());
    let mut rest = command.as_str();
    while let Some((before, behind)) = rest.split_once(MARK) {
        let (name, after) = behind.split_at(behind.find(['/', ' ', ';', '"']).unwrap_or(behind.len()));
        out.push_str(before);
        match path(name) {
            Some(known) => out.push_str(known.trim_end_matches('/')),
            None => {
                out.push_str(MARK);
                out.push_str(name);
            }
        }
        rest = after;
    }
    out.push_str(rest);
    *command = out;
}

/// What `check` says of the same cause.
fn by_rules(outcome: &Outcome, incident: &Incident, members: &[Member], nodes: &[usize]) -> Vec<ConfigPlace> {
    let files: HashSet<SourceId> =
        nodes.iter().filter_map(|node| members.get(*node)).flat_map(|member| &member.files).copied().collect();
    let touches = |finding: &&Finding| {
        let place =
            finding.place.source().or_else(|| finding.related.iter().find_map(|related| related.place.source()));
        incident.rules.contains(&finding.name) && place.is_none_or(|source| files.contains(&source))
    };
    let mut found: Vec<&Finding> = outcome.findings.iter().filter(touches).collect();
    found.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), said(finding, incident)));
    found
        .into_iter()
        .filter(|finding| finding.severity > Severity::Hint || incident.severity < Severity::Error)
        .map(|finding| place_of(outcome, finding))
        .collect()
}

/// Whether the incident's records hold the finding's own words of the server; the likelier first.
fn said(finding: &Finding, incident: &Incident) -> bool {
    let Some(refusal) = &finding.refusal else { return true };
    !incident.evidence.iter().any(|quoted| !refusal.text.is_empty() && quoted.text.contains(refusal.text.trim()))
}

fn place_of(outcome: &Outcome, finding: &Finding) -> ConfigPlace {
    let span = finding.place.span();
    let file = match (&finding.place, finding.place.source()) {
        (_, Some(source)) => outcome.sources.path(source).to_owned(),
        (crate::finding::Place::Path(path), None) => path.clone(),
        _ => Utf8PathBuf::new(),
    };
    ConfigPlace {
        file,
        line: span.map(|span| line_of(outcome.sources.get(span.source), span)),
        key: finding.key.clone(),
        text: span.and_then(|span| text_of(outcome, span)),
        message: Some(finding.message.clone()),
    }
}

/// The key that holds the JVM's options of the Storm daemon that wrote a log, where the incident is about
/// such an option.
fn childopts(incident: &Incident, log: &LogEntry) -> Option<String> {
    let about_the_jvm = |option: &str| option.starts_with('-') || matches!(option, "JVM options" | "*.childopts");
    incident.option.filter(|option| incident.component == "storm" && about_the_jvm(option))?;
    Some(format!("{}.childopts", log.role()?))
}

/// Where the option stands that the incident is about.
fn by_option(
    outcome: &Outcome,
    incident: &Incident,
    keys: &[Key],
    nodes: &[usize],
    childopts: Option<String>,
) -> Vec<ConfigPlace> {
    let Some(option) = childopts.as_deref().or(incident.option) else { return Vec::new() };
    // `server.N`: the line of the server that the record names, else every one.
    let family = option.strip_suffix(".N");
    let named =
        incident.captures.iter().find(|(name, _)| matches!(name.as_str(), "sid" | "peer")).map(|(_, value)| value);
    let fits = |name: &str| match family {
        Some(family) => name
            .strip_prefix(family)
            .and_then(|rest| rest.strip_prefix('.'))
            .is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit()) && named.is_none_or(|wanted| wanted == id)),
        None => name == option,
    };
    keys.iter()
        .filter(|key| nodes.contains(&key.node) && fits(&key.name))
        .map(|key| ConfigPlace {
            file: outcome.sources.path(key.span.source).to_owned(),
            line: Some(line_of(outcome.sources.get(key.span.source), key.span)),
            key: Some(key.name.clone()),
            text: text_of(outcome, key.span),
            message: None,
        })
        .collect()
}

fn line_of(source: &Source, span: Span) -> usize {
    memchr::memchr_iter(b'\n', source.bytes.get(..span.range().start).unwrap_or_default()).count() + 1
}

/// The line that a span starts in, unless it holds a secret.
fn text_of(outcome: &Outcome, span: Span) -> Option<String> {
    let source = outcome.sources.get(span.source);
    let start = memchr::memrchr(b'\n', source.bytes.get(..span.range().start)?).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', source.bytes.get(start..)?).map_or(source.bytes.len(), |at| start + at);
    let secret =
        |range: std::ops::Range<usize>| outcome.secrets.get(&span.source).is_some_and(|secrets| secrets.touch(range));
    if secret(start..end) {
        return None;
    }
    // Blanks at the end stay: they may be what is wrong.
    let mut text = String::from_utf8_lossy(source.bytes.get(start..end)?).trim_end_matches('\r').to_owned();
    if text.trim_end().ends_with(':') {
        // A list in YAML begins in the next line.
        const ITEMS: usize = 4;
        let mut from = end + 1;
        for line in source.bytes.get(from..).unwrap_or_default().split(|byte| *byte == b'\n').take(ITEMS) {
            let item = String::from_utf8_lossy(line);
            if !item.trim_start().starts_with("- ") || secret(from..from + line.len()) {
                break;
            }
            text.push(' ');
            text.push_str(item.trim());
            from += line.len() + 1;
        }
    }
    Some(safe::line(&text))
}

/// The configurations that logs name and that are there, and folders beside the logs that may hold some.
pub fn near(logs: &[LogEntry], exists: impl Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
    const NAMES: [&str; 3] = ["conf", "config", "etc"];
    let mut found: Vec<Utf8PathBuf> = Vec::new();
    for log in logs {
        let folder = log.path.parent().filter(|_| log.path != "-");
        let folders = folder.into_iter().chain(folder.and_then(Utf8Path::parent));
        let beside = folders.flat_map(|folder| NAMES.iter().map(move |name| folder.join(name)));
        let named = log.facts.get("config").into_iter().flatten().map(Utf8PathBuf::from);
        for path in named.chain(beside) {
            if exists(&path) && !found.contains(&path) {
                found.push(path);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_get_the_paths_of_the_configuration() {
        let filled = |command: &str| {
            let mut command = command.to_owned();
            fill_in(&mut command, |name| (name == "dataDir").then_some("/srv/zk/"));
            command
        };
        assert_eq!(filled("ls -l /path/of/dataDir/version-2; df -h"), "ls -l /srv/zk/version-2; df -h");
        assert_eq!(filled("ls /path/of/dataDir"), "ls /srv/zk");
        assert_eq!(filled("ls /path/of/keystore"), "ls /path/of/keystore");
    }
}
