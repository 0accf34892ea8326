//! The Java calls that decide over ZooKeeper's values: `Integer.parseInt`, `Long.parseLong`,
//! `String.split`, `InetAddress.getByName` without DNS. OpenJDK 17.

use std::net::{Ipv4Addr, Ipv6Addr};

/// `Integer.parseInt(text)`.
pub(in crate::model) fn parse_int(text: &str) -> Option<i32> {
    number(text, 10).and_then(|value| i32::try_from(value).ok())
}

/// `Long.parseLong(text)`.
pub(super) fn parse_long(text: &str) -> Option<i64> {
    number(text, 10).and_then(|value| i64::try_from(value).ok())
}

/// `Long.parseLong(text, 16)`.
pub(super) fn parse_hex(text: &str) -> Option<i64> {
    number(text, 16).and_then(|value| i64::try_from(value).ok())
}

/// An optional sign and digits, as `Character.digit` knows them: of every script, not only 0-9.
fn number(text: &str, radix: u32) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value: i128 = 0;
    for c in digits.chars() {
        value = value * i128::from(radix) + i128::from(digit(c, radix)?);
        if value > i128::from(u64::MAX) {
            return None;
        }
    }
    Some(if negative { -value } else { value })
}

/// The first of ten decimal digits in each block of the Basic Multilingual Plane (Unicode 13, JDK 17);
/// `parseInt` looks at UTF-16 units, so digits beyond it don't count.
const ZEROS: &[u32] = &[
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
    0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
    0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

/// `Character.digit(c, radix)`.
fn digit(c: char, radix: u32) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(radix);
    }
    let code = c as u32;
    let letter = match code {
        0xff21..=0xff3a => Some(code - 0xff21 + 10),
        0xff41..=0xff5a => Some(code - 0xff41 + 10),
        _ => None,
    };
    let value =
        letter.or_else(|| ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|zero| code - zero));
    value.filter(|&value| value < radix)
}

/// `text.split(separator)` for a plain character: empty parts at the end are dropped, a text without
/// the separator comes back whole.
pub(super) fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split(separator).collect();
    if parts.len() > 1 {
        while parts.last().is_some_and(|last| last.is_empty()) {
            parts.pop();
        }
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
    fn integers() {
        assert_eq!(parse_int("+2181"), Some(2181));
        assert_eq!(parse_int("-1"), Some(-1));
        for bad in ["", "+", "-", " 1", "1 ", "0x1", "2_181", "2000.0", "2147483648", "\"1\"", "①", "²"] {
            assert_eq!(parse_int(bad), None, "{bad:?}");
        }
        assert_eq!(parse_int("-2147483648"), Some(i32::MIN));
        assert_eq!(parse_int("\u{ff12}181"), Some(2181));
        assert_eq!(parse_int("\u{0662}\u{0967}"), Some(21));
        assert_eq!(parse_int("\u{1d7d0}"), None);
        assert_eq!(parse_long("9223372036854775807"), Some(i64::MAX));
        assert_eq!(parse_long("9223372036854775808"), None);
        assert_eq!(parse_long(&"9".repeat(60)), None);
        assert_eq!(parse_hex("1001"), Some(0x1001));
    }

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
