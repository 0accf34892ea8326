//! Walks the inputs, recognises files and makes nodes of them.

use super::{ConfigFile, FileKind, Host, Inventory, Node, Server};
use crate::catalog::{Component, VersionSet};
use crate::finding::{Confidence, InputError};
use crate::model::{kafka, storm, zookeeper};
use crate::source::SourceId;
use crate::syntax::placeholder::Placeholders;
use crate::text;
use crate::text::Text;
use camino::{Utf8Path, Utf8PathBuf};
use std::sync::Arc;

/// How to look.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files and directories to check. A file that is named and also lies below a named directory
    /// is taken once. A named file comes with the inventory directory around it (the command line
    /// adds that) and only what touches the named ones is told, see `Selection::focus`.
    pub paths: Vec<Utf8PathBuf>,
    /// Contents that stand in for what lies at these paths (standard input); such a path counts as
    /// named even when nothing lies there.
    pub given: Vec<(Utf8PathBuf, Arc<[u8]>)>,
    /// One host's file system: absolute paths in configs resolve below it.
    pub host_root: Option<Utf8PathBuf>,
    /// Versions that the user gave, by component.
    pub versions: Vec<VersionSet>,
    /// What explicitly named files are, whatever their names.
    pub kind: Option<FileKind>,
}

/// Reads everything below the paths and sorts it out.
pub fn discover(options: &Options) -> Inventory {
    let mut inventory = Inventory::default();
    for (path, bytes) in &options.given {
        if let Some(kind) = options.kind.or_else(|| recognise(path)) {
            take(&mut inventory, options, path.clone(), kind, bytes.clone());
        }
    }
    for path in &options.paths {
        for entry in ignore::WalkBuilder::new(path).standard_filters(false).build().flatten() {
            let Ok(path) = Utf8PathBuf::from_path_buf(entry.into_path()) else { continue };
            if let Some(kind) = recognise(&path) {
                add(&mut inventory, options, path, kind);
            }
        }
    }
    inventory
}

fn recognise(path: &Utf8Path) -> Option<FileKind> {
    match path.file_name()? {
        "zoo.cfg" => Some(FileKind::ZooCfg),
        "storm.yaml" => Some(FileKind::StormYaml),
        "server.properties" => Some(FileKind::ServerProperties),
        _ => None,
    }
}

fn add(inventory: &mut Inventory, options: &Options, path: Utf8PathBuf, kind: FileKind) {
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = Text::verbatim(error.to_string());
            inventory.errors.push(InputError { path, message });
            return;
        }
    };
    take(inventory, options, path, kind, bytes.into());
}

fn take(inventory: &mut Inventory, options: &Options, path: Utf8PathBuf, kind: FileKind, bytes: Arc<[u8]>) {
    let source = inventory.sources.add(path, bytes);
    let component = kind.component().unwrap_or(Component::ZooKeeper);
    let given = options.versions.iter().find(|set| set.component() == component);
    let versions = given.copied().unwrap_or(VersionSet::all(component));
    let server = server(inventory, source, component, versions);
    let node = inventory.nodes.len();
    inventory.files.push(ConfigFile { source, kind, node: Some(node), host: Some(node), template: false });
    let id = inventory.sources.path(source).to_string();
    inventory.hosts.push(Host { name: id.clone(), nodes: vec![node], confidence: Confidence::Low, root: None });
    inventory.nodes.push(Node {
        id,
        host: node,
        source,
        companions: Vec::new(),
        versions,
        versions_why: text! { en: "nothing tells the version", zh: "没有线索说明版本" },
        template: false,
        sample: false,
        server,
    });
}

fn server(inventory: &Inventory, source: SourceId, component: Component, versions: VersionSet) -> Server {
    let source = inventory.sources.get(source);
    let placeholders = Placeholders::default();
    match component {
        Component::ZooKeeper => Server::ZooKeeper(Box::new(zookeeper::read(source, versions, &placeholders))),
        Component::Storm => Server::Storm(Box::new(storm::read(source, versions, &placeholders))),
        Component::Kafka => Server::Kafka(Box::new(kafka::read(source, versions, &placeholders))),
    }
}
