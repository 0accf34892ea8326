//! What the model hears and refuses, where no recorded verdict says it.

use super::{Companions, Config, Role};
use crate::catalog::{Component, VersionSet};
use crate::finding::{Place, Stage};
use crate::model::{Companion, Setting};
use crate::source::Sources;
use crate::syntax::placeholder::{self, Flavour, Placeholders};

const BASE: &str = "dataDir=/d\nclientPort=2181\ninitLimit=10\nsyncLimit=5\n";

fn versions(number: &str) -> VersionSet {
    VersionSet::parse(Component::ZooKeeper, number).unwrap().0
}

fn read(text: &str, number: &str) -> Config {
    let mut sources = Sources::default();
    let id = sources.add("zoo.cfg", text.as_bytes());
    super::read(sources.get(id), versions(number), &Placeholders::default())
}

/// The names of the faults that a file has with a version.
fn faults(text: &str, number: &str) -> Vec<&'static str> {
    read(text, number).refusals.iter().map(|refusal| refusal.fault.0).collect()
}

fn beside(text: &str, number: &str, my_id: Option<&str>, dynamic: Option<&str>, next: Option<&str>) -> Config {
    let mut sources = Sources::default();
    let main = sources.add("zoo.cfg", text.as_bytes());
    let ids = [("myid", my_id), ("dynamic", dynamic), ("next", next)]
        .map(|(name, text)| text.map(|text| sources.add(name, text.as_bytes())));
    let mut config = super::read(sources.get(main), versions(number), &Placeholders::default());
    let [my_id, dynamic, next] = ids.map(|id| id.map_or(Companion::OutOfSight, |id| Companion::File(sources.get(id))));
    config.judge(&Companions { my_id, dynamic, next, ..Companions::default() });
    config
}

#[test]
fn one_line_is_one_refusal_whatever_each_release_says() {
    let config = read(&format!("{BASE}server.1=h:2888:3888 # one\nserver.2=i:2888:3888\n"), "3");
    assert_eq!(config.refusals.len(), 1);
    let refusal = &config.refusals[0];
    assert_eq!(refusal.fault.0, "comment-in-value");
    assert_eq!(refusal.versions, VersionSet::all(Component::ZooKeeper));
    assert_eq!(refusal.text, "Address unresolved: h:3888 # one");
}

#[test]
fn a_blank_behind_a_server_line_stops_35_and_later_only() {
    let text = format!("{BASE}server.1=h:2888:3888 \nserver.2=i:2888:3888\n");
    let config = read(&text, "3");
    assert_eq!(config.refusals[0].fault.0, "trailing-blank-in-server-line");
    assert_eq!(config.refusals[0].versions, VersionSet::since(Component::ZooKeeper, "3.5.0"));
    let Place::Span(span) = config.refusals[0].place else { panic!("no place") };
    assert_eq!(&text[span.range()], " ");
    assert!(faults(&text, "3.4.14").is_empty());
}

#[test]
fn brackets_are_read_in_two_ways() {
    let line = |value: &str| format!("{BASE}server.1={value}\nserver.2=i:2888:3888\n");
    for (value, old, new) in [
        ("[a]=2888:3888", false, true),
        ("[a]x2888:3888", false, true),
        ("[[::1]]:2888:3888", true, false),
        ("[::1]]:2888:3888", true, false),
        ("[::1]:2888:3888", true, true),
        ("h:2888:3888|", false, true),
        ("|", false, true),
        ("|;2181", false, true),
        ("|h:2888:3888", true, false),
        (";", false, false),
        ("h:2888:3888;:", false, false),
    ] {
        assert_eq!(faults(&line(value), "3.5.10").is_empty(), old, "3.5.10 {value}");
        assert_eq!(faults(&line(value), "3.9.5").is_empty(), new, "3.9.5 {value}");
    }
    let config = read(&line("h:2888:3888;[::1]2181"), "3.9.5");
    assert_eq!(config.members[0].client.as_ref().unwrap().port.value, 181);
}

#[test]
fn five_parts_are_no_server_before_347() {
    let text = format!("{BASE}server.1=a:1:2:observer:x\nserver.2=b:1:2:observer:x\n");
    assert!(faults(&text, "3.4.6").is_empty());
    assert_eq!(faults(&text, "3.4.8"), ["observers-without-quorum"]);
}

#[test]
fn ticks_overflow_as_32_bit_numbers_do() {
    for (tick, refused) in [
        (-2000, true),
        (107_374_183, true),
        (300_000_000, false),
        (700_000_000, true),
        (1_073_741_824, false),
        (i32::MAX, true),
        (-107_374_183, false),
        (i32::MIN, false),
    ] {
        let text = format!("dataDir=/d\nclientPort=2181\ntickTime={tick}\n");
        assert_eq!(!faults(&text, "3.9.5").is_empty(), refused, "{tick}");
        assert!(faults(&text, "3.4.9").is_empty(), "{tick}");
    }
}

#[test]
fn equal_ports_since_355() {
    let text = format!("{BASE}server.1=a:2888:2888\nserver.2=b:2888:3888\n");
    assert!(faults(&text, "3.5.4").is_empty());
    assert_eq!(faults(&text, "3.5.5"), ["quorum-port-equals-election-port"]);
}

#[test]
fn port_zero_counts_as_none_up_to_38() {
    let text = "dataDir=/d\nclientPort=0\nclientPortAddress=127.0.0.1\n";
    assert_eq!(faults(text, "3.8.6"), ["client-port-address-without-port"]);
    assert!(faults(text, "3.5.1").is_empty(), "3.5.1 asks the wrong variable");
    assert!(faults(text, "3.9.0").is_empty());
}

#[test]
fn an_oracle_leaves_groups_unread_since_38() {
    let text = format!("{BASE}server.1=a:1:2\nserver.2=b:1:2\ngroups=1:2\noraclePath=/o\n");
    assert_eq!(faults(&text, "3.7.2"), ["malformed-group-line"]);
    assert!(faults(&text, "3.8.0").is_empty());
}

#[test]
fn two_roles_of_one_id_count_twice() {
    let text = format!("{BASE}server.1=a:1:2\nserver.+1=b:1:2:observer\nserver.3=c:1:2\n");
    assert!(faults(&text, "3.9.5").is_empty());
}

#[test]
fn my_id_is_read_by_standalone_servers_since_351() {
    let alone = "dataDir=/d\nclientPort=2181\n";
    assert!(beside(alone, "3.5.0", Some("x\n"), None, None).refusals.is_empty());
    let config = beside(alone, "3.5.1", Some("x\n"), None, None);
    assert_eq!(config.refusals[0].text, "serverid x is not a number");
    let full_width = beside(alone, "3.9.5", Some("１\n"), None, None);
    assert!(full_width.refusals[0].depends_on.is_some(), "up to the charset");
}

#[test]
fn an_id_without_a_line_is_refused_at_the_start_only() {
    let text = format!("{BASE}server.1=a:1:2\nserver.2=b:1:2\n");
    let config = beside(&text, "3.9.5", Some("7\n"), None, None);
    assert_eq!(config.refusals[0].fault.0, "myid-not-in-server-list");
    assert_eq!(config.refusals[0].stage, Stage::Start);
    assert_eq!(config.my_id.unwrap().value, 7);
}

#[test]
fn the_dynamic_file_holds_the_list() {
    let text = format!("{BASE}dynamicConfigFile=/etc/zoo.dynamic\n");
    let out_of_sight = read(&text, "3.9.5");
    assert_eq!(out_of_sight.voters(), None);
    let paths = out_of_sight.companions("/etc/zoo.cfg".into());
    assert_eq!(paths.dynamic.unwrap(), "/etc/zoo.dynamic");
    assert_eq!(paths.next.unwrap(), "/etc/zoo.cfg.dynamic.next");
    assert_eq!(paths.my_id.unwrap(), "/d/myid");
    let list = "server.1=a:1:2\nserver.2=b:1:2\nserver.3=c:1:2:observer\n";
    let config = beside(&text, "3.9.5", Some("3\n"), Some(list), None);
    assert_eq!(config.voters(), Some(2));
    assert_eq!(config.members[2].role, Role::Observer);
    assert!(config.refusals.is_empty());
    let config = beside(&text, "3.9.5", Some("3\n"), Some(list), Some("server.1=a:x:2\n"));
    assert_eq!(config.refusals[0].text, "Address unresolved: a:x");
    assert!(read(&text, "3.4.9").companions("/etc/zoo.cfg".into()).dynamic.is_none());
}

#[test]
fn judging_again_replaces_what_was_concluded() {
    let mut config = beside(&format!("{BASE}server.1=a:1:2\nserver.2=b:1:2\n"), "3.9.5", Some("x\n"), None, None);
    assert_eq!(config.refusals.len(), 1);
    config.judge(&Companions::default());
    assert!(config.refusals.is_empty());
    assert_eq!(config.members.len(), 2);
}

#[test]
fn a_template_is_refused_for_nothing_that_a_placeholder_decides() {
    let text = "clientPort={{ port }}\ntickTime=2s\n{% if zk %}\nserver.1={{ a }}:2888:3888\n{% endif %}\n";
    let mut sources = Sources::default();
    let id = sources.add("zoo.cfg.j2", text.as_bytes());
    let placeholders = placeholder::find(text.as_bytes(), Flavour::Properties);
    let config = super::read(sources.get(id), VersionSet::all(Component::ZooKeeper), &placeholders);
    let faults: Vec<_> = config.refusals.iter().map(|refusal| refusal.fault.0).collect();
    assert_eq!(faults, ["invalid-integer"]);
    assert!(matches!(config.settings.client_port, Setting::Unknown(_)));
    assert_eq!(config.voters(), None);
}

#[test]
fn which_of_two_spellings_counts_is_not_known() {
    let text =
        "dataDir=/d\nclientPort=0x10\nclientPort\\t=2181\ntickTime=1\ntickTime\\t=1\nserver.1=x\nserver.1\\u0001=x\n";
    let config = read(text, "3.4.9");
    let keys: Vec<_> = config.ambiguous().map(|twice| twice.key.as_str()).collect();
    assert_eq!(keys, ["clientPort"]);
    assert!(matches!(config.settings.client_port, Setting::Unknown(_)));
    assert_eq!(config.settings.tick_time.value(), Some(&1));
    assert_eq!(config.refusals.len(), 2, "both server lines are read");
}

#[test]
fn every_fault_of_the_groups_is_told() {
    let text = format!("{BASE}server.1=a:1:2\nserver.2=b:1:2\ngroup.1=1\ngroup.2=1:2: 3\ngroup.3=2\n");
    let texts: Vec<_> = read(&text, "3.9.5").refusals.into_iter().map(|refusal| refusal.text).collect();
    assert_eq!(texts, ["Server 1is in multiple groups", "For input string: \" 3\"", "Server 2is in multiple groups"]);
}

#[test]
fn nothing_rests_on_the_one_of_two_lines_that_counts() {
    let text = format!("{BASE}server.1=a:1:2\nserver.2=b:1:2\nserver.+2=b:1:2:observer\ngroup.1=1:2\n");
    let config = read(&text, "3.9.5");
    assert_eq!(config.ambiguous().map(|twice| twice.key.as_str()).collect::<Vec<_>>(), ["server.2"]);
    assert!(config.refusals.is_empty(), "an observer without a weight, or a voter");
    assert!(config.ambiguous().all(|twice| twice.decides));
    let same = format!("{BASE}server.1=a:1:2\nserver.2=b:1:2\nserver.+2=b:1:2\n");
    assert_eq!(read(&same, "3.9.5").ambiguous().count(), 0);
    // Both lines are taken, whichever counts: the verdict rests on neither.
    let moved = format!("{BASE}server.1=a:1:2\nserver.2=b:1:2\nserver.02=c:1:2\n");
    for version in ["3.4.9", "3.9.5"] {
        let ambiguous: Vec<_> = read(&moved, version).ambiguous().map(|twice| twice.decides).collect();
        assert_eq!(ambiguous, [false], "{version}");
    }
}
