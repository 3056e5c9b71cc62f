//! A template as written in TOML.

mod table;

use std::sync::Arc;

use super::find::Label;
use super::path::Path;
use super::written::{Leaf, Part};
use crate::place::Span;
use crate::problem::{Problems, nearest};
use crate::schema::{self, Kind, Shape};
use crate::table::Table;

pub(super) use table::{Column, Figures, Group, Heading, NoItem, RowOf, TableOf};

/// How office files of one form become documents of one kind.
#[derive(Debug)]
pub struct Template {
    /// Its identity.
    pub id: String,
    /// What form it reads.
    pub title: String,
    /// The file as written.
    pub text: Arc<str>,
    /// The kind of document that comes of it.
    pub kind: &'static Kind,
    /// Whether it reads papers of people's own making, and no form: it is never found by itself, and
    /// of its tables those that are whole are read, one at least.
    pub is_free_form: bool,
    /// Fields that every such document has alike.
    pub(super) set: Vec<(String, Path, Part)>,
    /// Fields that must be given beside the file, because the form does not print them.
    pub needs: Vec<String>,
    pub(super) values: Vec<Value>,
    pub(super) tables: Vec<TableOf>,
}

/// A value that stands beside its label, or in a cell that the workbook gives a name.
#[derive(Debug)]
pub(super) struct Value {
    /// Where it stands in the template: a document is filled in the template's order.
    pub(super) position: Span,
    pub(super) into: Path,
    /// The name of the cell, which comes before the labels.
    pub(super) name: Option<String>,
    pub(super) labels: Vec<Label>,
    /// The sheet that the label stands in; any, where it is not named.
    pub(super) sheet: Option<Label>,
    /// The labels below which it stands, from the top.
    pub(super) below: Vec<Label>,
    pub(super) take: Take,
    /// How many columns to the right of its label it stands at most; any, where that is not said.
    pub(super) within: Option<u32>,
    pub(super) is_optional: bool,
}

/// Where a value stands from its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// In the next filled cell of the row that is not a part of the label.
    Right,
    /// In the next filled cell below.
    Below,
    /// In the paragraph after the label.
    Next,
    /// In the label's own paragraph or cell, after it.
    After,
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
            let is_free_form = table.flag("free_form");
            let set = read_set(table, kind.shape());
            let needs = table.texts("needs").into_iter().map(|(name, at)| {
                read_path(table, kind.shape(), &name, at);
                name
            });
            let needs = needs.collect();
            let within = table.count("within");
            let values = table.tables("value", |value| read_value(value, kind, within)).into_iter().flatten().collect();
            let tables = table.tables("table", |inner| table::read(inner, kind)).into_iter().flatten().collect();
            Some(Template { id, title, text: Arc::clone(text), kind, is_free_form, set, needs, values, tables })
        })?;
        read.ok_or_else(Vec::new)
    }

    /// Every text that the template looks for.
    pub(super) fn labels(&self) -> impl Iterator<Item = &Label> {
        let of_values = self.values.iter().flat_map(|value| value.labels.iter().chain(&value.below));
        of_values.chain(self.tables.iter().flat_map(TableOf::labels))
    }

    /// The labels that open a section of a sheet: those that something is said to stand below.
    pub(super) fn section_openers(&self) -> impl Iterator<Item = (Option<&Label>, &Label)> {
        let of_values = self.values.iter().map(|value| (value.sheet.as_ref(), &value.below));
        let of_tables = self.tables.iter().map(|table| (table.sheet.as_ref(), &table.below));
        of_values.chain(of_tables).flat_map(|(sheet, below)| below.iter().map(move |label| (sheet, label)))
    }
}

/// A path of fields; none, with a problem, where it leads nowhere.
fn read_path(table: &Table<'_>, shape: Shape<'static>, text: &str, at: Span) -> Option<Path> {
    Path::read(text, shape).map_err(|(what, way_out)| table.complain(at, what, way_out)).ok()
}

/// The constants of a table's `set`: texts, and lists of texts for fields that are such.
fn read_set(table: &Table<'_>, shape: Shape<'static>) -> Vec<(String, Path, Part)> {
    let constant = |text: &str| Part::Leaf(Leaf::constant(text));
    let set = table.entries("set").into_iter().filter_map(|(name, value, at)| {
        let path = read_path(table, shape, &name, at)?;
        let is_list = path.end().items().is_some_and(Shape::takes_texts);
        match (value.as_str(), value.as_array()) {
            (Some(text), _) if !is_list => Some((name, path, constant(text))),
            (None, Some(_)) if is_list => {
                Some((name, path, Part::List(table::texts(value).iter().map(|text| constant(text)).collect())))
            }
            _ => {
                let what = if is_list { "a list of texts" } else { "a text" };
                table.complain(at, format!("`{name}` must be {what}"), "write it in quotation marks");
                None
            }
        }
    });
    set.collect()
}

fn read_value(table: &Table<'_>, kind: &'static Kind, within: Option<u32>) -> Option<Value> {
    let (into, at) = table.required_text("into", "the field that takes the value");
    let into = read_path(table, kind.shape(), &into, at);
    let labels = labels(table, "labels");
    let name = table.text("name").map(|(name, _)| name);
    if labels.is_empty() && name.is_none() {
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
    let (sheet, below, is_optional) = (label(table, "sheet"), self::labels(table, "below"), table.flag("optional"));
    let (position, within) = (table.span(), table.count("within").or(within));
    Some(Value { position, into: into?, name, labels, sheet, below, take, within, is_optional })
}

fn label(table: &Table<'_>, key: &'static str) -> Option<Label> {
    table.text(key).map(|(text, _)| Label::new(&text))
}

fn labels(table: &Table<'_>, key: &'static str) -> Vec<Label> {
    table.texts(key).into_iter().map(|(text, _)| Label::new(&text)).collect()
}
