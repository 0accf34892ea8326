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
use std::io::Read;
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
    for _ in 0..2 {
        if let Some(bytes) = once(found)? {
            return Ok(bytes);
        }
    }
    Err(Trouble::Changing)
}

/// One reading; `None` when the file changed meanwhile.
fn once(found: &Found) -> Result<Option<Vec<u8>>, Trouble> {
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
    (&file).take(CAP + 1).read_to_end(&mut bytes).map_err(Trouble::Io)?;
    if bytes.len() as u64 > CAP {
        return Err(Trouble::Large);
    }
    let after = file.metadata().map_err(Trouble::Io)?;
    let same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
    Ok((same && bytes.len() as u64 == after.len()).then_some(bytes))
}
