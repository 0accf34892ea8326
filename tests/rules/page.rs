//! A rule page, split into its examples.
//!
//! A fenced block under `## Bad` or `## Good` is a file of a throw-away inventory:
//!
//! - ```` ```properties kfk1/server.properties ```` language, path, then flags: `escaped` (`\t`,
//!   `\r`, `\n`, `\0`, `\\`, `\xef` for a byte, `\u00a0` for a character), `unterminated` (no line
//!   end after the last line), `zookeeper=3.4.9`, `storm=…`, `kafka=…` (as `--zookeeper` etc.),
//!   `as=server.properties` (as `--as`), `host-root=kfk1` (as `--host-root`, below the inventory); in
//!   brackets or not.
//! - ```` ```facts kfk1 ````: what that host's file system has, a line each: `dir /var/lib/kafka`,
//!   `dir /var/lib/kafka 0555`, `file /etc/passwd`.
//! - ```` ```findings ```` ends an example; a line each: `path:line:col severity name "part of the
//!   headline"`, or without `:line:col` for a finding about a whole file.
//!
//! In Good, a heading or paragraph between two blocks starts a new example.

use crate::example::Ran;

pub(crate) struct Page {
    pub examples: Vec<Example>,
    /// Every `## Heading`, in order.
    pub headings: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Example {
    pub good: bool,
    /// Where it starts, from 1.
    pub line: usize,
    pub files: Vec<File>,
    pub facts: Vec<(String, String)>,
    /// `zookeeper=3.4.9` and the like.
    pub flags: Vec<(String, String)>,
    pub findings: Vec<Expected>,
    /// The lines (from 0, half open) inside the `findings` fence.
    pub findings_at: Option<(usize, usize)>,
}

#[derive(Debug)]
pub(crate) struct File {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// One line of a `findings` block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    pub place: String,
    pub severity: String,
    pub name: String,
    pub part: String,
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {} \"{}\"", self.place, self.severity, self.name, self.part)
    }
}

#[derive(Debug)]
pub(crate) struct PageError {
    pub line: usize,
    pub message: String,
}

fn error<T>(at: usize, message: impl Into<String>) -> Result<T, PageError> {
    Err(PageError { line: at + 1, message: message.into() })
}

impl Page {
    pub(crate) fn parse(text: &str) -> Result<Self, PageError> {
        let lines: Vec<&str> = text.lines().collect();
        let mut page = Self { examples: Vec::new(), headings: Vec::new() };
        let mut section = String::new();
        let mut example = Example::default();
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at];
            if let Some(info) = line.strip_prefix("```") {
                let start = at + 1;
                let Some(end) = (start..lines.len()).find(|&end| lines[end].trim_end() == "```") else {
                    return error(at, "the fence is never closed");
                };
                if section == "Bad" || section == "Good" {
                    example.good = section == "Good";
                    if example.line == 0 {
                        example.line = at + 1;
                    }
                    if block(&mut example, info, start, &lines[start..end])? {
                        page.end(&mut example, at)?;
                    }
                }
                at = end + 1;
                continue;
            }
            if let Some(heading) = line.strip_prefix("## ") {
                page.end(&mut example, at)?;
                section = heading.trim().to_owned();
                page.headings.push(section.clone());
            } else if section == "Good" && !line.trim().is_empty() {
                page.end(&mut example, at)?;
            }
            at += 1;
        }
        page.end(&mut example, at)?;
        Ok(page)
    }

    fn end(&mut self, example: &mut Example, at: usize) -> Result<(), PageError> {
        let example = std::mem::take(example);
        if example.line == 0 {
            return Ok(());
        }
        if example.files.is_empty() {
            return error(at, "an example without a file");
        }
        if !example.good && example.findings_at.is_none() {
            return error(at, "a bad example needs a `findings` block behind its files");
        }
        self.examples.push(example);
        Ok(())
    }
}

/// One fenced block; tells whether it ends the example.
fn block(example: &mut Example, info: &str, start: usize, lines: &[&str]) -> Result<bool, PageError> {
    let mut words = info.split_whitespace().map(|word| word.trim_matches(['[', ']']));
    let language = words.next().unwrap_or_default();
    if language == "findings" {
        if example.good {
            return error(start - 1, "a good example has no findings");
        }
        example.findings_at = Some((start, start + lines.len()));
        for (offset, line) in lines.iter().enumerate() {
            match expected(line) {
                Some(expected) => example.findings.push(expected),
                None => return error(start + offset, "want: path:line:col severity name \"part of the headline\""),
            }
        }
        return Ok(true);
    }
    let Some(path) = words.next() else {
        return error(start - 1, "the fence names no file: want ```language path");
    };
    if path.starts_with('/') || path.split('/').any(|part| part == "..") {
        return error(start - 1, "the path leaves the example's inventory");
    }
    if language == "facts" {
        example.facts.extend(lines.iter().map(|line| (path.to_owned(), (*line).to_owned())));
        return Ok(false);
    }
    let mut escaped = false;
    let mut terminated = true;
    for word in words {
        match word.split_once('=') {
            None if word == "escaped" => escaped = true,
            None if word == "unterminated" => terminated = false,
            Some((flag @ ("zookeeper" | "storm" | "kafka" | "as" | "host-root"), value)) => {
                example.flags.push((flag.to_owned(), value.to_owned()));
            }
            _ => return error(start - 1, format!("unknown flag {word:?}")),
        }
    }
    let mut bytes = Vec::new();
    for (offset, line) in lines.iter().enumerate() {
        if escaped {
            unescape(line, &mut bytes).map_err(|message| PageError { line: start + offset + 1, message })?;
        } else {
            bytes.extend_from_slice(line.as_bytes());
        }
        if terminated || offset + 1 < lines.len() {
            bytes.push(b'\n');
        }
    }
    if example.files.iter().any(|known| known.path == path) {
        return error(start - 1, format!("{path} stands twice in one example: a `findings` block is missing between"));
    }
    example.files.push(File { path: path.to_owned(), bytes });
    Ok(false)
}

/// Expands the escapes of one line of an `escaped` block.
fn unescape(line: &str, bytes: &mut Vec<u8>) -> Result<(), String> {
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        match chars.next() {
            Some('x') => bytes.push(hex(&mut chars, 2)? as u8),
            Some('u') => {
                let c = char::from_u32(hex(&mut chars, 4)?).ok_or("\\u: not a character")?;
                bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            Some('t') => bytes.push(b'\t'),
            Some('r') => bytes.push(b'\r'),
            Some('n') => bytes.push(b'\n'),
            Some('f') => bytes.push(0x0c),
            Some('0') => bytes.push(0),
            Some('\\') => bytes.push(b'\\'),
            Some(other) => return Err(format!("unknown escape \\{other}; a literal backslash is written \\\\")),
            None => return Err("a lone backslash at the end of the line; a literal one is written \\\\".to_owned()),
        }
    }
    Ok(())
}

fn hex(chars: &mut std::str::Chars<'_>, digits: usize) -> Result<u32, String> {
    let word: String = chars.by_ref().take(digits).collect();
    if word.len() != digits {
        return Err(format!("{word:?}: want {digits} hex digits"));
    }
    u32::from_str_radix(&word, 16).map_err(|_| format!("{word:?}: want {digits} hex digits"))
}

fn expected(line: &str) -> Option<Expected> {
    let (head, rest) = line.split_once('"')?;
    let (part, _) = rest.rsplit_once('"')?;
    let mut words = head.split_whitespace();
    let expected = Expected {
        place: words.next()?.to_owned(),
        severity: words.next()?.to_owned(),
        name: words.next()?.to_owned(),
        part: part.to_owned(),
    };
    words.next().is_none().then_some(expected)
}

/// The page with its `findings` blocks as the run gave them; a line whose part of the headline still
/// fits stays as it is.
pub(crate) fn bless(text: &str, page: &Page, outcomes: &[Ran]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (example, outcome) in page.examples.iter().zip(outcomes).rev() {
        let Some((start, end)) = example.findings_at else { continue };
        let found = outcome.of_rule.iter().map(|found| {
            let kept = example.findings.iter().find(|expected| expected.fits(found));
            kept.unwrap_or(found).to_string()
        });
        let found: Vec<String> = found.collect();
        lines.splice(start..end, found);
    }
    let mut blessed = lines.join("\n");
    if text.ends_with('\n') {
        blessed.push('\n');
    }
    blessed
}

impl Expected {
    /// Whether `found` (with its whole headline as part) is what this line says.
    pub(crate) fn fits(&self, found: &Self) -> bool {
        self.place == found.place
            && self.severity == found.severity
            && self.name == found.name
            && found.part.contains(&self.part)
    }
}

#[test]
fn a_page_splits_into_examples() {
    let page = Page::parse(
        "# t\n\nwhy\n\n## Bad\n\n```properties a/zoo.cfg [escaped] kafka=3.9\na=\\x20\\\\\n```\n```findings\na/zoo.cfg:1:1 error x \"y\"\n```\n\
         ## Good\n\n```text a/x\n```\n```text a/y unterminated\nz\n```\n\nAnd:\n\n```text a/x\n```\n## See\n```\n```\n",
    )
    .map_err(|error| error.message)
    .unwrap();
    assert_eq!(page.headings, ["Bad", "Good", "See"]);
    let files: Vec<Vec<(&str, &[u8])>> = page
        .examples
        .iter()
        .map(|example| example.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect())
        .collect();
    assert_eq!(files, [vec![("a/zoo.cfg", &b"a= \\\n"[..])], vec![("a/x", b""), ("a/y", b"z")], vec![("a/x", b"")]]);
    assert_eq!(page.examples[0].flags, [("kafka".to_owned(), "3.9".to_owned())]);
    assert_eq!(page.examples[0].findings[0].to_string(), "a/zoo.cfg:1:1 error x \"y\"");
    assert!(Page::parse("# t\n## Bad\n```text a/x\n```\n").is_err());
}
