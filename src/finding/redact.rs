//! What may not be shown: the secrets in a source, and texts without them.
//!
//! Works on bytes and key names alone. Which known options are secret is the catalogue's to say:
//! whoever calls [`Secrets::scan`] brings that as a predicate; [`looks_secret`] judges the rest by
//! their names. Lines that no reader could make sense of are read here too: `ssl.key.pasword x` and
//! `ui.password:x` are mistakes that a finding shows, and secrets all the same.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Stands where a secret stood.
pub const REDACTED: &str = "[redacted]";

/// A part of a secret that is this long (in bytes) is hidden wherever it turns up, unless it is made of
/// the tool's own words; a shorter secret only as a word of its own in a finding about it.
const WINDOW: usize = 8;
/// A whole secret of this length is hidden everywhere, even one made of the tool's own words.
const SENTENCE: usize = 16;
/// So much of one secret is looked for in texts.
const MAX_VALUE: usize = 64 << 10;

/// The secrets of one source.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Their bytes, in order, not overlapping, once [`Secrets::finish`] has run.
    ranges: Vec<Range<usize>>,
    /// Every stretch of [`WINDOW`] bytes of their texts, as written and as decoded.
    windows: HashSet<[u8; WINDOW]>,
    /// Their whole texts, long and short.
    values: HashSet<String>,
    /// How they start, for texts that are cut short behind that.
    starts: HashSet<String>,
}

/// The words that the tool and the servers say of themselves: names of options, words of sentences.
/// What is made of them stands in a text because the text says so, not because a secret was quoted.
pub trait Vocabulary {
    /// Whether a word (letters and digits, or the whole name of an option) is one of them.
    fn knows(&self, word: &str) -> bool;
}

impl Secrets {
    /// Finds what is secret in `bytes`, line by line. `yaml`: deeper lines below a secret key belong
    /// to its value.
    pub fn scan(bytes: &[u8], yaml: bool, is_secret: &dyn Fn(&str) -> bool) -> Self {
        let mut secrets = Self::default();
        let mut scan = Scan { bytes, yaml, is_secret, below: None, continued: false };
        let mut start = 0;
        for end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]) {
            scan.line(start..end, &mut secrets);
            start = end + 1;
        }
        secrets.private_keys(bytes);
        secrets.finish();
        secrets
    }

    /// Adds a secret value: its bytes and the text that its server hears.
    pub fn add(&mut self, range: Range<usize>, decoded: &str) {
        if !is_harmless(decoded) {
            self.ranges.push(range);
            self.value(decoded);
        }
    }

    /// To be called after the last [`Secrets::add`].
    pub fn finish(&mut self) {
        self.ranges.sort_by_key(|range| (range.start, range.end));
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(self.ranges.len());
        for range in self.ranges.drain(..) {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        self.ranges = merged;
    }

    /// The bytes that may not be shown, in order, not overlapping.
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// Whether there is nothing to hide.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether a secret shares a byte with `range`.
    pub fn touch(&self, range: Range<usize>) -> bool {
        let from = self.ranges.partition_point(|known| known.end <= range.start);
        self.ranges.get(from).is_some_and(|known| known.start < range.end)
    }

    /// `text` without the secrets. `about`: the finding is about one of them, so that short ones are
    /// hidden too. `known`: the words that stay, unless they stand where a value is quoted.
    pub fn hide<'a>(&self, text: &'a str, about: bool, known: &dyn Vocabulary) -> Cow<'a, str> {
        let mut hits: Vec<Range<usize>> = Vec::new();
        self.stretches(text, &mut hits);
        for hit in &mut hits {
            // Blanks give nothing away and keep the words apart.
            let stretch = &text[hit.clone()];
            let start = hit.start + (stretch.len() - stretch.trim_start().len());
            *hit = start..start + stretch.trim().len();
        }
        hits.retain(|hit| !hit.is_empty() && self.gives_away(text, hit, about, known));
        if about {
            self.short(text, known, &mut hits);
            self.cut(text, &mut hits);
        }
        if hits.is_empty() {
            return Cow::Borrowed(text);
        }
        hits.sort_by_key(|hit| (hit.start, hit.end));
        let mut shown = String::with_capacity(text.len());
        let mut at = 0;
        for hit in hits {
            if hit.start > at || (hit.start == at && !shown.ends_with(REDACTED)) {
                shown.push_str(text.get(at..hit.start).unwrap_or_default());
                shown.push_str(REDACTED);
            }
            at = at.max(hit.end);
        }
        shown.push_str(text.get(at..).unwrap_or_default());
        Cow::Owned(shown)
    }

    /// Keeps a value's text to look for, as UTF-8 and as a server that decodes Latin-1 shows it. Of a
    /// JAAS line the options' values: the names of modules and flags stand in many messages.
    fn value(&mut self, text: &str) {
        let text = text.trim().trim_matches(['"', '\'']);
        let end = (0..=text.len().min(MAX_VALUE)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        let text = &text[..end];
        if text.contains("LoginModule") {
            for value in assigned(text.as_bytes(), &|_| true) {
                self.keep(&text[value]);
            }
        } else {
            self.keep(text);
        }
    }

    fn keep(&mut self, text: &str) {
        if text.len() < 2 || is_harmless(text) {
            return;
        }
        if !text.is_ascii() {
            self.keep_one(text.bytes().map(char::from).collect());
        }
        self.keep_one(text.to_owned());
    }

    fn keep_one(&mut self, text: String) {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        self.starts.extend(ends.take_while(|&end| end < WINDOW).filter_map(|end| text.get(..end)).map(str::to_owned));
        self.windows.extend(text.as_bytes().windows(WINDOW).filter_map(|window| <[u8; WINDOW]>::try_from(window).ok()));
        self.values.insert(text);
    }

    /// Whether a stretch of `text` that a secret has too was copied from it.
    fn gives_away(&self, text: &str, hit: &Range<usize>, about: bool, known: &dyn Vocabulary) -> bool {
        let stretch = text.get(hit.clone()).unwrap_or_default();
        if !is_ordinary(text, hit, known) || text[hit.end..].starts_with('\u{2026}') {
            return true;
        }
        self.values.contains(stretch.trim()) && (stretch.len() >= SENTENCE || (about && is_quoted(text, hit)))
    }

    /// Marks secrets that are too short for [`Secrets::stretches`], where they are words of their own.
    fn short(&self, text: &str, known: &dyn Vocabulary, hits: &mut Vec<Range<usize>>) {
        let mut before = None;
        for (start, c) in text.char_indices() {
            if !(is_inside(before) && is_inside(Some(c))) {
                for end in start + 2..=text.len().min(start + WINDOW - 1) {
                    let Some(value) = text.get(start..end) else { continue };
                    let mut around = text[end..].chars();
                    let splits = is_inside(value.chars().next_back()) && is_inside(around.next());
                    let hit = start..end;
                    if !splits
                        && self.values.contains(value)
                        && (is_quoted(text, &hit) || !is_ordinary(text, &hit, known))
                    {
                        hits.push(hit);
                    }
                }
            }
            before = Some(c);
        }
    }

    /// Marks the start of a secret that a text cuts short.
    fn cut(&self, text: &str, hits: &mut Vec<Range<usize>>) {
        for (end, _) in text.match_indices('\u{2026}') {
            let starts = (end.saturating_sub(WINDOW - 1)..end).filter(|&start| {
                text.get(start..end).is_some_and(|part| self.starts.contains(part))
                    && !is_inside(text[..start].chars().next_back())
            });
            hits.extend(starts.map(|start| start..end).next());
        }
    }

    /// Marks every stretch of `text` that shares a window with a secret.
    fn stretches(&self, text: &str, hits: &mut Vec<Range<usize>>) {
        if self.windows.is_empty() {
            return;
        }
        let mut open: Option<Range<usize>> = None;
        for (at, window) in text.as_bytes().windows(WINDOW).enumerate() {
            if !self.windows.contains(window) {
                continue;
            }
            match &mut open {
                Some(hit) if at <= hit.end => hit.end = at + WINDOW,
                _ => hits.extend(open.replace(at..at + WINDOW)),
            }
        }
        hits.extend(open);
        for hit in hits.iter_mut() {
            while !text.is_char_boundary(hit.start) {
                hit.start -= 1;
            }
            while !text.is_char_boundary(hit.end) {
                hit.end += 1;
            }
        }
    }

    /// `-----BEGIN … PRIVATE KEY-----` to its end, whatever key it stands under.
    fn private_keys(&mut self, bytes: &[u8]) {
        const MARK: &[u8] = b"PRIVATE KEY-----";
        let mut begin = None;
        for at in memchr::memmem::find_iter(bytes, MARK) {
            match begin.take() {
                None => begin = Some(at + MARK.len()),
                Some(start) => {
                    self.ranges.push(start..at);
                    let body = String::from_utf8_lossy(&bytes[start..at]).into_owned();
                    for line in body.split(['\n', '\r', '\\']) {
                        self.value(line);
                    }
                }
            }
        }
        if let Some(start) = begin {
            self.ranges.push(start..bytes.len());
        }
    }
}

fn is_inside(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Whether a stretch is made of known words. Words that it begins or ends in the middle of count whole,
/// and so do the names of options.
fn is_ordinary(text: &str, hit: &Range<usize>, known: &dyn Vocabulary) -> bool {
    /// More of Chinese than this is a sentence of its own.
    const WIDE: usize = 8;
    // Names are short: looking only so far keeps a long text from being quadratic.
    let grow = |hit: &Range<usize>, part: &dyn Fn(char) -> bool| {
        let before = text[..hit.start].chars().rev().take(MAX_NAME).take_while(|&c| part(c));
        let behind = text[hit.end..].chars().take(MAX_NAME).take_while(|&c| part(c));
        hit.start - before.map(char::len_utf8).sum::<usize>()..hit.end + behind.map(char::len_utf8).sum::<usize>()
    };
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let in_word = |c: char| c.is_ascii_alphanumeric();
    // What stands at its ends and is no part of a word keeps the words beside it out.
    let inner = text[hit.clone()].trim_matches(|c| !in_word(c));
    let start = hit.start + text[hit.clone()].find(in_word).unwrap_or(0);
    let core = start..start + inner.len();
    let grown = grow(&core, &in_name);
    let mut words = text[grown.clone()].split(|c: char| !in_name(c)).filter(|name| !name.is_empty());
    let whole = grow(&core, &in_word);
    let knows = |part: &str| part.split(|c: char| !in_word(c)).all(|word| word.is_empty() || known.knows(word));
    let wide = text[hit.clone()].chars().filter(|c| !c.is_ascii()).count();
    wide <= WIDE
        && text[hit.clone()].chars().any(char::is_alphanumeric)
        && (knows(&text[whole]) || words.all(|name| known.knows(name.trim_matches(['.', '-'])) || knows(name)))
}

/// Whether a stretch stands where sentences quote a value: between quotes, behind `=`, as all there is.
fn is_quoted(text: &str, hit: &Range<usize>) -> bool {
    let (before, behind) = (&text[..hit.start], &text[hit.end..]);
    let ends = behind.is_empty() || behind.starts_with(['"', '\'', '`', ',', ';', ')', ']', '}', '\u{2026}', '\n']);
    let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'));
    let says = ["Invalid value ", "="].iter().any(|words| before.ends_with(words));
    let tells = before.is_empty() || [": ", "= ", "is ", "got ", "\n"].iter().any(|words| before.ends_with(words));
    says || quote.is_some_and(|quote| behind.starts_with(quote)) || (tells && ends)
}

/// Reads the lines of a source.
struct Scan<'a> {
    bytes: &'a [u8],
    yaml: bool,
    is_secret: &'a dyn Fn(&str) -> bool,
    /// The indent of a secret YAML key whose value may go on below.
    below: Option<usize>,
    /// The line before was secret and ended in a backslash.
    continued: bool,
}

impl Scan<'_> {
    fn line(&mut self, line: Range<usize>, secrets: &mut Secrets) {
        let bytes = &self.bytes[line.clone()];
        let indent = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if self.continued {
            self.secret(line.start + indent..line.end, secrets);
            return;
        }
        if let Some(above) = self.below {
            let item = bytes.get(indent) == Some(&b'-') && indent >= above;
            if indent == bytes.len() || indent > above || item {
                self.secret(line.start + indent..line.end, secrets);
                return;
            }
            self.below = None;
        }
        // A secret in a comment is one, too.
        let marks = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'#' | b'!' | b'-' | b'"' | b'\'' | b';');
        let key_start = bytes.iter().position(|byte| !marks(byte)).unwrap_or(bytes.len());
        let rest = &bytes[key_start..];
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b':' | b'"' | b'\'');
        let key_end = key_start + rest.iter().position(ends).unwrap_or(rest.len());
        let key = String::from_utf8_lossy(&bytes[key_start..key_end]).replace('\\', "");
        if !key.is_empty() && (self.is_secret)(&key) {
            let behind = &bytes[key_end..];
            let value = key_end + behind.iter().position(|byte| !ends(byte)).unwrap_or(behind.len());
            if self.yaml {
                self.below = Some(indent);
            }
            self.secret(line.start + value..line.end, secrets);
            return;
        }
        for value in assigned(bytes, self.is_secret) {
            self.secret_part(line.start + value.start..line.start + value.end, secrets);
        }
    }

    /// A value up to the end of its line.
    fn secret(&mut self, range: Range<usize>, secrets: &mut Secrets) {
        let bytes = &self.bytes[range.clone()];
        let slashes = bytes.iter().rev().take_while(|&&byte| byte == b'\\').count();
        self.continued = !self.yaml && slashes % 2 == 1;
        self.secret_part(range, secrets);
    }

    fn secret_part(&self, range: Range<usize>, secrets: &mut Secrets) {
        let text = String::from_utf8_lossy(&self.bytes[range.clone()]).into_owned();
        if text.trim().is_empty() {
            return;
        }
        secrets.add(range, &text);
        if text.contains('\\') {
            secrets.value(&text.replace('\\', ""));
        }
        // In YAML a comment may follow; the value alone is what messages show.
        if let Some((value, _)) = text.split_once(" #") {
            secrets.value(value);
        }
    }
}

/// The values of every `name=value` and `name: value` in a line whose name is `wanted`, and the
/// password of `scheme://user:password@host`.
fn assigned(line: &[u8], wanted: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let mut found = Vec::new();
    let mut done = 0;
    for at in memchr::memchr2_iter(b'=', b':', line) {
        if at < done {
            continue;
        }
        let name_end = line[..at].iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b'"' | b'\''));
        let Some(name_end) = name_end.map(|last| last + 1) else { continue };
        // Names are short: looking back only so far keeps a long line from being quadratic.
        let least = name_end.saturating_sub(MAX_NAME);
        let name_start = (least..name_end).rev().find(|&index| !is_name(line[index])).map_or(least, |index| index + 1);
        if name_start == name_end || !wanted(&String::from_utf8_lossy(&line[name_start..name_end])) {
            continue;
        }
        let blanks = line[at + 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let start = at + 1 + blanks;
        let value = match line.get(start) {
            Some(&quote @ (b'"' | b'\'')) => start + 1..quoted_end(line, start + 1, quote),
            _ => start..plain_end(line, start + scheme(&line[start..])),
        };
        if !value.is_empty() {
            done = value.end;
            found.push(value);
        }
    }
    for at in memchr::memchr_iter(b' ', line) {
        // `Bearer abc123` under whatever name; prose has no digits there.
        let start = at + 1;
        let least = at.saturating_sub(MAX_SCHEME + 1);
        let letters = line[least..at].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = at - letters;
        if start < done || at - word > MAX_SCHEME || scheme(&line[word..]) == 0 {
            continue;
        }
        let value = start..plain_end(line, start);
        if value.len() >= WINDOW && line[value.clone()].iter().any(|byte| byte.is_ascii_digit() || *byte == b'=') {
            found.push(value);
        }
    }
    for at in memchr::memmem::find_iter(line, b"://") {
        let start = at + 3;
        let near = &line[start..line.len().min(start + MAX_NAME)];
        let authority = &near[..plain_end(near, 0)];
        let authority = &authority[..memchr::memchr(b'/', authority).unwrap_or(authority.len())];
        if let (Some(colon), Some(end)) = (memchr::memchr(b':', authority), memchr::memrchr(b'@', authority))
            && colon < end
        {
            found.push(start + colon + 1..start + end);
        }
    }
    found
}

/// No name of an HTTP authentication scheme is longer.
const MAX_SCHEME: usize = 6;

/// The length of `Bearer ` and the like, which a secret stands behind.
fn scheme(value: &[u8]) -> usize {
    let names = ["bearer ", "basic ", "token ", "digest "];
    let starts =
        |name: &&&str| value.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
    names.iter().find(starts).map_or(0, |name| name.len())
}

/// A name before `=` is read back so far, an authority of a URL ahead so far.
const MAX_NAME: usize = 200;

/// Where a quoted text ends: before its closing quote, or at the end.
fn quoted_end(line: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start;
    while let Some(&byte) = line.get(at) {
        match byte {
            b'\\' => at += 2,
            _ if byte == quote => return at,
            _ => at += 1,
        }
    }
    line.len()
}

/// Where an unquoted value in the middle of a line ends.
fn plain_end(line: &[u8], start: usize) -> usize {
    let ends = |byte: &u8| {
        byte.is_ascii_whitespace() || matches!(byte, b',' | b';' | b'}' | b']' | b'&' | b'|' | b')' | b'"' | b'\'')
    };
    line[start..].iter().position(ends).map_or(line.len(), |length| start + length)
}

/// A value that hides nothing: nothing at all, a switch, a placeholder.
fn is_harmless(value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'']).trim_end_matches(['"', '\'', ';', ',']);
    let wrapped = [("${", "}"), ("{{", "}}"), ("<%=", "%>"), ("@@", "@@")];
    ["", "true", "false", "null", "~", "none"].iter().any(|word| value.eq_ignore_ascii_case(word))
        || wrapped.iter().any(|(open, close)| value.strip_prefix(open).is_some_and(|rest| rest.ends_with(close)))
}

/// Whether a key is a secret's by its name alone, misspelt ones too.
pub fn looks_secret(name: &str) -> bool {
    const PARTS: [&str; 14] = [
        "password",
        "passwd",
        "passphrase",
        "secret",
        "jaas",
        "credential",
        "token",
        "auth.payload",
        "superdigest",
        "apikey",
        "api.key",
        "api_key",
        "privatekey",
        "private.key",
    ];
    const ENDS: [&str; 9] = [".key", "_key", ".pass", "_pass", "pwd", ".pw", "_pw", ".authorization", "accesskey"];
    const WHOLE: [(&str, usize); 5] =
        [("password", 2), ("passphrase", 2), ("secret", 1), ("credentials", 2), ("superdigest", 2)];
    let lower = name.to_ascii_lowercase();
    if PARTS.iter().any(|part| lower.contains(part)) || ENDS.iter().any(|end| lower.ends_with(end)) {
        return true;
    }
    let plain = lower.trim_start_matches('-');
    let set = if name.starts_with("-D") { &plain[1..] } else { plain };
    if ["pass", "pw", "pwd", "authorization", "accesskey"].iter().any(|word| [plain, set].contains(word)) {
        return true;
    }
    words_of(name).chain(name.split('.')).any(|word| {
        WHOLE.iter().any(|&(known, distance)| {
            word.len().abs_diff(known.len()) <= distance
                && strsim::osa_distance(&word.to_ascii_lowercase(), known) <= distance
        })
    })
}

/// The words of a key: split at dots, dashes, underscores and before capitals.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(['.', '-', '_', ' ']);
        let first = rest.chars().next()?;
        let cut = |c: char| matches!(c, '.' | '-' | '_' | ' ') || c.is_ascii_uppercase();
        let end = rest[first.len_utf8()..].find(cut).map_or(rest.len(), |at| at + first.len_utf8());
        let (word, behind) = rest.split_at(end);
        rest = behind;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Words;

    impl Vocabulary for Words {
        fn knows(&self, word: &str) -> bool {
            let words = "invalid value for configuration integer partitions missing num the comment behind io threads \
                did you mean kafka is required not a number of type belongs to server properties says";
            words.split_whitespace().any(|known| known.eq_ignore_ascii_case(word)) || word == "dataDir"
        }
    }

    fn shown(text: &str, yaml: bool) -> String {
        let secrets = Secrets::scan(text.as_bytes(), yaml, &looks_secret);
        let mut shown = text.to_owned();
        for range in secrets.ranges().iter().rev() {
            shown.replace_range(range.clone(), "*");
        }
        shown
    }

    #[test]
    fn values_of_secret_keys_are_found_however_they_are_written() {
        for (text, want) in [
            ("ssl.key.password=hunter22", "ssl.key.password=*"),
            ("ssl.key.password hunter22", "ssl.key.password *"),
            ("#ssl.key.pasword : hunter22", "#ssl.key.pasword : *"),
            ("a=b\rssl.key.password=x y\r\nc=d", "a=b\rssl.key.password=*\r\nc=d"),
            ("ssl.key.password=hun\\\n   ter22\nport=1", "ssl.key.password=*\n   *\nport=1"),
            ("env=-Djavax.net.ssl.keyStorePassword=hunter22 -Xmx1g", "env=-Djavax.net.ssl.keyStorePassword=* -Xmx1g"),
            (
                "x=Module required username=\"u\" password=\"hun ter\";",
                "x=Module required username=\"u\" password=\"*\";",
            ),
            ("url=https://me:hunter22@host/x", "url=https://me:*@host/x"),
            ("worker.childopts:-Dpw=hunter22 -Dx=y", "worker.childopts:-Dpw=* -Dx=y"),
            ("o=-Dpasswd=a1 -Dpwd=b2 -Dapikey=c3 -Dapi_key=d4", "o=-Dpasswd=* -Dpwd=* -Dapikey=* -Dapi_key=*"),
            ("o=-Dpassphrase=a1 -Daccess_key=b2 -Dtoken=c3", "o=-Dpassphrase=* -Daccess_key=* -Dtoken=*"),
            ("foo: \"Authorization: Bearer hunter22\"", "foo: \"Authorization: *\""),
            ("foo: \"Authorization: Basic aHVudGVy\"", "foo: \"Authorization: *\""),
            ("foo: \"X-Auth: bearer hunter22\"", "foo: \"X-Auth: bearer *\""),
            ("# basic authentication of the bearer", "# basic authentication of the bearer"),
            ("password.file.enabled=true", "password.file.enabled=true"),
            ("broker.id=1", "broker.id=1"),
            ("ssl.keystore.password=${file:/a:b}", "ssl.keystore.password=${file:/a:b}"),
        ] {
            assert_eq!(shown(text, false), want);
        }
    }

    #[test]
    fn in_yaml_deeper_lines_belong_to_the_value() {
        for (text, want) in [
            ("ui.password:hunter22", "ui.password:*"),
            ("ui.password: \"hunter22\" # c\nx: 1", "ui.password: \"*\nx: 1"),
            ("ui.secrets:\n  - a1\n  - b2\nx: 1", "ui.secrets:\n  *\n  *\nx: 1"),
            ("ui.secrets:\n- a1\nx: 1", "ui.secrets:\n*\nx: 1"),
            ("m: {user: u, password: hunter22, x: 1}", "m: {user: u, password: *, x: 1}"),
            ("  - token: abc\n    x: 1", "  - token: *\n    *"),
        ] {
            assert_eq!(shown(text, true), want);
        }
    }

    #[test]
    fn texts_lose_secrets_and_their_parts() {
        let hide = |source: &str, text: &str, about: bool| {
            Secrets::scan(source.as_bytes(), false, &looks_secret).hide(text, about, &Words).into_owned()
        };
        assert_eq!(hide("a.password=hunter22-long", "got hunter22-long.", false), "got [redacted].");
        assert_eq!(hide("a.password=hunter22-long", "got hunter22-lo…", false), "got [redacted]…");
        assert_eq!(
            hide("a.password=kafka", "Kafka says: kafka, kafkaesque", true),
            "Kafka says: [redacted], kafkaesque"
        );
        assert_eq!(hide("a.password=kafka", "kafka/server.properties", false), "kafka/server.properties");
        let jaas =
            "sasl.jaas.config=org.x.PlainLoginModule required username=\"admin-user\" password=\"admin-secret\";";
        assert_eq!(
            hide(jaas, "PlainLoginModule is required; admin-secret", true),
            "PlainLoginModule is required; [redacted]"
        );
        // What a server that decodes Latin-1 prints.
        assert_eq!(hide("a.password=\u{4e2d}\u{6587}ab12", "\u{e4}\u{b8}\u{ad}\u{e6}\u{96}\u{87}ab12", true), REDACTED);
    }

    #[test]
    fn the_words_of_the_tool_stay() {
        let secrets = |source: &str| Secrets::scan(source.as_bytes(), false, &looks_secret);
        let comment = secrets("a.password=changeit # configuration integer partitions missing");
        for text in [
            "Invalid value x for configuration num.io.threads: not a number of type integer",
            "did you mean num.partitions?",
            "the comment behind the value belongs to the value",
            "configuration integer partitions",
        ] {
            assert_eq!(comment.hide(text, true, &Words), text);
        }
        assert_eq!(comment.hide("is `changeit`", false, &Words), "is `[redacted]`");
        let whole = "Invalid value changeit # configuration integer partitions missing for configuration x";
        assert_eq!(comment.hide(whole, false, &Words), "Invalid value [redacted] for configuration x");
        // A word of the server is hidden where the value stands, and only there.
        let word = secrets("a.password=configuration");
        let said = "Invalid value configuration for configuration x";
        assert_eq!(word.hide(said, true, &Words), "Invalid value [redacted] for configuration x");
        assert_eq!(word.hide("got 'configuration'", true, &Words), "got '[redacted]'");
        assert_eq!(secrets("a.password=number").hide("not a number", true, &Words), "not a number");
        assert_eq!(secrets("a.password=number").hide("`number`", true, &Words), "`[redacted]`");
    }

    #[test]
    fn a_secret_that_is_cut_short_shows_nothing() {
        let secrets = Secrets::scan(b"a.password=hunter22-long", false, &looks_secret);
        for cut in ["h\u{2026}", "hunter\u{2026}", "hunter22\u{2026}", "hunter22-lon\u{2026}"] {
            assert_eq!(secrets.hide(&format!("is `{cut}`"), true, &Words), "is `[redacted]\u{2026}`");
        }
    }

    #[test]
    fn names_tell_secrets() {
        for name in [
            "ssl.keystore.password",
            "ssl.keystore.pasword",
            "ssl.keyStore.passwrod",
            "listener.name.x.sasl.jaas.config",
            "topology.tuple.serializer.blowfish.key",
            "zookeeper.DigestAuthenticationProvider.superDigest",
            "storm.zookeeper.auth.payload",
            "client.secert",
            "db_pwd",
            "-Dpass",
        ] {
            assert!(looks_secret(name), "{name}");
        }
        for name in ["broker.id", "zookeeper.connect", "dataDir", "log.dirs", "authorizer.class.name", "passive.mode"] {
            assert!(!looks_secret(name), "{name}");
        }
    }

    #[test]
    fn a_private_key_is_a_secret_under_any_name() {
        let text = "x=-----BEGIN PRIVATE KEY-----\\\nMIIEvQIBADAN\\\n-----END PRIVATE KEY-----\n";
        let secrets = Secrets::scan(text.as_bytes(), false, &looks_secret);
        assert_eq!(secrets.hide("MIIEvQIBADAN", false, &Words), REDACTED);
        assert!(secrets.touch(40..41));
    }

    #[test]
    fn a_long_line_is_read_in_linear_time() {
        let line = "password=a=".repeat(100_000) + &"://a:b@".repeat(50_000) + &"\"\\".repeat(50_000);
        let start = std::time::Instant::now();
        Secrets::scan(line.as_bytes(), true, &looks_secret);
        assert!(start.elapsed() < std::time::Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
