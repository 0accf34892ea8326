//! `/etc/hosts`: addresses and the names that map to them.

use crate::source::{Source, Span, Spanned};

/// One line: an address and its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The address as written.
    pub address: Spanned<String>,
    /// The names, the canonical one first.
    pub names: Vec<Spanned<String>>,
}

/// Reads every line that has an address and a name; `#` starts a comment anywhere, as in hosts(5).
pub fn read(source: &Source) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut start = 0;
    for line in source.bytes.split(|&byte| byte == b'\n') {
        let code = &line[..memchr::memchr(b'#', line).unwrap_or(line.len())];
        let mut words = words(code).map(|range| {
            let span = Span::new(source.id, start + range.start..start + range.end);
            Spanned::new(source.text(span).into_owned(), span)
        });
        if let Some(address) = words.next() {
            let names: Vec<_> = words.collect();
            if !names.is_empty() {
                entries.push(Entry { address, names });
            }
        }
        start += line.len() + 1;
    }
    entries
}

fn words(line: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < line.len() && line[at].is_ascii_whitespace() {
            at += 1;
        }
        let start = at;
        while at < line.len() && !line[at].is_ascii_whitespace() {
            at += 1;
        }
        (at > start).then_some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn addresses_and_names() {
        let mut sources = Sources::default();
        let id = sources.add("hosts", &b"# head\n127.0.0.1 localhost # me\r\n\t10.0.0.1\tzoo1 zoo1.local\n"[..]);
        let entries = read(sources.get(id));
        let seen: Vec<_> = entries
            .iter()
            .map(|entry| (entry.address.value.as_str(), entry.names.iter().map(|n| n.value.as_str()).collect()))
            .collect::<Vec<(_, Vec<_>)>>();
        assert_eq!(seen, [("127.0.0.1", vec!["localhost"]), ("10.0.0.1", vec!["zoo1", "zoo1.local"])]);
    }
}
