//! Excel workbooks.

use super::*;

#[test]
fn each_kind_of_cell_is_read() {
    let rows = "<row r='1'><c r='A1'><v>12.50</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c>\
                <c r='D1' t='b'><v>1</v></c><c r='E1' t='e'><v>#REF!</v></c><c r='F1' s='1'><v>42332</v></c><c r='G1' t='d'><v>2015-11-24T00:00:00</v></c>\
                <c r='H1' t='n'><v>1.5E-3</v></c><c r='I1' s='1'/><c r='J1'><v></v></c><c r='K1' t='s'><v>0</v></c></row>";
    let strings = "<sst><si><t></t></si><si><t>shared</t></si></sst>".to_owned();
    let styles = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>".to_owned();
    let parts = vec![("sharedStrings", "sharedStrings.xml", strings), ("styles", "styles.xml", styles)];
    let book = Excel { parts, ..Excel::of_rows(rows) }.read();
    let expected = [
        "A1 number 12.50",
        "B1 text shared",
        "C1 text inline",
        "D1 truth true",
        "E1 error #REF!",
        "F1 date 2015-11-24",
        "G1 date and time 2015-11-24T00:00:00",
        "H1 number 0.0015",
    ];
    assert_eq!(cells(&book.sheets[0]), expected);
    assert!(book.notes.is_empty(), "{:?}", book.notes);
}

#[test]
fn dates_count_from_1904_where_the_workbook_says_so() {
    let styles = "<styleSheet><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>".to_owned();
    let parts = vec![("styles", "styles.xml", styles)];
    let rows = "<row r='1'><c r='A1' s='0'><v>40870</v></c></row>";
    let properties = "<workbookPr date1904='1'/>".to_owned();
    let book = Excel { parts, properties, ..Excel::of_rows(rows) }.read();
    assert_eq!(cells(&book.sheets[0]), ["A1 date 2015-11-24"]);
}

#[test]
fn a_formula_has_its_stored_result_or_none() {
    let rows = "<row r='1'><c r='A1'><f>SUM(B1:B2)</f><v>3</v></c><c r='B1'><f>A1</f><v/></c><c r='C1' t='str'><f>\"\"</f><v></v></c>\
                <c r='D1'><f t='shared' si='0'/><v>4</v></c><c r='E1'><f>NOW()</f></c></row>";
    let book = Excel::of_rows(rows).read();
    let sheet = &book.sheets[0];
    assert_eq!(cells(sheet), ["A1 number 3", "B1 uncalculated", "C1 text", "D1 number 4", "E1 uncalculated"]);
    let formula = |address: &str| sheet.cell(at(address)).unwrap().formula.as_deref();
    assert_eq!([formula("A1"), formula("D1")], [Some("SUM(B1:B2)"), Some("")]);
    let note = "sheet \"S\", cell B1 and 1 more: the file stores no result of the formula; open it in Excel or \
                LibreOffice, let it calculate, and save it";
    assert_eq!(book.notes, [note]);
}

#[test]
fn a_merged_cell_is_found_from_any_address_in_its_extent() {
    let rows = "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>9</v></c></row><row r='2'><c r='C2'><v>2</v></c></row>";
    let after = "<mergeCells count='2'><mergeCell ref='A1:B3'/><mergeCell ref='C2'/></mergeCells>".to_owned();
    let book = Excel { after, ..Excel::of_rows(rows) }.read();
    let sheet = &book.sheets[0];
    let value = |address: &str| sheet.cell(at(address)).map(|cell| cell.value.to_string());
    assert_eq!([value("A1"), value("B3"), value("B1")], [Some("1".into()), Some("1".into()), Some("1".into())]);
    assert_eq!([value("C2"), value("C1"), value("A4")], [Some("2".into()), None, None]);
    assert_eq!(sheet.merged().iter().map(Range::to_string).collect::<Vec<_>>(), ["A1:B3"]);
    assert_eq!(book.notes, ["sheet \"S\": 1 cell holds content that merged cells cover; it was left out"]);
}

#[test]
fn rows_and_cells_without_an_address_follow_the_one_before() {
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>";
    let expected = ["A1 number 1", "B1 number 2", "C5 number 3", "D5 number 4", "A6 number 5"];
    assert_eq!(cells(&Excel::of_rows(rows).read().sheets[0]), expected);
}

#[test]
fn cells_out_of_order_are_sorted_and_one_that_is_there_twice_is_refused() {
    let rows = "<row r='2'><c r='B2'><v>2</v></c><c r='A2'><v>1</v></c></row><row r='1'><c r='A1'><v>0</v></c></row>";
    let book = Excel::of_rows(rows).read();
    assert_eq!(cells(&book.sheets[0]), ["A1 number 0", "A2 number 1", "B2 number 2"]);
    assert_eq!(book.sheets[0].row(2).len(), 2);
    let twice = "<row r='1'><c r='A1'><v>2</v></c><c r='A1'><v>1</v></c></row>";
    assert_eq!(Excel::of_rows(twice).told(), "a.xlsx, sheet \"S\": the cell A1 is there twice");
}

#[test]
fn hidden_rows_and_columns_are_told() {
    let before =
        "<cols><col min='2' max='3' hidden='1'/><col min='4' max='4'/><col min='9' max='16384' hidden='true'/></cols>";
    let rows = "<row r='1'/><row r='2' hidden='1'/><row r='3' hidden='1'/><row r='5' hidden='0'/>";
    let book = Excel { before: before.to_owned(), ..Excel::of_rows(rows) }.read();
    let sheet = &book.sheets[0];
    assert_eq!([1, 2, 3, 4, 5].map(|row| sheet.is_row_hidden(row)), [false, true, true, false, false]);
    assert_eq!(
        [1, 2, 3, 4, 9, 16_384].map(|column| sheet.is_column_hidden(column)),
        [false, true, true, false, true, true]
    );
}

#[test]
fn names_stand_for_cells_where_they_name_one_rectangle() {
    let names = "<definedName name='Board'>S!$C$3</definedName><definedName name='Board' localSheetId='0'>'s'!$A$1:$B$2</definedName>\
                 <definedName name='Gone'>S!#REF!</definedName><definedName name='Far'>[1]S!$A$1</definedName>\
                 <definedName name='Two'>S!$A$1,S!$B$2</definedName><definedName name='_xlnm.Print_Area' localSheetId='0'>S!$A$1</definedName>";
    let book = Excel { names: names.to_owned(), ..Excel::default() }.read();
    let told = |name: &Name| {
        (
            name.name.clone(),
            name.scope.as_deref().map(str::to_owned),
            name.target.as_ref().map(|(sheet, range)| format!("{sheet} {range}")),
        )
    };
    let of = |name: &str, scope: Option<&str>, target: Option<&str>| {
        (name.to_owned(), scope.map(str::to_owned), target.map(str::to_owned))
    };
    let expected = [
        of("Board", None, Some("S C3")),
        of("Board", Some("S"), Some("S A1:B2")),
        of("Gone", None, None),
        of("Far", None, None),
        of("Two", None, None),
    ];
    assert_eq!(book.names.iter().map(told).collect::<Vec<_>>(), expected);
    assert_eq!(book.name("BOARD").unwrap().target.as_ref().unwrap().1.to_string(), "C3");
    assert_eq!(book.name("gone").unwrap().refers_to, "S!#REF!");
    assert!(book.sheet("s").is_some() && book.sheet("T").is_none());
}

#[test]
fn macros_links_and_connections_are_noted_and_left_alone() {
    let parts = vec![
        ("vbaProject", "vbaProject.bin", "not read".to_owned()),
        ("connections", "connections.xml", "<connections/>".to_owned()),
        ("externalLink", "externalLinks/externalLink1.xml", "<externalLink/>".to_owned()),
    ];
    let link = format!(
        "<Relationships><Relationship Id='r1' Type='{RELATIONSHIPS}/externalLinkPath' Target='file:///W:/finance/budget.xlsx' TargetMode='External'/></Relationships>"
    );
    let others = vec![("xl/externalLinks/_rels/externalLink1.xml.rels", link)];
    let rows = "<row r='1'><c r='A1'><f>[1]Sheet1!$A$1+1</f><v>6</v></c></row>";
    let book = Excel { parts, others, ..Excel::of_rows(rows) }.read();
    assert_eq!(cells(&book.sheets[0]), ["A1 number 6"]);
    let expected = [
        "the workbook holds macros; they were neither read nor run",
        "the workbook holds connections to data outside; nothing was fetched",
        "formulas refer to another workbook (\"budget.xlsx\"); nothing was fetched, the stored results were taken",
    ];
    assert_eq!(book.notes, expected);
}

#[test]
fn words_in_text_boxes_are_noted() {
    let references = format!(
        "<Relationships><Relationship Id='d1' Type='{RELATIONSHIPS}/drawing' Target='../drawings/drawing1.xml'/></Relationships>"
    );
    let anchor = |from: &str, shape: &str| format!("<xdr:twoCellAnchor>{from}{shape}</xdr:twoCellAnchor>");
    let text = |words: &str| format!("<xdr:sp><xdr:txBody>{words}</xdr:txBody></xdr:sp>");
    let from = "<xdr:from><xdr:col>2</xdr:col><xdr:colOff>5</xdr:colOff><xdr:row>3</xdr:row></xdr:from>";
    let two_lines =
        "<a:p><a:r><a:t>Q2 is</a:t></a:r><a:r><a:t> late</a:t></a:r></a:p><a:p><a:r><a:t>See B4</a:t></a:r></a:p>";
    let long = format!("<a:p><a:r><a:t>{}</a:t></a:r></a:p>", "12345 789 ".repeat(7));
    let twice = "<mc:AlternateContent><mc:Choice><a:p><a:r><a:t>once</a:t></a:r></a:p></mc:Choice><mc:Fallback><a:p><a:r><a:t>once</a:t></a:r></a:p></mc:Fallback></mc:AlternateContent>";
    let shapes = [
        anchor(from, &text(two_lines)),
        anchor(from, "<xdr:pic/>"),
        anchor("", &text(&long)),
        anchor("", &text(twice)),
        anchor("", &text(two_lines)),
    ];
    let drawing = format!("<xdr:wsDr xmlns:xdr='x' xmlns:a='a' xmlns:mc='m'>{}</xdr:wsDr>", shapes.concat());
    let others = vec![("xl/worksheets/_rels/sheet1.xml.rels", references), ("xl/drawings/drawing1.xml", drawing)];
    let book = Excel { others, ..Excel::of_rows("") }.read();
    let not_read = "it is in no cell and was not read";
    let expected = [
        format!("sheet \"S\", over cell C4: a text box or shape says \"Q2 is late See B4\"; {not_read}"),
        format!("sheet \"S\": a text box or shape says \"{}...\"; {not_read}", "12345 789 ".repeat(6)),
        format!("sheet \"S\": a text box or shape says \"once\"; {not_read}"),
        "sheet \"S\": further text boxes or shapes with words were not read (1)".to_owned(),
    ];
    assert_eq!(book.notes, expected);
}

#[test]
fn results_that_may_be_out_of_date_are_noted() {
    let notes = |settings: &str, rows: &str| {
        let properties = format!("<calcPr {settings}/>");
        Excel { properties, ..Excel::of_rows(rows) }.read().notes
    };
    let formula = "<row r='1'><c r='A1'><f>1+1</f><v>2</v></c></row>";
    let opened =
        "the workbook asks to be calculated again when it is opened, so stored results of formulas may be out of date";
    let asked =
        "the workbook is calculated only when somebody asks for it, so stored results of formulas may be out of date";
    assert_eq!(notes("fullCalcOnLoad='1'", formula), [opened]);
    assert_eq!(notes("calcMode='manual'", formula), [asked]);
    assert!(notes("calcMode='auto'", formula).is_empty());
    assert!(notes("fullCalcOnLoad='1'", "<row r='1'><c r='A1'><v>2</v></c></row>").is_empty());
}

#[test]
fn strict_workbooks_are_read_like_transitional_ones() {
    let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    let types = format!("<Types><Default Extension='xml' ContentType='{EXCEL}'/></Types>");
    let root = format!(
        "<Relationships><Relationship Id='r1' Type='{strict}/officeDocument' Target='/xl/book.xml'/></Relationships>"
    );
    let references =
        format!("<Relationships><Relationship Id='s1' Type='{strict}/worksheet' Target='/xl/s.xml'/></Relationships>");
    let main = "<x:workbook xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'><x:sheets>\
                <x:sheet name='S' sheetId='1' state='veryHidden' q:id='s1'/></x:sheets></x:workbook>";
    let sheet = "<x:worksheet><x:sheetData><x:row r='1'><x:c r='A1' t='d'><x:v>2015-11-24</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let bytes = archive_of(&[
        ("[Content_Types].xml", &types),
        ("_rels/.rels", &root),
        ("xl/book.xml", main),
        ("xl/_rels/book.xml.rels", &references),
        ("xl/s.xml", sheet),
    ]);
    let book = Workbook::read("a.xlsx", &bytes).unwrap();
    assert!(book.sheets[0].is_hidden);
    assert_eq!(cells(&book.sheets[0]), ["A1 date 2015-11-24"]);
}

#[test]
fn a_cell_that_holds_what_its_kind_cannot_be_is_refused_with_its_place() {
    let told = |cell: &str| Excel::of_rows(&format!("<row r='3'>{cell}</row>")).told();
    let place = "a.xlsx, sheet \"S\": cell B3: ";
    let cases = [
        ("<c r='B3'><v>1,5</v></c>", "it holds \"1,5\", which is no number"),
        ("<c r='B3' t='s'><v>0</v></c>", "it holds \"0\", which is no number of a text in the file's list"),
        ("<c r='B3' t='b'><v>yes</v></c>", "it holds \"yes\", which is no truth value"),
        ("<c r='B3' t='d'><v>24/11/2015</v></c>", "it holds \"24/11/2015\", which is no date"),
        ("<c r='B3' t='z'><v>1</v></c>", "its kind \"z\" is unknown"),
    ];
    for (cell, expected) in cases {
        assert_eq!(told(cell), format!("{place}{expected}"));
    }
    assert_eq!(told("<c r='B4'><v>1</v></c>"), "a.xlsx, sheet \"S\": the cell B4 stands in row 3");
    assert_eq!(told("<c r='XFE3'/>"), "a.xlsx, sheet \"S\": \"XFE3\" is no address of a cell such as \"E14\"");
}
