//! The documents that stand beside a policy, and whether they still hold.

use std::path::Path;

use super::super::read;
use crate::document::{Document, Format, Node};
use crate::policy::{FileBeside, PolicyFile, PolicyLint};
use crate::problem::Problems;

/// The documents beside a policy: in its folder, or embedded with it.
pub(super) fn documents(file: &PolicyFile) -> Result<Vec<Document>, Problems> {
    let shipped = FileBeside::shipped(&file.name);
    if file.path == format!("policies/{}/policy.toml", file.name) && !shipped.is_empty() {
        return shipped.into_iter().map(|beside| document(&beside.path, beside.text.to_owned())).collect();
    }
    let path = Path::new(&file.path);
    let Some(folder) = path.parent().filter(|folder| folder.is_dir()) else { return Ok(Vec::new()) };
    let mut documents = Vec::new();
    for found in read::files_of(folder)? {
        let name = found.display().to_string();
        if name.ends_with(".yaml") {
            let document = document(&name, read::text(&found, &name)?)?;
            // What says no kind is no document, here as in a submission.
            documents.extend(document.kind().is_some().then_some(document));
        }
    }
    Ok(documents)
}

pub(super) fn document(name: &str, text: String) -> Result<Document, Problems> {
    let format = Format::of_name(name).unwrap_or(Format::Yaml);
    Document::read(name, format, text.into_bytes()).map_err(|problem| vec![problem])
}

/// The documents beside one policy that no longer hold, by what they say themselves and by each other.
pub(super) fn superseded(file: &PolicyFile, documents: &[Document]) -> Vec<PolicyLint> {
    let mut lints = Vec::new();
    for document in documents {
        let mut tell = |at: Node<'_>, says: String, other: Option<String>, way_out: &str| {
            lints.push(PolicyLint {
                path: document.path().to_owned(),
                line: line(document, at),
                name: "document-superseded",
                is_note: false,
                says,
                other,
                way_out: way_out.to_owned(),
            });
        };
        let replace = "put what stands in its place beside the policy, and take this away";
        let by = document.root().get("superseded_by").filter(|by| by.holds_something());
        let status = field(document, "status");
        if let Some(by) = by {
            let named = by.as_written().unwrap_or("another");
            match status.filter(|(_, word)| *word == "in force") {
                Some((at, _)) => tell(
                    at,
                    format!("it is \"in force\" and superseded by \"{named}\""),
                    Some(format!("{}:{}", document.path(), line(document, by))),
                    "correct the one or the other",
                ),
                None => {
                    tell(by, format!("it stands beside the policy and is superseded by \"{named}\""), None, replace);
                }
            }
        } else if let Some((at, _)) = status.filter(|(_, word)| *word == "superseded") {
            tell(at, "it stands beside the policy and is superseded".to_owned(), None, replace);
        }
        let from = file.in_force_from.map(|day| day.to_string());
        if let Some(((at, until), from)) = field(document, "in_force_until").zip(from)
            && until < from.as_str()
        {
            tell(at, format!("it held until {until}, and the policy is in force from {from}"), None, replace);
        }
        if let Some(later) = documents.iter().find(|other| is_later(other, document)) {
            let says = format!("a later one of \"{}\" stands beside it, and both are in force", name_of(document));
            let other = Some(format!("{}:{}", later.path(), line(later, later.root())));
            tell(document.root(), says, other, "give this one `in_force_until`, or the status superseded");
        }
    }
    lints
}

fn line(document: &Document, at: Node<'_>) -> u32 {
    document.line_column(at.span().start).line
}

fn field<'d>(document: &'d Document, name: &str) -> Option<(Node<'d>, &'d str)> {
    let node = document.root().get(name)?;
    Some((node, node.as_written()?))
}

fn name_of(document: &Document) -> &str {
    ["body", "title", "id"].iter().find_map(|name| field(document, name)).map_or("", |(_, name)| name)
}

/// Whether one document is of a later day than another of the same kind and name, and both hold.
fn is_later(later: &Document, earlier: &Document) -> bool {
    let holds = |document| {
        field(document, "status").is_none_or(|(_, word)| word == "in force")
            && field(document, "in_force_until").is_none()
    };
    let from = |document| field(document, "in_force_from").map(|(_, day)| day);
    later.kind() == earlier.kind()
        && name_of(later) == name_of(earlier)
        && holds(later)
        && holds(earlier)
        && matches!((from(later), from(earlier)), (Some(later), Some(earlier)) if later > earlier)
}
