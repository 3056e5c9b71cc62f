"""Writes the action log of this sample as a workbook and as CSV.

Needs openpyxl. The files are committed: nothing here runs in the tests.
    python make.py
"""

import csv
import datetime
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent
TITLE = "SEND Partnership: action log, 15 January 2016"
HEADINGS = ["No.", "Action", "Who", "By when", "RAG", "Progress", "Date completed"]


def day(text):
    return datetime.datetime.strptime(text, "%d/%m/%Y") if text else None


ROWS = [
    # A date is a day, a share is a number of the cell.
    ["1.1", "Write the strategy for short breaks", "Head of Service for SEND", "31/12/2015", "Amber", "In progress", ""],
    ["1.2", "Train the key workers", "SEND team", "31/03/2016", "Green", "In progress", ""],
    ["1.3", "Agree one form for referrals", "Head of Inclusion and Designated Clinical Officer", "29/02/2016", "Green", 0.85, ""],
    ["1.4", "Publish the local offer", "Local Offer Manager", "30/11/2015", "Blue", "Completed", "27/11/2015"],
    ["1.5", "Consult parents and carers", "Participation Manager", "18/12/2015", "Green", "In progress", ""],
    ["1.6", "Review the thresholds", "", "ASAP", "Red", "Not started", ""],
]
HIDDEN = "1.5"

book = Workbook()
sheet = book.active
sheet.title = "Log"
sheet["B1"] = TITLE
sheet.merge_cells("B1:H1")
for column, heading in enumerate(HEADINGS, 2):
    sheet.cell(3, column, heading)
for line, (number, action, who, due, rag, progress, done) in enumerate(ROWS, 4):
    for column, value in enumerate([float(number), action, who or None, due, rag, progress, done], 2):
        cell = sheet.cell(line, column)
        if column in (5, 8) and value and value[0].isdigit():
            cell.value, cell.number_format = day(value), "dd/mm/yyyy"
        else:
            cell.value = value or None
        if isinstance(value, float) and column == 7:
            cell.number_format = "0%"
    sheet.row_dimensions[line].hidden = number == HIDDEN
for letter, width in zip("BCDEFGH", [8, 40, 40, 14, 10, 16, 16]):
    sheet.column_dimensions[letter].width = width
book.save(HERE / "workbook" / "action-log.xlsx")

with open(HERE / "csv" / "action-log.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow([TITLE] + [""] * (len(HEADINGS) - 1))
    writer.writerow(HEADINGS)
    for row in ROWS:
        writer.writerow([f"{value:.0%}" if isinstance(value, float) else value for value in row])
