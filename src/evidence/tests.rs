//! How evidence cells are read and their references resolved.

use super::{Index, ReferenceKind, Resolution, parse, read, resolve};
use crate::label::{Label, Mark};

pub(super) fn paragraph(parts: &[u32]) -> ReferenceKind {
    ReferenceKind::Paragraph(parts.to_vec())
}

pub(super) fn appendix(number: u32) -> ReferenceKind {
    ReferenceKind::Appendix(Mark::Number(number))
}

fn document(name: &str) -> ReferenceKind {
    ReferenceKind::Document(name.to_owned())
}

pub(super) fn paragraphs(from: &[u32], to: &[u32]) -> ReferenceKind {
    ReferenceKind::ParagraphRange { from: Label::Paragraph(from.to_vec()), to: Label::Paragraph(to.to_vec()) }
}

pub(super) fn kinds(text: &str) -> Vec<ReferenceKind> {
    parse(text).into_iter().map(|reference| reference.kind).collect()
}

fn prose(text: &str) -> Vec<String> {
    let spans = read(text).prose;
    spans.into_iter().map(|span| text.get(span).expect("a span of the text").to_owned()).collect()
}

#[test]
fn a_list_of_paragraphs_and_appendices_is_read() {
    let text = "6.5, 6.6, 6.7, 7.5.2, Appendix 4 & 5";
    let expected = vec![
        paragraph(&[6, 5]),
        paragraph(&[6, 6]),
        paragraph(&[6, 7]),
        paragraph(&[7, 5, 2]),
        appendix(4),
        appendix(5),
    ];
    assert_eq!(kinds(text), expected);
    assert_eq!(prose(text), Vec::<String>::new());
    let spans: Vec<&str> = parse(text).iter().filter_map(|found| text.get(found.span.clone())).collect();
    assert_eq!(spans, ["6.5", "6.6", "6.7", "7.5.2", "Appendix 4", "5"]);
}

#[test]
fn lists_are_read_in_all_their_forms() {
    let cases: [(&str, Vec<ReferenceKind>); 28] = [
        ("4.5", vec![paragraph(&[4, 5])]),
        ("11.2 and 11.3", vec![paragraph(&[11, 2]), paragraph(&[11, 3])]),
        ("4.2;4.3", vec![paragraph(&[4, 2]), paragraph(&[4, 3])]),
        ("4.2/4.3", vec![paragraph(&[4, 2]), paragraph(&[4, 3])]),
        ("4.2\n4.3.", vec![paragraph(&[4, 2]), paragraph(&[4, 3])]),
        ("§ 4.2", vec![paragraph(&[4, 2])]),
        ("§§ 4 and 5", vec![ReferenceKind::Section(4), ReferenceKind::Section(5)]),
        ("section 7.5.2", vec![paragraph(&[7, 5, 2])]),
        ("Section 9", vec![ReferenceKind::Section(9)]),
        ("SECTIONS 3, 4.2 & 5", vec![ReferenceKind::Section(3), paragraph(&[4, 2]), ReferenceKind::Section(5)]),
        ("para. 9, para no. 4.3", vec![paragraph(&[9]), paragraph(&[4, 3])]),
        ("para4.3", vec![paragraph(&[4, 3])]),
        ("Appendices 1, 2 and 3", vec![appendix(1), appendix(2), appendix(3)]),
        (
            "Appendix A and B; Annex C",
            ['A', 'B', 'C'].map(|letter| ReferenceKind::Appendix(Mark::Letter(letter))).to_vec(),
        ),
        ("Appendix 4, 6.5", vec![appendix(4), paragraph(&[6, 5])]),
        ("paras 4.3-4.5", vec![paragraphs(&[4, 3], &[4, 5])]),
        ("paragraphs 4.3 to 4.5", vec![paragraphs(&[4, 3], &[4, 5])]),
        ("4.3 – 4.5, 6.1", vec![paragraphs(&[4, 3], &[4, 5]), paragraph(&[6, 1])]),
        ("section 4.3 to section 4.5", vec![paragraphs(&[4, 3], &[4, 5])]),
        ("7.5.2-5", vec![paragraphs(&[7, 5, 2], &[7, 5, 5])]),
        ("Sections 3-5", vec![ReferenceKind::ParagraphRange { from: Label::Section(3), to: Label::Section(5) }]),
        ("p. 12", vec![ReferenceKind::Page(12)]),
        ("p12 and page 1014", vec![ReferenceKind::Page(12), ReferenceKind::Page(1014)]),
        ("pp. 3-4", vec![ReferenceKind::PageRange { from: 3, to: 4 }]),
        ("(see 4.3 and p. 9)", vec![paragraph(&[4, 3]), ReferenceKind::Page(9)]),
        ("Governance is in 4.3 which sets out the board.", vec![paragraph(&[4, 3])]),
        ("Appendix 4 and 5 show the figures", vec![appendix(4), appendix(5)]),
        ("see 7.5.12 and 4.3a", vec![paragraph(&[7, 5, 12]), paragraph(&[4, 3])]),
    ];
    for (text, expected) in cases {
        assert_eq!(kinds(text), expected, "{text}");
    }
}

#[test]
fn figures_are_no_references() {
    let texts = [
        "Committed to 30/11/15 for publication",
        "Signed off on 24.11.2015, reviewed 24.11.15 and by 7.5.15",
        "Meeting at 10.30 am, 2.00 pm and 10:30; doors at 9.45",
        "From 9.30 to 10.30",
        "A budget of £1.2m, £4.5 million, 3.5 million and $2.4",
        "Uptake of 4.5%, 4.5 %, 4.5 per cent or 4.5 percent",
        "In 2015/16, 2014-15 and 2015",
        "A team of 2.2 wte and 1.6 WTE, 4.2 - 4.6 wte",
        "It rose from 4.3 to 4.5",
        "An average of 4.5 visits",
        "Tier 3 and 12 months, Q4",
        "Version 1.2 at example.org/4.3",
        "A Section 75 agreement; Section 17 of the Children Act",
        "Section 2015",
        "10,327 contacts",
        "Already a member of a group (XYZ)",
    ];
    for text in texts {
        assert_eq!(kinds(text), Vec::new(), "{text}");
        assert!(read(text).is_prose_only(), "{text}");
    }
}

#[test]
fn a_raised_mark_behind_a_number_is_no_part_of_it() {
    assert_eq!(kinds("4.5¹, 4.6¹⁰ and 6.4²"), [paragraph(&[4, 5]), paragraph(&[4, 6]), paragraph(&[6, 4])]);
}

#[test]
fn later_numbers_of_other_things_do_not_join_a_list() {
    assert_eq!(kinds("Appendix 4 and 5 other plans"), [appendix(4)]);
    assert_eq!(kinds("Section 9, 12 months later"), [ReferenceKind::Section(9)]);
    assert_eq!(kinds("4.3, 4.5%"), [paragraph(&[4, 3])]);
}

#[test]
fn documents_are_named_behind_an_introduction() {
    assert_eq!(kinds("Please see tracker for detail"), [document("tracker")]);
    assert!(!read("Please see tracker for detail").names_a_place());
    assert_eq!(prose("Please see tracker for detail"), ["for detail"]);
    assert_eq!(
        kinds("As per the finance tracker and declaration"),
        [document("finance tracker"), document("declaration")]
    );
    assert_eq!(kinds("see JSNA"), [document("JSNA")]);
    assert_eq!(kinds("refer to Baseline v1.xlsx"), [document("Baseline v1.xlsx")]);
    assert_eq!(kinds("See below, see how it works"), Vec::new());
    assert_eq!(kinds("The tracker is kept"), Vec::new());
    assert_eq!(kinds("Please see Appendix 1"), [appendix(1)]);
}

#[test]
fn a_cell_that_is_a_name_and_nothing_else_names_a_document() {
    assert_eq!(kinds("Tracker"), [document("Tracker")]);
    assert_eq!(kinds("The finance tracker."), [document("finance tracker")]);
    assert_eq!(kinds("CWP"), Vec::new());
    assert_eq!(kinds("Tracker is kept by the CCG"), Vec::new());
}

#[test]
fn references_mixed_with_prose_and_names_are_told_apart() {
    let text = "Board minutes (paras 4.3-4.5 and Appendix 4 & 5), p. 12; for figures see tracker";
    let expected =
        [paragraphs(&[4, 3], &[4, 5]), appendix(4), appendix(5), ReferenceKind::Page(12), document("tracker")];
    assert_eq!(kinds(text), expected);
    assert_eq!(
        kinds("Set out in section 7.5.2 (JSNA) and Annex B"),
        [paragraph(&[7, 5, 2]), ReferenceKind::Appendix(Mark::Letter('B')),]
    );
    assert_eq!(kinds("Appx 2, para 3.1"), [appendix(2), paragraph(&[3, 1])]);
}

#[test]
fn a_document_told_to_be_in_a_paragraph_is_a_reference_to_the_paragraph() {
    let text = "Please see JSNA in section 7.5.2";
    assert_eq!(kinds(text), [paragraph(&[7, 5, 2])]);
    assert_eq!(prose(text), ["Please see JSNA in"]);
    assert!(read(text).names_a_place());
}

#[test]
fn prose_is_what_says_something() {
    assert_eq!(prose("Please see Appendix 1"), Vec::<String>::new());
    assert_eq!(prose("4.3 (governance), and 4.4"), ["(governance)"]);
    assert_eq!(prose(""), Vec::<String>::new());
    assert!(!read("").is_prose_only());
    assert!(read("N/A").is_prose_only());
}

pub(super) fn index(labels: &[Label]) -> Index {
    Index::new(labels.iter().cloned().zip(0..))
}

fn plan() -> Index {
    let numbers: [&[u32]; 9] = [&[4, 2], &[4, 3], &[4, 4], &[7], &[7, 5], &[7, 5, 2], &[7, 5, 5], &[9, 1], &[9, 2]];
    let mut labels: Vec<Label> = numbers.iter().map(|parts| Label::Paragraph(parts.to_vec())).collect();
    labels.push(Label::Section(4));
    labels.push(Label::Appendix(Mark::Number(1)));
    labels.push(Label::Appendix(Mark::Number(4)));
    labels.push(Label::Paragraph(vec![4, 3]));
    index(&labels)
}

fn resolved(text: &str) -> Resolution {
    resolve(&parse(text)[0], &plan())
}

fn nearest(labels: &[&[u32]]) -> Vec<Label> {
    labels.iter().map(|parts| Label::Paragraph(parts.to_vec())).collect()
}

#[test]
fn existing_places_are_found_by_any_name() {
    assert_eq!(resolved("4.3"), Resolution::Found(vec![1, 12]));
    assert_eq!(resolved("section 7.5.2"), resolved("paragraph 7.5.2"));
    assert_eq!(resolved("Section 4"), Resolution::Found(vec![9]));
    assert_eq!(resolved("paragraph 4"), Resolution::Found(vec![9]));
    assert_eq!(resolved("Section 7"), Resolution::Found(vec![3]));
    assert_eq!(resolved("section 9"), Resolution::Found(vec![7, 8]));
    assert_eq!(resolved("Appendix 4"), Resolution::Found(vec![11]));
    assert_eq!(resolved("page 4"), Resolution::NotChecked);
    assert_eq!(resolved("see tracker"), Resolution::NotChecked);
}

#[test]
fn a_dangling_reference_tells_parent_previous_and_next() {
    let dangling = |text: &str| match resolved(text) {
        Resolution::Dangling { nearest } => nearest,
        other => panic!("{text} is {other:?}"),
    };
    assert_eq!(dangling("7.5.3"), nearest(&[&[7, 5], &[7, 5, 2], &[7, 5, 5]]));
    assert_eq!(dangling("4.9"), [Label::Section(4), Label::Paragraph(vec![4, 4])]);
    assert_eq!(dangling("7.6.1"), nearest(&[&[7]]));
    assert_eq!(dangling("section 5"), [Label::Section(4), Label::Paragraph(vec![7])]);
    assert_eq!(dangling("Appendix 2"), [Label::Appendix(Mark::Number(1)), Label::Appendix(Mark::Number(4))]);
    let appendices = [Label::Appendix(Mark::Number(1)), Label::Appendix(Mark::Number(4))];
    assert_eq!(dangling("Appendix B"), appendices);
}

#[test]
fn a_range_takes_all_between_and_tells_missing_ends() {
    assert_eq!(resolved("4.2-4.4"), Resolution::Found(vec![0, 1, 2, 12]));
    assert_eq!(resolved("4.4 to 4.2"), Resolution::Found(vec![0, 1, 2, 12]));
    assert_eq!(resolved("Sections 7-9"), Resolution::Found(vec![3, 4, 5, 6, 7, 8]));
    assert_eq!(resolved("Appendices 1-4"), Resolution::Found(vec![10, 11]));
    let Resolution::PartialRange { found, dangling } = resolved("4.3 to 4.7") else { panic!("the end is missing") };
    assert_eq!(found, [1, 2, 12]);
    assert_eq!(dangling.len(), 1);
    assert_eq!(dangling[0].label, Label::Paragraph(vec![4, 7]));
    assert_eq!(dangling[0].nearest, [Label::Section(4), Label::Paragraph(vec![4, 4])]);
}
