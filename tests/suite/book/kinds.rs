//! The page of the kinds of document, made from their schemas.

use std::collections::BTreeMap;

use quorate::document::{Document, Format, Node, Value};
use quorate::schema;

const HEAD: &str = "# The kinds of document

<!-- Made from schemas/ by a test, tests/suite/book/generated.rs: change the schemas, not this page. -->

What each kind of document may hold. A document is YAML or JSON and says its kind in the field `kind`;
`plan-text` may also be Markdown or plain text, and `waivers` is the TOML file `waivers.toml`. `quorate schema KIND` prints the same for programs, and
[an editor](editor.md) completes the fields by it.

- **Field**: `notice/papers` is a field in the group `notice`; `items/*/title` is a field of each entry of
  the list `items`.
- **Holds**: what may stand there. Where several are named, any of them. A link leads to a part that
  stands in several places.
- **Must**: *yes* where the document, or the group or entry that the field belongs to, is not well
  formed without it. All other fields may be left out; where a rule needs one, it says so.

Every document may also have `$schema`, where an editor finds its schema.
";

/// One kind while its tables are made.
struct Maker<'a> {
    kind: &'a str,
    schema: Node<'a>,
    /// Parts that stand in several places and have been told already, by what they say: their anchors.
    told: &'a mut BTreeMap<String, String>,
    /// The parts that this kind still has to tell.
    to_tell: Vec<String>,
}

/// The page.
pub(super) fn page() -> String {
    let mut told = BTreeMap::new();
    let sections = schema::kinds().iter().map(|kind| section(kind.name(), kind.text(), &mut told));
    [HEAD.to_owned()].into_iter().chain(sections).collect()
}

fn section(kind: &str, text: &str, told: &mut BTreeMap<String, String>) -> String {
    let document = Document::read("schema.json", Format::Json, text.as_bytes().to_vec()).unwrap();
    let schema = document.root();
    let mut maker = Maker { kind, schema, told, to_tell: Vec::new() };
    let mut out = format!("\n## {kind}\n\n{}\n\n{}", text_of(schema, "description"), maker.table(schema));
    let mut next = 0;
    while let Some(part) = maker.to_tell.get(next).cloned() {
        next += 1;
        let place = schema.get("$defs").and_then(|parts| parts.get(&part)).unwrap();
        out += &format!("\n### {kind}: {part}\n\n{}\n\n{}", text_of(place, "description"), maker.table(place));
    }
    out
}

fn text_of<'a>(place: Node<'a>, field: &str) -> &'a str {
    place.get(field).and_then(Node::as_text).unwrap_or_default()
}

impl<'a> Maker<'a> {
    fn table(&mut self, place: Node<'a>) -> String {
        let mut rows = String::from("| field | holds | must | what |\n|---|---|---|---|\n");
        self.rows("", place, &mut rows);
        rows
    }

    /// The rows of the fields of a group, or of the entries of a list.
    fn rows(&mut self, above: &str, place: Node<'a>, rows: &mut String) {
        if let Some(items) = place.get("items") {
            return self.rows(&format!("{above}*/"), items, rows);
        }
        let required: Vec<&str> =
            place.get("required").into_iter().flat_map(Node::children).filter_map(Node::as_text).collect();
        for field in place.get("properties").into_iter().flat_map(Node::children) {
            let name = field.key().unwrap();
            if name == "$schema" {
                continue;
            }
            let holds = self.holds(field);
            let must = if required.contains(&name) { "yes" } else { "" };
            let target = self.target(field);
            let said = |name| match text_of(field, name) {
                "" => text_of(target, name),
                own => own,
            };
            let what = format!("{}: {}", said("title"), said("description"));
            rows.push_str(&format!("| `{above}{name}` | {holds} | {must} | {} |\n", what.replace('|', "\\|")));
            if field.get("$ref").is_none() {
                self.rows(&format!("{above}{name}/"), field, rows);
            }
        }
    }

    /// What a place refers to, or the place itself.
    fn target(&self, place: Node<'a>) -> Node<'a> {
        self.part(place).and_then(|part| self.schema.get("$defs")?.get(part)).unwrap_or(place)
    }

    fn part(&self, place: Node<'a>) -> Option<&'a str> {
        place.get("$ref")?.as_text()?.strip_prefix("#/$defs/")
    }

    /// What may stand at a place, in words.
    fn holds(&mut self, place: Node<'a>) -> String {
        if let Some(part) = self.part(place) {
            let target = self.target(place);
            let is_simple = target.get("properties").is_none() && target.get("items").is_none();
            return if is_simple && target.get("oneOf").is_none() {
                self.holds(target)
            } else {
                self.link(part, target)
            };
        }
        if let Some(value) = place.get("const") {
            return format!("`{}`", value.as_written().unwrap());
        }
        if let Some(values) = place.get("enum") {
            return words(values.children().map(|value| format!("`{}`", value.as_written().unwrap())).collect());
        }
        if let (Some(ways), None) = (place.get("oneOf"), place.get("properties")) {
            return words(ways.children().map(|way| self.holds(way)).collect());
        }
        let types = match place.get("type").map(|types| (types, types.value())) {
            Some((types, Value::List)) => types.children().filter_map(Node::as_text).collect(),
            Some((one, _)) => one.as_text().into_iter().collect::<Vec<_>>(),
            None => Vec::new(),
        };
        words(types.into_iter().map(|name| self.of_type(name, place)).collect())
    }

    fn of_type(&mut self, name: &str, place: Node<'a>) -> String {
        let least = place.get("minimum").and_then(Node::as_written);
        let least = least.map(|least| format!(", {least} or more")).unwrap_or_default();
        match name {
            "string" if text_of(place, "format") == "date" => "date, as 2015-11-24".to_owned(),
            "string" => "text".to_owned(),
            "number" => format!("number{least}"),
            "integer" => format!("whole number{least}"),
            "boolean" => "`true`, `false`".to_owned(),
            "object" => "group".to_owned(),
            "array" => match place.get("items").map(|items| self.holds(items)) {
                Some(items) if items == "group" => "list".to_owned(),
                Some(items) => format!("list of: {items}"),
                None => "list".to_owned(),
            },
            other => panic!("{}: no word for the type {other}", self.kind),
        }
    }

    /// A link to the table of a part, which is told here unless an earlier kind has the same.
    fn link(&mut self, part: &str, place: Node<'a>) -> String {
        let says = format!("{part} {}", written(place));
        let own = format!("{}-{part}", self.kind);
        let anchor = self.told.entry(says).or_insert_with(|| {
            self.to_tell.push(part.to_owned());
            own
        });
        format!("[{part}](#{anchor})")
    }
}

/// A place of a schema in one line, by which two are the same.
fn written(place: Node<'_>) -> String {
    let inner: String = place.children().map(written).collect();
    format!("({} {} {inner})", place.key().unwrap_or_default(), place.as_written().unwrap_or_default())
}

fn words(values: Vec<String>) -> String {
    values.join(", ")
}
