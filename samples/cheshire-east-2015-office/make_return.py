"""Writes the workbook of the Better Care Fund return from the transcription beside this sample.

The layout follows the print of the national workbook in the papers; where its cells stand is not
known, and texts of more than a few words are the beginnings of what is printed. What the print
lacks is left out. Needs PyYAML:
    python make_return.py
"""

import datetime
from pathlib import Path

import yaml

from workbook import DAY, NUMBER, POUNDS, Book, letters

HERE = Path(__file__).parent
SOURCE = HERE.parent / "cheshire-east-2015" / "return-bcf-q2.yaml"

given = yaml.load(SOURCE.read_text(), Loader=yaml.BaseLoader)
questions = {q["id"]: q for sheet in given["sheets"] for q in sheet.get("questions", [])}
rows = {r["id"]: r for sheet in given["sheets"] for r in sheet.get("figures", [])}
BOARD = questions["board"]["answer"]


def text(words):
    return " ".join(words.split()) if words else None


def answer(name, part="answer"):
    return text(questions[name].get(part))


def number(printed):
    return int(printed.lstrip("£").replace(",", ""))


def day(printed):
    """A day as Excel counts it: from 30 December 1899."""
    return (datetime.datetime.strptime(printed, "%d/%m/%Y") - datetime.datetime(1899, 12, 30)).days


def titled(book, name, title, selected=True):
    sheet = book.sheet(name)
    sheet.put("B2", title)
    sheet.merge("B2:H2")
    if selected:
        sheet.put("B4", "Selected Health and Well Being Board:")
        sheet.put("B5", BOARD, formula="'1. Cover'!$D$6")
        sheet.merge("B5:D5")
    return sheet


book = Book()

cover = titled(book, "1. Cover", "Cover and Basic Details", selected=False)
cover.put("B4", given["period"])
for line, label, value in [
    (6, "Health and Well Being Board", BOARD),
    (8, "completed by:", given["completed_by"]),
    (10, "E-Mail:", answer("e-mail")),
    (12, "Contact Number:", answer("contact-number")),
    (14, "Who has signed off the report on behalf of the Health and Well Being Board:", given["signed_off"]["by"]),
]:
    cover.put(f"B{line}", label)
    cover.merge(f"B{line}:C{line}")
    cover.put(f"D{line}", value)
cover.put("B16", "Question Completion - the boxes below turn green when all questions are answered")
cover.merge("B16:H16")
cover.put("D18", "No. of questions answered")
for line, count in enumerate(given["cover"], 19):
    cover.put(f"B{line}", f"{count['sheet']}. {count['title']}")
    cover.put(f"D{line}", int(count["answered"]), formula=f"SUM(Validations!$B${line})")
book.names["HWB"] = "'1. Cover'!$D$6"

budget = titled(book, "2. Budget Arrangements", "Budget Arrangements")
budget.put("B8", "Have the funds been pooled via a s.75 pooled budget?")
budget.put("H8", answer("section-75-before"))
budget.put("B10", "If it has not been previously stated that the funds had been pooled can you now confirm that they have?")
budget.put("B12", "If the answer to the above is 'No' please indicate when this will happen (DD/MM/YYYY)")
for line in [8, 10, 12]:
    budget.merge(f"B{line}:G{line}")

conditions = titled(book, "3. National Conditions", "National Conditions")
conditions.row(12, 2, [
    "Condition", "Q4 Submission Response", "Q1 Submission Response", "Please Select (Yes, No or No - In Progress)",
    'If the answer is "No" or "No - In Progress" please enter estimated date', "Commentary on progress",
])
for line, (name, label) in enumerate({
    "condition-1": "1) Are the plans still jointly agreed?",
    "condition-2": "2) Are Social Care Services (not spending) being protected?",
    "condition-3": "3) Are the 7 day services in place and delivering?",
    None: "4) In respect of data sharing - confirm that:",
    "condition-4-nhs-number": "i) Is the NHS Number being used as the primary identifier?",
    "condition-4-open-apis": "ii) Are you pursuing open APIs?",
    "condition-4-governance": "iii) Are the appropriate Information Governance controls in place?",
    "condition-5": "5) Is a joint approach to assessments and care planning taking place?",
    "condition-6": "6) Is an agreement on the consequential impact of changes in the acute sector in place?",
}.items(), 13):
    conditions.put(f"B{line}", label)
    if not name:
        conditions.merge(f"B{line}:G{line}")
        continue
    earlier = {one["period"]: one["answer"] for one in questions[name]["previous"]}
    conditions.row(line, 3, [earlier["Q4"], earlier["Q1"], answer(name)])
    if "date" in questions[name]:
        conditions.put(f"F{line}", day(questions[name]["date"]), DAY)
    conditions.put(f"G{line}", answer(name, "comment"))

conditions.choices.append(("E13:E21", "Answers"))

payment = titled(book, "4. Non-Elective and P4P", "Better Care Fund Revised Non-Elective and Payment for Performance Calculations")
for group, (label, name) in enumerate([
    ("Baseline", "admissions-baseline"), ("Plan", "admissions-plan"), ("Actual", "admissions-actual"),
]):
    first = 3 + 4 * group
    payment.put(f"{letters(first)}8", label)
    payment.merge(f"{letters(first)}8:{letters(first + 3)}8")
    payment.row(9, first, [value["period"] for value in rows[name]["values"]])
    payment.row(10, first, [number(value["value"]) for value in rows[name]["values"]], NUMBER)
payment.put("B10", "15. REVALIDATED: HWB version of plans to be used for future monitoring")
payment.put("B12", "Which data source are you using in section D7 (MAR, SUS, Other)")
payment.put("H12", answer("data-source"))
payment.put("B14", "If other please specify")
payment.put("B16", "Cost per non-elective activity")
payment.put("H16", number(answer("cost-of-admission")), POUNDS)
QUARTERS = ["Q4 14/15", "Q1 15/16", "Q2 15/16", "Q3 15/16"]
for line, title, lines in [
    (19, "Total Payment Made", [("Suggested quarterly payment (taken from above*)", "payment-suggested"), ("Actual payment locally agreed", "payment-agreed")]),
    (27, "Total Unreleased Funds", [("Suggested amount of unreleased funds**", "unreleased-suggested"), ("Actual amount of locally agreed unreleased funds", "unreleased-agreed")]),
]:
    payment.put(f"C{line}", title)
    payment.merge(f"C{line}:F{line}")
    payment.row(line + 1, 3, QUARTERS)
    for below, (label, name) in enumerate(lines, line + 2):
        payment.put(f"B{below}", label)
        payment.row(below, 3, [number(value["value"]) for value in rows[name]["values"]], POUNDS)
payment.put("B24", "If the actual payment locally agreed is different from the quarterly payment taken from above please explain (max 750 characters)")
payment.put("C24", answer("payment-difference"))
payment.merge("C24:H24")
payment.row(33, 3, QUARTERS)
payment.put("B34", "Confirmation of what if any unreleased funds were used for (please use drop down to select):")
payment.row(34, 3, [answer(f"unreleased-use-{quarter}") for quarter in ["q4-14-15", "q1-15-16", "q2-15-16"]])
payment.put("B37", "Confirming Q4 2015-16 Non-Elective Admissions Figures")
payment.merge("B37:H37")
payment.put("C39", "Q4 15/16 figures previously provided")
payment.put("B40", "Plan (taken from original HWB BCF plans)")
payment.put("C40", number(rows["admissions-plan-q4-before"]["values"][0]["value"]), NUMBER)
payment.put("B41", "Baseline (Q4 14/15 actual - as confirmed by HWBs in July 2015)")
payment.put("C41", number(rows["admissions-q4-14-15"]["values"][0]["value"]), NUMBER)

money = titled(book, "5. I&E", "Plan, forecast, and actual figures for total income into, and total expenditure from, the fund")
line = 8
for kind in ["Income", "Expenditure"]:
    money.put(f"B{line}", kind)
    for title, ending in [("Previously returned data:", "-returned-for-q1"), ("Q2 Amended Data:", "")]:
        money.put(f"B{line + 2}", title)
        money.row(line + 3, 4, [f"Q{quarter} 2015/16" for quarter in range(1, 5)] + ["Annual Total", "Pooled Fund"])
        money.put(f"B{line + 4}", f"Please provide plan, forecast and actual of total {kind.lower()}")
        money.merge(f"B{line + 4}:B{line + 6}")
        for below, measure in enumerate(["Plan", "Forecast", "Actual*"], line + 4):
            row = rows[f"{kind.lower()}-{measure.lower().rstrip('*')}{ending}"]
            money.put(f"C{below}", measure)
            money.row(below, 4, [number(value["value"]) for value in row["values"]], POUNDS)
            if "total" in row:
                money.put(f"H{below}", number(row["total"]), POUNDS, formula=f"SUM(D{below}:G{below})")
        money.put(f"I{line + 4}", number(answer(f"{kind.lower()}-pooled-fund{ending}")), POUNDS)
        line += 6
    money.put(f"B{line + 2}", "Please comment if there is a difference between either annual total and the pooled fund")
    money.put(f"D{line + 2}", answer(f"{kind.lower()}-difference"))
    money.merge(f"D{line + 2}:I{line + 2}")
    line += 4
money.put(f"B{line}", "Commentary on progress against financial plan:")
money.put(f"D{line}", answer("financial-commentary"))
money.merge(f"D{line}:I{line}")
money.put(f"B{line + 2}", "Footnote:")

metrics = titled(book, "6. Metrics", "National and locally defined metrics")
line = 8
for name, label, beside in [
    ("residential-care", "Admissions to residential Care", "% Change in rate of permanent admissions to residential care per 100,000"),
    ("reablement", "Reablement", "Change in annual percentage of people still at home after 91 days following discharge"),
    ("local", "Local performance metric as described in your approved BCF plan / Q1 return", answer("local-metric-before")),
    ("patient-experience", "Local defined patient experience metric as described in your approved BCF plan / Q1 return", answer("patient-experience-metric-before")),
]:
    metrics.put(f"B{line}", label)
    metrics.put(f"D{line}", beside)
    if name in ["local", "patient-experience"]:
        line += 1
        kind = "local performance metric" if name == "local" else "local defined patient experience metric"
        metrics.put(f"B{line}", f"If no {kind} has been specified, please give details of the one now being used.")
        name = f"{name}-progress"
    metrics.put(f"B{line + 1}", "Please provide an update on indicative progress against the metric?")
    metrics.put(f"D{line + 1}", answer(name))
    metrics.put(f"B{line + 2}", "Commentary on progress:")
    metrics.put(f"D{line + 2}", answer(name, "comment"))
    metrics.merge(f"D{line + 2}:H{line + 2}")
    line += 5
metrics.put(f"B{line}", "Footnotes:")

next_year = titled(book, "7. Preparations for BCF 16-17", "Preparations for the BCF 16-17")
for line, label, name in [
    (8, "Following the announcement that the BCF will continue in 2016-17 have you begun planning for next year?", "planning-begun"),
    (10, "How confident do you feel about developing your BCF plan for 2016-17?", "confidence"),
    (12, "At this stage do you expect to pool more, less, or the same amount of funding compared to that pooled in 15/16?", "pooling"),
    (14, "Would you welcome support in developing your BCF plan for 2016-17?", "support"),
]:
    next_year.put(f"B{line}", label)
    next_year.put(f"F{line}", answer(name))
next_year.row(17, 2, [
    "If yes, which area(s) of planning would you like support with, and in what format?", "Interested in support?",
    "Preferred support medium", "If preferred support medium is 'other', please elaborate",
])
for line, (name, label) in enumerate({
    "vision": "Developing / reviewing your strategic vision",
    "partnership": "Building partnership working",
    "governance": "Governance development",
    "data": "Data interpretation and analytics",
    "evidence": "Evidence based planning",
    "finance": "Financial planning",
}.items(), 18):
    next_year.row(line, 2, [label] + [answer(f"support-{name}{ending}") for ending in ["", "-medium", "-other"]])

integration = titled(book, "8. New Integration Metrics", "New Integration Metrics")
integration.put("B8", "1. Proposed Metric: Integrated Digital Records")
integration.row(10, 3, ["GP", "Hospital", "Social Care", "Community", "Mental health", "Specialised palliative"])
SETTINGS = ["gp", "hospital", "social-care", "community", "mental-health", "palliative"]
integration.put("B11", "In which of the following settings is the NHS number being used as the primary identifier?")
integration.row(11, 3, [answer(f"nhs-number-{setting}") for setting in SETTINGS])
integration.put("B12", "Please indicate which care settings can 'speak to each other'")
integration.row(12, 3, [answer(f"open-api-{setting}") for setting in SETTINGS])
integration.put("B14", "Are the appropriate Information Governance controls in place for information sharing in line with Caldicott 2?")
integration.put("C14", answer("caldicott-2"))
integration.put("B16", "Comments:")
integration.put("C16", answer("digital-records-comments"))

narrative = titled(book, "9. Narrative", "Narrative")
narrative.put("B8", "Data Submission Period:")
narrative.put("B9", given["period"])
narrative.put("D8", "Remaining Characters")
narrative.put("D9", 32054)
narrative.put("B11", "Please provide a brief narrative on overall progress in delivering your Better Care Fund plan")
narrative.merge("B11:H11")
narrative.put("B12", answer("narrative"))
narrative.merge("B12:H20")

validations = book.sheet("Validations", hidden=True)
validations.put("A1", "Data collection Question Completion Validations")
for line, count in enumerate(given["cover"], 19):
    validations.put(f"A{line}", f"{count['sheet']}. {count['title']}")
    validations.put(f"B{line}", int(count["answered"]))
lists = book.sheet("Lists", hidden=True)
lists.row(1, 1, ["Yes/No", "Condition", "Progress"])
for line, words in enumerate([
    ["Yes", "Yes", "On track to meet target"],
    ["No", "No", "On track for improved performance, but not to meet full target"],
    [None, "No - In Progress", "No improvement in performance forecast"],
], 2):
    lists.row(line, 1, words)
book.names["Answers"] = "Lists!$B$2:$B$4"

book.save(HERE / "return-bcf-q2.xlsx")
