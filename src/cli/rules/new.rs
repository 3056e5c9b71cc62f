//! `quorate rules new`: the start of a rule, with cases that pass at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cases::ENDING;
use crate::cli::settings::Settings;
use crate::cli::{Outcome, output, read};
use crate::problem::{Problem, Problems, nearest};
use crate::rule::RuleFile;
use crate::schema::{self, Kind, Shape};

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The area and the name, which states what holds when the rule passes: action/lead-is-one-post.
    #[arg(value_name = "AREA/NAME")]
    name: String,

    /// The kind of document that the rule speaks about.
    #[arg(long)]
    kind: String,

    /// The path of its subjects, such as /items/*; without it the document as a whole.
    #[arg(long, default_value = "")]
    path: String,

    /// The folder of rules; without it the first one of quorate.toml, or else `rules`.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    check_name(&arguments.name)?;
    check_not_shipped(&arguments.name)?;
    let kind = kind(&arguments.kind)?;
    let field = field(kind, &arguments.path)?;
    let settings = Settings::find(Path::new("."))?;
    let working = std::env::current_dir().unwrap_or_default();
    let of_settings = settings.rules.first().map(|folder| folder.strip_prefix(&working).unwrap_or(folder).to_owned());
    let folder = arguments.dir.clone().or(of_settings).unwrap_or_else(|| "rules".into());
    let rule = folder.join(format!("{}.rhai", arguments.name));
    let cases = folder.join(format!("{}{ENDING}", arguments.name));
    // A rule of this name in another folder of the settings would be judged by too.
    let elsewhere = settings.rules.iter().map(|folder| folder.join(format!("{}.rhai", arguments.name)));
    for file in [rule.clone(), cases.clone()].into_iter().chain(elsewhere) {
        if file.exists() {
            let way_out = "give the rule another name, or work on with the one that is there";
            return Err(vec![
                Problem::in_file(&read::shown_from_here(&file), "this file is there already").help(way_out),
            ]);
        }
    }
    if let Some(area) = rule.parent() {
        fs::create_dir_all(area).map_err(|error| {
            vec![
                Problem::in_file(&area.display().to_string(), format!("the folder cannot be made: {error}"))
                    .help("name another folder with --dir"),
            ]
        })?;
    }
    let script = script(kind, &arguments.path, field);
    output::write_file(&rule, |out| out.write_all(script.as_bytes()))?;
    let written = cases_of(kind, &arguments.path, field);
    output::write_file(&cases, |out| out.write_all(written.as_bytes()))?;
    output::print(&format!(
        "{}\n{}\nWrite the page, then the check, then the case that is to be done; test with:\n  quorate rules test {}\n",
        rule.display(),
        cases.display(),
        rule.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn check_name(name: &str) -> Result<(), Problems> {
    let fine = |part: &str| {
        part.starts_with(|letter: char| letter.is_ascii_lowercase())
            && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
    };
    match name.split_once('/') {
        Some((area, rest)) if fine(area) && fine(rest) => Ok(()),
        _ => Err(vec![
            Problem::new(format!("\"{name}\" is no name of a rule"))
                .help("write area/what-holds in small letters with hyphens, such as action/lead-is-one-post"),
        ]),
    }
}

/// Two rules of one name cannot be told apart in a policy.
fn check_not_shipped(name: &str) -> Result<(), Problems> {
    if RuleFile::shipped().iter().all(|file| file.id != name) {
        return Ok(());
    }
    let way_out = format!(
        "give yours another name; what the shipped rule asks, and what a policy may set of it: quorate rules show {name}"
    );
    Err(vec![Problem::new(format!("the rule \"{name}\" is shipped with Quorate")).help(way_out)])
}

fn kind(name: &str) -> Result<&'static Kind, Problems> {
    schema::kind(name).ok_or_else(|| {
        let known: Vec<&str> = schema::kinds().iter().map(Kind::name).collect();
        let meant =
            nearest(name, known.iter().copied()).map(|meant| format!("did you mean \"{meant}\"? ")).unwrap_or_default();
        let way_out = format!("{meant}The kinds are {}", known.join(", "));
        vec![Problem::new(format!("\"{name}\" is no kind of document")).help(way_out)]
    })
}

/// A field of the subjects that may hold any text, for the check that the rule starts with.
fn field(kind: &'static Kind, path: &str) -> Result<&'static str, Problems> {
    let wrong = |what: String, shape: Option<Shape<'_>>| {
        let fields = shape.map(|shape| shape.fields().collect::<Vec<_>>().join(", ")).unwrap_or_default();
        let way_out = match fields.as_str() {
            "" => "a path goes from field to field, with * for every item of a list: /items/*".to_owned(),
            fields => format!("the fields here are {fields}; * stands for every item of a list"),
        };
        vec![Problem::new(what).help(way_out)]
    };
    if !path.is_empty() && !path.starts_with('/') {
        return Err(wrong(format!("the path \"{path}\" does not start with /"), None));
    }
    let mut shape: Shape<'static> = kind.shape();
    for step in path.split('/').skip(1) {
        let next = if step == "*" { shape.items() } else { shape.field(step) };
        let what = || format!("the kind \"{}\" has no `{step}` there, in the path \"{path}\"", kind.name());
        shape = next.ok_or_else(|| wrong(what(), Some(shape)))?;
    }
    let is_free = |name: &&str| shape.field(name).is_some_and(Shape::is_free_text);
    let usual = ["title", "text", "name"].into_iter().filter(|name| shape.fields().any(|field| field == *name));
    let others = shape.fields().filter(|name| !matches!(*name, "kind" | "id" | "$schema"));
    let needed = shape.fields().filter(|name| shape.requires(name) && !matches!(*name, "kind" | "id"));
    usual.chain(needed).chain(others).find(is_free).ok_or_else(|| {
        let list = shape.fields().find(|name| shape.field(name).and_then(Shape::items).is_some());
        let list = list.map(|list| format!(", such as --path {path}/{list}/*")).unwrap_or_default();
        let place = if path.is_empty() { "the document as a whole" } else { path };
        wrong(format!("{place} holds no text to start a check from; name a part of it{list}"), Some(shape))
    })
}

fn script(kind: &Kind, path: &str, field: &str) -> String {
    let subject = kind.shape().title().unwrap_or(kind.name());
    format!(
        r#"//! Say here in one sentence what holds when the rule passes.
//!
//! # Why
//! Say why it matters: what goes wrong where it does not hold.
//! # Applies
//! Name what the rule speaks about, as a noun: a part of a document of the kind {subject}.
//! # Passes
//! Say when it passes.
//! # Fails
//! Say when it fails.
//! # Remedy
//! Say what whoever reads the report has to do.

const RULE = #{{
    each: #{{ "{}": "{path}" }},
    since: "0.1.0",
    source: "Name the act, the regulation or the clause that asks for it",
}};

// Where the rule speaks about some subjects only, add:
//     fn applies(subject, policy) {{ subject.has("a_field") }}

// A field that is read and is not there leaves the subject open; ask subject.has("...") first only
// where its absence means something else.
fn check(subject, policy) {{
    if subject.{field} == "to be replaced" {{
        return fail(subject.{field}, `the {field} is "${{subject.{field}}}"`);
    }}
}}
"#,
        kind.name()
    )
}

/// The cases that go with [`script`], the last of them still to be done.
fn cases_of(kind: &Kind, path: &str, field: &str) -> String {
    let at = format!("{}/{field}", path.replace('*', "0"));
    let document = |inner: &str| {
        let steps: Vec<&str> = path.split('/').skip(1).collect();
        let held = steps.iter().rev().fold(inner.to_owned(), |held, step| match *step {
            "*" => format!("[{held}]"),
            name => format!("{{ {name}: {held} }}"),
        });
        // The outermost map is the document itself, written as lines.
        let lines = held.strip_prefix("{ ").and_then(|held| held.strip_suffix(" }")).unwrap_or("").to_owned();
        let lines = if lines.is_empty() { String::new() } else { format!("          {lines}\n") };
        format!(
            "      - name: paper.yaml\n        text: |\n          kind: {}\n          id: paper\n{lines}",
            kind.name()
        )
    };
    let holding = |value: &str| document(&format!("{{ {field}: {value} }}"));
    format!(
        r#"cases:
  - case: the {field} says something
    documents:
{}    expect: pass

  - case: the {field} was never replaced
    documents:
{}    expect:
      - outcome: fail
        at: {at}
        says: the {field} is "to be replaced"

  - case: there is no {field}
    documents:
{}    expect: open

  - case: there is no such document
    documents: []
    expect: not-applicable

  - case: just at the limit
    to_do: write the document that only just passes and what is expected, and take this line out
"#,
        holding("Something"),
        holding("to be replaced"),
        document("{ }"),
    )
}
