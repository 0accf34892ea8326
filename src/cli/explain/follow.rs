//! `--follow`: the answer so far, then what is new, until Ctrl-C.

use super::progress;
use crate::cli::Exit;
use crate::cli::args::ExplainArgs;
use crate::cli::problem::Problem;
use crate::finding::incident::Explanation;
use crate::logs::pattern::Patterns;
use crate::logs::scan::Scanner;
use crate::logs::{Live, Log};
use crate::report::explain as report;
use crate::text;
use crate::text::Lang;
use camino::Utf8Path;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How often a file is looked at; what nothing follows for so long is taken as it is.
const PAUSE: Duration = Duration::from_millis(500);

/// Follows one log.
pub(super) fn run(
    log: Log,
    args: &ExplainArgs,
    patterns: Patterns,
    options: &report::Options,
    out: &mut dyn Write,
) -> Result<Exit, Problem> {
    let lang = options.lang;
    let Some(scanner) = Scanner::new(patterns) else { return Err(too_many(lang)) };
    let stop = progress::interrupted();
    let mut source = Source::open(&log.path)?;
    let mut live = Live::new(&log, &scanner);
    let mut told: Option<Explanation> = None;
    while !stop.load(Ordering::Relaxed) {
        let mut quiet = false;
        match source.more()? {
            More::Bytes(bytes) => live.feed(&bytes, false),
            More::Nothing => {
                live.feed(b"", true);
                quiet = true;
            }
            More::Anew => {
                live = Live::new(&log, &scanner);
                told = None;
            }
            More::End => {
                live.feed(b"\n", true);
                break;
            }
        }
        if quiet {
            let now = live.answer();
            match &told {
                Some(before) => report::news(before, &now, options, out)?,
                None => report::write(&now, options, out)?,
            }
            out.flush()?;
            told = Some(now);
        }
    }
    let now = live.answer();
    match &told {
        Some(before) => report::news(before, &now, options, out)?,
        None => report::write(&now, options, out)?,
    }
    Ok(super::exit(&now, args))
}

fn too_many(lang: Lang) -> Problem {
    Problem::new(&text! { en: "there are too many patterns", zh: "模式过多" }, None, lang)
}

enum More {
    Bytes(Vec<u8>),
    Nothing,
    /// The file is another one now: rotated or cut.
    Anew,
    End,
}

enum Source {
    File { path: camino::Utf8PathBuf, file: File, at: u64 },
    Pipe(mpsc::Receiver<io::Result<Vec<u8>>>),
}

impl Source {
    fn open(path: &Utf8Path) -> io::Result<Self> {
        if path != "-" {
            return Ok(Self::File { path: path.to_owned(), file: File::open(path)?, at: 0 });
        }
        let (sender, receiver) = mpsc::sync_channel(4);
        std::thread::spawn(move || {
            let mut input = io::stdin().lock();
            loop {
                let mut bytes = vec![0; 64 << 10];
                let read = input.read(&mut bytes).map(|read| {
                    bytes.truncate(read);
                    bytes
                });
                let end = !matches!(&read, Ok(bytes) if !bytes.is_empty());
                if sender.send(read).is_err() || end {
                    return;
                }
            }
        });
        Ok(Self::Pipe(receiver))
    }

    fn more(&mut self) -> io::Result<More> {
        match self {
            Self::Pipe(receiver) => match receiver.recv_timeout(PAUSE) {
                Ok(Ok(bytes)) if bytes.is_empty() => Ok(More::End),
                Ok(bytes) => bytes.map(More::Bytes),
                Err(RecvTimeoutError::Timeout) => Ok(More::Nothing),
                Err(RecvTimeoutError::Disconnected) => Ok(More::End),
            },
            Self::File { path, file, at } => {
                let mut bytes = Vec::new();
                let read = Read::by_ref(file).take(1 << 20).read_to_end(&mut bytes)? as u64;
                *at += read;
                if read > 0 {
                    return Ok(More::Bytes(bytes));
                }
                // A shorter file, or another one under this name: it was rotated.
                let now = std::fs::metadata(&*path).ok();
                let cut = file.metadata()?.len() < *at;
                if cut || now.is_some_and(|now| is_another(file, &now)) {
                    *file = File::open(&*path)?;
                    file.seek(SeekFrom::Start(0))?;
                    *at = 0;
                    return Ok(More::Anew);
                }
                std::thread::sleep(PAUSE);
                Ok(More::Nothing)
            }
        }
    }
}

#[cfg(unix)]
fn is_another(file: &File, now: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.metadata().is_ok_and(|old| (old.dev(), old.ino()) != (now.dev(), now.ino()))
}

#[cfg(not(unix))]
fn is_another(_: &File, _: &std::fs::Metadata) -> bool {
    false
}
