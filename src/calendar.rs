//! Dates as public bodies print them, and the counting of days between them.
//!
//! Nothing here reads a clock, a file or a setting: every answer follows from the arguments.

pub mod bank_holidays;
pub mod deadline;
pub mod elapsed;
pub mod notice;
pub mod period;
pub mod printed;
pub mod schedule;
pub mod span;
mod tokens;
pub mod truth;

pub use bank_holidays::{BankHoliday, YearNotCovered, bank_holiday_on, bank_holidays, easter_sunday};
pub use deadline::{Deadline, TimeOfDay, UnreadableDeadline, UnreadableTime};
pub use elapsed::elapsed;
pub use notice::{
    Convention, CountError, DayCount, add_working_days, clear_days_between, latest_notice, latest_open_notice,
    working_days_between,
};
pub use period::{Period, Unit};
pub use printed::{DateKind, PrintedDate, PrintedValue, UnreadableDate, UnreadableReason};
pub use schedule::{MissedPeriod, Schedule, ScheduleCheck, UnreadableSchedule, WhichInMonth, WrongDay};
pub use span::DaySpan;
pub use truth::{Truth, after, before, on_or_after, on_or_before, same};
