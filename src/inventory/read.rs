//! Reads one file and says whether it is ours. Never waits, never takes more memory than a cap.

use super::FileKind;
use super::names::{Certainty, Named};
use super::recognise;
pub(super) use super::walk::cannot_read;
use super::walk::{Found, special};
use crate::finding::InputError;
use crate::text;
use crate::text::Text;
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::File;
use std::io::{Read, Take};
use std::sync::Arc;

/// No server has a configuration of this size; a log or an image may.
const CAP: u64 = 16 * 1024 * 1024;

/// A file that was looked at.
#[derive(Debug)]
pub(super) struct Taken {
    /// Its path as the user would type it.
    pub path: Utf8PathBuf,
    /// Its whole path.
    pub absolute: Utf8PathBuf,
    /// What came of it.
    pub what: What,
}

/// What came of looking at a file.
#[derive(Debug)]
pub(super) enum What {
    /// Ours.
    File {
        /// What it is.
        kind: FileKind,
        /// Its bytes.
        bytes: Arc<[u8]>,
        /// What its name says.
        named: Option<Named>,
    },
    /// Another program's, under a name that anybody may use: nothing to say.
    Foreign,
    /// Left alone, and why.
    Skipped(Text),
    /// Not readable.
    Error(InputError),
}

/// Reads a file and judges it. `kind`: what the user says that named files are.
pub(super) fn file(found: &Found, kind: Option<FileKind>) -> What {
    let expected = found.explicit || found.named.is_some_and(|named| named.certainty >= Certainty::Likely);
    match bytes(found) {
        Ok(bytes) => judge(found, bytes.into(), kind),
        // A file of any name and size below a directory need not be a configuration at all.
        Err(Trouble::Large) if !expected => What::Foreign,
        Err(trouble) => What::Error(trouble.told(found)),
    }
}

/// What the bytes of a file are.
pub(super) fn judge(found: &Found, bytes: Arc<[u8]>, kind: Option<FileKind>) -> What {
    if let (true, Some(kind)) = (found.explicit, kind) {
        return What::File { kind, bytes, named: found.named };
    }
    let signs = recognise::signs(&bytes);
    match found.named {
        Some(named) if found.explicit => {
            let taken = named.certainty >= Certainty::Likely && !signs.foreign(named.kind) || signs.fit(named);
            let kind = if taken { Some(named.kind) } else { signs.kind() };
            match kind {
                Some(kind) => What::File { kind, bytes, named: Some(named) },
                None => What::Skipped(unknown()),
            }
        }
        None => match signs.kind() {
            Some(kind) => What::File { kind, bytes, named: None },
            None => What::Skipped(unknown()),
        },
        Some(named) if signs.fit(named) => What::File { kind: named.kind, bytes, named: Some(named) },
        Some(named) if named.certainty >= Certainty::Likely => {
            let id = named.kind.id();
            What::Skipped(text! {
                en: "no key of a {id} in it: another program's file",
                zh: "其中没有 {id} 的配置项，是其他程序的文件",
            })
        }
        Some(_) => What::Foreign,
    }
}

fn unknown() -> Text {
    text! {
        en: "not recognised; say what it is with --as",
        zh: "无法识别；请用 --as 指明文件类型",
    }
}

/// Reads a file that a server reads beside its configuration.
pub(super) fn companion(path: &Utf8Path) -> Result<Vec<u8>, InputError> {
    let found = Found { path: path.to_owned(), named: None, explicit: true };
    bytes(&found).map_err(|trouble| trouble.told(&found))
}

enum Trouble {
    Io(std::io::Error),
    Special,
    Large,
    Changing,
}

impl Trouble {
    fn told(self, found: &Found) -> InputError {
        let path = found.path.clone();
        let message = match self {
            Self::Io(error) => cannot_read(&error),
            Self::Special => return special(path),
            Self::Large => text! {
                en: "larger than 16 MiB, which no configuration is: not read",
                zh: "超过 16 MiB，不可能是配置文件，未读取",
            },
            Self::Changing => text! {
                en: "changed while it was read, twice: check again when it is complete",
                zh: "读取过程中两次发生变化；请在写入完成后重新检查",
            },
        };
        InputError { path, message }
    }
}

fn bytes(found: &Found) -> Result<Vec<u8>, Trouble> {
    bytes_by(found, |mut file, bytes| file.read_to_end(bytes))
}

/// Reads a file by `read`, a second time when it changed meanwhile.
fn bytes_by(
    found: &Found,
    mut read: impl FnMut(Take<&File>, &mut Vec<u8>) -> std::io::Result<usize>,
) -> Result<Vec<u8>, Trouble> {
    for _ in 0..2 {
        if let Some(bytes) = once(found, &mut read)? {
            return Ok(bytes);
        }
    }
    Err(Trouble::Changing)
}

/// One reading; `None` when the file changed meanwhile.
fn once(
    found: &Found,
    mut read: impl FnMut(Take<&File>, &mut Vec<u8>) -> std::io::Result<usize>,
) -> Result<Option<Vec<u8>>, Trouble> {
    // Opening a pipe would wait for a writer; what the walk found is a regular file already.
    if found.explicit && !std::fs::metadata(&found.path).map_err(Trouble::Io)?.is_file() {
        return Err(Trouble::Special);
    }
    let file = File::open(&found.path).map_err(Trouble::Io)?;
    let before = file.metadata().map_err(Trouble::Io)?;
    if !before.is_file() {
        return Err(Trouble::Special);
    }
    if before.len() > CAP {
        return Err(Trouble::Large);
    }
    let mut bytes = Vec::with_capacity(before.len() as usize + 1);
    read((&file).take(CAP + 1), &mut bytes).map_err(Trouble::Io)?;
    if bytes.len() as u64 > CAP {
        return Err(Trouble::Large);
    }
    let after = file.metadata().map_err(Trouble::Io)?;
    let same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
    Ok((same && bytes.len() as u64 == after.len()).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A file, and a reading of it during which `meanwhile` happens, told how often it was read.
    fn reading(meanwhile: impl Fn(usize, &Utf8Path)) -> (Result<Vec<u8>, String>, usize) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("zoo.cfg")).unwrap();
        std::fs::write(&path, "dataDir=/d\n").unwrap();
        let found = Found { path: path.clone(), named: None, explicit: true };
        let mut times = 0;
        let read = bytes_by(&found, |mut file, bytes| {
            let read = file.read_to_end(bytes);
            times += 1;
            meanwhile(times, &path);
            read
        });
        let told = read.map_err(|trouble| {
            let error = trouble.told(&found);
            assert_eq!(error.path, path);
            error.message.en.into_owned()
        });
        (told, times)
    }

    fn append(path: &Utf8Path) {
        File::options().append(true).open(path).unwrap().write_all(b"clientPort=2181\n").unwrap();
    }

    #[test]
    fn a_file_at_rest_is_read_once() {
        assert_eq!(reading(|_, _| {}), (Ok(b"dataDir=/d\n".to_vec()), 1));
    }

    #[test]
    fn a_file_that_changes_once_is_read_again() {
        let (read, times) = reading(|time, path| {
            if time == 1 {
                append(path)
            }
        });
        assert_eq!((read.as_deref(), times), (Ok(&b"dataDir=/d\nclientPort=2181\n"[..]), 2));
    }

    #[test]
    fn a_file_that_keeps_growing_or_shrinking_is_told() {
        let grows = reading(|_, path| append(path));
        let shrinks = reading(|time, path| std::fs::write(path, "#".repeat(9 - time)).unwrap());
        for (read, times) in [grows, shrinks] {
            assert!(read.unwrap_err().contains("changed while it was read"));
            assert_eq!(times, 2);
        }
    }

    #[test]
    fn a_file_that_is_rewritten_in_the_same_length_is_told() {
        let (read, _) = reading(|time, path| {
            let file = File::options().write(true).open(path).unwrap();
            file.set_modified(std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(time as u64)).unwrap();
        });
        assert!(read.unwrap_err().contains("changed while it was read"));
    }

    #[test]
    fn a_file_that_grows_without_end_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("zoo.cfg")).unwrap();
        std::fs::write(&path, "dataDir=/d\n").unwrap();
        let found = Found { path: path.clone(), named: None, explicit: true };
        let grown = bytes_by(&found, |mut file, bytes| {
            File::options().write(true).open(&path)?.set_len(CAP * 4)?;
            file.read_to_end(bytes)
        });
        assert!(matches!(grown, Err(Trouble::Large)));
    }
}
