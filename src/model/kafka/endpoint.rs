//! Listeners, voters, `host:port`: the grammars of addresses.
//!
//! `kafka/cluster/EndPoint.scala` `uriParseExp` (`SocketServerConfigs.URI_PARSE_REGEXP` since 3.9),
//! `org/apache/kafka/common/utils/Utils.java` `HOST_PORT_PATTERN`, `VALID_HOST_CHARACTERS`,
//! `RaftConfig.parseVoterConnections` (`QuorumConfig` since 3.8).

use super::raw::Written;
use crate::model::java::parse_long;
use crate::source::{Span, Spanned};

/// `NAME://host:port`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listener {
    /// All of it.
    pub span: Span,
    /// Its name in capitals, as Kafka compares it since 0.10.2; before, it is the protocol.
    pub name: Spanned<String>,
    /// Its host; `None`: all interfaces, or this machine's own name where it is advertised.
    pub host: Option<Spanned<String>>,
    /// Its port. Negative ones and those above 65535 pass Kafka's parser.
    pub port: Spanned<i64>,
}

/// `host:port`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPort {
    /// All of it.
    pub span: Span,
    /// The host.
    pub host: Spanned<String>,
    /// The port.
    pub port: Spanned<i64>,
}

/// `id@host:port` of `controller.quorum.voters`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    /// All of it.
    pub span: Span,
    /// The node's id.
    pub id: Spanned<i64>,
    /// Its host.
    pub host: Spanned<String>,
    /// Its controller listener's port.
    pub port: Spanned<i64>,
}

/// A listener cut as the regular expression `^(.*)://\[?([0-9a-zA-Z\-%._:]*)\]?:(-?[0-9]+)` cuts it:
/// name, host, port.
pub(super) fn cut_listener(entry: &str, in_host: fn(char) -> bool) -> Option<(&str, &str, &str)> {
    let mut end = entry.len();
    // `.*` is greedy: the last `://` that leaves a host and a port behind it.
    while let Some(at) = entry.get(..end)?.rfind("://") {
        let (name, rest) = (entry.get(..at)?, entry.get(at + 3..)?);
        if let Some((host, port)) = rest.rsplit_once(':') {
            let host = host.strip_prefix('[').unwrap_or(host);
            let host = host.strip_suffix(']').unwrap_or(host);
            let digits = port.strip_prefix('-').unwrap_or(port);
            let numeric = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            if numeric && host.chars().all(in_host) && !name.contains(LINE_ENDS) {
                return Some((name, host, port));
            }
        }
        end = at + 2;
    }
    None
}

/// What `.` of a Java regular expression doesn't match.
const LINE_ENDS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// A character of a listener's host since 0.10.0; 0.9 knows neither `_` nor `%`.
pub(super) const fn in_host(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z' | 'A'..='Z' | '-' | '%' | '.' | '_' | ':')
}

/// The same in 0.9.
pub(super) const fn in_host_0_9(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z' | 'A'..='Z' | '-' | '.' | ':')
}

/// An entry of `listeners` with the places of its parts.
pub(super) fn listener(written: &Written<'_>, entry: &str) -> Option<Listener> {
    let (name, host, port) = cut_listener(entry, in_host)?;
    Some(Listener {
        span: written.span_of(entry),
        name: Spanned::new(name.to_uppercase(), written.span_of(name)),
        host: (!host.is_empty()).then(|| Spanned::new(host.to_owned(), written.span_of(host))),
        port: Spanned::new(parse_long(port).filter(|port| i32::try_from(*port).is_ok())?, written.span_of(port)),
    })
}

/// `Utils.getHost` and `Utils.getPort`: `.*?\[?([0-9a-zA-Z\-%._:]*)\]?:([0-9]+)`; a prefix up to the
/// host is skipped.
pub(super) fn cut_host_port(text: &str) -> Option<(&str, &str)> {
    let (before, port) = text.rsplit_once(':')?;
    if port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // `.*?` is reluctant and the rest is greedy: the longest run of host characters before the port.
    let before = before.strip_suffix(']').unwrap_or(before);
    let start = before.char_indices().rev().take_while(|(_, c)| in_host(*c)).last().map_or(before.len(), |(at, _)| at);
    (!before.get(..start)?.contains(LINE_ENDS)).then_some((before.get(start..)?, port))
}

/// `host:port` with the places of its parts.
pub(super) fn host_port(written: &Written<'_>, entry: &str) -> Option<HostPort> {
    let (host, port) = cut_host_port(entry)?;
    Some(HostPort {
        span: written.span_of(entry),
        host: Spanned::new(host.to_owned(), written.span_of(host)),
        port: Spanned::new(parse_long(port)?, written.span_of(port)),
    })
}

/// `id@host:port` with the places of its parts.
pub(super) fn voter(written: &Written<'_>, entry: &str) -> Option<Voter> {
    let (id, address) = entry.split_once('@')?;
    let address = host_port(written, address)?;
    Some(Voter {
        span: written.span_of(entry),
        id: Spanned::new(parse_long(id)?, written.span_of(id)),
        host: address.host,
        port: address.port,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listeners_are_cut_as_the_regular_expression_cuts() {
        let cut = |entry| cut_listener(entry, in_host);
        assert_eq!(cut("PLAINTEXT://:9092"), Some(("PLAINTEXT", "", "9092")));
        assert_eq!(cut("A://[::1]:9092"), Some(("A", "::1", "9092")));
        assert_eq!(cut("A://::1:-1"), Some(("A", "::1", "-1")));
        assert_eq!(cut("A://h:9092:9093"), Some(("A", "h:9092", "9093")));
        assert_eq!(cut("PLAINTEXT://http://h:80"), Some(("PLAINTEXT://http", "h", "80")));
        for bad in ["A://h", "A:/h:1", "A://h:", "A://h:80/x", "A://h h:80", "A://[[::1]]:80", "9092"] {
            assert_eq!(cut(bad), None, "{bad}");
        }
        assert_eq!(cut_listener("A://k_1:9092", in_host_0_9), None);
    }

    #[test]
    fn hosts_and_ports() {
        assert_eq!(cut_host_port("kfk1:9093"), Some(("kfk1", "9093")));
        assert_eq!(cut_host_port("[::1]:9093"), Some(("::1", "9093")));
        assert_eq!(cut_host_port("http://kfk1:9093"), Some(("kfk1", "9093")));
        assert_eq!(cut_host_port("kfk1"), None);
        assert_eq!(cut_host_port("kfk1:x"), None);
        assert_eq!(cut_host_port("k\u{85}fk1:1"), None);
    }
}
