//! `MetaPropertiesEnsemble`: how 3.7 and later verify the files, in order of the directories' paths.

use super::file::{Built, Stored};
use super::{Era, Found, KAFKA, Node, What, unformatted};
use crate::catalog::VersionSet;
use std::collections::HashMap;

/// Ids that `DirectoryId.reserved` keeps for itself.
const RESERVED: u128 = 100;

impl Node<'_, '_> {
    /// `KafkaRaftServer.initializeLogDirs`, or the same lines of `KafkaServer.startup` up to 3.9.
    pub(super) fn ensemble(&self) -> Option<Found> {
        debug_assert!(self.era == Era::V3_7);
        let mut order: Vec<usize> = (0..self.dirs.len()).collect();
        order.sort_by(|&a, &b| self.dirs[a].path.cmp(&self.dirs[b].path));
        let mut built: Vec<(usize, Built<'_>)> = Vec::new();
        let mut errors: Vec<(usize, What)> = Vec::new();
        for &at in &order {
            match &self.files[at] {
                Stored::Unseen | Stored::Missing => {}
                Stored::Directory => errors.push((at, What::Directory)),
                Stored::File(file) => match file.built() {
                    Ok(meta) => built.push((at, meta)),
                    Err(what) => errors.push((at, what)),
                },
            }
        }
        let quorum = self.metadata.is_some();
        if quorum && built.is_empty() && self.all {
            let (at, what) = errors.first().cloned().unwrap_or((order.first().copied()?, What::Missing));
            return self.found(what, at, "No readable meta.properties files found.");
        }
        if let Some(found) = self.verify(&built, quorum) {
            return Some(found);
        }
        if !quorum {
            return self.none_left(errors.len());
        }
        if let Some((at, what)) = errors.into_iter().find(|(at, _)| Some(*at) == self.metadata) {
            let dir = &self.dirs[at].path;
            let text = format!("Encountered I/O error in metadata log directory {dir}. Cannot continue.");
            return self.found(what, at, text);
        }
        if let Some(found) = self.stray_metadata() {
            return Some(found);
        }
        if let Some(&at) = order.iter().find(|&&at| matches!(self.files[at], Stored::Missing)) {
            return self.found(What::Missing, at, unformatted(&self.dirs[at].path));
        }
        built.iter().find_map(|(at, meta)| {
            let dir = &self.dirs[*at].path;
            let lost = |key: &'static str, words: &str| {
                self.found(What::Bad { key, missing: true }, *at, format!("Error: {words} ID not found in {dir}"))
            };
            match (meta.id, meta.cluster) {
                (None, _) => lost("broker.id", "node"),
                (_, None) => lost("cluster.id", "cluster"),
                _ => None,
            }
        })
    }

    /// `MetaPropertiesEnsemble.verify`.
    fn verify(&self, built: &[(usize, Built<'_>)], quorum: bool) -> Option<Found> {
        let mut cluster: Option<(usize, &str)> = None;
        // The configured id, or of the directory that told one first.
        let mut id: Option<(Option<usize>, i32)> = self.id.filter(|id| quorum || *id >= 0).map(|id| (None, id));
        let mut directories: HashMap<u128, usize> = HashMap::new();
        for (at, meta) in built {
            let (at, dir) = (*at, &self.dirs[*at].path);
            let path = format!("{dir}/meta.properties");
            if !quorum && meta.version != 0 {
                let text = format!(
                    "Found unexpected version in {path}. ZK-based brokers that are not migrating only support version \
                     0 (which is implicit when the `version` field is missing)."
                );
                return self.found(What::Version, at, text);
            }
            match (cluster, meta.cluster) {
                (None, Some(own)) => cluster = Some((at, own)),
                (Some((with, known)), Some(own)) if known != own => {
                    let text = format!("Invalid cluster.id in: {path}. Expected {known}, but read {own}");
                    return self.found(What::Mixed { with, key: Some("cluster.id") }, at, text);
                }
                _ => {}
            }
            let key = if meta.version == 0 { "broker.id" } else { "node.id" };
            match (id, meta.id) {
                (None, Some(own)) if self.id.is_some() => id = Some((Some(at), own)),
                (Some((with, known)), Some(own)) if known != own => {
                    let text = format!(
                        "Stored node id {own} doesn't match previous node id {known} in {path}. If you moved your data, \
                         make sure your configured node id matches. If you intend to create a new node, you should \
                         remove all data in your data directories."
                    );
                    let what = match with {
                        None => What::OtherId { key, stored: own },
                        Some(with) => What::Mixed { with, key: Some(key) },
                    };
                    return self.found(what, at, text);
                }
                _ => {}
            }
            let Some(directory) = meta.directory else { continue };
            let Stored::File(file) = &self.files[at] else { continue };
            let shown = file.raw("directory.id").unwrap_or_default().trim_end_matches('=');
            if directory < RESERVED {
                // The word was mended in 4.1.
                let new = self.at.meets(VersionSet::since(KAFKA, "4.1.0"));
                let reserved = if new { "reserved" } else { "resrved" };
                let text = format!("Invalid {reserved} directory ID {shown} found in {dir}");
                return self.found(What::Bad { key: "directory.id", missing: false }, at, text);
            }
            if let Some(with) = directories.insert(directory, at) {
                let text = format!(
                    "Duplicate directory ID Optional[{shown}] found. It was the ID of {}, but also of {dir}",
                    self.dirs[with].path
                );
                return self.found(What::Mixed { with, key: Some("directory.id") }, at, text);
            }
        }
        None
    }
}
