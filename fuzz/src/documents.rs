//! JSON, YAML, Markdown and text: every node knows its place and its pointer, and JSON is what
//! another reader says it is.

use quorate::document::outline::outline;
use quorate::document::{Document, Format, MAX_DEPTH, Node};
use quorate::place::Span;
use quorate::rule::Path;
use quorate::schema;
use quorate::submission::Submission;
use serde_json::Value as Json;

use super::told;

/// JSON is accepted where `serde_json` accepts it, less what the program says it refuses.
pub fn json(bytes: &[u8]) {
    let document = read("a.json", Format::Json, bytes);
    match (serde_json::from_slice::<Json>(bytes), &document) {
        (Ok(_), Ok(_)) | (Err(_), Err(_)) => {}
        (Ok(_), Err(what)) => {
            let is_known = ["is given twice", "the nesting is deeper"].iter().any(|known| what.contains(known));
            assert!(is_known, "serde_json reads it, and we say: {what}");
        }
        (Err(error), Ok(_)) => {
            let told = error.to_string();
            let is_its_own = ["out of range", "recursion limit"].iter().any(|known| told.contains(known));
            assert!(is_its_own, "we read it, and serde_json says: {told}");
        }
    }
    if let Ok(document) = document {
        submit(document);
    }
}

/// YAML gives the same tree twice, each node at its place.
pub fn yaml(bytes: &[u8]) {
    if let Ok(document) = read("a.yaml", Format::Yaml, bytes) {
        submit(document);
    }
}

/// Markdown or plain text: what is numbered stands in the order of the text.
pub fn text(bytes: &[u8]) {
    if let Ok(document) = read("a.md", Format::Text, bytes) {
        submit(document);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let entries = outline(text);
    for entry in &entries {
        for range in [Some(&entry.label_span), entry.heading.as_ref(), Some(&entry.text)].into_iter().flatten() {
            assert!(text.get(range.clone()).is_some(), "{entry:?}");
        }
        assert!(!entry.label_span.is_empty() && entry.label_span.end <= entry.text.start, "{entry:?}");
    }
    assert!(entries.windows(2).all(|pair| pair[0].text.end <= pair[1].label_span.start), "{entries:?}");
}

/// The first line is a pointer; each further line is the name of a field, one within the other.
pub fn pointer(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.split('\n');
    let pointer = lines.next().unwrap_or("");
    let names: Vec<&str> = lines.take(MAX_DEPTH - 2).collect();
    let value = names.iter().rev().fold(Json::from(vec![1, 2, 3]), |inner, name| {
        Json::Object([((*name).to_owned(), inner)].into_iter().collect())
    });
    let document = Document::read("a.json", Format::Json, value.to_string().into_bytes()).unwrap();
    places(&document);
    let to_list: String = names.iter().map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1"))).collect();
    let list = document.root().at_pointer(&to_list);
    assert_eq!(list.map(Node::pointer), Some(to_list.clone()));
    // An item by its position, and by nothing else.
    let third = document.root().at_pointer(&format!("{to_list}/2"));
    assert_eq!(third.and_then(Node::as_written), Some("3"));
    for position in ["", "02", "+2", "3", "-", "2 "] {
        assert!(document.root().at_pointer(&format!("{to_list}/{position}")).is_none());
    }
    if let Some(node) = document.root().at_pointer(pointer) {
        assert_eq!(document.root().at_pointer(&node.pointer()).map(Node::id), Some(node.id()));
        assert!(value.pointer(pointer).is_some(), "{pointer}");
    } else {
        assert!(value.pointer(pointer).is_none(), "serde_json finds {pointer}");
    }
    for kind in schema::kinds() {
        if let Ok(path) = Path::parse(pointer, kind.shape()) {
            assert_eq!(path.to_string(), pointer);
        }
    }
}

/// Reads a document, and its nodes; or what is the matter with it.
pub(super) fn read(path: &str, format: Format, bytes: &[u8]) -> Result<Document, String> {
    let once = Document::read(path, format, bytes.to_vec());
    let again = Document::read(path, format, bytes.to_vec());
    match (once, again) {
        (Ok(document), Ok(again)) => {
            places(&document);
            assert!(document.tree().nodes().map(seen).eq(again.tree().nodes().map(seen)));
            Ok(document)
        }
        (Err(problem), Err(again)) => {
            told::check(&problem, path);
            assert_eq!(problem.headline(), again.headline());
            Err(problem.what().to_owned())
        }
        (once, again) => panic!("the same bytes are read and not read: {once:?} {again:?}"),
    }
}

fn seen(node: Node<'_>) -> String {
    format!("{node:?} {:?} {:?}", node.span(), node.key_span())
}

/// Every place lies within the text, and every pointer leads back to its node.
fn places(document: &Document) {
    let (text, root) = (document.text(), document.root());
    for node in document.tree().nodes() {
        for span in [node.span(), node.key_span()] {
            let lies_within = text.get(span.start as usize..span.end as usize).is_some();
            assert!(lies_within, "{} at {span:?} of {} bytes", node.pointer(), text.len());
        }
        // The fields that a text has of its name stand nowhere, and the tables of TOML where one likes.
        if document.path().ends_with("json") || document.path().ends_with("yaml") {
            within(node.span(), node.parent().map_or(Span::new(0, text.len()), Node::span));
        }
        let found = root.at_pointer(&node.pointer()).map(Node::id);
        assert_eq!(found, Some(node.id()), "{}", node.pointer());
        assert_eq!(node.key().is_some(), node.parent().is_some() && node.position().is_none());
        let at = document.line_column(node.span().start);
        assert!(at.line >= 1 && at.column >= 1);
    }
}

fn within(inner: Span, outer: Span) {
    assert!(outer.start <= inner.start && inner.end <= outer.end, "{inner:?} is not within {outer:?}");
}

/// Takes a document as a submission: its kind, its shape, and what is wrong with it at nodes that are there.
pub(super) fn submit(document: Document) {
    let nodes = document.tree().len();
    let path = document.path().to_owned();
    match Submission::new(vec![document]) {
        Ok(submission) => {
            for fault in submission.members().iter().flat_map(|member| &member.faults) {
                assert!(fault.node.index() < nodes);
                assert!(!fault.message.is_empty() && !fault.message.contains('\n'), "{}", fault.message);
            }
        }
        Err(problems) => problems.iter().for_each(|problem| told::check(problem, &path)),
    }
}
