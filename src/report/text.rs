//! For people at a terminal: what was recognised, the findings with their source, what to do, and
//! what was not checked.

mod lines;
mod snippet;
mod summary;
pub(super) mod wrap;

use super::Options;
use super::place::Places;
use super::sanitise;
use crate::finding::{Finding, Fix, RefusalText, Severity, Stage};
use crate::text;
use crate::text::Text;
use codespan_reporting::term;
use codespan_reporting::term::termcolor::{Buffer, Color, ColorSpec, WriteColor};
use std::collections::HashMap;
use std::io::{self, Write};

/// What stands below a source excerpt.
enum Note {
    /// A sentence.
    Say(String),
    /// The lines to write instead.
    Write(Vec<String>),
}

/// The colours.
struct Styles {
    codespan: term::Styles,
    fatal: ColorSpec,
    error: ColorSpec,
    warning: ColorSpec,
    hint: ColorSpec,
    good: ColorSpec,
    strong: ColorSpec,
    border: ColorSpec,
    faint: ColorSpec,
}

impl Styles {
    fn new() -> Self {
        let mut codespan = term::Styles::default();
        let colour = |colour: Color| {
            let mut spec = ColorSpec::new();
            spec.set_fg(Some(colour));
            spec
        };
        let strong = |colour: Color| {
            let mut spec = ColorSpec::new();
            spec.set_fg(Some(colour)).set_bold(true);
            spec
        };
        codespan.primary_label_error = colour(Color::Red);
        codespan.primary_label_warning = colour(Color::Yellow);
        codespan.primary_label_help = colour(Color::Cyan);
        codespan.secondary_label = colour(Color::Blue);
        let mut fatal = strong(Color::White);
        fatal.set_bg(Some(Color::Red));
        let mut bold = ColorSpec::new();
        bold.set_bold(true);
        let mut faint = ColorSpec::new();
        faint.set_dimmed(true);
        Self {
            border: codespan.source_border.clone(),
            codespan,
            fatal,
            error: strong(Color::Red),
            warning: strong(Color::Yellow),
            hint: strong(Color::Cyan),
            good: colour(Color::Green),
            strong: bold,
            faint,
        }
    }

    fn of(&self, severity: Severity) -> &ColorSpec {
        match severity {
            Severity::Fatal => &self.fatal,
            Severity::Error => &self.error,
            Severity::Warning => &self.warning,
            Severity::Hint => &self.hint,
        }
    }
}

/// The whole report.
pub(super) fn write(places: &Places<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let buffer = if options.color { Buffer::ansi() } else { Buffer::no_color() };
    let components = places.outcome.nodes.iter().map(|node| (node.id.as_str(), node.component_name)).collect();
    let mut report = Report { places, components, options, styles: Styles::new(), out: buffer };
    report.opening()?;
    for finding in &places.outcome.findings {
        if finding.severity > Severity::Hint || options.verbose {
            report.finding(finding)?;
        }
        // Written piece by piece: a report over thousands of hosts needn't lie in memory.
        out.write_all(report.out.as_slice())?;
        report.out.clear();
    }
    if !options.verbose {
        report.hints()?;
    }
    report.footer()?;
    out.write_all(report.out.as_slice())
}

struct Report<'a> {
    places: &'a Places<'a>,
    /// The component's name of every node.
    components: HashMap<&'a str, &'static str>,
    options: &'a Options,
    styles: Styles,
    out: Buffer,
}

impl Report<'_> {
    fn say<'t>(&self, text: &'t Text) -> std::borrow::Cow<'t, str> {
        sanitise::sentence(text.get(self.options.lang))
    }

    /// `text` in a colour.
    fn paint(&mut self, colour: &ColorSpec, text: &str) -> io::Result<()> {
        self.out.set_color(colour)?;
        write!(self.out, "{text}")?;
        self.out.reset()
    }

    fn header(&mut self, finding: &Finding) -> io::Result<()> {
        let colour = self.styles.of(finding.severity).clone();
        self.paint(&colour, &format!("{}[{}]", finding.severity.id(), finding.code))?;
        write!(self.out, " {}: ", finding.name)
    }

    /// A finding with its source.
    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.header(finding)?;
        let strong = self.styles.strong.clone();
        let message = self.say(&finding.message).into_owned();
        let message = if self.options.terminal {
            wrap::wrap_behind(head(finding), &message, self.options.width).join("\n")
        } else {
            // In a log a headline stays one line, to be searched for.
            message
        };
        self.paint(&strong, &message)?;
        writeln!(self.out)?;
        let width = snippet::draw(finding, self.places, self.options.lang, &self.styles, &mut self.out)?;
        let notes = self.notes(finding);
        let border = self.styles.border.clone();
        if finding.place.span().is_none() {
            let path = self.places.typed(&finding.place);
            self.paint(&border, "  ┌─")?;
            writeln!(self.out, " {path}")?;
        }
        if !notes.is_empty() {
            self.paint(&border, &format!("{:width$} │", ""))?;
            writeln!(self.out)?;
        }
        let room = self.options.width.saturating_sub(width + 3).max(20);
        for note in notes {
            self.paint(&border, &format!("{:width$} = ", ""))?;
            let indent = format!("\n{:width$}   ", "");
            match note {
                Note::Say(text) => writeln!(self.out, "{}", wrap::wrap(&text, room).join(&indent))?,
                // Lines of configuration are never wrapped: they are there to be copied.
                Note::Write(lines) => {
                    let write = self.say(&text! { en: "write:", zh: "应写成：" }).into_owned();
                    // An indent can only be seen below something that isn't indented.
                    let below = lines.len() > 1 || lines.iter().any(|line| line.starts_with(' '));
                    // A full-width colon brings its blank along.
                    let beside = if write.is_ascii() { " " } else { "" };
                    write!(self.out, "{write}{}", if below { &indent } else { beside })?;
                    let good = self.styles.good.clone();
                    self.paint(&good, &lines.join(&indent))?;
                    writeln!(self.out)?;
                }
            }
        }
        writeln!(self.out)
    }

    /// What stands below the source: the server's words, what to do, other places.
    fn notes(&self, finding: &Finding) -> Vec<Note> {
        let mut notes: Vec<Note> = Vec::new();
        if let Some(refusal) = &finding.refusal {
            notes.push(Note::Say(self.say(&server_says(self.component(finding), refusal)).into_owned()));
        }
        if let Some((line, column)) = finding.reported {
            let here = finding.place.span().map(|span| self.places.start(span).line);
            if let Some(here) = here.filter(|&here| here != line) {
                let server = self.component(finding).unwrap_or("the server");
                let note = text! {
                    en: "{server} will report line {line}, column {column}; the mistake is on line {here}",
                    zh: "{server} 报的是第 {line} 行第 {column} 列；错误其实在第 {here} 行",
                };
                notes.push(Note::Say(self.say(&note).into_owned()));
            }
        }
        if let Some(help) = &finding.help {
            notes.push(Note::Say(self.say(help).into_owned()));
        }
        notes.extend(finding.fixes.first().and_then(|fix| self.write_instead(fix)));
        notes.extend(self.elsewhere(finding).into_iter().map(Note::Say));
        notes
    }

    /// The line as a fix would leave it.
    fn write_instead(&self, fix: &Fix) -> Option<Note> {
        let first = fix.edits.first()?.span;
        let source = self.places.source(first.source);
        let index = self.places.lines(first.source);
        let last = fix.edits.last()?.span;
        let line = index.line(first.start as usize);
        let range = index.range(&source.bytes, line);
        let one_line = fix.edits.iter().all(|edit| edit.span.source == first.source)
            && range.start <= first.start as usize
            && last.end as usize <= range.end;
        let secret = self.places.outcome.secrets.get(&first.source);
        if !one_line || secret.is_some_and(|secrets| secrets.touch(range.clone())) || range.len() > 200 {
            return Some(Note::Say(self.say(&fix.title).into_owned()));
        }
        let mut text = String::new();
        let mut at = range.start;
        for edit in &fix.edits {
            text.push_str(&String::from_utf8_lossy(source.bytes.get(at..edit.span.start as usize)?));
            text.push_str(&edit.text);
            at = edit.span.end as usize;
        }
        text.push_str(&String::from_utf8_lossy(source.bytes.get(at..range.end)?));
        Some(Note::Write(text.lines().map(|line| sanitise::line(line).into_owned()).collect()))
    }

    /// The places that aren't drawn.
    fn elsewhere(&self, finding: &Finding) -> Vec<String> {
        let mut notes = Vec::new();
        let mut drawn = 0;
        let is_drawable = finding.place.span().is_some();
        let mut told = 0;
        for related in &finding.related {
            if is_drawable && related.place.span().is_some() && drawn < snippet::MAX_DRAWN {
                drawn += 1;
            } else if told < snippet::MAX_DRAWN {
                told += 1;
                notes.push(format!("{}: {}", self.places.typed(&related.place), self.say(&related.message)));
            }
        }
        let rest = finding.related_total.saturating_sub(drawn + told);
        if rest > 0 {
            let note = text! { en: "and {rest} more such places", zh: "另有 {rest} 处" };
            notes.push(self.say(&note).into_owned());
        }
        notes.extend(self.also(finding));
        notes
    }

    /// Where else exactly the same is wrong.
    fn also(&self, finding: &Finding) -> Option<String> {
        const SHOWN: usize = 4;
        if finding.also.is_empty() {
            return None;
        }
        let mut list: Vec<String> = Vec::new();
        for place in &finding.also {
            let place = self.places.typed(place);
            if list.len() < SHOWN && !list.contains(&place) {
                list.push(place);
            }
        }
        let rest = finding.also_total.saturating_sub(list.len());
        let list = list.join(", ");
        let note = match rest {
            0 => text! { en: "the same in {list}", zh: "同样的问题还在 {list}" },
            _ => text! { en: "the same in {list} and {rest} more", zh: "同样的问题还在 {list} 等，另有 {rest} 处" },
        };
        Some(self.say(&note).into_owned())
    }

    /// The name of the server that a finding is about.
    fn component(&self, finding: &Finding) -> Option<&'static str> {
        self.components.get(finding.node.as_deref()?).copied()
    }

    /// A hint's message and what stands between it and its place: on a terminal both keep to its width.
    fn hint_lines(&self, finding: &Finding, message: &str, place: &str) -> (String, &'static str) {
        const INDENT: &str = "\n  ";
        if !self.options.terminal {
            return (message.to_owned(), " ");
        }
        let cells = |text: &str| text.chars().map(wrap::cells).sum::<usize>();
        let lines = wrap::wrap_behind(head(finding), message, self.options.width.saturating_sub(2));
        let used = lines.last().map_or(0, |last| cells(last)) + if lines.len() == 1 { head(finding) } else { 2 };
        let fits = used + 1 + cells(place) <= self.options.width;
        (lines.join(INDENT), if fits { " " } else { INDENT })
    }

    /// Hints, one line a rule.
    fn hints(&mut self) -> io::Result<()> {
        let places = self.places;
        let hints = places.outcome.findings.iter().filter(|finding| finding.severity == Severity::Hint);
        let mut any = false;
        for finding in hints {
            any = true;
            self.header(finding)?;
            let message = self.say(&finding.message).into_owned();
            let place = places.typed(&finding.place);
            let place = match finding.also_total {
                0 => place,
                rest => {
                    let place = text! { en: "{place} and {rest} more", zh: "{place}，另有 {rest} 处" };
                    self.say(&place).into_owned()
                }
            };
            let place = format!("({place})");
            let (message, gap) = self.hint_lines(finding, &message, &place);
            write!(self.out, "{message}{gap}")?;
            let faint = self.styles.faint.clone();
            self.paint(&faint, &place)?;
            writeln!(self.out)?;
        }
        if any { writeln!(self.out) } else { Ok(()) }
    }
}

/// The cells before a headline: `fatal[KF001] invalid-value: `.
fn head(finding: &Finding) -> usize {
    finding.severity.id().len() + finding.code.len() + finding.name.len() + "[] : ".len()
}

/// `Kafka 0.9.0.1 refuses the file: Invalid value …`.
fn server_says(server: Option<&str>, refusal: &RefusalText) -> Text {
    let server = server.unwrap_or("The server");
    let RefusalText { text: words, versions, stage } = refusal;
    let words = sanitise::readable(words);
    match stage {
        Stage::Parse => text! {
            en: "{server} {versions} refuses the file: {words}",
            zh: "{server} {versions} 拒绝这个文件：{words}",
        },
        Stage::Start => text! {
            en: "{server} {versions} exits while starting: {words}",
            zh: "{server} {versions} 启动时退出：{words}",
        },
    }
}
