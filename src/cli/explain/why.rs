//! What decided a finding, and what would lift it, in words.

use crate::assess::{self, Explanation, Trials};
use crate::document::Node;
use crate::rule::Condition;
use crate::submission::{NodeRef, Submission};

/// The most conditions that are told: the last ones decided.
const MOST: usize = 12;

/// How a condition that does not hold is said.
const DENIALS: [(&str, &str); 7] = [
    ("is ", "is not "),
    ("has ", "has not "),
    ("lies ", "does not lie "),
    ("says ", "does not say "),
    ("was ", "was not "),
    ("ends ", "does not end "),
    ("comes ", "does not come "),
];

/// The conditions in order, and what would lift the finding.
pub(super) fn told(explanation: &Explanation, submission: &Submission) -> String {
    let mut out = String::new();
    let skipped = explanation.conditions.len().saturating_sub(MOST);
    if !explanation.conditions.is_empty() {
        out += "\nWhat was asked, in order; the last answers decided\n";
    }
    if skipped > 0 {
        out += &format!("  ({skipped} more before these)\n");
    }
    let mut document = None;
    for condition in explanation.conditions.iter().skip(skipped) {
        // The file is named where it is another one than before.
        let at = condition.at;
        let place = if document == Some(at.document) { spot(at, submission) } else { place(at, submission) };
        document = Some(at.document);
        out += &line(&format!("{} ({place})", said(condition, submission)));
    }
    if let Some(trials) = &explanation.lifted_by {
        out += "\nWhat would make it pass\n";
        out += &line(&lifted(trials, submission));
    }
    out
}

fn said(condition: &Condition, submission: &Submission) -> String {
    let value = submission.node(condition.at).and_then(Node::as_written).map(shortened);
    let label = assess::label_of(submission, condition.at);
    let asked = if condition.holds { condition.asked.clone() } else { denied(&condition.asked) };
    match value {
        Some(value) if !asked.contains(&value) => format!("{label}, \"{value}\", {asked}"),
        _ => format!("{label} {asked}"),
    }
}

fn denied(asked: &str) -> String {
    if let Some(what) = asked.strip_prefix("has something ") {
        return format!("has nothing {what}");
    }
    let denial = DENIALS.iter().find_map(|(yes, no)| Some(format!("{no}{}", asked.strip_prefix(yes)?)));
    denial.unwrap_or_else(|| format!("not so: {asked}"))
}

fn lifted(trials: &Trials, submission: &Submission) -> String {
    let tried = match trials.made {
        1 => "1 change of what was read was tried".to_owned(),
        made => format!("{made} changes of what was read were tried, one at a time"),
    };
    match &trials.found {
        Some(trial) => {
            let what = assess::label_of(submission, trial.at);
            format!(
                "if {what} {} ({}): {tried}; whether that would be true is for the record to say",
                trial.supposed,
                place(trial.at, submission)
            )
        }
        None if trials.is_whole => format!("no single change of what was read would: {tried}"),
        None => format!("nothing was found: {tried}, and not all could be"),
    }
}

fn place(at: NodeRef, submission: &Submission) -> String {
    let path = submission.member(at.document).map_or("", |member| member.document.path());
    format!("{path}, {}", spot(at, submission))
}

fn spot(at: NodeRef, submission: &Submission) -> String {
    submission.member(at.document).map_or_else(String::new, |member| {
        let node = member.document.node(at.node);
        member.document.spot(at.node, node.span().start).to_string()
    })
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

fn line(text: &str) -> String {
    let options = textwrap::Options::new(80).initial_indent("  * ").subsequent_indent("    ");
    textwrap::fill(text, options) + "\n"
}
