//! Directories that several nodes of one machine keep their data in.

use crate::inventory::facts::{self, Directory};
use crate::inventory::{Host, Node};
use crate::rules::Case;
use camino::{Utf8Component, Utf8Path};
use std::collections::BTreeMap;

/// A directory and the nodes that share it, in the order of their files.
pub(super) type Shared<'a> = (String, Vec<(&'a Node, Directory)>);

/// The directories that at least two live nodes of a machine name with one of `keys`. Nothing where
/// it isn't sure enough that they share a machine.
pub(super) fn of_host<'a>(case: &'a Case<'_, Host>, keys: &[&str]) -> Vec<Shared<'a>> {
    let mut by_path: BTreeMap<String, Vec<(&Node, Directory)>> = BTreeMap::new();
    for number in case.of.sharing() {
        let node = case.node(number);
        if node.template || node.sample {
            continue;
        }
        for directory in facts::directories(&node.server) {
            let Some(path) = normal(&directory.path).filter(|_| keys.contains(&directory.key)) else { continue };
            let users = by_path.entry(path).or_default();
            if users.last().is_none_or(|(known, _)| known.id != node.id) {
                users.push((node, directory));
            }
        }
    }
    by_path.into_iter().filter(|(_, users)| users.len() > 1).collect()
}

/// The names of those that share something, the first few of many.
pub(super) fn names(users: &[(&Node, Directory)]) -> String {
    const SHOWN: usize = 4;
    let first: Vec<&str> = users.iter().take(SHOWN).map(|(node, _)| node.id.as_str()).collect();
    let more = if users.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", first.join(", "))
}

/// An absolute path without what doesn't change it; relative ones depend on where each node starts.
fn normal(path: &str) -> Option<String> {
    let slashes = path.replace('\\', "/");
    let drive = slashes.as_bytes().get(1) == Some(&b':');
    if !slashes.starts_with('/') && !drive {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in Utf8Path::new(&slashes).components() {
        match part {
            Utf8Component::Normal(name) => parts.push(name),
            Utf8Component::ParentDir => {
                parts.pop();
            }
            _ => {}
        }
    }
    Some(if drive { parts.join("/").to_lowercase() } else { format!("/{}", parts.join("/")) })
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn equal_directories_are_written_in_several_ways() {
        assert_eq!(normal("/data//zk/").as_deref(), Some("/data/zk"));
        assert_eq!(normal("/data/./x/../zk").as_deref(), Some("/data/zk"));
        assert_eq!(normal("D:\\data\\zk").as_deref(), normal("d:/data/zk").as_deref());
        assert_eq!(normal("data/zk"), None);
    }
}
