//! A table of a template: columns by their headings, and rows one by one or as items of a list.

use std::fmt;

use super::{Label, Path, label, labels, read_path, read_set};
use crate::place::Span;
use crate::schema::{Kind, Shape};
use crate::table::{DeValue, Table};
use crate::template::written::Part;

/// A table, found by its headings.
#[derive(Debug)]
pub(in crate::template) struct TableOf {
    /// Where it stands in the template.
    pub(in crate::template) position: Span,
    /// The list that takes the rows, or that holds what the columns lead to.
    pub(in crate::template) into: Path,
    pub(in crate::template) sheet: Option<Label>,
    /// The field that takes the heading which the table stands under, or the name of its sheet.
    pub(in crate::template) title: Option<Path>,
    /// The field that takes the number of that heading.
    pub(in crate::template) place: Option<Path>,
    /// Fields that are the same wherever the table is found.
    pub(in crate::template) set: Vec<(Path, Part)>,
    /// Whether a form may do without the whole table.
    pub(in crate::template) may_be_left_out: bool,
    /// The labels below which it stands, from the top.
    pub(in crate::template) below: Vec<Label>,
    pub(in crate::template) columns: Vec<Column>,
    /// The rows that the form prints; without them every row is an item of the list.
    pub(in crate::template) rows: Vec<RowOf>,
    /// Whether a row of one text is a heading between the items, where they are in no groups.
    pub(in crate::template) has_headings_between: bool,
    /// A text that ends the table.
    pub(in crate::template) until: Option<Label>,
    /// A name for each row, with `{n}` for its number and `{group}` for the group's short name.
    pub(in crate::template) identity: Option<(Path, String)>,
    /// The column by whose words a row is known as a question of the document's form.
    pub(in crate::template) known_by: Option<usize>,
    pub(in crate::template) group: Option<Group>,
    /// Fields that the form implies for single rows, by the identity of the row.
    pub(in crate::template) implied: Vec<(String, Vec<(Path, Part)>)>,
    /// Which rows are no items.
    pub(in crate::template) no_items: Vec<NoItem>,
}

/// Rows that are no items, such as those of totals.
#[derive(Debug)]
pub(in crate::template) struct NoItem {
    /// The columns in one of which, or to the left of which, the words stand, while no other words do.
    pub(in crate::template) columns: Vec<usize>,
    pub(in crate::template) says: Vec<String>,
    /// The field that takes the figure of the one such row.
    pub(in crate::template) total: Option<Path>,
}

/// One column: the field that it feeds and the headings that it is known by.
#[derive(Debug)]
pub(in crate::template) struct Column {
    /// From an item of the list; where the template names the rows, from the document's start.
    pub(in crate::template) path: Path,
    pub(in crate::template) headings: Vec<Heading>,
    pub(in crate::template) is_optional: bool,
    /// Whether hardly a form does without it: where it is missing, a column that is not read may be it.
    pub(in crate::template) is_expected: bool,
    /// For a field that is true or false, the words that say which.
    pub(in crate::template) truth: Option<Truth>,
    /// For figures of money, where what else stands in the cell goes.
    pub(in crate::template) figures: Option<Figures>,
    /// Whether it adds to what another column gave its field.
    pub(in crate::template) is_added: bool,
}

/// The fields that take what stands in a column of figures beside them.
#[derive(Debug)]
pub(in crate::template) struct Figures {
    /// Words in the place of a figure: "No cost".
    pub(in crate::template) instead: Path,
    /// Words behind a figure: who pays.
    pub(in crate::template) behind: Path,
}

/// The words of a column that mean true, and those that mean false.
#[derive(Debug)]
pub(in crate::template) struct Truth {
    yes: Vec<Label>,
    no: Vec<Label>,
}

/// A heading of a column, of any column of a group, or of one column of a group.
#[derive(Debug)]
pub(in crate::template) struct Heading {
    /// The text above the headings of several columns.
    pub(in crate::template) group: Option<Label>,
    /// The heading; none for any.
    pub(in crate::template) label: Option<Label>,
}

/// A row that the form prints.
#[derive(Debug)]
pub(in crate::template) struct RowOf {
    pub(in crate::template) name: String,
    pub(in crate::template) labels: Vec<Label>,
    pub(in crate::template) is_optional: bool,
}

/// Rows that open an item of an outer list, into which the rows after them go.
#[derive(Debug)]
pub(in crate::template) struct Group {
    /// The field of the outer item that takes the text of the row.
    pub(in crate::template) title: String,
    /// The rows' texts as the form prints them, each with a short name for the identities of its rows.
    pub(in crate::template) names: Vec<(Label, String)>,
    /// The list in the outer item that takes the rows.
    pub(in crate::template) items: String,
    /// The field of the outer item that takes a row of one text that is no group, if it ends so.
    pub(in crate::template) lead_in: Option<(String, String)>,
}

impl TableOf {
    pub(super) fn labels(&self) -> impl Iterator<Item = &Label> {
        let headings = self.columns.iter().flat_map(|column| &column.headings);
        let headings = headings.flat_map(|heading| heading.group.iter().chain(&heading.label));
        let rows = self.rows.iter().flat_map(|row| &row.labels);
        headings.chain(rows).chain(&self.below).chain(&self.until)
    }
}

impl Heading {
    /// Reads `Due date`, or `Baseline > Q4 14/15`, or `Baseline > *` for all columns below one heading.
    fn read(text: &str) -> Heading {
        let (group, label) = match text.split_once(" > ") {
            Some((group, label)) => (Some(Label::new(group.trim())), label.trim()),
            None => (None, text),
        };
        Heading { label: (group.is_none() || label != "*").then(|| Label::new(label)), group }
    }
}

impl Truth {
    /// Reads `{ heading = "Signed", true = ["yes"], false = ["no"] }`.
    fn read(table: &Table<'_>, column: &DeValue<'_>, field: &str, at: Span, path: &Path) -> Option<Truth> {
        const WAY_OUT: &str = "write field = { heading = \"Signed\", true = [\"yes\"], false = [\"no\"] }";
        if path.end().type_name() != Some("boolean") {
            if column.as_table().is_some_and(|own| own.contains_key("true") || own.contains_key("false")) {
                table.complain(at, format!("`{field}` is not true or false"), "write field = \"Heading\"");
            }
            return None;
        }
        let Some(own) = column.as_table() else {
            table.complain(at, format!("`{field}` is true or false: say which words mean which"), WAY_OUT);
            return None;
        };
        refuse_others(table, column, field, at, &["true", "false"], WAY_OUT);
        let words = |name: &str| own.get(name).map_or_else(Vec::new, |list| texts(list.get_ref()));
        let labels = |name: &str| words(name).iter().map(|text| Label::new(text)).collect::<Vec<_>>();
        let truth = Truth { yes: labels("true"), no: labels("false") };
        if truth.yes.is_empty() {
            table.complain(at, format!("`{field}` has no word for true"), WAY_OUT);
        }
        Some(truth)
    }

    /// What a cell says; none where it says neither.
    pub(in crate::template) fn of(&self, text: &str) -> Option<bool> {
        let says = |words: &[Label]| words.iter().any(|word| word.is(text));
        says(&self.yes).then_some(true).or_else(|| says(&self.no).then_some(false))
    }
}

impl Figures {
    /// Reads `{ heading = "Cost", instead = "entry", behind = "paid_by" }`; `item` is what holds the fields.
    fn read(
        table: &Table<'_>,
        column: &DeValue<'_>,
        field: &str,
        at: Span,
        item: Option<Shape<'static>>,
    ) -> Option<Figures> {
        const WAY_OUT: &str = "write field = { heading = \"Cost\", instead = \"entry\", behind = \"paid_by\" }";
        let own = column.as_table()?;
        refuse_others(table, column, field, at, &["instead", "behind"], WAY_OUT);
        let path = |key: &str| {
            let Some(name) = own.get(key).and_then(|value| value.get_ref().as_str()) else {
                table.complain(at, format!("`{field}` does not say which field takes the words {key}"), WAY_OUT);
                return None;
            };
            read_path(table, item?, name, at)
        };
        let (instead, behind) = (path("instead"), path("behind"));
        Some(Figures { instead: instead?, behind: behind? })
    }
}

/// Complains of what a column that is written as a table must not say.
fn refuse_others(
    table: &Table<'_>,
    column: &DeValue<'_>,
    field: &str,
    at: Span,
    allowed: &[&str],
    way_out: &'static str,
) {
    let keys = column.as_table().into_iter().flat_map(|own| own.iter()).map(|(name, _)| name.get_ref().as_ref());
    for name in keys.filter(|name| *name != "heading" && !allowed.contains(name)) {
        table.complain(at, format!("`{name}` of `{field}` is unknown"), way_out);
    }
}

impl fmt::Display for Heading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.group, &self.label) {
            (Some(group), Some(label)) => write!(formatter, "{} > {}", group.text, label.text),
            (Some(only), None) | (None, Some(only)) => formatter.write_str(&only.text),
            (None, None) => Ok(()),
        }
    }
}

pub(super) fn read(table: &Table<'_>, kind: &'static Kind) -> Option<TableOf> {
    let (into, at) = table.required_text("into", "the list that takes the rows");
    let start = into.clone();
    let into = read_path(table, kind.shape(), &into, at);
    let outer = into.as_ref().map(Path::end).and_then(Shape::items);
    let group = table.tables("group", |group| read_group(group, outer)).pop();
    let item = match &group {
        Some(group) => outer.and_then(|outer| outer.field(&group.items)).and_then(Shape::items),
        None => outer,
    };
    let names = |key: &'static str| table.texts(key).into_iter().map(|(name, _)| name).collect::<Vec<String>>();
    let (optional, expected) = (names("optional"), names("expected"));
    let rows = table.entries("rows").into_iter().map(|(name, value, _)| {
        let labels = texts(value).iter().map(|text| Label::new(text)).collect();
        RowOf { is_optional: optional.contains(&name), name, labels }
    });
    let rows: Vec<RowOf> = rows.collect();
    let mut fields = Vec::new();
    let columns = table.entries("columns").into_iter().filter_map(|(field, headings, at)| {
        let (name, is_added) = field.strip_suffix('+').map_or((field.as_str(), false), |name| (name, true));
        let path = match (rows.is_empty(), item) {
            (true, Some(item)) => read_path(table, item, name, at),
            (true, None) => None,
            (false, _) => read_path(table, kind.shape(), &format!("{start}.{name}"), at),
        };
        let path = path?;
        let truth = Truth::read(table, headings, &field, at, &path);
        let is_of_figures = truth.is_none() && path.end().type_name() == Some("array");
        let figures = is_of_figures.then(|| Figures::read(table, headings, &field, at, item)).flatten();
        if truth.is_none() && !is_of_figures {
            refuse_others(table, headings, &field, at, &["true", "false"], "write field = \"Heading\"");
        }
        let headings = headings.as_table().and_then(|own| own.get("heading")).map_or(headings, |own| own.get_ref());
        let headings: Vec<Heading> = texts(headings).iter().map(|text| Heading::read(text)).collect();
        if headings.is_empty() {
            table.complain(at, format!("`{field}` has no heading"), "write field = \"Heading\" or a list of headings");
        }
        let is_expected = expected.contains(&field);
        let is_optional = is_expected || optional.contains(&field);
        let column = Column { path, headings, is_optional, is_expected, truth, figures, is_added };
        fields.push(field);
        Some(column)
    });
    let columns: Vec<Column> = columns.collect();
    if columns.is_empty() {
        table.complain(table.span(), "`columns` is missing", "add columns = { field = \"Heading\" }");
    }
    let identity = table.text("identity").and_then(|(words, at)| {
        let field = table.text("identity_field").map_or_else(|| "id".to_owned(), |(field, _)| field);
        Some((read_path(table, item?, &field, at)?, words))
    });
    let known_by = table.text("known_by").and_then(|(field, at)| {
        let column = fields.iter().position(|own| *own == field);
        if column.is_none() {
            table.complain(
                at,
                format!("`{field}` is no column of this table"),
                "name the column that holds the question",
            );
        }
        if identity.is_none() {
            table.complain(
                at,
                "`known_by` needs `identity`",
                "add identity = \"{group}-{n}\", for rows that the form does not have",
            );
        }
        column
    });
    let implied = table.tables("row", |row| {
        let (identity, _) = row.required_text("identity", "the identity of the row");
        let set = item.map(|item| read_set(row, item)).unwrap_or_default();
        (identity, set.into_iter().map(|(_, path, part)| (path, part)).collect())
    });
    let no_items = table.tables("no_item", |no_item| read_no_item(no_item, kind, &fields));
    let path_in =
        |key: &'static str| table.text(key).and_then(|(field, at)| read_path(table, kind.shape(), &field, at));
    let (title, place) = (path_in("title"), path_in("place"));
    let set = read_set(table, kind.shape()).into_iter().map(|(_, path, part)| (path, part)).collect();
    let (sheet, below, until) = (label(table, "sheet"), labels(table, "below"), label(table, "until"));
    let (position, may_be_left_out) = (table.span(), table.flag("may_be_left_out"));
    let has_headings_between = table.flag("headings_between");
    Some(TableOf {
        position,
        into: into?,
        sheet,
        title,
        place,
        set,
        may_be_left_out,
        below,
        columns,
        rows,
        has_headings_between,
        until,
        identity,
        known_by,
        group,
        implied,
        no_items,
    })
}

fn read_no_item(table: &Table<'_>, kind: &'static Kind, fields: &[String]) -> NoItem {
    let columns = table.texts("columns").into_iter().filter_map(|(field, at)| {
        let column = fields.iter().position(|own| *own == field);
        if column.is_none() {
            table.complain(at, format!("`{field}` is no column of this table"), "name columns that hold the words");
        }
        column
    });
    let columns: Vec<usize> = columns.collect();
    let says: Vec<String> = table.texts("says").into_iter().map(|(text, _)| text).collect();
    if columns.is_empty() || says.is_empty() {
        let way_out = "write columns = [\"reference\"] and says = [\"Total\"]";
        table.complain(table.span(), "`columns` or `says` is missing: which words mark a row as no item", way_out);
    }
    let total = table.text("total").and_then(|(field, at)| read_path(table, kind.shape(), &field, at));
    NoItem { columns, says, total }
}

/// A text, or a list of texts.
pub(super) fn texts(value: &DeValue<'_>) -> Vec<String> {
    match (value.as_str(), value.as_array()) {
        (Some(text), _) => vec![text.to_owned()],
        (None, Some(list)) => list.iter().filter_map(|item| item.get_ref().as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

fn read_group(table: &Table<'_>, outer: Option<Shape<'static>>) -> Group {
    let (title, title_at) = table.required_text("title", "the field that takes the text of the row");
    let (items, items_at) = table.required_text("items", "the list that takes the rows after it");
    let lead_in = table.text("lead_in");
    if let Some(outer) = outer {
        read_path(table, outer, &title, title_at);
        read_path(table, outer, &items, items_at);
        lead_in.iter().for_each(|(field, at)| {
            read_path(table, outer, field, *at);
        });
    }
    let ends_with = table.text("lead_in_ends_with").map_or_else(|| ":".to_owned(), |(text, _)| text);
    let names = table.entries("names").into_iter();
    let names = names.filter_map(|(name, title, _)| Some((Label::new(title.as_str()?), name))).collect();
    Group { title, names, items, lead_in: lead_in.map(|(field, _)| (field, ends_with)) }
}
