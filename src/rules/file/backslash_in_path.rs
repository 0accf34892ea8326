//! FS001: a single backslash in a properties file vanishes.

use super::keys;
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::rules::{Check, Draft, NodeCase, Rule, Sink, rule_doc};
use crate::source::Span;
use crate::text;

pub(crate) static RULE: Rule = Rule {
    code: "FS001",
    name: "backslash-in-path",
    component: None,
    severity: Severity::Error,
    confidence: Confidence::High,
    evidence: "java/util/Properties.java loadConvert; run on ZooKeeper 3.4.9–3.9.5 and Kafka 0.9.0.1",
    refusals: &[],
    doc: rule_doc!("file/backslash-in-path"),
    check: Check::Node(check),
};

fn check(case: &NodeCase<'_, ()>, sink: &mut Sink<'_>) {
    if !keys::is_properties(case) {
        return;
    }
    for used in keys::heard(case) {
        let raw = case.source.slice(used.value_span);
        let lost = lost(raw);
        if lost.is_empty() || keys::is_refused(case, used) {
            continue;
        }
        let Some(spec) = keys::spec(case, used).filter(|spec| !spec.secret) else { continue };
        if !is_path(spec.name, raw) {
            continue;
        }
        let (key, heard) = (&used.name, used.value.trim().escape_debug().to_string());
        let span = |at: usize| Span {
            start: used.value_span.start + at as u32,
            end: used.value_span.start + at as u32 + 1,
            ..used.value_span
        };
        let edits = lost.iter().map(|&at| Edit { span: span(at), text: "/".to_owned() }).collect();
        sink.report(
            Draft::new(
                used.value_span,
                text! {
                    en: "the backslashes of {key} vanish: it is heard as {heard}",
                    zh: "{key} 里的反斜杠会消失：读到的是 {heard}",
                },
            )
            .key(key.clone())
            .label(text! { en: "a backslash is an escape here", zh: "反斜杠在这里是转义符" })
            .help(text! { en: "write / (Windows takes it too), or \\\\", zh: "写成 /（Windows 也认），或写成 \\\\" })
            .fix(Fix {
                title: text! { en: "write / instead", zh: "改写成 /" },
                applicability: Applicability::Safe,
                edits,
            }),
        );
    }
}

/// The offsets of backslashes that vanish: those that escape neither a backslash, a line end, a
/// separator nor a Unicode character.
fn lost(raw: &[u8]) -> Vec<usize> {
    let mut lost = Vec::new();
    let mut at = 0;
    while let Some(next) = raw.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += next;
        match raw.get(at + 1) {
            Some(b'u') if is_unicode(raw.get(at + 2..)) => {}
            Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'$') => lost.push(at),
            _ => {}
        }
        at += 2;
    }
    lost
}

fn is_unicode(rest: Option<&[u8]>) -> bool {
    rest.and_then(|rest| rest.get(..4)).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// A drive letter in front, or an option that holds a path.
fn is_path(key: &str, raw: &[u8]) -> bool {
    let drive = raw.windows(3).enumerate().any(|(at, three)| {
        let starts = at == 0 || matches!(raw.get(at - 1), Some(b',' | b' ' | b'"' | b'/'));
        starts && three[0].is_ascii_alphabetic() && three[1] == b':' && three[2] == b'\\'
    });
    let key = key.to_ascii_lowercase();
    drive || key.contains("dir") || key.ends_with("location") || key.ends_with("path")
}

#[cfg(test)]
mod tests {
    use super::lost;

    #[test]
    fn escapes_that_stay() {
        assert_eq!(lost(b"C:\\zk\\data"), [2, 5]);
        assert_eq!(lost(b"C\\:\\\\zk\\\\data"), Vec::<usize>::new());
        assert_eq!(lost(b"a\\u4e2d\\ub"), [7]);
        assert_eq!(lost(b"a,\\\n b"), Vec::<usize>::new());
    }
}
