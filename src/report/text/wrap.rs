//! Breaks sentences to the width of the terminal: at blanks, and between Chinese characters.

use unicode_width::UnicodeWidthChar;

/// `text` in lines of at most `width` cells, as far as words allow.
pub(in crate::report) fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_behind(0, text, width)
}

/// The same, behind `used` cells that are already on the first line.
pub(in crate::report) fn wrap_behind(mut used: usize, text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let cells: usize = piece.trim_end().chars().map(cells).sum();
        if used + cells > width && used > 0 {
            lines.push(line.trim_end().to_owned());
            line.clear();
            used = 0;
        }
        line.push_str(piece);
        used += piece.chars().map(self::cells).sum::<usize>();
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// How many cells a character takes.
pub(in crate::report) fn cells(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Words with the blanks behind them; wide characters one by one, with the punctuation behind them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices().peekable();
        let (_, first) = chars.next()?;
        let mut last = first;
        let mut end = rest.len();
        for (at, c) in chars {
            // Blanks behind an opening quote are part of what is quoted.
            let quoted = || matches!(rest[..at].trim_end(), "\"" | "`" | "'");
            let after_blank = last == ' ' && c != ' ' && !quoted();
            let after_wide = cells(last) == 2 && c != ' ' && !closes(c);
            let before_wide = cells(c) == 2 && !closes(c) && !opens(last);
            if after_blank || (after_wide && !opens(last)) || before_wide {
                end = at;
                break;
            }
            last = c;
        }
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(piece)
    })
}

/// Punctuation that may not start a line.
fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '：'
            | '；'
            | '！'
            | '？'
            | '）'
            | '」'
            | '”'
            | '’'
            | '》'
            | ','
            | '.'
            | ')'
            | ':'
            | ';'
    )
}

/// Punctuation that may not end a line.
fn opens(c: char) -> bool {
    matches!(c, '（' | '「' | '“' | '‘' | '《' | '(')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_between_wide_characters() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("averyveryverylongword x", 5), ["averyveryverylongword", "x"]);
        assert_eq!(wrap("端口号必须是整数，否则", 10), ["端口号必须", "是整数，否", "则"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("blank in \" a\", so", 10), ["blank in", "\" a\", so"]);
        assert_eq!(wrap("把 server.1=a b 写在", 14), ["把 server.1=a", "b 写在"]);
    }
}
