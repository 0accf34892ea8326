//! The keys that `parseProperties` reads, and what it refuses of their values.
//!
//! `server/quorum/QuorumPeerConfig.java` `parseProperties`, 3.4.0 to 3.9.5. All keys are read before
//! any check across keys; every refusal is told, whichever the server's hash order meets first.

use super::java::{HostName, number_format};
use super::lines::{ALL, Line, before_comment, comment_refusal, string};
use super::{Role, Settings, ZOOKEEPER};
use crate::catalog::VersionSet;
use crate::finding::{Applicability, Edit, Fix, Place};
use crate::model::java::{parse_int, parse_long};
use crate::model::{Fault, Refusal, Setting, is_example_class};
use crate::source::{SourceId, Span, Spanned};
use crate::text;
use std::collections::HashMap;

const V34: VersionSet = VersionSet::before(ZOOKEEPER, "3.5.0");
const SINCE_35: VersionSet = VersionSet::since(ZOOKEEPER, "3.5.0");
const SINCE_351: VersionSet = VersionSet::since(ZOOKEEPER, "3.5.1");
const SINCE_352: VersionSet = VersionSet::since(ZOOKEEPER, "3.5.2");
const SINCE_353: VersionSet = VersionSet::since(ZOOKEEPER, "3.5.3");
const SINCE_36: VersionSet = VersionSet::since(ZOOKEEPER, "3.6.0");
const SINCE_37: VersionSet = VersionSet::since(ZOOKEEPER, "3.7.0");
const SINCE_39: VersionSet = VersionSet::since(ZOOKEEPER, "3.9.0");
/// Quorum SASL came to 3.4 and 3.5 late.
const SASL: VersionSet = VersionSet::range(ZOOKEEPER, "3.4.10", "3.4.14").or(VersionSet::since(ZOOKEEPER, "3.5.4"));
const PAUSE_MONITOR: VersionSet = VersionSet::since(ZOOKEEPER, "3.5.10");

/// `Integer.parseInt` keys.
const INTEGERS: &[(&str, VersionSet)] = &[
    ("clientPort", ALL),
    ("tickTime", ALL),
    ("maxClientCnxns", ALL),
    ("minSessionTimeout", ALL),
    ("maxSessionTimeout", ALL),
    ("initLimit", ALL),
    ("syncLimit", ALL),
    ("electionAlg", ALL),
    ("autopurge.snapRetainCount", ALL),
    ("autopurge.purgeInterval", ALL),
    ("quorum.cnxn.threads.size", SASL),
    ("secureClientPort", SINCE_351),
    ("observerMasterPort", SINCE_36),
    ("clientPortListenBacklog", SINCE_36),
    ("connectToLearnerMasterLimit", SINCE_36),
    ("multiAddress.reachabilityCheckTimeoutMs", SINCE_36),
];

/// `Long.parseLong` keys.
const LONGS: &[(&str, VersionSet)] = &[
    ("jvm.pause.info-threshold.ms", PAUSE_MONITOR),
    ("jvm.pause.warn-threshold.ms", PAUSE_MONITOR),
    ("jvm.pause.sleep.time.ms", PAUSE_MONITOR),
];

/// Booleans that 3.7 and later want spelt out; before, everything but `true` is false.
const BOOLEANS: &[&str] = &[
    "localSessionsEnabled",
    "localSessionsUpgradingEnabled",
    "quorumListenOnAllIPs",
    "syncEnabled",
    "sslQuorum",
    "portUnification",
    "sslQuorumReloadCertFiles",
    "quorum.auth.enableSasl",
    "quorum.auth.serverRequireSasl",
    "quorum.auth.learnerRequireSasl",
    "jvm.pause.monitor",
    "multiAddress.enabled",
    "multiAddress.reachabilityCheckEnabled",
];

/// The providers that ZooKeeper brings.
const METRICS_PROVIDERS: &[&str] = &[
    "org.apache.zookeeper.metrics.impl.DefaultMetricsProvider",
    "org.apache.zookeeper.metrics.impl.NullMetricsProvider",
    "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider",
];

/// What is known while the settings are read.
pub(super) struct Reader<'a> {
    pub(super) source: SourceId,
    pub(super) versions: VersionSet,
    /// Lines may be missing: an absent key is no mistake.
    pub(super) open: bool,
    pub(super) lines: &'a HashMap<&'a str, Line<'a>>,
    pub(super) refusals: &'a mut Vec<Refusal>,
}

impl Reader<'_> {
    /// Reads all settings, and checks them as `parseProperties` does.
    pub(super) fn read(mut self) -> Settings {
        for &(key, since) in INTEGERS {
            self.number(key, since, |text| parse_int(text).map(i64::from), "2147483647");
        }
        for &(key, since) in LONGS {
            self.number(key, since, parse_long, "9223372036854775807");
        }
        for key in BOOLEANS {
            self.boolean(key, SINCE_37, |value| strict_text(value, key));
        }
        self.switches();
        self.peer_type();
        let settings = self.settings();
        self.election_alg(&settings);
        self.sasl(&settings);
        self.directories(&settings);
        self.client_ports(&settings);
        self.session_timeouts(&settings);
        self.metrics_provider(&settings);
        self.auth_provider(&settings);
        settings
    }

    /// Takes a refusal, when a version in question makes it.
    fn refuse(&mut self, refusal: Refusal) {
        let versions = refusal.versions.and(self.versions);
        if !versions.is_empty() {
            self.refusals.push(Refusal { versions, ..refusal });
        }
    }

    fn int(&self, key: &str) -> Setting<i32> {
        let Some(line) = self.lines.get(key) else { return Setting::Absent };
        match parse_int(line.value).filter(|_| !line.open_value) {
            Some(value) => Setting::Set(Spanned::new(value, line.value_span())),
            None => Setting::Unknown(line.value_span()),
        }
    }

    /// A boolean where everything but `true` is false (or, with `default`, but `false` true).
    fn bool(&self, key: &str, default: bool) -> Setting<bool> {
        let Some(line) = self.lines.get(key) else { return Setting::Absent };
        if line.open_value {
            return Setting::Unknown(line.value_span());
        }
        let word = if default { "false" } else { "true" };
        Setting::Set(Spanned::new(line.value.eq_ignore_ascii_case(word) != default, line.value_span()))
    }

    fn string(&self, key: &str) -> Setting<String> {
        string(self.lines.get(key))
    }

    fn settings(&self) -> Settings {
        Settings {
            data_dir: self.string("dataDir"),
            data_log_dir: self.string("dataLogDir"),
            client_port: self.int("clientPort"),
            client_port_address: self.string("clientPortAddress"),
            secure_client_port: self.int("secureClientPort"),
            secure_client_port_address: self.string("secureClientPortAddress"),
            observer_master_port: self.int("observerMasterPort"),
            tick_time: self.int("tickTime"),
            init_limit: self.int("initLimit"),
            sync_limit: self.int("syncLimit"),
            min_session_timeout: self.int("minSessionTimeout"),
            max_session_timeout: self.int("maxSessionTimeout"),
            max_client_cnxns: self.int("maxClientCnxns"),
            election_alg: self.int("electionAlg"),
            peer_type: match self.lines.get("peerType") {
                None => Setting::Absent,
                Some(line) => match role(line.value).filter(|_| !line.open_value) {
                    Some(role) => Setting::Set(Spanned::new(role, line.value_span())),
                    None => Setting::Unknown(line.value_span()),
                },
            },
            snap_retain_count: self.int("autopurge.snapRetainCount"),
            purge_interval: self.int("autopurge.purgeInterval"),
            dynamic_config_file: self.string("dynamicConfigFile"),
            standalone_enabled: self.bool("standaloneEnabled", false),
            reconfig_enabled: self.bool("reconfigEnabled", false),
            quorum_listen_on_all_ips: self.bool("quorumListenOnAllIPs", false),
            ssl_quorum: self.bool("sslQuorum", false),
            multi_address_enabled: self.bool("multiAddress.enabled", false),
            quorum_enable_sasl: self.bool("quorum.auth.enableSasl", false),
            quorum_server_require_sasl: self.bool("quorum.auth.serverRequireSasl", false),
            quorum_learner_require_sasl: self.bool("quorum.auth.learnerRequireSasl", false),
            admin_enable_server: self.bool("admin.enableServer", true),
            admin_server_port: self.int("admin.serverPort"),
            four_letter_words: match self.string("4lw.commands.whitelist") {
                Setting::Absent => Setting::Absent,
                Setting::Unknown(span) => Setting::Unknown(span),
                Setting::Set(list) => Setting::Set(list.map(|list| {
                    list.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
                })),
            },
            server_cnxn_factory: self.string("serverCnxnFactory"),
            metrics_provider: self.string("metricsProvider.className"),
            metrics_port: self.int("metricsProvider.httpPort"),
            oracle_path: self.string("oraclePath"),
        }
    }

    fn number(&mut self, key: &str, since: VersionSet, parse: impl Fn(&str) -> Option<i64>, max: &str) {
        let Some(&line) = self.lines.get(key) else { return };
        if line.open_value || parse(line.value).is_some() {
            return;
        }
        let text = number_format(line.value);
        if let Some((_, comment)) = before_comment(line.value).filter(|(before, _)| parse(before).is_some()) {
            self.refuse(comment_refusal(&line, comment, since, text));
            return;
        }
        let value = line.value;
        let digits = value.trim_start_matches(['+', '-']);
        let detail = if value.is_empty() {
            text! { en: "{key} has no value, and must be a whole number", zh: "{key} 没有值，必须是整数" }
        } else if digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty() {
            text! { en: "{key} is {value}, above the largest number {max}", zh: "{key} 的值 {value} 超过了上限 {max}" }
        } else {
            text! { en: "{key} is `{value}`, which isn't a whole number", zh: "{key} 的值“{value}”不是整数" }
        };
        let mut refusal =
            Refusal::new(Fault("invalid-integer"), value_place(&line), since, text).key(key).detail(detail);
        if let Some(inner) = mended_number(value).filter(|inner| parse(inner).is_some()) {
            refusal = refusal.help(text! { en: "write {key}={inner}", zh: "写成 {key}={inner}" }).fix(Fix {
                title: text! { en: "write {inner}", zh: "写成 {inner}" },
                applicability: Applicability::Safe,
                edits: vec![Edit { span: line.entry.value.span, text: inner.to_owned() }],
            });
        }
        self.refuse(refusal);
    }

    fn boolean(&mut self, key: &str, strict: VersionSet, text: impl Fn(&str) -> String) {
        let Some(&line) = self.lines.get(key) else { return };
        let fits = |value: &str| value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false");
        if line.open_value || fits(line.value) {
            return;
        }
        let value = line.value;
        if let Some((_, comment)) = before_comment(value).filter(|(before, _)| fits(before)) {
            self.refuse(comment_refusal(&line, comment, strict, text(value)));
            return;
        }
        let refusal = Refusal::new(Fault("invalid-boolean"), value_place(&line), strict, text(value))
            .key(key)
            .detail(text! {
                en: "{key} is `{value}`: only true and false are taken",
                zh: "{key} 的值是“{value}”：只接受 true 和 false"
            })
            .help(text! {
                en: "write {key}=true or {key}=false; releases before 3.7 take anything but true for false",
                zh: "写 {key}=true 或 {key}=false；3.7 之前的版本会把 true 以外的任何值当作 false"
            });
        self.refuse(refusal);
    }

    /// The two booleans that were strict from the start, in other words before 3.7.
    fn switches(&mut self) {
        let newest = self.versions.newest();
        let new_words = newest.is_some_and(|newest| SINCE_37.contains(newest));
        let old_words = newest.is_some_and(|newest| !SINCE_353.contains(newest));
        self.boolean("standaloneEnabled", SINCE_35, |value| {
            if new_words {
                strict_text(value, "standaloneEnabled")
            } else if old_words {
                "Invalid option for standalone mode. Choose 'true' or 'false.'".to_owned()
            } else {
                format!("Invalid option {value} for standalone mode. Choose 'true' or 'false.'")
            }
        });
        self.boolean("reconfigEnabled", SINCE_353, |value| {
            if new_words {
                strict_text(value, "reconfigEnabled")
            } else {
                format!("Invalid option {value} for reconfigEnabled flag. Choose 'true' or 'false.'")
            }
        });
    }

    fn peer_type(&mut self) {
        let Some(&line) = self.lines.get("peerType") else { return };
        if line.open_value || role(line.value).is_some() {
            return;
        }
        let value = line.value;
        let text = format!("Unrecognised peertype: {value}");
        if let Some((_, comment)) = before_comment(value).filter(|(before, _)| role(before).is_some()) {
            self.refuse(comment_refusal(&line, comment, ALL, text));
            return;
        }
        let refusal =
            Refusal::new(Fault("invalid-role"), value_place(&line), ALL, text).key("peerType").detail(text! {
                en: "peerType is `{value}`: only participant and observer exist",
                zh: "peerType 的值是“{value}”：只有 participant 和 observer 两种"
            });
        self.refuse(refusal);
    }

    fn election_alg(&mut self, settings: &Settings) {
        let Setting::Set(alg) = &settings.election_alg else { return };
        if alg.value != 3 {
            let value = alg.value;
            let text = "Invalid electionAlg value. Only 3 is supported.";
            let refusal = Refusal::new(Fault("bad-election-alg"), alg.span, SINCE_36, text)
                .key("electionAlg")
                .detail(text! {
                    en: "electionAlg is {value}: from 3.6 on only 3 exists",
                    zh: "electionAlg 是 {value}：从 3.6 起只有 3"
                })
                .help(text! { en: "delete the line: 3 is the default", zh: "删掉这一行：默认就是 3" });
            self.refuse(refusal);
        }
    }

    fn sasl(&mut self, settings: &Settings) {
        let unknown = |setting: &Setting<bool>| matches!(setting, Setting::Unknown(_));
        let on = |setting: &Setting<bool>| setting.value() == Some(&true);
        let off = |setting: &Setting<bool>| !on(setting) && !unknown(setting) && (!self.open || !setting.is_absent());
        let enable = &settings.quorum_enable_sasl;
        let learner = &settings.quorum_learner_require_sasl;
        let server = &settings.quorum_server_require_sasl;
        const ENABLE: &str = "quorum.auth.enableSasl";
        const LEARNER: &str = "quorum.auth.learnerRequireSasl";
        const SERVER: &str = "quorum.auth.serverRequireSasl";
        let mut found = Vec::new();
        if off(enable) && on(server) {
            found.push((ENABLE, SERVER, server));
        }
        if off(enable) && on(learner) {
            found.push((ENABLE, LEARNER, learner));
        }
        if off(learner) && on(server) {
            found.push((LEARNER, SERVER, server));
        }
        for (missing, key, setting) in found {
            let Some(span) = setting.span() else { continue };
            let text = format!("{missing} is disabled, so cannot enable {key}");
            let refusal = Refusal::new(Fault("quorum-sasl-incomplete"), span, SASL, text).key(key).detail(text! {
                en: "{key} is on, and {missing} is not",
                zh: "打开了 {key}，却没有打开 {missing}"
            });
            self.refuse(refusal.help(text! { en: "add {missing}=true", zh: "加上 {missing}=true" }));
        }
    }

    /// `dataDir` must be there; `VerifyingFileFactory.doWarnForRelativePath` trips over short paths.
    fn directories(&mut self, settings: &Settings) {
        if settings.data_dir.is_absent() && !self.open {
            let refusal = Refusal::new(Fault("missing-data-dir"), Place::File(self.source), ALL, "dataDir is not set")
                .key("dataDir")
                .help(text! {
                    en: "add dataDir=, the directory for snapshots and myid, for example dataDir=/var/lib/zookeeper",
                    zh: "加上 dataDir=，即存放快照和 myid 的目录，例如 dataDir=/var/lib/zookeeper"
                });
            self.refuse(refusal);
        }
        for (key, setting) in [("dataDir", &settings.data_dir), ("dataLogDir", &settings.data_log_dir)] {
            let Setting::Set(path) = setting else { continue };
            let normal = normal_path(&path.value);
            let length = normal.encode_utf16().count();
            if normal.starts_with('/') || length > 1 {
                continue;
            }
            let value = &path.value;
            let text = format!("begin 0, end 2, length {length}");
            let detail = if value.is_empty() {
                text! { en: "{key} has no value", zh: "{key} 没有值" }
            } else {
                text! { en: "{key} is `{value}`: ZooKeeper 3.5 and later stumble over a path that short", zh: "{key} 是“{value}”：3.5 及以后的版本遇到这么短的路径会出错" }
            };
            let place = self.lines.get(key).map_or(path.span, value_place);
            let refusal = Refusal::new(Fault("relative-data-dir"), place, SINCE_35, text).key(key).detail(detail);
            self.refuse(refusal.help(text! { en: "write an absolute path", zh: "写绝对路径" }));
        }
    }

    fn client_ports(&mut self, settings: &Settings) {
        let port = &settings.client_port;
        let may_be_missing = self.open && port.is_absent();
        if (port.is_absent() && !self.open) || port.value() == Some(&0) {
            let place = port.span().map_or(Place::File(self.source), Place::Span);
            let detail = if port.is_absent() {
                text! { en: "clientPort is not set, and ZooKeeper 3.4 must have it", zh: "没有设置 clientPort，而 ZooKeeper 3.4 必须有它" }
            } else {
                text! { en: "clientPort is 0, which 3.4 takes for not set", zh: "clientPort 是 0，3.4 把它当作没有设置" }
            };
            let refusal = Refusal::new(Fault("missing-client-port"), place, V34, "clientPort is not set")
                .key("clientPort")
                .detail(detail)
                .help(text! { en: "add clientPort=2181", zh: "加上 clientPort=2181" });
            self.refuse(refusal);
        }
        let secure = &settings.secure_client_port;
        let pairs = [
            ("clientPort", port, "clientPortAddress", &settings.client_port_address, ALL),
            ("secureClientPort", secure, "secureClientPortAddress", &settings.secure_client_port_address, SINCE_351),
        ];
        for (key, port, address_key, address, known) in pairs {
            if let Setting::Set(number) = port
                && !(0..=0xffff).contains(&number.value)
            {
                self.refuse(out_of_range(key, number, known));
            }
            let Setting::Set(host) = address else { continue };
            // 3.5.1 asks the wrong variable, and lets it pass; up to 3.8 port 0 counts as none.
            let zero = port.value() == Some(&0);
            if (port.is_absent() && !(self.open || may_be_missing)) || zero {
                let checked =
                    if key == "clientPort" { SINCE_35.minus(VersionSet::only(ZOOKEEPER, "3.5.1")) } else { SINCE_352 };
                let checked = if zero { checked.minus(SINCE_39) } else { checked };
                let text = format!("{address_key} is set but {key} is not set");
                let refusal = Refusal::new(Fault("client-port-address-without-port"), host.span, checked, text)
                    .key(address_key)
                    .detail(text! { en: "{address_key} is set, and {key} is not", zh: "设置了 {address_key}，却没有设置 {key}" })
                    .help(text! { en: "add {key}=", zh: "加上 {key}=" });
                self.refuse(refusal);
            }
            if HostName::of(&host.value) == HostName::Never {
                // Looked up only where there is a port to bind.
                let looked_up = match port {
                    Setting::Set(number) if number.value == 0 => SINCE_39,
                    Setting::Set(_) => known,
                    _ => VersionSet::none(ZOOKEEPER),
                };
                let value = &host.value;
                let text = if value.contains(':') || value.starts_with('[') {
                    format!("{value}: invalid IPv6 address literal")
                } else {
                    format!("{value}: Name or service not known")
                };
                let refusal = Refusal::new(Fault("malformed-client-port-address"), host.span, looked_up, text)
                    .key(address_key)
                    .detail(text! {
                        en: "{address_key} is `{value}`, which is neither an address nor a name that could be resolved",
                        zh: "{address_key} 是“{value}”，既不是地址，也不是可以解析的名字"
                    });
                self.refuse(refusal.help(text! {
                    en: "write one address of this machine without port or brackets, or delete the line to listen on all",
                    zh: "写本机的一个地址，不带端口和方括号；或者删掉这一行，监听所有地址"
                }));
            }
        }
    }

    /// In 3.4 the raw numbers, -1 where nothing is set; later 2 and 20 ticks, in 32 bits.
    fn session_timeouts(&mut self, settings: &Settings) {
        if let Setting::Set(tick) = &settings.tick_time
            && tick.value == 0
        {
            let refusal = Refusal::new(Fault("tick-time-not-positive"), tick.span, ALL, "tickTime is not set")
                .key("tickTime")
                .detail(text! { en: "tickTime is 0, which counts as not set", zh: "tickTime 是 0，等于没有设置" });
            self.refuse(
                refusal.help(text! { en: "write tickTime=2000 (milliseconds)", zh: "写 tickTime=2000（毫秒）" }),
            );
        }
        let known = |setting: &Setting<i32>, default: i32| match setting {
            Setting::Set(value) => Some(value.value),
            Setting::Absent if !self.open => Some(default),
            _ => None,
        };
        let (min, max) = (&settings.min_session_timeout, &settings.max_session_timeout);
        let (Some(min_raw), Some(max_raw), Some(tick)) =
            (known(min, -1), known(max, -1), known(&settings.tick_time, 3000))
        else {
            return;
        };
        let by_ticks = |raw: i32, ticks: i32| if raw == -1 { tick.wrapping_mul(ticks) } else { raw };
        let (low, high) = (by_ticks(min_raw, 2), by_ticks(max_raw, 20));
        let mut refusing = VersionSet::none(ZOOKEEPER);
        if min_raw > max_raw {
            refusing = refusing.or(V34);
        }
        if low > high {
            refusing = refusing.or(SINCE_35);
        }
        if refusing.and(self.versions).is_empty() {
            return;
        }
        let text = "minSessionTimeout must not be larger than maxSessionTimeout";
        let written = [("minSessionTimeout", min), ("maxSessionTimeout", max), ("tickTime", &settings.tick_time)];
        let Some((key, place)) = written.iter().find_map(|(key, setting)| Some((*key, setting.span()?))) else {
            return;
        };
        let only_34 = !refusing.and(self.versions).meets(SINCE_35);
        let (fault, detail) = if key == "tickTime" {
            let negative = tick < 0;
            let detail = if negative {
                text! { en: "tickTime is {tick}, below 0", zh: "tickTime 是 {tick}，小于 0" }
            } else {
                text! {
                    en: "tickTime is {tick}: the session timeouts made of it overflow",
                    zh: "tickTime 是 {tick}：由它算出的会话超时溢出了"
                }
            };
            ("tick-time-not-positive", detail)
        } else if only_34 && max.is_absent() {
            let detail = text! {
                en: "minSessionTimeout is set without maxSessionTimeout, which 3.4 takes for -1",
                zh: "只设置了 minSessionTimeout，没有 maxSessionTimeout，3.4 把后者当作 -1"
            };
            ("min-session-timeout-above-max", detail)
        } else {
            let (low, high) = if only_34 { (min_raw, max_raw) } else { (low, high) };
            let detail = text! {
                en: "minSessionTimeout ({low} ms) is larger than maxSessionTimeout ({high} ms)",
                zh: "minSessionTimeout（{low} 毫秒）大于 maxSessionTimeout（{high} 毫秒）"
            };
            ("min-session-timeout-above-max", detail)
        };
        let mut refusal = Refusal::new(Fault(fault), place, refusing, text).key(key).detail(detail);
        if key != "tickTime" {
            refusal = refusal.help(text! {
                en: "set both, in milliseconds; unset they are 2 and 20 times tickTime ({tick}), in 3.4 each checked as -1",
                zh: "两个都设置，单位毫秒；不设置时分别是 tickTime（{tick}）的 2 倍和 20 倍，3.4 检查时按 -1 计"
            });
            for (other, setting) in written.iter().skip(1) {
                if let Some(span) = setting.span().filter(|&span| span != place) {
                    refusal = refusal.related(span, text! { en: "{other} is here", zh: "{other} 在这里" });
                }
            }
        }
        self.refuse(refusal);
    }

    /// `Class.forName` while the file is read; `MetricsProviderBootstrap.startMetricsProvider` makes one
    /// at every start.
    fn metrics_provider(&mut self, settings: &Settings) {
        const FAULT: Fault = Fault("unknown-metrics-provider");
        let Setting::Set(class) = &settings.metrics_provider else { return };
        if METRICS_PROVIDERS.contains(&class.value.as_str()) {
            return;
        }
        let value = &class.value;
        let place = self.lines.get("metricsProvider.className").map_or(class.span, value_place);
        let name = value.rsplit('.').next().unwrap_or(value);
        let known = METRICS_PROVIDERS.iter().find(|known| known.ends_with(&format!(".{name}")));
        let refusal = if value.starts_with("java.") {
            // The class is there and no provider, or it isn't there: no start gets past either.
            let text = format!("{value} cannot be cast to org.apache.zookeeper.metrics.MetricsProvider");
            Refusal::new(FAULT, place, SINCE_36, text).at_start().detail(text! {
                en: "`{value}` is a class of Java, not a metrics provider",
                zh: "“{value}”是 Java 自己的类，不是指标提供者"
            })
        } else {
            Refusal::new(FAULT, place, SINCE_36, "metrics provider class was not found").detail(if value.is_empty() {
                text! { en: "metricsProvider.className has no value", zh: "metricsProvider.className 没有值" }
            } else {
                text! {
                    en: "`{value}` is no metrics provider that ZooKeeper brings",
                    zh: "“{value}”不是 ZooKeeper 自带的指标提供者"
                }
            })
        };
        let mut refusal = refusal.key("metricsProvider.className");
        // A class of one's own: a package that is neither Java's nor ZooKeeper's.
        let own = value.contains('.')
            && !value.starts_with("java.")
            && !value.starts_with("org.apache.zookeeper.")
            && !is_example_class(value);
        if own && known.is_none() && !value.contains(|c: char| c.is_whitespace() || "\"'/#;,".contains(c)) {
            refusal.depends_on = Some(text! {
                en: "ZooKeeper starts only if a jar with this class is in its lib directory",
                zh: "只有 lib 目录里有包含这个类的 jar，ZooKeeper 才能启动"
            });
            self.refuse(refusal);
            return;
        }
        let known = known.unwrap_or(&"org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider");
        self.refuse(refusal.help(text! {
            en: "for Prometheus write {known}; without the line ZooKeeper collects for its own commands",
            zh: "Prometheus 请写 {known}；没有这一行时，ZooKeeper 只为自己的命令收集指标"
        }));
    }

    /// `configureSSLAuth`: with a secure port, the scheme must have a provider.
    fn auth_provider(&mut self, settings: &Settings) {
        let Setting::Set(port) = &settings.secure_client_port else { return };
        let Some(&line) = self.lines.get("ssl.authProvider") else { return };
        let scheme = line.value;
        let provider = format!("authProvider.{scheme}");
        if line.open_value || scheme == "x509" || self.lines.contains_key(provider.as_str()) || self.open {
            return;
        }
        let since = if port.value == 0 { SINCE_39 } else { SINCE_352 };
        let text = format!("No auth provider configured for the SSL authentication scheme '{scheme}'.");
        let refusal = Refusal::new(Fault("missing-auth-provider"), value_place(&line), since, text)
            .key("ssl.authProvider")
            .detail(text! {
                en: "ssl.authProvider is `{scheme}`, and no {provider} names its class",
                zh: "ssl.authProvider 是“{scheme}”，却没有 {provider} 指定它的类"
            });
        self.refuse(refusal.help(text! { en: "add {provider}=<class>", zh: "加上 {provider}=<类名>" }));
    }
}

/// `QuorumPeerConfig.parseBoolean`.
fn strict_text(value: &str, key: &str) -> String {
    format!("Invalid option {value} for {key}. Choose 'true' or 'false.'")
}

/// The value, or, where there is none, the key.
pub(super) fn value_place(line: &Line<'_>) -> Span {
    if line.value.is_empty() { line.key_span().to(line.entry.separator) } else { line.value_span() }
}

fn role(value: &str) -> Option<Role> {
    match value.to_lowercase().as_str() {
        "observer" => Some(Role::Observer),
        "participant" => Some(Role::Participant),
        _ => None,
    }
}

fn out_of_range(key: &str, number: &Spanned<i32>, versions: VersionSet) -> Refusal {
    let value = number.value;
    Refusal::new(Fault("port-out-of-range"), number.span, versions, format!("port out of range:{value}"))
        .key(key)
        .detail(text! {
            en: "{key} is {value}: ports go from 0 to 65535",
            zh: "{key} 是 {value}：端口范围是 0 到 65535"
        })
}

/// `java.io.UnixFileSystem.normalize`: no doubled slash, none at the end.
pub(super) fn normal_path(path: &str) -> String {
    let mut normal = String::with_capacity(path.len());
    for c in path.chars() {
        if c != '/' || !normal.ends_with('/') {
            normal.push(c);
        }
    }
    if normal.len() > 1 && normal.ends_with('/') {
        normal.pop();
    }
    normal
}

/// A number in quotes or between blanks that no `trim` knows.
fn mended_number(value: &str) -> Option<&str> {
    let quoted = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    let trimmed = value.trim_matches(|c: char| c.is_whitespace() || c == '\u{c2}');
    quoted('"').or_else(|| quoted('\'')).or((trimmed != value).then_some(trimmed))
}
