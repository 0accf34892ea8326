//! zoo.cfg as ZooKeeper hears it, with the files that its parser reads beside it.
//!
//! [`read`] takes the main file; [`Config::companions`] says where the server would look for myid and
//! the dynamic configuration; [`Config::judge`] takes them as far as they can be seen and completes
//! the model: members from the dynamic file, refusals that rest on both. Emulates
//! `server/quorum/QuorumPeerConfig.java` (`parse`, `parseProperties`, `setupQuorumPeerConfig`) of
//! every release in question at once.

mod companion;
mod ensemble;
mod java;
mod lines;
mod member;
mod plausible;
mod settings;
#[cfg(test)]
mod tests;

pub use plausible::plausible;

use super::{Companion, KeyUse, Refusal, Setting};
use crate::catalog::{Component, VersionSet};
use crate::source::{Source, SourceId, Span, Spanned};
use crate::syntax::placeholder::Placeholders;
use camino::{Utf8Path, Utf8PathBuf};
use ensemble::List;
use lines::File;

/// The component of every version set here.
const ZOOKEEPER: Component = Component::ZooKeeper;

/// What one ZooKeeper server hears.
#[derive(Clone, Debug)]
pub struct Config {
    /// The main file.
    pub source: SourceId,
    /// The versions it was read for.
    pub versions: VersionSet,
    /// Every use of a key, in file order.
    pub keys: Vec<KeyUse>,
    /// What makes which version refuse.
    pub refusals: Vec<Refusal>,
    /// Template statements or placeholders in keys: lines may be missing or more than they seem.
    pub open: bool,
    /// Keys that stand on two lines, in spellings that are the same once trimmed: which value counts can't be told.
    ambiguous: Vec<Twice>,
    /// The same of servers whose ids are spelled in two ways.
    doubtful: Vec<Twice>,
    /// The settings that rules and other files depend on.
    pub settings: Settings,
    /// The servers of the list, in file order; from the dynamic file where there is one.
    pub members: Vec<Member>,
    /// Whether [`Config::members`] is all there is: no placeholder, no dynamic file out of sight.
    pub members_complete: bool,
    /// `group.N` lines, as far as they can be read.
    pub groups: Vec<Spanned<Group>>,
    /// `weight.N` lines: id and weight, as far as they can be read.
    pub weights: Vec<Spanned<(i64, i64)>>,
    /// The server's own id, from myid, where it was seen and is a number.
    pub my_id: Option<Spanned<i64>>,
    /// The `version` line of the dynamic configuration: 3.5.0 writes one, later releases refuse it.
    pub dynamic_version: Option<Span>,
    /// How many of the refusals come from the main file alone.
    own: usize,
    /// The list lines of the main file.
    list: List,
    /// `kerberos.canonicalizeHostNames`.
    canonicalize: bool,
}

/// Typed settings of the main file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `dataDir`.
    pub data_dir: Setting<String>,
    /// `dataLogDir`.
    pub data_log_dir: Setting<String>,
    /// `clientPort`.
    pub client_port: Setting<i32>,
    /// `clientPortAddress`.
    pub client_port_address: Setting<String>,
    /// `secureClientPort`.
    pub secure_client_port: Setting<i32>,
    /// `secureClientPortAddress`.
    pub secure_client_port_address: Setting<String>,
    /// `observerMasterPort`.
    pub observer_master_port: Setting<i32>,
    /// `tickTime`, milliseconds.
    pub tick_time: Setting<i32>,
    /// `initLimit`, ticks.
    pub init_limit: Setting<i32>,
    /// `syncLimit`, ticks.
    pub sync_limit: Setting<i32>,
    /// `minSessionTimeout`, milliseconds.
    pub min_session_timeout: Setting<i32>,
    /// `maxSessionTimeout`, milliseconds.
    pub max_session_timeout: Setting<i32>,
    /// `maxClientCnxns`, per address.
    pub max_client_cnxns: Setting<i32>,
    /// `electionAlg`.
    pub election_alg: Setting<i32>,
    /// `peerType`.
    pub peer_type: Setting<Role>,
    /// `autopurge.snapRetainCount`.
    pub snap_retain_count: Setting<i32>,
    /// `autopurge.purgeInterval`, hours.
    pub purge_interval: Setting<i32>,
    /// `dynamicConfigFile`.
    pub dynamic_config_file: Setting<String>,
    /// `standaloneEnabled`.
    pub standalone_enabled: Setting<bool>,
    /// `reconfigEnabled`.
    pub reconfig_enabled: Setting<bool>,
    /// `quorumListenOnAllIPs`.
    pub quorum_listen_on_all_ips: Setting<bool>,
    /// `sslQuorum`.
    pub ssl_quorum: Setting<bool>,
    /// `multiAddress.enabled`.
    pub multi_address_enabled: Setting<bool>,
    /// `quorum.auth.enableSasl`.
    pub quorum_enable_sasl: Setting<bool>,
    /// `quorum.auth.serverRequireSasl`.
    pub quorum_server_require_sasl: Setting<bool>,
    /// `quorum.auth.learnerRequireSasl`.
    pub quorum_learner_require_sasl: Setting<bool>,
    /// `admin.enableServer`: everything but `false` is true.
    pub admin_enable_server: Setting<bool>,
    /// `admin.serverPort`; a value that is no number counts as the default.
    pub admin_server_port: Setting<i32>,
    /// `4lw.commands.whitelist`, split at commas.
    pub four_letter_words: Setting<Vec<String>>,
    /// `serverCnxnFactory`.
    pub server_cnxn_factory: Setting<String>,
    /// `metricsProvider.className`.
    pub metrics_provider: Setting<String>,
    /// `metricsProvider.httpPort`.
    pub metrics_port: Setting<i32>,
    /// `oraclePath`.
    pub oracle_path: Setting<String>,
}

/// What a server does in its ensemble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Votes.
    Participant,
    /// Listens.
    Observer,
}

/// One `server.N` line.
#[derive(Clone, Debug)]
pub struct Member {
    /// N.
    pub id: i64,
    /// The key, as written.
    pub key: Spanned<String>,
    /// The whole value.
    pub value: Spanned<String>,
    /// Its addresses, one but for `|` lists; none where the value couldn't be read.
    pub addresses: Vec<Address>,
    /// Its role.
    pub role: Role,
    /// Where the role is written.
    pub role_span: Option<Span>,
    /// The client address after `;`.
    pub client: Option<ClientAddress>,
    /// A later line has the same key, and wins.
    pub overridden: bool,
    /// The value holds a placeholder, or no version can read it: only the id is known.
    pub unknown: bool,
}

/// Where a member is reached by the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Name or address, without brackets.
    pub host: Spanned<String>,
    /// Where the leader listens to followers.
    pub quorum_port: Spanned<i32>,
    /// Where elections are held.
    pub election_port: Option<Spanned<i32>>,
}

/// Where a member listens to clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientAddress {
    /// The address it binds; absent: all of them.
    pub host: Option<Spanned<String>>,
    /// The port.
    pub port: Spanned<i32>,
}

/// One `group.N` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// N.
    pub id: i64,
    /// The servers in it.
    pub servers: Vec<i64>,
}

/// Where a server would look for the files beside its zoo.cfg, as its host sees paths. A relative
/// path counts from the directory that the server is started in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanionPaths {
    /// `dataDir/myid`; `None` when dataDir isn't known.
    pub my_id: Option<Utf8PathBuf>,
    /// `dynamicConfigFile`.
    pub dynamic: Option<Utf8PathBuf>,
    /// The dynamic configuration of a reconfiguration that was cut short: `<zoo.cfg>.dynamic.next`.
    pub next: Option<Utf8PathBuf>,
    /// `dataLogDir`, where a version in question wants the directory to be there.
    pub log_dir: Option<Utf8PathBuf>,
}

/// The files beside a zoo.cfg, as far as they can be seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Companions<'a> {
    /// What lies at [`CompanionPaths::my_id`].
    pub my_id: Companion<'a>,
    /// What lies at [`CompanionPaths::dynamic`].
    pub dynamic: Companion<'a>,
    /// What lies at [`CompanionPaths::next`].
    pub next: Companion<'a>,
    /// What lies at [`CompanionPaths::log_dir`]: a directory or nothing.
    pub log_dir: Companion<'a>,
}

/// Reads the main file for every one of `versions`; nothing is known of the files beside it.
pub fn read(source: &Source, versions: VersionSet, placeholders: &Placeholders) -> Config {
    let file = File::read(source, placeholders);
    let mut refusals = Vec::new();
    lines::malformed_escapes(&file, versions, &mut refusals);
    let by_key = file.by_key();
    let reader =
        settings::Reader { source: source.id, versions, open: file.open, lines: &by_key, refusals: &mut refusals };
    let settings = reader.read();
    let canonicalize = by_key.get("kerberos.canonicalizeHostNames");
    let canonicalize = canonicalize.is_some_and(|line| !line.open_value && line.value.eq_ignore_ascii_case("true"));
    let mut config = Config {
        source: source.id,
        versions,
        keys: file.key_uses(),
        refusals,
        open: file.open,
        ambiguous: file.ambiguous(),
        doubtful: Vec::new(),
        settings,
        members: Vec::new(),
        members_complete: false,
        groups: Vec::new(),
        weights: Vec::new(),
        my_id: None,
        dynamic_version: None,
        own: 0,
        list: List::of(source.id, &file),
        canonicalize,
    };
    config.own = config.refusals.len();
    config.judge(&Companions::default());
    config
}

/// A key on two lines with other values, in two spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twice {
    /// The key.
    pub key: String,
    /// One line.
    pub one: Span,
    /// The other.
    pub other: Span,
    /// Whether the server's verdict may rest on which one counts.
    pub decides: bool,
}

impl Config {
    /// Where to look for the files beside a zoo.cfg at `path` (as its host sees it).
    pub fn companions(&self, path: &Utf8Path) -> CompanionPaths {
        let valid = |path: &&String| companion::is_valid_path(path);
        let dynamic = self.settings.dynamic_config_file.value().filter(valid);
        let dynamic = dynamic.filter(|_| self.versions.meets(companion::SINCE_35));
        CompanionPaths {
            my_id: self.settings.data_dir.value().filter(valid).map(|dir| companion::my_id_path(dir).into()),
            next: dynamic.map(|_| format!("{path}.dynamic.next").into()),
            dynamic: dynamic.map(Utf8PathBuf::from),
            log_dir: self
                .settings
                .data_log_dir
                .value()
                .filter(|_| self.versions.meets(companion::WANTS_LOG_DIR))
                .map(Utf8PathBuf::from),
        }
    }

    /// Completes the model with what lies beside the file. May be called again with more in sight:
    /// every call replaces what the one before concluded.
    pub fn judge(&mut self, companions: &Companions<'_>) {
        self.refusals.truncate(self.own);
        companion::judge(self, companions);
    }

    /// Keys that stand on two lines with other values, in spellings that are the same to the server: which one counts
    /// is up to the order of a hash table.
    pub fn ambiguous(&self) -> impl Iterator<Item = &Twice> {
        self.ambiguous.iter().chain(&self.doubtful)
    }

    /// The members that count: those that no later line overrides.
    pub fn servers(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| !member.overridden)
    }

    /// How many servers vote, when that is certain.
    pub fn voters(&self) -> Option<usize> {
        let sure = self.members_complete && self.servers().all(|member| !member.unknown);
        sure.then(|| {
            let ids = self.servers().filter(|member| member.role == Role::Participant).map(|member| member.id);
            ids.collect::<std::collections::HashSet<_>>().len()
        })
    }

    /// Whether the server is (or is meant to be) one of several; `None`: can't be told.
    pub fn is_ensemble(&self) -> Option<bool> {
        let alone = self.settings.standalone_enabled.value() != Some(&false);
        self.voters().map(|voters| voters > 1 || (!alone && voters == 1))
    }
}
