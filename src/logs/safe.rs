//! What may be shown of a log's line: no secrets, and not more than fits.

use crate::finding::redact::{self, REDACTED};

/// So much of a line is kept.
const LENGTH: usize = 400;

/// A line without secrets, cut to what is worth showing. Escape sequences are the renderers' to
/// make visible.
pub fn line(text: &str) -> String {
    let text = text.lines().next().unwrap_or_default();
    let mut shown = hidden(text);
    if shown.chars().count() > LENGTH {
        shown = shown.chars().take(LENGTH).collect();
        shown.push('…');
    }
    shown
}

/// A text as one word of a shell, whatever it holds.
pub fn shell_word(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:@%+,=-".contains(&byte);
    if text.bytes().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// A text in which the values of secret names are hidden: `-Dx.password=…`, `"ui.password" "…"`,
/// `ssl.key.password = …`.
fn hidden(text: &str) -> String {
    let part = |c: char| c.is_alphanumeric() || "._-".contains(c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(part) {
        let (before, word) = rest.split_at(start);
        let (name, behind) = word.split_at(word.find(|c| !part(c)).unwrap_or(word.len()));
        out.push_str(before);
        out.push_str(name);
        rest = behind;
        // Which words are secret takes time to say; most have no value behind them.
        let Some((mark, value)) = value_of(behind) else { continue };
        if !redact::looks_secret(name) {
            continue;
        }
        let end = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                value.get(1..).and_then(|inside| inside.find(quote)).map_or(value.len(), |end| end + 2)
            }
            _ => value.find(|c: char| c.is_whitespace() || ",;)}]\"'".contains(c)).unwrap_or(value.len()),
        };
        if !matches!(value.get(..end).unwrap_or_default(), "" | "null" | "nil" | "[hidden]" | "none") {
            out.push_str(mark);
            out.push_str(REDACTED);
            rest = value.get(end..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// What stands between a name and its value, and the value: `=`, `: `, ` = `, `" "`, `": `.
fn value_of(behind: &str) -> Option<(&str, &str)> {
    let unquoted = behind.strip_prefix(['"', '\'']);
    let after = unquoted.unwrap_or(behind).trim_start_matches(' ');
    let value = match after.strip_prefix(['=', ':']) {
        Some(value) => value.trim_start_matches(' '),
        // Storm prints its configuration as a Clojure map: "name" value.
        None if unquoted.is_some() && after.starts_with('"') => after,
        None => return None,
    };
    let mark = behind.get(..behind.len() - value.len())?;
    Some((mark, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_the_shell_is_one_word() {
        assert_eq!(shell_word("nim1:6627"), "nim1:6627");
        assert_eq!(shell_word("$(reboot); x"), "'$(reboot); x'");
        assert_eq!(shell_word("it's"), r"'it'\''s'");
    }

    #[test]
    fn secrets_are_hidden_wherever_a_log_prints_them() {
        assert_eq!(
            line("java -Dssl.keystore.password=hunter2 -Xmx1g"),
            "java -Dssl.keystore.password=[redacted] -Xmx1g"
        );
        assert_eq!(line("\tssl.key.password = hunter2"), "\tssl.key.password = [redacted]");
        assert_eq!(line("ssl.key.password = null"), "ssl.key.password = null");
        assert_eq!(line("{\"ui.password\": \"hun ter\", x}"), "{\"ui.password\": [redacted], x}");
        assert_eq!(line("{\"ui.password\" \"hun ter\", x}"), "{\"ui.password\" [redacted], x}");
        assert_eq!(line("connection to node 1: refused"), "connection to node 1: refused");
    }
}
