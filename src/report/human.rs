//! The terminal form: what is to be done first, each finding with its place; readable at 80
//! columns, without colour and in a pipe.

mod brief;
mod excerpt;
mod excused;
mod table;
mod unexamined;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::causes::followed_by;
use super::page::{Page, WIDTH, capitalised};
use super::{Place, Report, SkippedFile, ToldFinding};
use crate::assess::{Finding, Outcome};
use crate::document::Value;
use crate::gate::Verdict;
use crate::policy::Severity;

/// How much to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The verdict and the counts.
    Quiet,
    /// What needs somebody's attention.
    Normal,
    /// Passes, what does not apply, evidence and skipped files too.
    Verbose,
}

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// How much.
    pub detail: Detail,
    /// Whether colour may be used; never the only sign of anything.
    pub colour: bool,
}

/// The sections: outcome, heading, what the section holds.
const SECTIONS: [(Outcome, &str, &str); 4] = [
    (
        Outcome::Broken,
        "Rules that could not be applied",
        "Until these rules are mended, nothing here counts as judged.",
    ),
    (Outcome::Fail, "Not met", "The record shows that these requirements are not met."),
    (Outcome::Open, "Cannot be decided", "The record lacks what these requirements need."),
    (
        Outcome::Review,
        "For a person to judge",
        "A person must read these and judge; `-f html -o report.html` shows the texts side by side, `quorate judge` records the answer.",
    ),
];

/// Writes the report.
pub fn render(report: &Report, style: Style) -> String {
    let mut teller = Teller { page: Page::default(), report, style };
    if style.detail != Detail::Quiet {
        teller.head();
        for (outcome, heading, holds) in SECTIONS {
            teller.section(outcome, heading, holds);
        }
        if style.detail == Detail::Verbose {
            teller.listing(Outcome::Pass, "Met");
            teller.listing(Outcome::NotApplicable, "Does not apply");
        }
        teller.hollow();
        teller.excused();
        teller.unexamined();
        teller.page.out.push_str(&table::render(report));
    }
    teller.verdict();
    teller.page.out
}

struct Teller<'r> {
    page: Page,
    report: &'r Report,
    style: Style,
}

impl Teller<'_> {
    fn bold(&self, text: &str) -> String {
        if self.style.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn head(&mut self) {
        let report = self.report;
        let title = self.bold(&format!("Assurance report as of {}", report.as_of.format("%-d %B %Y")));
        self.page.line(&title);
        for policy in &report.policies {
            self.page.wrapped("  Policy    ", "            ", &format!("{} ({})", policy.title, policy.id));
        }
        if !report.policy_was_named {
            self.page.wrapped(
                "            ",
                "            ",
                "(nobody named a policy, with -p or in a quorate.toml; `quorate policy list` lists them)",
            );
        }
        if let Some(settings) = &report.settings {
            self.page.wrapped("  Settings  ", "            ", &settings.path);
        }
        if let Some(judgements) = &report.judgements {
            self.page.wrapped("  Answered  ", "            ", &format!("by the judgements in {}", judgements.path));
        }
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for document in &report.documents {
            *kinds.entry(&document.kind).or_default() += 1;
        }
        let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        self.page.wrapped(
            "  Judged    ",
            "            ",
            &format!("{}: {}", documents(report.documents.len()), kinds.join(", ")),
        );
        for document in &report.documents {
            if !document.notices.is_empty() {
                self.page.wrapped("  Noticed   ", "            ", &format!("{}:", document.path));
            }
            for notice in &document.notices {
                self.page.wrapped("            - ", "              ", notice);
            }
        }
        let is_shown = |file: &&SkippedFile| self.style.detail == Detail::Verbose || file.may_be_a_paper;
        let (shown, others): (Vec<&SkippedFile>, Vec<&SkippedFile>) = report.skipped.iter().partition(is_shown);
        for file in shown {
            self.page.wrapped("  Not read  ", "            ", &format!("{}: {}", file.path, file.reason));
        }
        if !others.is_empty() {
            self.page.wrapped(
                "  Not read  ",
                "            ",
                &format!("{} beside the documents (-v lists them)", files(others.len())),
            );
        }
    }

    fn section(&mut self, outcome: Outcome, heading: &str, holds: &str) {
        let report = self.report;
        let mut found: Vec<ToldFinding<'_>> = report.told(outcome).collect();
        // Stable: within a severity the order of documents, places and rules stays.
        found.sort_by_key(|told| told.finding.severity);
        if found.is_empty() {
            return;
        }
        let heading = self.bold(&format!("{heading} ({})", found.len()));
        self.page.line("");
        self.page.line(&heading);
        self.page.wrapped("", "", holds);
        if self.style.detail != Detail::Verbose {
            let all = found.len();
            found.retain(|told| told.because.is_none());
            if all > found.len() {
                let words = match all - found.len() {
                    1 => "1 of them comes from something else that is not met or not decided, and is named there; -v lists it.".to_owned(),
                    more => format!("{more} of them come from something else that is not met or not decided, and are named there; -v lists them."),
                };
                self.page.wrapped("", "", &words);
            }
        }
        for asked in in_groups(found.iter(), |told| (told.finding.rule.clone(), told.finding.remedy.clone())) {
            self.requirement(outcome, &asked);
        }
    }

    /// What one rule asks, and each place where it is not met.
    fn requirement(&mut self, outcome: Outcome, asked: &[&ToldFinding<'_>]) {
        let Some(first) = asked.first() else { return };
        let finding = &first.finding;
        let proposition = self.report.rules.iter().find(|rule| rule.id == finding.rule);
        self.page.line("");
        let heading = self.bold(&format!("[{}] {}", finding.severity.word(), finding.rule));
        self.page.line(&heading);
        if let Some(rule) = proposition {
            self.page.wrapped("  Asks    ", "          ", &rule.page.proposition);
        }
        let by_clause = in_groups(asked.iter().copied(), |told| told.finding.clause.clone());
        if by_clause.len() == 1 {
            self.page.wrapped("  Clause  ", "          ", &finding.clause);
        }
        if !finding.remedy.is_empty() {
            self.page.wrapped("  To do   ", "          ", &finding.remedy);
        }
        let place = |told: &ToldFinding<'_>| told.finding.points_at.first().map(|points| points.at);
        for of_clause in &by_clause {
            if let (true, Some(told)) = (by_clause.len() > 1, of_clause.first()) {
                self.page.line("");
                self.page.wrapped("  Clause  ", "          ", &told.finding.clause);
            }
            let mut document = None;
            for said in in_groups(of_clause.iter().copied(), |told| {
                (told.finding.message.clone(), place(told).map(|at| at.document))
            }) {
                if self.is_list(asked.len()) {
                    self.in_a_line(&said, &mut document);
                    continue;
                }
                let places = in_groups(said.iter().copied(), place);
                if outcome != Outcome::Review && self.is_brief(finding.severity, places.len()) {
                    self.briefly(&said);
                } else {
                    places.iter().for_each(|of_place| self.finding(outcome, of_place));
                }
            }
        }
    }

    /// One finding, or several that say the same at the same place of different subjects.
    fn finding(&mut self, outcome: Outcome, group: &[&ToldFinding<'_>]) {
        let Some(told) = group.first() else { return };
        let mut labels: Vec<&str> = group.iter().map(|told| told.label.as_str()).collect();
        labels.dedup();
        self.said(group, &self.listed(&labels));
        if outcome == Outcome::Review {
            told.places.iter().for_each(|place| self.place(place));
        } else {
            let drawn = excerpt::draw(self.report, told, self.style.colour, WIDTH);
            self.page.out.push_str(&drawn);
            for place in told.places.iter().filter(|place| !excerpt::draws(self.report, told, place)) {
                self.place(place);
            }
        }
        self.following(group);
        if self.style.detail == Detail::Verbose {
            group.iter().for_each(|told| self.evidence(told));
        }
    }

    /// What comes from some findings, and the finding that they come from themselves.
    fn following(&mut self, group: &[&ToldFinding<'_>]) {
        let all: Vec<&Finding> = group.iter().flat_map(|told| told.following.iter().copied()).collect();
        if let Some(others) = followed_by(&all) {
            self.page.wrapped("    - ", "      ", &format!("{others}."));
        }
        if let Some(cause) = group.first().and_then(|told| told.because) {
            self.page.wrapped("    - ", "      ", &format!("this comes from finding {cause}."));
        }
    }

    /// A place in words, with what stands there: a value or a paragraph; a group of fields, or a cell
    /// that holds none, speaks for itself where it stands.
    fn place(&mut self, place: &Place) {
        let what = place.note.as_deref().unwrap_or("as written");
        let node = self.report.submission.node(place.at);
        let is_group = node.is_some_and(|node| node.value() == Value::Map && node.get("text").is_none());
        let is_group = is_group || place.text.is_empty();
        let colon = if is_group { "" } else { ":" };
        self.page.wrapped("    - ", "      ", &format!("{what} ({}, {}){colon}", place.path, place.spot));
        if !is_group {
            self.page.wrapped("      \"", "       ", &format!("{}\"", place.text));
        }
    }

    /// Everything that a finding rests on; the file is named where it is not the subject's.
    fn evidence(&mut self, told: &ToldFinding<'_>) {
        let own = told.subject.as_ref().map(|place| place.path.as_str());
        for evidence in told.evidence() {
            let file = if own == Some(evidence.path) { "" } else { &format!("{}, ", evidence.path) };
            let value = match &evidence.value {
                Some(value) => format!("\"{value}\""),
                None => "nothing there".to_owned(),
            };
            self.page.wrapped(
                "      read ",
                "        ",
                &format!("{file}{} {} {value}", evidence.spot, evidence.pointer),
            );
        }
        for search in told.searched {
            self.page.wrapped("      read ", "        ", &format!("every {}, {}", search.kind, search.path));
        }
    }

    /// Passes, or what does not apply: a line each.
    fn listing(&mut self, outcome: Outcome, heading: &str) {
        let found = self.report.count(outcome);
        if found == 0 {
            return;
        }
        let heading = self.bold(&format!("{heading} ({found})"));
        self.page.line("");
        self.page.line(&heading);
        let report = self.report;
        for told in report.told(outcome) {
            let place =
                told.subject.as_ref().map_or_else(String::new, |place| format!(" ({}, {})", place.path, place.spot));
            self.page.wrapped(
                "  ",
                "      ",
                &format!("{} {}{place}: {}", told.finding.rule, told.label, told.finding.message),
            );
            self.evidence(&told);
        }
    }

    /// Passes that nothing would have broken, where they were tried.
    fn hollow(&mut self) {
        let report = self.report;
        let Some(words) = report.witness_in_words() else { return };
        let heading = self.bold("Hollow passes");
        self.page.line("");
        self.page.line(&heading);
        self.page.wrapped("", "", &words);
        let hollow: Vec<ToldFinding<'_>> = report.hollow().collect();
        for of_rule in in_groups(hollow.iter(), |told| told.finding.rule.clone()) {
            let Some(first) = of_rule.first() else { continue };
            let mut labels: Vec<&str> = of_rule.iter().map(|told| told.label.as_str()).collect();
            labels.dedup();
            self.page.wrapped("  * ", "    ", &format!("{}: {}", first.finding.rule, self.listed(&labels)));
        }
    }

    fn verdict(&mut self) {
        let report = self.report;
        let blocks = |outcome: Outcome| {
            report
                .findings
                .iter()
                .filter(|one| one.outcome == outcome && one.excuse.is_none() && one.severity <= report.fail_on)
                .count()
        };
        let (fails, opens, reviews) = (blocks(Outcome::Fail), blocks(Outcome::Open), blocks(Outcome::Review));
        let level = match report.fail_on {
            Severity::Must => "\"must\"".to_owned(),
            other => format!("\"must\" down to \"{}\"", other.word()),
        };
        let sentence = match report.verdict {
            Verdict::Pass => {
                format!("Verdict: pass. Nothing of the severity {level} is failed, undecided or awaiting judgement.")
            }
            Verdict::Fail => format!(
                "Verdict: fail. Of the severity {level}: {fails} not met, {opens} cannot be decided, {reviews} for a person to judge."
            ),
            Verdict::NotJudged if report.count(Outcome::Broken) > 0 => {
                "Verdict: not judged. A rule could not be applied; see above.".to_owned()
            }
            Verdict::NotJudged => {
                "Verdict: not judged. No rule of the policy applied to anything in the submission.".to_owned()
            }
        };
        if self.style.detail != Detail::Quiet {
            self.page.line("");
        }
        let bold = self.style.colour;
        let start = self.page.out.len();
        self.page.wrapped("", "", &sentence);
        if bold {
            let told = self.page.out.split_off(start);
            // Writing to a string cannot fail.
            let _ = writeln!(self.page.out, "\u{1b}[1m{}\u{1b}[0m", told.trim_end());
        }
    }
}

/// Findings of equal key together, in the order in which each key comes first.
fn in_groups<'r, K: Ord>(
    found: impl Iterator<Item = &'r ToldFinding<'r>>,
    key: impl Fn(&ToldFinding<'_>) -> K,
) -> Vec<Vec<&'r ToldFinding<'r>>> {
    let mut positions: BTreeMap<K, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&ToldFinding<'_>>> = Vec::new();
    for told in found {
        let position = *positions.entry(key(told)).or_insert(groups.len());
        match groups.get_mut(position) {
            Some(group) => group.push(told),
            None => groups.push(vec![told]),
        }
    }
    groups
}

fn documents(count: usize) -> String {
    if count == 1 { "1 document".to_owned() } else { format!("{count} documents") }
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}
