//! Template placeholders: text that isn't final yet.
//!
//! A value with a placeholder is unknown: nothing is concluded from it, and no verdict rests on it.
//! Known here are the marks of Jinja, ERB, Go and Mustache templates, of shells and `envsubst`, of
//! autoconf, Maven and Octopus, of Python's `format`, and the names that `sed` scripts replace
//! (`REPLACE_WITH_X`, `CTX_X`, bare capitals). What looks like one and isn't stays out: the words
//! that are legal in capitals, Storm's own `%ID%`, references that a configuration provider resolves.

mod capitals;

use memchr::memmem;
use std::ops::Range;

/// The placeholders of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placeholders {
    /// Byte ranges, in order, not overlapping: `{{ x }}`, `${X}`, `<%= x %>`, …
    pub spans: Vec<Range<usize>>,
    /// Byte ranges of template statements (`{% if %}`, `{# #}`, `<% %>`): lines that are there or not.
    pub blocks: Vec<Range<usize>>,
    /// Byte ranges of `$X` and `${X}` in paths, and of `%x%` in JVM options, in files that are otherwise
    /// final. No server replaces the former: the value is known, they are its text.
    pub literal: Vec<Range<usize>>,
}

/// What kind of file is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// `key=value`; comments are whole lines.
    Properties,
    /// YAML; `{}` is a map, and a comment can follow a value.
    Yaml,
}

impl Placeholders {
    /// Whether the file is a template.
    pub fn is_template(&self) -> bool {
        !self.spans.is_empty() || !self.blocks.is_empty()
    }

    /// Whether a placeholder or a statement touches `range`.
    pub fn touch(&self, range: Range<usize>) -> bool {
        let hits = |ranges: &[Range<usize>]| {
            let from = ranges.partition_point(|known| known.end <= range.start);
            ranges.get(from).is_some_and(|known| known.start < range.end)
        };
        hits(&self.spans) || hits(&self.blocks)
    }
}

/// Every placeholder of a file.
pub fn find(bytes: &[u8], flavour: Flavour) -> Placeholders {
    let mut scan = Scan::new(bytes, flavour);
    let mut start = 0;
    while start < bytes.len() {
        let rest = bytes.get(start..).unwrap_or_default();
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        scan.line(start..start + length);
        // A mark may have reached over the end of the line.
        start = (start + length + 1).max(scan.at);
    }
    scan.finish()
}

/// Bytes that a placeholder starts with; everything else is skipped.
const STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    let mut index = 0;
    let bytes = b"${%<@_#(";
    while index < bytes.len() {
        starts[bytes[index] as usize] = true;
        index += 1;
    }
    starts
};

/// No default in `${X:-default}` and no path before a reference is longer.
const LONGEST: usize = 256;

struct Scan<'a> {
    bytes: &'a [u8],
    flavour: Flavour,
    found: Placeholders,
    /// References that may be meant for the environment or for Storm, which count only in a template.
    environment: Vec<Range<usize>>,
    /// Words in capitals, and whether each one repeats its key.
    capitals: Vec<(Range<usize>, bool)>,
    /// Where the next `}}`, `%}`, `#}` and `%>` is, so that each is looked for once.
    ends: [Option<usize>; 4],
    /// Everything before has been read.
    at: usize,
    /// Whether `config.providers` is set: then `${provider:path:key}` isn't ours.
    providers: Option<bool>,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8], flavour: Flavour) -> Self {
        Self {
            bytes,
            flavour,
            found: Placeholders::default(),
            environment: Vec::new(),
            capitals: Vec::new(),
            ends: [Some(0); 4],
            at: 0,
            providers: None,
        }
    }

    /// Reads one line without its end.
    fn line(&mut self, line: Range<usize>) {
        let text = self.bytes.get(line.clone()).unwrap_or_default();
        let indent = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | 0x0c)).count();
        let start = line.start + indent;
        match self.bytes.get(start) {
            Some(b'#') if self.flavour == Flavour::Yaml => return self.comment(start..line.end),
            Some(b'#' | b'!') if self.flavour == Flavour::Properties => return self.comment(start..line.end),
            _ if start >= line.end => return,
            _ => {}
        }
        let end = self.comment_after(start..line.end);
        let mut marked = false;
        self.at = self.at.max(start);
        while self.at < end {
            if STARTS[self.bytes[self.at] as usize] && self.mark(start, end) {
                marked = true;
            } else {
                self.at += 1;
            }
        }
        if !marked {
            capitals::words(self.bytes, start..end, self.flavour, &mut self.capitals);
        }
        if end < line.end && self.at <= end {
            self.comment(end..line.end);
        }
    }

    /// Statements are carried out in comments too; nothing else counts there.
    fn comment(&mut self, line: Range<usize>) {
        self.at = self.at.max(line.start);
        while let Some(rest) = self.bytes.get(self.at..line.end) {
            let Some(next) = memchr::memchr2(b'{', b'<', rest) else { break };
            self.at += next;
            if !self.statement() {
                self.at += 1;
            }
        }
    }

    /// Where a YAML comment behind a value starts; quotes aren't followed, so a `#` in a quoted text
    /// ends the search early, which at worst leaves a placeholder unseen.
    fn comment_after(&self, line: Range<usize>) -> usize {
        if self.flavour == Flavour::Properties {
            return line.end;
        }
        let text = self.bytes.get(line.clone()).unwrap_or_default();
        memchr::memchr_iter(b'#', text)
            .find(|&at| at > 0 && text[at - 1] == b' ' && text.get(at + 1) != Some(&b'{'))
            .map_or(line.end, |at| line.start + at)
    }

    fn rest(&self, end: usize) -> &'a [u8] {
        self.bytes.get(self.at..end).unwrap_or_default()
    }

    /// `{% … %}`, `{# … #}`, `<% … %>` here.
    fn statement(&mut self) -> bool {
        let (end, mark) = match self.rest(self.bytes.len()) {
            [b'<', b'%', b'=', ..] => return false,
            [b'{', b'%', ..] => (1, b"%}"),
            [b'{', b'#', ..] => (2, b"#}"),
            [b'<', b'%', ..] => (3, b"%>"),
            _ => return false,
        };
        let start = self.at;
        let Some(end) = self.end_of(end, mark, start + 2) else { return false };
        self.found.blocks.push(start..end);
        self.at = end;
        true
    }

    /// The end of the next `mark` at or behind `from`; each kind is searched through the file once.
    fn end_of(&mut self, kind: usize, mark: &[u8; 2], from: usize) -> Option<usize> {
        let known = self.ends[kind]?;
        if known < from + 2 {
            let rest = self.bytes.get(from..)?;
            self.ends[kind] = memmem::find(rest, mark).map(|at| from + at + 2);
        }
        self.ends[kind]
    }

    fn push(&mut self, length: usize) -> bool {
        self.found.spans.push(self.at..self.at + length);
        self.at += length;
        true
    }

    /// A placeholder that starts here, on a line from `start` to `end`.
    fn mark(&mut self, start: usize, end: usize) -> bool {
        if self.statement() {
            return true;
        }
        let line = self.rest(end);
        let before = self.at.checked_sub(1).filter(|&at| at >= start).map_or(b' ', |at| self.bytes[at]);
        match line {
            [b'{', b'{', ..] => self.until(0, b"}}"),
            [b'<', b'%', ..] => self.until(3, b"%>"),
            [b'$', b'{', b'{', ..] => {
                self.at += 1;
                self.until(0, b"}}")
            }
            [b'$', b'{', inner @ ..] => self.braces(inner, start),
            [b'$', b'(', inner @ ..] => name(inner, b')').is_some_and(|length| self.push(length + 3)),
            [b'$', inner @ ..] => {
                let length = identifier(inner);
                let capitals = inner.iter().take(length).all(|byte| !byte.is_ascii_lowercase());
                let free = capitals || !before.is_ascii_alphanumeric();
                length > 1 && free && before != b'\\' && self.environment(length + 1, start)
            }
            [b'#', b'{', inner @ ..] => name(inner, b'}').is_some_and(|length| self.push(length + 3)),
            [b'{', b'}', ..] if self.flavour == Flavour::Properties => self.push(2),
            [b'{', inner @ ..] if self.flavour == Flavour::Properties => {
                name(inner, b'}').is_some_and(|length| self.push(length + 2))
            }
            [b'(', b'(', inner @ ..] => {
                name(inner, b')').is_some_and(|length| inner.get(length + 1) == Some(&b')') && self.push(length + 4))
            }
            [b'@', b'@', inner @ ..] => {
                name(inner, b'@').is_some_and(|length| inner.get(length + 1) == Some(&b'@') && self.push(length + 4))
            }
            [b'@', inner @ ..] if !before.is_ascii_alphanumeric() => {
                name(inner, b'@').is_some_and(|length| length > 1 && self.push(length + 2))
            }
            [b'%', inner @ ..] => self.percent(inner, start),
            [b'<', inner @ ..] => {
                let length = inner.iter().take_while(|byte| is_angled(**byte)).count();
                let letter = inner.first().is_some_and(u8::is_ascii_alphabetic);
                letter && length < 60 && inner.get(length) == Some(&b'>') && self.push(length + 2)
            }
            [b'_', b'_', inner @ ..] if !is_word(before) => {
                let length = inner.iter().take_while(|byte| is_capital(**byte)).count();
                let closed = length > 2 && inner.get(..length).is_some_and(|name| name.ends_with(b"__"));
                closed && !inner.get(length).is_some_and(|byte| is_word(*byte)) && self.push(length + 2)
            }
            _ => false,
        }
    }

    /// Up to and with `mark`, which may stand on a later line.
    fn until(&mut self, kind: usize, mark: &[u8; 2]) -> bool {
        match self.end_of(kind, mark, self.at + 2) {
            Some(end) => self.push(end - self.at),
            None => false,
        }
    }

    /// `${NAME}`, `${NAME:-default}`; `${provider:path:key}` where a provider resolves it isn't ours.
    fn braces(&mut self, inner: &[u8], start: usize) -> bool {
        let inner = inner.get(..LONGEST).unwrap_or(inner);
        let length = inner.iter().take_while(|byte| is_name(**byte)).count();
        let default = matches!(inner.get(length..), Some([b':', b'-' | b'=' | b'?' | b'+', ..]));
        match inner.get(length) {
            Some(b'}') if length > 0 => self.environment(length + 3, start),
            Some(b':') if length > 0 && default => match memchr::memchr(b'}', inner) {
                Some(end) => self.environment(end + 3, start),
                None => false,
            },
            Some(b':') if length > 0 && !self.resolves() => match memchr::memchr(b'}', inner) {
                Some(end) => self.environment(end + 3, start),
                None => false,
            },
            _ => false,
        }
    }

    /// Whether Kafka's configuration providers are at work in this file.
    fn resolves(&mut self) -> bool {
        let bytes = self.bytes;
        *self.providers.get_or_insert_with(|| memmem::find(bytes, b"config.providers").is_some())
    }

    /// A reference to the environment. In a path the server takes it as it is written.
    fn environment(&mut self, length: usize, start: usize) -> bool {
        let range = self.at..self.at + length;
        let start = start.max(range.start.saturating_sub(LONGEST));
        let before = self.bytes.get(start..range.start).unwrap_or_default();
        let value = before.iter().rposition(|byte| matches!(byte, b'=' | b':' | b' ' | b'\t' | b'"' | b'\'' | b','));
        let before = before.get(value.map_or(0, |at| at + 1)..).unwrap_or_default();
        let path = before.first().is_some_and(|byte| matches!(byte, b'/' | b'~' | b'.'))
            || before.is_empty() && self.bytes.get(range.end) == Some(&b'/');
        self.at = range.end;
        if path {
            self.environment.push(range)
        } else {
            self.found.spans.push(range)
        }
        true
    }

    /// `%name%`, but neither Storm's own nor the two digits of an encoded byte.
    fn percent(&mut self, inner: &[u8], start: usize) -> bool {
        let length = inner.iter().take_while(|byte| is_name(**byte)).count();
        let name = inner.get(..length).unwrap_or_default();
        let letters = name.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        let encoded = length == 2 && name.iter().all(u8::is_ascii_hexdigit);
        if inner.get(length) != Some(&b'%') || letters < 2 || encoded || name.ends_with(b"_") {
            return false;
        }
        if self.flavour == Flavour::Yaml && STORM.contains(&name) {
            self.at += length + 2;
            return false;
        }
        let before = self.bytes.get(start..self.at).unwrap_or_default();
        if self.flavour == Flavour::Yaml && memmem::find(before, b"-X").is_some() {
            // JVM options of a fork of Storm that knows more such names.
            self.environment.push(self.at..self.at + length + 2);
            self.at += length + 2;
            return true;
        }
        self.push(length + 2)
    }

    fn finish(mut self) -> Placeholders {
        capitals::judge(&mut self.found, self.capitals);
        if self.found.is_template() {
            self.found.spans.append(&mut self.environment);
        }
        self.found.literal = self.environment;
        self.found.spans.sort_unstable_by_key(|range| range.start);
        self.found
    }
}

/// What Storm itself replaces in `*.childopts` when it starts a worker (`%ID%` and the like; JStorm's
/// home directory).
const STORM: [&[u8]; 10] = [
    b"ID",
    b"HEAP-MEM",
    b"OFF-HEAP-MEM",
    b"LIMIT-MEM",
    b"WORKER-PORT",
    b"WORKER-ID",
    b"WORKER_ID",
    b"TOPOLOGY-ID",
    b"TOPOLOGY_ID",
    b"JSTORM_HOME",
];

/// The length of a name that `close` ends.
fn name(bytes: &[u8], close: u8) -> Option<usize> {
    let length = bytes.iter().take_while(|byte| is_name(**byte)).count();
    let starts = bytes.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
    (starts && bytes.get(length) == Some(&close)).then_some(length)
}

fn identifier(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' => {
            bytes.iter().take_while(|byte| is_word(**byte)).count()
        }
        _ => 0,
    }
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

const fn is_capital(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_'
}

const fn is_name(byte: u8) -> bool {
    is_word(byte) || byte == b'.' || byte == b'-'
}

const fn is_angled(byte: u8) -> bool {
    is_name(byte) || byte == b' ' || byte == b'/' || byte == b':'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn properties(text: &str) -> Vec<&str> {
        find(text.as_bytes(), Flavour::Properties).spans.into_iter().map(|range| &text[range]).collect()
    }

    fn yaml(text: &str) -> Vec<&str> {
        find(text.as_bytes(), Flavour::Yaml).spans.into_iter().map(|range| &text[range]).collect()
    }

    fn blocks(text: &str) -> Vec<&str> {
        find(text.as_bytes(), Flavour::Properties).blocks.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn template_engines() {
        assert_eq!(properties("a={{ x }}:{{y}}\n"), ["{{ x }}", "{{y}}"]);
        assert_eq!(properties("a={{ x\n | default(1) }}\nb=1"), ["{{ x\n | default(1) }}"]);
        assert_eq!(properties("port=<%= ENV['P'] %>\n"), ["<%= ENV['P'] %>"]);
        assert_eq!(
            blocks("{% for h in hosts %}\nserver.1=h\n{%- endfor -%}\n"),
            ["{% for h in hosts %}", "{%- endfor -%}"]
        );
        assert_eq!(blocks("# {% if x %}\na=1\n#{# note #}"), ["{% if x %}", "{# note #}"]);
        assert_eq!(blocks("<% hosts.each do |h| %>\n"), ["<% hosts.each do |h| %>"]);
        assert_eq!(properties("a={{ .Values.zk }}"), ["{{ .Values.zk }}"]);
        assert_eq!(properties("a={{ open\nb=1"), Vec::<&str>::new());
    }

    #[test]
    fn comments_hold_no_values() {
        assert!(!find(b"# ${A} %b% {{ c }} @@D@@\n! <x>\n", Flavour::Properties).is_template());
        assert!(!find(b"a: 1 # ${A} <x>\n", Flavour::Yaml).is_template());
    }

    #[test]
    fn environments() {
        assert_eq!(properties("a=${HOST}:$PORT"), ["${HOST}", "$PORT"]);
        assert_eq!(properties("a=${HOST:-localhost}"), ["${HOST:-localhost}"]);
        assert_eq!(properties("a=$(POD_NAME)"), ["$(POD_NAME)"]);
        assert_eq!(properties("rules=RULE:^CN=(.*?),OU=x$/$1/,DEFAULT"), Vec::<&str>::new());
        assert_eq!(properties("a=com.x.Outer$Inner"), Vec::<&str>::new());
    }

    #[test]
    fn an_environment_in_a_path_is_literal_in_a_final_file() {
        let text = "log.dirs=${KAFKA_DATA}/logs,/data/$HOST\nport=9092\n";
        let found = find(text.as_bytes(), Flavour::Properties);
        assert!(!found.is_template());
        let literal: Vec<_> = found.literal.into_iter().map(|range| &text[range]).collect();
        assert_eq!(literal, ["${KAFKA_DATA}", "$HOST"]);
        assert_eq!(properties("log.dirs=${KAFKA_DATA}/logs\nport={{ p }}"), ["${KAFKA_DATA}", "{{ p }}"]);
    }

    #[test]
    fn configuration_providers_are_no_placeholders() {
        let reference = "ssl.key.password=${file:/etc/kafka/secret:key}\n";
        assert_eq!(properties(reference), ["${file:/etc/kafka/secret:key}"]);
        assert_eq!(properties(&format!("config.providers=file\n{reference}")), Vec::<&str>::new());
    }

    #[test]
    fn percent_signs() {
        assert_eq!(yaml("ui.port: %ui_port%\n- \"%zookeeper%\""), ["%ui_port%", "%zookeeper%"]);
        assert_eq!(yaml("w: \"-Xmx%HEAP-MEM%m gc-%ID%.log %WORKER-PORT% %JSTORM_HOME%\""), Vec::<&str>::new());
        assert_eq!(yaml("w: \"-Xloggc:%storm.home%/gc-%port%.log\""), Vec::<&str>::new());
        assert_eq!(properties("broker.id=%ID%"), ["%ID%"]);
        assert_eq!(yaml("w: \"%d %-5p %c%n a%20b%2Fc %E4%BD%A0 gc-%p_%t.log\""), Vec::<&str>::new());
    }

    #[test]
    fn signs_of_sed_and_friends() {
        assert_eq!(properties("a=@@HOST@@:@PORT@"), ["@@HOST@@", "@PORT@"]);
        assert_eq!(properties("controller.quorum.voters=1@a:9093,2@b:9093"), Vec::<&str>::new());
        assert_eq!(properties("a=<TOKEN_URL>"), ["<TOKEN_URL>"]);
        assert_eq!(properties("a=__HOST__"), ["__HOST__"]);
        assert_eq!(properties("a=__consumer_offsets,__x"), Vec::<&str>::new());
        assert_eq!(properties("listeners=PLAINTEXT://{}:9092"), ["{}"]);
        assert_eq!(yaml("a: {}\nb: {c: d}"), Vec::<&str>::new());
        assert_eq!(properties("a=#{Kafka.Id}((host))"), ["#{Kafka.Id}", "((host))"]);
    }

    #[test]
    fn ordinary_files_have_none() {
        let text = "broker.id=0\nlisteners=PLAINTEXT://:9092,CONTROLLER://:9093\nlog.dirs=/tmp/a\n\
                    advertised.listeners=PLAINTEXT_HOST://kfk1:9092\nlistener.security.protocol.map=\
                    CONTROLLER:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT\ncontroller.listener.names=CONTROLLER\n";
        assert_eq!(find(text.as_bytes(), Flavour::Properties), Placeholders::default());
    }

    #[test]
    fn long_rows_of_openings_stay_linear() {
        for mark in ["{{", "{%", "<%", "${", "%a", "@@", "((", "<a", "__A", "$AB", "${AB}", "${a:-", "ABCDE ", "__"] {
            let text = mark.repeat(200_000);
            find(text.as_bytes(), Flavour::Properties);
            find(text.as_bytes(), Flavour::Yaml);
        }
    }
}
