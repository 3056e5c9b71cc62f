//! A template as written in TOML.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::place::Span;
use crate::problem::{Problems, nearest};
use crate::schema::{self, Kind, Shape};
use crate::table::Table;

/// How office files of one form become documents of one kind.
#[derive(Debug)]
pub struct Template {
    /// Its identity.
    pub id: String,
    /// What form it reads.
    pub title: String,
    /// The kind of document that comes of it.
    pub kind: &'static Kind,
    /// Fields that every such document has alike.
    pub(super) set: Vec<(String, String)>,
    /// Fields that must be given beside the file, because the form does not print them.
    pub needs: Vec<String>,
    pub(super) values: Vec<Value>,
    pub(super) tables: Vec<TableOf>,
}

/// A value that stands beside its label.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) into: String,
    pub(super) labels: Vec<String>,
    /// The sheet that the label stands in; any, where it is not named.
    pub(super) sheet: Option<String>,
    pub(super) take: Take,
    pub(super) is_optional: bool,
}

/// Where a value stands from its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// In the next cell of the row that is not a part of the label.
    Right,
    /// In the cell below.
    Below,
    /// In the paragraph after the label.
    Next,
    /// In the label's own paragraph or cell, after it.
    After,
}

/// A table, found by its headings, of which each row is an item of a list.
#[derive(Debug)]
pub(super) struct TableOf {
    pub(super) into: String,
    pub(super) sheet: Option<String>,
    pub(super) columns: Vec<Column>,
    /// A text in the first column that ends the table.
    pub(super) until: Option<String>,
    /// A name for each row, with `{n}` for its number and `{group}` for the group's short name.
    pub(super) identity: Option<(String, String)>,
    pub(super) group: Option<Group>,
    /// Fields that the form implies for single rows, by the identity of the row.
    pub(super) implied: Vec<(String, Vec<(String, String)>)>,
}

/// One column: the field that it feeds and the headings that it is known by.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) field: String,
    pub(super) headings: Vec<String>,
    pub(super) is_optional: bool,
    pub(super) is_number: bool,
}

/// Rows that open an item of an outer list, into which the rows after them go.
#[derive(Debug)]
pub(super) struct Group {
    /// The field of the outer item that takes the text of the row.
    pub(super) title: String,
    /// The rows' texts as the form prints them, each with a short name for the identities of its rows.
    pub(super) names: Vec<(String, String)>,
    /// The list in the outer item that takes the rows.
    pub(super) items: String,
    /// The field of the outer item that takes a row of one text that is no group, if it ends so.
    pub(super) lead_in: Option<(String, String)>,
}

impl Template {
    /// Reads a template file.
    ///
    /// # Errors
    /// No TOML, an unknown key or kind, a field that the kind does not have: each with its place.
    pub fn read(path: &str, text: &Arc<str>) -> Result<Template, Problems> {
        let read = Table::read_file(path, text, |table| {
            let (id, _) = table.required_text("id", "the name that `--template` takes");
            let (title, _) = table.required_text("title", "the form that it reads");
            let (kind, at) = table.required_text("kind", "the kind of document that comes of it");
            let Some(kind) = schema::kind(&kind) else {
                let known: Vec<&str> = schema::kinds().iter().map(Kind::name).collect();
                let way_out = match nearest(&kind, known.iter().copied()) {
                    Some(meant) => format!("did you mean \"{meant}\"?"),
                    None => format!("the kinds are {}", known.join(", ")),
                };
                table.complain(at, format!("\"{kind}\" is no kind of document"), way_out);
                return None;
            };
            let check = |into: &str, at: Span| check_path(table, kind.shape(), into, at);
            let set = table.entries("set").into_iter().filter_map(|(name, value, at)| {
                check(&name, at);
                value.as_str().map(|text| (name, text.to_owned()))
            });
            let set = set.collect();
            let needs = table.texts("needs").into_iter().map(|(name, at)| {
                check(&name, at);
                name
            });
            let needs = needs.collect();
            let values = table.tables("value", |value| read_value(value, kind));
            let tables = table.tables("table", |inner| read_table(inner, kind));
            Some(Template { id, title, kind, set, needs, values, tables })
        })?;
        read.ok_or_else(Vec::new)
    }
}

/// The shape that a path of fields (`sign_off.body`) leads to; a step that is not there is a problem.
fn check_path<'s>(table: &Table<'_>, shape: Shape<'s>, path: &str, at: Span) -> Option<Shape<'s>> {
    let mut here = shape;
    for name in path.split('.') {
        let Some(next) = here.field(name) else {
            let way_out = match nearest(name, here.fields()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("its fields are {}", here.fields().collect::<Vec<_>>().join(", ")),
            };
            table.complain(at, format!("`{name}` of \"{path}\" is no field there"), way_out);
            return None;
        };
        here = next;
    }
    Some(here)
}

fn read_value(table: &Table<'_>, kind: &'static Kind) -> Value {
    let (into, at) = table.required_text("into", "the field that takes the value");
    check_path(table, kind.shape(), &into, at);
    let labels = texts(table, "labels");
    if labels.is_empty() {
        table.complain(table.span(), "`labels` is missing", "add labels = [\"...\"], the words beside the value");
    }
    let take = match table.text("take") {
        None => Take::Right,
        Some((word, at)) => match word.as_str() {
            "right" => Take::Right,
            "below" => Take::Below,
            "next" => Take::Next,
            "after" => Take::After,
            other => {
                table.complain(at, format!("`take` cannot be \"{other}\""), "write right, below, next or after");
                Take::Right
            }
        },
    };
    let sheet = table.text("sheet").map(|(name, _)| name);
    Value { into, labels, sheet, take, is_optional: table.text("optional").is_some() }
}

fn read_table(table: &Table<'_>, kind: &'static Kind) -> TableOf {
    let (into, at) = table.required_text("into", "the list that takes the rows");
    let outer = check_path(table, kind.shape(), &into, at).and_then(Shape::items);
    let group = table.tables("group", |group| read_group(group, outer)).pop();
    let item = match &group {
        Some(group) => outer.and_then(|outer| outer.field(&group.items)).and_then(Shape::items),
        None => outer,
    };
    let check = |field: &str, at: Span| {
        item.map(|item| check_path(table, item, field, at));
    };
    let optional = texts(table, "optional");
    let numbers = texts(table, "numbers");
    let columns = table.entries("columns").into_iter().map(|(field, headings, at)| {
        check(&field, at);
        let headings = match (headings.as_str(), headings.as_array()) {
            (Some(heading), _) => vec![heading.to_owned()],
            (None, Some(list)) => list.iter().filter_map(|item| item.get_ref().as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        };
        if headings.is_empty() {
            table.complain(at, format!("`{field}` has no heading"), "write field = \"Heading\" or a list of headings");
        }
        let (is_optional, is_number) = (optional.contains(&field), numbers.contains(&field));
        Column { field, headings, is_optional, is_number }
    });
    let columns: Vec<Column> = columns.collect();
    if columns.is_empty() {
        table.complain(table.span(), "`columns` is missing", "add columns = { field = \"Heading\" }");
    }
    let identity = table.text("identity").map(|(words, at)| {
        let field = table.text("identity_field").map_or_else(|| "id".to_owned(), |(field, _)| field);
        check(&field, at);
        (field, words)
    });
    let sheet = table.text("sheet").map(|(name, _)| name);
    let until = table.text("until").map(|(text, _)| text);
    let implied = table.tables("row", |row| {
        let (identity, _) = row.required_text("identity", "the identity of the row");
        let set = row.entries("set").into_iter().filter_map(|(field, value, at)| {
            check(&field, at);
            value.as_str().map(|text| (field, text.to_owned()))
        });
        (identity, set.collect())
    });
    TableOf { into, sheet, columns, until, identity, group, implied }
}

fn read_group(table: &Table<'_>, outer: Option<Shape<'_>>) -> Group {
    let (title, title_at) = table.required_text("title", "the field that takes the text of the row");
    let (items, items_at) = table.required_text("items", "the list that takes the rows after it");
    let lead_in = table.text("lead_in");
    if let Some(outer) = outer {
        check_path(table, outer, &title, title_at);
        check_path(table, outer, &items, items_at);
        lead_in.iter().for_each(|(field, at)| {
            check_path(table, outer, field, *at);
        });
    }
    let ends_with = table.text("lead_in_ends_with").map_or_else(|| ":".to_owned(), |(text, _)| text);
    let names = table.entries("names").into_iter();
    let names = names.filter_map(|(name, title, _)| Some((title.as_str()?.to_owned(), name))).collect();
    Group { title, names, items, lead_in: lead_in.map(|(field, _)| (field, ends_with)) }
}

fn texts(table: &Table<'_>, key: &'static str) -> Vec<String> {
    table.texts(key).into_iter().map(|(text, _)| text).collect()
}

impl Template {
    /// The fields that are set for every document, with those given beside the file going before.
    pub(super) fn constants<'t>(&'t self, given: &'t BTreeMap<String, String>) -> BTreeMap<&'t str, &'t str> {
        let set = self.set.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        set.chain(given.iter().map(|(name, value)| (name.as_str(), value.as_str()))).collect()
    }
}
