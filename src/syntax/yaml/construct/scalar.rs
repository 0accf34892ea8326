//! Scalars to Java objects: `ConstructYamlInt`, `ConstructYamlFloat` and their like.

use super::super::Dialect;
use super::super::failure::{Failure, Kind, Outcome};
use super::super::node::{Integer, Value};
use super::super::resolve::{Tag, is_timestamp};
use super::super::token::Mark;

/// The value of a scalar with a tag; `None` for a string.
pub(super) fn construct(tag: &Tag, text: &str, start: Mark, dialect: Dialect) -> Outcome<Option<Value>> {
    let value = match tag {
        Tag::Null => Value::Null,
        Tag::Bool => match text.to_lowercase().as_str() {
            "yes" | "true" | "on" => Value::Bool(true),
            "no" | "false" | "off" => Value::Bool(false),
            _ => Value::Null,
        },
        Tag::Int => Value::Int(int(text, start, dialect)?),
        Tag::Float => Value::Float(float(text, start, dialect)?),
        Tag::Timestamp => {
            if !is_timestamp(text) && !is_short_date(text) {
                return Err(Failure::bare(Kind::BadValue, format!("Unexpected timestamp: {text}")));
            }
            Value::Date(text.to_owned())
        }
        Tag::Binary => binary(text, dialect)?,
        Tag::Str => return Ok(None),
        Tag::Seq | Tag::Map | Tag::Set => {
            let class = if *tag == Tag::Seq { "SequenceNode" } else { "MappingNode" };
            let text = format!(
                "class org.yaml.snakeyaml.nodes.ScalarNode cannot be cast to class org.yaml.snakeyaml.nodes.{class}"
            );
            return Err(Failure::bare(Kind::BadValue, text));
        }
        _ => return Ok(None),
    };
    Ok(Some(value))
}

fn refused(text: impl Into<String>) -> Box<Failure> {
    Failure::bare(Kind::BadValue, text)
}

/// `Integer.parseInt` and its like say this.
fn not_a_number(text: &str) -> Box<Failure> {
    refused(format!("For input string: \"{text}\""))
}

/// `new BigInteger(digits, radix)` parses group by group, and names the first one.
fn not_a_big_number(digits: &str, radix: u32) -> Box<Failure> {
    let group = match radix {
        2 => 30,
        8 => 10,
        16 => 7,
        _ => 9,
    };
    let significant = digits.trim_start_matches('0');
    let count = significant.chars().count();
    let first = if count.is_multiple_of(group) { group } else { count % group };
    let first: String = significant.chars().take(first).collect();
    let base = if radix == 10 { String::new() } else { format!(" under radix {radix}") };
    refused(format!("For input string: \"{first}\"{base}"))
}

fn cleaned(text: &str, what: &str, start: Mark, dialect: Dialect) -> Outcome<(bool, String)> {
    let mut text = text.replace('_', "");
    if text.is_empty() {
        return Err(if dialect >= Dialect::V2_2 {
            let context = format!("while constructing {what}");
            Failure::within(Kind::BadValue, context, start, "found empty value", start)
        } else {
            refused("String index out of range: 0")
        });
    }
    let negative = text.starts_with('-');
    if text.starts_with(['-', '+']) {
        text.remove(0);
    }
    Ok((negative, text))
}

/// `ConstructYamlInt`.
fn int(text: &str, start: Mark, dialect: Dialect) -> Outcome<Integer> {
    let (negative, text) = cleaned(text, "an int", start, dialect)?;
    if text == "0" {
        return Ok(Integer::Int(0));
    }
    if let Some(digits) = text.strip_prefix("0b") {
        return number(negative, digits, 2, dialect);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return number(negative, digits, 16, dialect);
    }
    if let Some(digits) = text.strip_prefix('0') {
        return number(negative, digits, 8, dialect);
    }
    if !text.contains(':') {
        return number(negative, &text, 10, dialect);
    }
    // Java adds long products to an int, which wraps.
    let (mut value, mut base) = (0_i32, 1_i32);
    for part in text.trim_end_matches(':').rsplit(':') {
        let part: i64 = part.parse().map_err(|_| not_a_number(part))?;
        value = i64::from(value).wrapping_add(part.wrapping_mul(i64::from(base))) as i32;
        base = base.wrapping_mul(60);
    }
    number(negative, &value.to_string(), 10, dialect)
}

/// `createNumber`: the smallest type that holds it; since 1.2x by the number of digits first.
fn number(negative: bool, digits: &str, radix: u32, dialect: Dialect) -> Outcome<Integer> {
    if digits.is_empty() {
        return Err(refused("Zero length BigInteger"));
    }
    if !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(not_a_big_number(digits, radix));
    }
    let (int_digits, long_digits) = match radix {
        2 => (31, 63),
        8 => (11, 21),
        16 => (8, 16),
        _ => (10, 19),
    };
    let counts = dialect >= Dialect::V1_26;
    let significant = digits.trim_start_matches('0');
    let value = if significant.len() <= 64 {
        u128::from_str_radix(if significant.is_empty() { "0" } else { significant }, radix).ok()
    } else {
        None
    };
    let signed = value.and_then(|value| i128::try_from(value).ok()).map(|value| if negative { -value } else { value });
    if let Some(value) = signed {
        if let Ok(value) = i32::try_from(value)
            && !(counts && digits.len() > int_digits)
        {
            return Ok(Integer::Int(value));
        }
        if let Ok(value) = i64::try_from(value)
            && !(counts && digits.len() > long_digits)
        {
            return Ok(Integer::Long(value));
        }
        return Ok(Integer::Big(value.to_string()));
    }
    let sign = if negative { "-" } else { "" };
    Ok(Integer::Big(format!("{sign}{}", decimal(significant, radix))))
}

/// A number of any size in decimal digits. Beyond a thousand digits it stays in its own radix: the
/// conversion is quadratic, and nobody reads it.
fn decimal(digits: &str, radix: u32) -> String {
    if radix == 10 || digits.len() > 1000 {
        return digits.to_owned();
    }
    const CHUNK: u64 = 1_000_000_000;
    let mut chunks: Vec<u64> = vec![0];
    for digit in digits.chars().filter_map(|char| char.to_digit(radix)) {
        let mut carry = u64::from(digit);
        for chunk in &mut chunks {
            let value = *chunk * u64::from(radix) + carry;
            *chunk = value % CHUNK;
            carry = value / CHUNK;
        }
        if carry > 0 {
            chunks.push(carry);
        }
    }
    let mut text = chunks.last().copied().unwrap_or_default().to_string();
    for chunk in chunks.iter().rev().skip(1) {
        text.push_str(&format!("{chunk:09}"));
    }
    text
}

/// `ConstructYamlFloat`.
fn float(text: &str, start: Mark, dialect: Dialect) -> Outcome<f64> {
    let (negative, text) = cleaned(text, "a float", start, dialect)?;
    let sign = if negative { -1.0 } else { 1.0 };
    let lower = text.to_lowercase();
    if lower == ".inf" {
        return Ok(sign * f64::INFINITY);
    }
    if lower == ".nan" {
        return Ok(f64::NAN);
    }
    if !text.contains(':') {
        return Ok(double(&text)? * sign);
    }
    let (mut value, mut base) = (0.0, 1_i32);
    for part in text.trim_end_matches(':').rsplit(':') {
        value += double(part)? * f64::from(base);
        base = base.wrapping_mul(60);
    }
    Ok(sign * value)
}

/// `Double.valueOf`.
fn double(text: &str) -> Outcome<f64> {
    let trimmed = text.trim_matches(|char| char <= ' ');
    if trimmed.is_empty() {
        return Err(refused("empty String"));
    }
    let plain = trimmed.strip_suffix(['d', 'D', 'f', 'F']).unwrap_or(trimmed);
    let unsigned = plain.strip_prefix(['-', '+']).unwrap_or(plain);
    let is_number = matches!(unsigned, "NaN" | "Infinity")
        || unsigned.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    match plain.parse() {
        Ok(value) if is_number => Ok(value),
        _ => Err(not_a_number(trimmed)),
    }
}

/// `YMD_REGEXP`, wider than what the resolver takes for a date: for `!!timestamp`.
fn is_short_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut fits = |least: usize, most: usize| {
        parts
            .next()
            .is_some_and(|part| (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    fits(4, 4) && fits(1, 2) && fits(1, 2) && parts.next().is_none()
}

/// `ConstructYamlBinary`.
fn binary(text: &str, dialect: Dialect) -> Outcome<Value> {
    // Since 1.2x without the white space; 2.6 decodes with java.util.Base64, older ones with a coder
    // of their own.
    let text: String = match dialect {
        Dialect::V1_11 => text.to_owned(),
        _ => text.chars().filter(|char| !matches!(char, ' ' | '\t'..='\r')).collect(),
    };
    let checked = if dialect == Dialect::V2_6 { java_base64(text.as_bytes()) } else { own_base64(&text) };
    checked.map(|()| Value::Binary).map_err(refused)
}

/// `Base64Coder.decode`, bundled up to 2.5.
fn own_base64(text: &str) -> Result<(), String> {
    if !text.len().is_multiple_of(4) {
        return Err("Length of Base64 encoded input string is not a multiple of 4.".to_owned());
    }
    let is_digit = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '/');
    if text.trim_end_matches('=').chars().all(is_digit) {
        Ok(())
    } else {
        Err("Illegal character in Base64 encoded data.".to_owned())
    }
}

/// `java.util.Base64.Decoder.decode`.
fn java_base64(text: &[u8]) -> Result<(), String> {
    if text.len() == 1 {
        return Err("Input byte[] should at least have 2 bytes for base64 bytes".to_owned());
    }
    let digits = text.iter().position(|&byte| byte == b'=').unwrap_or(text.len());
    let (body, padding) = text.split_at(digits);
    if let Some(byte) = body.iter().find(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))) {
        return Err(format!("Illegal base64 character {byte:x}"));
    }
    let wanted = match digits % 4 {
        0 => 0,
        1 => return Err("Last unit does not have enough valid bits".to_owned()),
        rest => 4 - rest,
    };
    if padding.is_empty() {
        return Ok(());
    }
    if wanted == 0 || padding.len() < wanted || padding.iter().take(wanted).any(|&byte| byte != b'=') {
        return Err("Input byte array has wrong 4-byte ending unit".to_owned());
    }
    if padding.len() > wanted {
        return Err(format!("Input byte array has incorrect ending byte at {}", digits + wanted));
    }
    Ok(())
}
