"""Writes the Word files of this sample from the transcription beside it.

Needs python-docx and PyYAML. The Word files are committed: nothing here runs in the tests.
    python make.py
"""

import re
from pathlib import Path

import yaml
from docx import Document

HERE = Path(__file__).parent
SOURCE = HERE.parent / "cheshire-east-2015"


def checklist(name):
    """A checklist as the form prints it: title, organisation, a note, one table, the signatures."""
    form = yaml.load((SOURCE / f"{name}.yaml").read_text(), Loader=yaml.BaseLoader)
    paper = Document()
    paper.add_paragraph(form["title"])
    paper.add_paragraph(form["organisation"])
    paper.add_paragraph("Contact for questions about the form:")
    paper.add_paragraph(form["contact"]["post"])
    paper.add_paragraph("Reached by: " + form["contact"]["reachable_by"])
    paper.add_paragraph("Please note: " + " ".join(form["instruction"].split()))
    table = paper.add_table(rows=1, cols=3)
    table.rows[0].cells[0].text = "Theme"
    table.rows[0].cells[1].text = "Y/N"
    table.rows[0].cells[2].text = "Evidence by reference to the paragraphs of the plan"
    for section in form["sections"]:
        table.add_row().cells[0].text = section["title"]
        if "lead_in" in section:
            table.add_row().cells[0].text = section["lead_in"]
        for question in section["questions"]:
            cells = table.add_row().cells
            cells[0].text = " ".join(question["text"].split())
            cells[1].text = question.get("answer", "")
            cells[2].text = " ".join(question.get("evidence", "").split())
    paper.add_paragraph("")
    signed = paper.add_table(rows=1, cols=5)
    headings = ["On behalf of", "Signatory", "Contact details", "Date", "Entry"]
    for cell, heading in zip(signed.rows[0].cells, headings):
        cell.text = heading
    for line in form["sign_off"]:
        cells = signed.add_row().cells
        for cell, field in zip(cells, ["on_behalf_of", "signatory", "reachable_by", "date", "entry"]):
            cell.text = " ".join(line.get(field, "").split())
    paper.save(HERE / f"{name}.docx")


def table_of(lines, paper):
    """A table of the text; where a cell holds several figures, each is a paragraph of its own."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rows = [row for row in rows if any(cell.strip("-") for cell in row)]
    table = paper.add_table(rows=len(rows), cols=len(rows[0]))
    for line, texts in zip(table.rows, rows):
        for cell, words in zip(line.cells, texts):
            first, *others = words.split(" / ")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)


def plan(name):
    """A plan with typed numbers, as the pack prints them: headings, tables, and a paragraph for each
    blank-line block."""
    text = (SOURCE / f"{name}.md").read_text().split("---\n", 2)[2]
    paper = Document()
    for block in re.split(r"\n\s*\n", text):
        lines = " ".join(block.split())
        if not lines:
            continue
        marks = re.match(r"(#+) ", lines)
        if marks:
            paper.add_heading(lines[marks.end():], level=len(marks.group(1)))
        elif lines.startswith("|"):
            table_of(block.strip().split("\n"), paper)
        else:
            paper.add_paragraph(lines)
    paper.save(HERE / f"{name}.docx")


for part in ["eastern", "south"]:
    checklist(f"self-assessment-{part}")
    plan(f"transformation-plan-{part}")
