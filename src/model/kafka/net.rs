//! The listeners of one release line: grammar, names, ports, protocols.
//!
//! `kafka/server/KafkaConfig.scala` (`getListeners`, `getAdvertisedListeners`,
//! `listenerSecurityProtocolMap`, `getInterBrokerListenerNameAndSecurityProtocol`),
//! `kafka/utils/CoreUtils.scala` (`listenerListToEndPoints`, `parseCsvMap`), `kafka/cluster/EndPoint.scala`,
//! since 3.9 `SocketServerConfigs.java`, since 4.1 `AbstractKafkaConfig.java`.

use super::Role;
use super::endpoint::{cut_listener, in_host, in_host_0_9};
use super::raw::{CsvMap, Written, distinct, entries};
use super::view::{Checker, Heard, MOST, View, before, since};
use crate::catalog::VersionSet;
use crate::finding::Place;
use crate::model::java::{drop_empty_end, parse_long};
use crate::model::{Fault, Refusal};
use crate::source::Span;
use crate::syntax::properties::java_trim;
use crate::text;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Listener names apart from protocols, and a map between them: since 0.10.2.
pub(super) const NAMED: VersionSet = since!("0.10.2.0");
const V0_9: VersionSet = before!("0.10.0.0");
/// No listener name is empty any more (`ListenerName.normalised`).
const NO_EMPTY_NAME: VersionSet = since!("3.6.0");
pub(super) const EMPTY_NAME: &str = "The provided listener name is null or empty string";
/// The map gets the controller listeners by itself (`effectiveListenerSecurityProtocolMap`).
const EFFECTIVE_MAP: VersionSet = since!("3.1.0");
/// `listenerSecurityProtocolMap` is made by `Collectors.toMap` (`AbstractKafkaConfig`).
const ONE_SPELLING: VersionSet = since!("4.1.0");
/// LIST instead of STRING: printed in brackets.
const LISTS: VersionSet = since!("4.2.0");
const MALFORMED: Fault = Fault("malformed-listener");
const UNMAPPED: Fault = Fault("unmapped-listener");
const PROTOCOLS: [&str; 4] = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"];

/// Listener names and their protocols; most are the four that are there by themselves.
pub(super) type Protocols = Vec<(Cow<'static, str>, Cow<'static, str>)>;

/// A listener as a broker keeps it.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// Its name in capitals (the protocol before 0.10.2).
    pub(super) name: String,
    pub(super) host: Option<String>,
    pub(super) port: i64,
    /// Its entry in the file; `None`: the default, or made of `host.name` and `port`.
    pub(super) span: Option<Span>,
    pub(super) host_span: Option<Span>,
    pub(super) port_span: Option<Span>,
}

/// All that one release line knows of its listeners. `None`: unknown, or refused already.
#[derive(Debug)]
pub(super) struct Net<'a> {
    pub(super) view: View<'a>,
    /// Empty in ZooKeeper mode.
    pub(super) roles: Option<Vec<Role>>,
    pub(super) controllers: Option<Vec<String>>,
    pub(super) protocols: Option<Protocols>,
    pub(super) listeners: Option<Vec<End>>,
    /// `advertised.listeners`, or what stands for it.
    pub(super) advertised: Option<Vec<End>>,
    pub(super) inter_broker: Option<(String, String)>,
}

/// The roles of a line; `None`: unknown or refused.
pub(super) fn roles(view: &View<'_>) -> Option<Vec<Role>> {
    match view.text("process.roles") {
        Heard::Null => Some(Vec::new()),
        Heard::Unknown => None,
        Heard::Known(text) => super::raw::all_entries(text)
            .map(|entry| match entry {
                "broker" => Some(Role::Broker),
                "controller" => Some(Role::Controller),
                _ => None,
            })
            .collect(),
    }
}

/// `controllerListenerNames`: cut at commas and not trimmed before 4.1.
pub(super) fn controllers(view: &View<'_>) -> Option<Vec<String>> {
    const TRIMMED: VersionSet = since!("4.1.0");
    match view.text("controller.listener.names") {
        Heard::Null => Some(Vec::new()),
        Heard::Unknown => None,
        Heard::Known("") => Some(Vec::new()),
        Heard::Known(text) if view.is(TRIMMED) => Some(entries(text).map(str::to_owned).collect()),
        Heard::Known(text) => {
            let mut names: Vec<&str> = text.split(',').collect();
            drop_empty_end(&mut names);
            Some(names.into_iter().map(str::to_owned).collect())
        }
    }
}

/// Reads the listeners of one line and refuses what its parser refuses.
pub(super) fn read<'a>(checker: &mut Checker<'a>, view: View<'a>) -> Net<'a> {
    let roles = roles(&view);
    let controllers = controllers(&view);
    let protocols = protocols(checker, &view, roles.as_deref(), controllers.as_deref());
    let listeners = match view.text("listeners") {
        Heard::Unknown => None,
        Heard::Known(_) if view.written("listeners").is_some() => ends(checker, &view, "listeners", &protocols),
        // The default since 3.0.
        Heard::Known(_) => mapped(checker, &view, End::plain(None, 9092), "PLAINTEXT://:9092", &protocols),
        Heard::Null => from_host_and_port(checker, &view, "host.name", "port", false).and_then(|mut ends| {
            let end = ends.pop()?;
            let entry = format!("PLAINTEXT://{}:{}", end.host.as_deref().unwrap_or_default(), end.port);
            mapped(checker, &view, end, &entry, &protocols)
        }),
    };
    let advertised = match view.text("advertised.listeners") {
        Heard::Unknown => None,
        Heard::Known(_) => ends(checker, &view, "advertised.listeners", &protocols),
        Heard::Null => {
            let named = view.written("advertised.host.name").is_some() || view.written("advertised.port").is_some();
            if named {
                from_host_and_port(checker, &view, "advertised.host.name", "advertised.port", true)
            } else {
                listeners.clone()
            }
        }
    };
    let inter_broker = inter_broker(checker, &view, &protocols);
    Net { view, roles, controllers, protocols, listeners, advertised, inter_broker }
}

/// The listener that nobody wrote speaks PLAINTEXT: a map that is written must know it.
fn mapped(
    checker: &mut Checker<'_>,
    view: &View<'_>,
    end: End,
    entry: &str,
    protocols: &Option<Protocols>,
) -> Option<Vec<End>> {
    const KEY: &str = "listener.security.protocol.map";
    if !view.is(NAMED) || protocols.as_ref()?.iter().any(|(name, _)| name == "PLAINTEXT") {
        return Some(vec![end]);
    }
    let entry = quoted(view, entry);
    let text =
        format!("Error creating broker listeners from '{entry}': No security protocol defined for listener PLAINTEXT");
    let refusal = Refusal::new(UNMAPPED, checker.place(&[KEY]), view.at, text).key(KEY).detail(text! {
        en: "listeners is missing, so the broker listens as PLAINTEXT, which {KEY} leaves out",
        zh: "没有写 listeners，broker 会用默认的 PLAINTEXT 监听器，而 {KEY} 里没有它",
    });
    checker.refuse("default listener map", refusal);
    None
}

impl End {
    fn plain(host: Option<String>, port: i64) -> Self {
        Self { name: "PLAINTEXT".to_owned(), host, port, span: None, host_span: None, port_span: None }
    }

    /// Where to point: its entry, else the key's value, else the file.
    pub(super) fn place(&self, checker: &Checker<'_>, keys: &[&str]) -> Place {
        self.span.map_or_else(|| checker.place(keys), Place::Span)
    }
}

/// `listenerListToEndPoints`: every entry, or nothing when one is refused.
fn ends(
    checker: &mut Checker<'_>,
    view: &View<'_>,
    key: &'static str,
    protocols: &Option<Protocols>,
) -> Option<Vec<End>> {
    let written = view.written(key)?;
    let value = written.text();
    let mut all = Some(Vec::new());
    let mut broken = 0;
    let list = quoted(view, value);
    let comment = super::configdef::before_comment(value);
    let allowed = if view.is(V0_9) { in_host_0_9 } else { in_host };
    let comment = comment.is_some_and(|value| entries(value).all(|entry| cut_listener(entry, allowed).is_some()));
    let known: Option<HashSet<&str>> =
        protocols.as_ref().map(|protocols| protocols.iter().map(|(name, _)| name.as_ref()).collect());
    let names_first = names_first(view, key);
    let mut line = Line { view, key, written, list: &list, comment, known: known.as_ref(), names_first };
    for entry in listed(view, value) {
        // Its name settles the map: the others' are not asked.
        line.names_first &= !cut_listener(entry, allowed).is_some_and(|(name, ..)| is_secure(&name.to_uppercase()));
        match end(checker, &line, entry) {
            Some(end) => {
                if let Some(all) = &mut all {
                    all.push(end);
                }
            }
            None => {
                all = None;
                broken += 1;
                // Nobody mends a thousand entries one by one.
                if broken > 2 * MOST {
                    break;
                }
            }
        }
    }
    all
}

/// The value as the server's message quotes it; an endless one with its middle left out.
pub(super) fn quoted(view: &View<'_>, value: &str) -> String {
    if view.is(LISTS) {
        format!("[{}]", shortened(&listed(view, value).join(", ")))
    } else {
        shortened(value).into_owned()
    }
}

/// A text of some thousand characters without its middle.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    const MOST: usize = 2_000;
    if text.len() <= MOST {
        return Cow::Borrowed(text);
    }
    let head = (0..=MOST / 2).rev().find_map(|at| text.get(..at)).unwrap_or_default();
    let tail = (text.len() - MOST / 2..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default();
    Cow::Owned(format!("{head}…{tail}"))
}

/// The entries of a list of listeners.
fn listed<'t>(view: &View<'_>, value: &'t str) -> Vec<&'t str> {
    if view.is(LISTS) { distinct(entries(value)) } else { entries(value).collect() }
}

/// Whether a listener's name is one that is refused for being empty.
pub(super) fn is_nameless(view: &View<'_>, name: &str) -> bool {
    view.is(NO_EMPTY_NAME) && java_trim(name).is_empty()
}

/// What all entries of one list share, made once.
#[derive(Clone, Copy)]
struct Line<'l> {
    view: &'l View<'l>,
    key: &'static str,
    written: &'l Written<'l>,
    /// The list as messages quote it.
    list: &'l str,
    /// It would be in order without the comment at its end.
    comment: bool,
    /// The names are read before the listeners.
    names_first: bool,
    /// Names with a protocol.
    known: Option<&'l HashSet<&'l str>>,
}

fn end(checker: &mut Checker<'_>, line: &Line<'_>, entry: &str) -> Option<End> {
    let Line { view, key, written, list, comment, known, names_first } = *line;
    let creating = |what: String| format!("Error creating broker listeners from '{list}': {what}");
    let allowed = if view.is(V0_9) { in_host_0_9 } else { in_host };
    let Some((name, host, port)) = cut_listener(entry, allowed) else {
        let text = match names_first.then(|| unnamed(view, entry)).flatten() {
            Some(text) => text,
            None => creating(format!("Unable to parse {entry} to a broker endpoint")),
        };
        let refusal = if comment {
            // One comment breaks several entries; it is told once.
            super::configdef::comment_refusal(written, view.at, text)
        } else {
            let mut refusal = Refusal::new(MALFORMED, written.span_of(entry), view.at, text).help(form(key));
            refusal.detail = why_malformed(entry, view.is(V0_9));
            refusal
        };
        checker.refuse("listener grammar", refusal.key(key));
        return None;
    };
    if is_nameless(view, name) {
        let refusal = Refusal::new(MALFORMED, written.span_of(entry), view.at, creating(EMPTY_NAME.to_owned()));
        checker.refuse(
            "listener name",
            refusal.key(key).help(form(key)).detail(text! {
                en: "the listener \"{entry}\" has no name in front of ://",
                zh: "监听器 \"{entry}\" 的 :// 前面没有名称",
            }),
        );
        return None;
    }
    let Some(number) = parse_long(port).filter(|port| i32::try_from(*port).is_ok()) else {
        let text = creating(format!("For input string: \"{port}\""));
        let refusal = Refusal::new(MALFORMED, written.span_of(port), view.at, text).key(key).detail(text! {
            en: "the port {port} in {key} is too large for any port",
            zh: "{key} 里的端口 {port} 太大，不是合法端口",
        });
        checker.refuse("listener port", refusal);
        return None;
    };
    let end = End {
        name: name.to_uppercase(),
        host: (!host.is_empty()).then(|| host.to_owned()),
        port: number,
        span: Some(written.span_of(entry)),
        host_span: (!host.is_empty()).then(|| written.span_of(host)),
        port_span: Some(written.span_of(port)),
    };
    if view.is(NAMED) {
        if !known?.contains(end.name.as_str()) {
            let listener = &end.name;
            let text = creating(format!("No security protocol defined for listener {listener}"));
            let refusal = Refusal::new(UNMAPPED, written.span_of(name), view.at, text).key(key).detail(text! {
                en: "{key} names the listener {listener}, but listener.security.protocol.map doesn't say which protocol it speaks",
                zh: "{key} 里有监听器 {listener}，但 listener.security.protocol.map 没有给出它的协议",
            });
            checker.refuse("listener map", refusal.help(text! {
                en: "add {listener}:PLAINTEXT (or SSL, SASL_PLAINTEXT, SASL_SSL) to listener.security.protocol.map",
                zh: "在 listener.security.protocol.map 里加上 {listener}:PLAINTEXT（或 SSL、SASL_PLAINTEXT、SASL_SSL）",
            }));
            return None;
        }
        return Some(end);
    }
    // Before names there were protocols, and in 0.9 capitals counted.
    let protocol = if view.is(V0_9) { name.to_owned() } else { end.name.clone() };
    if PROTOCOLS.contains(&protocol.as_str()) || protocol == "TRACE" {
        return Some(end);
    }
    let text = creating(format!("No enum constant org.apache.kafka.common.protocol.SecurityProtocol.{protocol}"));
    let refusal = Refusal::new(MALFORMED, written.span_of(name), view.at, text).key(key).detail(text! {
        en: "{name} in {key} is not a protocol: before 0.10.2 a listener is named PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, in capitals",
        zh: "{key} 里的 {name} 不是协议名：0.10.2 之前监听器只能叫 PLAINTEXT、SSL、SASL_PLAINTEXT 或 SASL_SSL（大写）",
    });
    checker.refuse("listener protocol", refusal);
    None
}

/// In KRaft mode without a map, the names of `listeners` are read first (`effectiveListenerSecurityProtocolMap`).
fn names_first(view: &View<'_>, key: &str) -> bool {
    let names_first = key == "listeners"
        && view.is(EFFECTIVE_MAP)
        && view.written("listener.security.protocol.map").is_none()
        && (view.is(since!("4.0.0")) || view.text("process.roles").known().is_some_and(|roles| !roles.is_empty()));
    // Secured controllers settle the map without a look at `listeners`.
    names_first && controllers(view).is_some_and(|names| !names.iter().any(|name| is_secure(name)))
}

/// What `EndPoint.parseListenerName` says of an entry.
fn unnamed(view: &View<'_>, entry: &str) -> Option<String> {
    let cut_at_colon = view.is(since!("3.9.0")) && entry.contains(':');
    (!cut_at_colon).then(|| format!("Unable to parse a listener name from {entry}"))
}

/// What in an entry breaks the grammar, where it can be told.
fn why_malformed(entry: &str, v0_9: bool) -> Option<text::Text> {
    if entry.contains([' ', '\t']) {
        return Some(text! {
            en: "a blank inside the listener \"{entry}\": Kafka can't read the entry",
            zh: "监听器 \"{entry}\" 里有空白：Kafka 无法解析",
        });
    }
    let Some((_, address)) = entry.split_once("://") else {
        return Some(text! {
            en: "the listener \"{entry}\" has no NAME:// in front",
            zh: "监听器 \"{entry}\" 前面缺少 名称://",
        });
    };
    if !address.contains(':') {
        return Some(text! { en: "the listener \"{entry}\" has no port", zh: "监听器 \"{entry}\" 没有端口" });
    }
    if v0_9 && cut_listener(entry, in_host).is_some() {
        return Some(text! {
            en: "the host in \"{entry}\" has an underscore or a percent sign, which 0.9 can't read",
            zh: "\"{entry}\" 的主机名里有下划线或百分号，0.9 无法解析",
        });
    }
    None
}

fn form(key: &str) -> text::Text {
    text! {
        en: "write {key} as NAME://host:port, several separated by commas; an empty host means all interfaces",
        zh: "{key} 的写法是 名称://主机:端口，多个用逗号分隔；主机留空表示所有网卡",
    }
}

/// `PLAINTEXT://host.name:port`, what stood for `listeners` before they existed (gone with 3.0).
fn from_host_and_port(
    checker: &mut Checker<'_>,
    view: &View<'_>,
    host_key: &'static str,
    port_key: &'static str,
    advertised: bool,
) -> Option<Vec<End>> {
    let own = (view.text(host_key), view.number(port_key));
    let host = match own.0 {
        Heard::Known(host) => host,
        Heard::Unknown => return None,
        Heard::Null if advertised => match view.text("host.name") {
            Heard::Known(host) => host,
            Heard::Unknown => return None,
            Heard::Null => "",
        },
        Heard::Null => "",
    };
    let port = match own.1 {
        Heard::Known(port) => port,
        Heard::Unknown => return None,
        Heard::Null => match view.number("port") {
            Heard::Known(port) => port,
            Heard::Null => 9092,
            Heard::Unknown => return None,
        },
    };
    let whole = format!("PLAINTEXT://{host}:{port}");
    // A list like any other: its first entry is read first.
    let entry = entries(&whole).next().unwrap_or(&whole).to_owned();
    let allowed = if view.is(V0_9) { in_host_0_9 } else { in_host };
    let problem = match cut_listener(&entry, allowed) {
        None => format!("Unable to parse {entry} to a broker endpoint"),
        Some(("PLAINTEXT", cut, _)) => {
            let host = (!cut.is_empty()).then(|| cut.to_owned());
            let host_span = view.written(host_key).map(Written::span);
            let port_span = view.written(port_key).map(Written::span);
            return Some(vec![End { host_span, port_span, ..End::plain(host, port) }]);
        }
        // A scheme in the host's name becomes part of the protocol.
        Some((name, ..)) if view.is(NAMED) => {
            format!("No security protocol defined for listener {}", name.to_uppercase())
        }
        Some((name, ..)) => {
            format!("No enum constant org.apache.kafka.common.protocol.SecurityProtocol.{}", shown_protocol(view, name))
        }
    };
    let text =
        if view.is(NAMED) { format!("Error creating broker listeners from '{whole}': {problem}") } else { problem };
    let key = if view.written(host_key).is_some() { host_key } else { "host.name" };
    let refusal = Refusal::new(MALFORMED, checker.place(&[key, port_key]), view.at, text).key(key).detail(text! {
        en: "{key} is not a host name that Kafka can read: \"{host}\"",
        zh: "{key} 不是 Kafka 能解析的主机名：\"{host}\"",
    });
    checker.refuse("host name", refusal);
    None
}

fn shown_protocol(view: &View<'_>, name: &str) -> String {
    if view.is(V0_9) { name.to_owned() } else { name.to_uppercase() }
}

/// `listener.security.protocol.map` with what it gets by itself.
fn protocols(
    checker: &mut Checker<'_>,
    view: &View<'_>,
    roles: Option<&[Role]>,
    controllers: Option<&[String]>,
) -> Option<Protocols> {
    const KEY: &str = "listener.security.protocol.map";
    if !view.is(NAMED) {
        return Some(own_protocols());
    }
    let Some(written) = view.written(KEY) else {
        return default_protocols(checker, view, roles?, controllers?);
    };
    if written.unknown {
        return None;
    }
    let value = written.text();
    let mut map: Protocols = Vec::new();
    let mut raw = CsvMap::default();
    let mut broken = false;
    if value.is_empty() {
        return Some(map);
    }
    // `String.split` drops empty entries at the end, and only there.
    let mut parts: Vec<&str> = super::raw::all_entries(value).collect();
    drop_empty_end(&mut parts);
    for entry in parts {
        let Some((name, protocol)) = entry.rsplit_once(':') else {
            // `substring(0, -1)`, in the words of JDK 17.
            let length = entry.chars().count();
            let text = format!("Error parsing configuration property '{KEY}': begin 0, end -1, length {length}");
            let refusal = Refusal::new(MALFORMED, written.span_of(entry), view.at, text).key(KEY).detail(text! {
                en: "\"{entry}\" in {KEY} has no colon: write LISTENER:PROTOCOL",
                zh: "{KEY} 里的 \"{entry}\" 没有冒号：应写成 监听器:协议",
            });
            checker.refuse("map grammar", refusal);
            broken = true;
            continue;
        };
        raw.put(java_trim(name), java_trim(protocol), entry);
    }
    let mut at: HashMap<String, usize> = HashMap::new();
    for (name, protocol, entry) in raw.in_order(view.is(since!("3.8.0"))) {
        if is_nameless(view, name) {
            let refusal = Refusal::new(MALFORMED, written.span_of(entry), view.at, EMPTY_NAME).key(KEY).detail(text! {
                en: "\"{entry}\" in {KEY} has no listener in front of the colon: write LISTENER:PROTOCOL",
                zh: "{KEY} 里的 \"{entry}\" 冒号前没有监听器名：应写成 监听器:协议",
            });
            checker.refuse("map name", refusal);
            broken = true;
            continue;
        }
        let upper = protocol.to_uppercase();
        let trace = upper == "TRACE" && view.is(before!("1.0.0"));
        if !PROTOCOLS.contains(&upper.as_str()) && !trace {
            let text = format!("Invalid security protocol `{protocol}` defined in {KEY}");
            let refusal = Refusal::new(UNMAPPED, written.span_of(protocol), view.at, text).key(KEY).detail(text! {
                en: "{KEY} maps to \"{protocol}\", which is no protocol: PLAINTEXT, SSL, SASL_PLAINTEXT and SASL_SSL are",
                zh: "{KEY} 里的 \"{protocol}\" 不是协议：只有 PLAINTEXT、SSL、SASL_PLAINTEXT 和 SASL_SSL",
            });
            checker.refuse("map protocol", refusal);
            broken = true;
            continue;
        }
        let name = name.to_uppercase();
        let place = *at.entry(name.clone()).or_insert(map.len());
        match map.get_mut(place) {
            // Two spellings of one name: the later one counts, until a Java collector asks for one.
            Some((_, old)) if view.is(ONE_SPELLING) => {
                let text = duplicate_key(&name, old, &upper);
                let refusal = Refusal::new(UNMAPPED, written.span_of(entry), view.at, text).key(KEY).detail(text! {
                    en: "{KEY} has {name} twice, in different letters: 4.1 and later stop at that",
                    zh: "{KEY} 里 {name} 以不同大小写写了两次：4.1 起会因此退出",
                });
                checker.refuse("map twice", refusal);
                broken = true;
            }
            Some((_, old)) => *old = Cow::Owned(upper),
            None => map.push((Cow::Owned(name), Cow::Owned(upper))),
        }
    }
    (!broken).then_some(map)
}

/// What `Collectors.toMap` says of a listener that comes a second time.
fn duplicate_key(name: &str, one: &str, other: &str) -> String {
    format!("Duplicate key ListenerName({name}) (attempted merging values {one} and {other})")
}

fn own_protocols() -> Protocols {
    PROTOCOLS.iter().map(|name| (Cow::Borrowed(*name), Cow::Borrowed(*name))).collect()
}

/// `isSslOrSasl`.
fn is_secure(name: &str) -> bool {
    matches!(name, "SSL" | "SASL_SSL" | "SASL_PLAINTEXT")
}

fn default_protocols(
    checker: &mut Checker<'_>,
    view: &View<'_>,
    roles: &[Role],
    controllers: &[String],
) -> Option<Protocols> {
    const NAMES: &str = "controller.listener.names";
    let mut map = own_protocols();
    if view.is(before!("1.0.0")) {
        map.push((Cow::Borrowed("TRACE"), Cow::Borrowed("TRACE")));
    }
    if !view.is(EFFECTIVE_MAP) || (roles.is_empty() && view.is(before!("4.0.0"))) {
        return Some(map);
    }
    let listeners = match view.text("listeners") {
        Heard::Known(text) => text,
        Heard::Null => "",
        Heard::Unknown => return None,
    };
    let secured = controllers.iter().any(|name| is_secure(name))
        || entries(listeners).any(|entry| {
            is_secure(&cut_listener(entry, in_host).map_or(String::new(), |(name, ..)| name.to_uppercase()))
        });
    if !secured {
        // 4.1 collects them into a map that takes no name twice; before it was a Scala map, and 4.2 drops doubles of a list.
        let mut seen = HashSet::new();
        let collected = view.is(ONE_SPELLING) && view.is(before!("4.2.0"));
        if let Some(name) = controllers.iter().find(|name| collected && *name != "PLAINTEXT" && !seen.insert(*name)) {
            let text = duplicate_key(name, "PLAINTEXT", "PLAINTEXT");
            let refusal = Refusal::new(UNMAPPED, checker.place(&[NAMES]), view.at, text).key(NAMES).detail(text! {
                en: "{NAMES} has {name} twice: 4.1 stops at that",
                zh: "{NAMES} 里 {name} 写了两次：4.1 会因此退出",
            });
            checker.refuse("names twice", refusal);
            return None;
        }
        map.extend(
            controllers
                .iter()
                .filter(|name| *name != "PLAINTEXT")
                .map(|name| (Cow::Owned(name.clone()), Cow::Borrowed("PLAINTEXT"))),
        );
    }
    Some(map)
}

/// `getInterBrokerListenerNameAndSecurityProtocol`: name and protocol.
fn inter_broker(checker: &mut Checker<'_>, view: &View<'_>, protocols: &Option<Protocols>) -> Option<(String, String)> {
    const NAME: &str = "inter.broker.listener.name";
    const PROTOCOL: &str = "security.inter.broker.protocol";
    const FAULT: Fault = Fault("conflicting-inter-broker-settings");
    if let Some(written) = view.written(NAME) {
        if checker.raw.has(PROTOCOL) {
            let text = format!("Only one of {NAME} and {PROTOCOL} should be set.");
            let mut refusal = Refusal::new(FAULT, written.key_span, view.at, text).key(NAME);
            if let Some(other) = checker.raw.get(PROTOCOL) {
                refusal = refusal.related(other.key_span, text! { en: "set here too", zh: "这里也设置了" });
            }
            checker.refuse("inter-broker both", refusal);
            return None;
        }
        if written.unknown {
            return None;
        }
        let name = written.text().to_uppercase();
        if is_nameless(view, &name) {
            let refusal = Refusal::new(UNMAPPED, written.span(), view.at, EMPTY_NAME).key(NAME).detail(text! {
                en: "{NAME} is written without a name",
                zh: "{NAME} 没有写监听器名",
            });
            checker.refuse("inter-broker map", refusal);
            return None;
        }
        let protocols = protocols.as_ref()?;
        let Some((_, protocol)) = protocols.iter().find(|(known, _)| *known == name) else {
            let text =
                format!("Listener with name {name} defined in {NAME} not found in listener.security.protocol.map.");
            let refusal = Refusal::new(UNMAPPED, written.span(), view.at, text).key(NAME).detail(text! {
                en: "{NAME} names {name}, but listener.security.protocol.map doesn't know that listener",
                zh: "{NAME} 指定了 {name}，但 listener.security.protocol.map 里没有这个监听器",
            });
            checker.refuse("inter-broker map", refusal);
            return None;
        };
        return Some((name, protocol.clone().into_owned()));
    }
    match view.written(PROTOCOL) {
        None => Some(("PLAINTEXT".to_owned(), "PLAINTEXT".to_owned())),
        Some(written) if written.unknown => None,
        Some(written) => {
            let value = written.text();
            let upper = if view.is(V0_9) { value.to_owned() } else { value.to_uppercase() };
            if PROTOCOLS.contains(&upper.as_str()) || (upper == "TRACE" && view.is(before!("1.0.0"))) {
                // Since 3.3 ConfigDef takes capitals only, and says so itself.
                return Some((upper.clone(), upper));
            }
            if view.is(before!("3.3.0")) {
                let text = if view.is(NAMED) {
                    format!("Invalid security protocol `{value}` defined in {PROTOCOL}")
                } else {
                    format!("No enum constant org.apache.kafka.common.protocol.SecurityProtocol.{upper}")
                };
                let refusal =
                    Refusal::new(super::configdef::INVALID_VALUE, written.span(), view.at, text).key(PROTOCOL);
                checker.refuse("inter-broker protocol", refusal.detail(text! {
                    en: "{PROTOCOL} can't be \"{value}\": PLAINTEXT, SSL, SASL_PLAINTEXT and SASL_SSL are protocols",
                    zh: "{PROTOCOL} 不能是 \"{value}\"：协议只有 PLAINTEXT、SSL、SASL_PLAINTEXT 和 SASL_SSL",
                }));
            }
            None
        }
    }
}
