//! Which numbers are labels and which are not.

use proptest::prelude::*;

use super::outline;

/// The labels of a text as printed.
fn labels(text: &str) -> Vec<String> {
    outline(text).iter().map(|entry| entry.label.to_string()).collect()
}

/// The headings of a text.
fn headings(text: &str) -> Vec<Option<&str>> {
    outline(text).into_iter().map(|entry| entry.heading.and_then(|span| text.get(span))).collect()
}

/// The texts of the entries of a text.
fn texts(text: &str) -> Vec<&str> {
    outline(text).into_iter().filter_map(|entry| text.get(entry.text)).collect()
}

const PLAN: &str = "\
Section 1 – What we want

- 1.1 The board wants shorter queues.
- 1.2 **Plain Words** is the guide we use:
 - short letters;
 - no jargon.

Section 2 - Money

2.1 Where it goes

2.1.1 Half of the grant pays for staff. The table shows posts.

North\tSouth
2.2 wte (with 0.8 wte vacant)\t3.0 wte
1.6 wte nurse\t1 wte clerk

2.1.2 The rest pays for rooms.

2.2 *What do residents say?*

They like it.

2.3 **Key papers**

Appendix 1: Budget

Appendix 2 - Risks

APPENDIX A
";

#[test]
fn a_plan_is_read_with_headings_and_texts() {
    assert_eq!(
        labels(PLAN),
        [
            "Section 1",
            "1.1",
            "1.2",
            "Section 2",
            "2.1",
            "2.1.1",
            "2.1.2",
            "2.2",
            "2.3",
            "Appendix 1",
            "Appendix 2",
            "Appendix A"
        ]
    );
    assert_eq!(
        headings(PLAN),
        [
            Some("What we want"),
            None,
            None,
            Some("Money"),
            Some("Where it goes"),
            None,
            None,
            Some("What do residents say?"),
            Some("Key papers"),
            Some("Budget"),
            Some("Risks"),
            None
        ]
    );
    let texts = texts(PLAN);
    assert_eq!(texts[1], "The board wants shorter queues.");
    assert_eq!(texts[2], "**Plain Words** is the guide we use:\n - short letters;\n - no jargon.");
    assert!(texts[5].ends_with("1 wte clerk"));
    assert_eq!(texts[7], "They like it.");
    assert_eq!(texts[11], "");
}

#[test]
fn labels_are_read_in_all_their_forms() {
    assert_eq!(labels("## Section 9 - Title\n\ntext"), ["Section 9"]);
    assert_eq!(labels("Section 9\n\nWords"), ["Section 9"]);
    assert_eq!(labels("**Section 9: Title**\n"), ["Section 9"]);
    assert_eq!(labels("Section 9.2 – Title\n"), ["9.2"]);
    assert_eq!(labels("Appendix 4 – Title**Another title**"), ["Appendix 4"]);
    assert_eq!(labels("Annex B\n\nWords"), ["Appendix B"]);
    assert_eq!(labels("# 9 Title\n\nWords\n\n## 9.1 Part\n"), ["9", "9.1"]);
    assert_eq!(labels("9. The Way Ahead\n\n9.1. We go on."), ["9", "9.1"]);
    assert_eq!(labels("9 WAY AHEAD\n\n9.1. We go on."), ["9", "9.1"]);
    assert_eq!(labels("Way Ahead\n=========\n\n1.1\tWe go on.\n1.2\tWe stop."), ["1.1", "1.2"]);
    assert_eq!(labels("**7.3** The board meets.\n\n**7.4 Key Papers**\n"), ["7.3", "7.4"]);
    assert_eq!(labels("- 9.1.1** The board meets.\r\n- 9.1.2** It votes."), ["9.1.1", "9.1.2"]);
    assert_eq!(labels("4.1) The board meets.\n\n(4.2) It votes.\n\n4.3\\) It ends."), ["4.1", "4.2", "4.3"]);
    assert_eq!(labels("1.0 PURPOSE\n\n1.1 To advise."), ["1.0", "1.1"]);
    assert_eq!(headings("## 9 Way Ahead ##\n"), [Some("Way Ahead")]);
}

#[test]
fn other_numbers_are_no_labels() {
    let numbers = [
        "1) The board meets.\n2) It votes.",
        "(1) The board meets.\n(2) It votes.",
        "(4.5 is the mean.)",
        "(Section 4 says so.)",
        "2.2 wte",
        "1.6 wte of nursing",
        "4.5% more",
        "4.5 per cent",
        "£1.2m",
        "1.2m people",
        "3.5 million people",
        "3.5 Million people live here.",
        "24.11.2015",
        "24.11.2015 Meeting",
        "10.30 am",
        "2.00 pm Start",
        "0.8 Posts",
        "4.2 Mar 2016",
        "16-19 Team",
        "2015 Report",
        "9 May 2016",
        "4.3, 4.4",
        "1. first\n2. second",
        "1. Rooms\n2. Staff\n3. Money",
        "1) Rooms",
        "| 4.3 | Words |",
        "4.3 | Words",
        "4.3\tWords\tDec 2015",
        "1.1 Words ..... 7",
        "Section 1 Words\t4",
        "Section 75s",
        "Section 9 of the Act says that they must.",
        "section 9 is about this",
        "Appendix 1 shows the money.",
        "10 - 12 years",
        "1.2.3.4.5.6.7 x",
        "12 High Street\nTown",
    ];
    for number in numbers {
        assert_eq!(labels(&format!("{number}\n")), Vec::<String>::new(), "{number}");
        let text = format!("3.1 The board meets.\n\n{number}\n\n3.2 The board votes.\n");
        assert_eq!(labels(&text), ["3.1", "3.2"], "{number}");
    }
}

#[test]
fn a_wrapped_sentence_holds_no_label() {
    let wrapped = [
        "with a total of\n3.2 posts in",
        "It went from 3.1 to\n3.2 over the year",
        "as told in paragraph\n3.2 The board votes",
        "the share of the grant that goes to rooms was then about as high as\n3.2 in the year",
        "as set out in\nSection 9",
    ];
    for lines in wrapped {
        let text = format!("3.1 The board meets {lines} the north.\n\n3.3 The board votes.");
        assert_eq!(labels(&text), ["3.1", "3.3"], "{lines}");
    }
}

#[test]
fn numbers_out_of_sequence_are_no_labels() {
    let text = "3.1 The board meets.\n\n3.2 The board votes.\n\n1.7 Good\n\n9.8 Good\n\n3.30 Tea\n\n3.3 It ends.";
    assert_eq!(labels(text), ["3.1", "3.2", "3.3"]);
}

#[test]
fn an_excerpt_may_leave_numbers_out() {
    let text = "4.5 The board meets.\n\n6.4 All partners work together.\n\n7.5.2 Needs are known.\n\n11.2 Aims are set.\n11.3 Aims are met.";
    assert_eq!(labels(text), ["4.5", "6.4", "7.5.2", "11.2", "11.3"]);
}

#[test]
fn small_slips_in_the_numbering_are_kept() {
    let text = "7.1 Need\n\n- 7.1.1 Many live here.\n- 7.2.1 Few move.\n\n7.2 Supply\n\n- 7.2.1 Rooms are open.\n- 7.2.4 Some are shut.\n\n8.1 It ends.";
    assert_eq!(labels(text), ["7.1", "7.1.1", "7.2.1", "7.2", "7.2.1", "7.2.4", "8.1"]);
}

#[test]
fn a_new_document_starts_its_numbering_again() {
    let text = "1 Summary\n\n- 1.1 We met.\n\n2 Costs\n\n- 2.1 None.\n- 2.2 Still none.\n\nREPORT\n\n1 Summary\n\n- 1.1 We met again.\n\n2 Costs\n\n- 2.1 None.";
    assert_eq!(labels(text), ["1", "1.1", "2", "2.1", "2.2", "1", "1.1", "2", "2.1"]);
    let minutes = "1. Opening Words\n\nHello.\n\n22 APOLOGIES\n\nNone.\n\n23 MINUTES\n\n1. That they be agreed.\n2. That they be kept.\n\n24 CLOSE";
    assert_eq!(labels(minutes), ["22", "23", "24"]);
}

#[test]
fn a_list_inside_a_paragraph_is_part_of_it() {
    let text = "Section 9 – Plans\n\n9.1 We have aims:\n\n1. Warm Rooms\n\n2. Good Food\n3. Rest\n\n9.2 We check them.";
    assert_eq!(labels(text), ["Section 9", "9.1", "9.2"]);
}

#[test]
fn a_contents_list_is_left_out() {
    let text = "Section 1 – Aims\nSection 2 – Money\nSection 3 – Risks\n\nSection 1 – Aims\n\nWords.\n\nSection 2 – Money\n\nWords.\n\nSection 3 – Risks\n\nWords.";
    assert_eq!(labels(text), ["Section 1", "Section 2", "Section 3"]);
    assert_eq!(texts(text), ["Words."; 3]);
}

#[test]
fn front_matter_and_code_hold_no_labels() {
    let text = "---\n1.1 Title: x\n---\n1.1 We met.\n\n```\n1.2 Code runs.\n```\n\n1.2 We left.\n\n```\n1.3 The fence stays open.";
    assert_eq!(labels(text), ["1.1", "1.2", "1.3"]);
    assert_eq!(texts(text)[0], "We met.\n\n```\n1.2 Code runs.\n```");
}

/// Lines as they occur, so that the rules meet each other.
fn line() -> impl Strategy<Value = String> {
    let opening =
        prop::sample::select(vec!["", "- ", "## ", "**", "  ", "|", "\t", "```", "---", "> ", "é", "\u{feff}"]);
    let number = prop::sample::select(vec![
        "1",
        "1.",
        "1.1",
        "1.2",
        "1.1.1",
        "2",
        "2.1",
        "2.2",
        "9.9.9",
        "Section 1",
        "Section 2",
        "Section é",
        "Appendix 1",
        "Appendix A",
        "Annex",
        "999",
        "4.5%",
        "24.11.2015",
        "",
        "1.1.",
    ]);
    let rest = prop::sample::select(vec![
        "",
        " Words",
        " words of",
        "** Title**",
        " – Title",
        "\tcell\tcell",
        " wte",
        ": é",
        " *é*",
        " ..... 3",
        "\u{a0}Ünder",
        " A sentence that ends.",
        "**é",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n", "\n\n", "\r", ""]);
    (opening, number, rest, end).prop_map(|(opening, number, rest, end)| format!("{opening}{number}{rest}{end}"))
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for entry in outline(text) {
        for span in [Some(entry.label_span), entry.heading, Some(entry.text)].into_iter().flatten() {
            prop_assert!(span.start >= end && span.start <= span.end, "{:?} after {}", span, end);
            prop_assert!(text.get(span.clone()).is_some());
            end = span.end;
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_ordered_spans(text in "(?s).{0,200}|[ -~\n\t*#.0-9]{0,200}") {
        check(&text)?;
    }

    #[test]
    fn any_mix_of_lines_gives_ordered_spans(lines in prop::collection::vec(line(), 0..40)) {
        check(&lines.concat())?;
    }

    #[test]
    fn a_regular_numbering_is_found_whole(
        sizes in prop::collection::vec(1_usize..6, 1..8),
        bullet in prop::sample::select(vec!["", "- ", "**"]),
        ending in prop::sample::select(vec!["\n", "\r\n", "\n\n"]),
    ) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for (section, size) in (1..).zip(&sizes) {
            text.push_str(&format!("{ending}Section {section} – A title{ending}"));
            expected.push(format!("Section {section}"));
            for paragraph in 1..=*size {
                let close = if bullet == "**" { "**" } else { "" };
                text.push_str(&format!("{bullet}{section}.{paragraph}{close} The board acts.{ending}"));
                expected.push(format!("{section}.{paragraph}"));
            }
        }
        prop_assert_eq!(labels(&text), expected);
    }
}
