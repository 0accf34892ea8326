//! Every validator's words, in every generation of Storm.

use super::*;
use crate::catalog::Component;
use crate::source::{SourceId, Sources, Span};
use crate::syntax::yaml::node::Integer;

fn node(value: Value) -> Node {
    Node { value, span: Span::new(SourceId(0), 1..1), plain: true }
}

fn int(number: i32) -> Value {
    Value::Int(Integer::Int(number))
}

fn text(text: &str) -> Value {
    Value::Str(text.to_owned())
}

fn seq(items: impl IntoIterator<Item = Value>) -> Value {
    Value::Seq(items.into_iter().map(node).collect())
}

fn map<'a>(pairs: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Map(pairs.into_iter().map(|(key, value)| (node(text(key)), node(value))).collect())
}

/// What that version says of `key: value`; empty when it takes it.
fn said(version: &str, key: &str, value: Value) -> String {
    let mut sources = Sources::default();
    let id = sources.add("storm.yaml", *b"  ");
    let versions = VersionSet::parse(Component::Storm, version).unwrap().0;
    let mut refusals = Vec::new();
    validate::validate(sources.get(id), &node(map([(key, value)])), versions, &mut refusals);
    assert!(refusals.iter().all(|refusal| refusal.versions == versions), "{refusals:?}");
    refusals.into_iter().map(|refusal| refusal.text).collect::<Vec<_>>().join(" | ")
}

/// (version, key, value, what it says).
fn check(cases: impl IntoIterator<Item = (&'static str, &'static str, Value, &'static str)>) {
    for (version, key, value, words) in cases {
        assert_eq!(said(version, key, value.clone()), words, "{version} {key}: {value:?}");
    }
}

#[test]
fn types_from_1_0() {
    check([
        (
            "1.0.2",
            "ui.host",
            int(1),
            "Field UI_HOST must be of type class java.lang.String. Object: 1 actual type: class java.lang.Integer",
        ),
        (
            "2.8.8",
            "topology.debug",
            text("true"),
            "Field TOPOLOGY_DEBUG must be of type class java.lang.Boolean. Object: true actual type: class java.lang.String",
        ),
        ("2.8.8", "topology.debug", Value::Bool(true), ""),
        ("2.8.8", "ui.port", text("8080#c"), "Field UI_PORT must be an Integer within type range."),
        ("2.8.8", "ui.port", Value::Float(8080.0), ""),
        ("1.0.2", "ui.port", Value::Float(8080.5), "Field UI_PORT must be an Integer within type range."),
        (
            "1.0.2",
            "storm.zookeeper.port",
            Value::Int(Integer::Long(9_999_999_999)),
            "Field STORM_ZOOKEEPER_PORT must be an Integer within type range.",
        ),
        ("1.0.2", "storm.zookeeper.port", int(0), "Field STORM_ZOOKEEPER_PORT must be a Positive Number"),
        (
            "2.8.8",
            "topology.stats.sample.rate",
            Value::Float(f64::NAN),
            "Field TOPOLOGY_STATS_SAMPLE_RATE must be a Positive Number",
        ),
        ("2.8.8", "topology.priority", int(-1), "Field TOPOLOGY_PRIORITY must be a Positive Number"),
        ("2.8.8", "topology.priority", int(0), ""),
        ("2.8.8", "no.such.key", int(0), ""),
    ]);
}

#[test]
fn null_passes_except_where_it_is_forbidden() {
    check([
        ("2.8.8", "nimbus.seeds", Value::Null, ""),
        (
            "2.8.8",
            "supervisor.slots.ports",
            Value::Null,
            "Field SUPERVISOR_SLOTS_PORTScannot be null! Actual value: null",
        ),
        ("1.0.2", "pacemaker.auth.method", Value::Null, "Field PACEMAKER_AUTH_METHOD must be set."),
        ("1.0.2", "topology.blobstore.map", Value::Null, "Field TOPOLOGY_BLOBSTORE_MAP must not be null"),
        (
            "2.8.8",
            "topology.logging.sensitivity",
            Value::Null,
            "Field TOPOLOGY_LOGGING_SENSITIVITY is not an accepted value. Value: null Accepted values: [S3, S0, S1, S2]",
        ),
        (
            "2.8.8",
            "ui.https.key.password",
            Value::Null,
            "Field UI_HTTPS_KEY_PASSWORDcannot be null! Actual value: null",
        ),
        ("1.0.2", "ui.https.key.password", Value::Null, ""),
        ("2.8.8", "nimbus.seeds", seq([Value::Null]), ""),
        ("0.9.5", "supervisor.slots.ports", Value::Null, ""),
    ]);
}

#[test]
fn lists_from_1_0() {
    check([
        (
            "1.0.2",
            "nimbus.seeds",
            text("nim1"),
            "Field NIMBUS_SEEDS must be an Iterable but was a class java.lang.String",
        ),
        (
            "2.8.8",
            "nimbus.seeds",
            seq([int(1), int(2)]),
            "nullEach element of the list NIMBUS_SEEDS must be a java.lang.String. (1)",
        ),
        (
            "1.0.2",
            "nimbus.seeds",
            map([("a", text("b"))]),
            "nullEach element of the list NIMBUS_SEEDS must be a java.lang.String. ([\"a\" \"b\"])",
        ),
        ("1.0.2", "nimbus.seeds", map([]), ""),
        (
            "2.8.8",
            "nimbus.seeds",
            map([("a", text("b"))]),
            "Field NIMBUS_SEEDS must be an Iterable but was a class java.util.LinkedHashMap",
        ),
        (
            "1.0.2",
            "storm.zookeeper.servers",
            seq([map([("zk1", int(2181))])]),
            "nullEach element of the list STORM_ZOOKEEPER_SERVERS must be a java.lang.String. ({\"zk1\" 2181})",
        ),
        (
            "2.8.8",
            "storm.zookeeper.servers",
            seq([map([("zk1", int(2181))])]),
            "nullEach element of the list STORM_ZOOKEEPER_SERVERS must be a java.lang.String. ({zk1=2181})",
        ),
        (
            "2.8.8",
            "supervisor.slots.ports",
            int(6700),
            "Field SUPERVISOR_SLOTS_PORTS must be of type interface java.lang.Iterable. Object: 6700 actual type: class java.lang.Integer",
        ),
        (
            "2.8.8",
            "supervisor.slots.ports",
            seq([text("6700")]),
            "Field SUPERVISOR_SLOTS_PORTS list entry must be an Integer within type range.",
        ),
        (
            "2.8.8",
            "supervisor.slots.ports",
            seq([int(0)]),
            "Field SUPERVISOR_SLOTS_PORTS list entry must be a Positive Number",
        ),
        (
            "1.0.2",
            "supervisor.slots.ports",
            seq([int(6700), int(6700)]),
            "SUPERVISOR_SLOTS_PORTS should contain no duplicate elements. Duplicated element: 6700",
        ),
        ("1.0.2", "supervisor.slots.ports", map([]), ""),
        (
            "2.8.8",
            "supervisor.slots.ports",
            map([]),
            "Field SUPERVISOR_SLOTS_PORTS must be of type interface java.lang.Iterable. Object: {} actual type: class java.util.LinkedHashMap",
        ),
        (
            "1.0.2",
            "nimbus.childopts",
            seq([text("-Xmx1g")]),
            "Field NIMBUS_CHILDOPTS must be of type class java.lang.String. Object: [\"-Xmx1g\"] actual type: class clojure.lang.PersistentVector",
        ),
        ("1.2.4", "nimbus.childopts", seq([text("-Xmx1g")]), ""),
        (
            "2.8.8",
            "worker.childopts",
            int(5),
            "Field WORKER_CHILDOPTS must be an Iterable but was a class java.lang.Integer",
        ),
    ]);
}

#[test]
fn maps_and_registrations_from_1_0() {
    let consumer = || seq([map([("class", text("x"))])]);
    let reporter = || seq([map([("class", text("x"))])]);
    let acl = |inner| map([("user", inner)]);
    check([
        (
            "2.8.8",
            "topology.metrics.consumer.register",
            consumer(),
            "Field TOPOLOGY_METRICS_CONSUMER_REGISTER list entry must have map entry with key: parallelism.hint",
        ),
        ("1.0.2", "nimbus.impersonation.acl", acl(text("b")), "Field NIMBUS_IMPERSONATION_ACL Map value must be a Map"),
        (
            "2.8.8",
            "nimbus.impersonation.acl",
            acl(map([("hosts", seq([]))])),
            "NIMBUS_IMPERSONATION_ACL Map value should contain Map entry with key: groups",
        ),
        (
            "2.8.8",
            "nimbus.impersonation.acl",
            acl(map([("hosts", text("h"))])),
            "Field NIMBUS_IMPERSONATION_ACL Map value must be an Iterable but was a class java.lang.String",
        ),
        (
            "2.8.8",
            "supervisor.scheduler.meta",
            map([("a", int(1))]),
            "Each value in the map SUPERVISOR_SCHEDULER_META must be a java.lang.String. (1)",
        ),
        ("1.0.2", "supervisor.scheduler.meta", map([("a", int(1))]), ""),
        (
            "2.0.0",
            "storm.metrics.reporters",
            reporter(),
            "Field STORM_METRICS_REPORTERS list entry must have map entry with key: daemons",
        ),
        ("2.2.0", "topology.blobstore.map", map([("b", Value::Null)]), "Field TOPOLOGY_BLOBSTORE_MAP must not be null"),
        (
            "2.8.8",
            "topology.ras.constraints",
            map([("a", text("x"))]),
            "Field TOPOLOGY_RAS_CONSTRAINTS must be one of org.apache.storm.validation.ConfigValidation$ListOfListOfStringValidator, org.apache.storm.validation.ConfigValidation$RasConstraintsTypeValidator; parse errors are org.apache.storm.validation.ConfigValidation$RasConstraintsTypeValidator:java.lang.IllegalArgumentException: Field TOPOLOGY_RAS_CONSTRAINTS RasConstraintsTypeValidator value, component a, expecting constraints Map with keys [\"maxNodeCoLocationCnt\", \"incompatibleComponents\"], in \"{a=x}\"; org.apache.storm.validation.ConfigValidation$ListOfListOfStringValidator:java.lang.IllegalArgumentException: Field TOPOLOGY_RAS_CONSTRAINTS ListOfListOfStringValidator value must be an Iterable containing only List of List of Strings",
        ),
        (
            "2.8.8",
            "topology.kryo.register",
            seq([int(1)]),
            "Each element of the list TOPOLOGY_KRYO_REGISTER must be a String or a Map of Strings",
        ),
        (
            "2.8.8",
            "topology.kryo.register",
            text("x"),
            "Field TOPOLOGY_KRYO_REGISTER must be an Iterable containing only Strings or Maps of Strings",
        ),
    ]);
}

#[test]
fn words_and_classes_from_1_0() {
    check([
        (
            "2.8.8",
            "pacemaker.auth.method",
            text("digest"),
            "Field PACEMAKER_AUTH_METHOD must be one of \"NONE\", \"DIGEST\", or \"KERBEROS\"",
        ),
        (
            "1.0.2",
            "topology.executor.receive.buffer.size",
            int(1000),
            "Field TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE must be a power of 2.",
        ),
        ("2.8.8", "topology.executor.receive.buffer.size", int(1000), ""),
        (
            "1.0.2",
            "storm.network.topography.plugin",
            text("not a class"),
            "java.lang.ClassNotFoundException: not a class",
        ),
        (
            "2.8.8",
            "storm.network.topography.plugin",
            text("not a class"),
            "Failed to validate config STORM_NETWORK_TOPOGRAPHY_PLUGIN with value not a class",
        ),
        // Whether this one is there is the class path's matter.
        ("2.8.8", "storm.network.topography.plugin", text("com.example.Plugin"), ""),
        ("2.8.8", "storm.worker.min.cpu.pcore.percent", text("not final, so never looked at"), ""),
        ("1.0.2", "nimbus.topology.action.notifier.plugin.class", int(1), ""),
    ]);
}

#[test]
fn before_1_0_messages_name_the_key() {
    check([
        ("0.9.5", "ui.port", text("x"), "Field ui.port must be an Integer within type range."),
        ("0.9.1", "ui.port", text("x"), "field ui.port 'x' must be a 'java.lang.Number'"),
        ("0.10.2", "storm.local.dir", seq([text("x")]), "field storm.local.dir '[\"x\"]' must be a 'java.lang.String'"),
        (
            "0.9.5",
            "storm.zookeeper.servers",
            text("zk1"),
            "Field storm.zookeeper.servers must be an Iterable of java.lang.String",
        ),
        (
            "0.10.2",
            "storm.zookeeper.servers",
            text("zk1"),
            "Field storm.zookeeper.servers must be an Iterable but was a class java.lang.String",
        ),
        (
            "0.9.5",
            "storm.zookeeper.servers",
            seq([int(1)]),
            "Each element of the list storm.zookeeper.servers must be a java.lang.String.",
        ),
        (
            "0.10.2",
            "storm.zookeeper.servers",
            seq([int(1)]),
            "nullEach element of the list storm.zookeeper.servers must be a java.lang.String. (1)",
        ),
        (
            "0.9.5",
            "storm.zookeeper.servers",
            seq([Value::Null]),
            "Each element of the list storm.zookeeper.servers must be a java.lang.String.",
        ),
        ("0.9.5", "supervisor.slots.ports", text("6700"), ""),
        (
            "0.9.5",
            "supervisor.slots.ports",
            seq([text("6700")]),
            "Each element of the list supervisor.slots.ports must be an Integer within type range.",
        ),
        ("0.9.5", "supervisor.slots.ports", seq([int(6700), int(6700)]), ""),
        ("0.9.5", "storm.zookeeper.port", int(0), ""),
        (
            "0.10.2",
            "isolation.scheduler.machines",
            map([("t", text("2"))]),
            "Each value in the map isolation.scheduler.machines must be a java.lang.Number. (2)",
        ),
    ]);
}

#[test]
fn placeholders_are_never_refused() {
    check([
        ("2.8.8", "ui.port", Value::Unknown, ""),
        ("2.8.8", "nimbus.seeds", seq([text("a"), Value::Unknown]), ""),
        ("2.8.8", "supervisor.slots.ports", seq([Value::Unknown, Value::Unknown]), ""),
        ("2.8.8", "topology.ras.constraints", seq([Value::Unknown]), ""),
        ("1.0.2", "nimbus.impersonation.acl", map([("user", Value::Unknown)]), ""),
        ("2.8.8", "topology.kryo.register", seq([Value::Unknown]), ""),
    ]);
}

#[test]
fn the_versions_that_refuse_are_told_in_the_newest_words() {
    let mut sources = Sources::default();
    let id = sources.add("storm.yaml", *b"  ");
    let mut refusals = Vec::new();
    let root = node(map([("storm.zookeeper.port", int(0))]));
    validate::validate(sources.get(id), &root, VersionSet::all(Component::Storm), &mut refusals);
    let [refusal] = &refusals[..] else { panic!("{refusals:?}") };
    assert_eq!(refusal.text, "Field STORM_ZOOKEEPER_PORT must be a Positive Number");
    assert_eq!(refusal.versions.to_string(), "1.0–2.8");
    assert_eq!(refusal.fault.0, "not-positive");
}

/// The file, for every version or for one.
fn config(yaml: &str, version: Option<&str>) -> Config {
    let mut sources = Sources::default();
    let id = sources.add("storm.yaml", yaml.as_bytes());
    let all = VersionSet::all(Component::Storm);
    let versions = version.map_or(all, |number| VersionSet::parse(Component::Storm, number).unwrap().0);
    let source = sources.get(id);
    let found = crate::syntax::placeholder::find(&source.bytes, crate::syntax::placeholder::Flavour::Yaml);
    read(source, versions, &found)
}

fn refused(yaml: &str, version: Option<&str>) -> Vec<(&'static str, String, String)> {
    let config = config(yaml, version);
    config.refusals.into_iter().map(|refusal| (refusal.fault.0, refusal.versions.to_string(), refusal.text)).collect()
}

#[test]
fn an_error_of_several_snakeyamls_is_one_refusal() {
    let told = refused("a: 1\nb:2\nc: 3\n", None);
    let [(_, versions, text)] = &told[..1] else { panic!("{told:?}") };
    assert_eq!(versions, "0.9–2.8");
    assert_eq!(text, "while scanning a simple key could not find expected ':'");
    assert_eq!(
        refused("a: 1\nb:2\nc: 3\n", Some("1.0.2"))[0].2,
        "while scanning a simple key could not found expected ':'"
    );
    // Only SnakeYAML 1.11 minds the colon.
    assert_eq!(refused("storm.zookeeper.servers: [zk1:2181]\n", None)[0].1, "0.9–2.1");
}

#[test]
fn a_root_that_is_no_mapping_is_refused_and_nothing_is_not() {
    let told = refused("nimbus.host:\"a\"\n", Some("1.0.2"));
    assert_eq!(told[0].0, "not-a-mapping");
    assert_eq!(told[0].2, "java.lang.String cannot be cast to java.util.Map");
    assert!(
        refused("- a\n", Some("2.8.8"))[0]
            .2
            .starts_with("class java.util.ArrayList cannot be cast to class java.util.Map (")
    );
    for nothing in ["", "# nothing\n", "---\n"] {
        let config = config(nothing, None);
        assert!(config.refusals.is_empty() && config.empty, "{nothing:?}");
    }
    assert!(!config("a: 1\n", None).empty);
}

#[test]
fn a_byte_order_mark_depends_on_the_charset() {
    let config = config("\u{feff}# comment\nui.port: 8080\n", None);
    let [refusal] = &config.refusals[..] else { panic!("{:?}", config.refusals) };
    assert!(refusal.depends_on.is_some());
    assert_eq!(refusal.text, "mapping values are not allowed here");
}

#[test]
fn templates_are_not_refused_for_what_will_be_filled_in() {
    for template in [
        "storm.zookeeper.servers:\n{% for h in hosts %}\n  - \"{{ h }}\"\n{% endfor %}\nui.port: {{ port }}\n",
        "storm.zookeeper.servers:\n  %zookeeper%\nnimbus.seeds:\n  %seeds%\n",
        "supervisor.slots.ports: <% for i in ports %>\n    - <%= i %><% end -%>\nui.port: 8080\n",
        "ui.port: @@PORT@@\n",
        // It reads as it stands: what looks like a placeholder is a key and a block scalar.
        "h<p: >\ns:\n",
    ] {
        let config = config(template, None);
        assert!(config.refusals.is_empty(), "{template}: {:?}", config.refusals);
        assert!(config.settings.zookeeper_servers.value().is_none() && config.settings.slots_ports.value().is_none());
    }
    // What no placeholder touches is still checked.
    assert_eq!(refused("nimbus.host: {{ host }}\nui.port: \"x\"\n", Some("1.0.2"))[0].0, "wrong-type");
}

#[test]
fn settings_are_typed_and_keys_know_who_wins() {
    let yaml = "ui.port: 8080\nsupervisor.slots.ports: [6700, 6701]\nui.port: 8081\nnimbus.seeds: nim1\n";
    let config = config(yaml, Some("2.8.8"));
    let settings = &config.settings;
    assert_eq!(settings.ui_port.value(), Some(&8081));
    let ports: Vec<i64> = settings.slots_ports.value().unwrap().iter().map(|port| port.value).collect();
    assert_eq!(ports, [6700, 6701]);
    assert!(matches!(settings.nimbus_seeds, crate::model::Setting::Unknown(_)));
    let uses: Vec<(&str, bool)> = config.keys.iter().map(|used| (used.name.as_str(), used.overridden)).collect();
    let expected = [("ui.port", true), ("supervisor.slots.ports", false), ("ui.port", false), ("nimbus.seeds", false)];
    assert_eq!(uses, expected);
}

#[test]
fn local_mode_stops_every_start() {
    let told = config("storm.cluster.mode: local\n", None);
    assert_eq!(told.refusals[0].stage, crate::finding::Stage::Start);
    assert_eq!(told.refusals[0].text, "Cannot start server in local mode!");
    assert!(config("storm.cluster.mode: distributed\n", None).refusals.is_empty());
}

#[test]
fn the_changes_that_are_offered_make_the_file_right() {
    for broken in [
        "supervisor.slots.ports:\n    -6700\n    -6701\n",
        "supervisor.slots.ports:\n    - 6700\n     - 6701\n",
        "storm.zookeeper.servers:\n  zoo1\n  zoo2\n",
        "storm.zookeeper.servers: -\"zoo1\"\n",
        "ui.port: \"8080\"\n",
        "topology.debug: \"true\"\n",
        "nimbus.seeds: nim1\n",
        "nimbus.seeds: \"nim1,nim2\"\n",
        "supervisor.slots.ports: \"6700,6701\"\n",
        "supervisor.slots.ports: 6700\n",
        "storm.local.hostname: 192\n",
        "nimbus.host:\"nim1\"\n",
    ] {
        let [refusal] = &config(broken, Some("1.0.2")).refusals[..] else { panic!("{broken}") };
        let [fix] = &refusal.fixes[..] else { panic!("{broken}: no change") };
        let mut mended = broken.to_owned();
        for edit in fix.edits.iter().rev() {
            mended.replace_range(edit.span.range(), &edit.text);
        }
        let left = config(&mended, Some("1.0.2"));
        assert!(left.refusals.is_empty() && !left.keys.is_empty(), "{broken} -> {mended}: {:?}", left.refusals);
    }
}

#[test]
fn statements_leave_the_other_lines_checked() {
    let with = |text: &str| config(text, None).refusals;
    let glued = with("a.b: 1\n{% for h in x %}\nc.d: 2\n{% endfor %}\nui.port:8080\nui.host: x\n");
    assert_eq!(glued.len(), 1, "{glued:?}");
    assert_eq!(glued[0].fault.0, "yaml-missing-space-after-colon");
    assert!(glued[0].depends_on.is_some(), "no rendering is known");
    // With `-%}` the line may be joined to another one.
    assert!(with("a.b: 1\n{% for h in x -%}\nui.port:8080\n{% endfor %}\nui.host: x\n").is_empty());
    // A line between statements may be left out, one behind them never is.
    let types = with("{% if x %}\nui.host: a\nui.port: abc\ndrpc.port: 5\n{% endif %}\nlogviewer.port: abc\n");
    let sure: Vec<_> = types.iter().map(|refusal| refusal.depends_on.is_none()).collect();
    assert_eq!(sure, [false, true], "{types:?}");
    // Statements inside the structure that fails.
    assert!(with("nimbus.seeds: [a\n{% if x %}\n, b]\n{% else %}\n]\n{% endif %}\nui.port: 8080\n").is_empty());
}
