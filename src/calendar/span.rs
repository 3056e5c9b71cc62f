//! A run of days, which is how this tool holds a date that is known only roughly.

use chrono::NaiveDate;

/// The days from a first to a last one, both included; the first is never after the last.
///
/// For a date such as "December 2015" the span says that the day meant lies somewhere in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DaySpan {
    first: NaiveDate,
    last: NaiveDate,
}

impl DaySpan {
    /// Makes a span from its two ends.
    ///
    /// Gives `None` when the last day is before the first.
    #[must_use]
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The span of exactly one day.
    #[must_use]
    pub const fn of_day(day: NaiveDate) -> Self {
        Self { first: day, last: day }
    }

    /// The span of whole calendar months, beginning with the given month of the given year.
    ///
    /// `month` is 1 to 12 and `count` the number of months, at least one. Gives `None` when either
    /// is out of bounds or the calendar does not reach that far.
    #[must_use]
    pub fn of_months(year: i32, month: u32, count: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let last = first.checked_add_months(chrono::Months::new(count))?.pred_opt()?;
        Self::new(first, last)
    }

    /// The first day of the span.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day of the span.
    #[must_use]
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// The number of days in the span, at least one.
    #[must_use]
    pub fn days(self) -> i64 {
        self.last.signed_duration_since(self.first).num_days() + 1
    }

    /// Whether the span is one day only, so that the date is exactly known.
    #[must_use]
    pub fn is_one_day(self) -> bool {
        self.first == self.last
    }

    /// Whether the day lies in the span.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// The smallest span that holds both spans, with any gap between them.
    #[must_use]
    pub fn covering(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

impl From<NaiveDate> for DaySpan {
    fn from(day: NaiveDate) -> Self {
        Self::of_day(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_span_keeps_its_ends_in_order() {
        assert!(DaySpan::new(day(2015, 2, 1), day(2015, 1, 31)).is_none());
        let span = DaySpan::new(day(2015, 1, 31), day(2015, 2, 1)).unwrap();
        assert_eq!(span.days(), 2);
        assert!(!span.is_one_day());
        assert!(DaySpan::of_day(day(2015, 1, 31)).is_one_day());
    }

    #[test]
    fn months_end_on_their_last_day() {
        let february = DaySpan::of_months(2016, 2, 1).unwrap();
        assert_eq!(february.last(), day(2016, 2, 29));
        let winter = DaySpan::of_months(2015, 12, 3).unwrap();
        assert_eq!(winter.last(), day(2016, 2, 29));
        assert!(DaySpan::of_months(2015, 13, 1).is_none());
        assert!(DaySpan::of_months(2015, 1, 0).is_none());
    }

    #[test]
    fn covering_takes_the_gap_with_it() {
        let january = DaySpan::of_months(2016, 1, 1).unwrap();
        let march = DaySpan::of_months(2016, 3, 1).unwrap();
        assert_eq!(march.covering(january), DaySpan::of_months(2016, 1, 3).unwrap());
        assert!(march.covering(january).contains(day(2016, 2, 10)));
        assert!(!march.contains(day(2016, 2, 29)));
    }
}
