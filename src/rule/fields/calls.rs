//! What the vocabulary's functions lead to, and which functions may not be called.

use rhai::{Expr, FnCallExpr, Position};

use super::{Checker, Leads, Names};
use crate::problem::nearest;
use crate::rule::Path;
use crate::rule::sandbox::{BANNED_FUNCTIONS, may_not_use};
use crate::schema::{self, Kind, Shape};

/// What a path leads to in the documents of a kind.
fn leads_to<'s>(kind: &str, path: &str) -> Leads<'s> {
    let found = schema::kind(kind).and_then(|kind| {
        let shape = Path::parse(path, kind.shape()).ok()?.shape(kind.shape())?;
        Some(Leads::Node(kind, shape))
    });
    found.unwrap_or(Leads::Else)
}

/// A list of what a path leads to in the documents of a kind.
fn leads_to_list<'s>(kind: &str, path: &str) -> Leads<'s> {
    match leads_to(kind, path) {
        Leads::Node(kind, shape) => Leads::Array(kind, shape),
        other => other,
    }
}

impl<'s> Checker<'_> {
    pub(super) fn function(&mut self, call: &FnCallExpr, position: Position, names: &mut Names<'s>) -> Leads<'s> {
        self.call(None, call, position, names)
    }

    /// A call, with what stands before its dot as the first argument.
    pub(super) fn call(
        &mut self,
        before_dot: Option<Leads<'s>>,
        call: &FnCallExpr,
        position: Position,
        names: &mut Names<'s>,
    ) -> Leads<'s> {
        let mut leads: Vec<Leads<'s>> = before_dot.into_iter().collect();
        for argument in &call.args {
            leads.push(self.expression(argument, names));
        }
        if BANNED_FUNCTIONS.contains(&call.name.as_str()) {
            let what = format!("`{}` may not be called", call.name);
            self.problems.push(self.place.problem(self.place.span(position), what).help(may_not_use(&call.name)));
        }
        // Operators are calls too, by their marks.
        if call.name.starts_with(char::is_alphabetic) && !BANNED_FUNCTIONS.contains(&call.name.as_str()) {
            self.calls.push((call.name.to_string(), position));
        }
        let first = leads.first().copied().unwrap_or(Leads::Else);
        let skipped = usize::from(before_dot.is_some());
        let literal = |argument: usize| match call.args.get(argument.checked_sub(skipped)?) {
            Some(Expr::StringConstant(text, _)) => Some(text.as_str()),
            _ => None,
        };
        match call.name.as_str() {
            "has" | "is_readable" => {
                self.along(first, literal(1), position);
                Leads::Else
            }
            // Functions that keep to the items of a list and take the name of a field of theirs.
            "where" | "where_not" | "lacking" | "having" | "readable" | "saying" | "pick" | "has_item" | "gaps_in"
            | "briefly" => {
                let item = match first {
                    Leads::Node(kind, shape) => shape.items().map(|items| (kind, items)),
                    Leads::Array(kind, shape) => Some((kind, shape)),
                    _ => None,
                };
                let Some((kind, shape)) = item else { return Leads::Else };
                self.along(Leads::Node(kind, shape), literal(1), position);
                match call.name.as_str() {
                    "pick" => Leads::Node(kind, shape),
                    "where" | "where_not" | "lacking" | "having" | "readable" | "saying" => Leads::Array(kind, shape),
                    _ => Leads::Else,
                }
            }
            // Functions of an item that take the names of fields of it and of those like it.
            "earlier_saying" | "naming" | "named_by" => {
                self.along(first, literal(1), position);
                self.along(first, literal(2), position);
                match first {
                    Leads::Node(kind, shape) => Leads::Array(kind, shape),
                    other => other,
                }
            }
            "all_below" => self.all_below(first, literal(1), position),
            "items" => match first {
                Leads::Node(kind, shape) => shape.items().map_or(Leads::Else, |items| Leads::Array(kind, items)),
                other => other,
            },
            "document_of" => match first {
                Leads::Node(kind, _) => Leads::Node(kind, kind.shape()),
                _ => Leads::Else,
            },
            "first_in_document" => self.searched([literal(0), literal(1), literal(2)], position),
            "find_nodes" => match self.searched([literal(0), literal(1), literal(2)], position) {
                Leads::Node(kind, shape) => Leads::Array(kind, shape),
                other => other,
            },
            "enclosing" => match first {
                Leads::Node(kind, _) => self.at_path(kind, literal(1), position),
                other => other,
            },
            "documents" | "document" | "find_documents" => {
                self.documents(call.name.as_str(), literal(0), literal(1), position)
            }
            "paragraphs_at" | "cited_in" => {
                let paragraphs =
                    schema::kind("plan-text").and_then(|kind| Some((kind, kind.shape().field("paragraphs")?.items()?)));
                paragraphs.map_or(Leads::Else, |(kind, shape)| Leads::Array(kind, shape))
            }
            "unlike" => first,
            "terms_in_force" => {
                schema::kind("terms-of-reference").map_or(Leads::Else, |kind| Leads::Array(kind, kind.shape()))
            }
            "recorded" | "newly_recorded" => match first {
                Leads::Node(kind, _) => {
                    let records = kind.shape().field("changes").and_then(Shape::items);
                    records.map_or(Leads::Else, |records| Leads::Array(kind, records))
                }
                _ => Leads::Else,
            },
            "role_in" => leads_to_list("escalation-chain", "/roles/*"),
            "form_of" => schema::kind("form").map_or(Leads::Else, |kind| Leads::Node(kind, kind.shape())),
            "question_on_form" => leads_to("form", "/sheets/*/questions/*"),
            "row_on_form" => leads_to("form", "/sheets/*/figures/*"),
            "sheet_on_form" => leads_to("form", "/sheets/*"),
            "answer_to" => leads_to("return", "/sheets/*/questions/*"),
            "row_of" => leads_to("return", "/sheets/*/figures/*"),
            "meetings_under" => schema::kind("meeting").map_or(Leads::Else, |kind| Leads::Array(kind, kind.shape())),
            "outcome_of" => {
                match literal(0) {
                    Some(rule) => self.builds_on.push(rule.to_owned()),
                    None => self.problems.push(
                        self.place
                            .problem(self.place.span(position), "`outcome_of` must name the rule itself")
                            .help("write the rule's identity in quotation marks"),
                    ),
                }
                Leads::Else
            }
            _ => Leads::Else,
        }
    }

    /// Follows a path of fields, given as a literal, so that each of them is checked.
    fn along(&mut self, start: Leads<'s>, path: Option<&str>, position: Position) {
        if let Some(path) = path {
            path.split('.').fold(start, |at, name| self.field(at, name, position));
        }
    }

    /// The nodes of a search by a kind, a path and the field that is compared; none compares the node itself.
    fn searched(&mut self, [kind, path, field]: [Option<&str>; 3], position: Position) -> Leads<'s> {
        let Leads::Node(kind, _) = self.documents("document", kind, None, position) else { return Leads::Else };
        let nodes = self.at_path(kind, path, position);
        if matches!(nodes, Leads::Node(..)) {
            self.along(nodes, field.filter(|field| !field.is_empty()), position);
        }
        nodes
    }

    /// What a path, given as a literal, leads to in a kind.
    fn at_path(&mut self, kind: &'static Kind, path: Option<&str>, position: Position) -> Leads<'s> {
        match path.map(|path| Path::parse(path, kind.shape())) {
            Some(Ok(path)) => path.shape(kind.shape()).map_or(Leads::Else, |shape| Leads::Node(kind, shape)),
            Some(Err(what)) => {
                self.problems.push(
                    self.place
                        .problem(self.place.span(position), what)
                        .help("the path follows the fields of the kind, with * for every item of a list"),
                );
                Leads::Else
            }
            None => Leads::Else,
        }
    }

    /// The items of the lists of a name below a shape: the name must be there, or the rule would
    /// quietly find nothing.
    fn all_below(&mut self, start: Leads<'s>, list: Option<&str>, position: Position) -> Leads<'s> {
        let (Leads::Node(kind, shape), Some(list)) = (start, list) else { return Leads::Else };
        match shape.below(list).and_then(Shape::items) {
            Some(items) => Leads::Array(kind, items),
            None => {
                let what =
                    format!("no list `{list}` is below {} ({})", shape.title().unwrap_or("this place"), kind.name());
                let help = "write the name of a list that the kind has";
                self.problems.push(self.place.problem(self.place.span(position), what).help(help));
                Leads::Else
            }
        }
    }

    fn documents(&mut self, function: &str, kind: Option<&str>, field: Option<&str>, position: Position) -> Leads<'s> {
        let Some(name) = kind else {
            self.problems.push(
                self.place
                    .problem(self.place.span(position), format!("`{function}` must name the kind itself"))
                    .help("write the kind in quotation marks"),
            );
            return Leads::Else;
        };
        let Some(kind) = schema::kind(name) else {
            let way_out = nearest(name, schema::kinds().iter().map(Kind::name)).map_or_else(
                || "see the kinds with: quorate schema".to_owned(),
                |meant| format!("did you mean \"{meant}\"?"),
            );
            self.problems.push(
                self.place
                    .problem(self.place.span(position), format!("\"{name}\" is no kind of document"))
                    .help(way_out),
            );
            return Leads::Else;
        };
        match function {
            "documents" => Leads::Array(kind, kind.shape()),
            "find_documents" => {
                if let Some(field) = field {
                    self.field(Leads::Node(kind, kind.shape()), field, position);
                }
                Leads::Array(kind, kind.shape())
            }
            _ => Leads::Node(kind, kind.shape()),
        }
    }
}
