//! `quorate explain RULE`: a rule's page; `quorate explain FINDING PATHS`: the trail of a finding.

mod why;

use std::path::PathBuf;
use std::process::ExitCode;

use super::judging::{self, By, Judging};
use super::{Outcome, output, progress, read};
use crate::assess;
use crate::problem::{Problem, nearest};
use crate::rule::{Catalogue, Host, Page, Parameter, Rule};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A rule, for instance sign-off/phase-2-follows-phase-1; or the twelve letters and figures of a finding.
    #[arg(value_name = "RULE|FINDING")]
    rule: String,

    /// For a finding: the submission that it is of, a folder or its documents one by one.
    paths: Vec<PathBuf>,

    #[command(flatten)]
    by: By,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    if is_finding(&arguments.rule) {
        return trail(arguments);
    }
    if let Some(path) = arguments.paths.first() {
        return Err(vec![
            Problem::new(format!("\"{}\" is no finding, and a rule is explained without documents", arguments.rule))
                .help(format!("leave {} out, or give the twelve letters and figures of a finding", path.display())),
        ]);
    }
    let built_in = built_in();
    if let Some((id, own)) = built_in.iter().find(|(id, _)| *id == arguments.rule) {
        let page = page(id, own);
        output::print(&format!("{page}\nThis rule is built in: every submission is held against it.\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let files = read::rule_files(&arguments.by.rules)?;
    let host = Host::new();
    let catalogue = Catalogue::read(&host, &files, |id| id == arguments.rule)?;
    let Some(rule) = catalogue.get(&arguments.rule) else {
        let known = || files.iter().map(|file| file.id.as_str()).chain(built_in.iter().map(|(id, _)| *id));
        let way_out = match nearest(&arguments.rule, known()) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => way_to_the_rules(&arguments.rule, known()),
        };
        return Err(vec![Problem::new(format!("there is no rule \"{}\"", arguments.rule)).help(way_out)]);
    };
    output::print(&format!("{}{}", page(&rule.id, &rule.page), facts(rule)))?;
    Ok(ExitCode::SUCCESS)
}

/// The rules that no file holds, with their pages.
pub(super) fn built_in() -> [(&'static str, Page); 3] {
    [
        (assess::WELL_FORMED, assess::well_formed_page()),
        (assess::IN_ORDER, assess::judgement_page()),
        (assess::IS_USED, assess::excuse_page()),
    ]
}

/// What a parameter is where no policy sets it.
pub(super) fn unless_set(parameter: &Parameter) -> String {
    match &parameter.default {
        Some(value) => format!("{value} unless a policy sets it"),
        None => "a policy must set it".to_owned(),
    }
}

/// Whether a word is the identity of a finding.
fn is_finding(word: &str) -> bool {
    word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
}

/// The whole trail of one finding: what was found, the rule, everything that was read in order.
fn trail(arguments: &Arguments) -> Outcome {
    let progress = progress::start("Judging");
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let prepared = judging::prepare(&Judging { by: arguments.by.clone(), ..Judging::of(paths) })?;
    let docket = prepared.docket();
    let explanation = docket.finding(&arguments.rule).and_then(|finding| docket.explain(finding));
    let report = prepared.report(docket);
    let Some(finding) = report.findings.iter().find(|finding| finding.id == arguments.rule) else {
        return Err(vec![
            Problem::new(format!("there is no finding {} in this submission", arguments.rule)).help(
                "check the letters and figures, the paths and the policy; a finding that was mended is gone, and `quorate check -v` lists those there are",
            ),
        ]);
    };
    drop(progress);
    let told = report.tell(finding);
    let mut out = format!("Finding {}: {} ({})\n\n", finding.id, finding.outcome.words(), finding.severity.word());
    out += &format!("{}\n\n", textwrap::fill(&told.said(), 80));
    for place in &told.places {
        let note = place.note.as_deref().unwrap_or("where");
        out += &format!("  {note}: {}, {}\n", place.path, place.spot);
    }
    if let Some(excuse) = &finding.excuse {
        let says = format!("It does not block. {excuse}.");
        out += &format!("\n{}\n", textwrap::fill(&says, 80));
    }
    out += &format!("\nClause   {}\n", finding.clause);
    if !finding.remedy.is_empty() {
        let options = textwrap::Options::new(80).initial_indent("To do    ").subsequent_indent("         ");
        out += &format!("{}\n", textwrap::fill(&finding.remedy, options));
    }
    if let Some(explanation) = &explanation {
        out += &why::told(explanation, &prepared.submission);
    }
    out += "\nWhat was read, in order\n";
    let mut file = "";
    for (number, read) in (1..).zip(told.evidence()) {
        if file != read.path {
            out += &format!("  {}\n", read.path);
            file = read.path;
        }
        let value = read.value.as_ref().map_or_else(|| "nothing there".to_owned(), |value| format!("\"{value}\""));
        let options = textwrap::Options::new(80).initial_indent("  ").subsequent_indent("        ");
        let line = format!("{number:>4}. {}: {value} ({})", read.spot, read.pointer);
        out += &format!("{}\n", textwrap::fill(&line, options));
    }
    for search in told.searched {
        out += &format!("  every document of the kind {}, {}\n", search.kind.replace('-', " "), search.path);
    }
    if let Some(rule) = report.rules.iter().find(|rule| rule.id == finding.rule) {
        out += &format!("\nThe rule\n\n{}", page(&rule.id, &rule.page));
    }
    output::print(&out)?;
    Ok(ExitCode::SUCCESS)
}

/// Where a rule that nobody can guess is found: among those of its area, or else of which area.
fn way_to_the_rules<'r>(asked: &str, known: impl Iterator<Item = &'r str> + Clone) -> String {
    let area = |id: &'r str| id.split('/').next().unwrap_or_default();
    let of_area: Vec<&str> = known.clone().filter(|id| asked.split('/').next() == Some(area(id))).collect();
    if !of_area.is_empty() {
        return format!("the rules of that area are {}", of_area.join(", "));
    }
    let mut areas: Vec<&str> = known.map(area).collect();
    areas.sort_unstable();
    areas.dedup();
    format!(
        "rules are called by area and name, and the areas are {}; `quorate policy show POLICY` names those of a policy",
        areas.join(", ")
    )
}

pub(super) fn page(id: &str, page: &Page) -> String {
    let mut out = format!("{id}\n\n{}\n", textwrap::fill(&page.proposition, 80));
    for (name, text) in page.sections() {
        out += &format!(
            "\n{name}\n{}\n",
            textwrap::fill(text, textwrap::Options::new(80).initial_indent("  ").subsequent_indent("  "))
        );
    }
    out
}

pub(super) fn facts(rule: &Rule) -> String {
    let kinds: Vec<&str> = rule.each.iter().map(|each| each.kind.name()).collect();
    let mut out = format!("\nSource   {}\nKind     {}\nSince    {}\n", rule.source, kinds.join(", "), rule.since);
    for base in &rule.builds_on {
        out += &format!("Rests on {base}\n");
    }
    for parameter in &rule.parameters {
        out += &format!(
            "\nParameter {} ({}; {})\n  {}\n",
            parameter.name,
            parameter.holds.name(),
            unless_set(parameter),
            parameter.meaning
        );
        if let Some(takes) = parameter.takes.told() {
            out += &format!("  Takes {takes}\n");
        }
    }
    out
}
