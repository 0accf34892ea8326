//! `zookeeper.connect` as the broker and its ZooKeeper client read it.
//!
//! `org/apache/zookeeper/client/ConnectStringParser.java` of the client in each Kafka
//! (3.4.6 in 0.9 and 0.10, 3.4.10 and later in 0.11–2.3, 3.5 and later since 2.4).

use super::raw::Written;
use super::view::{Checker, MOST, View, before, since};
use crate::catalog::VersionSet;
use crate::model::java::parse_long;
use crate::model::{Fault, Refusal};
use crate::source::{Span, Spanned};
use crate::text;
use crate::text::Text;

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

/// No ZooKeeper any more since 4.0.
const WITH_ZOOKEEPER: VersionSet = before!("4.0.0");
/// The client of 3.5 and later trims each entry (Kafka 2.4).
pub(super) const TRIMS: VersionSet = since!("2.4.0");

/// What kills every start: ports that are no numbers, a path that is none, no host at all.
pub(super) fn check(checker: &mut Checker<'_>) {
    const KEY: &str = "zookeeper.connect";
    let Some(written) = checker.raw.get(KEY).filter(|written| !written.unknown).copied() else { return };
    for view in checker.views(WITH_ZOOKEEPER) {
        // In KRaft mode the key is for a migration only; there it is left to others.
        if super::net::roles(&view).is_none_or(|roles| !roles.is_empty()) {
            continue;
        }
        // 0.8.2 doesn't trim what it reads.
        let text = if view.is(before!("0.9.0.0")) { written.piece.text.as_str() } else { written.text() };
        let all = problems(&view, &written, text);
        let comment = !all.is_empty() && comment_is_to_blame(&view, &written);
        for (place, sentence, detail) in all.into_iter().take(2 * MOST) {
            if comment {
                let refusal = super::configdef::comment_refusal(&written, view.at, sentence);
                checker.refuse(KEY, refusal.key(KEY).at_start());
                break;
            }
            let refusal = Refusal::new(MALFORMED, place, view.at, sentence).key(KEY).at_start().detail(detail);
            checker.refuse(
                KEY,
                refusal.help(text! {
                    en: "write zookeeper.connect=host:port,host:port/path: the path once, behind the last server",
                    zh: "写法是 zookeeper.connect=主机:端口,主机:端口/路径：路径只在最后写一次",
                }),
            );
        }
    }
}

const MALFORMED: Fault = Fault("malformed-zookeeper-connect");

fn comment_is_to_blame(view: &View<'_>, written: &Written<'_>) -> bool {
    super::configdef::before_comment(written.text()).is_some_and(|value| problems(view, written, value).is_empty())
}

type Problem = (Span, String, Text);

/// `ConnectStringParser`, `StaticHostProvider`, `PathUtils.validatePath`.
fn problems(view: &View<'_>, written: &Written<'_>, text: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    let slash = text.find('/').unwrap_or(text.len());
    let (servers, path) = text.split_at(slash);
    let span_of = |part: &str| if part.is_empty() { written.span() } else { written.span_of(part) };
    if path.len() > 1
        && let Some(why) = invalid_path(path)
    {
        found.push((
            span_of(path),
            why,
            text! {
                en: "\"{path}\" in zookeeper.connect can't be a path in ZooKeeper",
                zh: "zookeeper.connect 里的 \"{path}\" 不是合法的 ZooKeeper 路径",
            },
        ));
    }
    let trims = view.is(TRIMS);
    // `split(",")` drops empty entries at the end; `StringUtils.split` of 3.5 trims and drops all.
    let mut entries: Vec<&str> = servers.split(',').collect();
    while entries.last().is_some_and(|entry| entry.is_empty() || (trims && entry.trim().is_empty())) {
        entries.pop();
    }
    // The newer client makes nothing of nothing; the older one takes an empty host for this machine.
    if entries.is_empty() && (trims || servers.contains(',')) {
        found.push((
            span_of(servers),
            "A HostProvider may not be empty!".to_owned(),
            text! {
                en: "zookeeper.connect names no server",
                zh: "zookeeper.connect 没有写任何服务器",
            },
        ));
    }
    for entry in entries {
        let server = if trims { entry.trim() } else { entry };
        if server.starts_with('[') && trims {
            continue;
        }
        let Some((_, port)) = server.rsplit_once(':') else { continue };
        // A colon at the very end leaves the port to the default.
        if port.is_empty() {
            continue;
        }
        let shown = if port.trim().is_empty() { server } else { port };
        match parse_long(port) {
            Some(number) if (0..=65535).contains(&number) => {}
            Some(number) if i32::try_from(number).is_ok() => {
                found.push((
                    span_of(shown),
                    format!("port out of range:{number}"),
                    text! {
                        en: "zookeeper.connect has the port {number}; ports go from 0 to 65535",
                        zh: "zookeeper.connect 里的端口 {number} 不合法：端口只能是 0 到 65535",
                    },
                ));
            }
            _ => found.push((
                span_of(shown),
                format!("For input string: \"{port}\""),
                text! {
                    en: "the port \"{port}\" in zookeeper.connect is not a number",
                    zh: "zookeeper.connect 里的端口 \"{port}\" 不是数字",
                },
            )),
        }
    }
    found
}

/// `PathUtils.validatePath`: its sentence, when a path is refused.
fn invalid_path(path: &str) -> Option<String> {
    if path.ends_with('/') {
        return Some("Path must not end with / character".to_owned());
    }
    let chars: Vec<char> = path.chars().collect();
    let mut last = '/';
    for (index, &c) in chars.iter().enumerate().skip(1) {
        let reason = if c == '\0' {
            format!("null character not allowed @{index}")
        } else if c == '/' && last == '/' {
            format!("empty node name specified @{index}")
        } else if c == '.' && last == '.' {
            let alone = chars.get(index.wrapping_sub(2)) == Some(&'/');
            let ends = chars.get(index + 1).is_none_or(|next| *next == '/');
            if !(alone && ends) {
                last = c;
                continue;
            }
            format!("relative paths not allowed @{index}")
        } else if c == '.' {
            let before = chars.get(index - 1) == Some(&'/');
            let ends = chars.get(index + 1).is_none_or(|next| *next == '/');
            if !(before && ends) {
                last = c;
                continue;
            }
            format!("relative paths not allowed @{index}")
        } else if is_refused(c) {
            format!("invalid character @{index}")
        } else {
            last = c;
            continue;
        };
        return Some(format!("Invalid path string \"{path}\" caused by {reason}"));
    }
    None
}

/// Control characters and the like.
const fn is_refused(c: char) -> bool {
    matches!(c, '\u{1}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{f000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}')
}
