//! From records to the answer: reads every log, lets each process live its life, and says what went
//! wrong, the cause first.

mod answer;
mod cluster;
mod live;
mod reading;

pub use live::Live;

use super::pattern::Patterns;
use super::scan::Scanner;
use crate::finding::incident::Explanation;
use crate::finding::{InputError, Skipped};
use crate::text;
use camino::Utf8PathBuf;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, AtomicU64};

/// A log to read.
pub struct Log {
    /// Its path, as given.
    pub path: Utf8PathBuf,
    /// The host it is from, where the folders say so.
    pub host: Option<String>,
    /// How many bytes it has, where known.
    pub size: Option<u64>,
    /// Opens it.
    pub open: Box<dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync>,
}

/// What is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Only the last start of every process.
    pub last_start: bool,
    /// Only what happened since then: milliseconds, as in [`crate::finding::incident::Stamp`].
    pub since: Option<i64>,
    /// Set from outside to get the answer so far.
    pub stop: Option<&'a AtomicBool>,
    /// Counts the bytes that were read.
    pub progress: Option<&'a AtomicU64>,
    /// Tell logs of other software too, when a pattern fits.
    pub foreign: bool,
}

/// Reads and explains `logs`.
pub fn explain(logs: Vec<Log>, patterns: Patterns, options: Options<'_>) -> Explanation {
    let mut explanation = Explanation::default();
    let Some(scanner) = Scanner::new(patterns) else {
        explanation.notes.push(text! { en: "there are too many patterns", zh: "模式过多" });
        return explanation;
    };
    let mut readings = Vec::new();
    for log in logs {
        let path = log.path.clone();
        match reading::read(&log, readings.len(), &scanner, options) {
            Ok(reading::Read::Done(reading, failed)) => {
                if let Some(error) = failed {
                    explanation.errors.push(InputError { path, message: unreadable(&error) });
                }
                readings.push(*reading);
            }
            Ok(reading::Read::Foreign(reason)) => explanation.skipped.push(Skipped { path, reason }),
            Err(error) => explanation.errors.push(InputError { path, message: unreadable(&error) }),
        }
    }
    answer::put_together(&mut explanation, readings, options);
    explanation
}

/// What to say of a log that the system doesn't give.
pub fn unreadable(error: &impl std::fmt::Display) -> text::Text {
    text! { en: "can't be read: {error}", zh: "无法读取：{error}" }
}
