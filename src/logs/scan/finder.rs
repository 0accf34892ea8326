//! Where the next line is that holds one of many fixed texts.
//!
//! Most lines of a log hold none, and an automaton over a thousand texts is too large for a core's
//! nearest memory. So what runs over every byte is small: of each longer text, a few windows of eight
//! bytes are known, and the log is looked at in every fourth place; the few short texts are looked
//! for together.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind, packed};
use std::collections::HashMap;
use std::ops::Range;

/// Finds lines that hold one of the texts.
#[derive(Debug)]
pub(super) struct Finder {
    /// Says exactly which texts a stretch holds, by their places in the list.
    pub(super) automaton: AhoCorasick,
    long: Windows,
    short: Short,
}

/// How the short texts are looked for.
#[derive(Debug)]
enum Short {
    /// Few of them, all at once.
    Together(packed::Searcher),
    /// As the long ones, by shorter windows.
    Windows(Windows),
}

impl Finder {
    /// Ready for `texts`.
    pub(super) fn new(texts: &[&str]) -> Option<Self> {
        /// More are not looked for together.
        const FEW: usize = 60;
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(kind).build(texts).ok()?;
        let (long, short): (Vec<&str>, Vec<&str>) = texts.iter().partition(|text| text.len() >= Windows::LONG.least());
        let together = (short.len() <= FEW).then(|| packed::Searcher::new(&short)).flatten();
        let short = match together {
            Some(searcher) => Short::Together(searcher),
            None => Short::Windows(Windows::of(&short, Windows::SHORT)),
        };
        Some(Self { automaton, long: Windows::of(&long, Windows::LONG), short })
    }

    /// A walk over the lines of `piece` that hold a text.
    pub(super) fn walk<'a>(&'a self, piece: &'a [u8]) -> Walk<'a> {
        Walk { finder: self, piece, long: Next::Unknown, short: Next::Unknown }
    }
}

/// Where one of the two ways of looking stands.
#[derive(Clone, Copy)]
enum Next {
    Unknown,
    At(usize),
    None,
}

impl Next {
    /// The next place at or behind `from`, found by `find` when it isn't known yet.
    fn from(&mut self, from: usize, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        match *self {
            Self::At(at) if at >= from => Some(at),
            Self::None => None,
            Self::At(_) | Self::Unknown => {
                let found = find();
                *self = found.map_or(Self::None, Self::At);
                found
            }
        }
    }
}

/// A walk over a piece.
pub(super) struct Walk<'a> {
    finder: &'a Finder,
    piece: &'a [u8],
    long: Next,
    short: Next,
}

impl Walk<'_> {
    /// A place within a text in the first line from `from` on that holds one; `from`: where a line starts.
    pub(super) fn next(&mut self, from: usize) -> Option<usize> {
        let (piece, finder) = (self.piece, self.finder);
        let long = self.long.from(from, || finder.long.find(piece, from));
        let short = self.short.from(from, || match &finder.short {
            Short::Together(searcher) => {
                searcher.find_in(piece, packed_span(from..piece.len())?).map(|found| found.start())
            }
            Short::Windows(windows) => windows.find(piece, from),
        });
        match (long, short) {
            (Some(long), Some(short)) => Some(long.min(short)),
            (long, short) => long.or(short),
        }
    }
}

fn packed_span(range: Range<usize>) -> Option<aho_corasick::Span> {
    (range.start <= range.end).then(|| range.into())
}

/// How windows are laid.
#[derive(Clone, Copy, Debug)]
struct Grid {
    /// Bytes of a window, at most eight.
    width: usize,
    /// From each place that is looked at to the next.
    stride: usize,
}

impl Grid {
    /// A text of this length holds a whole window wherever it lies.
    const fn least(self) -> usize {
        self.width + self.stride - 1
    }

    const fn mask(self) -> u64 {
        u64::MAX >> (64 - 8 * self.width)
    }
}

/// Windows of texts: of each text so many in a row that one of them lies in a place that is looked at.
#[derive(Debug)]
struct Windows {
    grid: Grid,
    /// A bit for the hash of every window; what isn't there is no window.
    bits: Vec<u64>,
    shift: u32,
    /// The texts that a window is of, and where in them it lies.
    exact: HashMap<u64, Vec<(u32, u32)>, foldhash::fast::FixedState>,
    texts: Vec<Box<[u8]>>,
}

impl Windows {
    const LONG: Grid = Grid { width: 8, stride: 4 };
    const SHORT: Grid = Grid { width: 4, stride: 2 };

    /// `texts`: none is shorter than the grid's least.
    fn of(texts: &[&str], grid: Grid) -> Self {
        // What many texts share, many lines that hold none of them have, too.
        let mut shared: HashMap<u64, u32> = HashMap::new();
        for text in texts {
            for window in windows(text, grid) {
                *shared.entry(window).or_default() += 1;
            }
        }
        let mut exact: HashMap<u64, Vec<(u32, u32)>, _> = HashMap::default();
        for (number, text) in (0..).zip(texts) {
            let all: Vec<u64> = windows(text, grid).collect();
            let common = |run: &&[u64]| run.iter().filter_map(|window| shared.get(window)).sum::<u32>();
            // Of equals the last: sentences begin alike.
            let runs = all.windows(grid.stride).enumerate();
            if let Some((start, run)) = runs.rev().min_by_key(|(_, run)| common(run)) {
                for (offset, window) in (start as u32..).zip(run) {
                    exact.entry(*window).or_default().push((number, offset));
                }
            }
        }
        let texts = texts.iter().map(|text| text.as_bytes().into()).collect();
        let size = (exact.len() * 256).next_power_of_two().clamp(1 << 12, 1 << 21);
        let mut windows = Self { grid, bits: vec![0; size / 64], shift: 64 - size.trailing_zeros(), exact, texts };
        for window in windows.exact.keys() {
            let (word, bit) = place(*window, windows.shift);
            if let Some(word) = windows.bits.get_mut(word) {
                *word |= bit;
            }
        }
        windows
    }

    /// The first window at or behind `from` that lies in one of the texts.
    fn find(&self, piece: &[u8], mut from: usize) -> Option<usize> {
        loop {
            let (at, window) = self.candidate(piece, from)?;
            let holds = |(text, offset): &(u32, u32)| {
                let text = self.texts.get(*text as usize);
                let start = at.checked_sub(*offset as usize).and_then(|start| piece.get(start..));
                matches!((start, text), (Some(start), Some(text)) if start.starts_with(text))
            };
            if self.exact.get(&window).is_some_and(|places| places.iter().any(holds)) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    /// The first place at or behind `from` where a window may lie.
    fn candidate(&self, piece: &[u8], from: usize) -> Option<(usize, u64)> {
        let stride = self.grid.stride;
        let mask = self.grid.mask();
        let window = |bytes: &[u8]| <[u8; 8]>::try_from(bytes).map_or(0, u64::from_le_bytes) & mask;
        let known = |bytes: &[u8]| {
            let (word, bit) = place(window(bytes), self.shift);
            self.bits.get(word).is_some_and(|word| word & bit != 0)
        };
        let rest = piece.get(from..)?;
        if let Some(step) = rest.windows(8).step_by(stride).position(known) {
            let at = step * stride;
            return Some((from + at, window(rest.get(at..at + 8)?)));
        }
        // Shorter windows at the very end.
        let looked = rest.len().saturating_sub(7).div_ceil(stride) * stride;
        let mut tail = [0; 16];
        let left = rest.get(looked..)?;
        tail.get_mut(..left.len())?.copy_from_slice(left);
        let at = tail.windows(8).step_by(stride).position(known)? * stride;
        (at < left.len()).then_some((from + looked + at, window(tail.get(at..at + 8)?)))
    }
}

/// All windows of a text.
fn windows(text: &str, grid: Grid) -> impl Iterator<Item = u64> {
    text.as_bytes().windows(grid.width).map(|window| {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(window).for_each(|(to, from)| *to = *from);
        u64::from_le_bytes(bytes)
    })
}

/// The word and the bit of a window.
fn place(window: u64, shift: u32) -> (usize, u64) {
    let hash = window.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every line that holds a text is found, wherever the text lies, and no other.
    #[test]
    fn lines_are_found_as_by_the_automaton_alone() {
        let many: Vec<String> = (0..200).map(|n| format!("w{n:03}x")).collect();
        let few = ["ERROR", "Killed", "unexpected end of stream", "must be set", "端口已被占用"];
        for texts in [few.to_vec(), few.iter().copied().chain(many.iter().map(String::as_str)).collect()] {
            let finder = Finder::new(&texts).expect("an automaton");
            let mut piece = Vec::new();
            for (number, text) in texts.iter().cycle().take(900).enumerate() {
                piece.extend(std::iter::repeat_n(b'.', number % 23));
                if number % 3 > 0 {
                    piece.extend_from_slice(text.as_bytes());
                } else {
                    piece.extend_from_slice(text.as_bytes().get(1..).unwrap_or_default());
                }
                piece.extend(std::iter::repeat_n(b'-', number % 7));
                piece.push(b'\n');
            }
            // A text at the very end, without a line end.
            piece.extend_from_slice(texts.last().unwrap_or(&"").as_bytes());
            let (mut walk, mut from) = (finder.walk(&piece), 0);
            loop {
                let wanted = finder.automaton.find(&piece[from..]).map(|found| from + found.start());
                let found = walk.next(from);
                let line = |at| super::super::line_end(&piece, at);
                assert_eq!(found.map(line), wanted.map(line));
                let Some(found) = found else { break };
                from = super::super::line_end(&piece, found) + 1;
                if from > piece.len() {
                    break;
                }
            }
            assert!(from > piece.len(), "the last line holds a text");
        }
    }
}
