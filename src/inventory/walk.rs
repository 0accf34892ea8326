//! Walks the inputs: which files there are, by name. Opens nothing.
//!
//! Everything counts, whatever git ignores. Links are followed once: a link to a place that is
//! walked anyway adds nothing, so loops and doubles can't happen. A link around which nothing is hidden
//! (`current -> .`) is a note; one that can't be followed at all is an error.

use super::names::{self, Certainty, Name, Named};
use super::versions;
use crate::catalog::VersionSet;
use crate::finding::{InputError, Skipped};
use crate::text;
use crate::text::Text;
use camino::{Utf8Path, Utf8PathBuf};
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A file to look at.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its path as the user would type it.
    pub path: Utf8PathBuf,
    /// What its name says; `None`: named by the user, and the name says nothing.
    pub named: Option<Named>,
    /// Named by the user, not found in a directory.
    pub explicit: bool,
}

/// What a walk brought.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Files to look at, by path.
    pub files: Vec<Found>,
    /// Versions that servers' jars tell, by the directory that holds the jar.
    pub jars: BTreeMap<Utf8PathBuf, Vec<VersionSet>>,
    /// What could not be looked at.
    pub errors: Vec<InputError>,
    /// What was left alone by its name.
    pub skipped: Vec<Skipped>,
    links: Vec<PathBuf>,
}

/// Directories that hold no configuration of a server and may be huge.
const NOISE: &[&str] = &[
    ".git",
    ".hg",
    ".svn",
    ".bzr",
    "node_modules",
    "__pycache__",
    ".venv",
    ".tox",
    ".gradle",
    ".m2",
    ".cargo",
    ".terraform",
    ".idea",
    ".vscode",
    ".cache",
];

/// Looks below every path.
pub(super) fn walk(paths: &[Utf8PathBuf]) -> Walk {
    let mut walk = Walk::default();
    let mut roots = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => roots.push(path.clone()),
            Ok(metadata) if metadata.is_file() => walk.explicit(path.clone()),
            Ok(_) => walk.errors.push(special(path.clone())),
            Err(error) => walk.errors.push(InputError { path: path.clone(), message: cannot_read(&error) }),
        }
    }
    for root in &roots {
        walk.tree(root.as_std_path());
    }
    walk.follow(&roots);
    walk.files.sort_by(|a, b| a.path.as_str().cmp(b.path.as_str()).then(b.explicit.cmp(&a.explicit)));
    walk.files.dedup_by(|a, b| a.path == b.path);
    walk.errors.sort_by(|a, b| a.path.cmp(&b.path));
    walk.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    walk
}

impl Walk {
    fn explicit(&mut self, path: Utf8PathBuf) {
        let name = path.file_name().unwrap_or_default();
        let parent = path.parent().and_then(Utf8Path::file_name);
        let named = match names::read(name, parent) {
            Name::Candidate(named) => Some(named),
            _ => None,
        };
        self.files.push(Found { path, named, explicit: true });
    }

    fn tree(&mut self, root: &Path) {
        let shared = Mutex::new(Self::default());
        let walker = WalkBuilder::new(root).standard_filters(false).filter_entry(wanted).build_parallel();
        walker.run(|| {
            let mut local = Batch { walk: Self::default(), shared: &shared };
            Box::new(move |entry| {
                local.walk.entry(entry);
                WalkState::Continue
            })
        });
        let found = shared.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.take(found);
    }

    fn take(&mut self, other: Self) {
        self.files.extend(other.files);
        self.errors.extend(other.errors);
        self.skipped.extend(other.skipped);
        self.links.extend(other.links);
        for (directory, versions) in other.jars {
            self.jars.entry(directory).or_default().extend(versions);
        }
    }

    fn entry(&mut self, entry: Result<DirEntry, ignore::Error>) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error_path(&error).unwrap_or_default();
                let message = error.io_error().map_or_else(|| Text::verbatim(error.to_string()), cannot_read);
                self.errors.push(InputError { path, message });
                return;
            }
        };
        let Some(kind) = entry.file_type() else { return };
        if kind.is_dir() {
            return;
        }
        if kind.is_symlink() {
            self.links.push(entry.into_path());
            return;
        }
        self.file(entry.into_path(), kind.is_file());
    }

    fn file(&mut self, path: PathBuf, regular: bool) {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let parent = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        let what = names::read(&name, parent);
        if what == Name::Other {
            return;
        }
        let path = match Utf8PathBuf::from_path_buf(path) {
            Ok(path) => path,
            Err(path) => {
                if matches!(what, Name::Candidate(named) if named.certainty >= Certainty::Likely) {
                    self.errors.push(InputError {
                        path: Utf8PathBuf::from(path.to_string_lossy().into_owned()),
                        message: text! {
                            en: "the path is not UTF-8, so it can't be named in a finding; rename it and check again",
                            zh: "路径不是 UTF-8，无法在结果中指出；请改名后再检查",
                        },
                    });
                }
                return;
            }
        };
        match what {
            Name::Candidate(named) if regular => {
                self.files.push(Found { path, named: Some(named), explicit: false });
            }
            Name::Candidate(named) if named.certainty >= Certainty::Likely => self.errors.push(special(path)),
            Name::Backup => self.skipped.push(Skipped {
                path,
                reason: text! { en: "a backup copy, which no server reads", zh: "备份文件，没有服务器会读取" },
            }),
            Name::Variant => self.skipped.push(Skipped {
                path,
                reason: text! {
                    en: "a variant under another name, which no server reads; name it to check it",
                    zh: "另一个名字的变体，没有服务器会读取；如需检查请直接给出文件名",
                },
            }),
            Name::Jar => {
                let Some(directory) = path.parent() else { return };
                if let Some(versions) = path.file_name().and_then(versions::of_jar) {
                    self.jars.entry(directory.to_owned()).or_default().push(versions);
                }
            }
            _ => {}
        }
    }

    /// Follows links to what no walk has seen, each target once.
    fn follow(&mut self, roots: &[Utf8PathBuf]) {
        let mut targets = Targets::default();
        for root in roots {
            if let Ok(root) = std::fs::canonicalize(root) {
                targets.walked(root);
            }
        }
        for file in self.files.iter().filter(|file| file.explicit) {
            targets.files.extend(std::fs::canonicalize(&file.path));
        }
        // A link's tree may hold links of its own; each round has new targets, so the rounds end.
        while !self.links.is_empty() {
            let mut links = std::mem::take(&mut self.links);
            links.sort();
            for link in links {
                self.follow_one(link, &mut targets);
            }
        }
    }

    fn follow_one(&mut self, link: PathBuf, targets: &mut Targets) {
        let name = link.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let telling =
            matches!(names::read(&name, None), Name::Candidate(named) if named.certainty >= Certainty::Likely);
        let target = match std::fs::canonicalize(&link) {
            Ok(target) => target,
            Err(error) => {
                // A loop may have been a directory; what else leads nowhere matters by its name.
                let dangling = error.kind() == std::io::ErrorKind::NotFound;
                if telling || is_loop(&error) {
                    let path = Utf8PathBuf::from(link.to_string_lossy().into_owned());
                    let message = if dangling {
                        text! {
                            en: "a link to a file that doesn't exist: not read",
                            zh: "指向不存在文件的链接，未读取",
                        }
                    } else {
                        cannot_read(&error)
                    };
                    self.errors.push(InputError { path, message });
                }
                return;
            }
        };
        if targets.seen(&target) {
            self.leads_up(link, &target);
            return;
        }
        let Ok(metadata) = std::fs::metadata(&target) else { return };
        if !metadata.is_dir() {
            targets.files.insert(target);
            self.file(link, metadata.is_file());
        } else if !targets.above.contains(&target) {
            // A link to a directory above a root would walk the root again, or the whole machine.
            self.tree(&link);
            targets.walked(target);
        } else {
            self.leads_up(link, &target);
        }
    }

    /// Tells of a link to a directory around itself: following it would go round for ever.
    fn leads_up(&mut self, link: PathBuf, target: &Path) {
        let around = link.parent().and_then(|parent| std::fs::canonicalize(parent).ok());
        if !around.is_some_and(|around| around.starts_with(target)) {
            return;
        }
        if let Ok(path) = Utf8PathBuf::from_path_buf(link) {
            let reason = text! {
                en: "a link to a directory around it: not followed, it would go round for ever",
                zh: "指向其上级目录的链接：未跟随，否则会无限循环",
            };
            self.skipped.push(Skipped { path, reason });
        }
    }
}

/// The real places that were seen.
#[derive(Default)]
struct Targets {
    directories: HashSet<PathBuf>,
    above: HashSet<PathBuf>,
    files: HashSet<PathBuf>,
}

impl Targets {
    fn walked(&mut self, directory: PathBuf) {
        self.above.extend(directory.ancestors().map(Path::to_owned));
        self.directories.insert(directory);
    }

    fn seen(&self, target: &Path) -> bool {
        self.files.contains(target) || target.ancestors().any(|directory| self.directories.contains(directory))
    }
}

/// Gathers what one thread of a walk finds, and hands it in at the end.
struct Batch<'a> {
    walk: Walk,
    shared: &'a Mutex<Walk>,
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        let mut shared = self.shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        shared.take(std::mem::take(&mut self.walk));
    }
}

fn wanted(entry: &DirEntry) -> bool {
    if entry.depth() == 0 || !entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return true;
    }
    let name = entry.file_name();
    if NOISE.iter().any(|noise| name == *noise) {
        return false;
    }
    // The kernel's file systems below a machine's root.
    let kernel = ["proc", "sys", "dev"].iter().any(|virtual_dir| name == *virtual_dir);
    !(kernel && entry.path().parent().is_some_and(|root| root.join("etc").is_dir() && root.join("usr").is_dir()))
}

fn error_path(error: &ignore::Error) -> Option<Utf8PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(Utf8PathBuf::from(path.to_string_lossy().into_owned())),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        ignore::Error::Loop { child, .. } => Some(Utf8PathBuf::from(child.to_string_lossy().into_owned())),
        _ => None,
    }
}

/// A pipe or a device: reading it could wait for ever.
pub(super) fn special(path: Utf8PathBuf) -> InputError {
    let message = text! {
        en: "not a regular file (a pipe, a socket or a device): not read",
        zh: "不是普通文件（管道、套接字或设备），未读取",
    };
    InputError { path, message }
}

/// The system's number for links that lead to themselves (`ELOOP`), which the standard library can't
/// tell in a stable way.
const LINK_LOOP: i32 = if cfg!(windows) {
    1921
} else if cfg!(target_os = "linux") {
    40
} else {
    62
};

fn is_loop(error: &std::io::Error) -> bool {
    error.raw_os_error() == Some(LINK_LOOP)
}

/// The system's reason, in both languages where it is a common one.
pub(super) fn cannot_read(error: &std::io::Error) -> Text {
    match error.kind() {
        std::io::ErrorKind::NotFound => text! { en: "no such file or directory", zh: "文件或目录不存在" },
        std::io::ErrorKind::PermissionDenied => {
            text! { en: "permission denied: not read", zh: "没有权限，未读取" }
        }
        _ if is_loop(error) => text! {
            en: "a link that leads back to itself, so there is nothing behind it: not read",
            zh: "链接指回自身，背后没有任何内容，未读取",
        },
        _ => text! { en: "can't be read: {error}", zh: "无法读取：{error}" },
    }
}
