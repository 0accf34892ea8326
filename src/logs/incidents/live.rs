//! A log that grows: what it has said so far, at any time.

use super::super::record::{self, Line};
use super::super::scan::{self, Scanner, Work};
use super::reading::Reading;
use super::{Log, Options, answer};
use crate::finding::incident::Explanation;

/// A record that is longer than this is taken as it is.
const LONGEST: usize = 256 << 10;

/// A log that is read while it is written.
pub struct Live<'a> {
    scanner: &'a Scanner,
    reading: Reading,
    rest: Vec<u8>,
    work: Work,
}

impl<'a> Live<'a> {
    /// Nothing read yet.
    pub fn new(log: &Log, scanner: &'a Scanner) -> Self {
        Self { scanner, reading: Reading::new(log, 0, Options::default()), rest: Vec::new(), work: Work::default() }
    }

    /// Takes in more bytes; the last record waits for its end, unless nothing has come for a while
    /// (`quiet`).
    pub fn feed(&mut self, bytes: &[u8], quiet: bool) {
        self.rest.extend_from_slice(bytes);
        let end = if quiet || self.rest.len() > LONGEST {
            memchr::memrchr(b'\n', &self.rest).map_or(0, |end| end + 1)
        } else {
            last_head(&self.rest)
        };
        if end == 0 {
            return;
        }
        let behind = self.rest.split_off(end);
        let piece = std::mem::replace(&mut self.rest, behind);
        self.reading.begin(scan::owners(&piece));
        self.reading.take_in(self.scanner.scan(&piece, &mut self.work), self.scanner);
    }

    /// What is known now.
    pub fn answer(&self) -> Explanation {
        let mut explanation = Explanation::default();
        let mut reading = self.reading.clone();
        reading.finish();
        answer::put_together(&mut explanation, vec![reading], Options::default());
        explanation
    }
}

/// Where the last record starts.
fn last_head(bytes: &[u8]) -> usize {
    let mut end = memchr::memrchr(b'\n', bytes).unwrap_or(0);
    while let Some(start) = bytes.get(..end).and_then(|before| memchr::memrchr(b'\n', before)) {
        let line = bytes.get(start + 1..end).unwrap_or_default();
        if record::classify(record::strip(line).0) == Line::Head {
            return start + 1;
        }
        end = start;
    }
    0
}
