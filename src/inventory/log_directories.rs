//! What lies in the log directories of a Kafka server, where its machine's file system can be seen.
//!
//! Seen is what `--host-root` or a host's tree inside the inventory holds, as for ZooKeeper's
//! companions: a `meta.properties` anywhere else may belong to anybody.

use super::FileKind;
use super::companions::{self, Sight, Told};
use super::discover::{Input, Main};
use super::layout::Place;
use super::myids::Belongs;
use super::tree::{self, Seen};
use super::{Inventory, Server};
use crate::model::kafka::{LogDirectory, METADATA_LOG};
use crate::source::{SourceId, Span};
use camino::Utf8PathBuf;
use std::collections::HashMap;

/// A directory, looked at.
struct Looked {
    path: String,
    span: Span,
    meta: Option<Result<SourceId, Told>>,
    holds_metadata: bool,
}

/// Completes every Kafka server's model with what its log directories hold.
pub(super) fn complete(
    inventory: &mut Inventory,
    inputs: &mut Vec<Input>,
    mains: &mut [Main],
    belongs: &mut Vec<Belongs>,
) {
    let seen = |main: &Main| matches!(main.server, Server::Kafka(_)) && main.place.root.is_some() && !main.template;
    if !mains.iter().any(seen) {
        return;
    }
    let nothing = HashMap::new();
    let own = |input: &(usize, &Input)| input.1.absolute.file_name() == Some("meta.properties");
    let inputs_here = inputs.iter().enumerate().filter(own);
    let mut known: HashMap<Utf8PathBuf, usize> =
        inputs_here.map(|(number, input)| (input.absolute.clone(), number)).collect();
    for (node, main) in mains.iter_mut().enumerate() {
        if !seen(main) {
            continue;
        }
        let Server::Kafka(config) = &mut main.server else { continue };
        let mut looked = Vec::new();
        for (path, span) in config.log_directories() {
            let meta = Utf8PathBuf::from(format!("{path}/meta.properties"));
            let mut sight = companions::below_root(&nothing, &main.place, &meta);
            let mut holds_metadata = false;
            if let Sight::Read(_, absolute, _) = &sight {
                holds_metadata = has_metadata_log(&main.place, &path);
                // Two servers may share a directory, and a file may be an input already.
                match known.get(absolute) {
                    Some(&number) => sight = Sight::Known(number),
                    None => {
                        known.insert(absolute.clone(), inputs.len());
                    }
                }
            }
            let meta = companions::take(inventory, inputs, belongs, main.input, node, FileKind::MetaProperties, sight);
            looked.push(Looked { path, span, meta, holds_metadata });
        }
        let sources = &inventory.sources;
        let dirs: Vec<LogDirectory<'_>> = looked
            .into_iter()
            .map(|dir| LogDirectory {
                meta: companions::companion(sources, dir.meta.as_ref()),
                path: dir.path,
                span: dir.span,
                holds_metadata: dir.holds_metadata,
            })
            .collect();
        config.judge_stored(&dirs);
    }
}

fn has_metadata_log(place: &Place, dir: &str) -> bool {
    let Some(root) = &place.root else { return false };
    let path = Utf8PathBuf::from(format!("{dir}/{METADATA_LOG}"));
    matches!(tree::look(root, place.whole_machine, &path), Seen::Directory(..))
}
