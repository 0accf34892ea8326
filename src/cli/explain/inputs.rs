//! What `explain` reads: files, folders, standard input.

use crate::finding::InputError;
use crate::logs::Log;
use crate::text;
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
    inputs
}

impl Inputs {
    fn path(&mut self, path: &Utf8Path) {
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(metadata) => self.logs.push(file(path, metadata.len())),
            Err(error) => self.errors.push(InputError {
                path: path.to_owned(),
                message: text! { en: "can't be read: {error}", zh: "无法读取：{error}" },
            }),
        }
    }

    fn folder(&mut self, folder: &Utf8Path) {
        let mut files: Vec<(Utf8PathBuf, u64)> = Vec::new();
        for entry in ignore::WalkBuilder::new(folder).standard_filters(false).hidden(false).build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let size = entry.metadata().map(|metadata| metadata.len()).unwrap_or(0);
                    if let Ok(path) = Utf8PathBuf::from_path_buf(entry.into_path()) {
                        files.push((path, size));
                    }
                }
                Ok(_) => {}
                Err(error) => self.errors.push(InputError {
                    path: folder.to_owned(),
                    message: text! { en: "can't be read: {error}", zh: "无法读取：{error}" },
                }),
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
