"""Writes the seeds of each fuzz target to fuzz/working/TARGET, from the samples, policies and rules.

Run at the repository's root: python3 fuzz/seeds.py. Wants PyYAML for the seeds in JSON. Nothing of
this is committed; what is committed is what `cargo fuzz cmin` left of it (fuzz/corpus).
"""

import hashlib
import json
import pathlib
import re
import zipfile

ROOT = pathlib.Path(__file__).parent.parent
WORKING = ROOT / "fuzz" / "working"
LARGEST = 6 * 1024


def write(target, content):
    if isinstance(content, str):
        content = content.encode()
    folder = WORKING / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(content).hexdigest()).write_bytes(content)


def small(folder, pattern, largest=LARGEST):
    for path in sorted((ROOT / folder).glob(pattern)):
        if path.stat().st_size <= largest:
            yield path.read_text()


def parts(named):
    return "".join(f"\n@@{name}\n{text}" for name, text in named.items())


def texts():
    for text in small("samples", "**/*.yaml"):
        write("yaml", text)
        try:
            import yaml

            write("json", json.dumps(yaml.load(text, yaml.BaseLoader), indent=1))
        except Exception:
            pass
    for text in small("samples", "**/*.md"):
        write("text", text)
    for folder, pattern in [("policies", "**/*.toml"), ("samples", "**/*.toml"), ("templates", "*.toml")]:
        for text in small(folder, pattern):
            write("policy", text)
    for text in small("rules", "**/*.rhai"):
        write("rule", text)
        for path in re.findall(r'"(/[^"\n]*)"', text):
            names = [step for step in path.split("/")[1:] if step != "*"]
            write("pointer", "\n".join([path.replace("*", "0"), *names]))
            write("pointer", "\n".join([path, *names]))
    for text in small("rules", "**/*.cases.yaml"):
        write("cases", text)
    write("pointer", "/a~1b/m~0n/0\na/b\nm~n")


def lines():
    plan = next(small("samples", "**/plan-west.md"))
    dates = []
    for path in sorted((ROOT / "samples").glob("**/*.yaml")):
        text = path.read_text()
        for cell in re.findall(r"^ *evidence: *(.{1,200})$", text, re.M):
            write("references", cell.strip("\"'") + "\n" + plan)
        named = r"^ *(?:due|date|deadline|completed|by|review_date|meets|quorum|term|notice): *(.{1,60})$"
        dates += [date.strip("\"'") for date in re.findall(named, text, re.M)]
    dates = sorted(set(dates))
    for one, other in zip(dates, dates[1:] + dates[:1]):
        write("dates", f"{one}\n{other}")
    for written in ["first Friday of every month", "10 working days", "midday on 3 May 2016", "2.00 pm 4/11/2015"]:
        write("dates", f"{written}\n24 November 2015")


SHEETS = (
    "<workbook><workbookPr date1904='1'/><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets>"
    "<definedNames><definedName name='N'>S!$A$1:$B$2</definedName></definedNames></workbook>"
)
OPEN = (
    "<office:document-content><office:body><office:spreadsheet><table:table table:name='S'>"
    "<table:table-column table:number-columns-repeated='2' table:visibility='collapse'/><table:table-row>"
    "<table:table-cell office:value-type='float' office:value='1.50'><text:p>1.50</text:p></table:table-cell>"
    "<table:table-cell office:value-type='date' office:date-value='2015-11-24' table:number-columns-spanned='2'/>"
    "<table:covered-table-cell/><table:table-cell table:number-columns-repeated='3' office:value-type='string'>"
    "<text:p>A<text:s text:c='2'/>B<text:tab/><text:line-break/></text:p></table:table-cell></table:table-row>"
    "<table:table-row table:number-rows-repeated='4'><table:table-cell table:formula='of:=[.A1]'"
    " office:value-type='percentage' office:value='0.5'/></table:table-row></table:table>"
    "<table:database-ranges><table:database-range table:name='T' table:target-range-address='S.A1:S.B2'/>"
    "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"
)
LOG = "<row r='1'>{}</row><row r='2'>{}</row>"


def inline(column, row, text):
    return f"<c r='{column}{row}' t='inlineStr'><is><t>{text}</t></is></c>"


def workbooks():
    for path in sorted((ROOT / "samples").glob("**/*.csv")):
        write("workbook", "," + path.read_text()[:2000])
    write("workbook", "\tA\tB\tC\n\t1\t\"x\ty\"\topen\n")
    write("workbook", "\n@@mimetype\napplication/vnd.oasis.opendocument.spreadsheet" + parts({"content.xml": OPEN}))
    headings = "".join(inline(column, 1, column) for column in "ABC")
    values = "".join(inline(column, 2, "x") for column in "ABC")
    rows = f"<worksheet><sheetData>{LOG.format(headings, values)}</sheetData>"
    merged = "<mergeCells><mergeCell ref='A2:B2'/></mergeCells></worksheet>"
    table = "<table displayName='T' ref='A1:B2' totalsRowCount='1'/>"
    comment = "<comments><commentList><comment ref='A1'><text><t>look</t></text></comment></commentList></comments>"
    write("workbook", parts({"xl/worksheets/sheet1.xml": rows + merged, "xl/tables/table1.xml": table}))
    write("workbook", parts({"xl/worksheets/sheet1.xml": rows + merged, "xl/comments1.xml": comment}))
    write("workbook", parts({"xl/workbook.xml": SHEETS, "xl/worksheets/sheet1.xml": rows + merged}))
    for path in sorted((ROOT / "samples").glob("**/*.xlsx")):
        write("workbook", path.read_bytes()[:14000])
        with zipfile.ZipFile(path) as archive:
            read = lambda name: archive.read(name).decode()
            styles = read("xl/styles.xml")
            shared = "<sst>" + "<si><t>x</t></si>" * 200 + "</sst>"
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet") and len(read(name)) < 4000:
                    own = {"xl/worksheets/sheet1.xml": read(name)}
                    own["xl/sharedStrings.xml"] = shared if "t=\"s\"" in read(name) else "<sst/>"
                    write("workbook", parts(own))
                    write("workbook", parts(own | {"xl/styles.xml": styles}))


WORD = {
    "word/numbering.xml": "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
    "<w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='lowerRoman'/>"
    "<w:lvlText w:val='%1.%2'/><w:suff w:val='space'/></w:lvl></w:abstractNum><w:num w:numId='1'>"
    "<w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='3'/></w:lvlOverride></w:num></w:numbering>",
    "word/styles.xml": "<w:styles><w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 1'/>"
    "<w:basedOn w:val='N'/><w:pPr><w:outlineLvl w:val='0'/><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/></w:style></w:styles>",
    "word/comments.xml": "<w:comments><w:comment w:id='0'><w:p><w:r><w:t>look</w:t></w:r></w:p></w:comment></w:comments>",
    "word/footnotes.xml": "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote></w:footnotes>",
}
BODIES = [
    "<w:p><w:pPr><w:pStyle w:val='H'/></w:pPr><w:r><w:t>Section 1 Aims</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>We met</w:t><w:tab/>"
    "<w:br/></w:r><w:r><w:footnoteReference w:id='2'/><w:commentReference w:id='0'/></w:r></w:p>",
    "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>"
    "<w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>"
    "<w:t>C</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>"
    "</w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr>"
    "<w:gridSpan w:val='2'/><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "<w:p><w:ins w:id='1'><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>old</w:delText></w:r></w:del>"
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar "
    "w:fldCharType='separate'/></w:r><w:r><w:t>7.5</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr><w:sdtContent>"
    "<w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden"
    "</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r>"
    "</w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>",
]


def papers():
    def body(inner):
        return {"word/document.xml": f"<w:document><w:body>{inner}</w:body></w:document>"}

    for inner in BODIES + ["".join(BODIES)]:
        write("word", parts(body(inner)))
        write("word", parts(body(inner) | WORD))
    for path in sorted((ROOT / "samples").glob("**/*.docx")):
        with zipfile.ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode()
            numbering = archive.read("word/numbering.xml").decode()
        blocks = re.findall(r"<w:p[ >].*?</w:p>", text, re.S)
        for at in range(0, len(blocks), 12):
            chunk = "".join(blocks[at : at + 12])[:5000]
            chunk = chunk[: chunk.rfind("</w:p>") + 6]
            write("word", parts(body(chunk)))
        write("word", parts(body(chunk) | {"word/numbering.xml": numbering}))


texts()
lines()
workbooks()
papers()
