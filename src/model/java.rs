//! What Java makes of numbers, texts and hash tables, for the models of all three servers. OpenJDK 17.

/// `Integer.parseInt(text)`.
pub(super) fn parse_int(text: &str) -> Option<i32> {
    number(text, 10).and_then(|value| i32::try_from(value).ok())
}

/// `Long.parseLong(text)`.
pub(super) fn parse_long(text: &str) -> Option<i64> {
    number(text, 10).and_then(|value| i64::try_from(value).ok())
}

/// `Long.parseLong(text, 16)`.
pub(super) fn parse_hex(text: &str) -> Option<i64> {
    number(text, 16).and_then(|value| i64::try_from(value).ok())
}

/// An optional sign and digits, as `Character.digit` knows them: of every script, not only 0-9.
fn number(text: &str, radix: u32) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value: i128 = 0;
    for c in digits.chars() {
        value = value * i128::from(radix) + i128::from(digit(c, radix)?);
        if value > i128::from(u64::MAX) {
            return None;
        }
    }
    Some(if negative { -value } else { value })
}

/// The first of ten decimal digits in each block of the Basic Multilingual Plane (Unicode 13, JDK 17);
/// `parseInt` looks at UTF-16 units, so digits beyond it don't count.
const ZEROS: &[u32] = &[
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
    0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
    0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

/// `Character.digit(c, radix)`.
fn digit(c: char, radix: u32) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(radix);
    }
    let code = c as u32;
    let letter = match code {
        0xff21..=0xff3a => Some(code - 0xff21 + 10),
        0xff41..=0xff5a => Some(code - 0xff41 + 10),
        _ => None,
    };
    let value =
        letter.or_else(|| ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|zero| code - zero));
    value.filter(|&value| value < radix)
}

/// What `String.split` does at the end of its parts: empty ones are dropped.
pub(super) fn drop_empty_end(parts: &mut Vec<&str>) {
    while parts.last().is_some_and(|last| last.is_empty()) {
        parts.pop();
    }
}

/// `String.hashCode`.
pub(super) fn string_hash(text: &str) -> u32 {
    text.encode_utf16().fold(0, |hash: u32, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)))
}

/// The table of a `new HashMap()`.
pub(super) const HASH_MAP: usize = 16;

/// Puts distinct keys into the order in which a `HashMap` is walked: by bucket, and in one bucket as they came.
/// `table`: its size before it grows, a power of two.
pub(super) fn sort_as_hash_map<T>(keys: &mut [T], table: usize, hash: impl Fn(&T) -> u32) {
    let mut table = table;
    while keys.len() > table.saturating_mul(3) / 4 {
        table = table.saturating_mul(2);
    }
    keys.sort_by_key(|key| {
        let hash = hash(key);
        (hash ^ hash >> 16) as usize & (table - 1)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers() {
        assert_eq!(parse_int("+2181"), Some(2181));
        assert_eq!(parse_int("-1"), Some(-1));
        for bad in ["", "+", "-", " 1", "1 ", "0x1", "2_181", "2000.0", "2147483648", "\"1\"", "①", "²"] {
            assert_eq!(parse_int(bad), None, "{bad:?}");
        }
        assert_eq!(parse_int("-2147483648"), Some(i32::MIN));
        assert_eq!(parse_int("\u{ff12}181"), Some(2181));
        assert_eq!(parse_int("\u{0662}\u{0967}"), Some(21));
        assert_eq!(parse_int("\u{1d7d0}"), None);
        assert_eq!(parse_long("9223372036854775807"), Some(i64::MAX));
        assert_eq!(parse_long("9223372036854775808"), None);
        assert_eq!(parse_long(&"9".repeat(60)), None);
        assert_eq!(parse_hex("1001"), Some(0x1001));
    }

    #[test]
    fn integers_are_javas() {
        assert_eq!(parse_long("+5"), Some(5));
        assert_eq!(parse_long("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(parse_long("9223372036854775808"), None);
        assert_eq!(parse_long("٣"), Some(3));
        assert_eq!(parse_long("１"), Some(1));
        for bad in ["", "-", "1_000", "0x10", "1e3", "5 ", "0.5"] {
            assert_eq!(parse_long(bad), None, "{bad}");
        }
    }

    #[test]
    fn hashes_are_javas() {
        assert_eq!(string_hash("storm"), "storm".bytes().fold(0u32, |hash, byte| hash * 31 + u32::from(byte)));
        assert_eq!(string_hash(""), 0);
    }

    #[test]
    fn keys_come_by_bucket() {
        let mut keys = [17, 2, 1, 33, 0x1_0000];
        sort_as_hash_map(&mut keys, HASH_MAP, |key| *key);
        assert_eq!(keys, [17, 1, 33, 0x1_0000, 2]);
        let mut keys = [5, 4, 2];
        sort_as_hash_map(&mut keys, 1, |key| *key);
        assert_eq!(keys, [4, 5, 2], "a table of four");
    }
}
