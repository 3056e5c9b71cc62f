//! Where something stands, for people: file, place, and what is to be read there.

use super::{Evidence, Place};
use crate::assess::{Finding, Outcome};
use crate::document::{Node, Value};
use crate::place::{Span, Spot};
use crate::submission::{NodeRef, Read, Submission};
use crate::wording;

/// The longest excerpt of a document that a place carries, in characters.
const LONGEST_EXCERPT: usize = 1000;

/// The place of a node, with what stands there.
pub(crate) fn place(submission: &Submission, at: NodeRef, note: Option<String>) -> Option<Place> {
    let document = &submission.member(at.document)?.document;
    let node = document.node(at.node);
    // An office file has no line that a group of fields begins on.
    let is_bare_group =
        document.is_office() && node.value() == Value::Map && GROUP_TEXT.iter().all(|field| node.get(field).is_none());
    let text = if is_bare_group { String::new() } else { excerpt(node) };
    Some(Place {
        at,
        path: document.path().to_owned(),
        pointer: node.pointer(),
        spot: document.spot(at.node, shown(node).start),
        text,
        note,
    })
}

/// What was read, with its place.
pub(super) fn evidence<'r>(submission: &'r Submission, read: &Read) -> Option<Evidence<'r>> {
    let document = &submission.member(read.at.document)?.document;
    let node = document.node(read.at.node);
    let spot = document.spot(read.at.node, shown(node).start);
    let path = document.path();
    Some(match &read.absent {
        Some(field) => {
            let first = field.split('.').next().unwrap_or_default();
            let empty = document.empty_cells(read.at.node).find(|(own, _)| *own == first);
            let spot = empty.map_or(spot, |(_, empty)| empty);
            Evidence { path, pointer: format!("{}/{}", node.pointer(), field.replace('.', "/")), spot, value: None }
        }
        None => Evidence { path, pointer: node.pointer(), spot, value: Some(excerpt(node)) },
    })
}

/// Where to point an eye: a value on its line; a list or a group on its name or its first line.
pub(crate) fn visible_span(node: Node<'_>) -> Span {
    let span = shown(node);
    let text = span.of(node.tree().source());
    let line = text.lines().next().unwrap_or("").trim_end();
    Span::new(span.start as usize, span.start as usize + line.len())
}

/// What is shown of a node: its value, or the name of a list or a group.
fn shown(node: Node<'_>) -> Span {
    if matches!(node.value(), Value::List | Value::Map) && node.key().is_some() { node.key_span() } else { node.span() }
}

/// The fields that speak for the group that they stand in.
const GROUP_TEXT: [&str; 2] = ["text", "heading"];

/// What stands at a node, as printed: a value, or the text of a paragraph, or its heading where it has
/// no text, or a first line.
fn excerpt(node: Node<'_>) -> String {
    let text = match node.value() {
        Value::Text(text) => text,
        Value::Number(text) => text,
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        Value::Null => "",
        Value::List => {
            return match node.children().count() {
                1 => "1 entry".to_owned(),
                count => format!("{count} entries"),
            };
        }
        Value::Map => {
            match GROUP_TEXT.iter().find_map(|field| node.get(field)?.as_text().filter(|text| !text.is_empty())) {
                Some(text) => text,
                None => return in_short(node.span().of(node.tree().source()), true),
            }
        }
    };
    in_short(text, false)
}

/// A text, or its first line, with single spaces and cut where it is long. No more of it is read than
/// that: the text of a workbook is one line, of megabytes.
fn in_short(text: &str, is_first_line: bool) -> String {
    let mut short = String::new();
    let mut length = 0;
    let mut spaced = false;
    for letter in text.chars().take_while(|letter| !is_first_line || *letter != '\n') {
        if letter.is_whitespace() {
            spaced = length > 0;
            continue;
        }
        for letter in spaced.then_some(' ').into_iter().chain([letter]) {
            if length >= LONGEST_EXCERPT {
                return short + "...";
            }
            short.push(letter);
            length += 1;
        }
        spaced = false;
    }
    short
}

/// The empty cell of an office file that a finding is about, where it points at a group of fields that has empty ones: the one that was looked
/// for and not found; of several the one that the message names; or else, of what cannot be decided,
/// the last one that was looked for.
pub(super) fn empty_cell_of(submission: &Submission, finding: &Finding) -> Option<Spot> {
    let at = finding.points_at.first().filter(|points| points.note.is_none())?.at;
    let member = submission.member(at.document).filter(|member| member.document.is_office())?;
    if !matches!(finding.outcome, Outcome::Fail | Outcome::Open) {
        return None;
    }
    let empty: Vec<(&str, Spot)> = member.document.empty_cells(at.node).collect();
    let shape = member.kind.shape().of_node(member.document.node(at.node));
    let title = |field: &str| shape.and_then(|shape| shape.field(field)?.title());
    let is_named = |field: &str| wording::mentions(&finding.message, title(field).unwrap_or(field));
    let absent = finding.evidence.iter().filter(|read| read.at == at).filter_map(|read| read.absent.as_deref());
    let absent: Vec<&str> = absent.filter_map(|path| path.split('.').next()).collect();
    let sought: Vec<&(&str, Spot)> = empty.iter().filter(|(field, _)| absent.contains(field)).collect();
    let only = |cells: Vec<&(&str, Spot)>| match cells.as_slice() {
        [(_, spot)] => Some(spot.clone()),
        _ => None,
    };
    let last_sought = || {
        let last = absent.iter().rev().find_map(|field| empty.iter().find(|(own, _)| own == field));
        last.filter(|_| finding.outcome == Outcome::Open).map(|(_, spot)| spot.clone())
    };
    only(sought.clone())
        .or_else(|| only(sought.into_iter().filter(|(field, _)| is_named(field)).collect()))
        .or_else(|| only(empty.iter().filter(|(field, _)| is_named(field)).collect()))
        .or_else(last_sought)
}
