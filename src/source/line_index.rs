//! Lines and columns of byte offsets, built only for sources that have findings.

/// A place for people: both count from 1, columns count characters (a byte that isn't UTF-8 counts
/// as one).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Where the lines of a text start. LF, CRLF and a lone CR end a line, as they do for every server.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads through `bytes` once.
    pub fn new(bytes: &[u8]) -> Self {
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(at as u32 + 1);
        }
        Self { starts }
    }

    /// How many lines there are; a final line end opens an empty last line.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 1) that holds `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset)
    }

    /// Line and column of `offset`.
    pub fn line_column(&self, bytes: &[u8], offset: usize) -> LineColumn {
        let line = self.line(offset);
        let start = self.starts[line - 1] as usize;
        let before = bytes.get(start..offset.min(bytes.len())).unwrap_or_default();
        LineColumn { line, column: 1 + count_chars(before) }
    }

    /// The byte range of a line (from 1) without its line end.
    pub fn range(&self, bytes: &[u8], line: usize) -> std::ops::Range<usize> {
        let start = self.starts[line - 1] as usize;
        let mut end = self.starts.get(line).map_or(bytes.len(), |&next| next as usize);
        while end > start && matches!(bytes[end - 1], b'\n' | b'\r') {
            end -= 1;
        }
        start..end
    }
}

/// Characters of a piece of text that may not be UTF-8: each bad byte run counts as U+FFFD does.
fn count_chars(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().map(|chunk| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_counts_once() {
        let bytes = b"a\nb\r\nc\rd";
        let index = LineIndex::new(bytes);
        let lines: Vec<&[u8]> = (1..=index.lines()).map(|line| &bytes[index.range(bytes, line)]).collect();
        assert_eq!(lines, [b"a", b"b", b"c", b"d"]);
        assert_eq!(index.line_column(bytes, 7), LineColumn { line: 4, column: 1 });
    }

    #[test]
    fn columns_count_characters() {
        let bytes = "a=中文x".as_bytes();
        let index = LineIndex::new(bytes);
        assert_eq!(index.line_column(bytes, bytes.len() - 1), LineColumn { line: 1, column: 5 });
    }
}
