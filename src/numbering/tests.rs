//! References as plans print them, and the gaps in their numbering.

use proptest::prelude::*;

use super::*;

fn parse(texts: &[&str]) -> Vec<Reference> {
    texts.iter().map(|text| Reference::parse(text)).collect()
}

fn under(reference: &str, owner: &str) -> Under {
    Reference::parse(reference).is_under(&Reference::parse(owner))
}

fn missing(texts: &[&str]) -> Vec<String> {
    series(&parse(texts)).into_iter().map(|series| series.missing).collect()
}

#[test]
fn a_reference_stands_under_what_it_begins_with() {
    assert_eq!(under("15.1", "15"), Under::Yes);
    assert_eq!(under("154.8", "153"), Under::No);
    assert_eq!(under("1.10", "1"), Under::Yes);
    assert_eq!(under("1.10", "11"), Under::No);
    assert_eq!(under("A – 2", "A"), Under::Yes);
    assert_eq!(under("B-2", "A"), Under::No);
    assert_eq!(under("15.1.2", "15"), Under::Yes);
    assert_eq!(under("15.1.2", "15.1"), Under::Yes);
    assert_eq!(under("15.2", "15.2"), Under::No);
    assert_eq!(under("3.1", "Recommendation 3"), Under::Yes);
    assert_eq!(under("R3.1", "R3"), Under::Yes);
    assert_eq!(under("1.4", "1. SEND Team - 4 process improvements"), Under::Yes);
    assert_eq!(under("2.1", "1. SEND Team"), Under::No);
}

#[test]
fn a_number_alone_and_a_heading_of_words_do_not_tell() {
    assert_eq!(under("7", "15"), Under::Unsaid);
    assert_eq!(under("1.4", "SEND Team"), Under::Unsaid);
    assert_eq!(under("", "15"), Under::Unsaid);
    assert_eq!(under("15.1", ""), Under::Unsaid);
}

#[test]
fn gaps_are_told_as_references_in_the_manner_of_the_print() {
    let printed = ["16.1", "16.2", "16.5", "16.8", "16.9", "16.10", "16.12"];
    assert_eq!(missing(&printed), ["16.3, 16.4, 16.6, 16.7 and 16.11"]);
    assert_eq!(series(&parse(&printed))[0].after_gap, Some(2));
    assert_eq!(missing(&["A – 1", "A – 5"]), ["A – 2 to A – 4"]);
    assert_eq!(missing(&["2a", "2c"]), ["2b"]);
    assert_eq!(missing(&["15.2"]), ["15.1"]);
    assert_eq!(missing(&["15.1", "15.2", "15.3"]), [""]);
}

#[test]
fn each_beginning_is_a_series_of_its_own_in_any_order() {
    assert_eq!(missing(&["2.3", "1.2", "2.1", "1.1"]), ["2.2", ""]);
    assert_eq!(missing(&["1.9", "1.10", "1.1", "1.3"]), ["1.2 and 1.4 to 1.8"]);
}

#[test]
fn numbers_alone_count_from_the_lowest_and_words_count_for_nothing() {
    assert_eq!(missing(&["20481", "20483"]), ["20482"]);
    assert_eq!(missing(&["first", "third", "Appendix"]), [] as [&str; 0]);
    // A number too large to count is read as a word.
    assert_eq!(missing(&["1.99999999999", "1.1"]), [""]);
    assert_eq!(missing(&["1.4294967295"]), ["1.1 to 1.4294967294"]);
}

#[test]
fn runs_are_drawn_together_and_pairs_are_not() {
    assert_eq!(briefly(&parse(&["15.1", "15.2", "15.3", "15.5", "15.6"])), "15.1 to 15.3, 15.5 and 15.6");
    assert_eq!(briefly(&parse(&["1.9", "1.10", "2.11"])), "1.9, 1.10 and 2.11");
    assert_eq!(briefly(&parse(&["A – 1", "A – 2", "A – 3"])), "A – 1 to A – 3");
    assert_eq!(briefly(&parse(&["x", "y", "z"])), "x, y and z");
    assert_eq!(briefly(&[]), "");
}

proptest! {
    /// What is left out and what is there make up every number from 1 to the highest.
    #[test]
    fn numbers_there_and_numbers_missing_make_up_the_whole(numbers in prop::collection::btree_set(1_u32..40, 1..20)) {
        let texts: Vec<String> = numbers.iter().map(|number| format!("7.{number}")).collect();
        let references: Vec<Reference> = texts.iter().map(|text| Reference::parse(text)).collect();
        let told = series(&references).remove(0).missing.replace(" and ", ", ");
        let mut all: Vec<u32> = numbers.iter().copied().collect();
        for item in told.split(", ").filter(|item| !item.is_empty()) {
            let number = |text: &str| text.trim_start_matches("7.").parse::<u32>().unwrap();
            match item.split_once(" to ") {
                Some((first, last)) => all.extend(number(first)..=number(last)),
                None => all.push(number(item)),
            }
        }
        all.sort_unstable();
        prop_assert_eq!(all, (1..=*numbers.last().unwrap()).collect::<Vec<_>>());
    }

    #[test]
    fn any_text_is_read(texts in prop::collection::vec("\\PC{0,12}", 0..6)) {
        let references: Vec<Reference> = texts.iter().map(|text| Reference::parse(text)).collect();
        let _ = (series(&references), briefly(&references));
    }
}

#[test]
fn versions_are_compared_part_by_part() {
    use std::cmp::Ordering;
    for (left, right, expected) in [
        ("1.9", "1.10", Ordering::Less),
        ("1.1", "1.10", Ordering::Less),
        ("2", "1.10", Ordering::Greater),
        ("1.0", "1.0", Ordering::Equal),
        ("1.0", "1.0.1", Ordering::Less),
        ("Draft 2", "draft 10", Ordering::Less),
        ("draft 3", "final", Ordering::Less),
    ] {
        assert_eq!(super::compare(left, right), expected, "{left} and {right}");
    }
}
