//! A machine's file system below a directory: paths resolve there as they do on the machine.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use std::fs::Metadata;

/// What lies at a path of a machine.
#[derive(Debug)]
pub enum Seen {
    /// Nothing is known of the place.
    OutOfSight,
    /// Nothing lies there; `above` is the nearest directory that exists.
    Missing {
        /// The nearest directory above that exists, below the root.
        above: Utf8PathBuf,
        /// The facts of that directory.
        facts: Box<Metadata>,
    },
    /// A directory: its real path and its facts.
    Directory(Utf8PathBuf, Box<Metadata>),
    /// A file (or a pipe, a device): its real path.
    File(Utf8PathBuf),
    /// Can't be looked at.
    Failed(Utf8PathBuf, std::io::Error),
}

/// More links than this are a loop, as in Linux (`MAXSYMLINKS`).
const MAX_LINKS: usize = 40;

/// Looks at `path` below `root`. In a `whole` file system what isn't there is missing; in a host's
/// tree inside an inventory only where the directory around it is there too.
pub fn look(root: &Utf8Path, whole: bool, path: &Utf8Path) -> Seen {
    if !path.is_absolute() {
        return Seen::OutOfSight;
    }
    let real = resolve(root, path);
    match std::fs::symlink_metadata(&real) {
        Ok(facts) if facts.is_dir() => Seen::Directory(real, Box::new(facts)),
        Ok(_) => Seen::File(real),
        Err(error)
            if error.kind() == std::io::ErrorKind::NotFound || error.kind() == std::io::ErrorKind::NotADirectory =>
        {
            missing(root, whole, &real)
        }
        Err(error) => Seen::Failed(real, error),
    }
}

fn missing(root: &Utf8Path, whole: bool, real: &Utf8Path) -> Seen {
    let above = real.ancestors().skip(1).take_while(|above| above.starts_with(root));
    for (distance, above) in above.enumerate() {
        if !whole && distance > 0 {
            return Seen::OutOfSight;
        }
        if let Ok(facts) = std::fs::metadata(above) {
            return Seen::Missing { above: above.to_owned(), facts: Box::new(facts) };
        }
    }
    Seen::OutOfSight
}

/// The real place of a machine's path: absolute links lead below the root again, `..` stays there.
fn resolve(root: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    let mut real = root.to_owned();
    let mut links = 0;
    let mut todo: Vec<String> = steps(path);
    while let Some(step) = todo.pop() {
        if step == ".." {
            if real != root {
                real.pop();
            }
            continue;
        }
        let next = real.join(&step);
        let target = match next.read_link_utf8() {
            Ok(target) if links < MAX_LINKS => target,
            _ => {
                real = next;
                continue;
            }
        };
        links += 1;
        if target.is_absolute() {
            real = root.to_owned();
        }
        todo.extend(steps(&target));
    }
    real
}

/// The names of a path, last one first.
fn steps(path: &Utf8Path) -> Vec<String> {
    let names = path.components().rev().filter_map(|part| match part {
        Utf8Component::Normal(name) => Some(name.to_owned()),
        Utf8Component::ParentDir => Some(String::from("..")),
        _ => None,
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
        (folder, root)
    }

    #[test]
    #[cfg(unix)]
    fn absolute_links_stay_below_the_root() {
        let (_folder, root) = root();
        std::fs::create_dir_all(root.join("data/zk")).unwrap();
        std::fs::create_dir_all(root.join("var/lib")).unwrap();
        std::os::unix::fs::symlink("/data/zk", root.join("var/lib/zookeeper")).unwrap();
        std::os::unix::fs::symlink("/loop", root.join("loop")).unwrap();
        assert!(
            matches!(look(&root, true, "/var/lib/zookeeper".into()), Seen::Directory(real, _) if real == root.join("data/zk"))
        );
        assert!(
            matches!(look(&root, true, "/../../data/zk".into()), Seen::Directory(real, _) if real == root.join("data/zk"))
        );
        assert!(matches!(look(&root, true, "/loop/x".into()), Seen::Missing { .. }), "a loop ends");
    }

    #[test]
    fn missing_is_not_the_same_as_out_of_sight() {
        let (_folder, root) = root();
        std::fs::create_dir_all(root.join("var/lib")).unwrap();
        assert!(matches!(look(&root, true, "/srv/kafka".into()), Seen::Missing { above, .. } if above == root));
        assert!(matches!(look(&root, false, "/srv/kafka/logs".into()), Seen::OutOfSight));
        assert!(matches!(look(&root, false, "/var/lib/kafka".into()), Seen::Missing { .. }));
        assert!(matches!(look(&root, true, "relative".into()), Seen::OutOfSight));
    }
}
