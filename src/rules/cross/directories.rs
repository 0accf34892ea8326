//! The data directories of a node on its machine, as far as its file system is in sight.

use crate::inventory::Node;
use crate::inventory::facts::{self, Directory};
use crate::inventory::tree::{self, Seen};
use crate::rules::NodeCase;
use camino::Utf8Path;

/// A directory that a file names, and what is there.
pub(super) struct Found {
    /// What the file says.
    pub directory: Directory,
    /// What is there.
    pub seen: Seen,
}

/// Looks at every data directory of a node. Nothing where its machine is out of sight.
pub(super) fn of_node(case: &NodeCase<'_, ()>) -> Vec<Found> {
    let node: &Node = case.node;
    let host = &case.inventory.hosts[node.host];
    let Some(root) = host.root.as_deref().filter(|_| !node.template && !node.sample) else { return Vec::new() };
    let look = |directory: Directory| {
        let seen = tree::look(root, host.whole_machine, Utf8Path::new(&directory.path));
        Found { directory, seen }
    };
    let mut directories = facts::directories(&node.server);
    // A comma in a comment makes one value several: all of them are in doubt.
    let doubtful: Vec<&'static str> = directories.iter().filter(|dir| suspect(&dir.path)).map(|dir| dir.key).collect();
    directories.retain(|directory| !doubtful.contains(&directory.key));
    directories.into_iter().map(look).collect()
}

/// Whether a path is hardly what was meant: with a comment, a quote or a blank in it. Other rules
/// tell of these, and what lies at such a path says nothing.
fn suspect(path: &str) -> bool {
    let comment =
        ["#", "//", ";"].iter().any(|sign| path.contains(&format!(" {sign}")) || path.contains(&format!("\t{sign}")));
    comment || path.trim() != path || path.starts_with(['"', '\''])
}
