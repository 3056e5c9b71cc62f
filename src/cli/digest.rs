//! `quorate digest`: the digest of what a sign-off is of.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use super::judging::{Bench, Judging, Largest};
use super::{Outcome, output};
use crate::content;
use crate::document::Node;
use crate::problem::Problem;
use crate::schema::{Shape, Signed};
use crate::submission::Member;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The submission: a folder, or its documents one by one.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// Only what is called so, for instance "recommendation 4".
    #[arg(long, value_name = "NAME")]
    of: Option<String>,

    /// The canonical form itself instead of its digest: what `sha256sum` gives the digest of.
    #[arg(long, requires = "of")]
    canonical: bool,

    #[command(flatten)]
    largest: Largest,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let bench = Bench::read(&Judging { max_bytes: arguments.largest.bytes(), ..Judging::of(&arguments.paths) })?;
    let (submission, _) = bench.submission(&arguments.paths)?;
    let mut out = String::new();
    let mut known = Vec::new();
    for member in submission.members() {
        for node in signable(member) {
            let label = member.kind.label(node);
            if arguments.of.as_ref().is_some_and(|of| !of.eq_ignore_ascii_case(&label)) {
                known.push(label);
                continue;
            }
            if arguments.canonical {
                out.push_str(&content::canonical(member, node));
                break;
            }
            // Writing to a text cannot fail.
            let _ = writeln!(out, "{}  {label} ({})", content::digest(member, node), member.document.path());
        }
    }
    if out.is_empty() {
        let what = match &arguments.of {
            Some(of) => format!("nothing that can be signed off is called \"{of}\""),
            None => "nothing here can be signed off".to_owned(),
        };
        let way_out = if known.is_empty() {
            "plans, statements of action, self-assessments and returns carry sign-offs".to_owned()
        } else {
            format!("there are: {}", known.join(", "))
        };
        return Err(vec![Problem::new(what).help(way_out)]);
    }
    output::print(&out)?;
    Ok(ExitCode::SUCCESS)
}

/// What can be signed off in a document: each part whose kind gives it a sign-off block.
fn signable(member: &Member) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    gather(member.document.root(), member.kind.shape(), &mut found);
    found
}

fn gather<'d>(node: Node<'d>, shape: Shape<'_>, found: &mut Vec<Node<'d>>) {
    let blocks = || shape.fields().filter_map(|field| shape.field(field)?.sign_off());
    let is_root = node.parent().is_none();
    if blocks().any(|signed| signed == Signed::Holder || is_root) {
        found.push(node);
    }
    for child in node.children() {
        if let Some(inner) = child.key().map_or_else(|| shape.items(), |key| shape.field(key)) {
            gather(child, inner, found);
        }
    }
}
