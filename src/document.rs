//! One submitted file as nodes that know their place.
//!
//! JSON, YAML 1.2, Markdown and plain text become the same tree. A document knows no kind's
//! schema and no rule; it opens no file, it is given bytes.

mod builder;
mod change;
mod json;
mod origin;
pub mod outline;
mod tables;
mod text;

mod tree;
pub mod written;
mod yaml;

use std::fmt;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use crate::place::{LineColumn, LineIndex, Span, Spot};
use crate::problem::Problem;

pub use change::{Supposed, Supposition};
pub use origin::Origin;
pub use tree::{Children, Node, NodeId, Tree, Value};

/// Nesting beyond this many levels is refused.
pub const MAX_DEPTH: usize = 128;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2 with its core schema: `No` is a text.
    Yaml,
    /// TOML 1.0; only for files of settings that are judged, which are named and never looked for.
    Toml,
    /// Markdown or plain text with numbered paragraphs; read as the kind `plan-text`.
    Text,
}

impl Format {
    /// The format that a file name's ending stands for.
    pub fn of_name(name: &str) -> Option<Format> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
        match ending.as_str() {
            "json" => Some(Format::Json),
            "yaml" | "yml" => Some(Format::Yaml),
            "md" | "markdown" | "txt" => Some(Format::Text),
            _ => None,
        }
    }
}

/// One file of a submission.
pub struct Document {
    path: String,
    tree: Tree,
    lines: OnceLock<LineIndex>,
    origin: Option<Arc<origin::Located>>,
}

impl fmt::Debug for Document {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Document").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Document {
    /// Reads a file's bytes; `path` is the name that reports show.
    ///
    /// # Errors
    /// A byte order mark, invalid UTF-8, a syntax error, a key given twice, nesting deeper than
    /// [`MAX_DEPTH`], an alias or a tag in YAML: each with line, column and the way out.
    pub fn read(path: &str, format: Format, bytes: Vec<u8>) -> Result<Document, Problem> {
        let text = decode(path, bytes)?;
        let built = match format {
            Format::Json => json::read(&text),
            Format::Yaml => yaml::read(&text),
            Format::Toml => tables::read(&text),
            Format::Text => text::read(&text, stem(path)),
        };
        match built {
            Ok(builder) => {
                Ok(Document { path: path.to_owned(), tree: builder.finish(text), lines: OnceLock::new(), origin: None })
            }
            Err(fault) => Err(fault.into_problem(path, &text)),
        }
    }

    /// Takes what was read from an office file, written as JSON, with where each value stands in it.
    ///
    /// # Errors
    /// As for [`Document::read`]; what is written by the program itself has none.
    pub fn of_office(path: &str, written: String, origin: Origin) -> Result<Document, Problem> {
        let mut document = Document::read(path, Format::Json, written.into_bytes())?;
        document.origin = Some(Arc::new(origin::Located::new(origin, &document.tree)));
        Ok(document)
    }

    /// Whether a Markdown or text file declares a kind in a front matter; without one it is
    /// read only when it is named itself.
    pub fn declares_kind(text: &str) -> bool {
        text::front_matter(text).is_some_and(|range| {
            Span::new(range.start, range.end).of(text).lines().any(|line| line.starts_with("kind:"))
        })
    }

    /// Gives the document another name for reports.
    pub fn call(&mut self, path: String) {
        self.path = path;
    }

    /// The name that reports show.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text as read.
    pub fn text(&self) -> &Arc<str> {
        self.tree.source()
    }

    /// The tree of nodes.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The node that holds all others.
    pub fn root(&self) -> Node<'_> {
        self.tree.root()
    }

    /// The node of an identity that came from this document.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        self.tree.node(id)
    }

    /// The kind that the document says it is: its field `kind`, or else the schema that it
    /// names (`$schema: .../meeting.schema.json`).
    pub fn kind(&self) -> Option<&str> {
        let named = self.root().get("kind").and_then(|kind| kind.as_text());
        named.or_else(|| {
            let schema = self.root().get("$schema")?.as_text()?;
            schema.rsplit('/').next()?.strip_suffix(".schema.json")
        })
    }

    /// SHA-256 of the file's bytes, in hexadecimal.
    pub fn sha256(&self) -> String {
        let digest = || Sha256::digest(self.text().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        self.origin.as_ref().map_or_else(digest, |origin| origin.sha256.clone())
    }

    /// Whether the document was read from an office file, so that it has no lines to show.
    pub fn is_office(&self) -> bool {
        self.origin.is_some()
    }

    /// What a reader should know of the file, such as hidden sheets.
    pub fn notices(&self) -> &[String] {
        self.origin.as_ref().map_or(&[], |origin| &origin.notices)
    }

    /// Nodes whose value the file does not hold as data, such as an error of a formula; in words.
    pub fn unheld(&self) -> &[(NodeId, String)] {
        self.origin.as_ref().map_or(&[], |origin| &origin.faults)
    }

    /// Where a node stands: its place in the office file, or the line and column of an offset in the text.
    pub fn spot(&self, node: NodeId, offset: u32) -> Spot {
        match &self.origin {
            Some(origin) => {
                let spot = origin.spot(self.node(node)).cloned();
                Spot::Office(spot.unwrap_or_else(|| "as a whole".into()))
            }
            None => Spot::Text(self.line_column(offset)),
        }
    }

    /// The empty cells of an office file that would hold fields of a group, each with its field, or with
    /// the heading that the item would be called by.
    pub fn empty_cells(&self, node: NodeId) -> impl Iterator<Item = (&str, Spot)> {
        let cells = self.origin.as_ref().map_or(&[][..], |origin| origin.empty_cells(node));
        cells.iter().map(|(field, spot)| (field.as_str(), Spot::Office(Arc::clone(spot))))
    }

    /// Why nobody can tell what a field of a group holds: an office file may hold it in a column that
    /// nothing looks for. None for every other field.
    pub fn unread(&self, node: NodeId, field: &str) -> Option<&str> {
        self.origin.as_ref()?.unread(node, field)
    }

    /// Line and column of a byte offset.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        self.lines.get_or_init(|| LineIndex::new(self.text())).at(self.text(), offset)
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn decode(path: &str, bytes: Vec<u8>) -> Result<Arc<str>, Problem> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or(&[])).into_owned();
        let end = Span::new(before.len(), before.len());
        Problem::at(path, &before.into(), end, "this is not UTF-8 text")
            .help("save the file as UTF-8 (in most editors: Save as, Encoding, UTF-8) and try again")
    })?;
    if text.starts_with('\u{feff}') {
        let text = text.into();
        return Err(Problem::at(path, &text, Span::new(0, 0), "the file starts with a byte order mark")
            .help("save the file as UTF-8 without a byte order mark (BOM) and try again"));
    }
    Ok(text.into())
}

/// A fault that a reader found, before it is told as a problem of a named file.
#[derive(Debug)]
struct Fault {
    span: Span,
    what: String,
    way_out: String,
    other: Option<(Span, String)>,
}

impl Fault {
    fn new(span: Span, what: impl Into<String>, way_out: impl Into<String>) -> Self {
        Fault { span, what: what.into(), way_out: way_out.into(), other: None }
    }

    fn too_deep(span: Span) -> Self {
        Fault::new(
            span,
            format!("the nesting is deeper than {MAX_DEPTH} levels"),
            "no plan needs such depth: check whether the file is damaged",
        )
    }

    fn into_problem(self, path: &str, text: &Arc<str>) -> Problem {
        let problem = Problem::at(path, text, self.span, self.what).help(self.way_out);
        match self.other {
            Some((span, label)) => problem.and_at(span, label),
            None => problem,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Result<Document, Problem> {
        Document::read(name, Format::of_name(name).unwrap(), text.as_bytes().to_vec())
    }

    #[test]
    fn json_and_yaml_give_the_same_tree() {
        let json = read("a.json", r#"{"kind": "meeting", "items": [{"number": 22, "title": "No"}]}"#).unwrap();
        let yaml = read("a.yaml", "kind: meeting\nitems:\n  - number: 22\n    title: No\n").unwrap();
        for document in [&json, &yaml] {
            let item = document.root().at_pointer("/items/0").unwrap();
            assert_eq!(item.get("number").unwrap().value(), Value::Number("22"));
            assert_eq!(item.get("title").unwrap().value(), Value::Text("No"));
            assert_eq!(item.get("title").unwrap().pointer(), "/items/0/title");
            assert_eq!(document.kind(), Some("meeting"));
        }
    }

    #[test]
    fn toml_gives_the_same_tree_in_the_order_of_the_file() {
        let text = "kind = \"waivers\"\n[[waiver]]\nrule = 'a/b'\nexpires = 2016-06-30\ndays = 3\n[[waiver]]\nrule = \"c/d\"\n";
        let document = Document::read("w.toml", Format::Toml, text.as_bytes().to_vec()).unwrap();
        let node = |pointer: &str| document.root().at_pointer(pointer).unwrap();
        assert_eq!(node("/waiver/0/expires").value(), Value::Text("2016-06-30"));
        assert_eq!(node("/waiver/0/days").value(), Value::Number("3"));
        assert_eq!(node("/waiver/1/rule").value(), Value::Text("c/d"));
        assert_eq!(document.line_column(node("/waiver/0/expires").span().start).line, 4);
        let fault = Document::read("w.toml", Format::Toml, b"a = \n".to_vec()).unwrap_err();
        assert!(fault.headline().starts_with("w.toml, line 1, column 5: this is not valid TOML"));
    }

    #[test]
    fn a_schema_names_the_kind_too() {
        let document = read("a.json", r#"{"$schema": "https://x/schemas/meeting.schema.json"}"#).unwrap();
        assert_eq!(document.kind(), Some("meeting"));
    }

    #[test]
    fn invalid_utf8_and_byte_order_mark_name_the_place() {
        let fault = Document::read("a.yaml", Format::Yaml, b"a: 1\nb: \xff".to_vec()).unwrap_err();
        assert_eq!(fault.headline(), "a.yaml, line 2, column 4: this is not UTF-8 text");
        let fault = read("a.json", "\u{feff}{}").unwrap_err();
        assert!(fault.headline().contains("line 1, column 1: the file starts with a byte order mark"));
    }
}
