//! Every outcome stands on what it read, and on nothing else.
//!
//! Held against every case of every rule: one field after the other is taken out of the case's
//! documents and the rule is applied again. A field that the evidence does not name may not
//! change the outcome; a field that it names may leave a pass only where the new evidence says
//! that it is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use quorate::assess::{Finding, Outcome, WELL_FORMED};
use quorate::document::{Document, Format, Node};
use quorate::rule::RuleFile;
use quorate::submission::Read;
use quorate::submission::{NodeRef, Submission};
use rayon::prelude::*;
use serde_json::Value as Json;

use crate::hostile::json_of;
use crate::support::{Judge, Judged, policy_files, read, root, samples};

/// One case of a rule: its documents as plain values, and what judges them.
struct Case {
    name: String,
    rule: String,
    judge: Judge,
    documents: Vec<Given>,
}

/// A document of a case; a text with paragraphs has no fields to take out.
enum Given {
    Fields(String, Json),
    Text(String, String),
}

impl Given {
    fn document(&self) -> Document {
        match self {
            Given::Fields(name, value) => Document::read(name, Format::Json, value.to_string().into_bytes()).unwrap(),
            Given::Text(name, text) => read(name, text),
        }
    }
}

/// Every case that judges whole documents; of each rule, the rules that it builds on too.
fn cases() -> Vec<Case> {
    let files = RuleFile::shipped();
    let mut found = Vec::new();
    for file in &files {
        let path = root().join("rules").join(format!("{}.cases.yaml", file.id));
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let cases = read("cases.yaml", &text);
        for case in cases.root().get("cases").unwrap().children() {
            let text_of = |node: Node<'_>, key: &str| node.get(key).and_then(Node::as_written).map(str::to_owned);
            let documents = case.get("documents").into_iter().flat_map(Node::children);
            let given = |document: Node<'_>| {
                let (name, text) = (text_of(document, "name").unwrap(), text_of(document, "text").unwrap());
                match Format::of_name(&name) {
                    Some(Format::Text) => Given::Text(name, text),
                    _ => Given::Fields(name.clone(), json_of(read(&name, &text).root())),
                }
            };
            let as_of = text_of(case, "as_of").map_or_else(crate::support::day, |date| date.parse().unwrap());
            found.push(Case {
                name: text_of(case, "case").unwrap(),
                rule: file.id.clone(),
                judge: judge(&files, &file.id, case.get("parameters"), as_of),
                documents: documents.map(given).collect(),
            });
        }
    }
    found
}

fn judge(files: &[RuleFile], rule: &str, set: Option<Node<'_>>, as_of: chrono::NaiveDate) -> Judge {
    let parameters: Vec<String> = set
        .into_iter()
        .flat_map(Node::children)
        .map(|node| format!("{} = {}", node.key().unwrap(), json_of(node)))
        .collect();
    let mut text = format!(
        "id = \"test\"\ntitle = \"Test\"\n[[rule]]\nuse = \"{rule}\"\nseverity = \"must\"\nwith = {{ {} }}\n",
        parameters.join(", ")
    );
    let alone = Judge::new(files, policy_files(&text), as_of).unwrap_or_else(|problems| panic!("{rule}: {problems:?}"));
    for base in alone.rules.rules().filter(|base| base.id != rule) {
        text += &format!("[[rule]]\nuse = \"{}\"\nseverity = \"must\"\n", base.id);
    }
    Judge::new(files, policy_files(&text), as_of).unwrap_or_else(|problems| panic!("{rule}: {problems:?}"))
}

/// A place as its document's path and its pointer.
type Place = (String, String);

fn place(submission: &Submission, at: NodeRef) -> Place {
    let document = &submission.member(at.document).unwrap().document;
    (document.path().to_owned(), document.node(at.node).pointer())
}

/// What one rule found of one subject, and all that it rests on.
struct Outcomes {
    worst: Outcome,
    present: BTreeSet<Place>,
    /// Where a field was asked for that is not there: the place that it would have.
    absent: BTreeSet<Place>,
}

/// The outcomes of a rule by subject; reads of the rules that it builds on count as its own.
fn outcomes(judged: &Judged, rule: &str) -> BTreeMap<Place, Outcomes> {
    let mut found: BTreeMap<Place, Outcomes> = BTreeMap::new();
    let submission = &judged.submission;
    let (mut present, mut absent) = (BTreeSet::new(), BTreeSet::new());
    for finding in judged.findings.iter().filter(|finding| finding.rule != rule) {
        gather(submission, finding, &mut present, &mut absent);
    }
    for finding in judged.findings.iter().filter(|finding| finding.rule == rule) {
        let Some(subject) = finding.subject else { continue };
        let entry = found.entry(place(submission, subject)).or_insert(Outcomes {
            worst: finding.outcome,
            present: present.clone(),
            absent: absent.clone(),
        });
        entry.worst = entry.worst.max(finding.outcome);
        gather(submission, finding, &mut entry.present, &mut entry.absent);
    }
    found
}

/// A finding names what it read, and the places that it points at.
fn gather(submission: &Submission, finding: &Finding, present: &mut BTreeSet<Place>, absent: &mut BTreeSet<Place>) {
    let points = finding.points_at.iter().filter(|points| Some(points.at) != finding.subject);
    present.extend(points.map(|points| place(submission, points.at)));
    for Read { at, absent: field } in finding.evidence.iter() {
        let (path, pointer) = place(submission, *at);
        match field {
            None => present.insert((path, pointer)),
            Some(field) => absent.insert((path, format!("{pointer}/{}", field.replace('.', "/")))),
        };
    }
    // A search names all that it went through, and that nothing more is there in any document of the kind.
    for search in finding.evidence.searches() {
        present.extend(search.through.iter().map(|read| place(submission, read.at)));
        absent.extend(submission.of_kind(search.kind).map(|root| (place(submission, root).0, search.path.clone())));
    }
}

/// Whether some places name a field, itself or as part of something that was read as a whole.
fn is_named(places: &BTreeSet<Place>, field: &Place) -> bool {
    let (path, pointer) = field;
    let ends = pointer.match_indices('/').map(|(at, _)| at).chain([pointer.len()]);
    let named = |end: usize| places.contains(&(path.clone(), pointer[..end].to_owned()));
    ends.skip(1).any(named)
}

/// Whether a field is said to be missing, of its own entry or of all entries of the list or lists that lack it.
fn is_missed(absent: &BTreeSet<Place>, field: &Place) -> bool {
    let (path, pointer) = field;
    let mut steps: Vec<&str> = pointer.split('/').collect();
    let entry = steps.len().saturating_sub(2);
    let of_list = steps.get(entry).is_some_and(|step| step.parse::<usize>().is_ok());
    if of_list {
        steps[entry] = "*";
    }
    let of_lists = steps.iter().map(|step| if step.parse::<usize>().is_ok() { "*" } else { step });
    let of_lists = of_lists.collect::<Vec<_>>().join("/");
    let is_absent = |pointer: String| absent.contains(&(path.clone(), pointer));
    absent.contains(field) || is_absent(steps.join("/")) || is_absent(of_lists)
}

/// The pointers of all fields that hold one value.
fn leaves(value: &Json, at: &str, found: &mut Vec<String>) {
    match value {
        Json::Object(fields) => {
            for (key, inner) in fields {
                let pointer = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                if !inner.is_object() && !inner.is_array() {
                    found.push(pointer.clone());
                }
                leaves(inner, &pointer, found);
            }
        }
        Json::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                leaves(inner, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn without(value: &Json, pointer: &str) -> Json {
    let mut value = value.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    let map = value.pointer_mut(parent).and_then(Json::as_object_mut).unwrap();
    map.remove(&key);
    value
}

/// The shapes that hold: a field whose loss makes another place malformed changes more than itself.
fn faults(judged: &Judged) -> usize {
    let members = judged.submission.members();
    members.iter().flat_map(|member| &member.faults).filter(|fault| fault.missing.is_none()).count()
}

/// Takes each field of a case's documents out in turn: how many were tried, and what went wrong.
fn without_each_field(case: &Case) -> (usize, BTreeMap<String, String>) {
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    let mut tried = 0;
    let whole = case.judge.judge(case.documents.iter().map(Given::document).collect()).unwrap();
    let before = outcomes(&whole, &case.rule);
    for (index, given) in case.documents.iter().enumerate() {
        let Given::Fields(name, value) = given else { continue };
        let mut pointers = Vec::new();
        leaves(value, "", &mut pointers);
        // What a document is known by is no evidence of anything.
        pointers.retain(|pointer| !["/kind", "/id", "/$schema"].contains(&pointer.as_str()));
        for pointer in pointers {
            let shorter = Given::Fields(name.clone(), without(value, &pointer));
            let documents = (0..).zip(&case.documents);
            let documents =
                documents.map(|(at, given)| if at == index { shorter.document() } else { given.document() });
            let Some(judged) = case.judge.judge(documents.collect()) else { continue };
            if faults(&judged) != faults(&whole) {
                continue;
            }
            tried += 1;
            let field = (name.clone(), pointer.clone());
            let after = outcomes(&judged, &case.rule);
            for (subject, now) in &after {
                let Some(was) = before.get(subject) else { continue };
                let is_blind =
                    was.present.contains(&field) && now.worst == Outcome::Pass && !is_missed(&now.absent, &field);
                let is_unnamed = was.worst != now.worst && !is_named(&was.present, &field);
                let what = match (is_blind, is_unnamed) {
                    (true, _) => "and the evidence does not say that the field is missing",
                    (_, true) => "and the evidence did not name the field",
                    _ => continue,
                };
                let change = format!("{} -> {}, {what}", was.worst.word(), now.worst.word());
                let general = pointer.replace(|letter: char| letter.is_ascii_digit(), "");
                wrong
                    .entry(format!("{} {general} {change}", case.rule))
                    .or_insert(format!("{}, case \"{}\", without {name}{pointer}: {change}", case.rule, case.name));
            }
        }
    }
    (tried, wrong)
}

#[test]
fn a_field_taken_out_changes_only_what_rests_on_it_and_leaves_no_blind_pass() {
    // One example for each rule, field and change.
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    let mut tried = 0;
    let found: Vec<(usize, BTreeMap<String, String>)> = cases().par_iter().map(without_each_field).collect();
    for (count, examples) in found {
        tried += count;
        wrong.extend(examples);
    }
    assert!(tried > 50, "only {tried} fields were taken out");
    assert!(
        wrong.is_empty(),
        "{} ways, after {tried} tries:\n{}",
        wrong.len(),
        wrong.into_values().collect::<Vec<_>>().join("\n")
    );
}

/// What the samples and the cases come to.
fn everything_judged() -> Vec<(String, Judged)> {
    let of_samples = samples().into_iter().map(|sample| {
        let judged = sample.judge().judge(sample.documents()).unwrap();
        (sample.name, judged)
    });
    let of_cases = cases().into_iter().map(|case| {
        let judged = case.judge.judge(case.documents.iter().map(Given::document).collect()).unwrap();
        (format!("{}, case \"{}\"", case.rule, case.name), judged)
    });
    of_samples.chain(of_cases).collect()
}

#[test]
fn every_pass_and_every_fail_of_a_script_names_what_it_read() {
    let mut bare = BTreeSet::new();
    for (name, judged) in everything_judged() {
        for finding in &judged.findings {
            let decides = matches!(finding.outcome, Outcome::Pass | Outcome::Fail);
            if decides && finding.rule != WELL_FORMED && finding.evidence.iter().next().is_none() {
                bare.insert(format!("{}: {} in {name}", finding.rule, finding.outcome.word()));
            }
        }
    }
    assert!(bare.is_empty(), "{bare:#?}");
}

#[test]
fn nothing_unexamined_is_in_any_evidence() {
    let mut wrong = BTreeSet::new();
    let mut count = 0;
    for (name, judged) in everything_judged() {
        let unexamined: BTreeSet<Place> = judged.unexamined.iter().map(|at| place(&judged.submission, *at)).collect();
        count += unexamined.len();
        for finding in &judged.findings {
            let reads = finding.evidence.iter().filter(|read| read.absent.is_none());
            for (path, pointer) in reads.map(|read| place(&judged.submission, read.at)) {
                let mut above = pointer.as_str();
                while !above.is_empty() {
                    if unexamined.contains(&(path.clone(), above.to_owned())) {
                        wrong.insert(format!("{name}: {} read {pointer}; {above} is unexamined", finding.rule));
                    }
                    above = above.rsplit_once('/').map_or("", |(parent, _)| parent);
                }
            }
        }
    }
    assert!(count > 0, "nothing anywhere is unexamined: this test sees nothing");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
