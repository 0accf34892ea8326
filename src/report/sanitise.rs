//! Text that is safe to show: control and bidi characters become visible, one cell each.

use std::borrow::Cow;

/// What stands for a character that a terminal would obey or hide; `None`: show it as it is.
pub(super) fn visible(c: char) -> Option<char> {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('\u{2421}'),
        // A no-break space looks like a blank and isn't one.
        '\u{a0}' | '\u{202f}' | '\u{2007}' => Some('\u{2423}'),
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
        _ => None,
    }
}

/// `text` on one line, with every such character replaced.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| visible(c).is_some()) {
        Cow::Owned(text.chars().map(|c| visible(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A server that reads UTF-8 as Latin-1 prints `å\u{90}\u{8c}` for `同`. Gives such stretches back as
/// what was written, for people; a program gets the server's own letters.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
    let latin = |c: char| ('\u{80}'..='\u{ff}').contains(&c);
    if !text.contains(latin) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(latin) {
        let (before, from) = rest.split_at(start);
        let (stretch, behind) = from.split_at(from.find(|c| !latin(c)).unwrap_or(from.len()));
        shown.push_str(before);
        let bytes: Vec<u8> = stretch.chars().filter_map(|c| u8::try_from(c as u32).ok()).collect();
        match std::str::from_utf8(&bytes) {
            Ok(written) => shown.push_str(written),
            // Cut in the middle of a character: the server's text was shortened there.
            Err(error) => match std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()) {
                Ok(written) if !written.is_empty() => shown.push_str(written),
                _ => shown.push_str(stretch),
            },
        }
        rest = behind;
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// A sentence for people: [`readable`], on one [`line()`].
pub(super) fn sentence(text: &str) -> Cow<'_, str> {
    match readable(text) {
        Cow::Borrowed(text) => line(text),
        Cow::Owned(text) => Cow::Owned(line(&text).into_owned()),
    }
}

/// A JSON document in which such characters are written as `\uXXXX`: the same strings to a program,
/// harmless to whoever looks at it in a terminal.
pub(super) fn json(document: String) -> String {
    let risky = |c: char| !c.is_ascii_control() && visible(c).is_some() || c == '\u{7f}';
    if !document.chars().any(risky) {
        return document;
    }
    let mut safe = String::with_capacity(document.len() + 16);
    for c in document.chars() {
        if risky(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(line("a\u{1b}[31mb\r\n\u{202e}c\u{9b}d\u{a0}e"), "a␛[31mb␍␊\u{fffd}c\u{fffd}d␣e");
        assert!(matches!(line("端口=9092"), Cow::Borrowed("端口=9092")));
    }

    #[test]
    fn what_was_read_as_latin_1_is_shown_as_it_was_written() {
        let heard: String = "9092 # 同上 x".bytes().map(char::from).collect();
        assert_eq!(readable(&heard), "9092 # 同上 x");
        assert_eq!(readable("caf\u{e9} 中"), "caf\u{e9} 中");
        assert!(matches!(readable("port"), Cow::Borrowed("port")));
    }

    #[test]
    fn json_keeps_its_strings() {
        let text = "\u{202e}x\u{9b}\u{e0001}中\u{7f}";
        let document = json(serde_json::to_string(text).unwrap());
        assert!(document.chars().all(|c| visible(c).is_none()), "{document}");
        assert_eq!(serde_json::from_str::<String>(&document).unwrap(), text);
    }
}
