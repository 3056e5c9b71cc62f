//! Conventions for counting days of notice, and the counting itself.

mod breaks;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};

use super::bank_holidays::{YearNotCovered, bank_holiday_on, is_weekend};

/// The widest gap, in days, that is counted: a little over a century.
pub const MOST_DAYS: u32 = 40_000;

/// A way of counting the days between a notice and a meeting.
///
/// Days that the caller closes are left out under every convention. A holiday at a weekend is left
/// out on its own day and on its substitute day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Convention {
    /// Days: every calendar day after the notice, up to and with the day of the meeting.
    ///
    /// Source: the general rule for periods fixed by days, that the day of the event is left out
    /// and the last day is counted.
    Days,
    /// Clear days: every calendar day between the day of the notice and the day of the meeting,
    /// neither of them counted.
    ///
    /// Source: the ordinary sense of clear days, as in Schedule 12 to the Local Government Act
    /// 1972 read without section 243.
    ClearDays,
    /// Clear working days: as clear days, without Saturdays, Sundays and bank holidays.
    ///
    /// Source: councils' constitutions, which rest it on R v Herefordshire Justices (1820) and
    /// R v Swansea City Council, ex parte Elitestone Ltd (1993).
    ClearWorkingDays,
    /// Clear days without the days named in section 243 of the Local Government Act 1972, a bank
    /// holiday leaving out no other day with it.
    ///
    /// This is a reading, not a statement of the law. Left out are Sundays; the Christmas break,
    /// from the last weekday before Christmas Day to the first weekday after it that is no bank
    /// holiday; the Easter break, from the Thursday before Easter Day to the Tuesday after it; and
    /// bank holidays. Saturdays count and are weekdays. Days of public thanksgiving or mourning
    /// are for the caller to close. Source: section 243(1) and (4), with the list of days as the
    /// National Association of Local Councils gives it in its Legal Topic Note 5.
    Section243,
    /// As [`Convention::Section243`], a bank holiday outside the two breaks leaving out also the
    /// last weekday before it and the days up to the first weekday after it that is no bank
    /// holiday.
    ///
    /// This is the stricter reading, of the words "bank holiday break" in section 243(1). The
    /// extent of such a break is taken from the Act as remembered, not checked against its text.
    Section243WholeBreaks,
    /// Working days: every day after the notice, up to and with the day of the meeting, without
    /// Saturdays, Sundays, Christmas Day, Good Friday and bank holidays.
    ///
    /// Source: SI 2007/462, cited here without having been read. The Freedom of Information Act
    /// 2000, section 10(6), defines a working day in much the same words; here only the bank
    /// holidays of England and Wales are left out, not those of other parts of the United Kingdom.
    WorkingDays,
}

impl Convention {
    /// All of them, in the order above.
    pub const ALL: [Self; 6] = [
        Self::Days,
        Self::ClearDays,
        Self::ClearWorkingDays,
        Self::Section243,
        Self::Section243WholeBreaks,
        Self::WorkingDays,
    ];

    /// Whether the day of the meeting is one of the days counted.
    #[must_use]
    pub const fn counts_meeting_day(self) -> bool {
        matches!(self, Self::Days | Self::WorkingDays)
    }
}

/// A convention together with the extra days that do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCount {
    convention: Convention,
    closed_days: BTreeSet<NaiveDate>,
}

impl From<Convention> for DayCount {
    fn from(convention: Convention) -> Self {
        Self { convention, closed_days: BTreeSet::new() }
    }
}

impl DayCount {
    /// Counts by a convention and leaves out further days, such as days of office closure.
    #[must_use]
    pub fn with_closed_days(convention: Convention, closed_days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self { convention, closed_days: closed_days.into_iter().collect() }
    }

    /// The convention by which it counts.
    #[must_use]
    pub const fn convention(&self) -> Convention {
        self.convention
    }

    /// Whether a day is one that counts.
    ///
    /// # Errors
    ///
    /// Fails when the convention needs the bank holidays of a year that is not covered.
    pub fn counts(&self, day: NaiveDate) -> Result<bool, CountError> {
        if self.closed_days.contains(&day) {
            return Ok(false);
        }
        Ok(match self.convention {
            Convention::Days | Convention::ClearDays => true,
            Convention::ClearWorkingDays | Convention::WorkingDays => {
                !is_weekend(day) && bank_holiday_on(day)?.is_none()
            }
            Convention::Section243 => !breaks::is_left_out(day)?,
            Convention::Section243WholeBreaks => !breaks::is_left_out(day)? && !breaks::is_beside_bank_holiday(day)?,
        })
    }
}

/// Why days could not be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountError {
    /// The bank holidays of a year are needed and not known.
    YearNotCovered(YearNotCovered),
    /// The count would take in more than [`MOST_DAYS`] days, or leave the calendar.
    TooFar,
}

impl From<YearNotCovered> for CountError {
    fn from(fault: YearNotCovered) -> Self {
        Self::YearNotCovered(fault)
    }
}

impl fmt::Display for CountError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YearNotCovered(fault) => fault.fmt(formatter),
            Self::TooFar => write!(formatter, "more than {MOST_DAYS} days cannot be counted"),
        }
    }
}

impl Error for CountError {}

/// The latest day on which notice may be given so that the meeting has the days it needs.
///
/// `days` is the number of days needed. The answer may itself be a day that does not count, such as
/// a Sunday; see [`latest_open_notice`]. With no days needed it is the day of the meeting.
///
/// # Errors
///
/// Fails when the count runs into a year whose bank holidays are needed and not known, or too far.
pub fn latest_notice(meeting: NaiveDate, days: u32, counting: &DayCount) -> Result<NaiveDate, CountError> {
    if days == 0 {
        return Ok(meeting);
    }
    let meeting_day_counts = counting.convention.counts_meeting_day() && counting.counts(meeting)?;
    let mut counted = u32::from(meeting_day_counts);
    let mut candidate = meeting.pred_opt().ok_or(CountError::TooFar)?;
    for _ in 0..MOST_DAYS {
        if counted >= days {
            return Ok(candidate);
        }
        if counting.counts(candidate)? {
            counted += 1;
        }
        candidate = candidate.pred_opt().ok_or(CountError::TooFar)?;
    }
    Err(CountError::TooFar)
}

/// The latest day that itself counts and on which notice may be given.
///
/// It is [`latest_notice`], moved back over days that do not count: an office that is shut that day
/// publishes nothing.
///
/// # Errors
///
/// Fails as [`latest_notice`] does.
pub fn latest_open_notice(meeting: NaiveDate, days: u32, counting: &DayCount) -> Result<NaiveDate, CountError> {
    let mut candidate = latest_notice(meeting, days, counting)?;
    for _ in 0..MOST_DAYS {
        if counting.counts(candidate)? {
            return Ok(candidate);
        }
        candidate = candidate.pred_opt().ok_or(CountError::TooFar)?;
    }
    Err(CountError::TooFar)
}

/// The number of days that count between a notice and a meeting.
///
/// The day of the notice never counts; the day of the meeting counts only where the convention says
/// so. None count when the notice is on the day of the meeting or after it.
///
/// # Errors
///
/// Fails when a year whose bank holidays are needed is not known, or the gap is too wide.
pub fn clear_days_between(notice: NaiveDate, meeting: NaiveDate, counting: &DayCount) -> Result<u32, CountError> {
    let last_day = if counting.convention.counts_meeting_day() { Some(meeting) } else { meeting.pred_opt() };
    last_day.map_or(Ok(0), |last_day| working_days_between(notice, last_day, counting))
}

/// The day that is a number of counted days after a start, the start not counted.
///
/// Zero days give the start itself, whether or not it counts.
///
/// # Errors
///
/// Fails when the count runs into a year whose bank holidays are needed and not known, or too far.
pub fn add_working_days(start: NaiveDate, days: u32, counting: &DayCount) -> Result<NaiveDate, CountError> {
    let mut reached = start;
    let mut counted = 0;
    for _ in 0..MOST_DAYS {
        if counted >= days {
            return Ok(reached);
        }
        reached = reached.succ_opt().ok_or(CountError::TooFar)?;
        if counting.counts(reached)? {
            counted += 1;
        }
    }
    Err(CountError::TooFar)
}

/// The number of counted days after a start, up to and with an end.
///
/// None count when the end is not after the start. Whether the convention counts the day of a
/// meeting makes no difference here.
///
/// # Errors
///
/// Fails when a year whose bank holidays are needed is not known, or the gap is too wide.
pub fn working_days_between(start: NaiveDate, end: NaiveDate, counting: &DayCount) -> Result<u32, CountError> {
    if end.signed_duration_since(start).num_days() > i64::from(MOST_DAYS) {
        return Err(CountError::TooFar);
    }
    let mut counted = 0;
    let mut day = start;
    while day < end {
        day = day.succ_opt().ok_or(CountError::TooFar)?;
        if counting.counts(day)? {
            counted += 1;
        }
    }
    Ok(counted)
}

/// Whether the day is a weekday in the sense of section 243: any day but Sunday.
fn is_weekday_with_saturday(day: NaiveDate) -> bool {
    day.weekday() != Weekday::Sun
}
