//! The directories of `log.dirs`, as `LogManager` takes them when a broker starts.
//!
//! `kafka/log/LogManager.scala` (`createAndValidateLogDirs`, `loadLogs`), `kafka/log/Log.scala`
//! (`parseTopicPartitionName`; `UnifiedLog.scala` since 3.2).

use super::net::{self, shortened};
use super::raw::{Written, entries};
use super::start::is_broker;
use super::view::{CONFIG_DEF, Checker, MOST, View, before, since};
use crate::model::{Fault, Refusal};
use crate::text;
use std::collections::HashMap;

const KEYS: [&str; 2] = ["log.dirs", "log.dir"];
/// What the broker keeps there itself beside topics (tiered storage).
const OWN: &str = "remote-log-index-cache";

/// A directory and its path as the file system takes it.
struct Dir<'t> {
    entry: &'t str,
    path: Vec<&'t str>,
}

/// Directories that stand twice, or in one another.
pub(super) fn check(checker: &mut Checker<'_>) {
    let Some((key, written)) = KEYS.iter().find_map(|key| Some((*key, *checker.raw.get(key)?))) else { return };
    // A comment belongs to the last one: what the directories are meant to be is told elsewhere.
    if written.unknown || super::configdef::before_comment(written.text()).is_some() {
        return;
    }
    let dirs: Vec<Dir<'_>> = entries(written.text()).map(|entry| Dir { entry, path: plain(entry) }).collect();
    let (doubles, nested) = (doubles(&dirs), nested(&dirs));
    if doubles.is_empty() && nested.is_empty() {
        return;
    }
    let all: Vec<String> = dirs.iter().map(|dir| as_file(dir.entry)).collect();
    let all = shortened(&all.join(", ")).into_owned();
    for view in checker.views(CONFIG_DEF).filter(is_broker) {
        // 4.2 drops the second one with a warning.
        if view.is(before!("4.2.0")) {
            for (first, second) in &doubles {
                let text = format!("Duplicate log directory found: {all}");
                let path = second.entry;
                let refusal = Refusal::new(Fault("duplicate-log-dir"), written.span_of(path), view.at, text);
                checker.refuse(
                    "double directory",
                    refusal
                        .key(key)
                        .at_start()
                        .detail(text! {
                            en: "{path} stands twice in {key}: up to 4.1 the broker stops",
                            zh: "{path} 在 {key} 里写了两次：4.1 及以前 broker 会退出",
                        })
                        .help(text! { en: "remove one of the two", zh: "删掉其中一个" })
                        .related(written.span_of(first.entry), text! { en: "the first time", zh: "第一次" }),
                );
            }
        }
        for (outer, inner, child) in &nested {
            refuse_nested(checker, &view, key, &written, (outer, inner, child));
        }
    }
}

fn refuse_nested(
    checker: &mut Checker<'_>,
    view: &View<'_>,
    key: &'static str,
    written: &Written<'_>,
    (outer, inner, child): (&Dir<'_>, &Dir<'_>, &str),
) {
    let newer = view.is(since!("0.10.2.0"));
    // In the form of topic-partition it is loaded as one; the older code fails in other words.
    if let Some((_, partition)) = child.rsplit_once('-')
        && (!newer
            || partition.is_empty()
            || partition.bytes().any(|byte| byte.is_ascii_digit())
            || child.contains('.'))
    {
        return;
    }
    let found =
        format!("Found directory {}/{child}, '{child}' is not in the form of topic-partition", as_file(outer.entry));
    let text = if newer {
        format!(
            "{found} or topic-partition.uniqueId-delete (if marked for deletion).\nKafka's log directories (and \
             children) should only contain Kafka topic data."
        )
    } else {
        format!(
            "{found}\nIf a directory does not contain Kafka topic data it should not exist in Kafka's log directory"
        )
    };
    let (inside, outside) = (inner.entry, outer.entry);
    let refusal = Refusal::new(Fault("nested-log-dirs"), written.span_of(inside), view.at, text).key(key).at_start();
    checker.refuse("nested directory", refusal.detail(text! {
        en: "{inside} lies inside {outside}, which is a log directory too: the broker takes {child} for a broken topic and stops",
        zh: "{inside} 位于另一个日志目录 {outside} 之内：broker 会把 {child} 当作损坏的主题而退出",
    }).help(text! {
        en: "put the directories beside each other, such as {outside}/a and {outside}/b",
        zh: "把目录并列放置，例如 {outside}/a 和 {outside}/b",
    }).related(written.span_of(outside), text! { en: "the outer directory", zh: "外层目录" }));
}

/// The first ones that stand twice, with the one before.
fn doubles<'d, 't>(dirs: &'d [Dir<'t>]) -> Vec<(&'d Dir<'t>, &'d Dir<'t>)> {
    let mut firsts: HashMap<&[&str], &Dir<'_>> = HashMap::new();
    let mut found = Vec::new();
    for dir in dirs {
        match firsts.get(dir.path.as_slice()) {
            Some(first) => found.push((*first, dir)),
            None => {
                firsts.insert(&dir.path, dir);
            }
        }
    }
    found.truncate(MOST);
    found
}

/// The first directories in another one, with that and its child on the way.
fn nested<'d, 't>(dirs: &'d [Dir<'t>]) -> Vec<(&'d Dir<'t>, &'d Dir<'t>, &'t str)> {
    // In the order of their paths, what lies in a directory follows it at once.
    let mut sorted: Vec<&Dir<'_>> = dirs.iter().filter(|dir| dir.entry.starts_with('/')).collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut found: Vec<(&Dir<'_>, &Dir<'_>, &str)> = Vec::new();
    let mut outer: Option<&Dir<'_>> = None;
    for dir in sorted {
        match outer.filter(|outer| dir.path.starts_with(&outer.path)) {
            Some(outer) => {
                // `..` leads elsewhere.
                if let Some(child) = dir.path.get(outer.path.len()).filter(|child| **child != OWN)
                    && !dir.path.contains(&"..")
                    && !outer.path.is_empty()
                {
                    found.push((outer, dir, child));
                }
            }
            None => outer = Some(dir),
        }
    }
    found.sort_by_key(|(_, inner, _)| inner.entry.as_ptr() as usize);
    found.truncate(MOST);
    found
}

/// The parts of a path: no doubled slashes, no `.`; a relative one has its own root.
fn plain(path: &str) -> Vec<&str> {
    let root = if path.starts_with('/') { None } else { Some(".") };
    root.into_iter().chain(path.split('/').filter(|part| !part.is_empty() && *part != ".")).collect()
}

/// A path as `java.io.File` prints it: no doubled slash, none at the end.
pub(super) fn as_file(path: &str) -> String {
    let mut shown = String::with_capacity(path.len());
    for c in path.chars() {
        if c != '/' || !shown.ends_with('/') {
            shown.push(c);
        }
    }
    if shown.len() > 1 && shown.ends_with('/') {
        shown.pop();
    }
    shown
}

/// A listener's port that no socket takes: `KafkaConfig` accepts any int.
pub(super) fn ports(checker: &mut Checker<'_>, net: &net::Net<'_>) {
    let view = net.view;
    let bad = net.listeners.iter().flatten().filter(|end| !(0..=65535).contains(&end.port));
    for end in bad.take(MOST) {
        let port = end.port;
        let place = end.port_span.map_or_else(|| checker.place(&["port", "listeners"]), crate::finding::Place::Span);
        let refusal =
            Refusal::new(Fault("listener-port-out-of-range"), place, view.at, format!("port out of range:{port}"));
        let key = if end.span.is_some() { "listeners" } else { "port" };
        checker.refuse(
            "port range",
            refusal
                .key(key)
                .at_start()
                .detail(text! {
                    en: "{port} is no port: the broker stops when it opens the socket",
                    zh: "{port} 不是合法端口：broker 打开套接字时会退出",
                })
                .help(text! { en: "ports go from 1 to 65535", zh: "端口范围是 1 到 65535" }),
        );
    }
}
