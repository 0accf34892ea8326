//! One file through every SnakeYAML that the versions in question ship, and its errors as refusals.
//!
//! `Utils.findAndReadConfigFile`: `new Yaml(new SafeConstructor()).load(reader)`, then a cast to `Map`.

use crate::catalog::{Component, VersionSet};
use crate::finding::{Applicability, Edit, Fix};
use crate::model::{Fault, Refusal};
use crate::source::{LineIndex, Source, Span};
use crate::syntax::placeholder::Placeholders;
use crate::syntax::yaml::{self, Dialect, Document, Node, Value, YamlError};
use crate::text;
use crate::text::Text;

const STORM: Component = Component::Storm;

/// The SnakeYAML of each stretch of versions (pom.xml of every tag), newest first.
const SHIPPED: [(Dialect, VersionSet); 4] = [
    (Dialect::V2_6, VersionSet::since(STORM, "2.8.8")),
    (Dialect::V2_2, VersionSet::range(STORM, "2.5.0", "2.8.7")),
    (Dialect::V1_26, VersionSet::range(STORM, "2.2.0", "2.4.0")),
    (Dialect::V1_11, VersionSet::before(STORM, "2.2.0")),
];

/// These turn what SnakeYAML gives into Clojure's collections.
const CLOJURE: VersionSet = VersionSet::before(STORM, "2.0.0");

/// These copy the file's entries into a map of their own.
const COPIES: VersionSet = VersionSet::since(STORM, "2.0.0");

/// From these versions on Java 9 or later is required: it names modules when a cast fails.
const MODULES: VersionSet = VersionSet::since(STORM, "2.6.0");

/// These carry SnakeYAML in another package (`maven-shade-plugin` in storm-core, later storm-shaded-deps).
const SHADED: VersionSet = VersionSet::since(STORM, "0.10.0");

/// Reads the file with every SnakeYAML in question, newest first; readings that come out the same are
/// one.
pub(super) fn read(source: &Source, versions: VersionSet, placeholders: &Placeholders) -> Vec<(VersionSet, Document)> {
    let mut masked: Vec<_> = placeholders.spans.iter().chain(&placeholders.blocks).cloned().collect();
    masked.sort_by_key(|range| range.start);
    let shipped = |dialect| {
        let known = SHIPPED.iter().find(|(other, _)| *other == dialect);
        known.map_or(VersionSet::none(STORM), |(_, shipped)| shipped.and(versions))
    };
    let dialects: Vec<Dialect> =
        SHIPPED.iter().map(|(dialect, _)| *dialect).filter(|&dialect| !shipped(dialect).is_empty()).collect();
    let readings = yaml::read_all(source, &dialects, &masked);
    let sets = |group: &[Dialect]| group.iter().fold(VersionSet::none(STORM), |all, &dialect| all.or(shipped(dialect)));
    let mut readings: Vec<_> = readings.into_iter().map(|(group, document)| (sets(&group), document)).collect();
    readings.sort_by_key(|(versions, _)| std::cmp::Reverse(versions.newest()));
    if placeholders.is_template() {
        let lines = LineIndex::new(&source.bytes);
        for (_, document) in &mut readings {
            let mut sure = true;
            document.errors.retain(|error| {
                let is_doubtful = doubtful(&lines, source, error, placeholders);
                // What is read behind a mend that a statement may have called for is a guess.
                sure &= !is_doubtful || placeholders.blocks.is_empty();
                sure && !is_doubtful
            });
            if let Some(root) = &mut document.root {
                forget(root, source, placeholders);
            }
        }
        if readings.iter().any(|(_, document)| !document.errors.is_empty()) {
            as_they_stand(source, &dialects, &mut readings, &sets);
        }
    }
    readings
}

/// A server that takes the file with its placeholders refuses it for nothing that is put in their place.
fn as_they_stand(
    source: &Source,
    dialects: &[Dialect],
    readings: &mut [(VersionSet, Document)],
    sets: &impl Fn(&[Dialect]) -> VersionSet,
) {
    let bare = yaml::read_all(source, dialects, &[]);
    let taken = bare.iter().filter(|(_, document)| document.errors.is_empty());
    let taken = taken.fold(VersionSet::none(STORM), |all, (group, _)| all.or(sets(group)));
    for (versions, document) in readings {
        if versions.within(taken) {
            document.errors.clear();
        }
    }
}

/// Mistakes that a line holds by itself, when it starts at the left edge: nothing above it is continued
/// there.
const IN_ONE_LINE: [&str; 2] = ["yaml-missing-space-after-colon", "yaml-tab"];

/// Whether a placeholder may be behind an error: what fills it can change the lines that the error
/// names, and statements those beside them too.
fn doubtful(lines: &LineIndex, source: &Source, error: &YamlError, placeholders: &Placeholders) -> bool {
    let guilty = lines.line(error.blame.start as usize);
    let named = [Some(guilty), error.reported.map(|at| at.0), error.context.map(|at| at.0)];
    let named = || named.iter().flatten().map(|line| (*line).clamp(1, lines.lines()));
    let (Some(mut first), Some(mut last)) = (named().min(), named().max()) else { return true };
    if !placeholders.blocks.is_empty() {
        let start = lines.range(&source.bytes, guilty).start;
        let at_edge = source.bytes.get(start).is_some_and(|byte| !byte.is_ascii_whitespace());
        if at_edge && IN_ONE_LINE.contains(&error.fault) && !trims(source, placeholders) {
            (first, last) = (guilty, guilty);
        } else {
            (first, last) = (first.saturating_sub(1).max(1), (last + 1).min(lines.lines()));
        }
    }
    let bytes = lines.range(&source.bytes, first).start..lines.range(&source.bytes, last).end;
    placeholders.touch(bytes)
}

/// Whether a statement takes the line breaks around it along (`{%-`, `-%}`).
fn trims(source: &Source, placeholders: &Placeholders) -> bool {
    let text = |range: &std::ops::Range<usize>| source.bytes.get(range.clone()).unwrap_or_default();
    placeholders.blocks.iter().map(text).any(|text| {
        matches!(text, [b'{' | b'<', b'%' | b'#', b'-', ..]) || matches!(text, [.., b'-', b'%' | b'#', b'}' | b'>'])
    })
}

/// In a template with statements no rendering is sure to have a line that stands between two of them,
/// nor to be read as the text without them is.
pub(super) fn depend_on_rendering(source: &Source, placeholders: &Placeholders, refusals: &mut [Refusal]) {
    let is_statement =
        |range: &&std::ops::Range<usize>| !source.bytes.get(range.start..).is_some_and(|text| text.starts_with(b"{#"));
    let mut statements = placeholders.blocks.iter().filter(is_statement);
    let Some(first) = statements.next() else { return };
    let end = statements.next_back().map_or(first.end, |last| last.end);
    for refusal in refusals {
        let between =
            refusal.place.span().is_some_and(|span| span.range().start >= first.start && span.range().start < end);
        if between || refusal.fault.0.starts_with("yaml-") {
            refusal.depends_on = Some(text! {
                en: "so it is in every rendering that keeps this line; the template's statements can leave it out",
                zh: "凡是渲染后保留这一行的，结果都是如此；模板语句也可能会去掉这一行",
            });
        }
    }
}

/// Makes values unknown that a statement, or a placeholder where nothing else is, may fill.
fn forget(root: &mut Node, source: &Source, placeholders: &Placeholders) {
    let Value::Map(pairs) = &mut root.value else { return };
    let mut starts: Vec<u32> = pairs.iter().map(|(key, _)| key.span.start).collect();
    starts.sort_unstable();
    let statements = Placeholders { blocks: placeholders.blocks.clone(), ..Placeholders::default() };
    for (key, value) in pairs {
        let next = starts.partition_point(|&start| start <= key.span.start);
        let end = starts.get(next).map_or(source.bytes.len(), |&start| start as usize);
        let bytes = key.span.start as usize..end;
        let filled = value.value == Value::Null && placeholders.touch(bytes.clone());
        if filled || statements.touch(bytes) {
            value.value = Value::Unknown;
        }
    }
}

/// The errors of all readings; one that several SnakeYAMLs report alike is one refusal.
pub(super) fn errors(source: &Source, documents: &[(VersionSet, Document)], refusals: &mut Vec<Refusal>) {
    for (versions, document) in documents {
        for error in &document.errors {
            let same = |known: &&mut Refusal| known.fault.0 == error.fault && known.place.span() == Some(error.blame);
            match refusals.iter_mut().find(same) {
                Some(known) => known.versions = known.versions.or(*versions),
                None => refusals.push(refusal(*versions, error)),
            }
        }
        if let Some(root) = &document.root
            && document.errors.is_empty()
        {
            not_a_mapping(source, root, *versions, refusals);
        }
        if let Some(alias) = document.recursion {
            recursive(alias, *versions, refusals);
        }
        if let Some(key) = document.endless_key {
            endless(key, *versions, refusals);
        }
    }
}

/// `util.clj`, `clojurify-structure`, walks down every value but Java's sets and arrays, and comes to no end.
fn recursive(alias: Span, versions: VersionSet, refusals: &mut Vec<Refusal>) {
    let versions = versions.and(CLOJURE);
    if versions.is_empty() {
        return;
    }
    let text = "java.lang.StackOverflowError";
    refusals.push(Refusal::new(Fault("yaml-syntax"), alias, versions, text).detail(text! {
        en: "this alias stands inside the value that it repeats: Storm follows it without end",
        zh: "这个别名位于它所引用的值里面：Storm 会无限展开它",
    }));
}

/// `Utils.readStormConfig`: `putAll` hashes the keys of the file.
fn endless(key: Span, versions: VersionSet, refusals: &mut Vec<Refusal>) {
    let versions = versions.and(COPIES);
    if versions.is_empty() {
        return;
    }
    refusals.push(Refusal::new(Fault("yaml-syntax"), key, versions, "java.lang.StackOverflowError").detail(text! {
        en: "this key leads to itself through an alias (`*name`): its hash code never ends",
        zh: "这个键通过别名（`*name`）又包含了自己：它的散列值永远算不完",
    }));
}

fn refusal(versions: VersionSet, error: &YamlError) -> Refusal {
    let mut refusal = Refusal::new(Fault(error.fault), error.blame, versions, as_thrown(&error.text, versions));
    refusal.reported = error.reported;
    refusal.detail = error.detail.clone();
    refusal.fixes = error.fix.iter().cloned().collect();
    refusal
}

/// The JVM's own words where SnakeYAML takes a node for another kind: the package is Storm's, and from Java 9 on they
/// name modules.
fn as_thrown(text: &str, versions: VersionSet) -> String {
    let classes = || text.strip_prefix("class ")?.split_once(" cannot be cast to class ");
    let Some((from, to)) = classes() else { return text.to_owned() };
    let package = if versions.meets(SHADED) { "org.apache.storm.shade." } else { "" };
    let (from, to) = (format!("{package}{from}"), format!("{package}{to}"));
    if versions.meets(MODULES) {
        format!("class {from} cannot be cast to class {to} ({from} and {to} are in unnamed module of loader 'app')")
    } else {
        format!("{from} cannot be cast to {to}")
    }
}

/// A byte order mark in a JVM that decodes something else than UTF-8 (`new InputStreamReader(in)`): its
/// bytes are three letters at the start of the first line.
pub(super) fn byte_order_mark(source: &Source, versions: VersionSet, refusals: &mut Vec<Refusal>) {
    let Some(rest) = source.bytes.strip_prefix(b"\xef\xbb\xbf") else { return };
    let heard: Vec<u8> = b"???".iter().chain(rest).copied().collect();
    let heard = Source { id: source.id, path: source.path.clone(), bytes: heard.into() };
    let newest =
        SHIPPED.iter().find(|(_, shipped)| shipped.meets(versions)).map_or(Dialect::V2_6, |(dialect, _)| *dialect);
    let document = yaml::read(&heard, newest, &[]);
    let (Some(error), true) = (document.errors.first(), refusals.is_empty()) else { return };
    let mark = Span::new(source.id, 0..3);
    let mut refusal = Refusal::new(Fault("yaml-byte-order-mark"), mark, versions, error.text.clone());
    refusal.reported = error.reported;
    refusal.depends_on = Some(text! {
        en: "the JVM's charset: UTF-8 takes the mark, every other one refuses; save the file as UTF-8 without BOM",
        zh: "取决于 JVM 的字符集：UTF-8 能跳过 BOM，其他字符集会拒绝；请用“UTF-8 无 BOM”的格式保存文件",
    });
    let title = text! { en: "remove the byte order mark", zh: "删除 BOM" };
    let edits = vec![Edit { span: mark, text: String::new() }];
    refusal.fixes.push(Fix { title, applicability: Applicability::Safe, edits });
    refusals.push(refusal);
}

/// A document that is no mapping: `(Map) yaml.load(…)` throws.
fn not_a_mapping(source: &Source, root: &Node, versions: VersionSet, refusals: &mut Vec<Refusal>) {
    let class = match &root.value {
        Value::Map(_) | Value::Null | Value::Unknown => return,
        other => super::java::Runtime::Java.class(other).trim_start_matches("class "),
    };
    let text = if versions.meets(MODULES) {
        format!(
            "class {class} cannot be cast to class java.util.Map ({class} and java.util.Map are in module java.base of \
             loader 'bootstrap')"
        )
    } else {
        format!("{class} cannot be cast to java.util.Map")
    };
    let place = first_line(source, root.span);
    if let Some(known) = refusals.iter_mut().find(|known| known.fault.0 == "not-a-mapping") {
        known.versions = known.versions.or(versions);
        return;
    }
    let mut refusal = Refusal::new(Fault("not-a-mapping"), place, versions, text);
    let raw = source.text(root.span);
    match glued_colon(&raw) {
        _ if matches!(root.value, Value::Seq(_)) => {
            refusal.detail = Some(text! {
                en: "the file is a list, and Storm wants `key: value` lines",
                zh: "整个文件是一个列表，而 Storm 要的是“键: 值”",
            });
        }
        Some(at) => {
            refusal.detail = Some(text! {
                en: "no blank behind the colon: Storm reads the whole file as one text",
                zh: "冒号后面没有空格：Storm 把整个文件读成了一个字符串",
            });
            refusal.help = Some(blank_help());
            if !raw.trim().contains(['\n', '\r']) {
                let place = root.span.start as usize + at + 1;
                let span = Span::new(source.id, place..place);
                let title = text! { en: "put a blank behind the colon", zh: "在冒号后面加一个空格" };
                let edits = vec![Edit { span, text: " ".to_owned() }];
                refusal.fixes.push(Fix { title, applicability: Applicability::Safe, edits });
            }
        }
        None if raw.contains('=') => {
            refusal.detail = Some(text! {
                en: "`key=value` lines are not YAML: Storm reads the whole file as one text",
                zh: "“键=值”不是 YAML：Storm 把整个文件读成了一个字符串",
            });
            refusal.help = Some(blank_help());
        }
        None => {}
    }
    refusals.push(refusal);
}

fn blank_help() -> Text {
    text! { en: "write `key: value`, with a blank behind the colon", zh: "写成“键: 值”，冒号后面要有空格" }
}

/// The first colon of the first line that something other than a blank follows.
fn glued_colon(raw: &str) -> Option<usize> {
    let line = raw.lines().next()?;
    let at = line.find(':')?;
    line[at + 1..].chars().next().filter(|next| !next.is_whitespace()).map(|_| at)
}

fn first_line(source: &Source, span: Span) -> Span {
    let line = source.slice(span).split(|byte| matches!(byte, b'\n' | b'\r')).next().map_or(0, <[u8]>::len);
    Span { end: span.start + line as u32, ..span }
}
