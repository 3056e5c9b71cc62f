//! The forms that stand beside the policies: whole, sourced, and shown at work by a sample each.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use quorate::document::{Document, Node};
use quorate::schema::kind;

use crate::support::{below_root, files_below, read, root, samples};

fn forms() -> Vec<(PathBuf, Document)> {
    let is_form = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("form-"));
    let paths = files_below(&root().join("policies"), ".yaml").into_iter().filter(is_form);
    paths.map(|path| (path.clone(), read(&below_root(&path), &fs::read_to_string(&path).unwrap()))).collect()
}

fn entries<'d>(form: &'d Document, list: &str) -> Vec<Node<'d>> {
    let sheets = form.root().get("sheets").unwrap().children();
    sheets.filter_map(|sheet| sheet.get(list)).flat_map(Node::children).collect()
}

fn ids(form: &Document, list: &str) -> Vec<String> {
    entries(form, list).iter().map(|entry| entry.get("id").and_then(Node::as_written).unwrap().to_owned()).collect()
}

#[test]
fn every_form_has_the_shape_of_its_kind_and_no_identity_twice() {
    let forms = forms();
    assert!(forms.len() >= 6, "{}", forms.len());
    for (path, form) in &forms {
        let faults = kind("form").unwrap().faults(form);
        let told: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert!(told.is_empty(), "{}: {told:#?}", path.display());
        for list in ["questions", "figures"] {
            let all = ids(form, list);
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{}: {list}", path.display());
        }
    }
}

#[test]
fn what_a_form_refers_to_is_on_it() {
    for (path, form) in forms() {
        let (questions, rows) = (ids(&form, "questions"), ids(&form, "figures"));
        let mut named = Vec::new();
        for node in form.root().tree().nodes() {
            let list = node.parent().and_then(Node::key).filter(|_| node.key().is_none()).or(node.key());
            match list {
                Some("question" | "unanswered" | "total_equals" | "explained_in") => named.push((node, &questions)),
                Some("row" | "rows_differ" | "totals_differ" | "held_against") => named.push((node, &rows)),
                _ => {}
            }
        }
        for (node, known) in named {
            let Some(id) = node.as_written() else { continue };
            assert!(known.iter().any(|own| own == id), "{}: {} names no \"{id}\"", path.display(), node.pointer());
        }
    }
}

#[test]
fn every_national_condition_says_where_it_comes_from() {
    let mut bare = Vec::new();
    for (path, form) in forms() {
        for question in entries(&form, "questions") {
            let id = question.get("id").and_then(Node::as_written).unwrap();
            let is_condition = id.starts_with("condition-") || id.starts_with("objective-");
            if is_condition && (question.get("source").is_none() || question.get("standing").is_none()) {
                bare.push(format!("{}: {id}", path.display()));
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}

#[test]
fn a_sample_holds_each_form_unchanged() {
    let copies: Vec<String> = samples()
        .iter()
        .flat_map(|sample| files_below(&sample.folder, ".yaml"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for (path, form) in forms() {
        assert!(copies.iter().any(|copy| **copy == **form.text()), "no sample holds a copy of {}", path.display());
    }
}

#[test]
fn a_sample_holds_each_chain_of_escalation_unchanged() {
    let chains = files_below(&root().join("policies"), "escalation-chain.yaml");
    assert!(!chains.is_empty());
    for chain in chains {
        let text = fs::read_to_string(&chain).unwrap();
        let faults = kind("escalation-chain").unwrap().faults(&read(&below_root(&chain), &text)).len();
        assert_eq!(faults, 0, "{}", chain.display());
        let is_copy = |path: &PathBuf| fs::read_to_string(path).unwrap() == text;
        let copies = samples().iter().flat_map(|sample| files_below(&sample.folder, ".yaml")).filter(is_copy).count();
        assert!(copies > 0, "no sample holds a copy of {}", chain.display());
    }
}
