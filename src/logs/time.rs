//! The times that logs write.

use crate::syntax::calendar::days;
use std::ops::Range;

/// A time within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Milliseconds since 1970; of a time without a date, since midnight.
    pub millis: i64,
    /// Where it is written.
    pub range: Range<usize>,
}

/// The time that starts at `at`, if one does: `2020-03-26 04:43:32,287`, `2016-01-27T17:04:10.848-0700`,
/// `2019/12/18 09:43:17`, `08:30:57.87`.
pub fn at(line: &[u8], at: usize) -> Option<Time> {
    let text = line.get(at..)?;
    let digit = |index: usize| text.get(index).is_some_and(u8::is_ascii_digit);
    if !digit(0) || !digit(1) {
        return None;
    }
    let (days, clock) = if digit(2) && digit(3) && matches!(text.get(4), Some(b'-' | b'/')) {
        let (year, month, day) = (number(text, 0, 4)?, number(text, 5, 2)?, number(text, 8, 2)?);
        if text.get(7) != text.get(4) || !matches!(text.get(10), Some(b' ' | b'T')) {
            return None;
        }
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        (days(year, month, day)?, 11)
    } else {
        (0, 0)
    };
    let (hour, minute, second) = (number(text, clock, 2)?, number(text, clock + 3, 2)?, number(text, clock + 6, 2)?);
    let colons = text.get(clock + 2) == Some(&b':') && text.get(clock + 5) == Some(&b':');
    if !colons || hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let mut end = clock + 8;
    let mut millis = 0;
    if matches!(text.get(end), Some(b'.' | b',')) && digit(end + 1) {
        let mut scale = 100;
        end += 1;
        while let Some(digit) = text.get(end).filter(|byte| byte.is_ascii_digit()) {
            millis += i64::from(digit - b'0') * scale;
            scale /= 10;
            end += 1;
        }
    } else if clock == 0 {
        // Hours, minutes and seconds alone are in too many messages.
        return None;
    }
    let mut shift = 0;
    if text.get(end) == Some(&b'Z') {
        end += 1;
    } else if let Some(sign @ (b'+' | b'-')) = text.get(end) {
        let colon = usize::from(text.get(end + 3) == Some(&b':'));
        if let (Some(hours), Some(minutes)) = (number(text, end + 1, 2), number(text, end + 3 + colon, 2)) {
            shift = (hours * 60 + minutes) * 60_000 * if *sign == b'-' { -1 } else { 1 };
            end += 5 + colon;
        }
    }
    let millis = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millis - shift;
    Some(Time { millis, range: at..at + end })
}

/// The first time within the first `within` bytes.
pub fn find(line: &[u8], within: usize) -> Option<Time> {
    let mut last_digit = false;
    for (index, byte) in line.iter().enumerate().take(within) {
        let digit = byte.is_ascii_digit();
        let found = (digit && !last_digit).then(|| at(line, index)).flatten();
        if found.is_some() {
            return found;
        }
        last_digit = digit;
    }
    None
}

/// The syslog time at the start of a line, `Sep 29 09:35:47`: its length and the milliseconds since
/// the start of a year.
pub fn syslog(line: &[u8]) -> Option<Time> {
    const MONTHS: [&[u8]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let name = line.get(..3)?;
    let month = MONTHS.iter().position(|month| *month == name)? as i64 + 1;
    if line.get(3) != Some(&b' ') || line.get(6) != Some(&b' ') {
        return None;
    }
    let day = if line.get(4) == Some(&b' ') { number(line, 5, 1)? } else { number(line, 4, 2)? };
    let (hour, minute, second) = (number(line, 7, 2)?, number(line, 10, 2)?, number(line, 13, 2)?);
    if line.get(9) != Some(&b':') || line.get(12) != Some(&b':') {
        return None;
    }
    let millis = ((days(1970, month, day)? * 24 + hour) * 60 + minute) * 60_000 + second * 1000;
    Some(Time { millis, range: 0..15 })
}

fn number(text: &[u8], at: usize, length: usize) -> Option<i64> {
    text.get(at..at + length)?
        .iter()
        .try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(text: &str) -> Option<i64> {
        find(text.as_bytes(), 80).map(|time| time.millis)
    }

    #[test]
    fn every_layout_s_time_is_read() {
        assert_eq!(millis("1970-01-02 00:00:01,500 [myid:]"), Some(86_401_500));
        assert_eq!(millis("[1970-01-02 00:00:01,500] INFO"), Some(86_401_500));
        assert_eq!(millis("1970-01-01T02:00:00.000+0200 b.s.d"), Some(0));
        assert_eq!(millis("1970-01-01T00:00:00.376226865Z x"), Some(376));
        assert_eq!(millis("1970/01/01 00:00:02 util [INFO]"), Some(2000));
        assert_eq!(millis("kafka 00:00:57.87 INFO  ==>"), Some(57_870));
        assert_eq!(millis("2020-03-26 04:43:32,287"), Some(1_585_197_812_287));
        assert_eq!(millis("0:0:0:0:0:0:0:1:2181 10:00:00"), None);
        assert_eq!(syslog(b"Jan  2 00:00:01 host x").map(|time| time.millis), Some(86_401_000));
    }
}
