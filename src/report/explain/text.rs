//! An explanation that fits one screen: the state of every process, the root cause with its
//! evidence and what to do, then what else is wrong, what isn't understood, what can be ignored.

use super::Options;
use crate::finding::Severity;
use crate::finding::incident::{Benign, Explanation, Incident, LogEntry, LogPlace, Phase, Turn, Unexplained};
use crate::report::sanitise;
use crate::report::text::wrap;
use crate::text;
use crate::text::Text;
use codespan_reporting::term::termcolor::{Buffer, Color, ColorSpec, WriteColor};
use std::io::{self, Write};

/// This many incidents are told in full; the others in two lines each.
const FULL: usize = 2;
/// This many are told at all.
const MOST: usize = 6;
/// This many logs get a line of their own.
const LOGS: usize = 12;
/// A quoted record takes this many lines at most.
const QUOTED: usize = 3;
/// So far from the left it goes on.
const HANG: usize = 6;
/// This many kinds of other records are told.
const FEW: usize = 4;

/// Writes it.
pub(super) fn write(explanation: &Explanation, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let buffer = if options.color { Buffer::ansi() } else { Buffer::no_color() };
    let mut screen = Screen { explanation, options, names: names(explanation), out: buffer };
    screen.all()?;
    out.write_all(screen.out.as_slice())
}

/// Writes what is new in a log that grows.
pub(super) fn news(before: &Explanation, now: &Explanation, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let buffer = if options.color { Buffer::ansi() } else { Buffer::no_color() };
    let mut screen = Screen { explanation: now, options, names: names(now), out: buffer };
    let last = before.timeline.iter().map(|turn| turn.place.line).max().unwrap_or(0);
    for turn in now.timeline.iter().filter(|turn| turn.place.line > last) {
        screen.turn(turn)?;
    }
    for incident in super::fresh(before, now) {
        screen.incident(incident, true)?;
    }
    out.write_all(screen.out.as_slice())
}

struct Screen<'a> {
    explanation: &'a Explanation,
    options: &'a Options,
    /// What each log is called in places: the end of its path that no other has.
    names: Vec<String>,
    out: Buffer,
}

impl Screen<'_> {
    fn all(&mut self) -> io::Result<()> {
        if self.explanation.logs.is_empty() {
            return self.left_alone();
        }
        self.logs()?;
        if self.options.timeline {
            self.timeline()?;
        }
        self.incidents()?;
        self.unexplained()?;
        self.benign()?;
        self.left_alone()?;
        let notes: Vec<Text> = self.explanation.notes.clone();
        for note in &notes {
            let note = self.say(note);
            self.indented(0, &note)?;
        }
        Ok(())
    }

    fn say(&self, text: &Text) -> String {
        sanitise::sentence(text.get(self.options.lang)).into_owned()
    }

    fn color(&mut self, color: Option<Color>, bold: bool) -> io::Result<()> {
        let mut spec = ColorSpec::new();
        spec.set_fg(color).set_bold(bold);
        self.out.set_color(&spec)
    }

    fn plain(&mut self) -> io::Result<()> {
        self.out.reset()
    }

    /// A paragraph, `indent` cells from the left.
    fn indented(&mut self, indent: usize, text: &str) -> io::Result<()> {
        for line in wrap::wrap(text, self.options.width.saturating_sub(indent)) {
            writeln!(self.out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }

    /// A list item: what stands before its first line stands only there.
    fn item(&mut self, indent: usize, mark: &str, text: &str) -> io::Result<()> {
        let hang = indent + mark.chars().map(wrap::cells).sum::<usize>();
        write!(self.out, "{:indent$}{mark}", "")?;
        self.behind(hang, hang, text)
    }

    /// The rest of a line of which `used` cells are taken; what doesn't fit goes on below, `hang` cells from the left.
    fn behind(&mut self, used: usize, hang: usize, text: &str) -> io::Result<()> {
        let width = self.options.width.saturating_sub(hang);
        let mut lines = wrap::wrap_behind(used.saturating_sub(hang), text, width).into_iter();
        writeln!(self.out, "{}", lines.next().unwrap_or_default())?;
        for line in lines {
            writeln!(self.out, "{:hang$}{line}", "")?;
        }
        Ok(())
    }

    /// `line 88`; `zoo1/zookeeper.out:88` when several logs were read.
    fn place(&self, at: &LogPlace) -> String {
        let line = at.line;
        match self.names.get(at.log) {
            Some(name) if self.names.len() > 1 => format!("{}:{line}", sanitise::line(name)),
            _ => self.say(&text! { en: "line {line}", zh: "第 {line} 行" }),
        }
    }

    fn logs(&mut self) -> io::Result<()> {
        let logs = &self.explanation.logs;
        let shown = if self.options.verbose { logs.len() } else { LOGS };
        for log in logs.iter().take(shown) {
            let head = self.say(&who(log));
            let state = self.say(&state(log));
            self.color(None, true)?;
            write!(self.out, "{head}")?;
            self.plain()?;
            let color = match log.end_state {
                Some(Phase::Dead | Phase::Electing) => Some(Color::Red),
                Some(phase) if phase.works() => Some(Color::Green),
                _ => None,
            };
            write!(self.out, " · ")?;
            self.color(color, false)?;
            writeln!(self.out, "{state}")?;
            self.plain()?;
            let span = self.span(log);
            self.indented(2, &span)?;
        }
        if logs.len() > shown {
            let more = logs.len() - shown;
            let more =
                self.say(&text! { en: "… and {more} more logs (--verbose)", zh: "……另有 {more} 份日志（--verbose）" });
            self.indented(0, &more)?;
        }
        writeln!(self.out)
    }

    fn span(&self, log: &LogEntry) -> String {
        let path = sanitise::line(log.path.as_str()).into_owned();
        let lines = log.lines;
        let lines = self.say(&text! { en: "{lines} lines", zh: "{lines} 行" });
        let time = |stamp: &Option<crate::finding::incident::Stamp>| {
            stamp.as_ref().map(|stamp| sanitise::line(&stamp.text).into_owned())
        };
        let times = match (time(&log.first), time(&log.last)) {
            (Some(first), Some(last)) if !first.is_empty() && first != last => {
                // The same day needs no second date.
                let same = first.get(..10).filter(|_| first.len() > 11).is_some_and(|day| last.starts_with(day));
                let last = if same { last.get(11..).unwrap_or(&last).to_owned() } else { last };
                format!(" · {}", self.say(&text! { en: "{first} to {last}", zh: "{first} 至 {last}" }))
            }
            (Some(first), _) if !first.is_empty() => format!(" · {first}"),
            _ => String::new(),
        };
        format!("{path} · {lines}{times}")
    }

    fn timeline(&mut self) -> io::Result<()> {
        for turn in &self.explanation.timeline {
            self.turn(turn)?;
        }
        writeln!(self.out)
    }

    fn turn(&mut self, turn: &Turn) -> io::Result<()> {
        let time = turn.place.time.as_ref().map_or("", |time| time.text.as_str());
        let who = self.explanation.logs.get(turn.place.log).map(who).map(|who| self.say(&who)).unwrap_or_default();
        let phase = self.say(&phase(turn.phase));
        let line = format!("{:<24} {who}: {phase}  ({})", sanitise::line(time), self.place(&turn.place));
        writeln!(self.out, "{line}")
    }

    fn incidents(&mut self) -> io::Result<()> {
        let incidents = &self.explanation.incidents;
        if incidents.is_empty() {
            let nothing = if self.explanation.unexplained_total == 0 {
                text! { en: "Nothing went wrong in what was read.", zh: "读到的内容里没有发现问题。" }
            } else {
                text! { en: "No known problem; see what isn't understood.", zh: "没有已知的问题；请看下面未能识别的记录。" }
            };
            let nothing = self.say(&nothing);
            self.color(Some(Color::Green).filter(|_| self.explanation.unexplained_total == 0), false)?;
            self.indented(0, &nothing)?;
            self.plain()?;
            return writeln!(self.out);
        }
        let shown = if self.options.verbose { incidents.len() } else { MOST };
        for (number, incident) in incidents.iter().take(shown).enumerate() {
            // The same on another host needs no second telling of what to do.
            let again =
                || incidents.iter().take(number).any(|one| one.id == incident.id && one.title == incident.title);
            let full = self.options.verbose || number == 0 || (number < FULL && !incident.over && !again());
            self.incident(incident, full)?;
        }
        if incidents.len() > shown {
            let more = incidents.len() - shown;
            let more = self
                .say(&text! { en: "… and {more} more problems (--verbose)", zh: "……另有 {more} 个问题（--verbose）" });
            self.indented(0, &more)?;
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn incident(&mut self, incident: &Incident, full: bool) -> io::Result<()> {
        let (mark, color) = match (incident.over, incident.severity) {
            (true, _) => ("✓ ", Color::Green),
            (false, Severity::Fatal | Severity::Error) => ("✗ ", Color::Red),
            (false, _) => ("! ", Color::Yellow),
        };
        self.color(Some(color), true)?;
        write!(self.out, "{mark}{}", incident.id)?;
        self.plain()?;
        let title = self.say(&incident.title);
        let title = if incident.over {
            format!("{title}{}", self.say(&text! { en: " (over)", zh: "（已恢复）" }))
        } else {
            title
        };
        self.color(None, true)?;
        write!(self.out, "  ")?;
        self.behind(2 + incident.id.chars().count() + 2, 4, &title)?;
        self.plain()?;
        let evidence = if self.options.verbose { incident.evidence.len() } else { 1 };
        for quoted in incident.evidence.iter().take(evidence) {
            let place = self.place(&quoted.place);
            self.color(Some(Color::Cyan), false)?;
            write!(self.out, "    {place}")?;
            self.plain()?;
            write!(self.out, "  ")?;
            let used = 4 + place.chars().map(wrap::cells).sum::<usize>() + 2;
            // The number that matters may stand at the end of the record.
            let room = (QUOTED * self.options.width.saturating_sub(HANG)).saturating_sub(used);
            self.behind(used, HANG, &cut(&sanitise::line(&quoted.text), room))?;
        }
        self.how_often(incident)?;
        if !full {
            if let Some(step) = incident.fix.first().filter(|_| !incident.over) {
                let step = self.say(step);
                self.item(4, "→ ", &step)?;
            }
            return writeln!(self.out);
        }
        if let Some(why) = &incident.explanation {
            let why = self.say(why);
            self.indented(4, &why)?;
        }
        self.config(incident)?;
        for step in &incident.fix {
            let step = self.say(step);
            self.item(4, "→ ", &step)?;
        }
        for command in &incident.run {
            self.color(Some(Color::Blue), false)?;
            writeln!(self.out, "      $ {}", sanitise::line(command))?;
            self.plain()?;
        }
        self.consequences(incident)?;
        writeln!(self.out)
    }

    fn how_often(&mut self, incident: &Incident) -> io::Result<()> {
        let mut parts = Vec::new();
        if incident.starts > 1 {
            let starts = incident.starts;
            parts.push(self.say(&text! { en: "in {starts} starts", zh: "在 {starts} 次启动中出现" }));
        }
        if incident.count > 1 {
            let (count, line) = (incident.count, incident.last.line);
            let time =
                incident.last.time.as_ref().map(|time| sanitise::line(&time.text).into_owned()).unwrap_or_default();
            parts.push(if time.is_empty() {
                self.say(&text! { en: "{count} times, last in line {line}", zh: "共 {count} 次，最后一次在第 {line} 行" })
            } else {
                self.say(&text! { en: "{count} times, last at {time} (line {line})", zh: "共 {count} 次，最后一次在 {time}（第 {line} 行）" })
            });
        }
        if parts.is_empty() { Ok(()) } else { self.indented(4, &parts.join(" · ")) }
    }

    fn config(&mut self, incident: &Incident) -> io::Result<()> {
        let shown = if self.options.verbose { incident.config.len() } else { 3 };
        for place in incident.config.iter().take(shown) {
            let mut at = sanitise::line(place.file.as_str()).into_owned();
            if let Some(line) = place.line {
                at.push_str(&format!(":{line}"));
            }
            self.color(Some(Color::Cyan), false)?;
            write!(self.out, "    {at}")?;
            self.plain()?;
            writeln!(self.out, "  {}", place.text.as_deref().map(|text| cut(&quoted(text), 100)).unwrap_or_default())?;
            if let Some(message) = &place.message {
                let message = self.say(message);
                self.indented(6, &message)?;
            }
        }
        Ok(())
    }

    fn consequences(&mut self, incident: &Incident) -> io::Result<()> {
        if incident.consequences.is_empty() {
            return Ok(());
        }
        let shown = if self.options.verbose { incident.consequences.len() } else { 4 };
        let lead = self.say(&text! { en: "led to: ", zh: "引发：" });
        let mut all: Vec<String> = incident
            .consequences
            .iter()
            .take(shown)
            .map(|one| {
                let times = if one.count > 1 { format!(" (×{})", one.count) } else { String::new() };
                format!("{}{times}", self.say(&one.title))
            })
            .collect();
        if incident.consequences.len() > shown {
            let more = incident.consequences.len() - shown;
            all.push(self.say(&text! { en: "{more} more", zh: "另外 {more} 种" }));
        }
        self.item(4, &lead, &all.join("; "))
    }

    fn unexplained(&mut self) -> io::Result<()> {
        let all = &self.explanation.unexplained;
        if all.is_empty() {
            return Ok(());
        }
        let total = self.explanation.unexplained_total;
        let head = if total == 1 {
            text! { en: "Not understood:", zh: "未能识别：" }
        } else {
            text! { en: "Not understood ({total} kinds):", zh: "未能识别（{total} 种）：" }
        };
        let head = self.say(&head);
        self.color(Some(Color::Yellow), false)?;
        writeln!(self.out, "{head}")?;
        self.plain()?;
        let shown = if self.options.verbose { all.len() } else { FEW };
        for unknown in all.iter().take(shown) {
            self.unknown(unknown)?;
        }
        if total > shown {
            let more = total - shown;
            let more =
                self.say(&text! { en: "… and {more} more kinds (--verbose)", zh: "……另有 {more} 种（--verbose）" });
            self.indented(2, &more)?;
        }
        writeln!(self.out)
    }

    fn unknown(&mut self, unknown: &Unexplained) -> io::Result<()> {
        let place = self.place(&unknown.first);
        let head = format!("{} × {} ", unknown.count, unknown.level);
        let room = self.options.width.saturating_sub(4 + head.chars().count() + place.chars().count()).max(30);
        self.item(2, "? ", &format!("{head}{place}  {}", cut(&sanitise::line(&unknown.template), room)))
    }

    fn benign(&mut self) -> io::Result<()> {
        let all = &self.explanation.benign;
        if all.is_empty() {
            return Ok(());
        }
        let shown = if self.options.verbose { all.len() } else { FEW };
        let head = self.say(&text! { en: "Can be ignored:", zh: "可以忽略：" });
        writeln!(self.out, "{head}")?;
        for benign in all.iter().take(shown) {
            self.harmless(benign)?;
        }
        if all.len() > shown {
            let more = all.len() - shown;
            let more =
                self.say(&text! { en: "… and {more} more kinds (--verbose)", zh: "……另有 {more} 种（--verbose）" });
            self.indented(2, &more)?;
        }
        Ok(())
    }

    fn harmless(&mut self, benign: &Benign) -> io::Result<()> {
        let (count, place) = (benign.count, self.place(&benign.first));
        let why = self.say(&benign.why);
        self.item(2, "· ", &format!("{count} × {} ({place}): {why}", benign.id))
    }

    fn left_alone(&mut self) -> io::Result<()> {
        let all = &self.explanation.skipped;
        let shown = if self.options.verbose { all.len() } else { FEW };
        for skipped in all.iter().take(shown) {
            let path = sanitise::line(skipped.path.as_str()).into_owned();
            let reason = self.say(&skipped.reason);
            let line = self.say(&text! { en: "left alone: {path}: {reason}", zh: "未解释：{path}：{reason}" });
            self.indented(0, &line)?;
        }
        if all.len() > shown {
            let more = all.len() - shown;
            let more = self.say(&text! { en: "… and {more} more files left alone", zh: "……另有 {more} 个文件未解释" });
            self.indented(0, &more)?;
        }
        Ok(())
    }
}

/// The shortest ends of the paths that tell them apart.
fn names(explanation: &Explanation) -> Vec<String> {
    let paths: Vec<Vec<&str>> =
        explanation.logs.iter().map(|log| log.path.components().map(|part| part.as_str()).collect()).collect();
    let longest = paths.iter().map(Vec::len).max().unwrap_or(1);
    let ends = |parts: usize| -> Vec<String> {
        paths.iter().map(|path| path.get(path.len().saturating_sub(parts)..).unwrap_or_default().join("/")).collect()
    };
    let unique = |names: &Vec<String>| names.iter().collect::<std::collections::HashSet<_>>().len() == names.len();
    (1..=longest).map(ends).find(unique).unwrap_or_else(|| ends(longest))
}

/// `ZooKeeper 3.4.9, server 2 on zoo2`.
fn who(log: &LogEntry) -> Text {
    let name = match log.component {
        "zookeeper" => "ZooKeeper",
        "storm" => "Storm",
        "kafka" => "Kafka",
        _ => "",
    };
    let mut en = if name.is_empty() { "Log".to_owned() } else { name.to_owned() };
    let mut zh = if name.is_empty() { "日志".to_owned() } else { name.to_owned() };
    if let Some(role) = log.role() {
        en.push_str(&format!(" {role}"));
        zh.push_str(&format!(" {role}"));
    }
    if let Some(version) = &log.version {
        en.push_str(&format!(" {version}"));
        zh.push_str(&format!(" {version}"));
    }
    // A supervisor's id is long and says nothing to its reader.
    if let Some(id) = log.server_id.as_ref().filter(|_| log.component != "storm") {
        let (word, zh_word) = if log.component == "kafka" { ("broker", "broker") } else { ("server", "服务器") };
        en.push_str(&format!(", {word} {id}"));
        zh.push_str(&format!("，{zh_word} {id}"));
    }
    if let Some(host) = &log.host {
        en.push_str(&format!(" on {host}"));
        zh.push_str(&format!("（{host}）"));
    }
    Text { en: en.into(), zh: zh.into() }
}

/// How it was at the end.
fn state(log: &LogEntry) -> Text {
    let end = match log.end_state {
        Some(end) => phase(end),
        None => text! { en: "no start seen", zh: "未见启动过程" },
    };
    let mut more = Vec::new();
    if log.starts > 1 {
        let starts = log.starts;
        more.push(text! { en: ", after {starts} starts", zh: "，共启动 {starts} 次" });
    }
    if log.partial {
        more.push(text! { en: " (read only in part)", zh: "（只读了一部分）" });
    }
    more.into_iter().fold(end, |said, more| Text { en: said.en + more.en, zh: said.zh + more.zh })
}

fn phase(phase: Phase) -> Text {
    match phase {
        Phase::Boot => text! { en: "starting", zh: "正在启动" },
        Phase::Config => text! { en: "starting, configuration read", zh: "正在启动，已读取配置" },
        Phase::Electing => text! { en: "looking for a leader, not serving", zh: "正在选举，没有提供服务" },
        Phase::Following => text! { en: "following, serving", zh: "跟随 leader，正常服务" },
        Phase::Leading => text! { en: "leading, serving", zh: "作为 leader，正常服务" },
        Phase::Serving => text! { en: "serving", zh: "正常服务" },
        Phase::Stopping => text! { en: "stopped", zh: "已停止" },
        Phase::Dead => text! { en: "ended by a failure", zh: "因故障退出" },
    }
}

/// A line of a configuration, with the blanks at its end made visible.
fn quoted(line: &str) -> String {
    let text = line.trim_end_matches([' ', '\t']);
    format!("{}{}", sanitise::line(text), "·".repeat(line.len() - text.len()))
}

/// A line that fits.
fn cut(line: &str, room: usize) -> String {
    let mut used = 0;
    let mut shown = String::new();
    for c in line.chars() {
        used += wrap::cells(c);
        if used > room {
            shown.push('…');
            break;
        }
        shown.push(c);
    }
    shown
}
