//! `zookeeper.connect` as the broker and its ZooKeeper client read it.
//!
//! `org/apache/zookeeper/client/ConnectStringParser.java` of the client in each Kafka
//! (3.4.6 in 0.9 and 0.10, 3.4.10 and later in 0.11–2.3, 3.5 and later since 2.4).

use super::raw::Written;
use crate::source::{Span, Spanned};

/// Hosts and a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZooKeeperConnect {
    /// The servers before the first `/`, in order, without empty entries.
    pub hosts: Vec<ZooKeeperHost>,
    /// Everything from the first `/` on; `None`: the root. A lone `/` is the root too.
    pub chroot: Option<Spanned<String>>,
}

/// One server of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZooKeeperHost {
    /// All of it, without the blanks around it.
    pub span: Span,
    /// Its name or address.
    pub host: Spanned<String>,
    /// Its port; `None`: 2181. Not a number: `Some` with [`None`] inside never occurs, such an entry
    /// is told by a refusal and keeps the default here.
    pub port: Option<Spanned<u16>>,
}

impl ZooKeeperHost {
    /// The port that is used.
    pub fn effective_port(&self) -> u16 {
        self.port.as_ref().map_or(2181, |port| port.value)
    }
}

/// The value cut into hosts and chroot.
pub(super) fn parse(written: &Written<'_>) -> ZooKeeperConnect {
    let text = written.text();
    let slash = text.find('/').unwrap_or(text.len());
    let (servers, path) = text.split_at(slash);
    let chroot = (path.len() > 1).then(|| Spanned::new(path.to_owned(), written.span_of(path)));
    let hosts = servers
        .split(',')
        .map(str::trim)
        .filter(|server| !server.is_empty())
        .map(|server| {
            let (host, port) = cut(server);
            let port = port.and_then(|port| Some(Spanned::new(port.parse().ok()?, written.span_of(port))));
            ZooKeeperHost {
                span: written.span_of(server),
                host: Spanned::new(host.to_owned(), written.span_of(host)),
                port,
            }
        })
        .collect();
    ZooKeeperConnect { hosts, chroot }
}

/// Host and port of one server: split at the last colon, unless that belongs to `[an:address]`.
fn cut(server: &str) -> (&str, Option<&str>) {
    if let Some((host, rest)) = server.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        return (host, rest.strip_prefix(':'));
    }
    match server.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (server, None),
    }
}
