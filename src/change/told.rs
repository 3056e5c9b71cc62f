//! An edit in words: what it is of, what it was, what it is.

use chrono::NaiveDate;

use super::{Edit, Versions, leaves, says_the_same};
use crate::document::{Node, Value};
use crate::schema::{Kind, Shape};
use crate::submission::{NodeRef, Submission};

/// The longest text that is quoted whole, in characters.
const LONGEST_QUOTE: usize = 80;

/// How many words are shown on either side of what changed in a long text.
const AROUND: usize = 4;

/// An edit as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is of: `action 4.2`, or the title of the document.
    pub of: String,
    /// What changed: `review date 31 March 2016 -> 30 June 2016`; one line, no full stop.
    pub what: String,
}

impl std::fmt::Display for Told {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.of, self.what)
    }
}

impl Versions {
    /// An edit in words.
    pub fn tell(&self, edit: Edit) -> Told {
        match edit {
            Edit::Changed { before, after } => {
                let place = Place::of(&self.after, after);
                let (was, is) = (node(&self.before, before), node(&self.after, after));
                let what = match was.zip(is) {
                    Some((was, is)) => format!("{}{}{}", place.field_and_space(), became(was, is), moves(is)),
                    None => String::new(),
                };
                Told { of: place.of, what }
            }
            Edit::Added { after, .. } => added_or_removed(&self.after, after, "added"),
            Edit::Removed { before, .. } => added_or_removed(&self.before, before, "removed"),
            Edit::Reordered { after, .. } => {
                let place = Place::of(&self.after, after);
                let what = format!("{}in another order", place.field_and_space());
                Told { of: place.of, what }
            }
        }
    }
}

fn node(submission: &Submission, at: NodeRef) -> Option<Node<'_>> {
    submission.node(at)
}

/// What a place is called: the nearest item with a name of its own, and the field within it.
struct Place {
    of: String,
    /// The titles of the fields on the way, the outermost first; empty for the item itself.
    field: String,
}

impl Place {
    fn of(submission: &Submission, at: NodeRef) -> Place {
        let Some(member) = submission.member(at.document) else {
            return Place { of: String::new(), field: String::new() };
        };
        let mut node = member.document.node(at.node);
        let mut titles = Vec::new();
        while !has_name(member.kind, node) {
            if let Some(key) = node.key() {
                let shape = member.kind.shape().of_node(node);
                titles.push(shape.and_then(Shape::title).map_or_else(|| key.replace('_', " "), str::to_owned));
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => break,
            }
        }
        titles.reverse();
        let of = match node.parent() {
            Some(_) => name(member.kind, node),
            None => {
                let title = node.get("title").and_then(Node::as_text).map(|title| format!(" \"{}\"", quoted(title)));
                format!("{}{}", member.kind.label(node), title.unwrap_or_default())
            }
        };
        // The innermost title tells enough where it names its owner: "date of the sign-off".
        let field = titles.pop().unwrap_or_default();
        let own = member.kind.shape().of_node(node).and_then(Shape::title).map(|title| format!(" of the {title}"));
        let field = own.and_then(|own| field.strip_suffix(&own).map(str::to_owned)).unwrap_or(field);
        let around = titles.pop().filter(|around| !field.contains(around.as_str()));
        Place { of, field: around.map_or(field.clone(), |around| format!("{around}, {field}")) }
    }

    fn field_and_space(&self) -> String {
        if self.field.is_empty() { String::new() } else { format!("{} ", self.field) }
    }
}

/// Fields by which an item is known in the whole document, and not only in what holds it.
const KNOWN_ALONE: [&str; 3] = ["reference", "id", "number"];

/// What a person calls an item; with what holds it, where there may be others of its name.
fn name(kind: &Kind, item: Node<'_>) -> String {
    let own = kind.label(item);
    let identity = kind.shape().of_node(item).and_then(Shape::identity_field);
    let mut around = std::iter::successors(item.parent(), |node| node.parent());
    match around.find(|node| has_name(kind, *node)) {
        Some(holder) if !identity.is_some_and(|field| KNOWN_ALONE.contains(&field)) => {
            format!("{}, {own}", name(kind, holder))
        }
        _ => own,
    }
}

/// Whether a person would call the node by a name of its own: an item that its kind labels.
fn has_name(kind: &Kind, node: Node<'_>) -> bool {
    node.value() == Value::Map && node.position().is_some() && kind.shape().of_node(node).is_some_and(Shape::has_label)
}

/// Which move of a date it is by the record of changes, and whether a reason is given.
fn moves(is: Node<'_>) -> String {
    let is_date = is.key().is_some_and(|key| ["due", "review_date"].contains(&key));
    let Some(item) = is.parent().filter(|_| is_date) else { return String::new() };
    let reference = item.get("reference").and_then(Node::as_written);
    let records = is.tree().root().get("changes");
    let own: Vec<Node<'_>> = records
        .into_iter()
        .flat_map(Node::children)
        .filter(|record| record.get("change").and_then(Node::as_written) == Some("re-dated"))
        .filter(|record| reference.is_some() && record.get("of").and_then(Node::as_written) == reference)
        .collect();
    let of_this = own.iter().find(|record| record.get("to").is_some_and(|to| says_the_same(to, is)));
    let has_reason = of_this.is_some_and(|record| record.get("reason").is_some_and(Node::holds_something));
    let reason = if has_reason { "" } else { ", no reason given" };
    let count = if of_this.is_some() { own.len() } else { own.len() + 1 };
    let which = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    match which.get(count - 1) {
        Some(which) => format!(", the {which} move{reason}"),
        None => format!(", move {count}{reason}"),
    }
}

fn became(was: Node<'_>, is: Node<'_>) -> String {
    let (was, is) = (shown(was), shown(is));
    if was.chars().count() <= LONGEST_QUOTE && is.chars().count() <= LONGEST_QUOTE {
        return format!("{was} -> {is}");
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (was.split(' ').collect(), is.split(' ').collect());
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let part = |words: &[&str]| {
        let (from, to) = (start.saturating_sub(AROUND), (words.len() - end + AROUND).min(words.len()));
        let opening = if from > 0 { "\"... " } else { "" };
        let closing = if to < words.len() { " ...\"" } else { "" };
        format!("{opening}{}{closing}", words.get(from..to).unwrap_or_default().join(" "))
    };
    format!("{} -> {}", part(&old), part(&new))
}

/// A value as a message shows it: dates in words, texts in quotation marks, lists by their items.
fn shown(node: Node<'_>) -> String {
    match node.value() {
        Value::Null => "nothing".to_owned(),
        Value::Bool(truth) => if truth { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_owned(),
        Value::Text(text) => match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(date) if text.len() == 10 => date.format("%-d %B %Y").to_string(),
            _ => format!("\"{}\"", text.split_whitespace().collect::<Vec<_>>().join(" ")),
        },
        Value::List | Value::Map => {
            let mut found = Vec::new();
            leaves(node, &mut found);
            let parts: Vec<String> = found.into_iter().map(shown).collect();
            parts.join(", ")
        }
    }
}

fn added_or_removed(submission: &Submission, at: NodeRef, done: &str) -> Told {
    let Some(member) = submission.member(at.document) else {
        return Told { of: String::new(), what: done.to_owned() };
    };
    let own = member.document.node(at.node);
    if own.parent().is_none() {
        return Told {
            of: format!("{}, {}", member.document.path(), Place::of(submission, at).of),
            what: done.to_owned(),
        };
    }
    let place = Place::of(submission, at);
    let text = if place.field.is_empty() {
        // The item is called by its reference; its longest text says what it is about.
        let mut found = Vec::new();
        leaves(own, &mut found);
        // Of equally long ones the first.
        let longest = found.into_iter().rev().filter_map(Node::as_text).max_by_key(|text| text.chars().count());
        longest.filter(|text| !place.of.contains(text)).map(quoted).map(|text| format!(": \"{text}\""))
    } else {
        let said = shown(own);
        Some(format!(": {}", shortened(&said)))
    };
    Told { what: format!("{}{done}{}", place.field_and_space(), text.unwrap_or_default()), of: place.of }
}

fn quoted(text: &str) -> String {
    shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST_QUOTE {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST_QUOTE).collect();
    format!("{} ...", start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words))
}
