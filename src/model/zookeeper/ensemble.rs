//! The server list: `server.N`, `group.N` and `weight.N` lines of zoo.cfg or of a dynamic
//! configuration, and what the number of servers asks for.
//!
//! 3.4: `QuorumPeerConfig.parseProperties`; 3.5 and later: `QuorumPeerConfig.parseDynamicConfig`,
//! `checkValidity`, `flexible/QuorumMaj.java`, `flexible/QuorumHierarchical.java` (which read keys and
//! values untrimmed).

use super::java::{number_format, split};
use super::lines::{File, Line, before_comment, comment_refusal};
use super::member::{Grammar, Reader};
use super::{Group, Member, Role, Settings, Twice, ZOOKEEPER};
use crate::catalog::VersionSet;
use crate::finding::{Applicability, Edit, Fix, Place};
use crate::model::java::{parse_hex, parse_long};
use crate::model::{Fault, Refusal, Setting};
use crate::source::{SourceId, Span, Spanned};
use crate::syntax::properties::{Entry, java_trim};
use crate::text;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The stretches of releases that treat a list alike.
pub(super) const DIALECTS: [(Grammar, VersionSet); 10] = [
    (Grammar::V34, VersionSet::range(ZOOKEEPER, "3.4.0", "3.4.6")),
    (Grammar::V347, VersionSet::range(ZOOKEEPER, "3.4.7", "3.4.8")),
    (Grammar::V349, VersionSet::range(ZOOKEEPER, "3.4.9", "3.4.14")),
    (Grammar::V35, VersionSet::only(ZOOKEEPER, "3.5.0")),
    (Grammar::V35, VersionSet::only(ZOOKEEPER, "3.5.1")),
    (Grammar::V352, VersionSet::range(ZOOKEEPER, "3.5.2", "3.5.4")),
    (Grammar::V355, VersionSet::range(ZOOKEEPER, "3.5.5", "3.5.10")),
    (Grammar::V36, VersionSet::range(ZOOKEEPER, "3.6.0", "3.6.4")),
    (Grammar::V37, VersionSet::range(ZOOKEEPER, "3.7.0", "3.7.2")),
    (Grammar::V37, VersionSet::since(ZOOKEEPER, "3.8.0")),
];

/// 3.8 and later don't read groups beside `oraclePath`.
const ORACLE: VersionSet = VersionSet::since(ZOOKEEPER, "3.8.0");

/// The lines of one file that make its server list.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) source: SourceId,
    lines: Vec<ListLine>,
    /// Placeholders in keys, template statements: there may be more servers, or fewer.
    open: bool,
}

#[derive(Clone, Debug)]
struct ListLine {
    entry: Entry,
    overridden: bool,
    open: bool,
}

impl ListLine {
    fn key(&self) -> &str {
        self.entry.key.trimmed()
    }

    /// The key as a grammar sees it.
    fn key_for(&self, grammar: Grammar) -> &str {
        if grammar.is_34() { self.key() } else { &self.entry.key.text }
    }

    fn value_for(&self, grammar: Grammar) -> &str {
        if grammar.is_34() { self.entry.value.trimmed() } else { &self.entry.value.text }
    }

    fn line(&self) -> Line<'_> {
        Line {
            entry: &self.entry,
            key: self.entry.key.trimmed(),
            value: self.entry.value.trimmed(),
            overridden: self.overridden,
            open_key: false,
            open_value: self.open,
        }
    }
}

/// Whether a key belongs to a server list.
pub(super) fn is_list_key(key: &str) -> bool {
    key.starts_with("server.") || key.starts_with("group") || key.starts_with("weight")
}

impl List {
    /// Picks the lines out of a file. `Properties` keeps `server.1` and `server.1\u001f` apart, and every
    /// release goes through all that it keeps.
    pub(super) fn of(source: SourceId, file: &File) -> Self {
        let wanted = |line: &Line<'_>| !line.open_key && (is_list_key(line.key) || line.key == "version");
        let kept: Vec<Line<'_>> = file.lines().filter(wanted).collect();
        let last: HashMap<&str, usize> =
            kept.iter().enumerate().map(|(index, line)| (line.entry.key.text.as_str(), index)).collect();
        let lines = kept.iter().enumerate().map(|(index, line)| ListLine {
            entry: line.entry.clone(),
            overridden: last.get(line.entry.key.text.as_str()) != Some(&index),
            open: line.open_value,
        });
        Self { source, lines: lines.collect(), open: file.open }
    }

    /// Its `version` line.
    pub(super) fn version(&self) -> Option<Span> {
        let line = self.lines.iter().find(|line| !line.overridden && line.key() == "version")?;
        Some(line.entry.line)
    }

    /// The lines that give one server other values, in two spellings of its id.
    pub(super) fn doubtful(&self, reading: &Reading) -> Vec<Twice> {
        let twice = |doubt: &Doubt| {
            let line = |at: usize| self.lines.get(at).map(|line| line.entry.line);
            let (one, other) = (line(doubt.one)?, line(doubt.other)?);
            Some(Twice { key: format!("server.{}", doubt.id), one, other, decides: doubt.decides })
        };
        reading.doubtful.iter().filter_map(twice).collect()
    }

    /// Whether two lines have other values.
    fn differ(&self, one: usize, other: usize) -> bool {
        let value = |at: usize| self.lines.get(at).map(|line| line.entry.value.trimmed());
        value(one) != value(other)
    }

    /// The keys that don't belong beside a `dynamicConfigFile`, and where they stand.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, Span)> {
        let counting = self.lines.iter().filter(|line| !line.overridden && is_list_key(line.key()));
        counting.map(|line| (line.key(), line.line().key_span()))
    }
}

/// Refusals of several dialects; the same fault at the same line is one, in the words of the newest.
#[derive(Debug, Default)]
pub(super) struct Merge {
    pub(super) refusals: Vec<Refusal>,
    index: HashMap<(&'static str, Slot), usize>,
}

/// What a refusal is about, to know it again in another dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// A line of a server list.
    Line(SourceId, usize),
    /// A server on a line of a server list.
    Server(SourceId, usize, i64),
    /// There is one such fault at most.
    Once,
}

impl Merge {
    /// Takes a refusal; later ones are of newer versions.
    pub(super) fn add(&mut self, slot: Slot, refusal: Refusal) {
        match self.index.get(&(refusal.fault.0, slot)) {
            Some(&at) => {
                let versions = self.refusals[at].versions.or(refusal.versions);
                self.refusals[at] = Refusal { versions, ..refusal };
            }
            None => {
                self.index.insert((refusal.fault.0, slot), self.refusals.len());
                self.refusals.push(refusal);
            }
        }
    }
}

/// What one dialect makes of a list.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// By id: the role, and the number of its line.
    pub(super) servers: BTreeMap<i64, (Role, usize)>,
    /// The ids that vote and those that listen, each in a map of its own: `server.1` and `server.+1`
    /// can be one of each.
    voting: BTreeSet<i64>,
    observing: BTreeSet<i64>,
    /// The client address of the servers that have one, as (host, port), and where the port stands.
    pub(super) clients: HashMap<i64, (Option<String>, i32, Span)>,
    /// Every line could be read.
    pub(super) complete: bool,
    /// A `group…` or `weight…` line is there.
    hierarchical: bool,
    /// Server and group, in file order.
    groups: Vec<(i64, i64, usize)>,
    grouped: HashSet<i64>,
    weights: HashMap<i64, i64>,
    without_election: Vec<i64>,
    doubtful: Vec<Doubt>,
    decisive: HashMap<i64, Decisive>,
}

/// What a verdict on the whole list rests on of one server's line.
#[derive(Debug, PartialEq, Eq)]
struct Decisive {
    role: Role,
    client: Option<(Option<String>, i32)>,
    with_election: bool,
}

/// An id that two lines give other values, such as `server.1` and `server.+1`: the line that counts is the one that
/// `Properties` comes to last.
#[derive(Debug)]
struct Doubt {
    id: i64,
    one: usize,
    other: usize,
    /// Whether they differ in what is [`Decisive`].
    decides: bool,
}

impl Reading {
    pub(super) fn participants(&self) -> usize {
        self.voting.len()
    }

    /// Whether it can't be told what the line of a server says.
    pub(super) fn is_doubtful(&self, id: i64) -> bool {
        self.doubtful.iter().any(|doubt| doubt.decides && doubt.id == id)
    }

    /// Whether nothing that a verdict on the whole list rests on is up to chance.
    fn is_sure(&self) -> bool {
        self.doubtful.iter().all(|doubt| !doubt.decides)
    }
}

/// What judging a list needs to know.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) main: SourceId,
    pub(super) settings: &'a Settings,
    /// `kerberos.canonicalizeHostNames`.
    pub(super) canonicalize: bool,
    /// zoo.cfg is a template: absent keys are no mistake.
    pub(super) open: bool,
    /// `oraclePath` is set, and the list is the one that it is asked about.
    pub(super) oracle: bool,
}

impl Judge<'_> {
    /// Reads a list as one dialect does, and tells what it refuses of single lines.
    pub(super) fn read(&self, list: &List, grammar: Grammar, versions: VersionSet, merge: &mut Merge) -> Reading {
        let mut reading = Reading { complete: !list.open, ..Reading::default() };
        let oracle = self.oracle && versions.within(ORACLE);
        for (index, line) in list.lines.iter().enumerate().filter(|(_, line)| !line.overridden) {
            let key = line.key_for(grammar);
            // `parseDynamicConfig` trims the key that decides; `QuorumHierarchical` doesn't.
            reading.hierarchical |= !oracle && (line.key().starts_with("group") || line.key().starts_with("weight"));
            let result = if key.starts_with("server.") {
                self.server(list, index, grammar, versions, &mut reading)
            } else if (key.starts_with("group") || key.starts_with("weight")) && !oracle {
                group_line(list.source, line, index, grammar, versions, &mut reading, merge)
            } else if key == "version" && !grammar.is_34() && !line.open {
                version_line(line, versions)
            } else {
                Ok(())
            };
            if let Err(refusal) = result {
                reading.complete = false;
                merge.add(Slot::Line(list.source, index), *refusal);
            }
        }
        reading
    }

    fn server(
        &self,
        list: &List,
        index: usize,
        grammar: Grammar,
        versions: VersionSet,
        reading: &mut Reading,
    ) -> Result<(), Box<Refusal>> {
        let Some(line) = list.lines.get(index) else { return Ok(()) };
        let id = id_of(line, grammar, versions, "invalid-server-id")?;
        if line.open {
            reading.complete = false;
            return Ok(());
        }
        let key = line.key();
        let reader = Reader { grammar, id, key, piece: &line.entry.value, canonicalize: self.canonicalize };
        let value = line.value_for(grammar);
        let server = match reader.read(value) {
            Ok(server) => server,
            Err(error) => {
                let trimmed = java_trim(value);
                if trimmed.len() != value.len() && reader.read(trimmed).is_ok() {
                    return Err(trailing_blank(line, trimmed, versions, error.text));
                }
                let cut = before_comment(trimmed).filter(|(before, _)| reader.read(before).is_ok());
                if let Some((_, comment)) = cut {
                    return Err(Box::new(comment_refusal(&line.line(), comment, versions, error.text)));
                }
                let place = if error.span.start == error.span.end { line.entry.line } else { error.span };
                let refusal = Refusal::new(Fault(error.fault), place, versions, error.text).key(key);
                return Err(Box::new(refusal.detail(error.detail)));
            }
        };
        if server.dropped {
            return Ok(());
        }
        let with_election = server.addresses.iter().all(|address| address.election_port.is_some());
        let client =
            server.client.map(|client| (client.host.map(|host| host.value), client.port.value, client.port.span));
        let decisive = Decisive {
            role: server.role,
            client: client.as_ref().map(|(host, port, _)| (host.clone(), *port)),
            with_election,
        };
        if !with_election {
            reading.without_election.push(id);
        }
        if let Some(client) = client {
            reading.clients.insert(id, client);
        }
        match server.role {
            Role::Participant => reading.voting.insert(id),
            Role::Observer => reading.observing.insert(id),
        };
        if let Some((_, one)) = reading.servers.insert(id, (server.role, index))
            && list.differ(one, index)
        {
            let decides = reading.decisive.get(&id).is_some_and(|before| *before != decisive);
            reading.doubtful.push(Doubt { id, one, other: index, decides });
        }
        reading.decisive.insert(id, decisive);
        Ok(())
    }

    /// What a dialect refuses of the list as a whole. Nothing may be missing in `reading`.
    pub(super) fn whole(
        &self,
        list: &List,
        reading: &Reading,
        grammar: Grammar,
        versions: VersionSet,
        merge: &mut Merge,
    ) {
        if grammar.is_34() {
            self.whole_34(list, reading, versions, merge);
        } else {
            self.whole_35(list, reading, versions, merge);
        }
    }

    fn whole_34(&self, list: &List, reading: &Reading, versions: VersionSet, merge: &mut Merge) {
        let participants = reading.participants();
        let observers = reading.observing.len();
        if observers > 0 && participants < 2 {
            merge.add(Slot::Once, observers_alone(list, reading, participants, versions));
        }
        if participants < 2 {
            return;
        }
        self.limits(versions, merge);
        if self.settings.election_alg.value() != Some(&0) {
            for &id in &reading.without_election {
                let Some(&(Role::Participant, index)) = reading.servers.get(&id) else { continue };
                let text = format!("Missing election port for server: {id}");
                let refusal = Refusal::new(Fault("malformed-server-line"), value_span(list, index), versions, text)
                    .key(format!("server.{id}"))
                    .detail(text! {
                        en: "server.{id} has no election port: host:quorum-port:election-port is the form, as in zoo1:2888:3888",
                        zh: "server.{id} 没有选举端口：格式是 host:仲裁端口:选举端口，例如 zoo1:2888:3888"
                    });
                merge.add(Slot::Line(list.source, index), refusal);
            }
        }
        let count = reading.grouped.len();
        if !reading.is_sure() {
            return;
        }
        if count > 0 && count != participants {
            let place =
                reading.groups.first().map_or(Place::File(list.source), |&(_, _, at)| value_span(list, at).into());
            let refusal = Refusal::new(
                Fault("malformed-group-line"),
                place,
                versions,
                "Every server must be in exactly one group",
            );
            merge.add(Slot::Once, refusal.detail(text! {
                en: "the groups name {count} servers, and {participants} vote: every voter must be in exactly one group",
                zh: "各组共有 {count} 台服务器，而有投票权的是 {participants} 台：每台都必须正好在一个组里"
            }));
        } else if count > 0 {
            Self::group_weights(list, reading, versions, merge);
        }
    }

    fn whole_35(&self, list: &List, reading: &Reading, versions: VersionSet, merge: &mut Merge) {
        if reading.hierarchical && reading.is_sure() {
            self.groups_35(list, reading, versions, merge);
        }
        let participants = reading.participants();
        let observers = reading.observing.len();
        let standalone = match &self.settings.standalone_enabled {
            Setting::Absent if !self.open => true,
            Setting::Set(value) => value.value,
            _ => return,
        };
        let first = versions.oldest().is_some_and(|oldest| oldest.number() == "3.5.0");
        if participants == 0 && !standalone && !first {
            let text = "standaloneEnabled = false then number of participants should be >0";
            let place = self.settings.standalone_enabled.span().map_or(Place::File(self.main), Place::Span);
            let refusal = Refusal::new(Fault("no-server-without-standalone"), place, versions, text)
                .key("standaloneEnabled")
                .detail(text! {
                    en: "standaloneEnabled=false, and no server of the list votes",
                    zh: "standaloneEnabled=false，而列表里没有有投票权的服务器"
                })
                .help(text! {
                    en: "list the servers as participants, or delete the line",
                    zh: "写出作为 participant 的服务器，或者删掉这一行"
                });
            merge.add(Slot::Once, refusal);
        } else if observers > 0 && (participants == 0 || (participants == 1 && standalone)) {
            merge.add(Slot::Once, observers_alone(list, reading, participants, versions));
        }
        if participants > 1 || (!standalone && participants > 0) {
            self.limits(versions, merge);
        }
    }

    /// `QuorumHierarchical.parse`, `computeGroupWeight`.
    fn groups_35(&self, list: &List, reading: &Reading, versions: VersionSet, merge: &mut Merge) {
        let in_group: HashMap<i64, i64> = reading.groups.iter().map(|&(server, group, _)| (server, group)).collect();
        let voters = reading.servers.iter().filter(|(_, (role, _))| *role == Role::Participant);
        let lonely: Vec<(i64, usize)> =
            voters.filter(|(id, _)| !in_group.contains_key(id)).map(|(&id, &(_, index))| (id, index)).collect();
        let count = lonely.len();
        // Which one the server names is up to the order of a `HashMap`.
        for (id, index) in lonely {
            let refusal = Refusal::new(
                Fault("malformed-group-line"),
                value_span(list, index),
                versions,
                format!("Server {id}is not in a group"),
            );
            let detail = if reading.groups.is_empty() {
                text! {
                    en: "weights need groups: with a weight in the file, every voter must be in a group, and there is none",
                    zh: "权重需要分组：写了 weight，每台有投票权的服务器就必须在某个组里，而这里没有组"
                }
            } else {
                text! {
                    en: "server.{id} is in no group ({count} in all): with groups, every voter must be in one",
                    zh: "server.{id} 不在任何组里（共 {count} 台）：分组以后，每台有投票权的服务器都必须在组里"
                }
            };
            merge.add(Slot::Server(list.source, index, id), refusal.key(format!("server.{id}")).detail(detail));
        }
        if count == 0 {
            Self::group_weights(list, reading, versions, merge);
        }
    }

    /// `QuorumHierarchical.computeGroupWeight`: a server of a group that has no weight, for it has no line.
    fn group_weights(list: &List, reading: &Reading, versions: VersionSet, merge: &mut Merge) {
        let in_group: HashMap<i64, i64> = reading.groups.iter().map(|&(server, group, _)| (server, group)).collect();
        let weightless = |id: i64| {
            let votes = reading.servers.get(&id).is_some_and(|(role, _)| *role == Role::Participant);
            !votes && !reading.weights.contains_key(&id)
        };
        // A group of one without a weight fails last, in a loop over the groups; any other while they are
        // added up.
        let mut sizes: HashMap<i64, usize> = HashMap::new();
        for &group in in_group.values() {
            *sizes.entry(group).or_default() += 1;
        }
        let alone = |group: i64| sizes.get(&group) == Some(&1);
        let missing: Vec<_> = reading.groups.iter().filter(|&&(server, ..)| weightless(server)).copied().collect();
        let added_up = missing.iter().find(|&&(_, group, _)| !alone(group));
        let Some(&(id, group, index)) = added_up.or(missing.first()) else { return };
        let source = if added_up.is_none() { "java.util.Iterator.next()" } else { "java.util.HashMap.get(Object)" };
        let text =
            format!("Cannot invoke \"java.lang.Long.longValue()\" because the return value of \"{source}\" is null");
        let observer = reading.servers.contains_key(&id);
        let detail = if observer {
            text! {
                en: "group.{group} names server {id}, an observer without a weight",
                zh: "group.{group} 里的 server {id} 是没有权重的 observer"
            }
        } else {
            text! {
                en: "group.{group} names server {id}, and there is no server.{id}",
                zh: "group.{group} 里写了 server {id}，而没有 server.{id}"
            }
        };
        let refusal = Refusal::new(Fault("malformed-group-line"), value_span(list, index), versions, text);
        merge.add(Slot::Once, refusal.key(format!("group.{group}")).detail(detail));
    }

    /// initLimit and syncLimit, once there is an ensemble.
    fn limits(&self, versions: VersionSet, merge: &mut Merge) {
        let limits = [
            ("initLimit", "missing-init-limit", &self.settings.init_limit, 10),
            ("syncLimit", "missing-sync-limit", &self.settings.sync_limit, 5),
        ];
        for (key, fault, setting, usual) in limits {
            let place: Place = match setting {
                Setting::Absent if !self.open => Place::File(self.main),
                Setting::Set(value) if value.value == 0 => value.span.into(),
                _ => continue,
            };
            let detail = if setting.is_absent() {
                text! { en: "{key} is not set, and an ensemble needs it", zh: "没有设置 {key}，而集群必须有它" }
            } else {
                text! { en: "{key} is 0, which counts as not set", zh: "{key} 是 0，等于没有设置" }
            };
            let refusal =
                Refusal::new(Fault(fault), place, versions, format!("{key} is not set")).key(key).detail(detail);
            merge.add(
                Slot::Once,
                refusal.help(text! { en: "add {key}={usual} (ticks)", zh: "加上 {key}={usual}（单位是 tick）" }),
            );
        }
    }

    /// The list for other layers: each line as the newest release in question that can reads it.
    pub(super) fn members(&self, list: &List, versions: VersionSet) -> Vec<Member> {
        let grammars: Vec<Grammar> =
            Grammar::ALL.iter().rev().filter(|(_, set)| set.meets(versions)).map(|(grammar, _)| *grammar).collect();
        let mut members = Vec::new();
        for line in list.lines.iter().filter(|line| line.key().starts_with("server.")) {
            let Some(id) = line.key().get("server.".len()..).and_then(parse_long) else { continue };
            let key = line.key();
            let read = |grammar: &Grammar| {
                let reader =
                    Reader { grammar: *grammar, id, key, piece: &line.entry.value, canonicalize: self.canonicalize };
                reader.read(line.value_for(*grammar)).or_else(|_| reader.read(line.entry.value.trimmed())).ok()
            };
            let server = if line.open { None } else { grammars.iter().find_map(read) };
            let unknown = server.is_none();
            let shape = line.line();
            let (addresses, role, role_span, client) = match server {
                Some(server) => (server.addresses, server.role, server.role_span, server.client),
                None => (Vec::new(), Role::Participant, None, None),
            };
            members.push(Member {
                id,
                key: Spanned::new(key.to_owned(), shape.key_span()),
                value: Spanned::new(shape.value.to_owned(), shape.value_span()),
                addresses,
                role,
                role_span,
                client,
                overridden: line.overridden,
                unknown,
            });
        }
        members
    }
}

/// A server's id and its weight.
type Weight = (i64, i64);

/// Groups and weights for other layers.
pub(super) fn groups_of(list: &List) -> (Vec<Spanned<Group>>, Vec<Spanned<Weight>>) {
    let (mut groups, mut weights) = (Vec::new(), Vec::new());
    for line in list.lines.iter().filter(|line| !line.overridden && !line.open) {
        let Some(id) = line.key().split_once('.').and_then(|(_, id)| parse_long(id)) else { continue };
        let shape = line.line();
        if shape.key.starts_with("group") {
            let servers: Option<Vec<i64>> = split(shape.value, ':').into_iter().map(parse_long).collect();
            groups.extend(servers.map(|servers| Spanned::new(Group { id, servers }, shape.value_span())));
        } else if shape.key.starts_with("weight") {
            weights.extend(parse_long(shape.value).map(|weight| Spanned::new((id, weight), shape.value_span())));
        }
    }
    (groups, weights)
}

/// Whether every line of a list says something.
pub(super) fn is_complete(list: &List) -> bool {
    !list.open && list.lines.iter().all(|line| line.overridden || !line.open)
}

fn value_span(list: &List, index: usize) -> Span {
    list.lines.get(index).map_or(Span::new(list.source, 0..0), |line| line.line().value_span())
}

/// `Long.parseLong(key.substring(dot + 1))`.
fn id_of(line: &ListLine, grammar: Grammar, versions: VersionSet, fault: &'static str) -> Result<i64, Box<Refusal>> {
    let key = line.key_for(grammar);
    let id = key.find('.').and_then(|dot| key.get(dot + 1..)).unwrap_or(key);
    parse_long(id).ok_or_else(|| {
        let key = line.key();
        let detail = if fault == "invalid-server-id" {
            text! { en: "{key}: the id behind the dot must be a number", zh: "{key}：点后面的 id 必须是数字" }
        } else {
            text! {
                en: "{key} starts like a group or a weight, and ZooKeeper reads every such key as one: a dot and a number must follow",
                zh: "{key} 以 group 或 weight 开头，ZooKeeper 会把这样的键都当作分组或权重：后面必须是点和数字"
            }
        };
        let span = line.line().key_span();
        Box::new(Refusal::new(Fault(fault), span, versions, number_format(id)).key(key).detail(detail))
    })
}

/// `QuorumHierarchical.parse`, 3.4: `parseProperties`. They go through the lines in the order of a hash table and
/// stop at the first fault; every fault that could be that one is told.
fn group_line(
    source: SourceId,
    line: &ListLine,
    index: usize,
    grammar: Grammar,
    versions: VersionSet,
    reading: &mut Reading,
    merge: &mut Merge,
) -> Result<(), Box<Refusal>> {
    const FAULT: Fault = Fault("malformed-group-line");
    let id = id_of(line, grammar, versions, FAULT.0)?;
    if line.open {
        reading.complete = false;
        return Ok(());
    }
    let key = line.key();
    let value = line.value_for(grammar);
    let numbers: Vec<&str> = if key.starts_with("group") { split(value, ':') } else { vec![value] };
    for text in &numbers {
        let Some(number) = parse_long(text) else {
            let words = number_format(text);
            let trimmed = java_trim(value);
            let fine = |value: &str| split(value, ':').into_iter().all(|part| parse_long(part).is_some());
            if trimmed.len() != value.len() && fine(trimmed) {
                return Err(trailing_blank(line, trimmed, versions, words));
            }
            if let Some((_, comment)) = before_comment(trimmed).filter(|(before, _)| fine(before)) {
                return Err(Box::new(comment_refusal(&line.line(), comment, versions, words)));
            }
            let detail = if key.starts_with("group") {
                text! {
                    en: "{key} names `{text}`, which isn't a server id: numbers with colons between them are the form, as in 1:2:3",
                    zh: "{key} 里的“{text}”不是服务器 id：格式是用冒号隔开的数字，例如 1:2:3"
                }
            } else {
                text! { en: "{key} is `{text}`, which isn't a number", zh: "{key} 的值“{text}”不是数字" }
            };
            let span = line.entry.value.span_of_str(text);
            let place = if span.start == span.end { line.entry.line } else { span };
            return Err(Box::new(Refusal::new(FAULT, place, versions, words).key(key).detail(detail)));
        };
        if !key.starts_with("group") {
            reading.weights.insert(id, number);
        } else if !reading.grouped.insert(number) {
            let span = line.entry.value.span_of_str(text);
            let words = format!("Server {number}is in multiple groups");
            let refusal = Refusal::new(FAULT, span, versions, words).key(key).detail(text! {
                en: "server {number} is in several groups: every server must be in exactly one",
                zh: "服务器 {number} 在多个组里：每台必须正好在一个组里"
            });
            merge.add(Slot::Server(source, index, number), refusal);
            reading.complete = false;
        } else {
            reading.groups.push((number, id, index));
        }
    }
    Ok(())
}

/// `QuorumMaj(Properties)`: `version` is a hexadecimal number.
fn version_line(line: &ListLine, versions: VersionSet) -> Result<(), Box<Refusal>> {
    let value = &line.entry.value.text;
    if parse_hex(value).is_some() {
        return Ok(());
    }
    let text = format!("{} under radix 16", number_format(value));
    let refusal = Refusal::new(Fault("invalid-config-version"), line.entry.line, versions, text).key("version");
    Err(Box::new(refusal.detail(text! {
        en: "version is `{value}`: it is the version of the server list, a hexadecimal number",
        zh: "version 是“{value}”：它是服务器列表的版本号，必须是十六进制数"
    })))
}

fn trailing_blank(line: &ListLine, trimmed: &str, versions: VersionSet, text: String) -> Box<Refusal> {
    let key = line.key();
    let piece = &line.entry.value;
    let end = piece.span_of_str(trimmed).end;
    let span = Span { start: end, ..piece.span };
    let blanks = piece.text.len() - piece.text.trim_end_matches(|c: char| c <= ' ').len();
    let refusal = Refusal::new(Fault("trailing-blank-in-server-line"), span, versions, text).key(key).detail(text! {
        en: "{key} ends in invisible white space ({blanks}), and ZooKeeper 3.5 and later take it for a part of the value",
        zh: "{key} 的末尾有看不见的空白（{blanks} 个），3.5 及以后的 ZooKeeper 把它当作值的一部分"
    });
    Box::new(refusal.help(text! { en: "delete the blanks at the end of the line", zh: "删掉行末的空白" }).fix(Fix {
        title: text! { en: "delete the blanks", zh: "删掉空白" },
        applicability: Applicability::Safe,
        edits: vec![Edit { span, text: String::new() }],
    }))
}

fn observers_alone(list: &List, reading: &Reading, participants: usize, versions: VersionSet) -> Refusal {
    let observer = reading.servers.iter().find(|(_, (role, _))| *role == Role::Observer);
    let (id, index) = observer.map_or((0, 0), |(&id, &(_, index))| (id, index));
    let text = if participants == 0 {
        "Observers w/o participants is an invalid configuration"
    } else {
        "Observers w/o quorum is an invalid configuration"
    };
    let detail = if participants == 0 {
        text! { en: "every server of the list is an observer: nobody votes", zh: "列表里的服务器全是 observer：没有投票者" }
    } else {
        text! {
            en: "observers need at least two voters, and only one server votes",
            zh: "有 observer 就至少要有两台投票的服务器，而这里只有一台"
        }
    };
    Refusal::new(Fault("observers-without-quorum"), value_span(list, index), versions, text)
        .key(format!("server.{id}"))
        .detail(detail)
        .help(text! {
            en: "make at least two of the servers participants (take :observer off their lines)",
            zh: "至少让其中两台成为 participant（去掉行末的 :observer）"
        })
}
