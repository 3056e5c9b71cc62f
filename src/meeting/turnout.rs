//! How often the member of a seat came to the meetings of the body.

use chrono::{Months, NaiveDate};

/// The meetings that the member of a seat was called to, in order of date, and whether the member came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turnout {
    meetings: Vec<(NaiveDate, bool)>,
}

/// Meetings one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// How many of them the member attended.
    pub attended: usize,
    /// How many they are.
    pub meetings: usize,
    /// The day of the first.
    pub first: NaiveDate,
    /// The day of the last.
    pub last: NaiveDate,
}

impl Turnout {
    /// The turnout of meetings in any order.
    #[must_use]
    pub fn new(mut meetings: Vec<(NaiveDate, bool)>) -> Turnout {
        meetings.sort_by_key(|(day, _)| *day);
        Turnout { meetings }
    }

    /// The first run of so many meetings of which the member attended the fewest; none where there are not so many.
    #[must_use]
    pub fn lowest_in_a_row(&self, count: usize) -> Option<Run> {
        if count == 0 {
            return None;
        }
        self.meetings.windows(count).filter_map(run).min_by_key(|run| run.attended)
    }

    /// The first twelve months, up to and with a meeting, of which the member attended the lowest share; none
    /// where the meetings do not span twelve months. Twelve months to 4 December begin on 5 December.
    #[must_use]
    pub fn lowest_year(&self) -> Option<Run> {
        let (began, _) = self.meetings.first()?;
        let mut from = 0;
        let mut lowest: Option<Run> = None;
        for (to, (last, _)) in self.meetings.iter().enumerate() {
            let Some(before) = last.checked_sub_months(Months::new(12)) else { continue };
            if before < *began {
                continue;
            }
            while self.meetings.get(from).is_some_and(|(day, _)| *day <= before) {
                from += 1;
            }
            let Some(year) = self.meetings.get(from..=to).and_then(run) else { continue };
            // a/b < c/d as a*d < c*b, so that no share is rounded.
            if lowest.is_none_or(|low| year.attended * low.meetings < low.attended * year.meetings) {
                lowest = Some(year);
            }
        }
        lowest
    }
}

fn run(meetings: &[(NaiveDate, bool)]) -> Option<Run> {
    let attended = meetings.iter().filter(|(_, came)| *came).count();
    let ((first, _), (last, _)) = meetings.first().zip(meetings.last())?;
    Some(Run { attended, meetings: meetings.len(), first: *first, last: *last })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn turnout(came: &[(&str, bool)]) -> Turnout {
        Turnout::new(came.iter().map(|(date, came)| (day(date), *came)).collect())
    }

    #[test]
    fn the_run_with_the_fewest_is_found() {
        let year = turnout(&[
            ("2016-05-06", true),
            ("2016-01-08", true),
            ("2016-02-05", false),
            ("2016-03-04", true),
            ("2016-04-01", false),
        ]);
        let of = |count| year.lowest_in_a_row(count).map(|run| (run.attended, run.first, run.last));
        assert_eq!(of(3), Some((1, day("2016-02-05"), day("2016-04-01"))));
        assert_eq!(of(2), Some((1, day("2016-01-08"), day("2016-02-05"))));
        assert_eq!(of(5), Some((3, day("2016-01-08"), day("2016-05-06"))));
        assert_eq!(of(6), None);
        assert_eq!(of(0), None);
    }

    #[test]
    fn a_year_begins_the_day_after_the_same_day() {
        let quarters = [
            ("2015-01-05", true),
            ("2015-04-06", false),
            ("2015-07-06", false),
            ("2015-10-05", true),
            ("2016-01-04", true),
        ];
        // Not twelve months yet: from 5 January 2015 to 4 January 2016 a day is missing.
        assert_eq!(turnout(&quarters).lowest_year(), None);
        let mut longer = quarters.to_vec();
        longer[4].0 = "2016-01-05";
        let run = turnout(&longer).lowest_year().unwrap();
        assert_eq!((run.attended, run.meetings, run.first, run.last), (2, 4, day("2015-04-06"), day("2016-01-05")));
    }
}
