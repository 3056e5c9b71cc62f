//! Properties that hold for any evidence text.

use proptest::prelude::*;

use super::tests::{appendix, index, kinds, paragraph, paragraphs};
use super::{ReferenceKind, Resolution, parse, read, resolve};
use crate::label::{Label, Mark};

/// Any reference, as its kind and as people write it.
fn written() -> impl Strategy<Value = (ReferenceKind, String)> {
    let number = prop::collection::vec(1_u32..=12, 2..=4);
    let low = 1_u32..=9;
    prop_oneof![
        number.clone().prop_map(|parts| (paragraph(&parts), Label::Paragraph(parts).to_string())),
        (number, prop::sample::select(vec!["para ", "paragraph ", "section ", "§ ", "Section "]))
            .prop_map(|(parts, word)| (paragraph(&parts), format!("{word}{}", Label::Paragraph(parts)))),
        (1_u32..=99).prop_map(|number| (ReferenceKind::Section(number), format!("Section {number}"))),
        (1_u32..=99).prop_map(|number| (appendix(number), format!("Appendix {number}"))),
        prop::char::range('A', 'Z')
            .prop_map(|letter| (ReferenceKind::Appendix(Mark::Letter(letter)), format!("Annex {letter}"))),
        (1_u32..=999, prop::sample::select(vec!["p. ", "page ", "p"]))
            .prop_map(|(page, word)| (ReferenceKind::Page(page), format!("{word}{page}"))),
        (
            low.clone(),
            low.clone(),
            low.clone(),
            prop::sample::select(vec!["-", " to ", " – ", "\u{2011}", "(a) to ", "(ii)-"])
        )
            .prop_map(|(top, from, to, joint)| {
                (paragraphs(&[top, from], &[top, to]), format!("{top}.{from}{joint}{top}.{to}"))
            }),
        (low.clone(), low.clone(), prop::sample::select(vec![" para ", ", paragraph ", " (para. "])).prop_map(
            |(section, number, word)| (paragraph(&[section, number]), format!("Section {section}{word}{number}"))
        ),
        (low.clone(), low.clone(), prop::sample::select(vec!["(a)", "(iv)", " (b)", ".c", "(a)(ii)", "(a) and (b)"]))
            .prop_map(|(top, number, point)| (paragraph(&[top, number]), format!("{top}.{number}{point}"))),
        prop::sample::select(vec![("Seven", 7), ("twelve", 12), ("One", 1), ("IV", 4), ("XII", 12)])
            .prop_map(|(word, number)| (appendix(number), format!("Appendix {word}"))),
        (1_u32..=200, 1_u32..=200)
            .prop_map(|(from, to)| (ReferenceKind::PageRange { from, to }, format!("pp. {from}-{to}"))),
        (low.clone(), low.clone(), low, prop::sample::select(vec!["l", "I", "|"])).prop_map(
            |(top, number, last, slip)| {
                let meant = Label::Paragraph(vec![top, number, last * 10 + 1]);
                (ReferenceKind::Slip(meant), format!("{top}.{number}.{last}{slip}"))
            }
        ),
    ]
}

/// What a list of written references names: behind a comma "Section 4, para 4.3" is one place.
fn expected(items: &[(ReferenceKind, String)], separator: &str) -> Vec<ReferenceKind> {
    let number = |kind: &ReferenceKind| match kind {
        ReferenceKind::Section(number) => vec![*number],
        ReferenceKind::Paragraph(parts) => parts.clone(),
        _ => Vec::new(),
    };
    let is_completed = |(kind, written): &(ReferenceKind, String), (next, then): &(ReferenceKind, String)| {
        let section = ["section ", "Section ", "§ "].iter().any(|word| written.starts_with(word));
        let inside = number(next).starts_with(&number(kind)) && number(next).len() > number(kind).len();
        section && !written.contains("para") && then.starts_with("para") && inside && separator.trim() == ","
    };
    let next = items.iter().skip(1).map(Some).chain([None]);
    let apart = items.iter().zip(next).filter(|(item, next)| !next.is_some_and(|next| is_completed(item, next)));
    apart.map(|((kind, _), _)| kind.clone()).collect()
}

proptest! {
    #[test]
    fn reading_never_panics_and_spans_are_valid(text in "(?s).{0,80}|([0-9]{1,3}|[.,;&/ §£%a-z-]| and | to |Section |Appendix |para |p\\. |see |tracker|\\(a\\)|\\(ii\\)|Seven|IV|l|O|\u{2011}| of |Statement|\n){0,40}") {
        let parsed = read(&text);
        let mut end = 0;
        for reference in &parsed.references {
            prop_assert!(reference.span.start >= end && reference.span.start < reference.span.end);
            prop_assert!(text.get(reference.span.clone()).is_some());
            end = reference.span.end;
        }
        for span in &parsed.prose {
            prop_assert!(text.get(span.clone()).is_some_and(|prose| !prose.is_empty()));
            prop_assert!(parsed.references.iter().all(|found| found.span.end <= span.start || found.span.start >= span.end));
        }
        prop_assert_eq!(parsed.references, parse(&text));
    }

    #[test]
    fn a_written_list_is_read_back(
        items in prop::collection::vec(written(), 1..8),
        separator in prop::sample::select(vec![", ", ",", "; ", ";", " & ", " and ", ", and ", "\n", " / ", " + ", "\r\n"]),
        lead in prop::sample::select(vec!["", "Please see ", "see: ", "("]),
    ) {
        let text = items.iter().map(|(_, written)| written.as_str()).collect::<Vec<_>>().join(separator);
        let text = format!("{lead}{text}");
        let expected = expected(&items, separator);
        prop_assert_eq!(kinds(&text), expected, "{}", text);
    }

    #[test]
    fn an_existing_label_is_found(items in prop::collection::vec(written(), 1..8), other in prop::collection::vec(written(), 0..8)) {
        let labels: Vec<Label> = items.iter().chain(&other).filter_map(|(kind, _)| kind.label()).collect();
        let index = index(&labels);
        for (_, text) in &items {
            let reference = parse(text).remove(0);
            let Some(label) = reference.kind.label() else { continue };
            let positions = labels.iter().enumerate().filter(|(_, one)| **one == label).map(|(at, _)| at).collect();
            prop_assert_eq!(resolve(&reference, &index), Resolution::Found(positions), "{}", text);
        }
    }
}
