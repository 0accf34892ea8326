//! Bytes of a log in pieces that end where a record ends: whole files, pipes, gzip, UTF-16; in
//! constant memory whatever their size and however long their lines.

use super::record::{self, Line};
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Read};

/// The size of a piece.
pub const PIECE: usize = 1 << 20;
/// How far back from the end of a piece the start of a record is looked for.
const BACK: usize = 256 << 10;
/// So much of a line is kept.
pub const LONGEST: usize = PIECE;

/// A log as pieces.
pub struct Pieces {
    reader: Box<dyn Read + Send>,
    carry: Vec<u8>,
    done: bool,
    /// Buffers that are no longer needed.
    spare: Vec<Vec<u8>>,
    /// Bytes of lines that were too long to keep.
    pub cut: u64,
}

/// What the first bytes say of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, as far as can be told.
    Text,
    /// A program, an image, an archive: what it is.
    Binary(&'static str),
}

/// How a file that is no text starts.
const MAGIC: [(&[u8], &str); 12] = [
    (b"\x7fELF", "ELF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP/JAR"),
    (b"\xca\xfe\xba\xbe", "Java class"),
    (b"%PDF", "PDF"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format", "SQLite"),
    (b"JAVA PROFILE", "heap dump"),
];

/// What the first bytes of a file are.
pub fn content(start: &[u8]) -> Content {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Content::Binary(name);
    }
    let sample = start.get(..4096).unwrap_or(start);
    let odd = sample.iter().filter(|byte| matches!(byte, 1..=6 | 0x0e..=0x1a | 0x1c..=0x1f)).count();
    if odd * 20 > sample.len() && !sample.is_empty() { Content::Binary("data") } else { Content::Text }
}

impl Pieces {
    /// The pieces of what `reader` gives; compressed and two-byte text is made plain.
    pub fn new(reader: impl Read + Send + 'static) -> io::Result<(Self, Content)> {
        let mut buffered = BufReader::with_capacity(256 << 10, reader);
        let start = buffered.fill_buf()?;
        let (reader, content): (Box<dyn Read + Send>, Content) = match start {
            [0x1f, 0x8b, ..] => {
                let mut plain = BufReader::with_capacity(256 << 10, MultiGzDecoder::new(buffered));
                let content = content(plain.fill_buf()?);
                (Box::new(plain), content)
            }
            [0xff, 0xfe, ..] => (Box::new(TwoByte::new(buffered, u16::from_le_bytes)), Content::Text),
            [0xfe, 0xff, ..] => (Box::new(TwoByte::new(buffered, u16::from_be_bytes)), Content::Text),
            _ => {
                let content = content(start);
                (Box::new(buffered), content)
            }
        };
        Ok((Self { reader, carry: Vec::new(), done: false, spare: Vec::new(), cut: 0 }, content))
    }

    /// The next piece; `None` at the end.
    pub fn next_piece(&mut self) -> io::Result<Option<Vec<u8>>> {
        if self.done && self.carry.is_empty() {
            return Ok(None);
        }
        let mut piece = self.spare.pop().unwrap_or_default();
        piece.clear();
        piece.append(&mut self.carry);
        while piece.len() < PIECE && !self.done {
            let filled = piece.len();
            piece.resize(PIECE + (64 << 10), 0);
            let read = match self.reader.read(piece.get_mut(filled..).unwrap_or_default()) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    piece.truncate(filled);
                    continue;
                }
                Err(error) => {
                    // What came before the fault is told all the same.
                    piece.truncate(filled);
                    self.done = true;
                    self.carry = piece;
                    return Err(error);
                }
            };
            piece.truncate(filled + read);
            self.done = read == 0;
        }
        if !self.done {
            let at = cut(&piece);
            if at == 0 {
                self.skip_line(&mut piece)?;
            } else {
                self.carry.extend_from_slice(piece.get(at..).unwrap_or_default());
                piece.truncate(at);
            }
        }
        Ok(Some(piece).filter(|piece| !piece.is_empty()))
    }

    /// Takes back the buffer of a piece.
    pub fn give_back(&mut self, piece: Vec<u8>) {
        const MOST: usize = 16;
        if self.spare.len() < MOST {
            self.spare.push(piece);
        }
    }

    /// Drops the rest of a line that fills a piece.
    fn skip_line(&mut self, piece: &mut Vec<u8>) -> io::Result<()> {
        self.cut += piece.len().saturating_sub(LONGEST) as u64;
        piece.truncate(LONGEST);
        let mut buffer = vec![0; 64 << 10];
        loop {
            let read = match self.reader.read(&mut buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if read == 0 {
                self.done = true;
                return Ok(());
            }
            let read = buffer.get(..read).unwrap_or_default();
            if let Some(end) = memchr::memchr(b'\n', read) {
                self.cut += end as u64;
                piece.push(b'\n');
                self.carry = read.get(end + 1..).unwrap_or_default().to_vec();
                return Ok(());
            }
            self.cut += read.len() as u64;
        }
    }
}

/// Where to cut a piece: before the last record in it, else behind its last line.
fn cut(piece: &[u8]) -> usize {
    let Some(last) = memchr::memrchr(b'\n', piece) else { return 0 };
    let least = last.saturating_sub(BACK);
    let mut end = last;
    loop {
        let Some(before) = piece.get(..end).and_then(|before| memchr::memrchr(b'\n', before)) else { return last + 1 };
        if before < least {
            return last + 1;
        }
        let line = piece.get(before + 1..end).unwrap_or_default();
        if record::classify(record::strip(line).0) == Line::Head {
            return before + 1;
        }
        end = before;
    }
}

/// UTF-16 as UTF-8.
struct TwoByte<R> {
    reader: R,
    order: fn([u8; 2]) -> u16,
    out: Vec<u8>,
    given: usize,
    left: Vec<u8>,
}

impl<R: Read> TwoByte<R> {
    fn new(reader: R, order: fn([u8; 2]) -> u16) -> Self {
        Self { reader, order, out: Vec::new(), given: 0, left: Vec::new() }
    }
}

impl<R: Read> Read for TwoByte<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.out.len() {
            let mut raw = vec![0; 32 << 10];
            let read = self.reader.read(&mut raw)?;
            if read == 0 {
                return Ok(0);
            }
            self.left.extend_from_slice(raw.get(..read).unwrap_or_default());
            let even = self.left.len() & !1;
            let rest = self.left.split_off(even);
            let units = self.left.chunks_exact(2).map(|pair| (self.order)([pair[0], pair[1]]));
            let text: String =
                char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).filter(|c| *c != '\u{feff}').collect();
            self.left = rest;
            self.out = text.into_bytes();
            self.given = 0;
        }
        let rest = self.out.get(self.given..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: Vec<u8>) -> (Vec<Vec<u8>>, u64) {
        let (mut pieces, content) = Pieces::new(io::Cursor::new(bytes)).unwrap();
        assert_eq!(content, Content::Text);
        let mut found = Vec::new();
        while let Some(piece) = pieces.next_piece().unwrap() {
            found.push(piece);
        }
        (found, pieces.cut)
    }

    #[test]
    fn pieces_end_before_a_record_and_lose_nothing() {
        let record =
            "2020-03-26 04:43:32,287 [myid:] - ERROR [main:X@1] - x\njava.io.IOException: y\n\tat a.b.C.d(C.java:1)\n";
        let text = record.repeat(60_000).into_bytes();
        let (pieces, cut) = all(text.clone());
        assert!(pieces.len() > 4 && cut == 0);
        assert!(pieces.iter().all(|piece| piece.starts_with(b"2020") && piece.len() <= PIECE + (64 << 10)));
        assert_eq!(pieces.concat(), text);
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let mut text = vec![b'x'; 5 << 20];
        text.extend_from_slice(b"\nnext\n");
        let (pieces, cut) = all(text);
        assert!(pieces.concat().ends_with(b"x\nnext\n"));
        assert!(cut > 3 << 20 && pieces.iter().all(|piece| piece.len() <= PIECE + (64 << 10) + 1));
    }

    #[test]
    fn two_byte_text_is_made_plain() {
        let text = "\u{feff}Zeile 1\n端口 2\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(all(bytes).0.concat(), "Zeile 1\n端口 2\n".as_bytes());
    }
}
