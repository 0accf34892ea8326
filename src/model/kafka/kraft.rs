//! Roles, voters, controller listeners: the demands of KRaft, and of a migration to it.
//!
//! `kafka/server/KafkaConfig.scala` (`parseProcessRoles`, `validateValues`),
//! `org/apache/kafka/raft/RaftConfig.java`, `QuorumConfig.java` (`parseVoterConnections`,
//! `parseBootstrapServer`), `org/apache/kafka/common/utils/Utils.java` (`validHostPattern`).

use super::Role;
use super::endpoint::cut_host_port;
use super::net::Net;
use super::raw::{Written, all_entries, entries};
use super::view::{CONFIG_DEF, Checker, Heard, MOST, View, before, required, since};
use crate::catalog::VersionSet;
use crate::finding::Place;
use crate::model::java::{HASH_MAP, parse_long, sort_as_hash_map};
use crate::model::{Fault, Refusal};
use crate::text;

const VOTERS: &str = "controller.quorum.voters";
const BOOTSTRAP: &str = "controller.quorum.bootstrap.servers";
const NAMES: &str = "controller.listener.names";
const MIGRATION: &str = "zookeeper.metadata.migration.enable";
/// Voters are checked against ids since 3.0, listeners since 3.1.
const V3_0: VersionSet = since!("3.0.0");
const V3_1: VersionSet = since!("3.1.0");
const V3_9: VersionSet = since!("3.9.0");

/// `parseProcessRoles` and the grammar of voters, which need no listeners.
pub(super) fn grammar(checker: &mut Checker<'_>) {
    if !checker.any(&["process.roles", VOTERS, BOOTSTRAP]) {
        return;
    }
    for view in checker.views(CONFIG_DEF) {
        roles(checker, &view);
        for key in [VOTERS, BOOTSTRAP] {
            if let Some(written) = view.written(key).filter(|written| !written.unknown) {
                addresses(checker, &view, key, written);
            }
        }
    }
}

/// A role twice (4.2 drops the second one with a warning).
fn roles(checker: &mut Checker<'_>, view: &View<'_>) {
    const KEY: &str = "process.roles";
    let Some(written) = view.written(KEY).filter(|written| !written.unknown) else { return };
    if view.is(since!("4.2.0")) {
        return;
    }
    let all: Vec<&str> = all_entries(written.text()).collect();
    let mut seen = std::collections::HashSet::new();
    let roles = scala_roles(view, &all);
    let roles = super::net::shortened(&roles);
    for role in all.iter().filter(|role| !seen.insert(**role)) {
        if !matches!(*role, "broker" | "controller") {
            continue;
        }
        let text = format!("Duplicate role names found in `{KEY}`: ArrayBuffer({roles})");
        let refusal = Refusal::new(super::configdef::INVALID_VALUE, written.span_of(role), view.at, text).key(KEY);
        checker.refuse(
            "duplicate role",
            refusal.detail(text! {
                en: "{KEY} names the role {role} twice",
                zh: "{KEY} 里角色 {role} 写了两次",
            }),
        );
    }
}

/// The case objects of `ProcessRole` printed their class names before they were an enumeration.
fn scala_roles(view: &View<'_>, roles: &[&str]) -> String {
    let named = |role: &&str| if *role == "broker" { "BrokerRole" } else { "ControllerRole" };
    let shown: Vec<&str> = if view.is(before!("3.5.0")) { roles.iter().map(named).collect() } else { roles.to_vec() };
    shown.join(", ")
}

fn addresses(checker: &mut Checker<'_>, view: &View<'_>, key: &'static str, written: &Written<'_>) {
    let value = written.text();
    let comment = super::configdef::before_comment(value)
        .is_some_and(|value| entries(value).all(|entry| problem(view, key, entry).is_none()));
    let mut broken = 0;
    for entry in all_entries(value) {
        if broken > 2 * MOST {
            return;
        }
        let (text, part) = match problem(view, key, entry) {
            Some(problem) => problem,
            None => continue,
        };
        broken += 1;
        if comment {
            let refusal = super::configdef::comment_refusal(written, view.at, text);
            checker.refuse("quorum address", refusal.key(key));
            return;
        }
        let place = if part.is_empty() { written.span() } else { written.span_of(part) };
        let refusal = Refusal::new(Fault("malformed-quorum-address"), place, view.at, text).key(key);
        let detail = if key == VOTERS {
            text! {
                en: "\"{entry}\" in {key} is not a voter: write id@host:port, several separated by commas",
                zh: "{key} 里的 \"{entry}\" 不是投票者：应写成 id@主机:端口，多个用逗号分隔",
            }
        } else {
            text! {
                en: "\"{entry}\" in {key} is not an address: write host:port, several separated by commas",
                zh: "{key} 里的 \"{entry}\" 不是地址：应写成 主机:端口，多个用逗号分隔",
            }
        };
        checker.refuse("quorum address", refusal.detail(detail));
    }
}

/// What the parser says of one entry, and the part that is to blame.
fn problem<'e>(view: &View<'_>, key: &str, entry: &'e str) -> Option<(String, &'e str)> {
    let form = "Each entry should be in the form `{id}@{host}:{port}`.";
    let address = if key == VOTERS {
        // `split("@")` drops empty parts at the end.
        let parts: Vec<&str> = entry.split('@').collect();
        let filled = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
        let (Some(&id), Some(&address), 2) = (parts.first(), parts.get(1), filled) else {
            return Some((format!("Invalid configuration value for {VOTERS}. {form}"), entry));
        };
        if parse_long(id).is_none_or(|id| i32::try_from(id).is_err()) {
            return Some((format!("Failed to parse voter ID as an integer from {id}"), id));
        }
        address
    } else {
        entry
    };
    let whole = |what: &str| {
        if key == VOTERS {
            format!("Failed to parse host {what} from entry {entry} for the configuration {VOTERS}. {form}")
        } else if view.is(before!("3.9.0")) {
            // `String.format` with `{}`: the values are never put in.
            format!(
                "Failed to parse host {what} from {{}} for the configuration {{}}. Each entry should be in the form \
                 \"{{host}}:{{port}}\""
            )
        } else {
            format!(
                "Failed to parse host {what} from {entry} for the configuration {BOOTSTRAP}. Each entry should be in \
                 the form \"{{host}}:{{port}}\""
            )
        }
    };
    let cut = cut_host_port(address).filter(|(host, _)| !view.is(ANCHORED) || is_anchored(address, host));
    match cut {
        Some((_, port)) => match parse_long(port).filter(|port| i32::try_from(*port).is_ok()) {
            None => Some((format!("For input string: \"{port}\""), port)),
            Some(number) if number > 65535 => Some((format!("port out of range:{number}"), port)),
            Some(_) => None,
        },
        None => Some((whole("name"), entry)),
    }
}

/// Here `Utils.HOST_PORT_PATTERN` is anchored: 3.8 and 4.0 on, but not 3.9.
const ANCHORED: VersionSet = VersionSet::range(super::KAFKA, "3.8.0", "3.8.1").or(since!("4.0.0"));

/// Only a scheme may stand in front of a host; the other pattern skips anything.
fn is_anchored(address: &str, host: &str) -> bool {
    let at = (host.as_ptr() as usize).saturating_sub(address.as_ptr() as usize);
    let before = address.get(..at).unwrap_or_default();
    let before = before.strip_suffix('[').unwrap_or(before);
    before.is_empty()
        || before
            .strip_suffix("://")
            .is_some_and(|scheme| scheme.chars().all(|c| c != ':' && super::endpoint::in_host(c)))
}

/// The ids of `controller.quorum.voters`; `None`: unknown or refused.
fn voter_ids(view: &View<'_>) -> Option<Vec<i64>> {
    match view.text(VOTERS) {
        Heard::Null => Some(Vec::new()),
        Heard::Unknown => None,
        Heard::Known(text) => all_entries(text)
            .map(|entry| {
                if problem(view, VOTERS, entry).is_some() {
                    return None;
                }
                parse_long(entry.split('@').next()?)
            })
            .collect(),
    }
}

/// The demands on one release line's listeners and voters.
pub(super) fn check(checker: &mut Checker<'_>, net: &Net<'_>) {
    let Some(roles) = &net.roles else { return };
    let view = net.view;
    if roles.is_empty() {
        zookeeper_mode(checker, net);
        if view.is(before!("3.1.0")) && view.is(since!("2.8.0")) {
            // KafkaConfig.validateValues asks for it whatever the mode is.
            advertised_controllers_2_8(checker, net, roles);
        }
        return;
    }
    if view.is(V3_0) {
        voters(checker, net, roles);
    }
    if view.is(before!("3.1.0")) && view.is(since!("2.8.0")) {
        advertised_controllers_2_8(checker, net, roles);
    }
    if view.is(V3_1) {
        controller_listeners(checker, net, roles);
    }
    if view.is(V3_0) && view.is(before!("3.1.0")) {
        policies_3_0(checker, &view);
    }
}

fn voters(checker: &mut Checker<'_>, net: &Net<'_>, roles: &[Role]) {
    let view = net.view;
    let Some(ids) = voter_ids(&view) else { return };
    let bootstrap = match view.text(BOOTSTRAP) {
        Heard::Unknown => return,
        Heard::Null => false,
        Heard::Known(text) => !text.is_empty() && view.is(V3_9),
    };
    if ids.is_empty() {
        if bootstrap {
            return;
        }
        let text = if view.is(V3_9) {
            format!(
                "If using process.roles, either {BOOTSTRAP} must contain the set of bootstrap controllers or {VOTERS} \
                 must contain a parseable set of controllers."
            )
        } else {
            format!("If using process.roles, {VOTERS} must contain a parseable set of voters.")
        };
        let refusal = Refusal::new(Fault("missing-required-key"), checker.place(&[VOTERS]), view.at, text).key(VOTERS);
        checker.refuse("no voters", refusal.detail(text! {
            en: "process.roles is set, but {VOTERS} doesn't name the controllers",
            zh: "设置了 process.roles，但 {VOTERS} 没有列出控制器",
        }).help(text! {
            en: "write {VOTERS}=1@host1:9093,2@host2:9093,3@host3:9093 with the ids and controller ports of the quorum",
            zh: "写上 {VOTERS}=1@host1:9093,2@host2:9093,3@host3:9093（法定人数里各控制器的 id 与端口）",
        }));
        return;
    }
    unroutable(checker, &view);
    // Without an id the server stops before it looks for it.
    if !checker.any(&["node.id", "broker.id"]) {
        return;
    }
    let Some(id) = super::identity::node_id(&view).known() else { return };
    let is_voter = ids.contains(&id);
    let set = shown_set(&view, &ids);
    let controller = roles.contains(&Role::Controller);
    let (text, detail) = if controller && !is_voter {
        (
            format!(
                "If process.roles contains the 'controller' role, the node id {id} must be included in the set of \
                 voters {VOTERS}={set}"
            ),
            text! {
                en: "this controller's id {id} is not among {VOTERS}",
                zh: "本控制器的 id {id} 不在 {VOTERS} 里",
            },
        )
    } else if !controller && is_voter {
        let condition =
            if view.is(V3_1) { "contains just the 'broker' role" } else { "does not contain the 'controller' role" };
        (
            format!(
                "If process.roles {condition}, the node id {id} must not be included in the set of voters \
                 {VOTERS}={set}"
            ),
            text! {
                en: "this broker's id {id} is among {VOTERS}, but it is no controller",
                zh: "本 broker 的 id {id} 出现在 {VOTERS} 里，但它不是控制器",
            },
        )
    } else {
        return;
    };
    let mut refusal =
        Refusal::new(Fault("node-id-not-in-voters"), checker.place(&["node.id", "broker.id"]), view.at, required(text))
            .key("node.id")
            .detail(detail);
    if let Some(span) = checker.span(&[VOTERS]) {
        refusal = refusal.related(span, text! { en: "the voters", zh: "投票者列表" });
    }
    checker.refuse("voter ids", refusal);
}

/// The ids as a Scala set prints those of a `java.util.HashMap`, which is as large as the list since 3.8.
fn shown_set(view: &View<'_>, ids: &[i64]) -> String {
    let table = if view.is(since!("3.8.0")) { ids.len().next_power_of_two() } else { HASH_MAP };
    let mut seen = std::collections::HashSet::new();
    let mut set: Vec<u32> = ids.iter().filter_map(|id| i32::try_from(*id).ok()).map(i32::cast_unsigned).collect();
    set.retain(|id| seen.insert(*id));
    sort_as_hash_map(&mut set, table, |id| *id);
    // Up to four elements a Scala set keeps the order, then it is a hash trie.
    let name = if set.len() > 4 { "HashSet" } else { "Set" };
    if set.len() > 4 {
        set = trie_order(&set);
    }
    let shown: Vec<String> = set.iter().map(|id| id.cast_signed().to_string()).collect();
    format!("{name}({})", super::net::shortened(&shown.join(", ")))
}

/// `scala.collection.immutable.HashSet` of 2.13: five bits of the hash (`Hashing.improve`) a level, and in each node
/// what stands alone comes first.
fn trie_order(set: &[u32]) -> Vec<u32> {
    let hash = |id: u32| {
        let mut hash = id.wrapping_add(!(id << 9));
        hash ^= hash >> 14;
        hash = hash.wrapping_add(hash << 4);
        hash ^ (hash >> 10)
    };
    let mut hashed: Vec<(u32, u32)> = set.iter().map(|id| (hash(*id), *id)).collect();
    // The slots of the nodes on the way, the first one lowest.
    let slots = |hash: u32| (0..7).map(move |level| (hash >> (5 * level)) & 31);
    hashed.sort_by(|(one, _), (other, _)| slots(*one).cmp(slots(*other)));
    let alike = |one: u32, other: u32| slots(one).zip(slots(other)).take_while(|(one, other)| one == other).count();
    let at = |index: usize| hashed.get(index).map(|(hash, _)| *hash);
    // How deep each one stands: below the longest way that it shares with a neighbour.
    let depth = |index: usize| {
        let before = index.checked_sub(1).and_then(at);
        [before, at(index + 1)].into_iter().flatten().zip(at(index).into_iter().cycle()).map(|(a, b)| alike(a, b)).max()
    };
    let mut order: Vec<(Vec<(bool, u32)>, u32)> = Vec::with_capacity(hashed.len());
    for (index, (hash, id)) in hashed.iter().enumerate() {
        let depth = depth(index).unwrap_or(0);
        let way = slots(*hash).take(depth + 1).enumerate().map(|(level, slot)| (level < depth, slot)).collect();
        order.push((way, *id));
    }
    order.sort_by(|(one, _), (other, _)| one.cmp(other));
    order.into_iter().map(|(_, id)| id).collect()
}

/// 0.0.0.0 is no voter's address: `KafkaRaftServer` parses them again and asks for it (since 3.8).
fn unroutable(checker: &mut Checker<'_>, view: &View<'_>) {
    let Some(written) = view.written(VOTERS).filter(|_| view.is(since!("3.8.0"))) else { return };
    let hosts = entries(written.text()).filter_map(|entry| cut_host_port(entry.split_once('@')?.1));
    for (host, _) in hosts.filter(|(host, _)| *host == "0.0.0.0") {
        let text = format!("Host string ({host}) is not routeable");
        let refusal = Refusal::new(Fault("malformed-quorum-address"), written.span_of(host), view.at, text);
        checker.refuse("voter host", refusal.key(VOTERS).at_start().detail(text! {
            en: "{VOTERS} has a voter at 0.0.0.0, which is no address to connect to: write the controller's host name",
            zh: "{VOTERS} 里有投票者写成 0.0.0.0，这不是可连接的地址：请写控制器的主机名",
        }));
    }
}

/// 2.8 and 3.0: `advertised.listeners cannot contain any of controller.listener.names`.
fn advertised_controllers_2_8(checker: &mut Checker<'_>, net: &Net<'_>, roles: &[Role]) {
    let view = net.view;
    let (Some(listeners), Some(names)) = (&net.listeners, &net.controllers) else { return };
    let own: Vec<_> = listeners.iter().filter(|end| names.contains(&end.name)).collect();
    // Asked before anyone looks at what is advertised.
    if view.is(V3_0) && roles.contains(&Role::Controller) && own.is_empty() {
        let text = format!("{NAMES} cannot be empty if the server has the controller role");
        refuse_names(checker, &view, "no controller listener", text);
    }
    let Some(advertised) = &net.advertised else { return };
    // Compared as whole endpoints: host, port, name and protocol.
    let explicit = view.written("advertised.listeners").is_some();
    let same = |end: &&&super::net::End| {
        advertised.iter().any(|other| (&other.name, &other.host, other.port) == (&end.name, &end.host, end.port))
    };
    if let Some(end) = own.iter().find(same).filter(|_| explicit) {
        let text = format!("advertised.listeners cannot contain any of {NAMES}");
        let place = advertised.iter().find(|other| other.name == end.name).map_or_else(
            || checker.place(&["advertised.listeners"]),
            |other| other.place(checker, &["advertised.listeners"]),
        );
        checker.refuse("advertised controller", advertised_controller(place, view.at, text, &end.name));
    }
}

fn advertised_controller(place: Place, versions: VersionSet, text: String, name: &str) -> Refusal {
    Refusal::new(Fault("advertised-controller-listener"), place, versions, required(text))
        .key("advertised.listeners")
        .detail(text! {
            en: "advertised.listeners has the controller listener {name}: only 3.9 and later take that",
            zh: "advertised.listeners 里有控制器监听器 {name}：只有 3.9 及以后的版本接受",
        })
}

fn refuse_names(checker: &mut Checker<'_>, view: &View<'_>, check: &'static str, text: String) {
    let place = checker.place(&[NAMES, "listeners", "process.roles"]);
    let refusal = Refusal::new(Fault("controller-listener-mismatch"), place, view.at, required(text)).key(NAMES);
    checker.refuse(
        check,
        refusal
            .detail(text! {
                en: "this node is a controller, but none of its listeners is named in {NAMES}",
                zh: "本节点是控制器，但它的监听器都不在 {NAMES} 里",
            })
            .help(text! {
                en: "write {NAMES}=CONTROLLER, and CONTROLLER://:9093 into listeners",
                zh: "写 {NAMES}=CONTROLLER，并在 listeners 里加上 CONTROLLER://:9093",
            }),
    );
}

/// What each combination of roles demands of listeners (since 3.1).
fn controller_listeners(checker: &mut Checker<'_>, net: &Net<'_>, roles: &[Role]) {
    let view = net.view;
    let (Some(listeners), Some(names)) = (&net.listeners, &net.controllers) else { return };
    let own: Vec<_> = listeners.iter().filter(|end| names.contains(&end.name)).collect();
    let explicit = view.written("advertised.listeners");
    let broker = roles.contains(&Role::Broker);
    let controller = roles.contains(&Role::Controller);
    if broker
        && !view.is(V3_9)
        && let (Some(_), Some(advertised)) = (explicit, &net.advertised)
    {
        for end in advertised.iter().filter(|end| names.contains(&end.name)) {
            let text = format!(
                "The advertised.listeners config must not contain KRaft controller listeners from {NAMES} when \
                     process.roles contains the broker role because Kafka clients that send requests via advertised \
                     listeners do not send requests to KRaft controllers -- they only send requests to KRaft brokers."
            );
            let place = end.place(checker, &["advertised.listeners"]);
            checker.refuse("advertised controller", advertised_controller(place, view.at, text, &end.name));
        }
    }
    if !controller {
        broker_only(checker, net, names, &own);
        return;
    }
    if !broker {
        controller_only(checker, net, names, own.len());
    }
    // `effectiveAdvertisedControllerListeners` (3.9): what is advertised counts, too, and each name is looked up.
    let told = net.advertised.iter().flatten().filter(|_| explicit.is_some() && view.is(V3_9));
    let told = told.filter(|end| names.contains(&end.name)).count();
    if view.is(V3_9)
        && own.len() + told > 0
        && let Some(name) = names.iter().find(|name| super::net::is_nameless(&view, name))
    {
        nameless(checker, &view, name);
        return;
    }
    if own.is_empty() && told == 0 {
        let text = format!(
            "{NAMES} must contain at least one value appearing in the 'listeners' configuration when running the KRaft \
             controller role"
        );
        refuse_names(checker, &view, "no controller listener", text);
    } else if let Some(name) = first_unknown(names, listeners) {
        let text = format!(
            "{NAMES} must only contain values appearing in the 'listeners' configuration when running the KRaft \
             controller role"
        );
        let place = name_place(checker, name);
        checker.refuse(
            "controller listener missing",
            Refusal::new(Fault("controller-listener-mismatch"), place, view.at, required(text)).key(NAMES).detail(
                text! {
                    en: "{NAMES} names {name}, but listeners has no {name} (capitals count)",
                    zh: "{NAMES} 里有 {name}，但 listeners 里没有 {name}（区分大小写）",
                },
            ),
        );
    }
}

/// A name of nothing but blanks (`ListenerName.normalised`).
fn nameless(checker: &mut Checker<'_>, view: &View<'_>, name: &str) {
    let text = super::net::EMPTY_NAME;
    let place = name_place(checker, name);
    let refusal = Refusal::new(Fault("unmapped-listener"), place, view.at, text).key(NAMES).detail(text! {
        en: "{NAMES} has an empty entry: a comma too many",
        zh: "{NAMES} 里有空项：多了一个逗号",
    });
    checker.refuse("controller map", refusal);
}

/// The first name that no listener has.
fn first_unknown<'n>(names: &'n [String], listeners: &[super::net::End]) -> Option<&'n String> {
    let known: std::collections::HashSet<&str> = listeners.iter().map(|end| end.name.as_str()).collect();
    names.iter().find(|name| !known.contains(name.as_str()))
}

/// Where a name stands in `controller.listener.names`.
fn name_place(checker: &Checker<'_>, name: &str) -> Place {
    let written = checker.raw.get(NAMES);
    let part = written.and_then(|written| entries(written.text()).find(|entry| *entry == name.trim()));
    match (written, part) {
        (Some(written), Some(part)) => Place::Span(written.span_of(part)),
        _ => checker.place(&[NAMES, "process.roles"]),
    }
}

fn broker_only(checker: &mut Checker<'_>, net: &Net<'_>, names: &[String], own: &[&super::net::End]) {
    let view = net.view;
    if names.is_empty() {
        // 4.2 demands the key itself; that is told by what it says of a missing key.
        if view.is(since!("4.2.0")) {
            return;
        }
        let text = format!("{NAMES} must contain at least one value when running KRaft with just the broker role");
        let refusal = Refusal::new(
            Fault("missing-required-key"),
            checker.place(&[NAMES, "process.roles"]),
            view.at,
            required(text),
        );
        checker.refuse("no controller names", refusal.key(NAMES).detail(text! {
            en: "{NAMES} is missing: a broker needs the name of the listener through which it reaches the controllers",
            zh: "缺少 {NAMES}：broker 需要知道通过哪个监听器名连接控制器",
        }));
        return;
    }
    for end in own {
        let text = format!(
            "{NAMES} must not contain a value appearing in the 'listeners' configuration when running KRaft with just \
             the broker role"
        );
        let name = &end.name;
        let place = end.place(checker, &["listeners"]);
        checker.refuse(
            "controller listener on broker",
            Refusal::new(Fault("controller-listener-mismatch"), place, view.at, required(text))
                .key("listeners")
                .detail(text! {
                    en: "listeners has {name}, which {NAMES} calls a controller's; this node is only a broker",
                    zh: "listeners 里有 {name}，而 {NAMES} 说它属于控制器；本节点只是 broker",
                }),
        );
    }
    let Some(protocols) = &net.protocols else { return };
    for name in names {
        let upper = name.to_uppercase();
        if super::net::is_nameless(&view, name) {
            nameless(checker, &view, name);
            continue;
        }
        if protocols.iter().any(|(known, _)| *known == upper) {
            continue;
        }
        let text = format!(
            "Controller listener with name {upper} defined in {NAMES} not found in listener.security.protocol.map  (an \
             explicit security mapping for each controller listener is required if listener.security.protocol.map is \
             non-empty, or if there are security protocols other than PLAINTEXT in use)"
        );
        let refusal = Refusal::new(Fault("unmapped-listener"), name_place(checker, name), view.at, text).key(NAMES);
        checker.refuse("controller map", refusal.detail(text! {
            en: "{NAMES} names {upper}, but listener.security.protocol.map doesn't say which protocol it speaks",
            zh: "{NAMES} 里有 {upper}，但 listener.security.protocol.map 没有给出它的协议",
        }).help(text! {
            en: "add {upper}:PLAINTEXT (or SSL, SASL_PLAINTEXT, SASL_SSL) to listener.security.protocol.map",
            zh: "在 listener.security.protocol.map 里加上 {upper}:PLAINTEXT（或 SSL、SASL_PLAINTEXT、SASL_SSL）",
        }));
    }
    if view.boolean("controller.quorum.auto.join.enable") == Heard::Known(true) {
        let key = "controller.quorum.auto.join.enable";
        let text =
            format!("requirement failed: {key} is only supported when process.roles contains the 'controller' role.");
        let refusal = Refusal::new(Fault("setting-of-another-mode"), checker.place(&[key]), view.at, text).key(key);
        checker.refuse(
            "auto join",
            refusal.detail(text! {
                en: "{key} is for controllers, but process.roles has only broker: remove it",
                zh: "{key} 只用于控制器，而 process.roles 里只有 broker：请删掉它",
            }),
        );
    }
}

fn controller_only(checker: &mut Checker<'_>, net: &Net<'_>, names: &[String], own: usize) {
    let view = net.view;
    let Some(listeners) = &net.listeners else { return };
    let explicit = view.written("advertised.listeners");
    if let Some(written) = explicit.filter(|_| view.is(since!("3.3.0")) && !view.is(V3_9)) {
        let text = "The advertised.listeners config must be empty when process.roles=controller";
        let refusal = Refusal::new(Fault("advertised-controller-listener"), written.key_span, view.at, required(text));
        checker.refuse(
            "advertised on controller",
            refusal.key("advertised.listeners").detail(text! {
                en: "a node that is only a controller must not have advertised.listeners before 3.9",
                zh: "3.9 之前，只做控制器的节点不能设置 advertised.listeners",
            }),
        );
    }
    let source = if explicit.is_some() && view.is(before!("3.3.0")) { "advertised.listeners" } else { "listeners" };
    let foreign = match (&net.advertised, view.is(V3_9)) {
        (_, true) => own != listeners.len(),
        (Some(advertised), false) => {
            advertised.iter().any(|end| !names.contains(&end.name))
                || explicit.is_some() && source == "advertised.listeners" && !advertised.is_empty()
        }
        (None, false) => false,
    };
    let skip = explicit.is_some() && view.is(since!("3.3.0")) && !view.is(V3_9);
    if foreign && !skip {
        let text = format!(
            "The {source} config must only contain KRaft controller listeners from {NAMES} when \
             process.roles=controller"
        );
        let end = listeners.iter().find(|end| !names.contains(&end.name));
        let place = end.map_or_else(|| checker.place(&[source]), |end| end.place(checker, &[source, "process.roles"]));
        let refusal = Refusal::new(Fault("controller-listener-mismatch"), place, view.at, required(text)).key(source);
        checker.refuse(
            "foreign listener",
            refusal.detail(text! {
                en: "this node is only a controller, but has a listener that {NAMES} doesn't name",
                zh: "本节点只是控制器，却有 {NAMES} 没有列出的监听器",
            }),
        );
    }
    if let (Some((name, _)), Some(_), true) =
        (&net.inter_broker, view.written("inter.broker.listener.name"), view.is(since!("4.0.0")))
        && names.contains(name)
    {
        let text = format!(
            "{NAMES} must not contain an explicitly set inter.broker.listener.name configuration value when \
             process.roles=controller'"
        );
        let place = checker.place(&["inter.broker.listener.name"]);
        let refusal = Refusal::new(Fault("controller-listener-mismatch"), place, view.at, required(text));
        checker.refuse(
            "inter-broker is controller",
            refusal.key("inter.broker.listener.name").detail(text! {
                en: "inter.broker.listener.name is {name}, which {NAMES} calls a controller's",
                zh: "inter.broker.listener.name 是 {name}，而 {NAMES} 说它属于控制器",
            }),
        );
    }
}

/// Two policies that 3.0 couldn't serve.
fn policies_3_0(checker: &mut Checker<'_>, view: &View<'_>) {
    for key in ["alter.config.policy.class.name", "create.topic.policy.class.name"] {
        if let Some(written) = view.written(key).filter(|written| !written.unknown) {
            let text = required(format!("{key} is not supported in KRaft."));
            let refusal = Refusal::new(Fault("setting-of-another-mode"), written.key_span, view.at, text).key(key);
            checker.refuse(
                "policy",
                refusal.detail(text! {
                    en: "{key} works with process.roles only since 3.1",
                    zh: "{key} 从 3.1 起才能与 process.roles 一起使用",
                }),
            );
        }
    }
}

/// ZooKeeper mode, perhaps on its way out.
fn zookeeper_mode(checker: &mut Checker<'_>, net: &Net<'_>) {
    let view = net.view;
    if !view.is(V3_1) || !view.is(before!("4.0.0")) {
        return;
    }
    let Some(names) = &net.controllers else { return };
    match view.boolean(MIGRATION) {
        Heard::Known(true) => migration(checker, &view, names),
        Heard::Unknown => {}
        _ if !names.is_empty() => {
            let text = format!(
                "requirement failed: {NAMES} must be empty when not running in KRaft mode: [{}]",
                names.join(", ")
            );
            let refusal = Refusal::new(Fault("setting-of-another-mode"), checker.place(&[NAMES]), view.at, text);
            checker.refuse(
                "names in zookeeper mode",
                refusal.key(NAMES).detail(text! {
                    en: "{NAMES} is set, but process.roles is not: this is ZooKeeper mode",
                    zh: "设置了 {NAMES}，却没有 process.roles：这是 ZooKeeper 模式",
                }),
            );
        }
        _ => {}
    }
}

/// A ZooKeeper-mode broker that migrates (3.4–3.9).
fn migration(checker: &mut Checker<'_>, view: &View<'_>, names: &[String]) {
    const FAULT: Fault = Fault("incomplete-migration");
    let place = checker.place(&[MIGRATION]);
    let mut refuse = |check: &'static str, text: String| {
        let detail = match check {
            "migration authorizer" => {
                text! { en: "the migration of 3.4 can't keep authorizer.class.name", zh: "3.4 的迁移不支持 authorizer.class.name" }
            }
            "migration id" => {
                text! { en: "the migration needs a broker.id that is written, not made up", zh: "迁移要求写明 broker.id，不能自动生成" }
            }
            "migration voters" => {
                text! { en: "the migration doesn't know the controllers: {VOTERS} is missing", zh: "迁移不知道控制器在哪里：缺少 {VOTERS}" }
            }
            "migration names" => {
                text! { en: "the migration doesn't know the controllers' listener: {NAMES} is missing", zh: "迁移不知道控制器的监听器：缺少 {NAMES}" }
            }
            "migration protocol" => {
                text! { en: "the migration needs inter.broker.protocol.version 3.4 or later", zh: "迁移要求 inter.broker.protocol.version 至少为 3.4" }
            }
            _ => {
                text! { en: "the migration can't take several log.dirs with this version and protocol", zh: "在这个版本和协议下，迁移不支持多个 log.dirs" }
            }
        };
        checker.refuse(check, Refusal::new(FAULT, place.clone(), view.at, text).key(MIGRATION).detail(detail));
    };
    if view.is(before!("3.5.0")) && view.raw.has("authorizer.class.name") {
        refuse(
            "migration authorizer",
            required(
                "ZooKeeper migration does not yet support authorizers. Remove authorizer.class.name before performing \
                 a migration.",
            ),
        );
    }
    if view.is(V3_9) && view.number("broker.id").known().is_some_and(|id| id < 0) {
        refuse(
            "migration id",
            required(
                "broker.id generation is incompatible with ZooKeeper migration. Please stop using it before enabling \
                 migration (set broker.id to a value greater or equal to 0).",
            ),
        );
    }
    let bootstrap = view.is(V3_9) && view.text(BOOTSTRAP) != Heard::Null;
    if voter_ids(view).is_some_and(|ids| ids.is_empty()) && !bootstrap {
        refuse(
            "migration voters",
            if view.is(V3_9) {
                format!(
                    "If using {MIGRATION}, either {BOOTSTRAP} must contain the set of bootstrap controllers or {VOTERS} \
                     must contain a parseable set of controllers."
                )
            } else {
                format!("If using {MIGRATION}, {VOTERS} must contain a parseable set of voters.")
            },
        );
    }
    if names.is_empty() {
        refuse(
            "migration names",
            format!("requirement failed: {NAMES} must not be empty when running in ZooKeeper migration mode: []"),
        );
    }
    let Some(protocol) = super::protocol_version::inter_broker(view) else { return };
    if protocol < super::protocol_version::V3_4_IV0 {
        refuse(
            "migration protocol",
            required(
                "Cannot enable ZooKeeper migration without setting 'inter.broker.protocol.version' to 3.4 or higher",
            ),
        );
    }
    let several = view.text("log.dirs").known().is_some_and(|dirs| entries(dirs).count() > 1);
    if several && view.is(since!("3.5.0")) && view.is(before!("3.7.0")) {
        refuse(
            "migration dirs",
            required("Cannot enable ZooKeeper migration when multiple log directories (aka JBOD) are in use."),
        );
    }
    if several && view.is(since!("3.7.0")) && protocol < super::protocol_version::V3_7_IV2 {
        refuse(
            "migration dirs",
            required(
                "Cannot enable ZooKeeper migration with multiple log directories (aka JBOD) without setting \
                 'inter.broker.protocol.version' to 3.7-IV2 or higher",
            ),
        );
    }
}
