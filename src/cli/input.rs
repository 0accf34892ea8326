//! From the arguments to an inventory: versions, standard input, and the inventory around a file
//! that was named alone.

use super::args::{InputArgs, KINDS};
use super::problem::{self, Problem};
use crate::catalog::{Component, Guess, VersionSet};
use crate::inventory::{self, FileKind, Inventory, Options};
use crate::source::SourceId;
use crate::text;
use crate::text::{Lang, Text};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::HashSet;
use std::io::Read;
use std::sync::Arc;

/// An inventory and what was made of the arguments.
pub(super) struct Input {
    pub(super) inventory: Inventory,
    /// The files that were named, and those of their nodes; empty: everything is asked for.
    pub(super) focus: HashSet<SourceId>,
    /// Whether only named files are asked for.
    pub(super) named_only: bool,
    /// What was taken for granted.
    pub(super) notes: Vec<Text>,
    /// The working directory.
    pub(super) cwd: Utf8PathBuf,
}

/// Reads what the arguments name.
pub(super) fn read(args: &InputArgs, lang: Lang) -> Result<Input, Problem> {
    let cwd = cwd(lang)?;
    let (versions, notes) = versions(args, lang)?;
    let kind = args.kind.as_deref().and_then(|id| KINDS.into_iter().find(|kind| kind.id() == id));
    let mut paths: Vec<Utf8PathBuf> = args.paths.iter().filter(|path| *path != "-").cloned().collect();
    let mut given = Vec::new();
    if args.paths.iter().any(|path| path == "-") {
        given.push((stdin_name(args, kind, lang)?, stdin()?));
    }
    let named: Vec<Utf8PathBuf> =
        paths.iter().filter(|path| !path.is_dir()).chain(given.iter().map(|(path, _)| path)).cloned().collect();
    let named_only = named.len() == paths.len() + given.len();
    let root = named.first().or(paths.first()).and_then(|path| marked_above(&cwd.join(path)));
    if named_only && args.host_root.is_none() {
        // What the named files belong to: read for context, not told on its own.
        let mut around: Vec<Utf8PathBuf> =
            named.iter().filter_map(|path| marked_above(&cwd.join(path))).filter(|root| !is_vast(root)).collect();
        around.sort();
        around.dedup();
        paths.extend(around.iter().map(|root| from(&cwd, root)));
    }
    let options = Options { paths, given, host_root: args.host_root.clone(), versions, kind };
    let mut inventory = inventory::discover(&options);
    inventory.root = root.unwrap_or_else(|| cwd.clone());
    let focus = if named_only { focus(&mut inventory, &named, &cwd) } else { HashSet::new() };
    Ok(Input { inventory, focus, named_only, notes, cwd })
}

fn cwd(lang: Lang) -> Result<Utf8PathBuf, Problem> {
    let cwd = std::env::current_dir()?;
    Utf8PathBuf::from_path_buf(cwd).map_err(|path| {
        let path = path.display().to_string();
        let message = text! { en: "the working directory {path} is not UTF-8", zh: "当前目录 {path} 不是 UTF-8" };
        Problem::new(&message, None, lang)
    })
}

fn versions(args: &InputArgs, lang: Lang) -> Result<(Vec<VersionSet>, Vec<Text>), Problem> {
    let given =
        [(Component::ZooKeeper, &args.zookeeper), (Component::Storm, &args.storm), (Component::Kafka, &args.kafka)];
    let mut sets = Vec::new();
    let mut notes = Vec::new();
    for (component, number) in given {
        let Some(number) = number else { continue };
        let (set, guess) =
            VersionSet::parse(component, number).ok_or_else(|| problem::unknown_version(component, number, lang))?;
        if guess == Guess::Nearest {
            let name = component.name();
            notes.push(text! {
                en: "{name} {number} is not known to this cfglint; checked as {set}",
                zh: "这个 cfglint 还不认识 {name} {number}，按 {set} 检查",
            });
        }
        sets.push(set);
    }
    Ok((sets, notes))
}

fn stdin_name(args: &InputArgs, kind: Option<FileKind>, lang: Lang) -> Result<Utf8PathBuf, Problem> {
    args.stdin_filename.clone().or_else(|| kind.map(|kind| Utf8PathBuf::from(kind.id()))).ok_or_else(|| {
        Problem::new(
            &text! { en: "standard input has no name", zh: "标准输入没有文件名" },
            Some(&text! {
                en: "say what it is: --stdin-filename conf/zoo1/zoo.cfg, or --as zoo.cfg",
                zh: "请说明它是什么：--stdin-filename conf/zoo1/zoo.cfg 或 --as zoo.cfg",
            }),
            lang,
        )
    })
}

fn stdin() -> Result<Arc<[u8]>, Problem> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes.into())
}

/// The nearest folder at or above `path` that holds `.cfglint.yaml` or `.git`.
fn marked_above(path: &Utf8Path) -> Option<Utf8PathBuf> {
    let path = path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
    let marked = |folder: &&Utf8Path| folder.join(".cfglint.yaml").exists() || folder.join(".git").exists();
    path.ancestors().find(marked).map(Utf8Path::to_owned)
}

/// A folder that is marked and still no inventory: reading all of it would take ages.
fn is_vast(root: &Utf8Path) -> bool {
    root.parent().is_none() || std::env::var("HOME").is_ok_and(|home| root == home)
}

/// `target` as someone in `cwd` would type it, when that is short.
fn from(cwd: &Utf8Path, target: &Utf8Path) -> Utf8PathBuf {
    let cwd = cwd.canonicalize_utf8().unwrap_or_else(|_| cwd.to_owned());
    if let Ok(below) = target.strip_prefix(&cwd) {
        return if below.as_str().is_empty() { ".".into() } else { below.to_owned() };
    }
    match cwd.strip_prefix(target) {
        Ok(below) => below.components().map(|_| "..").collect(),
        Err(_) => target.to_owned(),
    }
}

/// The sources of the named files, and the other files of their nodes. Errors and left-out files
/// elsewhere in the inventory are nobody's question then.
fn focus(inventory: &mut Inventory, named: &[Utf8PathBuf], cwd: &Utf8Path) -> HashSet<SourceId> {
    let real = |path: &Utf8Path| {
        let path = cwd.join(path);
        path.canonicalize_utf8().unwrap_or(path)
    };
    let wanted: HashSet<Utf8PathBuf> = named.iter().map(|path| real(path)).collect();
    let names: HashSet<&str> = wanted.iter().filter_map(|path| path.file_name()).collect();
    let is_named = |path: &Utf8Path| {
        // The link itself may have another name than what it points to.
        (path.file_name().is_some_and(|name| names.contains(name)) || path.is_symlink()) && wanted.contains(&real(path))
            || named.iter().any(|named| named == path)
    };
    let mut focus: HashSet<SourceId> =
        inventory.sources.iter().filter(|source| is_named(&source.path)).map(|source| source.id).collect();
    for node in &inventory.nodes {
        let files = || std::iter::once(node.source).chain(node.companions.iter().copied());
        if files().any(|source| focus.contains(&source)) {
            focus.extend(files().collect::<Vec<_>>());
        }
    }
    inventory.errors.retain(|error| is_named(&error.path));
    inventory.skipped.retain(|skipped| is_named(&skipped.path));
    focus
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_as_one_would_type_them() {
        let typed = |cwd: &str, target: &str| from(Utf8Path::new(cwd), Utf8Path::new(target)).to_string();
        assert_eq!(typed("/nowhere/a", "/nowhere/a"), ".");
        assert_eq!(typed("/nowhere/a", "/nowhere/a/b"), "b");
        assert_eq!(typed("/nowhere/a/b/c", "/nowhere/a").replace('\\', "/"), "../..");
        assert_eq!(typed("/nowhere/a", "/elsewhere"), "/elsewhere");
    }
}
