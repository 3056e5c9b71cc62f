//! `quorate meeting`: the quoracy of each item as a table, and what if others came or went.

mod json;
mod table;
mod told;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use rayon::prelude::*;

use super::office::OfficeReader;
use super::settings::Settings;
use super::{Outcome, output, read};
use crate::document::Node;
use crate::meeting::what_if::{WhatIf, is_same_seat};
use crate::problem::{Problem, Problems, nearest};
use crate::submission::{NodeRef, Submission};
use told::ToldMeeting;

const AFTER_HELP: &str = "\
Exit codes: 0 every item is quorate and every meeting began with a quorum in time; 1 some item is
inquorate or open; 2 nothing could be judged.

The JSON form (`-f json`, format 1) is one object; what does not apply is null:
  quorate, format    the version of the program and of the form
  supposed           from_apologies, with [seats], without [seats]
  meetings []        path, id, body, date, judged (true or false)
    gap              where it is not judged: message, path, pointer, line
    clause           reference, path, pointer, line, faults [words]
    start            state, quorate_from (HH:MM), words
    items []         number, title, path, pointer, line, state (quorate, inquorate or open)
      gap            as above; then everything down to can_lose is left out
      counted []     who, seat, pointer (of the entry in the attendance)
      not_counted [] who, seat, pointer, reason, uncertain
      base, threshold, arithmetic
      parts []       words, base, threshold, counted, counted_at_most, met
      slots []       slot, filled_by
      spells []      from, to (HH:MM), state
      lost_at [], gained_at [] (HH:MM)
      open           missing [words], readings [] of words, state, arithmetic
      missing        sets [[seats]] (the smallest), complete, words
      can_lose       at_least, at_most, indispensable [who], complete, words
      decided        at (as printed), types [words]
      vote           carried (true, false, or null where it is open), words";

#[derive(clap::Args)]
#[command(after_long_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The submission: a folder, or its documents one by one; the terms of reference belong to it.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// Suppose that the member of this seat is there from start to end; may be given several times.
    #[arg(long, value_name = "SEAT")]
    with: Vec<String>,

    /// Suppose that nobody is there for this seat, no deputy either; may be given several times.
    #[arg(long, value_name = "SEAT")]
    without: Vec<String>,

    /// Suppose who comes before a meeting is held: with `apologies`, everybody but those who sent them.
    #[arg(long, value_enum, value_name = "WHAT")]
    from: Option<From>,

    /// The form of the answer.
    #[arg(short, long, value_enum, default_value_t = Form::Human)]
    format: Form,

    /// Who was counted and who was not, too.
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum From {
    /// Nobody is away but those who sent apologies.
    Apologies,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// For people, on a terminal.
    Human,
    /// For programs; `quorate meeting --help` describes it.
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let supposed = WhatIf {
        from_apologies: arguments.from.is_some(),
        with: arguments.with.clone(),
        without: arguments.without.clone(),
    };
    let settings = Settings::find(arguments.paths.first().map_or(Path::new("."), PathBuf::as_path))?;
    let office = OfficeReader::new(&settings.templates, settings.office)?;
    let found = read::documents(&arguments.paths, read::MAX_BYTES, &office)?;
    let submission = Submission::new(found.documents)?;
    refuse_unknown_seats(&submission, &supposed)?;
    let roots: Vec<NodeRef> = submission.of_kind("meeting").collect();
    let meetings: Vec<ToldMeeting> =
        roots.into_par_iter().map(|root| ToldMeeting::judge(&submission, root, &supposed)).collect();
    if meetings.iter().all(|meeting| meeting.items.is_empty()) {
        return Err(vec![
            Problem::new("there is no meeting with an item of business in the submission")
                .help("a meeting is a document of the kind \"meeting\" with a list of items; name it or its folder. No template makes one of minutes in Word: `quorate schema meeting` says what to write"),
        ]);
    }
    output::print(&match arguments.format {
        Form::Human => table::render(&meetings, &supposed, arguments.verbose),
        Form::Json => json::render(&meetings, &supposed),
    })?;
    let all_quorate = meetings.iter().all(ToldMeeting::is_quorate_throughout);
    Ok(if all_quorate { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A seat that no terms of the submission list would change nothing, unseen.
fn refuse_unknown_seats(submission: &Submission, supposed: &WhatIf) -> Result<(), Problems> {
    let mut seats: Vec<&str> = submission
        .of_kind("terms-of-reference")
        .filter_map(|terms| submission.node(terms)?.get("members"))
        .flat_map(Node::children)
        .filter_map(|member| member.get("seat")?.as_written())
        .collect();
    seats.sort_unstable();
    seats.dedup();
    let mut problems = Problems::new();
    for (option, names) in [("--with", &supposed.with), ("--without", &supposed.without)] {
        for name in names.iter().filter(|name| !seats.iter().any(|seat| is_same_seat(seat, name))) {
            let problem =
                Problem::new(format!("{option}: no terms of reference in the submission list the seat \"{name}\""));
            problems.push(problem.help(way_out(name, &seats)));
        }
    }
    for name in supposed.with.iter().filter(|name| supposed.without.iter().any(|other| is_same_seat(other, name))) {
        problems.push(
            Problem::new(format!("the seat \"{name}\" is given to --with and to --without"))
                .help("give it to one of them"),
        );
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn way_out(name: &str, seats: &[&str]) -> String {
    let wanted = name.to_lowercase();
    let part_of = || seats.iter().copied().find(|seat| seat.to_lowercase().contains(&wanted));
    match nearest(name, seats.iter().copied()).or_else(part_of) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None if seats.is_empty() => "the submission holds no terms of reference that list seats".to_owned(),
        None => format!("the seats are {}", seats.join(", ")),
    }
}
