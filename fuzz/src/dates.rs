//! Printed dates, deadlines, times, periods and schedules; and counting between two dates.

use quorate::calendar::{
    Convention, DayCount, DaySpan, Deadline, Period, PrintedDate, Schedule, TimeOfDay, Truth, add_working_days, after,
    before, clear_days_between, elapsed, latest_notice, latest_open_notice, on_or_after, on_or_before, same,
    working_days_between,
};

/// The first two lines are two texts that may be dates.
pub fn dates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.split('\n');
    let (one, other) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let spans: Vec<DaySpan> = [one, other].into_iter().filter_map(printed).collect();
    if let [a, b] = *spans.as_slice() {
        compared(a, b);
        counted(a, b);
    }
    if let (Ok(by), Ok(done)) = (Deadline::parse(one), Deadline::parse(other)) {
        assert_eq!(by.met_by(&by), Truth::True);
        if by.time().is_none() && done.time().is_none() {
            assert_eq!(by.met_by(&done), Truth::from(done.day() <= by.day()));
        }
    }
    deadline(one);
    period(one, spans.first().copied());
    schedule(one, spans.first().copied());
}

/// What was printed is printed again as it was, and its days are in order.
fn printed(text: &str) -> Option<DaySpan> {
    let read = PrintedDate::parse(text);
    match &read {
        Ok(date) => {
            assert_eq!(date.text(), text.trim());
            let again = PrintedDate::parse(date.text());
            assert_eq!(again.as_ref(), Ok(date));
            assert_eq!(date.is_ongoing(), date.span().is_none());
            assert_eq!(date.exact_day().is_some(), date.span().is_some_and(DaySpan::is_one_day));
            if let Some(day) = date.exact_day() {
                for form in ["%-d %B %Y", "%Y-%m-%d", "%d/%m/%Y"] {
                    let written = day.format(form).to_string();
                    assert_eq!(
                        PrintedDate::parse(&written).ok().and_then(|date| date.exact_day()),
                        Some(day),
                        "{written}"
                    );
                }
            }
        }
        Err(error) => {
            assert_eq!(error.text, text);
            assert!(!error.to_string().is_empty());
        }
    }
    let span = read.ok()?.span()?;
    assert!(span.first() <= span.last());
    assert_eq!(span.days(), (span.last() - span.first()).num_days() + 1);
    Some(span)
}

/// The questions of two dates agree with each other.
fn compared(a: DaySpan, b: DaySpan) {
    assert_eq!(before(a, b), after(b, a));
    assert_eq!(on_or_before(a, b), on_or_after(b, a));
    assert_eq!(before(a, b), !on_or_after(a, b));
    assert_eq!(same(a, b), same(b, a));
    if before(a, b) == Truth::True {
        assert!(a.last() < b.first());
        assert_eq!(on_or_before(a, b), Truth::True);
        assert_eq!(same(a, b), Truth::False);
    }
    let both = a.covering(b);
    assert!(both.contains(a.first()) && both.contains(b.last()));
}

/// Counting forwards and backwards meets, in every way of counting.
fn counted(a: DaySpan, b: DaySpan) {
    let (start, end) = (a.first(), b.last());
    let _ = elapsed(start, end);
    let days = u32::try_from((end - start).num_days().unsigned_abs() % 400).unwrap_or(0);
    for convention in Convention::ALL {
        let counting = DayCount::with_closed_days(convention, [a.last()]);
        if let Ok(clear) = clear_days_between(start, end, &counting) {
            assert!(i64::from(clear) <= (end - start).num_days().max(0));
        }
        if let Ok(notice) = latest_notice(end, days, &counting) {
            assert!(notice <= end);
            assert!(clear_days_between(notice, end, &counting).is_ok_and(|clear| clear >= days));
        }
        let _ = latest_open_notice(end, days, &counting);
        if let Ok(day) = add_working_days(start, days, &counting) {
            assert!(day >= start);
            assert_eq!(working_days_between(start, day, &counting), Ok(days));
        }
    }
}

fn deadline(text: &str) {
    match Deadline::parse(text) {
        Ok(deadline) => {
            assert_eq!(deadline.text(), text.trim());
            assert_eq!(Deadline::parse(deadline.text()).as_ref(), Ok(&deadline));
        }
        Err(error) => assert!(error.text == text && !error.to_string().is_empty()),
    }
    if let Ok(time) = TimeOfDay::parse(text) {
        assert!(time.minutes() <= 24 * 60);
        if time.minutes() < 24 * 60 {
            assert_eq!(TimeOfDay::parse(&time.to_string()), Ok(time));
        }
    }
}

fn period(text: &str, span: Option<DaySpan>) {
    let Some(period) = Period::parse(text) else { return };
    assert_eq!(Period::parse(&period.to_string()), Some(period), "{period}");
    if let Some(span) = span
        && let Ok(last) = period.last_day(span.first())
    {
        assert!(last >= span.first());
    }
}

fn schedule(text: &str, span: Option<DaySpan>) {
    let Ok(schedule) = Schedule::parse(text) else { return };
    if let Some(span) = span.filter(|span| span.days() < 4000) {
        let days = schedule.days_in(span);
        assert!(days.is_sorted() && days.iter().all(|day| span.contains(*day)));
        let _ = schedule.check(&days, span);
    }
}
