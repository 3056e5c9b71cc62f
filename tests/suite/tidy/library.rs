//! The library of terms of reference: whole, sourced, and shown at work by a sample each.

use std::collections::BTreeSet;
use std::fs;

use quorate::document::{Document, Node};
use quorate::policy::{Library, TermsFile};

use crate::support::{files_below, read, root, samples};

fn documents() -> Vec<(&'static str, Document)> {
    let library = TermsFile::shipped();
    library.iter().map(|terms| (terms.id, read(TermsFile::NAME, terms.text))).collect()
}

fn field<'d>(node: Node<'d>, name: &str) -> &'d str {
    node.get(name).and_then(Node::as_written).unwrap_or_default()
}

#[test]
fn the_program_holds_the_terms_of_every_folder_of_policies() {
    let found = files_below(&root().join("policies"), TermsFile::NAME);
    let folders: BTreeSet<_> = found.iter().map(|path| path.parent().unwrap().file_name().unwrap()).collect();
    let library = TermsFile::shipped();
    assert!(folders.len() >= 10, "{folders:?}");
    assert_eq!(library.iter().map(|terms| terms.id.as_ref()).collect::<BTreeSet<_>>(), folders);
    let policies = Library::shipped();
    for terms in library {
        assert!(policies.names().any(|name| name == terms.id), "{}: no policy beside the terms", terms.id);
    }
}

#[test]
fn every_clause_of_the_library_has_a_source_and_a_standing() {
    let mut bare = Vec::new();
    for (id, document) in documents() {
        for clause in document.root().get("clauses").unwrap().children() {
            let is_whole = ["text", "source", "standing"].iter().all(|name| !field(clause, name).is_empty());
            if !is_whole {
                bare.push(format!("{id}: clause {}", field(clause, "reference")));
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}

#[test]
fn what_the_library_states_as_data_stands_in_a_clause() {
    let mut wrong = Vec::new();
    for (id, document) in documents() {
        let terms = document.root();
        let clauses: Vec<&str> =
            terms.get("clauses").unwrap().children().map(|clause| field(clause, "reference")).collect();
        let named = ["quorum", "meetings", "papers", "attendance_floor"].into_iter().filter_map(|name| terms.get(name));
        let reports = terms.get("reports").into_iter().flat_map(Node::children);
        for stated in named.chain(reports) {
            if !clauses.contains(&field(stated, "clause")) {
                wrong.push(format!("{id}: {} names no clause of the list", stated.pointer()));
            }
        }
        // In force without a first day, they judge any meeting as soon as they are copied.
        if field(terms, "status") != "in force" || terms.get("in_force_from").is_some() {
            wrong.push(format!("{id}: not in force on every day"));
        }
        if !document.text().starts_with("# ") {
            wrong.push(format!("{id}: it does not say first what the body replaces"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_sample_shows_each_of_them_unchanged_under_its_policy() {
    let samples = samples();
    for terms in TermsFile::shipped() {
        let folder = root().join("samples/illustrations/library").join(terms.id);
        let copy = folder.join(TermsFile::NAME);
        let text = fs::read_to_string(&copy).unwrap_or_else(|error| panic!("{}: {error}", copy.display()));
        assert!(text == terms.text, "{} is not the library's: copy policies/{}", copy.display(), terms.id);
        let sample = samples.iter().find(|sample| sample.folder == folder).unwrap();
        assert!(sample.judge().policy.files.iter().any(|file| file.id == terms.id), "{}", terms.id);
    }
}

#[test]
fn every_policy_is_used_by_a_sample() {
    let used: BTreeSet<String> = samples()
        .iter()
        .flat_map(|sample| sample.judge().policy.files.iter().map(|file| file.id.clone()).collect::<Vec<_>>())
        .collect();
    let idle: Vec<String> =
        Library::shipped().names().filter(|name| !used.contains(*name)).map(str::to_owned).collect();
    assert!(idle.is_empty(), "no sample is judged under {idle:?}");
}
