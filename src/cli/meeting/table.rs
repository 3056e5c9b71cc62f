//! The form for people: a table by item, then what stands behind it; 80 columns, no colour.

use chrono::NaiveDate;

use super::told::{ToldItem, ToldMeeting, ToldTerms};
use crate::meeting::what_if::WhatIf;
use crate::quorum::{Carried, Consequence, Minute, SpellState, State, Verdict};
use crate::report::page::Page;

/// The width of the words that begin a line of details.
const LABEL: usize = 15;

/// Writes all meetings.
pub(super) fn render(meetings: &[ToldMeeting], supposed: &WhatIf, verbose: bool) -> String {
    let mut teller = Teller { page: Page::default(), verbose };
    for (position, meeting) in meetings.iter().enumerate() {
        if position > 0 {
            teller.page.line("");
        }
        teller.meeting(meeting, supposed);
    }
    teller.page.out
}

struct Teller {
    page: Page,
    verbose: bool,
}

/// Lines of details: a label and its text.
type Details = Vec<(&'static str, String)>;

impl Teller {
    fn detail(&mut self, label: &str, text: &str) {
        let first = format!("  {label:<width$}", width = LABEL - 2);
        self.page.wrapped(&first, &" ".repeat(LABEL), text);
    }

    fn meeting(&mut self, meeting: &ToldMeeting, supposed: &WhatIf) {
        let day = meeting.date.parse::<NaiveDate>();
        let day = day.map_or_else(|_| meeting.date.clone(), |day| day.format("%-d %B %Y").to_string());
        self.page.wrapped("", "", &format!("{}, {day}", meeting.body));
        self.detail("Record", &meeting.path);
        if let Ok(terms) = &meeting.read {
            let clause = &terms.meeting.clause.reference;
            self.detail(
                "Quorum",
                &format!("clause {clause} ({}, line {})", terms.clause_at.path, terms.clause_at.line),
            );
            for fault in faults(terms, &meeting.items) {
                self.detail("Clause", &fault);
            }
        }
        if !supposed.is_nothing() {
            self.detail("Supposed", &supposed_words(supposed));
        }
        match &meeting.read {
            Ok(terms) => {
                if let Some(start) = &terms.start {
                    self.detail("Start", &start.words);
                }
            }
            Err(gap) => {
                self.detail("Open", &format!("{} ({}, line {})", gap.message, gap.at.path, gap.at.line));
                self.page.line("");
                self.page.wrapped(
                    "",
                    "",
                    &format!("None of its items can be judged: {}.", numbers(&all(&meeting.items))),
                );
                return;
            }
        }
        self.table(&meeting.items);
        if let Ok(terms) = &meeting.read {
            for (group, details) in self.in_groups(terms, &meeting.items) {
                self.group(&group, &details);
            }
        }
    }

    fn table(&mut self, items: &[ToldItem]) {
        let first = items.iter().map(|item| item.number.chars().count()).max().unwrap_or(0).max("item".len());
        self.page.line("");
        self.page.line(&format!("{:<first$}  state      counted   needed  base  business", "item"));
        for item in items {
            let (counted, needed, base) = figures(item);
            let start = format!("{:<first$}  {:<9}  {counted:>7}  {needed:>7}  {base:>4}  ", item.number, item.state());
            let indent = " ".repeat(start.chars().count());
            self.page.wrapped(&start, &indent, if item.title.is_empty() { "(no title)" } else { &item.title });
        }
    }

    /// Items of which the same is to be said, together.
    fn in_groups<'t>(&self, terms: &ToldTerms, items: &'t [ToldItem]) -> Vec<(Vec<&'t ToldItem>, Details)> {
        let mut groups: Vec<(Vec<&ToldItem>, Details)> = Vec::new();
        for item in items {
            let details = self.details(terms, item);
            let same = |(group, other): &&mut (Vec<&ToldItem>, Details)| {
                *other == details && group.first().is_some_and(|first| first.state() == item.state())
            };
            match groups.iter_mut().find(same) {
                Some((group, _)) => group.push(item),
                None => groups.push((vec![item], details)),
            }
        }
        groups
    }

    fn group(&mut self, items: &[&ToldItem], details: &Details) {
        let Some(first) = items.first() else { return };
        self.page.line("");
        let noun = if items.len() == 1 { "Item" } else { "Items" };
        self.page.wrapped("", "  ", &format!("{noun} {}: {}", numbers(items), first.state()));
        for (label, text) in details {
            self.detail(label, text);
        }
    }

    fn details(&self, terms: &ToldTerms, item: &ToldItem) -> Details {
        let mut details = Details::new();
        match &item.verdict {
            Err(gap) => details.push(("Lacks", format!("{} ({}, line {})", gap.message, gap.at.path, gap.at.line))),
            Ok(verdict) => {
                details.push(("Count", verdict.arithmetic.clone()));
                reasons(verdict, &mut details);
                times(verdict, item, &mut details);
                remedy(terms, verdict, item, &mut details);
                if self.verbose {
                    people(terms, verdict, &mut details);
                }
            }
        }
        match &item.vote {
            None => {}
            Some(Ok(Carried::Yes(words))) => details.push(("Vote", format!("carried: {words}"))),
            Some(Ok(Carried::No(words))) => details.push(("Vote", format!("not carried: {words}"))),
            Some(Ok(Carried::Open(words))) => details.push(("Vote", format!("open: the record does not say {words}"))),
            Some(Err(gap)) => {
                details.push(("Vote", format!("open: {} ({}, line {})", gap.message, gap.at.path, gap.at.line)));
            }
        }
        details
    }
}

/// Why an item is open.
fn reasons(verdict: &Verdict, details: &mut Details) {
    let State::Open(open) = &verdict.state else { return };
    details.extend(open.missing.iter().map(|missing| ("Not known", missing.clone())));
    for reading in &open.readings {
        let state = spell_word(reading.state);
        details.push(("Read so", format!("{}: {state} ({})", reading.words, reading.arithmetic)));
    }
}

/// When the quorum was there, lost and regained, and what was decided without it.
fn times(verdict: &Verdict, item: &ToldItem, details: &mut Details) {
    if verdict.spells.len() > 1 {
        let spell = verdict
            .spells
            .iter()
            .map(|spell| format!("{} {} to {}", spell_word(spell.state), clock(spell.from), clock(spell.to)));
        details.push(("Times", spell.collect::<Vec<_>>().join("; ")));
        let lost = verdict.lost_at().into_iter().map(|at| (at, "lost"));
        let gained = verdict.gained_at().into_iter().map(|at| (at, "gained"));
        let mut turns: Vec<(Minute, &str)> = lost.chain(gained).collect();
        turns.sort_unstable();
        let mut was_lost = false;
        let mut told = Vec::new();
        for (at, turn) in turns {
            let again = if was_lost && turn == "gained" { "re" } else { "" };
            was_lost |= turn == "lost";
            told.push(format!("{again}{turn} at {}", clock(at)));
        }
        if !told.is_empty() {
            details.push(("Turns", told.join(", ")));
        }
    }
    let decided: Vec<&str> = item.decided.iter().map(String::as_str).filter(|kind| *kind != "none").collect();
    let matters = verdict.spells.len() > 1 || verdict.state != State::Quorate;
    if matters && (!decided.is_empty() || item.decided_at.is_some()) {
        let at = item
            .decided_at
            .as_ref()
            .map_or_else(|| "at a time that is not recorded".to_owned(), |at| format!("at {at}"));
        let what = if decided.is_empty() { "the decision".to_owned() } else { decided.join(", ") };
        details.push(("Decided", format!("{what}, {at}")));
    }
}

/// What is missing, what follows, or what could still be lost.
fn remedy(terms: &ToldTerms, verdict: &Verdict, item: &ToldItem, details: &mut Details) {
    match &verdict.missing {
        Some(missing) if item.state() == "open" => {
            let settles =
                if missing.sets.is_empty() && missing.complete { "nobody who is absent" } else { &missing.words };
            details.push(("Settled by", settles.to_owned()));
        }
        Some(missing) => details.push(("Missing", missing.words.clone())),
        None => {}
    }
    if let (State::Inquorate, Some(then)) = (&verdict.state, &terms.meeting.clause.if_inquorate) {
        let words = match then {
            Consequence::Adjourned(None) => "the meeting stands adjourned".to_owned(),
            Consequence::Adjourned(Some(to)) => format!("the meeting stands adjourned to {to}"),
            Consequence::DecisionsVoid => "decisions are void".to_owned(),
            Consequence::RecommendationsOnly => "the meeting may only recommend".to_owned(),
            Consequence::RatifiedLater => "decisions need to be ratified".to_owned(),
        };
        details.push(("Then", words));
    }
    if let Some(can_lose) = &verdict.can_lose {
        details.push(("To spare", can_lose.words.clone()));
    }
}

/// Who was counted and who was not.
fn people(terms: &ToldTerms, verdict: &Verdict, details: &mut Details) {
    let called = |attendee: usize| terms.meeting.entries.get(attendee).map(|entry| entry.called()).unwrap_or_default();
    for slot in &verdict.slots {
        let by = slot.by.map_or_else(|| "nobody".to_owned(), called);
        details.push(("Slot", format!("{}: {by}", slot.slot)));
    }
    details.extend(verdict.counted.iter().map(|counted| ("Counted", called(counted.attendee))));
    for one in &verdict.not_counted {
        details.push(("Not counted", format!("{}: {}", called(one.attendee), one.reason)));
    }
}

/// Counted, needed and base, each as one cell.
fn figures(item: &ToldItem) -> (String, String, String) {
    let Ok(verdict) = &item.verdict else {
        return ("-".to_owned(), "-".to_owned(), "-".to_owned());
    };
    let certain = verdict.counted.len();
    let possible = certain + verdict.not_counted.iter().filter(|one| one.uncertain).count();
    let counted = if possible > certain { format!("{certain}-{possible}") } else { certain.to_string() };
    // What decides is the requirement that is not met, where there is one with a number.
    let unmet = verdict.parts.iter().find(|part| !part.met && part.threshold.is_some());
    let (threshold, base) = match unmet {
        Some(part) if verdict.state != State::Quorate => (part.threshold, part.base),
        _ => (verdict.threshold, verdict.base),
    };
    let cell = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    // A quorum of places asks for no number of people.
    let needed = match (threshold, verdict.slots.len()) {
        (None, 1) => "1 slot".to_owned(),
        (None, slots) if slots > 1 => format!("{slots} slots"),
        _ => cell(threshold),
    };
    (counted, needed, cell(base))
}

/// What is wrong with the clause, each thing once.
fn faults(terms: &ToldTerms, items: &[ToldItem]) -> Vec<String> {
    let of_items = items.iter().filter_map(|item| item.verdict.as_ref().ok()).flat_map(|verdict| &verdict.faults);
    let mut faults: Vec<String> = Vec::new();
    for fault in terms.faults.iter().chain(of_items) {
        if !faults.contains(fault) {
            faults.push(fault.clone());
        }
    }
    faults
}

fn supposed_words(supposed: &WhatIf) -> String {
    let from = supposed.from_apologies.then(|| "nobody is away but those who sent apologies".to_owned());
    let list = |word: &str, seats: &[String]| (!seats.is_empty()).then(|| format!("{word} {}", seats.join(", ")));
    let parts = [from, list("with", &supposed.with), list("without", &supposed.without)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn all(items: &[ToldItem]) -> Vec<&ToldItem> {
    items.iter().collect()
}

/// The numbers of items; a single one with its title.
fn numbers(items: &[&ToldItem]) -> String {
    match items {
        [only] if !only.title.is_empty() => format!("{}, {}", only.number, only.title),
        _ => items.iter().map(|item| item.number.as_str()).collect::<Vec<_>>().join(", "),
    }
}

fn spell_word(state: SpellState) -> &'static str {
    match state {
        SpellState::Quorate => "quorate",
        SpellState::Inquorate => "inquorate",
        SpellState::Open => "open",
    }
}

/// A time by the 24-hour clock.
pub(super) fn clock(minute: Minute) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
