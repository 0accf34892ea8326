//! The `server.N` line, as each release reads it.
//!
//! 3.4: `server/quorum/QuorumPeerConfig.java` `parseProperties`, `splitWithLeadingHostname`;
//! 3.5 and later: `server/quorum/QuorumPeer.java` `QuorumServer(long, String)`,
//! `initializeWithAddressString`; 3.6 and later: `server/util/ConfigUtils.java` `getHostAndPort`.

use super::java::{HostName, number_format, split};
use super::{Address, ClientAddress, Role, ZOOKEEPER};
use crate::catalog::VersionSet;
use crate::model::java::parse_int;
use crate::source::{Span, Spanned};
use crate::syntax::properties::{Piece, java_trim};
use crate::text;
use crate::text::Text;

/// The ways to read a server line, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grammar {
    /// 3.4.0–3.4.6: `host:port[:port[:role]]`; five parts and more are dropped without a word.
    V34,
    /// 3.4.7–3.4.8: parts beyond the fourth are ignored; an election port of 0 or less is none.
    V347,
    /// 3.4.9–3.4.14: `[address]` for IPv6.
    V349,
    /// 3.5.0–3.5.1: `host:port:port[:role][;[host:]port]`, nothing trimmed.
    V35,
    /// 3.5.2–3.5.4: `[address]` again.
    V352,
    /// 3.5.5–3.5.10: the two ports must differ.
    V355,
    /// 3.6: several addresses, another reading of brackets, a trimmed role.
    V36,
    /// 3.7 and later: other words; canonical host names.
    V37,
}

impl Grammar {
    /// All, with the releases that read so.
    pub(super) const ALL: [(Self, VersionSet); 8] = [
        (Self::V34, VersionSet::range(ZOOKEEPER, "3.4.0", "3.4.6")),
        (Self::V347, VersionSet::range(ZOOKEEPER, "3.4.7", "3.4.8")),
        (Self::V349, VersionSet::range(ZOOKEEPER, "3.4.9", "3.4.14")),
        (Self::V35, VersionSet::range(ZOOKEEPER, "3.5.0", "3.5.1")),
        (Self::V352, VersionSet::range(ZOOKEEPER, "3.5.2", "3.5.4")),
        (Self::V355, VersionSet::range(ZOOKEEPER, "3.5.5", "3.5.10")),
        (Self::V36, VersionSet::range(ZOOKEEPER, "3.6.0", "3.6.4")),
        (Self::V37, VersionSet::since(ZOOKEEPER, "3.7.0")),
    ];

    /// Whether it is one of 3.4's: values are trimmed, and read key by key.
    pub(super) fn is_34(self) -> bool {
        self <= Self::V349
    }
}

/// A line that a grammar accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) addresses: Vec<Address>,
    pub(super) role: Role,
    pub(super) role_span: Option<Span>,
    pub(super) client: Option<ClientAddress>,
    /// 3.4.0–3.4.6 drop a line of five parts: no such server.
    pub(super) dropped: bool,
}

/// What a grammar refuses.
#[derive(Clone, Debug)]
pub(super) struct LineError {
    /// The rule.
    pub(super) fault: &'static str,
    /// The guilty bytes.
    pub(super) span: Span,
    /// The server's words.
    pub(super) text: String,
    /// The headline.
    pub(super) detail: Text,
}

const FORM: &str =
    "where server_config is host:port:port or host:port:port:type and client_config is port or host:port";
const FORM_36: &str = "where server_config is the pipe separated list of host:port:port or host:port:port:type \
                       and client_config is port or host:port";

/// What reading one line needs to know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) grammar: Grammar,
    /// N.
    pub(super) id: i64,
    /// `server.N`, for headlines.
    pub(super) key: &'a str,
    /// The value in the file.
    pub(super) piece: &'a Piece,
    /// `kerberos.canonicalizeHostNames` is true.
    pub(super) canonicalize: bool,
}

impl<'a> Reader<'a> {
    /// Reads `value`, a slice of the piece's text.
    pub(super) fn read(&self, value: &'a str) -> Result<Line, LineError> {
        if self.grammar.is_34() { self.read_34(java_trim(value)) } else { self.read_35(value) }
    }

    fn error(&self, fault: &'static str, at: &str, text: impl Into<String>, detail: Text) -> LineError {
        LineError { fault, span: self.piece.span_of_str(at), text: text.into(), detail }
    }

    fn malformed(&self, at: &str, text: impl Into<String>, detail: Text) -> LineError {
        self.error("malformed-server-line", at, text, detail)
    }

    fn spanned<T>(&self, at: &str, value: T) -> Spanned<T> {
        Spanned::new(value, self.piece.span_of_str(at))
    }

    /// `QuorumPeerConfig.parseProperties`, 3.4.
    fn read_34(&self, value: &'a str) -> Result<Line, LineError> {
        let parts = if self.grammar == Grammar::V349 { self.bracketed_34(value)? } else { split(value, ':') };
        let (host, ports) = match parts.split_first() {
            Some((host, ports)) if !ports.is_empty() => (*host, ports),
            first => {
                let length = usize::from(first.is_some());
                let text = format!("Index {length} out of bounds for length {length}");
                return Err(self.malformed(value, text, self.too_few(value, parts.len())));
            }
        };
        let quorum = self.port_34(ports[0], "quorum", value)?;
        if self.grammar == Grammar::V34 {
            self.in_range(quorum.value, ports[0])?;
        }
        let dropped = self.grammar == Grammar::V34 && ports.len() > 3;
        let election = ports.get(1).filter(|_| !dropped);
        let election = election.map(|port| self.port_34(port, "election", value)).transpose()?;
        let four = ports.get(2).copied();
        let mut role = Role::Participant;
        if let Some(word) = four.filter(|_| !dropped) {
            role = self.role(word).ok_or_else(|| self.unknown_role(word, value))?;
        }
        self.in_range(quorum.value, ports[0])?;
        // From 3.4.7 on, an election port that isn't above 0 counts as none.
        let election = match election {
            Some(port) if port.value <= 0 && self.grammar >= Grammar::V347 => None,
            Some(port) => {
                self.in_range(port.value, ports[1])?;
                Some(port)
            }
            None => None,
        };
        Ok(Line {
            addresses: vec![Address {
                host: self.spanned(host, host.to_owned()),
                quorum_port: quorum,
                election_port: election,
            }],
            role,
            role_span: four.map(|word| self.piece.span_of_str(word)),
            client: None,
            dropped,
        })
    }

    fn port_34(&self, port: &'a str, which: &str, value: &str) -> Result<Spanned<i32>, LineError> {
        parse_int(port).map(|number| self.spanned(port, number)).ok_or_else(|| {
            let text = number_format(port);
            if value.contains('|') {
                return self.error("multi-address-disabled", value, text, self.several_addresses(value));
            }
            let detail = match port.find(';') {
                Some(_) => {
                    let key = self.key;
                    text! {
                        en: "{key} names a client address after `;`, which ZooKeeper reads from 3.5 on",
                        zh: "{key} 在 `;` 后写了客户端地址，ZooKeeper 从 3.5 起才支持这种写法"
                    }
                }
                None => self.not_a_port(port, which),
            };
            let at = port.find(';').and_then(|at| port.get(at..)).unwrap_or(port);
            self.malformed(at, text, detail)
        })
    }

    /// `QuorumServer(long, String)`, 3.5 and later.
    fn read_35(&self, value: &'a str) -> Result<Line, LineError> {
        let halves = split(value, ';');
        let Some((&servers, clients)) = halves.split_first() else {
            let key = self.key;
            let detail = text! { en: "{key} has no address", zh: "{key} 没有地址" };
            return Err(self.malformed(value, "Index 0 out of bounds for length 0", detail));
        };
        let several = self.grammar >= Grammar::V36;
        let lists = if several { split(servers, '|') } else { vec![servers] };
        if !several {
            // 3.5 counts the parts before it looks at the client address.
            let parts = self.host_and_port(servers)?;
            if clients.len() > 1 || !(3..=4).contains(&parts.len()) {
                return Err(self.wrong_form(value, parts.len(), clients.len()));
            }
        }
        let client = match clients {
            [client] => Some(self.client(client, value)?),
            _ => None,
        };
        if lists.len() > 1 {
            let text = format!(
                "Multiple address feature is disabled, but multiple addresses were specified for sid {}",
                self.id
            );
            return Err(self.error("multi-address-disabled", servers, text, self.several_addresses(value)));
        }
        let mut line = Line { addresses: Vec::new(), role: Role::Participant, role_span: None, client, dropped: false };
        for server in lists {
            let parts = self.host_and_port(server)?;
            if clients.len() > 1 {
                return Err(self.wrong_form(value, parts.len(), clients.len()));
            }
            let (host, quorum, election, word) = match parts.as_slice() {
                [host, quorum, election] => (*host, *quorum, *election, None),
                [host, quorum, election, word] => (*host, *quorum, *election, Some(*word)),
                _ => return Err(self.wrong_form(value, parts.len(), clients.len())),
            };
            let quorum_port = self.port_35(host, quorum, "quorum")?;
            let election_port = self.port_35(host, election, "election")?;
            if self.grammar >= Grammar::V355 && quorum_port.value == election_port.value {
                return Err(self.equal_ports(quorum, election));
            }
            if self.canonicalize && self.grammar == Grammar::V37 && HostName::of(host) == HostName::Never {
                let text = format!("Unable to canonicalize address {host} because it's not resolvable");
                let key = self.key;
                let detail = text! {
                    en: "{key} names `{host}`, which no resolver can know, and kerberos.canonicalizeHostNames needs its address",
                    zh: "{key} 写的“{host}”不可能被解析，而 kerberos.canonicalizeHostNames 需要它的地址"
                };
                return Err(self.malformed(host, text, detail));
            }
            if let Some(word) = word {
                let known = if several { self.role(java_trim(word)) } else { self.role(word) };
                line.role = known.ok_or_else(|| self.unknown_role(word, word))?;
                line.role_span = Some(self.piece.span_of_str(word));
            }
            line.addresses.push(Address {
                host: self.spanned(host, host.to_owned()),
                quorum_port,
                election_port: Some(election_port),
            });
        }
        Ok(line)
    }

    /// `[host:]port` after the semicolon.
    fn client(&self, client: &'a str, value: &'a str) -> Result<ClientAddress, LineError> {
        let parts = self.host_and_port(client)?;
        let (host, port) = match parts.as_slice() {
            [] => {
                let key = self.key;
                let detail = text! { en: "{key} has no client port after `;`", zh: "{key} 在 `;` 后没有客户端端口" };
                return Err(self.malformed(client, "Index -1 out of bounds for length 0", detail));
            }
            [port] => (None, *port),
            [host, port] => (Some(*host), *port),
            _ => return Err(self.wrong_form(value, 3, 1)),
        };
        let Some(number) = parse_int(port) else {
            // 3.7 names a field that isn't set yet.
            let named = if self.grammar >= Grammar::V37 { "null" } else { host.unwrap_or("0.0.0.0") };
            let text = format!("Address unresolved: {named}:{port}");
            return Err(self.malformed(port, text, self.not_a_port(port, "client")));
        };
        self.in_range(number, port)?;
        Ok(ClientAddress {
            host: host.map(|host| self.spanned(host, host.to_owned())),
            port: self.spanned(port, number),
        })
    }

    fn port_35(&self, host: &str, port: &'a str, which: &str) -> Result<Spanned<i32>, LineError> {
        let number = parse_int(port).ok_or_else(|| {
            self.malformed(port, format!("Address unresolved: {host}:{port}"), self.not_a_port(port, which))
        })?;
        self.in_range(number, port)?;
        Ok(self.spanned(port, number))
    }

    /// `InetSocketAddress.checkPort`.
    fn in_range(&self, port: i32, at: &str) -> Result<(), LineError> {
        if (0..=0xffff).contains(&port) {
            return Ok(());
        }
        let key = self.key;
        let detail = text! {
            en: "{key} has the port {port}: ports go from 0 to 65535",
            zh: "{key} 的端口是 {port}：端口范围是 0 到 65535"
        };
        Err(self.error("port-out-of-range", at, format!("port out of range:{port}"), detail))
    }

    /// `setType` and `getType`: any case.
    fn role(&self, word: &str) -> Option<Role> {
        match word.to_lowercase().as_str() {
            "observer" => Some(Role::Observer),
            "participant" => Some(Role::Participant),
            _ => None,
        }
    }

    fn unknown_role(&self, word: &str, named: &str) -> LineError {
        let key = self.key;
        let client = word.find(';').and_then(|at| word.get(at..));
        if let Some(client) = client.filter(|_| self.grammar.is_34()) {
            let detail = text! {
                en: "{key} names a client address after `;`, which ZooKeeper reads from 3.5 on",
                zh: "{key} 在 `;` 后写了客户端地址，ZooKeeper 从 3.5 起才支持这种写法"
            };
            return self.malformed(client, format!("Unrecognised peertype: {named}"), detail);
        }
        let detail = text! {
            en: "{key} gives its server the role `{word}`: only participant and observer exist",
            zh: "{key} 给服务器的角色是“{word}”：只有 participant 和 observer 两种"
        };
        self.error("invalid-role", word, format!("Unrecognised peertype: {named}"), detail)
    }

    fn equal_ports(&self, quorum: &str, election: &str) -> LineError {
        let id = self.id;
        let text =
            format!("Client and election port must be different! Please update the configuration file on server.{id}");
        let key = self.key;
        let detail = text! {
            en: "{key} has the port {quorum} twice: quorum port and election port must differ",
            zh: "{key} 两个端口都是 {quorum}：仲裁端口和选举端口必须不同"
        };
        self.error("quorum-port-equals-election-port", election, text, detail)
    }

    fn wrong_form(&self, value: &'a str, parts: usize, clients: usize) -> LineError {
        let text = match self.grammar {
            Grammar::V36 | Grammar::V37 => {
                format!("{value} does not have the form server_config or server_config;client_config {FORM_36}")
            }
            Grammar::V35 => {
                format!("{value} does not have the form server_cofig or server_config;client_config {FORM}")
            }
            _ => format!("{value} does not have the form server_config or server_config;client_config {FORM}"),
        };
        if value.contains('|') {
            return self.error("multi-address-disabled", value, text, self.several_addresses(value));
        }
        let key = self.key;
        let detail = if clients > 1 {
            text! { en: "{key} has more than one `;`", zh: "{key} 有不止一个 `;`" }
        } else if parts < 3 {
            self.too_few(value, parts)
        } else {
            text! {
                en: "{key} has too many parts: host:quorum-port:election-port[:role][;[address:]client-port] is the form",
                zh: "{key} 的部分太多：格式是 host:仲裁端口:选举端口[:角色][;[地址:]客户端端口]"
            }
        };
        self.malformed(value, text, detail)
    }

    fn too_few(&self, value: &str, parts: usize) -> Text {
        let key = self.key;
        if parts == 2 {
            return text! {
                en: "{key} has no election port: host:quorum-port:election-port is the form, as in zoo1:2888:3888",
                zh: "{key} 没有选举端口：格式是 host:仲裁端口:选举端口，例如 zoo1:2888:3888"
            };
        }
        if value.is_empty() {
            return text! { en: "{key} has no value", zh: "{key} 没有值" };
        }
        text! {
            en: "{key} has no ports: host:quorum-port:election-port is the form, as in zoo1:2888:3888",
            zh: "{key} 没有端口：格式是 host:仲裁端口:选举端口，例如 zoo1:2888:3888"
        }
    }

    fn not_a_port(&self, port: &str, which: &str) -> Text {
        let key = self.key;
        let which_zh = match which {
            "quorum" => "仲裁",
            "election" => "选举",
            _ => "客户端",
        };
        Text {
            en: format!("the {which} port of {key} is `{port}`, which isn't a number").into(),
            zh: format!("{key} 的{which_zh}端口是“{port}”，不是数字").into(),
        }
    }

    fn several_addresses(&self, value: &str) -> Text {
        let key = self.key;
        let count = value.split('|').count();
        text! {
            en: "{key} lists {count} addresses, and the feature for that is off unless the JVM gets -Dzookeeper.multiAddress.enabled=true",
            zh: "{key} 列出了 {count} 个地址，而这个功能默认关闭，需要 JVM 参数 -Dzookeeper.multiAddress.enabled=true"
        }
    }

    /// `splitWithLeadingHostname`, then `getHostAndPort`.
    fn host_and_port(&self, text: &'a str) -> Result<Vec<&'a str>, LineError> {
        match self.grammar {
            Grammar::V35 => Ok(split(text, ':')),
            Grammar::V352 | Grammar::V355 => self.bracketed_34(text),
            _ => self.bracketed_36(text),
        }
    }

    fn bracketed_34(&self, text: &'a str) -> Result<Vec<&'a str>, LineError> {
        let Some(inner) = text.strip_prefix('[') else { return Ok(split(text, ':')) };
        let Some((host, rest)) = inner.split_once("]:") else { return Err(self.no_bracket(text)) };
        let mut parts = vec![host];
        parts.extend(split(rest, ':'));
        Ok(parts)
    }

    /// From 3.6 on one character after the bracket is swallowed, whatever it is.
    fn bracketed_36(&self, text: &'a str) -> Result<Vec<&'a str>, LineError> {
        let Some(inner) = text.strip_prefix('[') else { return Ok(split(text, ':')) };
        let Some((host, rest)) = inner.split_once(']') else { return Err(self.no_bracket(text)) };
        let mut characters = rest.chars();
        match (characters.next(), characters.as_str()) {
            (None, _) => Ok(vec![host]),
            (Some(_), "") => {
                let key = self.key;
                let detail = text! { en: "{key} has no port after its address", zh: "{key} 的地址后没有端口" };
                Err(self.malformed(text, format!("{text} doesn't have a port after colon"), detail))
            }
            (Some(_), rest) => {
                let mut parts = vec![host];
                parts.extend(split(rest, ':'));
                Ok(parts)
            }
        }
    }

    fn no_bracket(&self, text: &str) -> LineError {
        let key = self.key;
        let detail = text! {
            en: "{key} opens a bracket that isn't closed before a colon: [address]:port:port is the form",
            zh: "{key} 的方括号没有在冒号前关闭：格式是 [地址]:端口:端口"
        };
        self.malformed(text, format!("{text} starts with '[' but has no matching ']:'"), detail)
    }
}
