//! `java.util.Date.toString` of a YAML timestamp, in UTC: where the JVM runs in another zone, it prints
//! the same instant in that.

use crate::syntax::calendar::{civil, days};

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// The first year that is all Gregorian to `GregorianCalendar`.
const GREGORIAN: i64 = 1583;

/// The same in Clojure's words (`print-method` of a `Date`), to the millisecond.
pub(super) fn instant(text: &str) -> Option<String> {
    let (days, rest) = read(text)?;
    let (year, month, day) = civil(days);
    if year < GREGORIAN {
        return None;
    }
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    let millis = millis(text);
    let month = month + 1;
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}-00:00"))
}

/// The fraction of a second, as far as a `Date` holds it.
fn millis(text: &str) -> u32 {
    let digits = text.split_once('.').map_or("", |(_, rest)| rest).bytes().take_while(u8::is_ascii_digit);
    digits.chain(*b"000").take(3).fold(0, |all, digit| all * 10 + u32::from(digit - b'0'))
}

/// As `SafeConstructor.ConstructYamlTimestamp` reads it and `Date` prints it; `None`: older than the
/// calendar that this knows.
pub(super) fn printed(text: &str) -> Option<String> {
    let (days, rest) = read(text)?;
    let (year, month, day) = civil(days);
    if year < GREGORIAN {
        return None;
    }
    let weekday = DAYS.get(usize::try_from(days.rem_euclid(7)).ok()?)?;
    let month = MONTHS.get(month)?;
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    Some(format!("{weekday} {month} {day:02} {hour:02}:{minute:02}:{second:02} UTC {year:04}"))
}

/// Days since 1970-01-01 and seconds since midnight, UTC.
fn read(text: &str) -> Option<(i64, i64)> {
    let (date, time) = match text.find(['T', 't', ' ', '\t']) {
        Some(at) => text.split_at_checked(at)?,
        None => (text, ""),
    };
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let seconds = days(year, month, day)?.checked_mul(86400)?.checked_add(time_of_day(time)?)?;
    Some((seconds.div_euclid(86400), seconds.rem_euclid(86400)))
}

/// Seconds since midnight, UTC; nothing written is midnight.
fn time_of_day(text: &str) -> Option<i64> {
    let text = text.trim_start_matches(['T', 't', ' ', '\t']).trim_end();
    if text.is_empty() {
        return Some(0);
    }
    let clock = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(clock)?;
    let seconds = hours(clock.split('.').next()?)?;
    let zone = zone.trim();
    let offset = match zone.split_at_checked(1) {
        Some(("+", offset)) => hours(offset)?,
        Some(("-", offset)) => -hours(offset)?,
        _ => 0,
    };
    Some(seconds - offset)
}

/// `hh:mm:ss`, `hh:mm` or `hh` in seconds.
fn hours(text: &str) -> Option<i64> {
    text.split(':').zip([3600, 60, 1]).try_fold(0, |all, (part, unit)| Some(all + part.parse::<i64>().ok()? * unit))
}

#[cfg(test)]
mod tests {
    use super::printed;

    /// Printed by JDK 17 with `TZ=UTC`.
    #[test]
    fn dates_print_as_java_prints_them() {
        let cases = [
            ("2001-01-01", "Mon Jan 01 00:00:00 UTC 2001"),
            ("2001-12-14t21:59:43.10-05:00", "Sat Dec 15 02:59:43 UTC 2001"),
            ("2001-12-14 21:59:43.10 -5", "Sat Dec 15 02:59:43 UTC 2001"),
            ("2000-2-29 1:02:03", "Tue Feb 29 01:02:03 UTC 2000"),
            ("1969-12-31T23:59:59Z", "Wed Dec 31 23:59:59 UTC 1969"),
            ("2021-13-01", "Sat Jan 01 00:00:00 UTC 2022"),
        ];
        for (text, wanted) in cases {
            assert_eq!(printed(text).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(printed("1066-10-14"), None);
    }
}
