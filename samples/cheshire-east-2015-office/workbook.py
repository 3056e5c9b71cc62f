"""Writes workbooks as Excel stores them: texts shared, results beside their formulas.

openpyxl cannot store the result of a formula, so the parts are written here one by one.
"""

import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# The formats of cells; the position of each is the number of its style.
FORMATS = ["General", '"£"#,##0', "#,##0", "0.0%", "dd/mm/yyyy"]
GENERAL, POUNDS, NUMBER, SHARE, DAY = range(len(FORMATS))


def letters(column):
    name = ""
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name


class Sheet:
    """A sheet: cells by address, merged ranges, hidden rows, cells that offer a list."""

    def __init__(self, name, hidden=False):
        self.name, self.hidden = name, hidden
        self.cells, self.merged, self.hidden_rows, self.choices = {}, [], set(), []

    def put(self, address, value, style=GENERAL, formula=None):
        match = re.fullmatch(r"([A-Z]+)(\d+)", address)
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        if value is not None or formula:
            self.cells[int(match[2]), column] = (value, style, formula)

    def row(self, number, first, values, style=GENERAL):
        for offset, value in enumerate(values):
            self.put(f"{letters(first + offset)}{number}", value, style)

    def merge(self, area):
        self.merged.append(area)


class Book:
    """A workbook: sheets in the order of their tabs, and names of cells."""

    def __init__(self):
        self.sheets, self.names, self.texts = [], {}, {}

    def sheet(self, name, hidden=False):
        self.sheets.append(Sheet(name, hidden))
        return self.sheets[-1]

    def _cell(self, address, value, style, formula):
        start = f'<c r="{address}"' + (f' s="{style}"' if style else "")
        inner = f"<f>{escape(formula)}</f>" if formula else ""
        if isinstance(value, str) and formula:
            return f'{start} t="str">{inner}<v>{escape(value)}</v></c>'
        if isinstance(value, str):
            number = self.texts.setdefault(value, len(self.texts))
            return f'{start} t="s"><v>{number}</v></c>'
        return f"{start}>{inner}<v>{value}</v></c>"

    def _sheet(self, sheet):
        rows = {}
        for (row, column), (value, style, formula) in sorted(sheet.cells.items()):
            cell = self._cell(f"{letters(column)}{row}", value, style, formula)
            rows.setdefault(row, []).append(cell)
        out = [f'{HEAD}<worksheet xmlns="{NS}"><cols><col min="2" max="2" width="60" customWidth="1"/>'
               '<col min="3" max="20" width="18" customWidth="1"/></cols><sheetData>']
        for row, cells in rows.items():
            hidden = ' hidden="1"' if row in sheet.hidden_rows else ""
            out.append(f'<row r="{row}"{hidden}>{"".join(cells)}</row>')
        out.append("</sheetData>")
        if sheet.merged:
            areas = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merged)
            out.append(f'<mergeCells count="{len(sheet.merged)}">{areas}</mergeCells>')
        if sheet.choices:
            out.append(f'<dataValidations count="{len(sheet.choices)}">')
            out += [f'<dataValidation type="list" allowBlank="1" sqref="{area}"><formula1>{name}</formula1></dataValidation>' for area, name in sheet.choices]
            out.append("</dataValidations>")
        out.append("</worksheet>")
        return "".join(out)

    def save(self, path):
        sheets = [self._sheet(sheet) for sheet in self.sheets]
        tabs = "".join(
            f'<sheet name={quoteattr(sheet.name)} sheetId="{n}"{" state=" + quoteattr("hidden") if sheet.hidden else ""} r:id="rId{n}"/>'
            for n, sheet in enumerate(self.sheets, 1))
        names = "".join(f"<definedName name={quoteattr(name)}>{escape(cell)}</definedName>" for name, cell in self.names.items())
        names = f"<definedNames>{names}</definedNames>" if names else ""
        count = len(sheets)
        parts = {
            "[Content_Types].xml": HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
                      for name, kind in [("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
                      + [(f"worksheets/sheet{n}", "worksheet") for n in range(1, count + 1)]) + "</Types>",
            "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{NS}" xmlns:r="{REL}"><sheets>{tabs}</sheets>{names}</workbook>',
            "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}">'
            + "".join(f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, count + 1))
            + f'<Relationship Id="rId{count + 1}" Type="{REL}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId{count + 2}" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{NS}"><numFmts count="{len(FORMATS) - 1}">'
            + "".join(f'<numFmt numFmtId="{163 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(FORMATS) if n)
            + '</numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
            f'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{len(FORMATS)}">'
            + "".join(f'<xf numFmtId="{163 + n if n else 0}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for n in range(len(FORMATS)))
            + "</cellXfs></styleSheet>",
            "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{NS}">'
            + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.texts) + "</sst>",
        }
        parts |= {f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(sheets, 1)}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                # A fixed day, so that the same content gives the same bytes.
                archive.writestr(zipfile.ZipInfo(name, (2015, 11, 24, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
