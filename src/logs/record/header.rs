//! The header of a record: time, level, logger, thread; and where the message starts.

use crate::catalog::Component;
use crate::logs::time::{self, Time};
use std::ops::Range;

/// How loud a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Trace, debug, info.
    Info,
    /// Warn.
    Warn,
    /// Error.
    Error,
    /// Fatal.
    Fatal,
}

impl Level {
    /// The word in pattern files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

const WORDS: [(&[u8], Level); 10] = [
    (b"INFO", Level::Info),
    (b"WARNING", Level::Warn),
    (b"WARN", Level::Warn),
    (b"ERROR", Level::Error),
    (b"FATAL", Level::Fatal),
    (b"DEBUG", Level::Info),
    (b"TRACE", Level::Info),
    (b"SEVERE", Level::Error),
    (b"Warning", Level::Warn),
    (b"Severe", Level::Error),
];

/// The head of a record.
#[derive(Clone, Debug)]
pub struct Header<'a> {
    /// When.
    pub time: Option<Time>,
    /// How loud.
    pub level: Option<Level>,
    /// Who says it, as written.
    pub logger: Option<&'a [u8]>,
    /// The server's id, where the layout has it.
    pub server_id: Option<&'a [u8]>,
    /// What is said.
    pub message: &'a [u8],
    /// The component whose own files have this layout, and nobody else's.
    pub shape: Option<Component>,
}

/// How far into a line a time may start.
const TIME_WITHIN: usize = 100;
/// How far behind the time a level may stand.
const LEVEL_WITHIN: usize = 220;

/// Whether a line starts a record.
pub(super) fn is_head(line: &[u8]) -> bool {
    time_of(line).is_some() || early_level(line).is_some()
}

/// The time of a line, when what stands before it is no message.
fn time_of(line: &[u8]) -> Option<Time> {
    // The two commonest places first.
    let start = usize::from(line.first() == Some(&b'['));
    if let Some(time) = time::at(line, start) {
        return Some(time);
    }
    let time = time::find(line, TIME_WITHIN)?;
    let before = line.get(..time.range.start)?;
    let words = before.iter().filter(|byte| **byte == b' ').count();
    let ends = matches!(before.last(), Some(b'[' | b' ' | b'|' | b':' | b']') | None)
        || before.last().is_some_and(u8::is_ascii_digit);
    (words <= 4 && ends && !before.ends_with(b" at ") && !before.contains(&b'=')).then_some(time)
}

/// The level of a line that starts with it, or with a thread before it: `WARN x`, `[main] INFO o.a.X - x`,
/// `448  [main] INFO  x`.
fn early_level(line: &[u8]) -> Option<(Range<usize>, Level)> {
    let mut at = 0;
    while line.get(at).is_some_and(|byte| byte.is_ascii_digit() || *byte == b' ') && at < 12 {
        at += 1;
    }
    if line.get(at) == Some(&b'[') {
        if let Some(word) = level_at(line, at + 1) {
            return Some(word);
        }
        at += closing(line.get(at..)?)? + 1;
        while line.get(at) == Some(&b' ') {
            at += 1;
        }
    }
    let (range, level) = level_at(line, at)?;
    matches!(line.get(range.end), Some(b' ' | b':' | b']')).then_some((range, level))
}

/// The level word that starts at `at`, a word of its own.
fn level_at(line: &[u8], at: usize) -> Option<(Range<usize>, Level)> {
    let rest = line.get(at..)?;
    let (word, level) = WORDS.into_iter().find(|(word, _)| rest.starts_with(word))?;
    let alone = !rest.get(word.len()).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    alone.then_some((at..at + word.len(), level))
}

/// The first level word from `from` on.
fn level_in(line: &[u8], from: usize) -> Option<(Range<usize>, Level)> {
    let end = line.len().min(from + LEVEL_WITHIN);
    let mut at = from;
    while at < end {
        let byte = line.get(at).copied().unwrap_or_default();
        let starts = byte.is_ascii_uppercase()
            && !at
                .checked_sub(1)
                .and_then(|before| line.get(before))
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_.$".contains(byte));
        let found = starts.then(|| level_at(line, at)).flatten();
        if found.is_some() {
            return found;
        }
        at += 1;
    }
    None
}

/// Reads the header of a line; `None`: it has none.
pub fn head(line: &[u8]) -> Option<Header<'_>> {
    let time = time_of(line);
    let from = time.as_ref().map_or(0, |time| time.range.end);
    let level = match &time {
        // JStorm: [ERROR 2017-03-30 19:07:58 logger:85 thread] message
        Some(time) => before_time(line, time.range.start).or_else(|| level_in(line, from)),
        None => early_level(line),
    };
    if time.is_none() && level.is_none() {
        return None;
    }
    let Some((range, level)) = level else {
        let message = line.get(from..).unwrap_or_default();
        let message = message.strip_prefix(b"]").unwrap_or(message).trim_ascii_start();
        return Some(Header { time, level: None, logger: None, server_id: None, message, shape: None });
    };
    if range.end <= from && time.is_some() {
        return Some(jstorm(line, time, level, from));
    }
    let between = line.get(from..range.start).unwrap_or_default();
    let behind = line.get(range.end..).unwrap_or_default();
    let bracketed = behind.first() == Some(&b']');
    let behind = behind.strip_prefix(b"]").unwrap_or(behind);
    let behind = behind.strip_prefix(b":").unwrap_or(behind).trim_ascii_start();
    let mut header = Header { time, level: Some(level), logger: None, server_id: None, message: behind, shape: None };
    if let Some(at) = memchr::memmem::find(between, b"[myid:") {
        let id = between.get(at + 6..).unwrap_or_default();
        let end = id.iter().position(|byte| *byte == b']').unwrap_or(0);
        header.server_id = id.get(..end).filter(|id| !id.is_empty());
        header.shape = Some(Component::ZooKeeper);
    }
    after_level(&mut header);
    if bracketed && header.logger.is_none() {
        header.logger = logger_before(between);
    }
    trailing_logger(&mut header);
    if header.logger.is_none() {
        header.logger = logger_before(between);
    }
    Some(header)
}

/// A level within the bracket that the time stands in.
fn before_time(line: &[u8], start: usize) -> Option<(Range<usize>, Level)> {
    let before = line.get(..start)?.trim_ascii_end();
    let at = before.iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |at| at + 1);
    let (range, level) = level_at(line, at)?;
    (range.end == before.len() && at.checked_sub(1).and_then(|at| line.get(at)) == Some(&b'['))
        .then_some((range, level))
}

fn jstorm(line: &[u8], time: Option<Time>, level: Level, from: usize) -> Header<'_> {
    let rest = line.get(from..).unwrap_or_default().trim_ascii_start();
    let end = rest.iter().position(|byte| *byte == b']').unwrap_or(0);
    let (inside, message) = rest.split_at(end);
    let logger = inside.split(|byte| matches!(byte, b' ' | b':')).next().filter(|logger| !logger.is_empty());
    let message = message.strip_prefix(b"]").unwrap_or(message).trim_ascii_start();
    Header { time, level: Some(level), logger, server_id: None, message, shape: Some(Component::Storm) }
}

/// `[thread:Logger@line] - `, `logger - `, `logger: `, `pid --- [thread] logger : `, `==> `.
fn after_level<'a>(header: &mut Header<'a>) {
    let mut text = header.message;
    let spring =
        text.iter().position(|byte| !byte.is_ascii_digit()).and_then(|end| text.get(end..)?.strip_prefix(b" --- "));
    if let Some(rest) = spring {
        text = rest;
        if let Some(end) = closing(text) {
            text = text.get(end + 1..).unwrap_or_default().trim_ascii_start();
        }
        let end = text.iter().position(|byte| *byte == b' ').unwrap_or(0);
        header.logger = text.get(..end);
        let message = text.get(end..).unwrap_or_default().trim_ascii_start();
        header.message = message.strip_prefix(b": ").unwrap_or(message);
        return;
    }
    if let Some(rest) = text.strip_prefix(b"==>") {
        header.message = rest.trim_ascii_start();
        return;
    }
    if text.first() == Some(&b'[') {
        let Some(end) = closing(text) else { return };
        let inside = text.get(1..end).unwrap_or_default();
        let behind = text.get(end + 1..).unwrap_or_default();
        if let Some(message) = behind.strip_prefix(b" - ").or_else(|| (behind == b" -").then_some(b"")) {
            header.message = message.trim_ascii_start();
            if let Some(at) = inside.iter().rposition(|byte| *byte == b'@') {
                let before = inside.get(..at).unwrap_or_default();
                let colon = before.iter().rposition(|byte| *byte == b':').map_or(0, |colon| colon + 1);
                header.logger = before.get(colon..);
                header.shape = Some(Component::ZooKeeper);
            }
            return;
        }
        // `[thread] logger - message` of log4j2: a thread is no logger.
        let after = behind.trim_ascii_start();
        if let Some((logger, message)) = dashed(after) {
            header.logger = Some(logger);
            header.message = message;
        } else if let Some((logger, message)) = coloned(after) {
            header.logger = Some(logger);
            header.message = message;
        }
        return;
    }
    if let Some((logger, message)) = dashed(text).or_else(|| coloned(text)) {
        header.logger = Some(logger);
        header.message = message;
    }
}

fn name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._$-/@:[]#".contains(&byte)
}

/// `logger - message`.
fn dashed(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = text.iter().take(160).position(|byte| *byte == b' ')?;
    let (logger, rest) = text.split_at(end);
    let message = rest.strip_prefix(b" - ").or_else(|| rest.strip_prefix(b"  - "))?;
    (!logger.is_empty() && logger.iter().all(|byte| name_byte(*byte))).then_some((logger, message.trim_ascii_start()))
}

/// `org.apache.X: message`.
fn coloned(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = text.iter().take(160).position(|byte| *byte == b' ')?;
    let logger = text.get(..end)?.strip_suffix(b":")?;
    let dotted = logger.iter().filter(|byte| **byte == b'.').count() >= 2;
    let named = logger.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._$".contains(byte));
    let class = logger.ends_with(b"Exception") || logger.ends_with(b"Error");
    (dotted && named && !class).then(|| (logger, text.get(end + 1..).unwrap_or_default()))
}

/// The logger among the words before the level: the one with dots, else the last.
fn logger_before(between: &[u8]) -> Option<&[u8]> {
    let mut last = None;
    for word in between.split(|byte| matches!(byte, b' ' | b'[' | b']' | b'(' | b')' | b',')) {
        if word.is_empty() || word == b"-" || word.starts_with(b"myid:") {
            continue;
        }
        let named = word.iter().all(|byte| name_byte(*byte)) && word.iter().any(u8::is_ascii_alphabetic);
        if named && dotted_letters(word) {
            return Some(word);
        }
        if named {
            last = Some(word);
        }
    }
    last
}

/// `o.a.s.d.worker`, `kafka.server.KafkaServer`: at least two dots between letters.
fn dotted_letters(word: &[u8]) -> bool {
    word.iter().filter(|byte| **byte == b'.').count() >= 2 && word.first().is_some_and(u8::is_ascii_alphabetic)
}

/// `message (kafka.server.KafkaServer)`, with `[thread]` behind it from Strimzi.
fn trailing_logger(header: &mut Header<'_>) {
    if header.logger.is_some() {
        return;
    }
    let mut text = header.message.trim_ascii_end();
    if text.last() == Some(&b']') {
        let Some(open) = text.iter().rposition(|byte| *byte == b'[') else { return };
        let before = text.get(..open).unwrap_or_default().trim_ascii_end();
        if before.last() == Some(&b')') {
            text = before;
        }
    }
    if let Some((message, logger)) = split_trailing(text) {
        header.logger = Some(logger);
        header.message = message;
    }
}

/// A text and the logger in brackets at its end.
pub(in crate::logs) fn split_trailing(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let inside = text.strip_suffix(b")")?;
    let tail = inside.len().saturating_sub(160);
    let open = tail + inside.get(tail..)?.iter().rposition(|byte| *byte == b'(')?;
    let logger = inside.get(open + 1..)?;
    let named = logger.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._$-".contains(byte));
    let dots = logger.iter().filter(|byte| **byte == b'.').count();
    (named && dots >= 1 && open > 0).then(|| (inside.get(..open).unwrap_or_default().trim_ascii_end(), logger))
}

/// Where the bracket that opens a text closes, counting nested ones.
fn closing(text: &[u8]) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, byte) in text.iter().enumerate().take(400) {
        match byte {
            b'[' => depth += 1,
            b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> (Option<Level>, String, String) {
        let header = head(line.as_bytes()).expect("a head");
        let show = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
        (header.level, show(header.logger.unwrap_or_default()), show(header.message))
    }

    #[test]
    fn every_layout_is_read() {
        let cases = [
            (
                "2020-03-26 04:43:32,287 [myid:] - INFO  [main:QuorumPeerConfig@103] - Reading",
                "QuorumPeerConfig",
                "Reading",
            ),
            (
                "2015-07-29 17:41:44,747 - INFO  [QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181:FastLeaderElection@774] - New",
                "FastLeaderElection",
                "New",
            ),
            ("2026-07-03 09:45:08,353 [myid:3] - INFO  [main:o.a.z.Environment@98] - x", "o.a.z.Environment", "x"),
            (
                "[2018-10-16 15:10:14,943] INFO [KafkaServer id=0] a b (kafka.server.KafkaServer)",
                "kafka.server.KafkaServer",
                "[KafkaServer id=0] a b",
            ),
            (
                "2023-05-09 10:37:16,896 INFO Port off (org.apache.zookeeper.server.quorum.QuorumPeer) [main]",
                "org.apache.zookeeper.server.quorum.QuorumPeer",
                "Port off",
            ),
            (
                "[main-SendThread(zookeeper:2181)] INFO org.apache.zookeeper.ClientCnxn - x y",
                "org.apache.zookeeper.ClientCnxn",
                "x y",
            ),
            ("2020-05-13 10:35:47 QuorumPeerMain [INFO] Either", "QuorumPeerMain", "Either"),
            ("2015-12-10 00:43:01 util [INFO] Halting process: x", "util", "Halting process: x"),
            ("2016-01-27T17:04:10.848-0700 b.s.d.supervisor [INFO] x", "b.s.d.supervisor", "x"),
            ("2018-03-26 21:39:18.404 main o.a.s.z.LeaderElectorImp [INFO] x", "o.a.s.z.LeaderElectorImp", "x"),
            (
                "2023-04-11 10:27:17.925 o.a.s.d.s.t.SynchronizeAssignments Thread-3 [INFO] x",
                "o.a.s.d.s.t.SynchronizeAssignments",
                "x",
            ),
            ("448  [main] INFO  o.a.s.StormSubmitter - x", "o.a.s.StormSubmitter", "x"),
            (
                "[INFO 2017-03-30 19:07:58 c.a.j.s.FollowerRunnable:85 main] get nimbus",
                "c.a.j.s.FollowerRunnable",
                "get nimbus",
            ),
            ("2022-11-21T15:12:36,866+0800 [thread] INFO logger - x", "logger", "x"),
            ("kafka 08:30:57.87 INFO  ==> Formatting", "", "Formatting"),
            ("2018-10-10 12:38:03.015 INFO 82692 --- [main] o.a.c.Http11 : Failed", "o.a.c.Http11", "Failed"),
            (
                "2015-10-18 18:01:47,978 INFO [main] org.apache.hadoop.mapreduce.v2.app.MRAppMaster: Created",
                "org.apache.hadoop.mapreduce.v2.app.MRAppMaster",
                "Created",
            ),
        ];
        for (line, logger, message) in cases {
            assert_eq!(parts(line), (Some(Level::Info), logger.to_owned(), message.to_owned()), "{line}");
        }
        assert_eq!(parts("WARN SASL configuration failed").0, Some(Level::Warn));
        assert!(head(b"Error: Could not find or load main class x").is_none());
        assert!(head(b"java.net.BindException: Address already in use").is_none());
    }
}
