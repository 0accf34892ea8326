//! What a broker demands of its listeners as a whole.
//!
//! `kafka/server/KafkaConfig.scala` (`validateValues`, `validateUniquePortAndProtocol`,
//! `earlyStartListeners`), `kafka/utils/CoreUtils.scala` (`listenerListToEndPoints`).

use super::Role;
use super::net::{self, End, NAMED, Net, quoted};
use super::protocol_version;
use super::raw::{Written, all_entries, entries};
use super::view::{CONFIG_DEF, Checker, Heard, MOST, View, before, required, since};
use crate::catalog::VersionSet;
use crate::finding::Place;
use crate::model::{Fault, Refusal};
use crate::text;
use std::collections::{HashMap, HashSet};
use std::net::{Ipv4Addr, Ipv6Addr};

/// `requireDistinctPorts = false` for what is advertised.
const ADVERTISED_PORTS_MAY_REPEAT: VersionSet = since!("2.7.0");
/// One IPv4 and one IPv6 listener may share a port.
const TWO_STACKS: VersionSet = since!("3.6.0");
/// Names joined into texts differ from then on.
const V3_9: VersionSet = since!("3.9.0");

/// Any of these makes it worth looking.
const KEYS: &[&str] = &[
    "listeners",
    "advertised.listeners",
    "host.name",
    "port",
    "advertised.host.name",
    "advertised.port",
    "listener.security.protocol.map",
    "inter.broker.listener.name",
    "security.inter.broker.protocol",
    "control.plane.listener.name",
    "controller.listener.names",
    "process.roles",
    "early.start.listeners",
    "zookeeper.metadata.migration.enable",
    "sasl.mechanism.inter.broker.protocol",
    "sasl.enabled.mechanisms",
];

/// Every release line in question.
pub(super) fn check(checker: &mut Checker<'_>) {
    if !checker.any(KEYS) {
        return;
    }
    for view in checker.views(CONFIG_DEF) {
        let net = net::read(checker, view);
        distinct(checker, &net, "listeners", net.listeners.as_deref(), true);
        if view.written("advertised.listeners").is_some() {
            let ports = !view.is(ADVERTISED_PORTS_MAY_REPEAT);
            distinct(checker, &net, "advertised.listeners", net.advertised.as_deref(), ports);
        }
        super::kraft::check(checker, &net);
        let zookeeper = view.is(before!("4.0.0"));
        let serves = |roles: &Vec<Role>| (roles.is_empty() && zookeeper) || roles.contains(&Role::Broker);
        if net.roles.as_ref().is_some_and(serves) {
            advertised(checker, &net);
        }
        routable(checker, &net);
        super::log_dirs::ports(checker, &net);
        control_plane(checker, &net);
        early_start(checker, &net);
        mechanisms(checker, &net);
    }
}

/// Names and ports of one list are distinct.
fn distinct(checker: &mut Checker<'_>, net: &Net<'_>, key: &'static str, ends: Option<&[End]>, ports: bool) {
    let Some(ends) = ends else { return };
    let view = net.view;
    let list = view.written(key).map(|written| quoted(&view, written.text())).unwrap_or_default();
    let what = if view.is(NAMED) { "name" } else { "protocol" };
    let mut firsts: HashMap<&str, &End> = HashMap::new();
    let mut doubles = 0;
    for end in ends {
        let Some(first) = firsts.get(end.name.as_str()).copied() else {
            firsts.insert(&end.name, end);
            continue;
        };
        doubles += 1;
        if doubles > 2 * MOST {
            break;
        }
        let mut text = format!("Each listener must have a different {what}");
        if view.is(NAMED) {
            text.push_str(&format!(", listeners: {list}"));
        }
        let text = within(&view, &list, text);
        let name = &end.name;
        let mut refusal = Refusal::new(Fault("duplicate-listener-name"), end.place(checker, &[key]), view.at, text)
            .key(key)
            .detail(text! {
                en: "{key} has two listeners of the name {name}",
                zh: "{key} 里有两个名为 {name} 的监听器",
            });
        if let Some(span) = first.span {
            refusal = refusal.related(span, text! { en: "the first one", zh: "第一个" });
        }
        checker.refuse("listener names", refusal);
    }
    if ports {
        distinct_ports(checker, &view, key, ends, &list);
    }
}

/// Since 4.3 the checks stand inside the `try` that words every failure.
fn within(view: &View<'_>, list: &str, text: String) -> String {
    if view.is(since!("4.3.0")) {
        format!("Error creating broker listeners from '{list}': {text}")
    } else if text.contains(" unless exactly one ") {
        // Thrown by hand, not by `require`.
        text
    } else {
        required(text)
    }
}

fn distinct_ports(checker: &mut Checker<'_>, view: &View<'_>, key: &'static str, ends: &[End], list: &str) {
    let mut by_port: HashMap<i64, Vec<&End>> = HashMap::new();
    for end in ends.iter().filter(|end| end.port != 0) {
        by_port.entry(end.port).or_default().push(end);
    }
    let mut shared: Vec<Vec<&End>> = by_port.into_values().filter(|sharing| sharing.len() > 1).collect();
    // Told at the second one, once for each port, in file order.
    shared.sort_by_key(|sharing| sharing.get(1).and_then(|end| end.span).map_or(0, |span| span.start));
    for sharing in shared.into_iter().take(2 * MOST) {
        let Some(&end) = sharing.get(1) else { continue };
        let port = end.port;
        let with_list = format!("Each listener must have a different port, listeners: {list}");
        let mut by_hand = false;
        let text = if !view.is(NAMED) {
            "Each listener must have a different port".to_owned()
        } else if !view.is(TWO_STACKS) {
            with_list
        } else {
            let literal = |end: &&&End| end.host.as_deref().is_some_and(is_address);
            let addresses = sharing.iter().filter(literal).count();
            match (addresses, sharing.len() - addresses) {
                (_, named) if named > 1 => with_list,
                (2, 0) if two_stacks(&sharing) => continue,
                (2, named) => {
                    // With a third one `require` is not asked, the exception is thrown by hand.
                    by_hand = named > 0 && two_stacks(&sharing);
                    format!(
                        "If you have two listeners on the same port then one needs to be IPv4 and the other IPv6, \
                     listeners: {list}, port: {port}"
                    )
                }
                _ => format!(
                    "Each listener must have a different port unless exactly one listener has an IPv4 address and \
                     the other IPv6 address, listeners: {list}, port: {port}"
                ),
            }
        };
        let text = if by_hand && !view.is(since!("4.3.0")) { text } else { within(view, list, text) };
        let place = end.port_span.map_or_else(|| checker.place(&[key]), Place::Span);
        let mut refusal = Refusal::new(Fault("duplicate-listener-port"), place, view.at, text).key(key).detail(text! {
            en: "two listeners in {key} share the port {port}",
            zh: "{key} 里有两个监听器使用同一个端口 {port}",
        });
        if let Some(span) = sharing.first().and_then(|first| first.port_span) {
            refusal = refusal.related(span, text! { en: "the first one", zh: "第一个" });
        }
        checker.refuse("listener ports", refusal);
    }
}

/// `InetAddressValidator.isValid`.
fn is_address(host: &str) -> bool {
    host.parse::<Ipv4Addr>().is_ok() || host.parse::<Ipv6Addr>().is_ok()
}

fn two_stacks(ends: &[&End]) -> bool {
    let four = ends.iter().filter(|end| end.host.as_deref().is_some_and(|host| host.parse::<Ipv4Addr>().is_ok()));
    four.count() == 1
}

/// Names without repetition, in order.
fn names(ends: &[End]) -> Vec<String> {
    let mut seen = HashSet::new();
    ends.iter().filter(|end| seen.insert(end.name.as_str())).map(|end| end.name.clone()).collect()
}

/// A Scala set of protocols (`Set(PLAINTEXT, SSL)`) or names joined with commas.
fn shown(view: &View<'_>, names: &[String]) -> String {
    let joined = names.join(if view.is(NAMED) { "," } else { ", " });
    let joined = net::shortened(&joined);
    if view.is(NAMED) { joined.into_owned() } else { format!("Set({joined})") }
}

/// The inter-broker listener is advertised, and nothing is advertised that isn't there.
fn advertised(checker: &mut Checker<'_>, net: &Net<'_>) {
    let view = net.view;
    let (Some(listeners), Some(advertised), Some(controllers)) = (&net.listeners, &net.advertised, &net.controllers)
    else {
        return;
    };
    // Controller listeners are not what clients are told: always since 3.9, before unless written down.
    let explicit = view.written("advertised.listeners").is_some();
    let hide = view.is(V3_9) || (view.is(since!("2.8.0")) && !explicit);
    let told: Vec<End> = advertised.iter().filter(|end| !hide || !controllers.contains(&end.name)).cloned().collect();
    let (told_names, known) = (names(&told), names(listeners));
    if told.is_empty() && view.is(since!("3.1.0")) {
        none_advertised(checker, net);
        return;
    }
    if let Some((name, _)) = &net.inter_broker
        && !told_names.contains(name)
    {
        not_advertised(checker, &view, name, &told_names);
    }
    let (found, valid) = (shown(&view, &told_names), shown(&view, &known));
    let known: HashSet<&str> = known.iter().map(String::as_str).collect();
    for end in told.iter().filter(|end| !known.contains(end.name.as_str())).take(2 * MOST) {
        let text = if view.is(NAMED) {
            format!(
                "advertised.listeners listener names must be equal to or a subset of the ones defined in listeners. \
                 Found {found}. The valid options based on the current configuration are {valid}"
            )
        } else {
            format!(
                "advertised.listeners protocols must be equal to or a subset of listeners protocols. Found {found}. \
                 The valid options based on currently configured protocols are {valid}"
            )
        };
        let name = &end.name;
        let place = end.place(checker, &["advertised.host.name", "advertised.port", "listeners"]);
        let key = if explicit { "advertised.listeners" } else { "advertised.host.name" };
        let refusal =
            Refusal::new(Fault("advertised-not-a-listener"), place, view.at, required(text)).key(key).detail(text! {
                en: "{name} is advertised, but listeners has no {name}",
                zh: "对外公布了 {name}，但 listeners 里没有 {name}",
            });
        checker.refuse(
            "advertised subset",
            refusal.help(text! {
                en: "add {name}://:port to listeners, or remove {name} from {key}",
                zh: "在 listeners 里加上 {name}://:端口，或从 {key} 里去掉 {name}",
            }),
        );
    }
}

fn none_advertised(checker: &mut Checker<'_>, net: &Net<'_>) {
    let view = net.view;
    let kraft = net.roles.as_ref().is_some_and(|roles| !roles.is_empty());
    let mut text = String::from(if view.is(V3_9) {
        "There must be at least one broker advertised listener."
    } else {
        "There must be at least one advertised listener."
    });
    if kraft {
        text.push_str(" Perhaps all listeners appear in controller.listener.names?");
    }
    let place = checker.place(&["advertised.listeners", "listeners"]);
    let refusal =
        Refusal::new(Fault("inter-broker-listener-not-advertised"), place, view.at, required(text)).detail(text! {
            en: "the broker has no listener for clients: every listener is a controller's",
            zh: "broker 没有供客户端使用的监听器：所有监听器都属于控制器",
        });
    checker.refuse("advertised none", refusal);
}

fn not_advertised(checker: &mut Checker<'_>, view: &View<'_>, name: &str, told: &[String]) {
    let options = shown(view, told);
    let text = if view.is(NAMED) {
        format!(
            "inter.broker.listener.name must be a listener name defined in advertised.listeners. The valid options \
             based on currently configured listeners are {options}"
        )
    } else {
        format!(
            "security.inter.broker.protocol must be a protocol in the configured set of advertised.listeners. The \
             valid options based on currently configured protocols are {options}"
        )
    };
    let place = checker.place(&[
        "inter.broker.listener.name",
        "security.inter.broker.protocol",
        "advertised.listeners",
        "advertised.host.name",
        "listeners",
    ]);
    let among = if told.is_empty() { String::from("-") } else { net::shortened(&told.join(", ")).into_owned() };
    let key = if view.is(NAMED) { "inter.broker.listener.name" } else { "security.inter.broker.protocol" };
    let refusal = Refusal::new(Fault("inter-broker-listener-not-advertised"), place, view.at, required(text))
        .key(key)
        .detail(text! {
            en: "brokers would talk to each other through {name}, which is not advertised (advertised: {among})",
            zh: "broker 之间使用 {name} 通信，但它没有对外公布（已公布：{among}）",
        });
    let one = told.first().map_or("SSL", String::as_str);
    let help = if view.is(NAMED) {
        text! { en: "write inter.broker.listener.name={one}, or add {name} to listeners and advertised.listeners", zh: "写 inter.broker.listener.name={one}，或在 listeners 和 advertised.listeners 里加上 {name}" }
    } else {
        text! { en: "write security.inter.broker.protocol={one}, or add {name} to listeners and advertised.listeners", zh: "写 security.inter.broker.protocol={one}，或在 listeners 和 advertised.listeners 里加上 {name}" }
    };
    checker.refuse("inter-broker advertised", refusal.help(help));
}

/// 0.0.0.0 is no address to be told (since 1.0).
fn routable(checker: &mut Checker<'_>, net: &Net<'_>) {
    let view = net.view;
    let (Some(advertised), Some(controllers)) = (&net.advertised, &net.controllers) else { return };
    if !view.is(since!("1.0.0")) {
        return;
    }
    let explicit = view.written("advertised.listeners").is_some();
    for end in advertised.iter().filter(|end| end.host.as_deref() == Some("0.0.0.0")) {
        // A controller's own listener isn't advertised unless that is written down.
        if !explicit && view.is(since!("2.8.0")) && controllers.contains(&end.name) {
            continue;
        }
        let text = "advertised.listeners cannot use the nonroutable meta-address 0.0.0.0. Use a routable IP address.";
        let place = end.host_span.map_or_else(|| checker.place(&["listeners", "host.name"]), Place::Span);
        let name = &end.name;
        let refusal = Refusal::new(Fault("advertised-unroutable"), place, view.at, required(text));
        let refusal = if explicit {
            refusal.key("advertised.listeners").detail(text! {
                en: "advertised.listeners tells clients to connect to 0.0.0.0, which is no address",
                zh: "advertised.listeners 让客户端连接 0.0.0.0，这不是可连接的地址",
            })
        } else {
            refusal.key("listeners").detail(text! {
                en: "the listener {name} is bound to 0.0.0.0 and advertised.listeners is missing, so clients would be told 0.0.0.0",
                zh: "监听器 {name} 绑定 0.0.0.0，又没有 advertised.listeners，于是会把 0.0.0.0 公布给客户端",
            })
        };
        checker.refuse("advertised 0.0.0.0", refusal.help(text! {
            en: "set advertised.listeners={name}://this-host:port, or leave the host in listeners empty ({name}://:port)",
            zh: "设置 advertised.listeners={name}://本机名:端口，或把 listeners 里的主机留空（{name}://:端口）",
        }));
    }
}

/// `control.plane.listener.name` (2.2–3.9).
fn control_plane(checker: &mut Checker<'_>, net: &Net<'_>) {
    const KEY: &str = "control.plane.listener.name";
    let view = net.view;
    let Some(written) = view.written(KEY) else { return };
    if written.unknown {
        return;
    }
    let name = written.text().to_uppercase();
    let refuse = |checker: &mut Checker<'_>, check: &'static str, fault: &'static str, text: String| {
        let detail = match check {
            "control plane map" => text! {
                en: "{KEY} names \"{name}\", but listener.security.protocol.map doesn't know that listener",
                zh: "{KEY} 指定了 \"{name}\"，但 listener.security.protocol.map 里没有这个监听器",
            },
            "control plane in kraft" => text! {
                en: "{KEY} is for ZooKeeper mode, but process.roles is set: remove it",
                zh: "{KEY} 只用于 ZooKeeper 模式，而这里设置了 process.roles：请删掉它",
            },
            "control plane advertised" => text! {
                en: "{KEY} names {name}, which is not advertised",
                zh: "{KEY} 指定了 {name}，但它没有对外公布",
            },
            _ => text! {
                en: "{KEY} and the inter-broker listener are both {name}: the control plane needs a listener of its own",
                zh: "{KEY} 与 broker 间监听器都是 {name}：控制面需要单独的监听器",
            },
        };
        checker.refuse(check, Refusal::new(Fault(fault), written.span(), view.at, text).key(KEY).detail(detail));
    };
    // The name is looked up before the mode is asked.
    if net::is_nameless(&view, &name) {
        refuse(checker, "control plane map", "unmapped-listener", net::EMPTY_NAME.to_owned());
        return;
    }
    if net.protocols.as_ref().is_some_and(|map| !map.iter().any(|(known, _)| *known == name)) {
        let text = format!("Listener with {name} defined in {KEY} not found in listener.security.protocol.map.");
        refuse(checker, "control plane map", "unmapped-listener", text);
        return;
    }
    if net.roles.as_ref().is_some_and(|roles| !roles.is_empty()) && view.is(since!("3.1.0")) {
        let more = if view.is(before!("3.2.0")) { " KRaft uses controller.listener.names instead." } else { "" };
        let text = required(format!("{KEY} is not supported in KRaft mode.{more}"));
        refuse(checker, "control plane in kraft", "setting-of-another-mode", text);
        return;
    }
    let Some(advertised) = &net.advertised else { return };
    let mut told = names(advertised);
    if view.written("advertised.listeners").is_none() && view.is(since!("2.8.0")) {
        // KafkaConfig#advertisedListeners: what isn't written is `listeners` without the controllers'.
        let controllers = view.written("controller.listener.names").map(|written| written.text().to_owned());
        let controllers: HashSet<String> =
            controllers.iter().flat_map(|list| entries(list)).map(str::to_owned).collect();
        told.retain(|listener| !controllers.contains(listener));
    }
    if !told.contains(&name) {
        let text = format!(
            "{KEY} must be a listener name defined in advertised.listeners. The valid options based on currently \
             configured listeners are {}",
            net::shortened(&told.join(","))
        );
        refuse(checker, "control plane advertised", "inter-broker-listener-not-advertised", required(text));
    } else if net.inter_broker.as_ref().is_some_and(|(inter_broker, _)| *inter_broker == name) {
        let text = format!(
            "{KEY}, when defined, should have a different value from the inter broker listener name. Currently they \
             both have the value ListenerName({name})"
        );
        refuse(checker, "control plane same", "conflicting-inter-broker-settings", required(text));
    }
}

/// `early.start.listeners` (since 3.3): names as written, capitals count.
fn early_start(checker: &mut Checker<'_>, net: &Net<'_>) {
    const KEY: &str = "early.start.listeners";
    let view = net.view;
    let (Some(written), Some(listeners)) = (view.written(KEY), &net.listeners) else { return };
    if written.unknown {
        return;
    }
    let known: HashSet<&str> = listeners.iter().map(|end| end.name.as_str()).collect();
    for name in entries(written.text()).filter(|name| !known.contains(name)) {
        let text = format!(
            "{KEY} contains listener {name}, but this is not contained in listeners or controller.listener.names"
        );
        let refusal = Refusal::new(Fault("unmapped-listener"), written.span_of(name), view.at, text).key(KEY);
        checker.refuse(
            "early start",
            refusal.detail(text! {
                en: "{KEY} names {name}, which is no listener of this node",
                zh: "{KEY} 里的 {name} 不是本节点的监听器",
            }),
        );
    }
}

/// SASL between brokers: its mechanism is an enabled one.
fn mechanisms(checker: &mut Checker<'_>, net: &Net<'_>) {
    const KEY: &str = "sasl.mechanism.inter.broker.protocol";
    let view = net.view;
    let Some((name, protocol)) = &net.inter_broker else { return };
    if !protocol.starts_with("SASL_") || !view.is(since!("0.10.0.0")) {
        return;
    }
    let Heard::Known(mechanism) = view.text(KEY) else { return };
    handshake(checker, &view, mechanism);
    let own = format!("listener.name.{}.sasl.enabled.mechanisms", name.to_lowercase());
    let own: Option<&Written<'_>> = if view.is(since!("1.1.0")) { checker.raw.get(&own) } else { None };
    let enabled = match own {
        Some(written) if written.unknown => return,
        Some(written) => written.text(),
        None => match view.text("sasl.enabled.mechanisms") {
            Heard::Known(enabled) => enabled,
            Heard::Null => "",
            Heard::Unknown => return,
        },
    };
    if all_entries(enabled).any(|known| known == mechanism) {
        return;
    }
    let text =
        format!("{KEY} must be included in sasl.enabled.mechanisms when SASL is used for inter-broker communication");
    let place = match own {
        Some(written) => Place::Span(written.span()),
        None => checker.place(&[
            KEY,
            "sasl.enabled.mechanisms",
            "inter.broker.listener.name",
            "security.inter.broker.protocol",
        ]),
    };
    let refusal =
        Refusal::new(Fault("sasl-mechanism-not-enabled"), place, view.at, required(text)).key(KEY).detail(text! {
            en: "brokers log in to each other with {mechanism}, which is not among the enabled mechanisms ({enabled})",
            zh: "broker 之间用 {mechanism} 登录，但它不在启用的机制里（{enabled}）",
        });
    checker.refuse("sasl mechanism", refusal);
}

/// Before protocol 0.10.0-IV1 brokers can't agree on a mechanism.
fn handshake(checker: &mut Checker<'_>, view: &View<'_>, mechanism: &str) {
    const KEY: &str = "sasl.mechanism.inter.broker.protocol";
    let old = protocol_version::inter_broker(view).is_some_and(|protocol| protocol < protocol_version::V0_10_0_IV1);
    if mechanism == "GSSAPI" || !old || !view.is(before!("4.0.0")) {
        return;
    }
    let key = "inter.broker.protocol.version";
    let shown = checker.raw.get(key).map(|written| written.text().to_owned()).unwrap_or_default();
    let text = required(format!(
        "Only GSSAPI mechanism is supported for inter-broker communication with SASL when {key} is set to {shown}"
    ));
    let refusal = Refusal::new(Fault("sasl-mechanism-not-enabled"), checker.place(&[KEY, key]), view.at, text);
    checker.refuse(
        "sasl handshake",
        refusal.key(KEY).detail(text! {
            en: "{key}={shown} is too old for {mechanism} between brokers: only GSSAPI works there",
            zh: "{key}={shown} 太旧，broker 之间不能用 {mechanism}：只支持 GSSAPI",
        }),
    );
}
