//! What a plain scalar is: SnakeYAML's `Resolver` and `Tag`, by generation.

use super::Dialect;
use std::fmt::Write as _;

/// `Tag.PREFIX`.
pub(super) const PREFIX: &str = "tag:yaml.org,2002:";

/// A node's tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Null,
    Bool,
    Int,
    Float,
    Binary,
    Timestamp,
    Omap,
    Pairs,
    Set,
    Str,
    Seq,
    Map,
    Merge,
    /// `=`; since 1.2x an ordinary string.
    Value,
    /// `!`, `&`, `*`.
    Yaml,
    /// Anything else, as `Tag.getValue` gives it.
    Other(String),
}

impl Tag {
    /// The tag with this name.
    pub(super) fn new(name: &str) -> Self {
        let encoded = encode(name);
        match encoded.strip_prefix(PREFIX) {
            Some("null") => Self::Null,
            Some("bool") => Self::Bool,
            Some("int") => Self::Int,
            Some("float") => Self::Float,
            Some("binary") => Self::Binary,
            Some("timestamp") => Self::Timestamp,
            Some("omap") => Self::Omap,
            Some("pairs") => Self::Pairs,
            Some("set") => Self::Set,
            Some("str") => Self::Str,
            Some("seq") => Self::Seq,
            Some("map") => Self::Map,
            Some("merge") => Self::Merge,
            Some("value") => Self::Value,
            Some("yaml") => Self::Yaml,
            _ => Self::Other(encoded),
        }
    }

    /// `Tag.getValue`.
    pub(super) fn name(&self) -> String {
        let short = match self {
            Self::Null => "null",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Float => "float",
            Self::Binary => "binary",
            Self::Timestamp => "timestamp",
            Self::Omap => "omap",
            Self::Pairs => "pairs",
            Self::Set => "set",
            Self::Str => "str",
            Self::Seq => "seq",
            Self::Map => "map",
            Self::Merge => "merge",
            Self::Value => "value",
            Self::Yaml => "yaml",
            Self::Other(name) => return name.clone(),
        };
        format!("{PREFIX}{short}")
    }

    /// `Tag.isCustomGlobal`, which 2.x doesn't let through.
    pub(super) fn is_custom_global(&self) -> bool {
        match self {
            Self::Value => true,
            Self::Other(name) => name.starts_with(PREFIX),
            _ => false,
        }
    }
}

/// `UriEncoder.encode`: percent signs for all but the safe characters.
fn encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for char in name.chars() {
        if char.is_ascii_alphanumeric() || "-_.!~*'()@:$&,;=[]/".contains(char) {
            encoded.push(char);
        } else {
            let mut bytes = [0; 4];
            for byte in char.encode_utf8(&mut bytes).bytes() {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// `Resolver.resolve` for a scalar that may be implicit.
pub(super) fn resolve(text: &str, dialect: Dialect) -> Tag {
    let short = text.len() <= 10 || dialect < Dialect::V2_2;
    let Some(&first) = text.as_bytes().first() else { return Tag::Null };
    match first {
        b'y' | b'Y' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' if short && is_bool(text) => return Tag::Bool,
        b'n' | b'N' if is_bool(text) => return Tag::Bool,
        b'n' | b'N' | b'~' | b' ' if is_null(text) => return Tag::Null,
        b'-' | b'+' | b'.' | b'0'..=b'9' => {
            if let Some(tag) = number(text, dialect) {
                return tag;
            }
            if first.is_ascii_digit() && (text.len() <= 50 || dialect < Dialect::V2_2) && is_timestamp(text) {
                return Tag::Timestamp;
            }
        }
        b'<' if text == "<<" => return Tag::Merge,
        b'=' if text == "=" && dialect == Dialect::V1_11 => return Tag::Value,
        b'!' | b'&' | b'*' if text.len() == 1 => return Tag::Yaml,
        _ => {}
    }
    Tag::Str
}

/// Whether the dialects resolve this text differently.
pub(super) fn differs(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'-' | b'+' | b'.' | b'0'..=b'9') => {
            text.len() > 1024 || number(text, Dialect::V1_26) != number(text, Dialect::V2_2)
        }
        Some(b'=') => text.len() == 1,
        _ => false,
    }
}

fn is_bool(text: &str) -> bool {
    matches!(
        text,
        "yes"
            | "Yes"
            | "YES"
            | "no"
            | "No"
            | "NO"
            | "true"
            | "True"
            | "TRUE"
            | "false"
            | "False"
            | "FALSE"
            | "on"
            | "On"
            | "ON"
            | "off"
            | "Off"
            | "OFF"
    )
}

fn is_null(text: &str) -> bool {
    matches!(text, "~" | "null" | "Null" | "NULL" | " ")
}

fn number(text: &str, dialect: Dialect) -> Option<Tag> {
    let modern = dialect >= Dialect::V2_2;
    if modern && text.len() > 1024 {
        return None;
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if is_int(unsigned, modern) {
        Some(Tag::Int)
    } else if is_float(text, unsigned, modern) {
        Some(Tag::Float)
    } else {
        None
    }
}

/// `Resolver.INT` behind the sign.
fn is_int(text: &str, modern: bool) -> bool {
    let digits = |rest: &str, is_digit: fn(u8) -> bool| {
        !rest.is_empty()
            && rest.bytes().all(|byte| byte == b'_' || is_digit(byte))
            && (!modern || rest.bytes().any(|byte| byte != b'_'))
    };
    if let Some(rest) = text.strip_prefix('0') {
        if rest.is_empty() {
            return true;
        }
        if let Some(rest) = rest.strip_prefix('b') {
            return digits(rest, |byte| matches!(byte, b'0' | b'1'));
        }
        if let Some(rest) = rest.strip_prefix('x') {
            return digits(rest, |byte| byte.is_ascii_hexdigit());
        }
        return digits(rest, |byte| matches!(byte, b'0'..=b'7'));
    }
    if !matches!(text.as_bytes().first(), Some(b'1'..=b'9')) {
        return false;
    }
    let mut parts = text.split(':');
    parts.next().is_some_and(|first| first.bytes().all(is_digit_or_underscore)) && parts.all(is_sixty)
}

fn is_digit_or_underscore(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_digit()
}

/// `[0-5]?[0-9]`.
fn is_sixty(part: &str) -> bool {
    matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9'])
}

/// `Resolver.FLOAT`.
fn is_float(text: &str, unsigned: &str, modern: bool) -> bool {
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    if unsigned.contains(':') {
        // Base 60: digits, groups, a point, and digits.
        let Some((groups, fraction)) = unsigned.split_once('.') else { return false };
        let mut parts = groups.split(':');
        return parts.next().is_some_and(|first| {
            first.starts_with(|char: char| char.is_ascii_digit()) && first.bytes().all(is_digit_or_underscore)
        }) && parts.all(is_sixty)
            && fraction.bytes().all(is_digit_or_underscore);
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
    }
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    if whole.is_empty() {
        return fraction.is_some_and(|fraction| {
            !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit() || modern && byte == b'_')
        });
    }
    let fraction_fits = fraction.is_none_or(|fraction| fraction.bytes().all(is_digit_or_underscore));
    let whole_fits = whole.bytes().all(is_digit_or_underscore);
    if modern {
        return whole_fits
            && fraction_fits
            && whole.starts_with(|char: char| char.is_ascii_digit())
            && (fraction.is_some() || exponent.is_some());
    }
    whole_fits && fraction_fits
}

/// `Resolver.TIMESTAMP`.
pub(super) fn is_timestamp(text: &str) -> bool {
    let mut rest = Digits(text.as_bytes());
    let four = rest.take(4, 4) && rest.skip(b'-');
    if !four {
        return false;
    }
    let day_start = rest.0;
    if rest.take(2, 2) && rest.skip(b'-') && rest.take(2, 2) && rest.0.is_empty() {
        return true;
    }
    rest.0 = day_start;
    if !(rest.take(1, 2) && rest.skip(b'-') && rest.take(1, 2)) {
        return false;
    }
    if !(rest.skip(b'T') || rest.skip(b't') || rest.blanks() > 0) {
        return false;
    }
    if !(rest.take(1, 2) && rest.skip(b':') && rest.take(2, 2) && rest.skip(b':') && rest.take(2, 2)) {
        return false;
    }
    if rest.skip(b'.') {
        rest.take(0, usize::MAX);
    }
    if rest.0.is_empty() {
        return true;
    }
    rest.blanks();
    if rest.skip(b'Z') {
        return rest.0.is_empty();
    }
    (rest.skip(b'-') || rest.skip(b'+'))
        && rest.take(1, 2)
        && (rest.0.is_empty() || rest.skip(b':') && rest.take(2, 2) && rest.0.is_empty())
}

/// The rest of a text that is read digit by digit.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    /// Takes up to `most` digits, if there are `least`.
    fn take(&mut self, least: usize, most: usize) -> bool {
        let count = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        self.0 = self.0.get(count..).unwrap_or_default();
        count >= least
    }

    fn skip(&mut self, byte: u8) -> bool {
        let found = self.0.first() == Some(&byte);
        if found {
            self.0 = self.0.get(1..).unwrap_or_default();
        }
        found
    }

    fn blanks(&mut self) -> usize {
        let count = self.0.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.0 = self.0.get(count..).unwrap_or_default();
        count
    }
}
