//! The refusals in words.

use super::file::{File, Stored};
use super::{Found, METADATA_LOG, Node, What};
use crate::finding::Place;
use crate::model::kafka::Config;
use crate::model::{Fault, Refusal};
use crate::text;

/// The refusal of what a start meets first.
pub(super) fn refusal(config: &Config, node: &Node<'_, '_>, found: &Found) -> Refusal {
    let dir = &node.dirs[found.at];
    let path = &dir.path;
    let file = match &node.files[found.at] {
        Stored::File(file) => Some(file),
        _ => None,
    };
    let place = |key: &str| file.map_or(dir.span, |file| file.place(key));
    let new = |fault: &'static str, place: Place| Refusal::new(Fault(fault), place, node.at, &found.text).at_start();
    let here = text! { en: "this directory", zh: "就是这个目录" };
    match &found.what {
        What::OtherId { key, stored } => {
            let id = node.id.unwrap_or_default();
            let written = config.id().span().unwrap_or(place(key));
            let own = if config.node_id.is_absent() { "broker.id" } else { "node.id" };
            new("log-dir-of-another-node", Place::Span(written))
                .key(own)
                .detail(text! {
                    en: "{own} is {id}, but {path} belongs to node {stored}",
                    zh: "{own} 是 {id}，而 {path} 属于节点 {stored}",
                })
                .help(text! {
                    en: "write {stored} again, or name this node's own directories in log.dirs; only a node that may lose its data gets emptied ones",
                    zh: "把 id 改回 {stored}，或者在 log.dirs 里写本节点自己的目录；只有数据可以丢弃的节点才能清空目录",
                })
                .related(place(key), text! { en: "the stored id", zh: "已存储的 id" })
        }
        What::Mixed { with, key } => {
            let other = &node.dirs[*with].path;
            let spot = |at: usize, key: &str| match &node.files[at] {
                Stored::File(file) => file.place(key),
                _ => node.dirs[at].span,
            };
            let lines = key.unwrap_or_else(|| differing(node, *with, found.at));
            new("mixed-log-dirs", Place::Span(dir.span))
                .key("log.dirs")
                .detail(text! {
                    en: "{other} and {path} can't belong to one node: {lines} of their meta.properties don't fit together",
                    zh: "{other} 与 {path} 不可能属于同一个节点：两个 meta.properties 的 {lines} 对不上",
                })
                .help(text! {
                    en: "keep only this node's own directories in log.dirs; don't copy a directory together with its meta.properties",
                    zh: "log.dirs 里只保留本节点自己的目录；不要连同 meta.properties 一起复制目录",
                })
                .related(spot(*with, lines), text! { en: "the first one", zh: "第一个" })
                .related(spot(found.at, lines), text! { en: "the other one", zh: "另一个" })
        }
        What::Bad { key, missing } => {
            let refusal = new("malformed-meta-properties", Place::Span(place(key))).key(*key);
            if *missing {
                refusal.detail(text! {
                    en: "{path}/meta.properties has no {key}",
                    zh: "{path}/meta.properties 里没有 {key}",
                })
            } else {
                let value = file.and_then(|file| file.raw(key)).unwrap_or_default();
                refusal.detail(text! {
                    en: "`{value}` can't be the {key} of {path}/meta.properties",
                    zh: "“{value}”不能作为 {path}/meta.properties 的 {key}",
                })
            }
            .help(restore())
            .related(dir.span, here)
        }
        What::BadEscape => {
            new("malformed-meta-properties", Place::Span(file.map_or(dir.span, File::escape)))
                .detail(text! {
                    en: "{path}/meta.properties holds a `\\u` without four hexadecimal digits",
                    zh: "{path}/meta.properties 里有一个 `\\u` 后面不是四位十六进制数字",
                })
                .help(restore())
                .related(dir.span, here)
        }
        What::Version => {
            let version = file.and_then(|file| file.trimmed("version")).unwrap_or("0");
            let refusal = new("malformed-meta-properties", Place::Span(place("version"))).key("version");
            refusal
                .detail(text! {
                    en: "{path}/meta.properties is of version {version}, which this server doesn't take",
                    zh: "{path}/meta.properties 的版本是 {version}，本服务器不接受",
                })
                .help(text! {
                    en: "version 0 is written by brokers under ZooKeeper, 1 by nodes with process.roles: name the directories of this kind of node, or restore the file",
                    zh: "版本 0 由 ZooKeeper 模式的 broker 写出，1 由设置了 process.roles 的节点写出：请写这类节点自己的目录，或恢复该文件",
                })
                .related(dir.span, here)
        }
        What::Missing => new("unformatted-log-dir", Place::Span(dir.span)).key("log.dirs").detail(text! {
            en: "there is no {path}/meta.properties: the directory isn't formatted",
            zh: "没有 {path}/meta.properties：该目录还没有格式化",
        }).help(text! {
            en: "format it with the cluster's id: bin/kafka-storage.sh format -t CLUSTER_ID -c server.properties --ignore-formatted",
            zh: "用集群 id 格式化：bin/kafka-storage.sh format -t CLUSTER_ID -c server.properties --ignore-formatted",
        }),
        What::Directory => new("malformed-meta-properties", Place::Span(dir.span))
            .key("log.dirs")
            .detail(text! {
                en: "{path}/meta.properties is a directory",
                zh: "{path}/meta.properties 是个目录",
            })
            .help(restore()),
        What::MetadataLog => {
            let wanted = node.metadata.and_then(|at| node.dirs.get(at)).map_or("", |dir| dir.path.as_str());
            new("metadata-log-elsewhere", Place::Span(dir.span))
                .key("log.dirs")
                .detail(text! {
                    en: "the metadata log lies in {path}/{METADATA_LOG}, and is looked for in {wanted}",
                    zh: "元数据日志在 {path}/{METADATA_LOG}，而配置要求它在 {wanted}",
                })
                .help(text! {
                    en: "write metadata.log.dir={path}, or put it first in log.dirs; move a log only while the node is stopped",
                    zh: "写 metadata.log.dir={path}，或把它放在 log.dirs 的第一位；只有节点停止时才能移动日志",
                })
        }
    }
}

fn restore() -> text::Text {
    text! {
        en: "restore the file from another log directory of this node, with its own directory.id",
        zh: "从本节点的另一个日志目录恢复该文件，但保留它自己的 directory.id",
    }
}

/// The first key that two files hold differently.
fn differing(node: &Node<'_, '_>, a: usize, b: usize) -> &'static str {
    let (Stored::File(a), Stored::File(b)) = (&node.files[a], &node.files[b]) else { return "lines" };
    let keys = ["broker.id", "node.id", "cluster.id", "version", "directory.id"];
    keys.into_iter().find(|key| a.raw(key) != b.raw(key)).unwrap_or("lines")
}
