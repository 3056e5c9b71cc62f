//! The text of paragraphs, and what is noticed beside it.

use super::{About, Block, Written, notes, p, paper, paragraphs, shown};

fn text(body: &str) -> String {
    shown(&paper(body)).join("|")
}

fn run(content: &str) -> String {
    format!("<w:r>{content}</w:r>")
}

fn t(text: &str) -> String {
    run(&format!("<w:t xml:space='preserve'>{text}</w:t>"))
}

fn par(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

#[test]
fn runs_are_joined_and_signs_stand_for_themselves() {
    let body = par(&[
        t("a"),
        run("<w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"),
        t(" &amp; &#233;"),
    ]
    .concat());
    assert_eq!(text(&body), "a\tb\nc-d & é");
}

#[test]
fn outer_spaces_count_only_where_the_file_says_so() {
    let body = par("<w:r><w:t> a </w:t></w:r><w:r><w:t xml:space='preserve'> b </w:t></w:r><w:r><w:t>\nc</w:t></w:r>");
    assert_eq!(text(&body), "a b c");
}

#[test]
fn a_tab_stop_is_no_tab() {
    assert_eq!(text("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"), "a");
}

#[test]
fn links_tags_and_controls_are_looked_through() {
    for wrapper in ["hyperlink", "smartTag", "fldSimple", "bdo", "customXml", "somethingNew"] {
        assert_eq!(text(&par(&format!("{}<w:{wrapper}>{}</w:{wrapper}>", t("a"), t("b")))), "ab", "{wrapper}");
    }
    let control =
        |content: &str| format!("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>");
    assert_eq!(text(&par(&control(&t("a")))), "a");
    assert_eq!(text(&control(&control(&p("a")))), "a");
}

#[test]
fn of_a_field_the_result_is_the_text() {
    let sign = |kind: &str| run(&format!("<w:fldChar w:fldCharType='{kind}'/>"));
    let instruction = |text: &str| run(&format!("<w:instrText>{text}</w:instrText>"));
    let field = |name: &str, result: &str| {
        [sign("begin"), instruction(name), sign("separate"), t(result), sign("end")].concat()
    };
    assert_eq!(text(&par(&(t("See ") + &*field("REF x", "7.5.2") + &*t(".")))), "See 7.5.2.");
    // A field in the instruction of another is no text; one in the result is.
    let nested = [
        sign("begin"),
        instruction("IF "),
        field("MERGEFIELD y", "no"),
        sign("separate"),
        field("REF z", "yes"),
        sign("end"),
    ];
    assert_eq!(text(&par(&nested.concat())), "yes");
    // Without a result; and a result over two paragraphs.
    assert_eq!(text(&par(&(sign("begin") + &*instruction("XE a") + &*sign("end") + &*t("b")))), "b");
    let contents = par(&(sign("begin") + &*instruction("TOC \\o") + &*sign("separate") + &*t("1 Aims\t3")))
        + &*par(&(t("2 Ends\t9") + &*sign("end")))
        + &*p("Text");
    let paper = paper(&contents);
    let lines: Vec<_> = paragraphs(&paper.blocks).iter().map(|one| (one.text.clone(), one.is_contents)).collect();
    assert_eq!(lines[0], ("1 Aims\t3".to_owned(), true));
    assert!(!lines[2].1);
}

#[test]
fn a_field_that_is_never_closed_is_told() {
    let open = paper(&(par(&(run("<w:fldChar w:fldCharType='begin'/>") + &*t("lost"))) + &*p("lost too")));
    assert_eq!(shown(&open), Vec::<String>::new());
    assert_eq!(notes(&open), [(About::OpenField, "")]);
    // Ends without beginnings change nothing.
    let ended = paper(&par(&(run("<w:fldChar w:fldCharType='end'/>") + &*t("kept"))));
    assert_eq!((shown(&ended), ended.notes.len()), (vec!["kept".to_owned()], 0));
}

#[test]
fn a_number_that_only_a_field_makes_is_told() {
    let body = par(&[
        run("<w:fldChar w:fldCharType='begin'/>"),
        run("<w:instrText> LISTNUM </w:instrText>"),
        run("<w:fldChar w:fldCharType='end'/>"),
        t("Text"),
    ]
    .concat());
    assert_eq!(notes(&paper(&body)), [(About::FieldNumber, "")]);
}

#[test]
fn boxes_to_tick_say_their_state() {
    let new = |state: &str| {
        format!(
            "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='{state}'/></w14:checkbox></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            run("<w:sym w:font='Wingdings' w:char='F0FE'/>") + &*t("☒")
        )
    };
    assert_eq!(text(&par(&(new("1") + &*t(" Yes ") + &*new("0") + &*t(" No")))), "[x] Yes [ ] No");
    let old = |state: &str| {
        run(&format!(
            "<w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar>"
        )) + &*run("<w:instrText>FORMCHECKBOX</w:instrText>")
            + &*run("<w:fldChar w:fldCharType='separate'/>")
            + &*t("x")
            + &*run("<w:fldChar w:fldCharType='end'/>")
    };
    let states = ["<w:default w:val='1'/>", "<w:default w:val='1'/><w:checked w:val='0'/>", "<w:checked/>", ""];
    let all: String = states.iter().map(|state| old(state)).collect();
    assert_eq!(text(&par(&all)), "[x][ ][x][ ]");
}

#[test]
fn of_an_old_list_to_choose_from_the_choice_is_the_text() {
    let list = |chosen: &str| {
        par(&(run(&format!(
            "<w:fldChar w:fldCharType='begin'><w:ffData><w:ddList>{chosen}<w:listEntry w:val='Red'/><w:listEntry w:val='Green'/></w:ddList></w:ffData></w:fldChar>"
        )) + &*run("<w:fldChar w:fldCharType='end'/>")))
    };
    assert_eq!(text(&list("<w:result w:val='1'/>")), "Green");
    assert_eq!(text(&list("")), "Red");
    assert_eq!(text(&list("<w:result w:val='9'/>")), "");
}

#[test]
fn a_prompt_is_no_answer() {
    let control = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let body = par(&(t("Name: ") + &*control("<w:showingPlcHdr/>", &t("your name"))));
    let one = paper(&body);
    assert_eq!(shown(&one), ["Name:"]);
    assert_eq!(paragraphs(&one.blocks)[0].prompt.as_deref(), Some("your name"));
    assert_eq!(notes(&one), [(About::Prompt, "your name")]);
    // Around a paragraph; Word's own words; and a control that was filled in.
    assert_eq!(text(&control("<w:showingPlcHdr/>", &p("your name"))), "");
    assert_eq!(text(&par(&control("<w:text/>", &t("Click here to enter text.")))), "");
    assert_eq!(text(&par(&control("<w:showingPlcHdr w:val='0'/>", &t("Board")))), "Board");
    // Outside of a control it is a text like any other.
    assert_eq!(text(&p("Choose an item.")), "Choose an item.");
}

#[test]
fn signs_of_symbol_fonts_are_what_they_show() {
    let font = |text: &str| format!("<w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>{text}</w:t></w:r>");
    assert_eq!(text(&par(&(font("ü") + &*t(" done")))), "✓ done");
    assert_eq!(text(&par(&run("<w:sym w:font='Wingdings 2' w:char='F052'/>"))), "☑");
    assert_eq!(text(&par(&run("<w:sym w:font='Arial' w:char='0041'/>"))), "A");
    let unknown = paper(&par(&run("<w:sym w:font='Wingdings' w:char='F021'/>")));
    assert_eq!(shown(&unknown), ["\u{fffd}"]);
    assert_eq!(notes(&unknown), [(About::UnknownSign, "Wingdings F021 ")]);
}

#[test]
fn hidden_text_is_left_out_and_told() {
    let styles =
        "<w:style w:type='character' w:styleId='H'><w:name w:val='Secret'/><w:rPr><w:vanish/></w:rPr></w:style>";
    let body = par(&[
        t("seen "),
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>one</w:t></w:r>".to_owned(),
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>two</w:t></w:r>".to_owned(),
        "<w:r><w:rPr><w:rStyle w:val='H'/></w:rPr><w:t>three</w:t></w:r>".to_owned(),
        "<w:r><w:rPr><w:rStyle w:val='H'/><w:vanish w:val='false'/></w:rPr><w:t>four</w:t></w:r>".to_owned(),
    ]
    .concat());
    let hidden = Written { styles, body: &body, ..Written::default() }.read();
    assert_eq!(shown(&hidden), ["seen twofour"]);
    assert_eq!(notes(&hidden), [(About::Hidden, "onethree")]);
}

#[test]
fn tracked_changes_are_read_as_accepted_and_told_with_their_place() {
    let body = p("before")
        + &*par(&[
            t("The board "),
            format!("<w:del>{}</w:del>", run("<w:delText>noted</w:delText>")),
            format!("<w:ins>{}</w:ins>", t("approved")),
            format!("<w:moveFrom>{}</w:moveFrom>", t(" from here")),
            format!("<w:moveTo>{}</w:moveTo>", t(" the plan")),
            "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>.</w:t></w:r>".to_owned(),
        ]
        .concat());
    let changed = paper(&body);
    assert_eq!(shown(&changed), ["before", "The board approved the plan."]);
    let expected =
        [(About::Deleted, "noted from here"), (About::Inserted, "approved the plan"), (About::Reformatted, "")];
    assert_eq!(notes(&changed), expected);
    assert!(changed.notes.iter().all(|note| note.place.as_ref().unwrap().to_string() == "paragraph 2"));
    assert_eq!(
        changed.notes[0].to_string(),
        "paragraph 2: a tracked deletion that nobody has accepted yet; the words are left out: \"noted from here\""
    );
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
    let body = par(&(mark.to_owned() + &*t("One ")))
        + "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>two</w:t></w:r></w:p>";
    let joined = paper(&body);
    assert_eq!(shown(&joined), ["One two"]);
    // The properties are those of the mark that stays.
    assert_eq!(paragraphs(&joined.blocks)[0].heading, Some(1));
    assert_eq!(notes(&joined), [(About::Deleted, "¶")]);
    // Nothing to join with: what is left of it is kept.
    assert_eq!(text(&par(&(mark.to_owned() + &*t("Last")))), "Last");
}

#[test]
fn former_properties_are_not_taken_for_those_of_now() {
    let body = "<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>a</w:t></w:r></w:p>";
    let changed = paper(body);
    assert_eq!(paragraphs(&changed.blocks)[0].heading, None);
    assert_eq!(notes(&changed), [(About::Reformatted, "")]);
}

#[test]
fn comments_are_told_with_their_words() {
    let comments = "<w:comment w:id='4'><w:p><w:r><w:t>Is this</w:t></w:r></w:p><w:p><w:r><w:t>right?</w:t></w:r></w:p></w:comment>";
    let body = p("one")
        + &*par(&(t("two") + &*run("<w:commentReference w:id='4'/>") + &*run("<w:commentReference w:id='5'/>")));
    let commented = Written { comments, body: &body, ..Written::default() }.read();
    assert_eq!(notes(&commented), [(About::Comment, "Is this right?"), (About::Comment, "")]);
    assert_eq!(commented.notes[0].place.as_ref().unwrap().to_string(), "paragraph 2");
}

#[test]
fn footnotes_are_kept_beside_the_text() {
    let footnotes = "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote><w:footnote w:id='2'><w:p><w:r>\
                     <w:footnoteRef/></w:r><w:r><w:t> See the report.</w:t></w:r></w:p></w:footnote>";
    let body = par(&(t("12") + &*run("<w:footnoteReference w:id='2'/>") + &*t(" posts")));
    let noted = Written { footnotes, body: &body, ..Written::default() }.read();
    assert_eq!(shown(&noted), ["12 posts"]);
    assert_eq!(paragraphs(&noted.blocks)[0].footnotes, ["See the report."]);
}

#[test]
fn a_text_box_is_read_once_behind_its_paragraph() {
    let content = format!("<w:txbxContent>{}{}</w:txbxContent>", p("in the box"), p("and more"));
    let body = p("before")
        + &*par(&(t("anchor")
            + &*run(&format!(
                "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{content}</w:drawing></mc:Choice>\
                 <mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent>"
            ))
            + &*t(" goes on")))
        + &*par(&run(&format!("<w:pict><v:textbox>{content}</v:textbox></w:pict>")));
    let boxed = paper(&body);
    let places: Vec<_> = paragraphs(&boxed.blocks).iter().map(|one| format!("{}: {}", one.place, one.text)).collect();
    let expected = [
        "paragraph 1: before",
        "paragraph 2: anchor goes on",
        "text box 1, paragraph 1: in the box",
        "text box 1, paragraph 2: and more",
        "text box 2, paragraph 1: in the box",
        "text box 2, paragraph 2: and more",
    ];
    assert_eq!(places, expected);
}

#[test]
fn the_older_alternative_is_read_where_there_is_no_other() {
    let body = par(&format!("<mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>", t("old")));
    assert_eq!(text(&body), "old");
}

#[test]
fn pictures_and_what_is_embedded_are_told() {
    let body = p("one")
        + &*par(&run("<w:drawing><a:blip/></w:drawing>"))
        + &*par(&(t("two") + &*run("<w:object><o:OLEObject/></w:object>")));
    let pictured = paper(&(body + "<w:altChunk r:id='x'/>"));
    assert_eq!(shown(&pictured), ["one", "two"]);
    let places: Vec<_> =
        pictured.notes.iter().map(|note| (note.about, note.place.as_ref().unwrap().to_string())).collect();
    // A picture alone is no paragraph: it stands where the next one will.
    let expected = [(About::Picture, 2), (About::Embedded, 2), (About::Embedded, 3)];
    assert_eq!(places, expected.map(|(about, number)| (about, format!("paragraph {number}"))));
}

#[test]
fn a_formula_gives_its_signs() {
    assert_eq!(text(&par("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>")), "x=2");
}

#[test]
fn places_count_the_paragraphs_that_one_sees() {
    let body = p("one") + "<w:p/>" + &*p("  ") + &*p("two");
    let seen = paper(&body);
    let places = seen.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.place.to_string(),
        Block::Table(table) => table.place.to_string(),
    });
    assert_eq!(places.collect::<Vec<_>>(), ["paragraph 1", "paragraph 2"]);
}

#[test]
fn the_page_of_a_paragraph_is_that_on_which_its_text_began() {
    let paper = paper(
        "<w:p><w:r><w:t>one</w:t></w:r></w:p>\
         <w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>\
         <w:p><w:r><w:t>three begins here</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>and goes on</w:t></w:r></w:p>\
         <w:p><w:r><w:t>four</w:t></w:r></w:p>",
    );
    let pages: Vec<u32> = paragraphs(&paper.blocks).iter().map(|paragraph| paragraph.page).collect();
    assert_eq!(pages, [1, 2, 2, 3]);
    assert_eq!(paper.pages, Some(3));
    assert_eq!(super::paper("<w:p><w:r><w:t>one</w:t></w:r></w:p>").pages, None);
}

#[test]
fn text_that_is_struck_through_is_left_out_and_told() {
    let struck = |sign: &str, words: &str| run(&format!("<w:rPr>{sign}</w:rPr><w:t>{words}</w:t>"));
    let body = par(&struck("<w:strike/>", "one"))
        + &*par(&(struck("<w:dstrike/>", "4.99") + &*struck("<w:strike w:val='0'/>", "4.5")));
    let read = paper(&body);
    assert_eq!(shown(&read), ["4.5"]);
    assert_eq!(notes(&read), [(About::Struck, "one"), (About::Struck, "4.99")]);
    // A paragraph of which all is struck through is seen, and counts.
    let places: Vec<String> = read.notes.iter().map(|note| note.place.as_ref().unwrap().to_string()).collect();
    assert_eq!(places, ["paragraph 1", "paragraph 2"]);
    assert_eq!(paragraphs(&read.blocks)[0].place.to_string(), "paragraph 2");
}

#[test]
fn a_raised_mark_is_no_part_of_the_number_before_it() {
    let raised = |words: &str| run(&format!("<w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{words}</w:t>"));
    let body = par(&(t("4.5") + &*raised("1,2") + &*t(" and 4.6") + &*raised("10")))
        + &*par(&(t("the 1") + &*raised("st") + &*t(" of 20 m") + &*raised("2")));
    assert_eq!(shown(&paper(&body)), ["4.5¹,² and 4.6¹⁰", "the 1st of 20 m2"]);
}
