//! The less usual forms in which people write a reference, and the slips they make.

use super::tests::{appendix, kinds, paragraph, paragraphs};
use super::{Index, ReferenceKind, Resolution, parse, read, resolve};
use crate::label::{Label, Mark};

fn slip(parts: &[u32]) -> ReferenceKind {
    ReferenceKind::Slip(Label::Paragraph(parts.to_vec()))
}

fn letter(letter: char) -> ReferenceKind {
    ReferenceKind::Appendix(Mark::Letter(letter))
}

fn holds(cases: &[(&str, Vec<ReferenceKind>)]) {
    for (text, expected) in cases {
        assert_eq!(&kinds(text), expected, "{text}");
    }
}

#[test]
fn a_paragraph_of_a_section_is_one_place() {
    holds(&[
        ("Section 4 para 3", vec![paragraph(&[4, 3])]),
        ("Section 4, para 3", vec![paragraph(&[4, 3])]),
        ("Section 4 (paragraph 3)", vec![paragraph(&[4, 3])]),
        ("Section 4 – para. 3", vec![paragraph(&[4, 3])]),
        ("Section 4, paragraph 4.3", vec![paragraph(&[4, 3])]),
        ("Section 7.5, para 2", vec![paragraph(&[7, 5, 2])]),
        ("§ 7.5, para 7.5.2", vec![paragraph(&[7, 5, 2])]),
        ("Section 4, paras 3 and 5; Appendix 1", vec![paragraph(&[4, 3]), paragraph(&[4, 5]), appendix(1)]),
        ("Section 4 paras 3-5", vec![paragraphs(&[4, 3], &[4, 5])]),
        ("Section 4 paras 3 to 5", vec![paragraphs(&[4, 3], &[4, 5])]),
        ("Sections 3 and 4, para 2", vec![ReferenceKind::Section(3), paragraph(&[4, 2])]),
        ("para 3 of Section 4", vec![paragraph(&[4, 3])]),
        ("paras 3, 4 and 6-8 in section 9", vec![paragraph(&[9, 3]), paragraph(&[9, 4]), paragraphs(&[9, 6], &[9, 8])]),
        ("paragraph 4.3 of Section 4", vec![paragraph(&[4, 3])]),
    ]);
    let text = "see Section 4, para 3.";
    assert_eq!(text.get(parse(text)[0].span.clone()), Some("Section 4, para 3"));
    assert!(read("para 3 of section 4").prose.is_empty());
}

#[test]
fn a_paragraph_of_another_section_stands_for_itself() {
    holds(&[
        ("Section 4 and para 5.1", vec![ReferenceKind::Section(4), paragraph(&[5, 1])]),
        ("Section 4, para 5.1", vec![ReferenceKind::Section(4), paragraph(&[5, 1])]),
        ("Section 4; para 3", vec![ReferenceKind::Section(4), paragraph(&[3])]),
        ("Section 4, Appendix 3", vec![ReferenceKind::Section(4), appendix(3)]),
        ("para 5.1 of Section 4", vec![paragraph(&[5, 1]), ReferenceKind::Section(4)]),
        ("para 3 of Section 17 of the Children Act", vec![paragraph(&[3])]),
    ]);
}

#[test]
fn a_point_belongs_to_its_paragraph() {
    holds(&[
        ("9.3.1(a)", vec![paragraph(&[9, 3, 1])]),
        ("9.3.1 (iv), 9.3.2", vec![paragraph(&[9, 3, 1]), paragraph(&[9, 3, 2])]),
        ("paragraphs 9.3.1(a) to 9.3.3", vec![paragraphs(&[9, 3, 1], &[9, 3, 3])]),
        ("9.3.1(a)(ii) - 9.3.3(b), 4.3", vec![paragraphs(&[9, 3, 1], &[9, 3, 3]), paragraph(&[4, 3])]),
        ("9.3.1(a), (b) and (c); 4.3", vec![paragraph(&[9, 3, 1]), paragraph(&[4, 3])]),
        ("9.3.1(a)-(c) and 4.3", vec![paragraph(&[9, 3, 1]), paragraph(&[4, 3])]),
        ("4.3(2) to 4.5", vec![paragraphs(&[4, 3], &[4, 5])]),
        ("4.3.b to 4.5", vec![paragraphs(&[4, 3], &[4, 5])]),
        ("9.3.1ii", vec![paragraph(&[9, 3, 1])]),
        ("Appendix 4 (b) and 5(a)", vec![appendix(4), appendix(5)]),
    ]);
    let points = |text: &str| {
        let found = parse(text).into_iter().map(|reference| text.get(reference.point).map(str::to_owned));
        found.collect::<Option<Vec<String>>>().expect("bytes of the text")
    };
    assert_eq!(points("9.3.1(a)(ii), 4.3a, 4.3.b, section 4.4"), ["(a)(ii)", "a", ".b", ""]);
    assert!(read("9.3.1(a) and (b)").prose.is_empty());
    // A word or an acronym in brackets is no point.
    assert_eq!(read("4.3 (CWP)").prose.len(), 1);
    assert_eq!(points("4.3 (governance)"), [""]);
}

#[test]
fn numbers_in_words_are_read_behind_a_keyword() {
    holds(&[
        ("Section Seven", vec![ReferenceKind::Section(7)]),
        ("see section seven", vec![ReferenceKind::Section(7)]),
        ("Sections Seven and Twelve", vec![ReferenceKind::Section(7), ReferenceKind::Section(12)]),
        ("Appendix Two, page three", vec![appendix(2), ReferenceKind::Page(3)]),
        ("Section four, paragraph three", vec![paragraph(&[4, 3])]),
        ("Seven boards; two sections", vec![]),
        ("Section thirteen", vec![]),
    ]);
}

#[test]
fn roman_numbers_are_read_where_they_are_certain() {
    holds(&[
        ("Appendix IV", vec![appendix(4)]),
        ("appendix iv and Annex XII", vec![appendix(4), appendix(12)]),
        ("Section VII", vec![ReferenceKind::Section(7)]),
        ("appendix i", vec![appendix(1)]),
        ("Appendix b", vec![letter('B')]),
        // A capital alone is a letter; the plan tells.
        ("Appendix I, Appendix C", vec![letter('I'), letter('C')]),
        ("an appendix a reader needs", vec![]),
        ("Section I wrote", vec![]),
        ("Appendix IVa, Appendix Iv, Appendix IIII", vec![]),
    ]);
}

#[test]
fn a_slip_is_told_with_what_may_be_meant() {
    holds(&[
        ("9.3.1; 9.3.1; 9.3.l", vec![paragraph(&[9, 3, 1]), paragraph(&[9, 3, 1]), slip(&[9, 3, 1])]),
        ("11,2 and 11.3", vec![slip(&[11, 2]), paragraph(&[11, 3])]),
        ("see para 11,2", vec![slip(&[11, 2])]),
        ("Section 11,2, Appendix 4", vec![slip(&[11, 2]), appendix(4)]),
        ("7.5,2", vec![slip(&[7, 5, 2])]),
        ("11. 2", vec![slip(&[11, 2])]),
        ("4..3 and 4.5", vec![slip(&[4, 3]), paragraph(&[4, 5])]),
        ("paras 4.3, 4.lO and 4.5", vec![paragraph(&[4, 3]), slip(&[4, 10]), paragraph(&[4, 5])]),
        ("section I.2", vec![slip(&[1, 2])]),
    ]);
    let text = "see para 11,2.";
    assert_eq!(text.get(parse(text)[0].span.clone()), Some("para 11,2"));
    assert!(!read("9.3.l").names_a_place());
    assert!(!read("9.3.l").is_prose_only());
}

#[test]
fn what_may_well_be_right_is_no_slip() {
    holds(&[
        ("Section 4,4.5", vec![ReferenceKind::Section(4), paragraph(&[4, 5])]),
        ("Sections 3,4", [3, 4].map(ReferenceKind::Section).to_vec()),
        ("Sections 3,4 and 5", [3, 4, 5].map(ReferenceKind::Section).to_vec()),
        ("Section 3,4 and 5", [3, 4, 5].map(ReferenceKind::Section).to_vec()),
        ("Appendix 4,5", vec![appendix(4), appendix(5)]),
        ("pages 3,4", vec![ReferenceKind::Page(3), ReferenceKind::Page(4)]),
        ("4.2,4.3", vec![paragraph(&[4, 2]), paragraph(&[4, 3])]),
        ("tiers 1,2 and 3; 2,5 years; 10,327 contacts; £1,2; 4,5,6; a sum of 11,2", vec![]),
        ("Web 2.O, e.g. I.e. O.K. www.lo1.10", vec![]),
        ("Agreed on 3O.11.15", vec![]),
    ]);
}

#[test]
fn every_dash_joins_a_range() {
    for dash in ['-', '\u{2010}', '\u{2011}', '\u{2012}', '–', '—', '\u{2015}', '\u{2212}', '\u{ff0d}'] {
        assert_eq!(kinds(&format!("4.3{dash}4.5")), [paragraphs(&[4, 3], &[4, 5])], "{dash:?}");
        assert_eq!(kinds(&format!("7.5.2{dash}5")), [paragraphs(&[7, 5, 2], &[7, 5, 5])], "{dash:?}");
        assert_eq!(kinds(&format!("In 2015{dash}16")), [], "{dash:?}");
        assert!(read(&format!("4.3 {dash} 4.5, {dash}")).prose.is_empty(), "{dash:?}");
    }
}

#[test]
fn a_hyphen_binds_and_a_dash_parts() {
    assert_eq!(kinds("ISO\u{2011}9.1"), []);
    assert_eq!(kinds("the plan—9.1"), [paragraph(&[9, 1])]);
}

/// A reading that went over the rest of the cell again at each place would not come to an end here while
/// anybody waits.
#[test]
fn a_long_cell_is_read_once() {
    let pieces =
        ["4.3(a)(a)", "(a)", "l.", "1.l.", "9,", "Section 4 para ", "see the ", "Statement of A ", "4.3 to ", ", "];
    for piece in pieces {
        let text = format!("4.3 {}", piece.repeat(20_000));
        assert_eq!(parse(&text)[0].span.start, 0, "{piece}");
    }
}

fn appendices(marks: &[Mark]) -> Index {
    Index::new(marks.iter().map(|mark| Label::Appendix(*mark)).zip(0..))
}

fn found(text: &str, index: &Index) -> Option<Vec<usize>> {
    match resolve(&parse(text)[0], index) {
        Resolution::Found(positions) => Some(positions),
        _ => None,
    }
}

#[test]
fn a_capital_is_a_roman_number_where_the_plan_has_no_letters() {
    let numbered = appendices(&[1, 2, 3, 4, 5].map(Mark::Number));
    assert_eq!(found("Appendix I", &numbered), Some(vec![0]));
    assert_eq!(found("Appendix V", &numbered), Some(vec![4]));
    assert_eq!(found("Appendices I to III", &numbered), Some(vec![0, 1, 2]));
    assert_eq!(found("Appendix X", &numbered), None);
    assert_eq!(found("Appendix B", &numbered), None);
    // A plan that counts "Appendix I, Appendix II", as it is read.
    let roman = appendices(&[Mark::Letter('I'), Mark::Number(2), Mark::Number(3)]);
    assert_eq!(found("Appendix 1", &roman), Some(vec![0]));
    let lettered = appendices(&[Mark::Letter('A'), Mark::Letter('I'), Mark::Number(5)]);
    assert_eq!(found("Appendix 1", &lettered), None);
    assert_eq!(found("Appendix V", &lettered), None);
    assert_eq!(found("Appendix I", &lettered), Some(vec![1]));
}

fn nearest(text: &str, index: &Index) -> Vec<String> {
    match resolve(&parse(text)[0], index) {
        Resolution::Dangling { nearest } => nearest.iter().map(ToString::to_string).collect(),
        other => panic!("{text} is {other:?}"),
    }
}

#[test]
fn what_has_no_kin_in_the_plan_is_told_with_the_nearest_sections() {
    let sections = [Label::Section(1), Label::Section(9), Label::Section(11), Label::Paragraph(vec![11, 4])];
    let marks = [1, 2, 3].map(|number| Label::Appendix(Mark::Number(number)));
    let plan = Index::new(sections.into_iter().chain(marks).zip(0..));
    assert_eq!(nearest("99.1", &plan), ["Section 11"]);
    assert_eq!(nearest("10.2", &plan), ["Section 9", "Section 11"]);
    assert_eq!(nearest("Appendix A", &plan), ["Appendix 1", "Appendix 2", "Appendix 3"]);
    let unheaded =
        Index::new([[4, 2], [11, 3], [11, 4]].map(|parts| Label::Paragraph(parts.to_vec())).into_iter().zip(0..));
    assert_eq!(nearest("99.1", &unheaded), ["11.4"]);
    assert_eq!(nearest("Appendix A", &unheaded), Vec::<String>::new());
}
