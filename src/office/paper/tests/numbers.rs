//! Numbers as Word shows them. Expected are the numbers that follow from ECMA-376, part 1, section
//! 17.9, and, where it leaves room, what Word is known to do.

use super::{Written, paragraphs, shown};

/// A level of a list: position, pattern, figures, and more properties.
fn level(index: usize, pattern: &str, figures: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{figures}'/>{more}<w:lvlText w:val='{pattern}'/></w:lvl>"
    )
}

fn list(id: u32, levels: &str) -> String {
    format!("<w:abstractNum w:abstractNumId='{id}'>{levels}</w:abstractNum>")
}

fn instance(id: u32, list: u32, overrides: &str) -> String {
    format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{list}'/>{overrides}</w:num>")
}

fn start_at(level: usize, start: u32) -> String {
    format!("<w:lvlOverride w:ilvl='{level}'><w:startOverride w:val='{start}'/></w:lvlOverride>")
}

/// A paragraph "x" of a list at a level.
fn item(num: u32, level: usize) -> String {
    format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{num}'/></w:numPr></w:pPr>{X}</w:p>")
}

const X: &str = "<w:r><w:t>x</w:t></w:r>";

/// The numbers of a body's paragraphs; "-" for none.
fn numbers(lists: &str, styles: &str, body: &str) -> String {
    let paper = Written { lists, styles, body, ..Written::default() }.read();
    let numbers = paragraphs(&paper.blocks)
        .into_iter()
        .map(|paragraph| paragraph.number.as_ref().map_or("-".to_owned(), |number| number.shown.clone()));
    numbers.collect::<Vec<_>>().join(" ")
}

/// 1, 1.1, 1.1.1.
fn decimal_levels() -> String {
    level(0, "%1", "decimal", "") + &*level(1, "%1.%2", "decimal", "") + &*level(2, "%1.%2.%3", "decimal", "")
}

fn items(levels: &[usize]) -> String {
    levels.iter().map(|level| item(1, *level)).collect()
}

#[test]
fn levels_count_and_start_again_below_their_parents() {
    let lists = list(7, &decimal_levels()) + &*instance(1, 7, "");
    let body = items(&[0, 1, 1, 2, 2, 1, 2, 0, 1, 2]);
    assert_eq!(numbers(&lists, "", &body), "1 1.1 1.2 1.2.1 1.2.2 1.3 1.3.1 2 2.1 2.1.1");
}

#[test]
fn a_level_that_is_left_out_counts_as_if_it_had_been_there() {
    let lists = list(7, &decimal_levels()) + &*instance(1, 7, "");
    assert_eq!(numbers(&lists, "", &items(&[1, 1, 0, 2])), "1.1 1.2 2 2.1.1");
}

#[test]
fn other_patterns_figures_and_starts() {
    let levels = level(0, "Appendix %1", "upperLetter", "<w:start w:val='3'/>")
        + &*level(1, "(%2)", "lowerRoman", "")
        + &*level(2, "%1-%3.", "decimalZero", "");
    let lists = list(7, &levels) + &*instance(1, 7, "");
    let paper = Written { lists: &lists, body: &items(&[0, 1, 1, 2, 0]), ..Written::default() }.read();
    assert_eq!(shown(&paper), ["Appendix C\tx", "(i)\tx", "(ii)\tx", "C-01.\tx", "Appendix D\tx"]);
}

#[test]
fn what_stands_behind_the_number() {
    for (suffix, expected) in [("tab", "1.\tx"), ("space", "1. x"), ("nothing", "1.x")] {
        let lists = list(7, &level(0, "%1.", "decimal", &format!("<w:suff w:val='{suffix}'/>"))) + &*instance(1, 7, "");
        assert_eq!(shown(&Written { lists: &lists, body: &item(1, 0), ..Written::default() }.read()), [expected]);
    }
}

#[test]
fn bullets_and_levels_without_figures_show_no_number() {
    let levels = level(0, "%1.", "decimal", "")
        + &*level(1, "•", "bullet", "")
        + &*level(2, "%1.%2%3", "decimal", "")
        + &*level(3, "%4", "none", "");
    let lists = list(7, &levels) + &*instance(1, 7, "");
    assert_eq!(numbers(&lists, "", &items(&[0, 1, 2, 2, 3, 0])), "1. - 1.1 1.2 - 2.");
}

#[test]
fn legal_numbers_are_in_plain_figures() {
    let levels = level(0, "Article %1", "upperRoman", "") + &*level(1, "%1.%2", "lowerLetter", "<w:isLgl/>");
    let lists = list(7, &levels) + &*instance(1, 7, "");
    // Both parts: the article's and its own.
    assert_eq!(numbers(&lists, "", &items(&[0, 0, 1, 1])), "Article I Article II 2.1 2.2");
    let off = lists.replace("<w:isLgl/>", "<w:isLgl w:val='0'/>");
    assert_eq!(numbers(&off, "", &items(&[0, 0, 1])), "Article I Article II II.a");
}

#[test]
fn a_level_may_never_start_again_or_only_after_some_level() {
    let third = |restart: &str| {
        let levels = level(0, "%1", "decimal", "")
            + &*level(1, "%1.%2", "decimal", "")
            + &*level(2, "(%3)", "lowerLetter", restart);
        numbers(&(list(7, &levels) + &*instance(1, 7, "")), "", &items(&[0, 1, 2, 2, 1, 2, 0, 1, 2]))
    };
    assert_eq!(third(""), "1 1.1 (a) (b) 1.2 (a) 2 2.1 (a)");
    assert_eq!(third("<w:lvlRestart w:val='0'/>"), "1 1.1 (a) (b) 1.2 (c) 2 2.1 (d)");
    // Only after the first level.
    assert_eq!(third("<w:lvlRestart w:val='1'/>"), "1 1.1 (a) (b) 1.2 (c) 2 2.1 (a)");
}

#[test]
fn instances_of_one_list_count_on_from_each_other_unless_one_starts_anew() {
    let lists =
        list(7, &decimal_levels()) + &*instance(1, 7, "") + &*instance(2, 7, "") + &*instance(3, 7, &start_at(0, 8));
    let body = [item(1, 0), item(2, 0), item(1, 0), item(3, 0), item(3, 0), item(1, 0), item(3, 1)].concat();
    assert_eq!(numbers(&lists, "", &body), "1 2 3 8 9 10 10.1");
}

#[test]
fn a_start_of_an_instance_holds_whenever_its_level_starts_again() {
    let lists = list(7, &decimal_levels()) + &*instance(1, 7, &(start_at(0, 1) + &*start_at(1, 5)));
    assert_eq!(numbers(&lists, "", &items(&[0, 1, 1, 0, 1])), "1 1.5 1.6 2 2.5");
}

#[test]
fn lists_of_their_own_do_not_disturb_each_other() {
    let lists = list(7, &decimal_levels()) + &*list(8, &decimal_levels()) + &*instance(1, 7, "") + &*instance(2, 8, "");
    let body = [item(1, 0), item(2, 0), item(1, 1), item(2, 1), item(1, 0)].concat();
    assert_eq!(numbers(&lists, "", &body), "1 1 1.1 1.1 2");
}

#[test]
fn an_instance_may_have_a_level_of_its_own() {
    let own = format!("<w:lvlOverride w:ilvl='0'>{}</w:lvlOverride>", level(0, "%1)", "lowerLetter", ""));
    let lists = list(7, &decimal_levels()) + &*instance(1, 7, "") + &*instance(2, 7, &own);
    assert_eq!(numbers(&lists, "", &[item(1, 0), item(2, 0)].concat()), "1 b)");
}

#[test]
fn a_list_may_take_its_levels_from_a_style() {
    let lists = list(7, "<w:numStyleLink w:val='Legal'/>")
        + &*list(8, &("<w:styleLink w:val='Legal'/>".to_owned() + &*decimal_levels()))
        + &*instance(1, 7, "")
        + &*instance(2, 8, "");
    let styles = "<w:style w:type='numbering' w:styleId='Legal'><w:name w:val='Legal'/><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style>";
    // Both instances are the same list.
    assert_eq!(numbers(&lists, styles, &[item(1, 0), item(1, 1), item(2, 1)].concat()), "1 1.1 1.2");
    // A circle ends.
    let circle = list(7, "<w:numStyleLink w:val='Legal'/>") + &*instance(1, 7, "");
    let styles = styles.replace("w:val='2'", "w:val='1'");
    assert_eq!(numbers(&circle, &styles, &item(1, 0)), "-");
}

fn style(id: &str, name: &str, properties: &str) -> String {
    format!("<w:style w:type='paragraph' w:styleId='{id}'><w:name w:val='{name}'/>{properties}</w:style>")
}

fn styled(style: &str, properties: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/>{properties}</w:pPr>{X}</w:p>")
}

const IN_LIST: &str = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>";

#[test]
fn styles_give_numbers_and_the_list_says_at_which_level() {
    let levels =
        level(0, "%1", "decimal", "<w:pStyle w:val='H1'/>") + &*level(1, "%1.%2", "decimal", "<w:pStyle w:val='H2'/>");
    let lists = list(7, &levels) + &*instance(1, 7, "");
    let styles = style("H1", "heading 1", IN_LIST)
        + &*style("H2", "heading 2", IN_LIST)
        // Rests on a numbered style and says only another level.
        + &*style("Deeper", "Deeper", "<w:basedOn w:val='H1'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr>")
        + &*style("Same", "Same", "<w:basedOn w:val='H2'/>")
        + &*style("Off", "Off", "<w:basedOn w:val='H1'/><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>");
    let off = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='0'/></w:numPr>";
    let only_level = "<w:numPr><w:ilvl w:val='1'/></w:numPr>";
    let body = [
        styled("H1", ""),
        styled("H2", ""),
        styled("Deeper", ""),
        styled("Same", ""),
        styled("Off", ""),
        styled("H1", off),
        styled("H1", only_level),
        styled("H1", ""),
    ];
    assert_eq!(numbers(&lists, &styles, &body.concat()), "1 1.1 1.2 1.3 - - 1.4 2");
}

#[test]
fn the_standard_style_counts_where_a_paragraph_names_none() {
    let lists = list(7, &decimal_levels()) + &*instance(1, 7, "");
    let styles = style("N", "Normal", IN_LIST).replace("<w:style ", "<w:style w:default='1' ");
    assert_eq!(numbers(&lists, &styles, &format!("<w:p>{X}</w:p>")), "1");
}

#[test]
fn empty_paragraphs_are_numbered_and_what_is_hidden_or_deleted_is_not() {
    let lists = list(7, &decimal_levels()) + &*instance(1, 7, "");
    let number = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>";
    let empty = format!("<w:p><w:pPr>{number}</w:pPr></w:p>");
    let hidden = format!(
        "<w:p><w:pPr>{number}<w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"
    );
    let deleted = format!(
        "<w:p><w:pPr>{number}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    );
    let body = [item(1, 0), empty, item(1, 0), hidden, item(1, 0), deleted, item(1, 0)].concat();
    assert_eq!(numbers(&lists, "", &body), "1 2 3 4 5");
}

#[test]
fn custom_formats_are_read_and_unknown_lists_number_nothing() {
    let levels = "<w:lvl w:ilvl='0'><w:start w:val='1'/><mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt \
                  w:val='custom' w:format='001, 002, 003, ...'/></mc:Choice><mc:Fallback><w:numFmt \
                  w:val='decimal'/></mc:Fallback></mc:AlternateContent><w:lvlText w:val='%1'/></w:lvl>";
    let lists = list(7, levels) + &*instance(1, 7, "") + &*instance(2, 99, "");
    assert_eq!(numbers(&lists, "", &[item(1, 0), item(2, 0), item(3, 0), item(1, 5)].concat()), "001 - - -");
}

#[test]
fn headings_are_told_by_outline_level_style_and_built_in_name() {
    let styles = style("berschrift2", "heading 2", "")
        + &*style("Own", "Own", "<w:basedOn w:val='berschrift2'/>")
        + &*style("Level", "Level", "<w:pPr><w:outlineLvl w:val='3'/></w:pPr>")
        + &*style("Plain", "Plain", "<w:basedOn w:val='berschrift2'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr>")
        + &*style("Circle", "Circle", "<w:basedOn w:val='Circle'/>");
    let cases = [
        (styled("berschrift2", ""), Some(2)),
        (styled("Own", ""), Some(2)),
        (styled("Level", ""), Some(4)),
        (styled("Plain", ""), None),
        (styled("Circle", ""), None),
        (styled("Missing", ""), None),
        (styled("Plain", "<w:outlineLvl w:val='0'/>"), Some(1)),
        (styled("Own", "<w:outlineLvl w:val='9'/>"), None),
    ];
    for (body, expected) in cases {
        let paper = Written { styles: &styles, body: &body, ..Written::default() }.read();
        assert_eq!(paragraphs(&paper.blocks)[0].heading, expected, "{body}");
    }
}

#[test]
fn numbers_that_nobody_could_cite_are_none() {
    let many = "%1".repeat(120);
    let lists = list(7, &level(0, &many, "lowerRoman", "")) + &*instance(1, 7, &start_at(0, 3_888));
    // mmmdccclxxxviii, 120 times.
    assert_eq!(numbers(&lists, "", &item(1, 0)), "-");
    let lists = list(7, &level(0, &"x".repeat(300), "decimal", "")) + &*instance(1, 7, "");
    assert_eq!(numbers(&lists, "", &item(1, 0)), "-");
}
