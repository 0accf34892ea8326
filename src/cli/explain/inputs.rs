//! What `explain` reads: files, folders, standard input.

use crate::finding::InputError;
use crate::logs::{Log, unreadable};
use camino::{Utf8Path, Utf8PathBuf};
use std::io::{self, Read};

/// The logs, and what can't be one.
pub(super) struct Inputs {
    pub(super) logs: Vec<Log>,
    pub(super) errors: Vec<InputError>,
}

/// Finds the logs that `paths` name; of folders, every file, in the order of their names.
pub(super) fn find(paths: &[Utf8PathBuf]) -> Inputs {
    let mut inputs = Inputs { logs: Vec::new(), errors: Vec::new() };
    for path in paths {
        if path == "-" {
            inputs.logs.push(Log {
                path: Utf8PathBuf::from("-"),
                host: None,
                size: None,
                open: Box::new(|| Ok(Box::new(io::stdin()))),
            });
        } else {
            inputs.path(path);
        }
    }
    let paths: Vec<Utf8PathBuf> = inputs.logs.iter().map(|log| log.path.clone()).collect();
    for (log, host) in inputs.logs.iter_mut().zip(hosts(&paths)) {
        log.host = host;
    }
    inputs
}

/// The host of each log: `zookeeper-zk-server-zoo1.out` says it, else the first folder in which the
/// paths differ.
fn hosts(paths: &[Utf8PathBuf]) -> Vec<Option<String>> {
    const PLAIN: [&str; 8] = ["log", "logs", "kafka", "zookeeper", "storm", "data", "conf", "bin"];
    let parts = |path: &Utf8PathBuf| -> Vec<String> {
        path.parent().map(|folder| folder.components().map(|part| part.to_string()).collect()).unwrap_or_default()
    };
    let folders: Vec<Vec<String>> = paths.iter().map(parts).collect();
    let shortest = folders.iter().map(Vec::len).min().unwrap_or(0);
    let differ = |at: &usize| {
        let first = folders.first().and_then(|parts| parts.get(*at));
        folders.iter().any(|parts| parts.get(*at) != first)
    };
    let at = (0..=shortest).find(differ).filter(|_| paths.len() > 1);
    paths
        .iter()
        .zip(&folders)
        .map(|(path, parts)| {
            let named = path.file_stem().and_then(|name| name.split_once("-server-")).map(|(_, host)| host.to_owned());
            let by_folder = at.and_then(|at| parts.get(at)).filter(|name| !PLAIN.contains(&name.as_str())).cloned();
            named.filter(|host| !host.is_empty()).or(by_folder)
        })
        .collect()
}

/// Files beside logs that are none, by their names.
fn is_no_log(path: &Utf8Path) -> bool {
    const ENDS: [&str; 17] = [
        "cfg",
        "properties",
        "yaml",
        "yml",
        "xml",
        "json",
        "conf",
        "sh",
        "py",
        "md",
        "jar",
        "class",
        "pid",
        "jks",
        "dynamic",
        "index",
        "timeindex",
    ];
    path.extension().is_some_and(|end| ENDS.contains(&end)) || matches!(path.file_name(), Some("myid" | "hosts"))
}

impl Inputs {
    fn path(&mut self, path: &Utf8Path) {
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(metadata) => self.logs.push(file(path, metadata.len())),
            Err(error) => self.errors.push(InputError { path: path.to_owned(), message: unreadable(&error) }),
        }
    }

    fn folder(&mut self, folder: &Utf8Path) {
        let mut files: Vec<(Utf8PathBuf, u64)> = Vec::new();
        for entry in ignore::WalkBuilder::new(folder).standard_filters(false).hidden(false).build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let size = entry.metadata().map(|metadata| metadata.len()).unwrap_or(0);
                    let path = Utf8PathBuf::from_path_buf(entry.into_path());
                    files.extend(path.ok().filter(|path| !is_no_log(path)).map(|path| (path, size)));
                }
                Ok(_) => {}
                Err(error) => self.errors.push(InputError { path: folder.to_owned(), message: unreadable(&error) }),
            }
        }
        files.sort();
        self.logs.extend(files.iter().map(|(path, size)| file(path, *size)));
    }
}

fn file(path: &Utf8Path, size: u64) -> Log {
    let opened = path.to_owned();
    Log {
        path: path.to_owned(),
        host: None,
        size: Some(size),
        open: Box::new(move || Ok(Box::new(std::fs::File::open(&opened)?) as Box<dyn Read + Send>)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_by_folders_and_names() {
        let of = |paths: &[&str]| hosts(&paths.iter().map(Utf8PathBuf::from).collect::<Vec<_>>());
        let named = |names: &[&str]| names.iter().map(|name| Some((*name).to_owned())).collect::<Vec<_>>();
        assert_eq!(of(&["l/zoo1/zookeeper.out", "l/zoo2/zookeeper.out"]), named(&["zoo1", "zoo2"]));
        assert_eq!(of(&["l/zookeeper-zk-server-zoo1.out", "l/zookeeper-zk-server-zoo2.out"]), named(&["zoo1", "zoo2"]));
        assert_eq!(of(&["l/logs/server.log", "l/logs/controller.log"]), [None, None]);
        assert_eq!(of(&["zookeeper.out"]), [None]);
    }
}
