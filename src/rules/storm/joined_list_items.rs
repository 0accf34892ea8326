//! The lines of a list are read as one text, whether Storm notices or not.

use crate::catalog::Component;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::model::{Refusal, storm};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Source;
use crate::syntax::yaml::{Node, Value};
use crate::text;
use crate::text::Text;

pub(super) static RULE: Rule = Rule {
    code: "ST025",
    name: "joined-list-items",
    component: Some(Component::Storm),
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "SnakeYAML ScannerImpl.scanPlain; run with 1.11 to 2.6",
    refusals: &[
        "Field … must be of type interface java.lang.Iterable. Object: … actual type: class java.lang.String",
        "Field … must be an Iterable but was a class java.lang.String",
        "Field … must be an Iterable of java.lang.String",
        "Field … list entry must be an Integer within type range.",
    ],
    doc: rule_doc!("storm/joined-list-items"),
    check: Check::RefusalOrNode(headline, check),
};

fn headline(_: &Refusal) -> Text {
    text! { en: "Storm hears one text where it wants a list", zh: "Storm 要的是列表，听到的却是一个字符串" }
}

/// Lists of host names.
const HOSTS: [&str; 5] =
    ["drpc.servers", "nimbus.seeds", "pacemaker.servers", "storm.zookeeper.servers", "transactional.zookeeper.servers"];

/// Endings of the names of keys that take one path or one host.
const SINGLE: [&str; 4] = [".dir", ".host", ".hostname", ".path"];

/// The type is right, so nothing refuses these.
fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    let Some(config) = case.node.storm() else { return };
    for (key, value) in config.pairs() {
        let Some(name) = key.as_str() else { continue };
        let hosts = HOSTS.contains(&name);
        match &value.value {
            Value::Seq(items) => {
                for item in items {
                    if config.refusals.iter().any(|refusal| refusal.place.span() == Some(item.span)) {
                        continue;
                    }
                    if hosts {
                        joined_hosts(case, name, item, sink);
                    } else {
                        joined_lines(case, name, item, sink);
                    }
                }
            }
            Value::Str(text) if SINGLE.iter().any(|end| name.ends_with(end)) && item_below(case.source, value) => {
                let message = text! {
                    en: "{name}: Storm hears \"{text}\", with the list item below it in the value",
                    zh: "{name}：Storm 听到的是 \"{text}\"，下面的列表项也成了值的一部分",
                };
                sink.report(Draft::new(value.span, message).key(name).help(text! {
                    en: "{name} takes one value: delete the item, or write it under the key that it belongs to",
                    zh: "{name} 只接受一个值：删掉这个列表项，或者把它移到所属的键下面",
                }));
            }
            _ => {}
        }
    }
}

/// Items of a list that hold a second item.
fn joined_lines(case: &NodeCase<'_, ()>, name: &str, item: &Node, sink: &mut Sink<'_>) {
    let Some(text) = item.as_str().filter(|text| text.contains(" -")) else { return };
    // Options of a JVM start with a dash too.
    if name.ends_with("childopts") || !storm::joined(case.source, item) {
        return;
    }
    let mut draft = Draft::new(item.span, headline_of(name, text)).key(name).help(text! {
        en: "write all dashes in one column, one blank behind each",
        zh: "所有短横对齐在同一列，短横后面有一个空格",
    });
    if let Some(fix) = storm::list_fix(case.source, item) {
        draft = draft.fix(fix);
    }
    sink.report(draft);
}

fn headline_of(name: &str, text: &str) -> Text {
    text! {
        en: "{name}: Storm hears one item \"{text}\" where several are written",
        zh: "{name}：写的是几项，Storm 听到的却是一项 \"{text}\"",
    }
}

/// Several hosts in one item: no host's name holds a blank or a comma.
fn joined_hosts(case: &NodeCase<'_, ()>, name: &str, item: &Node, sink: &mut Sink<'_>) {
    let Some(text) = item.as_str() else { return };
    let parts = |text: &str| text.contains([',', ';']) || text.contains(char::is_whitespace);
    let hosts: Vec<&str> = text
        .split(|part: char| part.is_whitespace() || matches!(part, ',' | ';'))
        .map(|host| host.trim_start_matches('-'))
        .filter(|host| !host.is_empty())
        .collect();
    if hosts.len() < 2 || !parts(text.trim()) {
        return;
    }
    let commas = name.contains("zookeeper") && !text.contains(char::is_whitespace) && !text.contains(';');
    let mut draft =
        if commas { connect_string(case, name, item, text) } else { Draft::new(item.span, headline_of(name, text)) };
    draft = draft.key(name).help(text! {
        en: "write every host as an item of its own: all dashes in one column, one blank behind each",
        zh: "每台主机单独写成一项：所有短横对齐在同一列，短横后面有一个空格",
    });
    if let Some(fix) = apart(case.source, item, &hosts) {
        draft = draft.fix(fix);
    }
    sink.report(draft);
}

/// `zk1,zk2`: Storm puts `:port` behind the whole, and ZooKeeper's client, which parts the result at its
/// commas, takes its default port for all but the last (`CuratorUtils.newCurator`, `ConnectStringParser`).
fn connect_string(case: &NodeCase<'_, ()>, name: &str, item: &Node, text: &str) -> Draft {
    let prefix = name.strip_suffix("servers").unwrap_or(name);
    let port = case.node.storm().and_then(|config| config.get(&format!("{prefix}port")));
    match port.map(|(_, port)| port.as_i64()) {
        Some(Some(port)) if port != 2181 => Draft::new(
            item.span,
            text! {
                en: "{name}: \"{text}\" is one item, so only its last host gets port {port}, the others 2181",
                zh: "{name}：\"{text}\" 只是一项，只有最后一台主机用端口 {port}，其余的用 2181",
            },
        ),
        _ => Draft::new(
            item.span,
            text! {
                en: "{name}: \"{text}\" is one item; it works only as long as the port is 2181",
                zh: "{name}：\"{text}\" 只是一项；只有端口是 2181 时才碰巧能用",
            },
        )
        .severity(Severity::Hint),
    }
}

/// The hosts as items of their own.
fn apart(source: &Source, item: &Node, hosts: &[&str]) -> Option<Fix> {
    let is_plain =
        |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    let before = source.bytes.get(..item.span.start as usize)?;
    let start = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
    let lead = before.get(start..)?;
    let dash = lead.iter().take_while(|&&byte| byte == b' ').count();
    let block = lead.get(dash..).is_some_and(|rest| rest.first() == Some(&b'-') && rest.trim_ascii() == b"-");
    let glue = if block { format!("\n{}- ", " ".repeat(dash)) } else { ", ".to_owned() };
    if !hosts.iter().all(is_plain) || !block && source.text(item.span).contains('\n') {
        return None;
    }
    let quote = if item.plain { "" } else { "\"" };
    let text = hosts.iter().map(|host| format!("{quote}{host}{quote}")).collect::<Vec<_>>().join(&glue);
    let title = text! { en: "write every host as an item", zh: "每台主机写成一项" };
    Some(Fix { title, applicability: Applicability::Unsafe, edits: vec![Edit { span: item.span, text }] })
}

/// Whether a later line of a plain text starts with a dash and a blank.
fn item_below(source: &Source, node: &Node) -> bool {
    let raw = source.slice(node.span);
    node.plain && raw.split(|&byte| byte == b'\n').skip(1).any(|line| line.trim_ascii_start().starts_with(b"- "))
}
