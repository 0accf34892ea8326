//! A file's lines as `parseProperties` goes through them: of equal keys the last one, key and value
//! trimmed, what a placeholder touches marked.

use super::{Twice, ZOOKEEPER};
use crate::catalog::VersionSet;
use crate::finding::{Applicability, Edit, Fix};
use crate::model::{Fault, KeyUse, Refusal, Setting};
use crate::source::{Source, Span, Spanned};
use crate::syntax::placeholder::Placeholders;
use crate::syntax::properties::{self, Document, Entry, java_trim};
use crate::text;
use std::collections::HashMap;

/// Every supported release.
pub(super) const ALL: VersionSet = VersionSet::all(ZOOKEEPER);

/// One line that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) entry: &'a Entry,
    /// The trimmed key.
    pub(super) key: &'a str,
    /// The trimmed value.
    pub(super) value: &'a str,
    /// A later line has the same key.
    pub(super) overridden: bool,
    /// A placeholder touches its key.
    pub(super) open_key: bool,
    /// A placeholder touches its value.
    pub(super) open_value: bool,
}

impl Line<'_> {
    /// Where the trimmed value stands.
    pub(super) fn value_span(&self) -> Span {
        self.entry.value.span_of_str(self.value)
    }

    /// Where the key stands.
    pub(super) fn key_span(&self) -> Span {
        self.entry.key.span_of_str(self.key)
    }
}

/// A file, split into lines.
#[derive(Clone, Debug)]
pub(super) struct File {
    document: Document,
    /// What stands at each entry: overridden, open key, open value.
    marks: Vec<(bool, bool, bool)>,
    /// Lines whose keys differ only in characters that `trim` takes away: `Properties` keeps both, and which one
    /// `parseProperties` comes to last, and takes, is up to the order of a hash table.
    ambiguous: Vec<(usize, usize)>,
    /// Templates: lines may be missing, or more than they seem.
    pub(super) open: bool,
}

impl File {
    /// Reads a properties file.
    pub(super) fn read(source: &Source, placeholders: &Placeholders) -> Self {
        let document = properties::read(source);
        let mut last: HashMap<&str, usize> = HashMap::with_capacity(document.entries.len());
        for (index, entry) in document.entries.iter().enumerate() {
            last.insert(entry.key.trimmed(), index);
        }
        let mut marks = Vec::with_capacity(document.entries.len());
        for (index, entry) in document.entries.iter().enumerate() {
            let overridden = last.get(entry.key.trimmed()) != Some(&index);
            let touched = |span: Span| placeholders.touch(span.range());
            marks.push((overridden, touched(entry.key.span), touched(entry.separator.to(entry.value.span))));
        }
        let ambiguous = ambiguous(&document);
        for &(one, other) in &ambiguous {
            (marks[one].2, marks[other].2) = (true, true);
        }
        let open = !placeholders.blocks.is_empty() || marks.iter().any(|mark| mark.1);
        Self { document, marks, ambiguous, open }
    }

    /// Keys that are there twice but for blanks, with other values: the two lines.
    pub(super) fn ambiguous(&self) -> Vec<Twice> {
        let entry = |at: usize| self.document.entries.get(at);
        let pair = |&(one, other): &(usize, usize)| {
            let (one, other) = (entry(one)?, entry(other)?);
            Some(Twice { key: one.key.trimmed().to_owned(), one: one.line, other: other.line, decides: true })
        };
        self.ambiguous.iter().filter_map(pair).collect()
    }

    /// `\u` escapes without four hex digits.
    pub(super) fn malformed(&self) -> &[Span] {
        &self.document.malformed
    }

    /// Every line, in file order.
    pub(super) fn lines(&self) -> impl DoubleEndedIterator<Item = Line<'_>> {
        self.document.entries.iter().zip(&self.marks).map(|(entry, &(overridden, open_key, open_value))| Line {
            entry,
            key: entry.key.trimmed(),
            value: entry.value.trimmed(),
            overridden,
            open_key,
            open_value,
        })
    }

    /// The lines that count, by key.
    pub(super) fn by_key(&self) -> HashMap<&str, Line<'_>> {
        self.lines().filter(|line| !line.overridden && !line.open_key).map(|line| (line.key, line)).collect()
    }

    /// For the rules about keys.
    pub(super) fn key_uses(&self) -> Vec<KeyUse> {
        self.lines()
            .map(|line| KeyUse {
                name: line.key.to_owned(),
                span: line.key_span(),
                value: line.value.to_owned(),
                value_span: line.value_span(),
                overridden: line.overridden,
                unknown: line.open_key || line.open_value,
            })
            .collect()
    }
}

/// Of each key that is there in several spellings, the last line and those with another value. The lines of a server
/// list are all read, whatever the order.
fn ambiguous(document: &Document) -> Vec<(usize, usize)> {
    let mut raw: HashMap<&str, usize> = HashMap::new();
    if document.entries.iter().all(|entry| entry.key.trimmed().len() == entry.key.text.len()) {
        return Vec::new();
    }
    for (index, entry) in document.entries.iter().enumerate() {
        raw.insert(&entry.key.text, index);
    }
    let mut kept: Vec<usize> = raw.into_values().collect();
    kept.sort_unstable();
    let mut last: HashMap<&str, usize> = HashMap::new();
    let mut found = Vec::new();
    for &index in kept.iter().rev() {
        let entry = &document.entries[index];
        let key = entry.key.trimmed();
        let counts = *last.entry(key).or_insert(index);
        let differs = document.entries[counts].value.trimmed() != entry.value.trimmed();
        if counts != index && differs && !super::ensemble::is_list_key(key) {
            found.push((index, counts));
        }
    }
    found
}

/// What `load` makes of broken `\u` escapes: it refuses the whole file.
pub(super) fn malformed_escapes(file: &File, versions: VersionSet, refusals: &mut Vec<Refusal>) {
    for &span in file.malformed() {
        refusals.push(Refusal::new(Fault("malformed-unicode-escape"), span, versions, "Malformed \\uxxxx encoding."));
    }
}

/// A string setting.
pub(super) fn string(line: Option<&Line<'_>>) -> Setting<String> {
    match line {
        None => Setting::Absent,
        Some(line) if line.open_value => Setting::Unknown(line.value_span()),
        Some(line) => Setting::Set(Spanned::new(line.value.to_owned(), line.value_span())),
    }
}

/// A value and the comment behind it: blanks, then `#`, `//` or `;`.
pub(super) fn before_comment(value: &str) -> Option<(&str, &str)> {
    value.char_indices().filter(|&(_, c)| matches!(c, '#' | '/' | ';')).find_map(|(at, _)| {
        let (before, comment) = value.split_at_checked(at)?;
        let sign = comment.starts_with('#') || comment.starts_with("//") || comment.starts_with(';');
        let behind_blank = before.ends_with([' ', '\t']) && !before.trim().is_empty();
        (sign && behind_blank).then(|| (java_trim(before), comment))
    })
}

/// The refusal of a value that would be right without the comment behind it.
pub(super) fn comment_refusal(line: &Line<'_>, comment: &str, versions: VersionSet, text: String) -> Refusal {
    let key = line.key;
    let value = line.value;
    let place = line.entry.value.span_of_str(comment);
    let words = comment.trim_start_matches(['#', '/', ';', ' ', '\t']);
    let mut refusal = Refusal::new(Fault("comment-in-value"), place, versions, text).key(key).detail(text! {
        en: "the comment belongs to the value: ZooKeeper reads {key} as `{value}`",
        zh: "注释成了值的一部分：ZooKeeper 把 {key} 读作“{value}”"
    });
    refusal = refusal.help(text! {
        en: "write the comment on a line of its own, above {key}",
        zh: "把注释单独写成一行，放在 {key} 的上面"
    });
    // Only what is the same in Latin-1 and UTF-8 can be written back.
    if words.is_ascii() {
        let before = line.value.len() - comment.len();
        let kept = java_trim(line.value.get(..before).unwrap_or_default());
        let from = line.entry.value.span_of_str(kept).after();
        refusal = refusal.fix(Fix {
            title: text! { en: "move the comment to a line of its own", zh: "把注释移到单独的一行" },
            applicability: Applicability::Safe,
            edits: vec![
                Edit { span: line.entry.line.before(), text: format!("# {words}\n") },
                Edit { span: from.to(line.entry.value.span.after()), text: String::new() },
            ],
        });
    }
    refusal
}
