//! `--since`: a time as logs write it, or so long before the end of the logs.

use crate::cli::problem::Problem;
use crate::logs::{Log, scan, time};
use crate::text;
use crate::text::Lang;
use std::io::Read;

/// So much of a log's end is looked at for its last time.
const TAIL: u64 = 256 << 10;

/// Milliseconds from which on records count.
pub(super) fn parse(given: &str, logs: &[Log], lang: Lang) -> Result<i64, Problem> {
    let text = given.trim();
    if let Some(span) = span(text) {
        let last = logs.iter().filter_map(last).max();
        return last.map(|last| last - span).ok_or_else(|| {
            Problem::new(
                &text! { en: "--since {given}: no log has a time at its end", zh: "--since {given}：日志末尾没有时间" },
                Some(&text! {
                    en: "give a time as the log writes it: --since '2024-05-01 10:00:00'",
                    zh: "请按日志里的写法给出时间：--since '2024-05-01 10:00:00'",
                }),
                lang,
            )
        });
    }
    let day = text.len() == 10;
    let full = if day { format!("{text} 00:00:00") } else { text.to_owned() };
    let full = if full.len() == 16 { format!("{full}:00") } else { full };
    time::at(full.as_bytes(), 0).map(|time| time.millis).ok_or_else(|| {
        Problem::new(
            &text! { en: "--since: {given:?} is no time", zh: "--since：{given:?} 不是时间" },
            Some(&text! {
                en: "'2024-05-01 10:00', '2024-05-01T10:00:00', or 30m, 2h, 1d before the end of the logs",
                zh: "'2024-05-01 10:00'、'2024-05-01T10:00:00'，或日志末尾之前的 30m、2h、1d",
            }),
            lang,
        )
    })
}

/// `90s`, `30m`, `2h`, `1d` in milliseconds.
fn span(text: &str) -> Option<i64> {
    let unit = match text.chars().last()? {
        's' => 1000,
        'm' => 60_000,
        'h' => 3_600_000,
        'd' => 86_400_000,
        _ => return None,
    };
    let number: i64 = text.get(..text.len() - 1)?.parse().ok()?;
    number.checked_mul(unit)
}

/// The last time of a log.
fn last(log: &Log) -> Option<i64> {
    let mut bytes = Vec::new();
    let skip = log.size?.saturating_sub(TAIL);
    let mut reader = (log.open)().ok()?;
    std::io::copy(&mut reader.by_ref().take(skip), &mut std::io::sink()).ok()?;
    reader.take(TAIL).read_to_end(&mut bytes).ok()?;
    scan::times(&bytes).1.map(|stamp| stamp.millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_times_are_told_apart() {
        assert_eq!(span("30m"), Some(1_800_000));
        assert_eq!(span("2024-05-01"), None);
        assert_eq!(parse("1970-01-02", &[], Lang::En).ok(), Some(86_400_000));
        assert_eq!(parse("1970-01-01T00:01", &[], Lang::En).ok(), Some(60_000));
        assert!(parse("yesterday", &[], Lang::En).is_err());
        assert!(parse("2h", &[], Lang::En).is_err());
    }
}
