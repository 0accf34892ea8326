//! The civil calendar as days since 1970-01-01: for the dates of YAML and the times of logs.

/// Days since 1970-01-01; a thirteenth month is in the next year.
pub fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let month = month.checked_sub(1)?;
    // Years that start in March, so that the leap day is the last.
    let year = year + month.div_euclid(12) - i64::from(month.rem_euclid(12) < 2);
    let month = (month.rem_euclid(12) + 10) % 12;
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + day - 1 - 719_468)
}

/// Year, month from 0 on, and day.
pub fn civil(days: i64) -> (i64, usize, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12;
    (year + era * 400 + i64::from(month < 2), usize::try_from(month).unwrap_or(0), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_each_other_s_inverse() {
        assert_eq!(days(1970, 1, 1), Some(0));
        assert_eq!(days(2000, 2, 29), Some(11_016));
        assert_eq!(days(2019, 13, 1), days(2020, 1, 1));
        for day in (-800_000..800_000).step_by(97) {
            let (year, month, of_month) = civil(day);
            assert_eq!(days(year, month as i64 + 1, of_month), Some(day));
        }
    }
}
