//! The first lines of a report, what was recognised, and the last ones: what was found, which nodes
//! won't start, and what was not checked.

use super::Report;
use crate::finding::{NodeEntry, Severity, Starts, Verdict};
use crate::report::place::typed;
use crate::report::sanitise;
use crate::text;
use crate::text::Text;
use std::io::{self, Write};

/// So many names are told before `…`.
const MAX_NAMES: usize = 6;

impl Report<'_> {
    /// `3 ZooKeeper nodes, 3.4.9 (from the path) · 3 Kafka nodes, 0.9.0.1 (from the path)`.
    pub(super) fn opening(&mut self) -> io::Result<()> {
        let all = &self.places.outcome.nodes;
        // Samples are no nodes; where there is nothing else, they are what is checked.
        let live = all.iter().any(|node| !node.sample);
        let nodes: Vec<&NodeEntry> = all.iter().filter(|node| !(live && node.sample)).collect();
        if nodes.is_empty() {
            return Ok(());
        }
        let mut names: Vec<&'static str> = Vec::new();
        for node in &nodes {
            if !names.contains(&node.component_name) {
                names.push(node.component_name);
            }
        }
        // As the systems stand on each other.
        names.sort_by_key(|name| ["ZooKeeper", "Storm", "Kafka"].iter().position(|known| known == name));
        let lines: Vec<String> = names
            .into_iter()
            .map(|name| {
                let of: Vec<&NodeEntry> = nodes.iter().copied().filter(|node| node.component_name == name).collect();
                self.say(&recognised(name, &of)).into_owned()
            })
            .collect();
        let joined = lines.join(" · ");
        let fits = joined.chars().map(super::wrap::cells).sum::<usize>() <= self.options.width;
        let opening = if fits { joined } else { lines.join("\n") };
        writeln!(self.out, "{opening}\n")
    }

    /// What was found, and what wasn't looked at.
    pub(super) fn footer(&mut self) -> io::Result<()> {
        if !self.places.outcome.files.is_empty() {
            self.counts()?;
        }
        self.not_starting()?;
        let outcome = self.places.outcome;
        for note in &outcome.notes {
            let note = self.say(note).into_owned();
            writeln!(self.out, "{note}")?;
        }
        self.open_verdicts()?;
        self.left_out()
    }

    /// `12 files on 12 hosts: 1 fatal, 2 warnings, 31 hints (--verbose shows each)`.
    fn counts(&mut self) -> io::Result<()> {
        let outcome = self.places.outcome;
        let (files, hosts) = (outcome.files.len(), outcome.hosts);
        let scope = match (files, hosts) {
            (1, _) => text! { en: "1 file", zh: "1 个文件" },
            (_, 0 | 1) => text! { en: "{files} files", zh: "{files} 个文件" },
            _ => text! { en: "{files} files on {hosts} hosts", zh: "{hosts} 台主机上的 {files} 个文件" },
        };
        let scope = self.say(&scope).into_owned();
        let colon = self.say(&text! { en: ": ", zh: "：" }).into_owned();
        let comma = self.say(&text! { en: ", ", zh: "，" }).into_owned();
        write!(self.out, "{scope}{colon}")?;
        let mut first = true;
        for severity in [Severity::Fatal, Severity::Error, Severity::Warning, Severity::Hint] {
            let count = outcome.count(severity);
            if count == 0 {
                continue;
            }
            if !first {
                write!(self.out, "{comma}")?;
            }
            first = false;
            let told = self.say(&counted(severity, count)).into_owned();
            let colour = self.styles.of(severity).clone();
            self.paint(&colour, &told)?;
        }
        if first {
            let nothing = text! { en: "no mistakes found", zh: "没有发现错误" };
            let nothing = self.say(&nothing).into_owned();
            write!(self.out, "{nothing}")?;
        }
        let folded = outcome.findings.iter().any(|finding| finding.severity == Severity::Hint);
        if folded && !self.options.verbose {
            let more = text! { en: " (--verbose shows each hint)", zh: "（用 --verbose 查看每条 hint）" };
            let more = self.say(&more).into_owned();
            write!(self.out, "{more}")?;
        }
        writeln!(self.out)
    }

    /// `will not start: kfk1, kfk2, kfk3`.
    fn not_starting(&mut self) -> io::Result<()> {
        for starts in [Starts::No, Starts::ByVersion] {
            let nodes = self.places.outcome.nodes.iter().filter(|node| node.starts == starts);
            let names: Vec<&str> = nodes.map(|node| node.id.as_str()).collect();
            if names.is_empty() {
                continue;
            }
            let names = listed(&names);
            let line = match starts {
                Starts::No => text! { en: "will not start: {names}", zh: "无法启动：{names}" },
                _ => text! { en: "starts with some of the versions only: {names}", zh: "只有部分版本能启动：{names}" },
            };
            let line = self.say(&line).into_owned();
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// Files whose verdict rests on something that wasn't seen.
    fn open_verdicts(&mut self) -> io::Result<()> {
        // A hosts file is no server's: there is nothing to decide.
        let files = self.places.outcome.files.iter().filter(|file| !file.component.is_empty());
        let open = files.filter(|file| file.verdict == Verdict::Unknown);
        let paths: Vec<String> = open.map(|file| typed(self.places.outcome.sources.path(file.source))).collect();
        if paths.is_empty() {
            return Ok(());
        }
        let paths = listed(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        let line = text! {
            en: "not decided (placeholders, or files out of sight): {paths}",
            zh: "无法下结论（含占位符，或依赖看不到的文件）：{paths}",
        };
        let line = self.say(&line).into_owned();
        writeln!(self.out, "{line}")
    }

    /// Inputs that could not be read, and files that were left alone.
    fn left_out(&mut self) -> io::Result<()> {
        let outcome = self.places.outcome;
        if !outcome.errors.is_empty() {
            let paths: Vec<String> = outcome.errors.iter().map(|error| typed(&error.path)).collect();
            let paths = listed(&paths.iter().map(String::as_str).collect::<Vec<_>>());
            let line = text! { en: "could not be read, so not checked: {paths}", zh: "无法读取，未检查：{paths}" };
            let line = self.say(&line).into_owned();
            let colour = self.styles.error.clone();
            self.paint(&colour, &line)?;
            writeln!(self.out)?;
        }
        let most = if self.options.verbose { usize::MAX } else { 3 };
        for skipped in outcome.skipped.iter().take(most) {
            let (path, reason) = (typed(&skipped.path), &skipped.reason);
            let line = Text {
                en: format!("left alone: {path}: {}", reason.en).into(),
                zh: format!("未检查：{path}：{}", reason.zh).into(),
            };
            let line = self.say(&line).into_owned();
            writeln!(self.out, "{line}")?;
        }
        let rest = outcome.skipped.len().saturating_sub(most);
        if rest > 0 {
            let line = text! { en: "left alone: {rest} more files (--verbose)", zh: "未检查：另有 {rest} 个文件（--verbose）" };
            let line = self.say(&line).into_owned();
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }
}

fn listed(names: &[&str]) -> String {
    let mut list = names.iter().take(MAX_NAMES).map(|name| sanitise::line(name)).collect::<Vec<_>>().join(", ");
    let rest = names.len().saturating_sub(MAX_NAMES);
    if rest > 0 {
        list.push_str(&format!(" … (+{rest})"));
    }
    list
}

fn counted(severity: Severity, n: usize) -> Text {
    match (severity, n) {
        (Severity::Fatal, _) => text! { en: "{n} fatal", zh: "{n} 个 fatal" },
        (Severity::Error, 1) => text! { en: "{n} error", zh: "{n} 个 error" },
        (Severity::Error, _) => text! { en: "{n} errors", zh: "{n} 个 error" },
        (Severity::Warning, 1) => text! { en: "{n} warning", zh: "{n} 个 warning" },
        (Severity::Warning, _) => text! { en: "{n} warnings", zh: "{n} 个 warning" },
        (Severity::Hint, 1) => text! { en: "{n} hint", zh: "{n} 个 hint" },
        (Severity::Hint, _) => text! { en: "{n} hints", zh: "{n} 个 hint" },
    }
}

/// The nodes of one component and their versions.
fn recognised(name: &str, nodes: &[&NodeEntry]) -> Text {
    let count = nodes.len();
    let who = match count {
        1 => text! { en: "1 {name} node", zh: "1 个 {name} 节点" },
        _ => text! { en: "{count} {name} nodes", zh: "{count} 个 {name} 节点" },
    };
    let mut groups: Vec<(usize, &NodeEntry)> = Vec::new();
    for node in nodes {
        match groups.iter_mut().find(|(_, known)| known.versions == node.versions) {
            Some((count, _)) => *count += 1,
            None => groups.push((1, node)),
        }
    }
    groups.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let one = groups.len() == 1;
    let mut text = who;
    for (index, (count, node)) in groups.iter().take(3).enumerate() {
        let (versions, why) = (&node.versions, &node.versions_why);
        let told = if node.any_version {
            text! { en: "version unknown: checked for {versions}", zh: "版本未知：按 {versions} 检查" }
        } else {
            Text { en: format!("{versions} ({})", why.en).into(), zh: format!("{versions}（{}）", why.zh).into() }
        };
        let separator = if index == 0 { if one { ", " } else { ": " } } else { "; " };
        let many = if one { String::new() } else { format!("{count} × ") };
        let wide = separator.replace(", ", "，").replace(": ", "：").replace("; ", "；");
        text = Text {
            en: format!("{}{separator}{many}{}", text.en, told.en).into(),
            zh: format!("{}{wide}{many}{}", text.zh, told.zh).into(),
        };
    }
    if groups.len() > 3 {
        text = text.map(|text| format!("{text}; …"));
    }
    text
}
