//! The myid file: `BufferedReader.readLine()` and nothing else, no trim.

use crate::source::{Source, Span, Spanned};

/// What a server reads from myid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyId {
    /// The first line without its line end (LF, CR or CRLF); `None` when the file is empty, which
    /// Java's `readLine` tells as `null`.
    pub line: Option<Spanned<String>>,
}

/// Reads the first line. Bytes that aren't UTF-8 become U+FFFD.
pub fn read(source: &Source) -> MyId {
    let bytes = &source.bytes;
    if bytes.is_empty() {
        return MyId { line: None };
    }
    let end = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
    let span = Span::new(source.id, 0..end);
    MyId { line: Some(Spanned::new(source.text(span).into_owned(), span)) }
}
