//! How long ago a day was, in words.

use chrono::{Months, NaiveDate};

/// Up to this many days are told as days, more as whole months: 62 days are always two months.
const MOST_DAYS: i64 = 61;

/// How long before a later day an earlier one was: "24 days", "8 months"; whole months only, so
/// that the words never say more than passed. None where the later day is not later.
#[must_use]
pub fn elapsed(earlier: NaiveDate, later: NaiveDate) -> Option<String> {
    let days = later.signed_duration_since(earlier).num_days();
    if days < 1 {
        return None;
    }
    if days <= MOST_DAYS {
        return Some(counted(days, "day"));
    }
    let passed = |months: u32| earlier.checked_add_months(Months::new(months)).is_some_and(|day| day <= later);
    let most = u32::try_from(days / 28).unwrap_or(u32::MAX);
    let months = (1..=most).rev().find(|months| passed(*months)).unwrap_or(1);
    Some(counted(i64::from(months), "month"))
}

fn counted(count: i64, unit: &str) -> String {
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn between(earlier: &str, later: &str) -> Option<String> {
        elapsed(earlier.parse().unwrap(), later.parse().unwrap())
    }

    #[test]
    fn days_up_to_two_months_and_whole_months_beyond() {
        assert_eq!(between("2015-11-24", "2015-11-24"), None);
        assert_eq!(between("2015-11-25", "2015-11-24"), None);
        assert_eq!(between("2015-11-23", "2015-11-24").as_deref(), Some("1 day"));
        assert_eq!(between("2015-10-31", "2015-11-24").as_deref(), Some("24 days"));
        assert_eq!(between("2015-09-24", "2015-11-24").as_deref(), Some("61 days"));
        assert_eq!(between("2015-09-23", "2015-11-24").as_deref(), Some("2 months"));
        assert_eq!(between("2015-02-28", "2015-11-24").as_deref(), Some("8 months"));
        assert_eq!(between("2015-02-28", "2015-11-28").as_deref(), Some("9 months"));
        assert_eq!(between("2015-07-31", "2015-10-01").as_deref(), Some("2 months"));
        assert_eq!(between("2015-07-31", "2015-10-30").as_deref(), Some("2 months"));
        // Two months after the last day of December is the last day of February.
        assert_eq!(between("2014-12-31", "2015-03-03").as_deref(), Some("2 months"));
        assert_eq!(between("2000-01-01", "2030-01-01").as_deref(), Some("360 months"));
    }

    proptest! {
        /// A later day never makes less time pass.
        #[test]
        fn time_only_grows(start in 0_u64..4000, first in 1_u64..900, more in 0_u64..900) {
            let earlier = NaiveDate::from_ymd_opt(2010, 1, 1).unwrap().checked_add_days(Days::new(start)).unwrap();
            let later = |days| earlier.checked_add_days(Days::new(days)).unwrap();
            let in_days = |words: Option<String>| {
                let words = words.unwrap();
                let (count, unit) = words.split_once(' ').unwrap();
                let days = if unit.starts_with("day") { 1 } else { 31 };
                count.parse::<u64>().unwrap() * days
            };
            let (short, long) = (elapsed(earlier, later(first)), elapsed(earlier, later(first + more)));
            prop_assert!(in_days(short) <= in_days(long));
        }
    }
}
