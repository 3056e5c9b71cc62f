//! What is printed, and what it is read as.

use super::super::{Band, Direction, Figure, Interval, Of, Unit, Why};
use super::{band, between, decimal, figure};

fn counted(things: &str) -> Option<Unit> {
    Some(Unit::Counted(things.to_owned()))
}

#[test]
fn every_kind_of_band_of_the_plan_is_read() {
    let value = |values, unit| Band { of: Of::Value, values, unit };
    assert_eq!(band("75-84"), value(between("75", "84"), None));
    assert_eq!(band("95-100"), value(between("95", "100"), None));
    assert_eq!(band("0-10"), value(between("0", "10"), None));
    assert_eq!(band("Below 10"), value(Interval::below(decimal("10")), None));
    assert_eq!(band("1 working day"), value(Interval::single(decimal("1")), Some(Unit::WorkingDays)));
    assert_eq!(band("7 working days"), value(Interval::single(decimal("7")), Some(Unit::WorkingDays)));
    let ten = Interval::single(decimal("10"));
    assert_eq!(band("10% reduction"), Band { of: Of::Decrease, values: ten, unit: Some(Unit::PerCent) });
}

#[test]
fn every_target_and_value_of_the_statement_is_read() {
    assert_eq!(figure("16%"), Figure { value: decimal("16"), unit: Some(Unit::PerCent) });
    assert_eq!(figure("49.4%"), Figure { value: decimal("49.4"), unit: Some(Unit::PerCent) });
    assert_eq!(figure("32.8 weeks"), Figure { value: decimal("32.8"), unit: Some(Unit::Weeks) });
    assert_eq!(figure("13weeks"), Figure { value: decimal("13"), unit: Some(Unit::Weeks) });
    assert_eq!(figure("110"), Figure { value: decimal("110"), unit: None });
    assert_eq!(figure("0%"), Figure { value: decimal("0"), unit: Some(Unit::PerCent) });
    let fifteen = Interval::single(decimal("15"));
    assert_eq!(
        band("Percentage increase of 15%"),
        Band { of: Of::Increase, values: fifteen, unit: Some(Unit::PerCent) }
    );
    let thirty = Interval::single(decimal("30"));
    assert_eq!(
        band("Percentage decrease of 30%"),
        Band { of: Of::Decrease, values: thirty, unit: Some(Unit::PerCent) }
    );
    assert_eq!(
        band("> 45 people have attended training"),
        Band { of: Of::Value, values: Interval::above(decimal("45")), unit: counted("people have attended training") }
    );
    assert_eq!(
        band("20 week"),
        Band { of: Of::Value, values: Interval::single(decimal("20")), unit: Some(Unit::Weeks) }
    );
}

#[test]
fn pounds_stand_before_their_figure() {
    let pounds = |value: &str| Figure { value: decimal(value), unit: Some(Unit::Pounds) };
    assert_eq!(figure("£23,891,001"), pounds("23891001"));
    assert_eq!(figure("£0"), pounds("0"));
    assert_eq!(figure("£1490.50"), pounds("1490.5"));
    assert_eq!(pounds("23891001").to_string(), "£23,891,001");
    assert_eq!(pounds("-321840").to_string(), "-£321,840");
    assert_eq!(figure("1,490").counting(Unit::named("£").as_ref()), Some(pounds("1490")));
    assert_eq!(figure("£5").counting(Some(&Unit::Weeks)), None);
    for printed in ["-£250,000", "−£250,000", "- £250,000", "£-250,000", "£ -250,000", "(£250,000)", "£(250,000)"]
    {
        assert_eq!(figure(printed), pounds("-250000"), "{printed}");
    }
    // Longer than what is counted with exactly, and compared all the same.
    for printed in ["-£99,999,999,999", "£-99,999,999,999", "(£99,999,999,999)"] {
        assert_eq!(Figure::value_to_compare(printed), Ok(decimal("-99999999999")), "{printed}");
    }
    for printed in ["£4m", "£", "4£", "(£5", "-(£5)", "(-£5)", "-£-5", "£5-£-3", "(99,999,999,999)"] {
        assert!(Figure::read(printed).is_err(), "{printed}");
    }
}

#[test]
fn what_is_no_figure_says_why() {
    for (printed, why) in [
        ("", Why::Blank),
        (" \t ", Why::Blank),
        ("n/a", Why::NotApplicable),
        ("N/A", Why::NotApplicable),
        ("Not applicable", Why::NotApplicable),
        ("tbc", Why::ToBeConfirmed),
        ("To be agreed with providers", Why::ToBeConfirmed),
        ("To be outstanding", Why::Prose),
        ("no data", Why::NotAvailable),
        ("-", Why::Dash),
        ("–", Why::Dash),
        ("Evidence that EHC needs assessments result from more than one source", Why::Prose),
        ("Establishment Request", Why::Prose),
        ("High is good", Why::Prose),
        ("October 2018", Why::Date),
        ("31 March 2019", Why::Date),
        ("31 March", Why::NotUnderstood),
        ("3 of 4", Why::SeveralFigures),
        ("16% (May 2018)", Why::SeveralFigures),
        ("from 16% to 31%, then 40%", Why::SeveralFigures),
        ("increase from 16% to 31%", Why::SeveralFigures),
        ("75-84-90", Why::SeveralFigures),
        ("about 45", Why::Approximate),
        ("c. 20%", Why::Approximate),
        ("84-75", Why::Backwards),
        ("5 to 5", Why::SeveralFigures),
        ("1234567890", Why::TooManyDigits),
        ("0.12345", Why::TooManyDigits),
        ("2nd", Why::NotUnderstood),
        ("1.2m", Why::NotUnderstood),
        (".5", Why::NotUnderstood),
        ("improve by 10%", Why::NotUnderstood),
        ("1,23", Why::SeveralFigures),
    ] {
        assert_eq!(Band::read(printed).unwrap_err().why, why, "{printed}");
    }
    let why = |printed| Figure::read(printed).unwrap_err().to_string();
    assert_eq!(why("75-84"), "\"75-84\" is a range or a limit and not one figure");
    assert_eq!(why("10% reduction"), "\"10% reduction\" is a change and not a value");
    assert_eq!(why(" n/a "), "\"n/a\" says that there is none");
    assert_eq!(why(" "), "nothing is printed there");
}

#[test]
fn bands_are_shown_in_one_style() {
    for (printed, shown) in [
        ("75-84", "75 to 84"),
        ("75% – 84%", "75 to 84%"),
        ("between 5 and 9 working days", "5 to 9 working days"),
        ("from 10 to 12 per 1,000", "10 to 12 per 1,000"),
        ("Below 10", "below 10"),
        ("less than 3 days", "below 3 days"),
        ("< 5", "below 5"),
        ("<=5", "up to 5"),
        ("no more than 5%", "up to 5%"),
        ("within 20 weeks", "up to 20 weeks"),
        ("10 or less", "up to 10"),
        ("85+", "at least 85"),
        ("90% and above", "at least 90%"),
        ("90 or above per cent", "at least 90%"),
        ("at least 90% of staff", "at least 90%"),
        (">= 5", "at least 5"),
        ("≥5", "at least 5"),
        ("over 90", "above 90"),
        ("above 84 and below 85", "above 84 and below 85"),
        ("above 84 to 90", "above 84 to 90"),
        ("5 to below 10 days", "5 to below 10 days"),
        ("100", "100"),
        ("1916", "1,916"),
        ("1,916", "1,916"),
        ("10.50%", "10.5%"),
        ("-5 to 5", "-5 to 5"),
        ("-5", "-5"),
        ("1 week", "1 week"),
        ("12.5 per 10,000 of population", "12.5 per 10,000 of population"),
        ("10% reduction", "decrease of 10%"),
        ("10-20% reduction", "decrease of 10 to 20%"),
        ("at least a 10% reduction", "decrease of at least 10%"),
        ("at least 10% reduction", "decrease of at least 10%"),
        ("a reduction of up to 10% in complaints", "decrease of 0 to 10%"),
        ("5 percentage point increase", "increase of 5 percentage points"),
        ("+5%", "increase of 5%"),
        ("increase by 15", "increase of 15"),
        ("Percentage increase of 15", "increase of 15%"),
        ("increase", "increase"),
        ("Reduce", "decrease"),
        ("reduction in number of complaints", "decrease"),
        ("increase to 90%", "90%"),
        ("increase to at least 90%", "at least 90%"),
    ] {
        let found = Band::read(printed).map_or("unreadable".to_owned(), |band| band.to_string());
        assert_eq!(found, shown, "{printed}");
    }
}

#[test]
fn numbers_are_shown_with_thousands_parted() {
    for (value, shown) in [
        ("0", "0"),
        ("-0", "0"),
        ("999", "999"),
        ("1000", "1,000"),
        ("-1234567.50", "-1,234,567.5"),
        ("22.960", "22.96"),
    ] {
        assert_eq!(Unit::Number.show(decimal(value)), shown);
    }
}

#[test]
fn fields_that_name_a_unit_are_read() {
    assert_eq!(Unit::named("per cent"), Some(Unit::PerCent));
    assert_eq!(Unit::named("number"), Some(Unit::Number));
    assert_eq!(Unit::named("working days"), Some(Unit::WorkingDays));
    assert_eq!(Unit::named("rate"), Some(Unit::Rate(None)));
    assert_eq!(Unit::named("per 1,000"), Some(Unit::Rate(Some("per 1,000".to_owned()))));
    for name in ["per cent", "number", "working days", "weeks", "rate", "hours", "percentage points"] {
        assert_eq!(Unit::named(name).unwrap().name(), name);
    }
    assert_eq!(Unit::named("other"), None);
    assert_eq!(Unit::named(""), None);
}

#[test]
fn a_figure_takes_the_unit_of_its_measure_and_never_another() {
    let plain = figure("84");
    assert_eq!(plain.clone().counting(Some(&Unit::PerCent)).unwrap().to_string(), "84%");
    assert_eq!(plain.counting(None).unwrap().to_string(), "84");
    assert_eq!(figure("45 people").counting(Some(&Unit::Number)).unwrap().to_string(), "45 people");
    assert_eq!(figure("84%").counting(Some(&Unit::Weeks)), None);
}

#[test]
fn directions_are_read_as_printed() {
    use Direction::{HigherIsBetter, LowerIsBetter, Neither};
    for (printed, direction) in [
        ("High is good", Some(HigherIsBetter)),
        ("Low is good", Some(LowerIsBetter)),
        ("Higher is better.", Some(HigherIsBetter)),
        ("high is bad", Some(LowerIsBetter)),
        ("Smaller is better", Some(LowerIsBetter)),
        ("Increase", Some(HigherIsBetter)),
        ("reduce", Some(LowerIsBetter)),
        ("neither", Some(Neither)),
        ("For information only", Some(Neither)),
        ("High is good, low is bad", None),
        ("Low is high", None),
        ("Expected to fall", None),
        ("increase then reduce", None),
        ("", None),
    ] {
        assert_eq!(Direction::read(printed), direction, "{printed}");
    }
}

#[test]
fn targets_ask_for_a_direction() {
    use Direction::{HigherIsBetter, LowerIsBetter};
    for (printed, direction) in [
        ("Percentage increase of 15%", Some(HigherIsBetter)),
        ("reduce", Some(LowerIsBetter)),
        ("> 45 people have attended training", Some(HigherIsBetter)),
        ("within 20 weeks", Some(LowerIsBetter)),
        ("20 weeks", None),
        ("75-84", None),
    ] {
        assert_eq!(Direction::asked_by(&band(printed)), direction, "{printed}");
    }
}
