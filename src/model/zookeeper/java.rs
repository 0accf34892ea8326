//! The Java calls that decide over ZooKeeper's addresses and lists: `String.split`,
//! `InetAddress.getByName` without DNS. OpenJDK 17.

use crate::model::java::drop_empty_end;
use std::net::{Ipv4Addr, Ipv6Addr};

/// `text.split(separator)` for a plain character: empty parts at the end are dropped, a text without
/// the separator comes back whole.
pub(super) fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split(separator).collect();
    if parts.len() > 1 {
        drop_empty_end(&mut parts);
    }
    parts
}

/// What `NumberFormatException` says of a text: it isn't a number, or too large for one.
pub(super) fn number_format(text: &str) -> String {
    format!("For input string: \"{text}\"")
}

/// What `InetAddress.getByName` makes of a host without asking anyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostName {
    /// An address.
    V4(Ipv4Addr),
    /// An address.
    V6(Ipv6Addr),
    /// `""`: the loopback address.
    Empty,
    /// A name: what it stands for is up to the resolver.
    Name,
    /// No address, and no name that could ever be resolved.
    Never,
}

impl HostName {
    /// Reads a host.
    pub(super) fn of(host: &str) -> Self {
        if host.is_empty() {
            return Self::Empty;
        }
        if let Some(inner) = host.strip_prefix('[') {
            let inner = inner.strip_suffix(']').filter(|inner| !inner.is_empty());
            return inner.and_then(v6).map_or(Self::Never, Self::V6);
        }
        if let Some(address) = v4(host) {
            return Self::V4(address);
        }
        if host.contains(':') {
            return v6(host).map_or(Self::Never, Self::V6);
        }
        // RFC 6761, 6.4: names below `.invalid` never exist. No name holds blanks or slashes either.
        let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
        if last.eq_ignore_ascii_case("invalid") || host.contains(|c: char| c <= ' ' || c == '/') {
            return Self::Never;
        }
        Self::Name
    }

    /// Whether it stands for every address of the machine.
    pub(super) fn is_wildcard(self) -> bool {
        match self {
            Self::V4(address) => address.is_unspecified(),
            Self::V6(address) => address.is_unspecified(),
            _ => false,
        }
    }
}

/// `IPAddressUtil.textToNumericFormatV4`: one to four decimal parts, the last one filling the rest.
fn v4(text: &str) -> Option<Ipv4Addr> {
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() > 4 || parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let mut value: u64 = 0;
    for (index, part) in parts.iter().enumerate() {
        let number: u64 = part.parse().ok()?;
        if index + 1 < parts.len() {
            if number > 255 {
                return None;
            }
            value = value << 8 | number;
        } else {
            let bits = 8 * (5 - parts.len());
            if number >> bits != 0 {
                return None;
            }
            value = value << bits | number;
        }
    }
    Some(Ipv4Addr::from(value as u32))
}

/// A zone (`%eth0`) after the address is allowed.
fn v6(text: &str) -> Option<Ipv6Addr> {
    let address = text.split_once('%').map_or(text, |(address, _)| address);
    address.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_drops_empty_parts_at_the_end() {
        assert_eq!(split("a:b::", ':'), ["a", "b"]);
        assert_eq!(split(":a", ':'), ["", "a"]);
        assert_eq!(split("", ':'), [""]);
        assert!(split(":", ':').is_empty());
    }

    #[test]
    fn hosts() {
        assert_eq!(HostName::of("10.1"), HostName::V4(Ipv4Addr::new(10, 0, 0, 1)));
        assert_eq!(HostName::of("10.0.0.1"), HostName::V4(Ipv4Addr::new(10, 0, 0, 1)));
        assert_eq!(HostName::of("[::1]"), HostName::V6(Ipv6Addr::LOCALHOST));
        assert_eq!(HostName::of("fe80::1%eth0"), HostName::V6("fe80::1".parse().unwrap()));
        for never in ["[127.0.0.1]", "127.0.0.1:2181", "[::1", "a b", "x.invalid", "[]"] {
            assert_eq!(HostName::of(never), HostName::Never, "{never}");
        }
        for name in ["zoo1", "a_b", "999.0.0.1", "zoo1.example.com."] {
            assert_eq!(HostName::of(name), HostName::Name, "{name}");
        }
        assert_eq!(HostName::of(""), HostName::Empty);
    }
}
