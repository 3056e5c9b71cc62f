//! Cells of figures as plans print them.

use super::Entry;
use crate::template::source::Cell;

fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let entry = Entry::of(&Cell::of(text), "2015-16 funding");
    (entry.figures, entry.words)
}

fn is(text: &str, figures: &[&str], words: &[&str]) {
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(read(text), (own(figures), own(words)), "{text}");
}

#[test]
fn a_line_that_begins_with_a_figure_gives_it_and_who_pays() {
    is("£10,000 ECCCG", &["£10,000"], &["ECCCG"]);
    is("£2000", &["£2000"], &[]);
    is("10,000", &["10,000"], &[]);
    is("10000", &["10000"], &[]);
    is("10,000 ECCCG", &["10,000"], &["ECCCG"]);
    is("£93,641\nSCCCG", &["£93,641"], &["SCCCG"]);
    is("£8,950 SCCCCG\n£9,850 SCCCCG", &["£8,950", "£9,850"], &["SCCCCG", "SCCCCG"]);
    is("£10,000 - ECCCG", &["£10,000"], &["ECCCG"]);
    is("£25,000 per annum", &["£25,000"], &["per annum"]);
    is("-£500", &["-£500"], &[]);
}

#[test]
fn words_in_the_place_of_a_figure_stay_words() {
    for words in ["No cost", "-", "TBC", "2 posts", "2015-16", "31/03/2016", "3 days a week"] {
        is(words, &[], &[words]);
    }
}

#[test]
fn a_line_of_which_nobody_can_tell_the_figure_is_kept_whole() {
    for line in [
        "£8,950 SCCCCG £9,850 SCCCCG",
        "£10,000 to £15,000",
        "£10,000-£15,000",
        "£10,000 - 15,000",
        "£500/month",
        "£500 per month",
        "£500 x 3",
        "£500 each",
        "£85,000 of £100,000",
    ] {
        is(line, &[line], &[]);
    }
    is("£100k", &["£100k"], &[]);
    is("£1.2 million ECCCG", &["£1.2 million"], &["ECCCG"]);
}

#[test]
fn what_is_not_counted_is_told() {
    let told = |text: &str| Entry::of(&Cell::of(text), "Cost").not_counted();
    assert_eq!(
        told("£85,000 (on top of £100,000)").as_deref(),
        Some("\"(on top of £100,000)\" behind the figure is in brackets, and was not read")
    );
    assert!(told("Paid by the pilot, £100k").is_some_and(|what| what.contains("is not counted")));
    assert_eq!(told("£85,000 ECCCG"), None);
    assert_eq!(told("No cost"), None);
}

#[test]
fn a_number_of_a_workbook_is_taken_as_shown_and_one_in_thousands_with_its_heading() {
    let number = |shown: &str, stored: &str, heading: &str| {
        let cell = Cell { number: Some(stored.into()), ..Cell::of(shown) };
        Entry::of(&cell, heading).figures
    };
    assert_eq!(number("£10,000.00", "10000", "Cost"), ["£10,000.00"]);
    assert_eq!(number("(£5,000)", "-5000", "Cost"), ["-£5,000"]);
    assert_eq!(number(" £ - ", "0", "Cost"), ["0"]);
    assert_eq!(number("939", "939", "Budget\n(£000)"), ["939 (in thousands)"]);
}
