//! Whole inventories: what is recognised in them, and what the rules across hosts say.
//!
//! `INSTA_UPDATE=always cargo test --test inventories` writes the snapshots anew; look at the diff.

#![allow(clippy::unwrap_used)]

use camino::{Utf8Path, Utf8PathBuf};
use cfglint::finding::{Outcome, Place};
use cfglint::inventory::{self, Inventory, NodeId, Options};
use cfglint::rules::{self, Selection};
use cfglint::source::LineIndex;
use std::fmt::Write;

fn folder(name: &str) -> Utf8PathBuf {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/inventories").join(name)
}

fn discover(root: &Utf8Path) -> Inventory {
    inventory::discover(&Options { paths: vec![root.to_owned()], ..Options::default() })
}

/// Everything that an inventory says, by host.
fn recognised(inventory: &Inventory, root: &Utf8Path) -> String {
    let relative = |path: &Utf8Path| path.strip_prefix(root).unwrap_or(path).to_string();
    let path = |source| relative(inventory.sources.path(source));
    let mut told = String::new();
    for host in &inventory.hosts {
        writeln!(told, "host {} ({})", host.name, host.confidence.id()).unwrap();
        for &number in &host.nodes {
            let node = &inventory.nodes[number];
            let marks = [(node.sample, " sample"), (node.template, " template")];
            let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
            let files: Vec<String> =
                std::iter::once(&node.source).chain(&node.companions).map(|id| path(*id)).collect();
            let component = node.component().id();
            writeln!(told, "  {component} {}{marks}: {} ({})", node.id, node.versions, node.versions_why.en).unwrap();
            writeln!(told, "    {}", files.join(" + ")).unwrap();
        }
    }
    for file in inventory.files.iter().filter(|file| file.node.is_none()) {
        let host = file.host.map_or("nobody", |host| inventory.hosts[host].name.as_str());
        writeln!(told, "{} of {host}: {}", file.kind.id(), path(file.source)).unwrap();
    }
    let ids =
        |nodes: &[NodeId]| nodes.iter().map(|node| inventory.nodes[*node].id.as_str()).collect::<Vec<_>>().join(", ");
    for (number, ensemble) in inventory.ensembles.iter().enumerate() {
        writeln!(told, "ensemble {number} ({}): {}", ensemble.confidence.id(), ids(&ensemble.nodes)).unwrap();
    }
    let link = |ensemble: Option<(usize, cfglint::finding::Confidence)>| {
        ensemble.map(|(number, sure)| format!(" -> ensemble {number} ({})", sure.id())).unwrap_or_default()
    };
    for cluster in &inventory.storm_clusters {
        writeln!(told, "storm ({}): {}{}", cluster.confidence.id(), ids(&cluster.nodes), link(cluster.ensemble))
            .unwrap();
    }
    for cluster in &inventory.kafka_clusters {
        writeln!(told, "kafka ({}): {}{}", cluster.confidence.id(), ids(&cluster.nodes), link(cluster.ensemble))
            .unwrap();
    }
    for skipped in &inventory.skipped {
        writeln!(told, "skipped {}: {}", relative(&skipped.path), skipped.reason.en).unwrap();
    }
    for error in &inventory.errors {
        writeln!(told, "error {}: {}", relative(&error.path), error.message.en).unwrap();
    }
    told
}

/// The findings of the rules across hosts, a line each.
fn across(inventory: Inventory, root: &Utf8Path) -> String {
    let selection = Selection { select: vec![String::from("CX")], unfolded: true, ..Selection::default() };
    lines(&rules::run(inventory, &selection), root)
}

fn lines(outcome: &Outcome, root: &Utf8Path) -> String {
    let relative = |path: &Utf8Path| path.strip_prefix(root).unwrap_or(path).to_string();
    let mut told = String::new();
    for finding in &outcome.findings {
        let place = match &finding.place {
            Place::Span(span) => {
                let source = outcome.sources.get(span.source);
                let at = LineIndex::new(&source.bytes).line_column(&source.bytes, span.start as usize);
                format!("{}:{}:{}", relative(&source.path), at.line, at.column)
            }
            Place::File(id) => relative(outcome.sources.path(*id)),
            Place::Path(path) => relative(path),
        };
        let severity = finding.severity.id();
        writeln!(told, "{place}: {severity}[{}] {}: {}", finding.code, finding.name, finding.message.en).unwrap();
    }
    told
}

fn snapshot(name: &str) {
    let root = folder(name);
    let inventory = discover(&root);
    let told = recognised(&inventory, &root);
    let findings = across(inventory, &root);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, format!("{told}\n{findings}"));
    });
}

/// A folder per host, and what goes wrong when files are copied by hand.
#[test]
fn copied_by_hand() {
    snapshot("copied-by-hand");
}

/// Nothing is wrong, and much looks so.
#[test]
fn look_alikes() {
    snapshot("look-alikes");
    let root = folder("look-alikes");
    assert_eq!(across(discover(&root), &root), "", "no rule across hosts may fire");
}

/// Folders of several teams, in one repository: alternatives, lessons, copies of one example. Each
/// alone and all at once, no rule across hosts may fire, and nothing is shared between the teams.
#[test]
fn monorepo() {
    snapshot("monorepo");
    let root = folder("monorepo");
    assert_eq!(across(discover(&root), &root), "", "all at once");
    let inventory = discover(&root);
    let team = |node: NodeId| {
        let path = inventory.sources.path(inventory.nodes[node].source).strip_prefix(&root).unwrap();
        path.components().next().unwrap().as_str().to_owned()
    };
    let hosts = inventory.hosts.iter().map(|host| &host.nodes);
    let ensembles = inventory.ensembles.iter().map(|ensemble| &ensemble.nodes);
    let storm = inventory.storm_clusters.iter().map(|cluster| &cluster.nodes);
    let kafka = inventory.kafka_clusters.iter().map(|cluster| &cluster.nodes);
    for nodes in hosts.chain(ensembles).chain(storm).chain(kafka) {
        let mut teams: Vec<String> = nodes.iter().map(|&node| team(node)).collect();
        teams.dedup();
        assert_eq!(teams.len(), 1, "{teams:?} share nothing");
    }
    let mut names: Vec<&str> = inventory.hosts.iter().map(|host| host.name.as_str()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "every host has a name of its own");
    for team in root.read_dir_utf8().unwrap().map(|entry| entry.unwrap().path().to_owned()) {
        assert_eq!(across(discover(&team), &team), "", "{team} alone");
        let whole = inventory::discover(&Options { paths: vec![team.clone()], ..Options::default() });
        let long: Vec<&String> = whole.nodes.iter().map(|node| &node.id).filter(|id| id.contains("monorepo")).collect();
        assert_eq!(long, Vec::<&String>::new(), "names start at what is checked");
    }
}

/// A folder per host under the hosts' own names, which don't count: still one cluster.
#[test]
fn places() {
    snapshot("places");
}

/// Whole file systems of hosts.
#[test]
fn file_systems() {
    snapshot("file-systems");
}

/// Everything on one machine: numbered files, folders that are nodes, stock samples between them.
#[test]
fn one_machine() {
    snapshot("one-machine");
}

#[test]
fn a_file_named_twice_is_taken_once() {
    let root = folder("copied-by-hand");
    let file = root.join("zk-a/zoo.cfg");
    let paths = vec![root.clone(), file.clone(), root.join("./zk-b/../zk-a/zoo.cfg"), root.join("zk-a")];
    let twice = inventory::discover(&Options { paths, ..Options::default() });
    assert_eq!(twice.nodes.len(), discover(&root).nodes.len());
    assert_eq!(twice.errors.len(), 0);
}

/// The same fault on many hosts is one finding with its places, unless each is asked for.
#[test]
fn a_fault_of_many_hosts_is_told_once_or_at_each() {
    let given: Vec<_> = ["a", "b", "c"]
        .iter()
        .map(|host| {
            let path = Utf8PathBuf::from(format!("/inventory/{host}/config/server.properties"));
            (path, b"broker.id=1\nnum.io.threads=many\nzookeeper.connect=zk1\nlog.dirs=/d\n"[..].into())
        })
        .collect();
    let found = |unfolded| {
        let inventory = inventory::discover(&Options { given: given.clone(), ..Options::default() });
        let select = vec![String::from("invalid-value")];
        rules::run(inventory, &Selection { select, unfolded, ..Selection::default() }).findings
    };
    assert_eq!(found(false).iter().map(|finding| finding.also_total).collect::<Vec<_>>(), [2]);
    assert_eq!(found(true).iter().map(|finding| finding.also_total).collect::<Vec<_>>(), [0, 0, 0]);
}
