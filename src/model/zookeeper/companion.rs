//! myid and the dynamic configuration: what the parser of zoo.cfg makes of the files beside it.
//!
//! `server/quorum/QuorumPeerConfig.java`: `parse` (dynamic files), `setupMyId`, `setupClientPort`,
//! `checkValidity`; 3.4 and 3.5.0 read myid in `parseProperties` and `checkValidity`, only in an ensemble.

use super::ensemble::{self, DIALECTS, Judge, List, Merge, Reading, Slot};
use super::java::HostName;
use super::lines::{self, File};
use super::member::Grammar;
use super::settings::normal_path;
use super::{Companions, Config, Twice, ZOOKEEPER};
use crate::catalog::VersionSet;
use crate::finding::Place;
use crate::model::java::parse_long;
use crate::model::{Companion, Fault, Refusal, Setting};
use crate::source::{Source, Spanned};
use crate::syntax::{myid, placeholder};
use crate::text;

pub(super) const SINCE_35: VersionSet = VersionSet::since(ZOOKEEPER, "3.5.0");
const SINCE_351: VersionSet = VersionSet::since(ZOOKEEPER, "3.5.1");
pub(super) const ONLY_350: VersionSet = VersionSet::only(ZOOKEEPER, "3.5.0");
/// These ask whether `dataLogDir` is a directory; later ones make it one.
pub(super) const WANTS_LOG_DIR: VersionSet = VersionSet::range(ZOOKEEPER, "3.4.0", "3.4.6");
const SINCE_39: VersionSet = VersionSet::since(ZOOKEEPER, "3.9.0");

/// `new File(dataDir, "myid").toString()`.
pub(super) fn my_id_path(data_dir: &str) -> String {
    let dir = normal_path(data_dir);
    if dir.ends_with('/') || dir.is_empty() { "/myid".to_owned() } else { format!("{dir}/myid") }
}

/// `java.io.File.isInvalid`: a path that holds a NUL leads to nothing, wherever the server runs.
pub(super) fn is_valid_path(path: &str) -> bool {
    !path.contains('\0')
}

/// Judges everything that needs more than single settings.
pub(super) fn judge(config: &mut Config, companions: &Companions<'_>) {
    let mut merge = Merge::default();
    log_dir(config, companions.log_dir, &mut merge);
    config.dynamic_version = None;
    let dynamic = config.settings.dynamic_config_file.value().cloned().filter(|_| config.versions.meets(SINCE_35));
    let file = match (&dynamic, companions.dynamic) {
        (Some(path), companion) => dynamic_file(config, path, companion, &mut merge),
        (None, _) => None,
    };
    config.dynamic_version = file.as_ref().and_then(List::version);
    let list = file.as_ref().unwrap_or(&config.list);
    let seen = dynamic.is_none() || file.is_some();
    let asked = !config.settings.dynamic_config_file.is_absent();
    let invalid = config.settings.data_dir.value().is_some_and(|dir| !is_valid_path(dir));
    let myid = if invalid { MyId::Missing } else { my_id(companions.my_id) };
    let context = Judge {
        main: config.source,
        settings: &config.settings,
        canonicalize: config.canonicalize,
        open: config.open,
        oracle: !config.settings.oracle_path.is_absent(),
    };
    let next = if dynamic.is_some() { next_list(companions.next, config.versions, &mut merge) } else { None };
    let mut doubtful = Vec::new();
    for (grammar, set) in DIALECTS {
        let versions = set.and(config.versions);
        if versions.is_empty() {
            continue;
        }
        let old = grammar.is_34();
        if !old && asked {
            misplaced_keys(config, versions, &mut merge);
        }
        if let Some(next) = next.as_ref().filter(|_| !old && versions != ONLY_350) {
            // `parse` asks no oracle about what a reconfiguration left behind.
            Judge { oracle: false, ..context }.read(next, grammar, versions, &mut merge);
        }
        let list = if old { &config.list } else { list };
        let known = old || (seen && (dynamic.is_some() || !asked));
        if !known {
            continue;
        }
        let reading = context.read(list, grammar, versions, &mut merge);
        for twice in list.doubtful(&reading) {
            let known =
                doubtful.iter_mut().find(|known: &&mut Twice| (known.one, known.other) == (twice.one, twice.other));
            match known {
                Some(known) => known.decides |= twice.decides,
                None => doubtful.push(twice),
            }
        }
        if reading.complete {
            context.whole(list, &reading, grammar, versions, &mut merge);
        }
        my_id_refusals(config, &reading, &myid, grammar, versions, &mut merge);
    }
    let members = context.members(list, config.versions);
    let (groups, weights) = ensemble::groups_of(list);
    let complete =
        seen && ensemble::is_complete(list) && (dynamic.is_some() || !asked || !config.versions.meets(SINCE_35));
    let id = match &myid {
        MyId::Read { id: Some(id), span, .. } => Some(Spanned::new(*id, *span)),
        _ => None,
    };
    let members_of_list = (members, groups, weights, complete);
    (config.members, config.groups, config.weights, config.members_complete) = members_of_list;
    config.my_id = id;
    config.doubtful = doubtful;
    config.refusals.extend(merge.refusals);
}

/// `parseProperties` up to 3.4.6.
fn log_dir(config: &Config, companion: Companion<'_>, merge: &mut Merge) {
    let (Setting::Set(dir), Companion::Missing) = (&config.settings.data_log_dir, companion) else { return };
    let versions = config.versions.and(WANTS_LOG_DIR);
    if versions.is_empty() {
        return;
    }
    let path = &dir.value;
    let text = format!("dataLogDir {path} is missing.");
    let refusal = Refusal::new(Fault("missing-data-log-dir"), dir.span, versions, text).key("dataLogDir");
    let refusal = refusal.detail(text! {
        en: "there is no directory {path}, and ZooKeeper up to 3.4.6 makes none",
        zh: "目录 {path} 不存在，而 3.4.6 及以前的 ZooKeeper 不会自己创建"
    });
    merge.add(
        Slot::Once,
        refusal.help(text! {
            en: "create it, owned by the user that ZooKeeper runs as: mkdir -p {path}",
            zh: "创建它，属主为运行 ZooKeeper 的用户：mkdir -p {path}"
        }),
    );
}

/// Beside `dynamicConfigFile` the main file may hold no server list.
fn misplaced_keys(config: &Config, versions: VersionSet, merge: &mut Merge) {
    let Some(span) = config.settings.dynamic_config_file.span() else { return };
    for (index, (key, place)) in config.list.keys().enumerate() {
        let text = format!("parameter: {key} must be in a separate dynamic config file");
        let refusal = Refusal::new(Fault("server-list-beside-dynamic-file"), place, versions, text)
            .key(key)
            .detail(text! {
                en: "{key} stands beside dynamicConfigFile, and then belongs in that file",
                zh: "{key} 与 dynamicConfigFile 同时出现，这时它应该写在那个文件里"
            })
            .help(text! {
                en: "move every server, group and weight line into that file",
                zh: "把所有 server、group 和 weight 行都移到那个文件里"
            })
            .related(span, text! { en: "the server list is to be in this file", zh: "服务器列表应该在这个文件里" });
        merge.add(Slot::Line(config.source, index), refusal);
    }
}

/// Reads the dynamic configuration; `None`: there is nothing to go on with.
fn dynamic_file(config: &Config, path: &str, companion: Companion<'_>, merge: &mut Merge) -> Option<List> {
    const FAULT: Fault = Fault("missing-dynamic-config-file");
    let versions = config.versions.and(SINCE_35);
    let place = config.settings.dynamic_config_file.span().map_or(Place::File(config.source), Place::Span);
    // `new FileInputStream("")`: nothing is needed to know that it fails.
    let nowhere = path.is_empty() || !is_valid_path(path);
    let companion = if nowhere { Companion::Missing } else { companion };
    let gone = match companion {
        Companion::File(source) => return dynamic_list(source, versions, merge),
        Companion::Missing => "No such file or directory",
        Companion::Directory => "Is a directory",
        Companion::OutOfSight | Companion::Unreadable => return None,
    };
    let detail = if path.is_empty() {
        text! { en: "dynamicConfigFile has no value", zh: "dynamicConfigFile 没有值" }
    } else if nowhere {
        text! {
            en: "dynamicConfigFile holds a NUL character, which no path can hold",
            zh: "dynamicConfigFile 里有 NUL 字符，而路径里不能有它"
        }
    } else if matches!(companion, Companion::Missing) {
        text! {
            en: "dynamicConfigFile names `{path}`, and there is no such file",
            zh: "dynamicConfigFile 指向“{path}”，而这个文件不存在"
        }
    } else {
        text! {
            en: "dynamicConfigFile names `{path}`, which is a directory",
            zh: "dynamicConfigFile 指向“{path}”，而它是个目录"
        }
    };
    let words =
        if is_valid_path(path) { format!("{} ({gone})", normal_path(path)) } else { "Invalid file path".to_owned() };
    let refusal = Refusal::new(FAULT, place, versions, words).key("dynamicConfigFile");
    let refusal = refusal.detail(detail);
    merge.add(
        Slot::Once,
        refusal.help(if nowhere {
            text! {
                en: "write the path of the file with the server lines, or delete the line",
                zh: "写上存放 server 行的文件的路径，或者删掉这一行"
            }
        } else {
            text! {
                en: "name the newest file that the server wrote (*.dynamic.<version>), or write the server lines to zoo.cfg and delete this line",
                zh: "改成服务器最后写出的文件（*.dynamic.<版本>），或者把 server 行写到 zoo.cfg 并删掉这一行"
            }
        }),
    );
    None
}

fn dynamic_list(source: &Source, versions: VersionSet, merge: &mut Merge) -> Option<List> {
    let placeholders = placeholder::find(&source.bytes, placeholder::Flavour::Properties);
    let file = File::read(source, &placeholders);
    let mut refusals = Vec::new();
    lines::malformed_escapes(&file, versions, &mut refusals);
    for line in file.lines().filter(|line| !line.overridden && !line.open_key) {
        let key = line.key;
        if key == "version" {
            let text = "dynamic file shouldn't have version inside";
            let versions = versions.and(SINCE_351);
            let refusal = Refusal::new(Fault("version-in-dynamic-config-file"), line.entry.line, versions, text);
            let refusal = refusal.key(key).detail(text! {
                en: "the dynamic configuration holds a version line, and its version must be in its name alone",
                zh: "动态配置里写了 version，而它的版本只能体现在文件名的后缀上"
            });
            refusals.push(refusal.help(text! { en: "delete the line", zh: "删掉这一行" }));
        } else if !ensemble::is_list_key(key) {
            let text = format!("Unrecognised parameter: {key}");
            let refusal = Refusal::new(Fault("foreign-key-in-dynamic-config-file"), line.key_span(), versions, text);
            let refusal = refusal.key(key).detail(text! {
                en: "the dynamic configuration holds {key}: only server, group and weight lines belong there",
                zh: "动态配置里有 {key}：那里只能写 server、group 和 weight"
            });
            refusals.push(refusal.help(text! { en: "move the line to zoo.cfg", zh: "把这一行移到 zoo.cfg" }));
        }
    }
    for (index, refusal) in refusals.into_iter().enumerate() {
        if !refusal.versions.is_empty() {
            merge.add(Slot::Line(source.id, index), refusal);
        }
    }
    Some(List::of(source.id, &file))
}

/// What a reconfiguration left behind; it is read as well, and its broken lines are refused.
fn next_list(companion: Companion<'_>, versions: VersionSet, merge: &mut Merge) -> Option<List> {
    let Companion::File(source) = companion else { return None };
    let placeholders = placeholder::find(&source.bytes, placeholder::Flavour::Properties);
    let file = File::read(source, &placeholders);
    let mut refusals = Vec::new();
    lines::malformed_escapes(&file, versions.and(SINCE_351), &mut refusals);
    for (index, refusal) in refusals.into_iter().enumerate() {
        merge.add(Slot::Line(source.id, index), refusal);
    }
    Some(List::of(source.id, &file))
}

/// myid as far as it can be seen.
enum MyId {
    OutOfSight,
    Missing,
    Directory,
    Read {
        /// What `readLine` gives, `null` for an empty file.
        line: String,
        span: crate::source::Span,
        id: Option<i64>,
        /// The line holds bytes that mean something else under another charset.
        charset: bool,
    },
}

fn my_id(companion: Companion<'_>) -> MyId {
    match companion {
        Companion::OutOfSight | Companion::Unreadable => MyId::OutOfSight,
        Companion::Missing => MyId::Missing,
        Companion::Directory => MyId::Directory,
        Companion::File(source) => match myid::read(source).line {
            None => MyId::Read { line: "null".to_owned(), span: source.whole(), id: None, charset: false },
            Some(line) => MyId::Read {
                id: parse_long(&line.value),
                charset: !line.value.is_ascii(),
                span: line.span,
                line: line.value,
            },
        },
    }
}

fn my_id_refusals(
    config: &Config,
    reading: &Reading,
    myid: &MyId,
    grammar: Grammar,
    versions: VersionSet,
    merge: &mut Merge,
) {
    let standalone = match &config.settings.standalone_enabled {
        _ if grammar.is_34() => true,
        Setting::Absent => true,
        Setting::Set(value) => value.value,
        Setting::Unknown(_) => return,
    };
    let voters = reading.participants();
    let distributed = reading.complete && (voters > 1 || (!standalone && voters > 0));
    let always = versions.within(SINCE_351);
    match myid {
        MyId::OutOfSight => {}
        MyId::Missing | MyId::Directory => {
            if !distributed {
                return;
            }
            let Setting::Set(dir) = &config.settings.data_dir else { return };
            let path = my_id_path(&dir.value);
            let is_dir = matches!(myid, MyId::Directory);
            let text = match (always, is_dir) {
                (true, _) => "myid file is missing".to_owned(),
                (false, true) => format!("{path} (Is a directory)"),
                (false, false) => format!("{path} file is missing"),
            };
            let detail = if is_dir {
                text! { en: "{path} is a directory: the server's id must be in a file of that name", zh: "{path} 是个目录：服务器的 id 必须写在这个名字的文件里" }
            } else {
                text! { en: "there is no {path}: a server of an ensemble finds its own id there", zh: "没有 {path}：集群里的服务器从这个文件得知自己的 id" }
            };
            let refusal = Refusal::new(Fault("missing-myid"), dir.span, versions, text).key("dataDir").detail(detail);
            merge.add(
                Slot::Once,
                refusal.help(text! {
                    en: "write the N of this machine's server.N line into it, and nothing else",
                    zh: "把本机对应的 server.N 里的 N 写进去，别的什么都不写"
                }),
            );
        }
        MyId::Read { line, span, id, charset } => {
            if !always && !distributed {
                return;
            }
            let Some(id) = id else {
                malformed_my_id(line, *span, versions, merge);
                return;
            };
            if *id == -1 && always {
                if distributed {
                    let refusal = Refusal::new(Fault("malformed-myid"), *span, versions, "myid file is missing");
                    merge.add(
                        Slot::Once,
                        refusal.detail(text! {
                            en: "myid holds -1, which counts as no id",
                            zh: "myid 里是 -1，等于没有 id"
                        }),
                    );
                }
                return;
            }
            if *charset {
                let words = format!("serverid {line} is not a number");
                let mut refusal = Refusal::new(Fault("malformed-myid"), *span, versions, words);
                refusal.depends_on = Some(text! {
                    en: "it is a number only if the JVM's charset is UTF-8: write ASCII digits",
                    zh: "只有 JVM 的字符集是 UTF-8 时它才是数字：请写 ASCII 数字"
                });
                merge.add(Slot::Once, refusal);
                return;
            }
            client_address(config, reading, *id, distributed, versions, merge);
            if distributed && !reading.servers.contains_key(id) {
                not_in_list(reading, *id, *span, versions, merge);
            }
        }
    }
}

fn malformed_my_id(line: &str, span: crate::source::Span, versions: VersionSet, merge: &mut Merge) {
    let trimmed = line.trim();
    let number = trimmed.trim_start_matches('\u{feff}');
    let detail = if line == "null" && span.start == span.end {
        text! { en: "myid is empty", zh: "myid 是空文件" }
    } else if trimmed.is_empty() {
        text! { en: "the first line of myid is blank, and only that line is read", zh: "myid 的第一行是空的，而服务器只读第一行" }
    } else if number != trimmed && parse_long(number).is_some() {
        text! {
            en: "myid starts with an invisible byte order mark, which belongs to the id",
            zh: "myid 以看不见的 BOM 开头，它成了 id 的一部分"
        }
    } else if parse_long(trimmed).is_some() {
        text! {
            en: "myid has blanks around the id {trimmed}, and they count: `{line}`",
            zh: "myid 的 id {trimmed} 前后有空白，而空白也算：“{line}”"
        }
    } else {
        let line: String = line.chars().take(60).collect();
        text! { en: "myid holds `{line}`, which isn't a number", zh: "myid 的内容是“{line}”，不是数字" }
    };
    let words = format!("serverid {line} is not a number");
    let refusal = Refusal::new(Fault("malformed-myid"), span, versions, words).detail(detail);
    merge.add(
        Slot::Once,
        refusal.help(text! {
            en: "write the digits of the id and a line end, nothing else: echo 1 > myid",
            zh: "只写 id 的数字和换行，别的什么都不写：echo 1 > myid"
        }),
    );
}

fn not_in_list(reading: &Reading, id: i64, span: crate::source::Span, versions: VersionSet, merge: &mut Merge) {
    let mut ids: Vec<String> = reading.servers.keys().take(10).map(i64::to_string).collect();
    if reading.servers.len() > ids.len() {
        ids.push("…".to_owned());
    }
    let ids = ids.join(", ");
    let words = format!("My id {id} not in the peer list");
    let refusal = Refusal::new(Fault("myid-not-in-server-list"), span, versions, words).at_start();
    merge.add(
        Slot::Once,
        refusal
            .detail(text! {
                en: "myid is {id}, and there is no server.{id} line: the list has {ids}",
                zh: "myid 是 {id}，而没有 server.{id}：列表里有 {ids}"
            })
            .help(text! {
                en: "write this machine's number into myid, or add its server.{id} line to the list on every server",
                zh: "在 myid 里写本机的编号，或者在每台服务器的列表里加上 server.{id}"
            }),
    );
}

/// `new InetSocketAddress(host, port)`: no host at all is the loopback address.
fn bound(host: &str) -> HostName {
    match HostName::of(host) {
        HostName::Empty => HostName::V4(std::net::Ipv4Addr::LOCALHOST),
        known => known,
    }
}

/// `setupClientPort`: clientPort and the own entry's client address must agree.
fn client_address(
    config: &Config,
    reading: &Reading,
    id: i64,
    distributed: bool,
    versions: VersionSet,
    merge: &mut Merge,
) {
    if reading.is_doubtful(id) || !versions.meets(SINCE_35) || (versions == ONLY_350 && !distributed) {
        return;
    }
    let Some((host, port, span)) = reading.clients.get(&id) else { return };
    let Setting::Set(own) = &config.settings.client_port else { return };
    // Up to 3.8 port 0 counts as none.
    let versions = if own.value == 0 { versions.and(SINCE_39) } else { versions };
    if versions.is_empty() || !(0..=0xffff).contains(&own.value) {
        return;
    }
    let own_host = match &config.settings.client_port_address {
        Setting::Absent => None,
        Setting::Set(host) => Some(host.value.as_str()),
        Setting::Unknown(_) => return,
    };
    let wildcard = own_host.is_none_or(|host| HostName::of(host).is_wildcard());
    let other = host.as_deref().unwrap_or("0.0.0.0");
    let differs = own.value != *port
        || (!wildcard
            && match (bound(own_host.unwrap_or_default()), bound(other)) {
                // Names are up to the resolver.
                (HostName::V4(one), HostName::V4(two)) => one != two,
                (HostName::V6(one), HostName::V6(two)) => one != two,
                (HostName::V4(_), HostName::V6(_)) | (HostName::V6(_), HostName::V4(_)) => true,
                // An unresolved address is none that is resolved.
                (HostName::V4(_) | HostName::V6(_), HostName::Never) => true,
                _ => false,
            });
    if !differs {
        return;
    }
    let shown = |host: &str, port: i32| match HostName::of(host) {
        HostName::V4(address) => format!("/{address}:{port}"),
        HostName::V6(address) => {
            let groups: Vec<String> = address.segments().iter().map(|group| format!("{group:x}")).collect();
            format!("/[{}]:{port}", groups.join(":"))
        }
        HostName::Empty => format!("localhost/127.0.0.1:{port}"),
        _ => format!("{host}/<unresolved>:{port}"),
    };
    let here = own_host.map_or_else(|| format!("0.0.0.0/0.0.0.0:{}", own.value), |host| shown(host, own.value));
    let there = shown(other, *port);
    let words = format!(
        "client address for this server (id = {id}) in static config file is {here} is different from client address found in dynamic file: {there}"
    );
    let own_port = own.value;
    let detail = if own_port == *port {
        let own_host = own_host.unwrap_or_default();
        text! {
            en: "clientPortAddress is {own_host}, and server.{id}, which is this server, names {other} for clients",
            zh: "clientPortAddress 是 {own_host}，而本机 server.{id} 写的客户端地址是 {other}"
        }
    } else {
        text! {
            en: "clientPort is {own_port}, and server.{id}, which is this server, names {port} for clients",
            zh: "clientPort 是 {own_port}，而本机 server.{id} 写的客户端端口是 {port}"
        }
    };
    let refusal = Refusal::new(Fault("client-address-mismatch"), own.span, versions, words)
        .key("clientPort")
        .detail(detail)
        .related(*span, text! { en: "the other client port", zh: "另一个客户端端口" })
        .help(text! { en: "delete one of the two, or make them equal", zh: "删掉其中一个，或者改成一致" });
    merge.add(Slot::Once, refusal);
}
