//! What other programs put before a line: docker-compose, docker, CRI, journald, syslog, kubectl.

use crate::logs::time::{self, Time};
use std::borrow::Cow;

/// A line without such prefixes (at most two), line end and colours at its start; with the last time
/// that a prefix gave.
pub fn strip(line: &[u8]) -> (&[u8], Option<Time>) {
    let mut rest = line.strip_suffix(b"\r").unwrap_or(line);
    let mut stamp = None;
    for _ in 0..3 {
        rest = uncoloured(rest);
        let Some((behind, time)) = one(rest) else { break };
        rest = behind;
        stamp = time.or(stamp);
    }
    (uncoloured(rest), stamp)
}

fn one(line: &[u8]) -> Option<(&[u8], Option<Time>)> {
    // {"log":"…\n","stream":"stdout","time":"…"}
    if let Some(rest) = line.strip_prefix(b"{\"log\":\"") {
        let end = memchr::memmem::find(rest, b"\\n\",\"stream\"").unwrap_or(rest.len());
        return Some((&rest[..end], None));
    }
    match line.first()? {
        b'0'..=b'9' => cri(line).or_else(|| compose(line)),
        b'[' => kubectl(line),
        b'A'..=b'Z' => syslog(line).or_else(|| compose(line)),
        b'a'..=b'z' => compose(line),
        _ => None,
    }
}

/// `2016-12-05T08:31:27.376226865Z `, with `stdout F ` behind it from CRI; ISO times of journald.
fn cri(line: &[u8]) -> Option<(&[u8], Option<Time>)> {
    let time = time::at(line, 0)?;
    let text = line.get(time.range.clone())?;
    let behind = line.get(time.range.end..)?.strip_prefix(b" ")?;
    let fraction =
        text.iter().skip_while(|byte| **byte != b'.').skip(1).take_while(|byte| byte.is_ascii_digit()).count();
    if text.get(10) != Some(&b'T') {
        return None;
    }
    if fraction >= 6 || (text.ends_with(b"Z") && fraction != 3) {
        let behind = behind
            .strip_prefix(b"stdout F ")
            .or_else(|| behind.strip_prefix(b"stderr F "))
            .or_else(|| behind.strip_prefix(b"stdout P "))
            .or_else(|| behind.strip_prefix(b"stderr P "))
            .unwrap_or(behind);
        return Some((behind, Some(time)));
    }
    if fraction == 0 {
        return Some((program(behind)?, Some(time)));
    }
    None
}

/// `Sep 29 09:35:47 host program[pid]: `.
fn syslog(line: &[u8]) -> Option<(&[u8], Option<Time>)> {
    let time = time::syslog(line)?;
    let behind = line.get(time.range.end..)?.strip_prefix(b" ")?;
    Some((program(behind)?, Some(time)))
}

/// What stands behind `host program[pid]: `.
fn program(text: &[u8]) -> Option<&[u8]> {
    let host = text.iter().take(80).position(|byte| *byte == b' ')?;
    let behind = text.get(host + 1..)?;
    let end = behind.iter().take(80).position(|byte| *byte == b':')?;
    let name = behind.get(..end)?;
    let named = name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-@/[]".contains(byte)) && !name.is_empty();
    if !named || name.iter().all(u8::is_ascii_digit) {
        return None;
    }
    behind.get(end + 1..).map(|rest| rest.strip_prefix(b" ").unwrap_or(rest))
}

/// `kafka_1      | `, `zoo3  | `.
fn compose(line: &[u8]) -> Option<(&[u8], Option<Time>)> {
    let bar = line.iter().take(72).position(|byte| *byte == b'|')?;
    let name = line.get(..bar)?.trim_ascii_end();
    let word = name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
    if !word || name.is_empty() || line.get(bar.wrapping_sub(1)) != Some(&b' ') {
        return None;
    }
    let behind = line.get(bar + 1..)?;
    Some((behind.strip_prefix(b" ").unwrap_or(behind), None))
}

/// `[pod/zookeeper-2/kubernetes-zookeeper] `; `[...] host program[pid]: ` where a time was cut out.
fn kubectl(line: &[u8]) -> Option<(&[u8], Option<Time>)> {
    if let Some(behind) = line.strip_prefix(b"[...] ") {
        return Some((program(behind)?, None));
    }
    let behind = line.strip_prefix(b"[pod/")?;
    let end = behind.iter().take(200).position(|byte| *byte == b']')?;
    behind.get(end + 2..).map(|rest| (rest, None))
}

/// Without escape sequences at its start.
fn uncoloured(mut line: &[u8]) -> &[u8] {
    while let [0x1b, b'[', rest @ ..] = line {
        let Some(end) = rest.iter().take(16).position(|byte| byte.is_ascii_alphabetic()) else { break };
        line = rest.get(end + 1..).unwrap_or_default();
    }
    line
}

/// A line without any escape sequence and NUL.
pub(super) fn plain(line: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((&byte, behind)) = rest.split_first() {
        if byte == 0x1b {
            let after = uncoloured(rest);
            rest = if after.len() == rest.len() { behind } else { after };
        } else {
            if byte != 0 {
                out.push(byte);
            }
            rest = behind;
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_taken_off() {
        let stripped = |line: &str| String::from_utf8_lossy(strip(line.as_bytes()).0).into_owned();
        assert_eq!(stripped("kafka_1      | [main] INFO x"), "[main] INFO x");
        assert_eq!(
            stripped("2016-12-05T08:31:27.376226865Z [2016-12-05 08:31:27,376] ERROR x"),
            "[2016-12-05 08:31:27,376] ERROR x"
        );
        assert_eq!(stripped("2024-01-02T03:04:05.123456789Z stdout F hello"), "hello");
        assert_eq!(
            stripped("Sep 29 09:35:47 node1 zookeeper-server-start[21650]: java.io.IOException: x"),
            "java.io.IOException: x"
        );
        assert_eq!(stripped("[...] master-02 zkServer.sh[15]: /usr/bin/java"), "/usr/bin/java");
        assert_eq!(stripped("{\"log\":\"a b\\n\",\"stream\":\"stdout\",\"time\":\"x\"}"), "a b");
        assert_eq!(stripped("\u{1b}[38;5;6mkafka \u{1b}[0m08:30:57.87 x"), "kafka \u{1b}[0m08:30:57.87 x");
        assert_eq!(
            stripped("2016-01-27T17:04:10.848-0700 b.s.d.supervisor [INFO] x"),
            "2016-01-27T17:04:10.848-0700 b.s.d.supervisor [INFO] x"
        );
    }
}
