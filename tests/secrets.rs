//! No secret leaves the tool: every secret key of the catalogue, keys that only look like one, and
//! lines that no reader understands, through every output format.
//!
//! The findings are made up on purpose: they point at every line, and quote it everywhere a finding
//! has room for text. No rule needs to fire for this to fail.

#![allow(clippy::unwrap_used)]

use camino::Utf8PathBuf;
use cfglint::catalog::{self, Component};
use cfglint::finding::{
    Applicability, Confidence, Edit, Finding, Fix, Outcome, Place, RefusalText, Related, Severity, Stage,
};
use cfglint::inventory::{self, Inventory, Options};
use cfglint::report::{self, Format};
use cfglint::rules::{self, Selection};
use cfglint::source::{Source, Span};
use cfglint::text::{Lang, Text};

/// Stands in every secret value; must appear in no output.
const SECRET: &str = "Zq7-Xk29";
/// A second one, short enough to be an ordinary word.
const SHORT: &str = "qzxv";

/// Keys that no catalogue has.
const LOOKALIKES: [&str; 14] = [
    "ssl.keystore.pasword",
    "ssl.keyStore.passwrod",
    "my.app.password",
    "db_passwd",
    "client.secret",
    "oauth.client.secert",
    "listener.name.sasl_plain.plain.sasl.jaas.config",
    "confluent.license.token",
    "aws.credentials",
    "encryption.key",
    "zookeeper.DigestAuthenticationProvider.superDigets",
    "storm.zookeeper.auth.payload.old",
    "admin.passphrase",
    "keystore.pwd",
];

fn properties(keys: &[&str]) -> String {
    let mut text = String::from("tickTime=2000\nbroker.id=1\nzookeeper.connect=zoo1:2181\n");
    for key in keys {
        text += &format!("{key}={SECRET}-a\n{key} = {SECRET}-b # comment\n{key} {SECRET}-c\n#{key}={SECRET}-d\n");
        text += &format!("{key}:{SECRET}-e\n{key}=one\\\n   {SECRET}-f\\\n   {SECRET}-g\n{key}={SHORT}\n");
        text += &format!("  {key}\t=\t\"{SECRET}-h\"\nx{key}={SECRET}-i\n");
    }
    text += &format!("plain=org.x.PlainLoginModule required username=\"u\" password=\"{SECRET}-j\" user_a=\"b\";\n");
    text += &format!("opts=-Xmx1g -Djavax.net.ssl.keyStorePassword={SECRET}-k -Dx=y\n");
    text += &format!("url=https://user:{SECRET}-l@host:1/path\n");
    for name in ["pw", "passwd", "pwd", "passphrase", "apikey", "api_key", "access_key", "token", "authorization"] {
        text += &format!("opts:-Xmx1g -D{name}={SECRET}-n\nx={{\"{name}\": \"{SECRET}-o\"}}\n");
    }
    text += &format!("header=Authorization: Bearer {SECRET}-p\nheader=x-authorization: Basic {SECRET}-q\n");
    text += &format!("pem=-----BEGIN PRIVATE KEY-----\\\n{SECRET}-m\\\n-----END PRIVATE KEY-----\n");
    text
}

fn yaml(keys: &[&str]) -> String {
    let mut text = String::from("nimbus.seeds: [\"nim1\"]\nstorm.zookeeper.servers: [\"zoo1\"]\n");
    for key in keys {
        text +=
            &format!("{key}: {SECRET}-a\n{key}: \"{SECRET}-b\"   # comment\n{key}:{SECRET}-c\n# {key}: '{SECRET}-d'\n");
        text += &format!("{key}:\n  - {SECRET}-e\n  - \"{SECRET}-f\"\n{key}:\n    user: u\n    pass: {SECRET}-g\n");
        text += &format!("{key}: |\n  {SECRET}-h\n{key}: {SHORT}\n{key}={SECRET}-i\n \"{key}\" : {SECRET}-j\n");
    }
    text += &format!("worker.childopts: \"-Xmx1g -Dapp.password={SECRET}-k -Dx=y\"\n");
    for name in ["pw", "passwd", "pwd", "passphrase", "apikey", "api_key", "access_key", "token", "authorization"] {
        text += &format!("worker.childopts:-Xmx1g -D{name}={SECRET}-m\n\nui.x: {{{name}: {SECRET}-n}}\n");
    }
    text += &format!("foo: \"Authorization: Bearer {SECRET}-o\"\nbar: \"Authorization: Basic {SECRET}-p\"\n");
    text += &format!("topology.conf: {{user: u, password: {SECRET}-l, x: 1}}\n");
    text
}

/// A finding about every line (and about the middle of it), which quotes it wherever it can.
fn findings(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut start = 0;
    for line in source.bytes.split_inclusive(|&byte| byte == b'\n') {
        let end = start + line.len() - usize::from(line.ends_with(b"\n"));
        for (from, to) in [(start, end), (start + (end - start) / 2, end), (start, start)] {
            let span = Span::new(source.id, from..to);
            let text = String::from_utf8_lossy(&source.bytes[start..end]).into_owned();
            let value = text.rsplit(['=', ':', ' ']).next().unwrap_or_default().to_owned();
            let quote =
                || Text::verbatim(format!("got {text:?}, value {value}, cut {}", &value[..value.len().min(12)]));
            findings.push(Finding {
                code: "KF999",
                name: "made-up",
                severity: Severity::Fatal,
                confidence: Confidence::High,
                message: quote(),
                place: Place::Span(span),
                label: Some(quote()),
                key: Some(text.split(['=', ':', ' ']).next().unwrap_or_default().trim_matches(['#', '"']).to_owned()),
                host: None,
                node: None,
                related: vec![
                    Related { place: Place::Span(span), message: quote() },
                    Related { place: Place::File(source.id), message: quote() },
                ],
                related_total: 2,
                also: vec![Place::Span(span)],
                also_total: 1,
                refusal: Some(RefusalText { text: quote().en.into_owned(), versions: "1".into(), stage: Stage::Parse }),
                reported: Some((1, 1)),
                help: Some(quote()),
                fixes: vec![Fix {
                    title: quote(),
                    applicability: Applicability::Safe,
                    edits: vec![Edit { span, text: text.clone() }],
                }],
            });
        }
        start += line.len();
    }
    findings
}

/// Everything that the formats say about made-up findings in `inventory`.
fn told(inventory: Inventory) -> String {
    let mut findings: Vec<Finding> = inventory.sources.iter().flat_map(findings).collect();
    let secrets = rules::redact(&inventory, &mut findings);
    let outcome = Outcome { sources: inventory.sources, root: "/".into(), findings, secrets, ..Outcome::default() };
    everything(&outcome)
}

fn everything(outcome: &Outcome) -> String {
    let mut all = Vec::new();
    for (format, lang) in
        [(Format::Text, Lang::En), (Format::Text, Lang::Zh), (Format::Concise, Lang::En), (Format::Json, Lang::En)]
    {
        let options = report::Options {
            format,
            lang,
            color: false,
            width: 400,
            terminal: true,
            verbose: true,
            cwd: Utf8PathBuf::from("/"),
        };
        report::write(outcome, &options, &mut all).unwrap();
    }
    String::from_utf8(all).unwrap()
}

fn inventory(files: &[(&str, String)]) -> (tempfile::TempDir, Inventory) {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
    for (path, text) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let inventory = inventory::discover(&Options { paths: vec![root], ..Options::default() });
    (folder, inventory)
}

fn secret_keys(component: Component) -> Vec<&'static str> {
    let specs = catalog::options(component).iter().filter(|spec| spec.secret);
    specs.map(|spec| spec.name).chain(LOOKALIKES).collect()
}

/// The lines of `output` around the first secret in it.
fn leak(output: &str) -> Option<String> {
    // A value that is cut short must not show its start either.
    let at = [SECRET, &SECRET[..7], SHORT].iter().find_map(|secret| output.find(secret))?;
    let from = output[..at].rfind('\n').map_or(0, |at| at + 1);
    Some(output[from..].lines().next().unwrap_or_default().to_owned())
}

#[test]
fn no_secret_is_told_in_any_format() {
    for component in Component::ALL {
        let keys = secret_keys(component);
        assert!(keys.len() > LOOKALIKES.len(), "the catalogue of {} names no secret", component.name());
        for key in keys {
            let (path, text) = match component {
                Component::ZooKeeper => ("zoo1/conf/zoo.cfg", properties(&[key])),
                Component::Storm => ("nim1/conf/storm.yaml", yaml(&[key])),
                Component::Kafka => ("kfk1/config/server.properties", properties(&[key])),
            };
            let (_folder, inventory) = inventory(&[(path, text)]);
            assert_eq!(inventory.sources.len(), 1, "{key}");
            let output = told(inventory);
            assert!(output.contains("[redacted]"), "{key}: nothing was redacted");
            if let Some(line) = leak(&output) {
                panic!("{} {key} leaks:\n{line}", component.name());
            }
        }
    }
}

#[test]
fn no_secret_is_told_by_the_rules_themselves() {
    let all = |component| secret_keys(component);
    let (_folder, inventory) = inventory(&[
        ("zoo1/conf/zoo.cfg", properties(&all(Component::ZooKeeper))),
        ("nim1/conf/storm.yaml", yaml(&all(Component::Storm))),
        ("kfk1/config/server.properties", properties(&all(Component::Kafka))),
        ("kfk2/config/server.properties", properties(&all(Component::Kafka))),
    ]);
    let outcome = rules::run(inventory, &Selection { unfolded: true, ..Selection::default() });
    assert_eq!(outcome.files.len(), 4);
    if let Some(line) = leak(&everything(&outcome)) {
        panic!("leaks:\n{line}");
    }
}

#[test]
fn what_is_no_secret_is_still_shown() {
    let (_folder, inventory) = inventory(&[(
        "kfk1/config/server.properties",
        "broker.id=7\nlog.dirs=/data/kafka-logs # x\npassword.encoder.iterations=4096\n".to_owned(),
    )]);
    let output = told(inventory);
    assert!(output.contains("/data/kafka-logs # x") && output.contains("4096"), "{output}");
    assert!(!output.contains("[redacted]"));
}

/// What the text report says about a broker with these lines.
fn said(lines: &str) -> String {
    let path = "kfk1/kafka_2.13-3.9.0/config/server.properties";
    let (_folder, inventory) =
        inventory(&[(path, format!("broker.id=1\nzookeeper.connect=zoo1:2181/kafka\nlog.dirs=/d\n{lines}"))]);
    everything(&rules::run(inventory, &Selection::default()))
}

#[test]
fn the_words_of_the_tool_survive_a_secret_that_is_made_of_them() {
    let faults = "num.partitons=3\nnum.io.threads=x\nqueued.max.requests=500 # of the broker\n";
    let plain = said(faults);
    let quoted = ["Invalid value x for configuration num.io.threads", "num.partitions", "queued.max.requests"];
    for wanted in quoted {
        assert!(plain.contains(wanted), "{wanted}: {plain}");
    }
    for password in [
        "changeit # configuration integer partitions missing",
        "configuration",
        "the comment behind the value belongs to the value",
        "num.partitions",
        "number",
        "value",
    ] {
        let shown = said(&format!("{faults}ssl.keystore.password={password}\n"));
        // All that was said without the secret is said with it, word by word.
        for line in plain.lines().filter(|line| quoted.iter().any(|wanted| line.contains(wanted))) {
            let line = line.split('/').next().unwrap();
            assert!(shown.contains(line), "{password}: {line:?} is gone:\n{shown}");
        }
        let written = |output: &str| output.matches("write:").count();
        assert_eq!(written(&shown), written(&plain), "{password}: {shown}");
        assert!(
            !shown.contains(&format!("password={password}")) && !shown.contains(&format!("`{password}`")),
            "{shown}"
        );
    }
}

#[test]
fn a_secret_that_a_finding_cuts_short_shows_no_character() {
    let (_folder, inventory) =
        inventory(&[("kfk1/config/server.properties", format!("broker.id=1\nssl.key.password={SECRET}-cut\n"))]);
    let source = inventory.sources.iter().next().unwrap();
    let mut cuts = findings(source).into_iter().filter(|finding| finding.key.as_deref() == Some("ssl.key.password"));
    let made = cuts.next().unwrap();
    let mut findings: Vec<Finding> = (1..SECRET.len() + 3)
        .map(|length| {
            let part = &format!("{SECRET}-cut")[..length];
            Finding { message: Text::verbatim(format!("is `{part}…`, not {part}…")), ..made.clone() }
        })
        .collect();
    rules::redact(&inventory, &mut findings);
    for finding in findings {
        assert_eq!(finding.message.en, "is `[redacted]…`, not [redacted]…");
    }
}
