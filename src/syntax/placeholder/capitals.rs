//! Names in capitals that a script will replace: `clientPort=CLIENTPORT`, `dataDir=CTX_DATA_DIR`.
//!
//! They look like ordinary text, so they count only where the file as a whole says so: a word that
//! announces itself (`REPLACE_WITH_X`), one that repeats its key, three of them, or one beside a
//! placeholder of another kind.

use super::{Flavour, Placeholders, is_capital, is_word};
use std::ops::Range;

/// Words that are values in capitals: protocols, mechanisms, levels, algorithms, listener names.
const LEGAL: &[&str] = &[
    "ALLOW",
    "ANONYMOUS",
    "AWS_MSK_IAM",
    "BROKER",
    "CLASSIC",
    "CLIENT",
    "CONTROLLER",
    "CREATETIME",
    "DEBUG",
    "DEFAULT",
    "DENY",
    "DIGEST",
    "DISABLED",
    "DOCKER",
    "EMBEDDED",
    "ERROR",
    "EXTERNAL",
    "FALSE",
    "FATAL",
    "GSSAPI",
    "HTTPS",
    "INFO",
    "INSIDE",
    "INTERNAL",
    "KERBEROS",
    "LOCALHOST",
    "NIMBUS",
    "OAUTHBEARER",
    "OBSERVER",
    "OUTSIDE",
    "PARTICIPANT",
    "PKCS11",
    "PKCS12",
    "PLAIN",
    "PLAINTEXT",
    "PRIVATE",
    "PUBLIC",
    "REPLICATION",
    "REQUESTED",
    "REQUIRED",
    "SASL_PLAINTEXT",
    "SASL_SSL",
    "SERVER",
    "STANDARD",
    "TRACE",
    "TRUE",
    "ZOOKEEPER",
];

/// How a word announces that it isn't final.
const ANNOUNCED: &[&[u8]] =
    &[b"CHANGEME", b"CHANGE_", b"CTX_", b"FILL_", b"INSERT_", b"PLACEHOLDER", b"REPLACEME", b"REPLACE_", b"YOUR_"];

/// Longer lines are data, not settings that a script fills in.
const LONGEST: usize = 4096;

/// Collects the words of a line that may be names to replace, each with whether it repeats its key
/// or announces itself.
pub(super) fn words(bytes: &[u8], line: Range<usize>, flavour: Flavour, into: &mut Vec<(Range<usize>, bool)>) {
    let text = bytes.get(line.clone()).unwrap_or_default();
    if text.len() > LONGEST || !text.windows(4).any(|four| four.iter().all(|byte| is_capital(*byte))) {
        return;
    }
    let key = match flavour {
        Flavour::Properties => memchr::memchr3(b'=', b':', b' ', text),
        Flavour::Yaml => memchr::memmem::find(text, b": ").or_else(|| (text.first() == Some(&b'-')).then_some(0)),
    };
    let Some(key) = key else { return };
    let value = key + 1;
    let key = text.get(..key).unwrap_or_default();
    let mut at = value;
    while let Some(byte) = text.get(at) {
        if !is_capital(*byte) || text.get(at - 1).is_some_and(|before| is_word(*before)) {
            at += 1;
            continue;
        }
        let length = text.get(at..).unwrap_or_default().iter().take_while(|byte| is_capital(**byte)).count();
        let range = at..at + length;
        at = range.end;
        let word = text.get(range.clone()).unwrap_or_default();
        let whole = is_edge(text, value, range.start, false) && is_edge(text, value, range.end, true);
        let directory = is_edge(text, value, range.start, false) && text.get(range.end) == Some(&b'/');
        let port = text.get(range.start - 1) == Some(&b':') && !matches!(text.get(range.end), Some(b':'));
        let candidate = if is_named(key) { port && !is_map(key) } else { whole || directory || port };
        let announced = ANNOUNCED.iter().any(|start| word.starts_with(start));
        if (candidate || announced) && is_name(word) {
            into.push((line.start + range.start..line.start + range.end, announced || repeats(word, key)));
        }
    }
}

/// Takes the words in when the file as a whole says that they are to be replaced.
pub(super) fn judge(found: &mut Placeholders, words: Vec<(Range<usize>, bool)>) {
    let firm = found.is_template() || words.len() > 2 || words.iter().any(|(_, firm)| *firm);
    if firm {
        found.spans.extend(words.into_iter().map(|(range, _)| range));
    }
}

/// At least five characters, a letter first, mostly letters, and no word with a meaning.
fn is_name(word: &[u8]) -> bool {
    let letters = word.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    let legal = |known: &&str| known.as_bytes() == word;
    word.len() > 4 && word[0].is_ascii_uppercase() && letters > 3 && !LEGAL.iter().any(legal)
}

/// Keys whose values are names that administrators choose, in capitals by custom.
fn is_named(key: &[u8]) -> bool {
    contains(key, b"listener") || contains(key, b"protocol") || contains(key, b"mechanism") || contains(key, b"rules")
}

fn is_map(key: &[u8]) -> bool {
    contains(key, b"map") || contains(key, b"names") || contains(key, b"rules")
}

fn contains(key: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(key, part).is_some()
}

/// Whether only blanks and quotes stand between `at` and the value's start or end.
fn is_edge(text: &[u8], value: usize, at: usize, behind: bool) -> bool {
    let beside = if behind { text.get(at..) } else { text.get(value..at) };
    beside.unwrap_or_default().iter().all(|byte| matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'=' | b'[' | b']'))
}

/// Whether the word has the key, or its last part, in it: `CLIENTPORT` for `clientPort`,
/// `KAFKABROKERID` for `broker.id`.
fn repeats(word: &[u8], key: &[u8]) -> bool {
    let letters = |bytes: &[u8]| -> Vec<u8> {
        bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).map(u8::to_ascii_uppercase).collect()
    };
    let word = letters(word);
    let last = key.rsplit(|byte| matches!(byte, b'.' | b'_')).next().unwrap_or_default();
    let found = |part: &[u8]| part.len() > 4 && memchr::memmem::find(&word, part).is_some();
    found(&letters(key)) || found(&letters(last))
}

#[cfg(test)]
mod tests {
    use super::super::{Flavour, find};

    fn properties(text: &str) -> Vec<&str> {
        find(text.as_bytes(), Flavour::Properties).spans.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_word_that_repeats_its_key() {
        assert_eq!(properties("clientPort=CLIENTPORT"), ["CLIENTPORT"]);
        assert_eq!(properties("broker.id=KAFKABROKERID\nlog.dirs=X"), ["KAFKABROKERID"]);
        assert_eq!(properties("listeners=PLAINTEXT://:KAFKAPORT\nbroker.id=MYBROKERID"), ["KAFKAPORT", "MYBROKERID"]);
    }

    #[test]
    fn a_word_that_announces_itself() {
        assert_eq!(properties("dataDir=CTX_DATA_DIR\nclientPort=CTX_PORT"), ["CTX_DATA_DIR", "CTX_PORT"]);
        assert_eq!(properties("zookeeper.connect=REPLACE_WITH_ZK:2181"), ["REPLACE_WITH_ZK"]);
    }

    #[test]
    fn several_words_in_one_file() {
        assert_eq!(properties("dataDir=WORKDIR/a\nx=CERTDIR/b\ny=WORKDIR/c"), ["WORKDIR", "CERTDIR", "WORKDIR"]);
        assert_eq!(properties("dataDir=WORKDIR/a"), Vec::<&str>::new());
    }

    #[test]
    fn words_with_a_meaning() {
        let text = "peerType=OBSERVER\nstandaloneEnabled=FALSE\nsasl.enabled.mechanisms=SCRAM-SHA-512\n\
                    ssl.keystore.type=PKCS12\nlevel=DEBUG\ninter.broker.listener.name=REPLICA_NET\n\
                    listener.security.protocol.map=REPLICA_NET:SASL_SSL,CLIENTS:PLAINTEXT\n\
                    listeners=REPLICA_NET://:9092,CLIENTS://:9093\n";
        assert_eq!(properties(text), Vec::<&str>::new());
    }

    #[test]
    fn yaml_values() {
        let text = "storm.zookeeper.port: STORMZOOKEEPERPORT\nui.port: STORMUIPORT\nlogviewer.port: LOGVIEWERPORT\n";
        assert_eq!(find(text.as_bytes(), Flavour::Yaml).spans.len(), 3);
        assert!(!find(b"pacemaker.auth.method: KERBEROS\n", Flavour::Yaml).is_template());
    }
}
