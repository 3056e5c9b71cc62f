//! What a case gives, as it is written, so that another case can be made of it and be written too.

use crate::document::{Document, Node, Value};

/// What a case gives, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::cases) struct Given {
    /// Its title.
    pub(super) title: String,
    /// The documents that it gives whole: name and text.
    pub(super) documents: Vec<(String, String)>,
    /// The documents before, where they are given whole.
    pub(super) before: Vec<(String, String)>,
    /// The changes of its sample, one a line.
    pub(super) patch: Vec<String>,
    /// Its other fields but for what it expects, on one line each: `as_of`, `parameters`, `sample`.
    pub(super) fields: Vec<(String, String)>,
}

impl Given {
    /// What a case of a file gives.
    pub(in crate::cases) fn of(case: Node<'_>) -> Given {
        let mut given = Given::default();
        for field in case.children() {
            let documents = || {
                let text = |node: Node<'_>, key| node.get(key).and_then(Node::as_written).unwrap_or("").to_owned();
                field.children().map(|document| (text(document, "name"), text(document, "text"))).collect()
            };
            match field.key().unwrap_or("") {
                "case" => given.title = field.as_written().unwrap_or("").to_owned(),
                "documents" => given.documents = documents(),
                "before" if field.value() == Value::List => given.before = documents(),
                "patch" => given.patch = field.children().map(on_one_line).collect(),
                "expect" | "to_do" => {}
                other => given.fields.push((other.to_owned(), on_one_line(field))),
            }
        }
        given
    }

    /// The case as YAML, in the manner of the files of cases: with a title and what it expects.
    pub(super) fn written(&self, title: &str, expect: &str) -> String {
        let mut out = format!("  - case: {}\n", quoted(title));
        for (name, value) in &self.fields {
            out += &format!("    {name}: {value}\n");
        }
        for (name, documents) in [("before", &self.before), ("documents", &self.documents)] {
            if documents.is_empty() && (name == "before" || self.fields.iter().any(|(field, _)| field == "sample")) {
                continue;
            }
            out += &format!("    {name}:{}\n", if documents.is_empty() { " []" } else { "" });
            for (name, text) in documents {
                out += &format!("      - name: {name}\n        text: |\n");
                for line in text.trim_end().lines() {
                    out += format!("          {line}").trim_end();
                    out.push('\n');
                }
            }
        }
        if !self.patch.is_empty() {
            out += "    patch:\n";
            out.extend(self.patch.iter().map(|change| format!("      - {change}\n")));
        }
        out + "    expect:" + expect
    }
}

/// A node as one line of YAML: as written where that is one line.
pub(super) fn on_one_line(node: Node<'_>) -> String {
    let written = node.span().of(node.tree().source()).trim();
    let is_flow = !matches!(node.value(), Value::List | Value::Map) || written.starts_with(['[', '{']);
    if let Some(text) = node.as_text().filter(|text| quoted(text) == *text) {
        return text.to_owned();
    }
    if is_flow && !written.contains('\n') && !written.starts_with(['|', '>']) {
        return written.to_owned();
    }
    let inner = |child: Node<'_>| match child.key() {
        Some(key) => format!("{key}: {}", on_one_line(child)),
        None => on_one_line(child),
    };
    let all: Vec<String> = node.children().map(inner).collect();
    match node.value() {
        Value::List => format!("[{}]", all.join(", ")),
        Value::Map => format!("{{ {} }}", all.join(", ")),
        _ => quoted(node.as_written().unwrap_or("")),
    }
}

/// A text as YAML writes it on one line, with quotation marks where it needs them.
pub(super) fn quoted(text: &str) -> String {
    let is_word = text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_alphanumeric() || " _-/.".contains(letter))
        && !text.ends_with(' ')
        && !["true", "false", "null"].contains(&text.to_lowercase().as_str());
    let is_date = text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok();
    if is_word || is_date {
        return text.to_owned();
    }
    match text.contains(['\n', '\t']) {
        true => serde_json::Value::from(text).to_string(),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}

/// Reads a document of a case, if it is one that can be changed in its text: YAML or JSON.
pub(super) fn readable(name: &str, text: &str) -> Option<Document> {
    let format = crate::document::Format::of_name(name)?;
    let is_data = [".yaml", ".yml", ".json"].iter().any(|ending| name.ends_with(ending));
    is_data.then(|| Document::read(name, format, text.as_bytes().to_vec()).ok())?
}
