//! References beside the name of another document, and sections of Acts.

use super::tests::{appendix, kinds, paragraph};
use super::{ReferenceKind, Standing, parse, read};

/// Each reference of a text as written, with the document it is of; "?" where that is not certain
/// and "??" where brackets may say anything.
fn attributed(text: &str) -> Vec<String> {
    let shown =
        parse(text).into_iter().filter(|found| !matches!(found.kind, ReferenceKind::Document(_))).map(|found| {
            let written = text.get(found.span).expect("bytes of the text");
            found.document.map_or(written.to_owned(), |document| {
                let name = text.get(document.span).expect("bytes of the text");
                let doubt = match document.standing {
                    Standing::Of => "",
                    Standing::Beside => "?",
                    Standing::Remark => "??",
                };
                format!("{written} < {name}{doubt}")
            })
        });
    shown.collect()
}

fn holds(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(&attributed(text), expected, "{text}");
    }
}

#[test]
fn a_document_named_behind_a_reference_is_what_it_is_of() {
    holds(&[
        ("see 4.2 in the South Cheshire plan", &["4.2 < South Cheshire plan"]),
        ("see para 6.4 of the JSNA.", &["para 6.4 < JSNA"]),
        ("Appendix 4 of the declaration", &["Appendix 4 < declaration"]),
        ("section 6 of South Cheshire plan; 4.3", &["section 6 < South Cheshire plan", "4.3"]),
        ("para 3 of Section 4 of the SC LTP", &["para 3 of Section 4 < SC LTP"]),
        ("4.2 of the Statement of Action", &["4.2 < Statement of Action"]),
        ("4.2 and 4.3 from Plan v1.docx", &["4.2 < Plan v1.docx?", "4.3 < Plan v1.docx"]),
        ("See 9.3.1 on page 22 of the South plan", &["9.3.1 < South plan", "page 22 < South plan"]),
        ("4.3, on page 22 of the South plan", &["4.3", "page 22 < South plan"]),
        ("4.3 in partnership with the council; 4.4 of CAMHS", &["4.3", "4.4"]),
    ]);
    assert!(read("sections 3 and 4 of the LTP").prose.is_empty());
    assert_eq!(read("section 4 (JSNA)").prose.len(), 1);
}

#[test]
fn a_document_beside_a_reference_may_be_what_it_is_of() {
    holds(&[
        ("See JSNA section 6", &["section 6 < JSNA?"]),
        ("See South Cheshire plan, 4.2", &["4.2 < South Cheshire plan?"]),
        ("the Ofsted report para 11", &["para 11 < Ofsted report?"]),
        ("CCG Governing Body paper 7.2", &["7.2 < CCG Governing Body paper?"]),
        ("Board minutes of 20 October 2015, para 6", &["para 6 < Board minutes?"]),
        ("JSNA 2015-16 (section 6)", &["section 6 < JSNA?"]),
        ("NICE NG43 1.2", &["1.2 < NICE NG43?"]),
        ("Code of Practice chapter 4", &["chapter 4 < Code of Practice?"]),
        ("Board of Governors 4.2", &["4.2"]),
        ("4.2 (South Cheshire)", &["4.2 < South Cheshire??"]),
        ("4.2 (the South plan)", &["4.2 < South plan??"]),
        ("6.4 (see also SC plan 9.6.3)", &["6.4", "9.6.3 < SC plan?"]),
    ]);
}

#[test]
fn words_that_are_no_name_of_a_document_leave_a_reference_alone() {
    holds(&[
        ("Please see JSNA in section 7.5.2", &["section 7.5.2"]),
        ("see tracker; 4.2", &["4.2"]),
        ("see tracker and 4.2", &["4.2"]),
        ("Governance is in 4.3 (board and group)", &["4.3"]),
        ("4.3 (JSNA and others), 4.4 (JSNA", &["4.3", "4.4"]),
        ("4.3 (), 4.4", &["4.3", "4.4"]),
        ("4.3 in 2015", &["4.3"]),
        ("Healthwatch 6.4, schools 6.5", &["6.4", "6.5"]),
    ]);
}

#[test]
fn sections_of_acts_are_no_references() {
    let texts = [
        "Section 117 aftercare",
        "s117 after-care",
        "Section 136 suite",
        "Section 12 doctors",
        "section 20 accommodation",
        "Sections 135 and 136 of the Mental Health Act",
        "Care Act 2014, section 6",
        "Children Act 2004 s.10",
        "Under the Mental Health Act (section 7)",
        "MHA section 7",
        "section 7 MHA",
        "section 7 (Mental Health Act 1983)",
        "Section 7, Equality Act",
        "Under section 7 of the Mental Health Act",
        "s.7 of the MHA",
    ];
    for text in texts {
        assert_eq!(kinds(text), Vec::new(), "{text}");
    }
    assert_eq!(kinds("s117 aftercare, see 6.4"), [paragraph(&[6, 4])]);
    assert_eq!(kinds("Equality Act: section 7.5.2"), [paragraph(&[7, 5, 2])]);
    assert_eq!(kinds("Section 4 Act early"), [ReferenceKind::Section(4)]);
    assert_eq!(kinds("Equality Act duties in section 7"), [ReferenceKind::Section(7)]);
    assert_eq!(kinds("Section 136, Appendix 2"), [ReferenceKind::Section(136), appendix(2)]);
}

#[test]
fn a_section_that_may_be_of_an_act_says_so() {
    let acts = |text: &str| parse(text).iter().flat_map(|found| found.acts(text)).collect::<Vec<_>>().join(", ");
    assert_eq!(acts("Section 12"), "Mental Health Act 1983");
    assert_eq!(acts("s17"), "Mental Health Act 1983, Children Act 1989");
    for text in ["Section 12 of the plan", "Chapter 12", "chap. 12", "Section 12.1", "Appendix 12", "Section 9"] {
        assert_eq!(acts(text), "", "{text}");
    }
}

#[test]
fn numbers_of_other_things_are_no_paragraphs() {
    for text in ["Minute 4.2 of the Board", "see tracker row 4.2", "table 7.2.1", "minutes, item 6.1"] {
        let places = parse(text).into_iter().filter(|reference| reference.kind.names_a_place());
        assert_eq!(places.count(), 0, "{text}");
    }
}

#[test]
fn short_forms_of_section_and_chapters_are_read() {
    for text in ["s.6.4", "S.6.4", "s6.4", "s 6.4", "S. 6.4", "ss.6.4", "chapter 6.4"] {
        assert_eq!(kinds(text), [paragraph(&[6, 4])], "{text}");
    }
    assert_eq!(kinds("ss.6.4-6.6"), [super::tests::paragraphs(&[6, 4], &[6, 6])]);
    assert_eq!(kinds("s.6, Chapter 4"), [ReferenceKind::Section(6), ReferenceKind::Section(4)]);
    assert_eq!(kinds("Chapter Two para 3"), [paragraph(&[2, 3])]);
    assert_eq!(kinds("children's 6 workers, 4 S posts"), Vec::new());
}
