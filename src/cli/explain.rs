//! `quorate explain RULE`: a rule's page.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Outcome, output, read};
use crate::assess;
use crate::problem::{Problem, nearest};
use crate::rule::{Catalogue, Host, Page, Rule};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The rule's identity, for instance sign-off/phase-2-follows-phase-1.
    rule: String,

    /// A folder of rules of your own.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    if arguments.rule == assess::WELL_FORMED {
        let page = page(assess::WELL_FORMED, &assess::well_formed_page());
        output::print(&format!("{page}\nThis rule is built in: every submission is held against it.\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let files = read::rule_files(&arguments.rules)?;
    let host = Host::new();
    let catalogue = Catalogue::read(&host, &files, |id| id == arguments.rule)?;
    let Some(rule) = catalogue.get(&arguments.rule) else {
        let known = || files.iter().map(|file| file.id.as_str()).chain(std::iter::once(assess::WELL_FORMED));
        let way_out = match nearest(&arguments.rule, known()) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => format!("the rules are {}", known().collect::<Vec<_>>().join(", ")),
        };
        return Err(vec![Problem::new(format!("there is no rule \"{}\"", arguments.rule)).help(way_out)]);
    };
    output::print(&format!("{}{}", page(&rule.id, &rule.page), facts(rule)))?;
    Ok(ExitCode::SUCCESS)
}

fn page(id: &str, page: &Page) -> String {
    let sections = [
        ("Why", &page.why),
        ("Applies to", &page.applies),
        ("Passes", &page.passes),
        ("Fails", &page.fails),
        ("What to do", &page.remedy),
    ];
    let mut out = format!("{id}\n\n{}\n", textwrap::fill(&page.proposition, 80));
    for (name, text) in sections {
        out += &format!(
            "\n{name}\n{}\n",
            textwrap::fill(text, textwrap::Options::new(80).initial_indent("  ").subsequent_indent("  "))
        );
    }
    out
}

fn facts(rule: &Rule) -> String {
    let kinds: Vec<&str> = rule.each.iter().map(|each| each.kind.name()).collect();
    let mut out = format!("\nSource   {}\nKind     {}\nSince    {}\n", rule.source, kinds.join(", "), rule.since);
    for base in &rule.builds_on {
        out += &format!("Rests on {base}\n");
    }
    for parameter in &rule.parameters {
        let unless_set = match &parameter.default {
            Some(value) => format!("{value} unless a policy sets it"),
            None => "a policy must set it".to_owned(),
        };
        out += &format!(
            "\nParameter {} ({}; {unless_set})\n  {}\n",
            parameter.name,
            parameter.holds.name(),
            parameter.meaning
        );
    }
    out
}
