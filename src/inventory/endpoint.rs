//! Addresses as they are compared: host names without case and brackets, loopback as one.

use std::net::IpAddr;

/// What kind of place an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// This machine, as seen from itself: `localhost`, `127.0.0.1`, `::1`.
    Loopback,
    /// Every interface: `0.0.0.0`, `::`, nothing.
    Wildcard,
    /// A name or an address that others can use.
    Named,
}

/// Which one.
pub fn reach(host: &str) -> Reach {
    let host = host.trim_matches(['[', ']']);
    if host.is_empty() {
        return Reach::Wildcard;
    }
    if let Ok(address) = host.parse::<IpAddr>() {
        return match address {
            _ if address.is_unspecified() => Reach::Wildcard,
            _ if address.is_loopback() => Reach::Loopback,
            _ => Reach::Named,
        };
    }
    let local = ["localhost", "localhost.localdomain", "localhost4", "localhost6", "ip6-localhost"];
    if local.iter().any(|name| host.eq_ignore_ascii_case(name)) { Reach::Loopback } else { Reach::Named }
}

/// A host as it is compared with others: lower case, without brackets and the root's dot; every
/// loopback name is `localhost`.
pub fn canonical(host: &str) -> String {
    match reach(host) {
        Reach::Loopback => String::from("localhost"),
        _ => host.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase(),
    }
}

/// Whether two canonical names may be one machine's: equal, or one is the other with a domain.
pub fn same_name(a: &str, b: &str) -> bool {
    let with_domain = |long: &str, short: &str| {
        !short.is_empty()
            && short.parse::<IpAddr>().is_err()
            && long.strip_prefix(short).is_some_and(|rest| rest.starts_with('.'))
    };
    a == b || with_domain(a, b) || with_domain(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_compare_as_machines_do() {
        assert_eq!(reach("0.0.0.0"), Reach::Wildcard);
        assert_eq!(reach(""), Reach::Wildcard);
        assert_eq!(reach("[::1]"), Reach::Loopback);
        assert_eq!(reach("127.0.0.2"), Reach::Loopback);
        assert_eq!(reach("LOCALHOST"), Reach::Loopback);
        assert_eq!(reach("zoo1"), Reach::Named);
        assert_eq!(canonical("Zoo1.Example.com."), "zoo1.example.com");
        assert!(same_name("zoo1", "zoo1.example.com"));
        assert!(!same_name("10.0.0.1", "10.0.0.1.5"));
        assert!(!same_name("zoo1", "zoo10"));
    }
}
