//! Every case beside every rule.
//!
//! A case gives documents whole and says which findings its rule must make of them: outcome,
//! subject, place and a part of the message. Each rule has at least a pass, a fail (or a
//! review, for a rule that only asks a person), an open and a not-applicable case.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quorate::assess::{Finding, Judge, Outcome, assess};
use quorate::change::Versions;
use quorate::document::{Document, Format, Node, Value};
use quorate::policy::{Library, Policy, PolicyFile};
use quorate::rule::{Catalogue, Host, RuleFile};
use quorate::submission::{NodeRef, Submission};

fn rules_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")
}

fn case_file(rule: &str) -> PathBuf {
    rules_folder().join(format!("{rule}.cases.yaml"))
}

/// Every rule's cases, one message for each that goes wrong.
#[test]
fn every_case_of_every_rule_holds() {
    let only = std::env::var("QUORATE_RULE").unwrap_or_default();
    let host = Host::new();
    let files = RuleFile::shipped();
    let mut wrong = Vec::new();
    let mut count = 0;
    for rule in files.iter().filter(|rule| rule.id.contains(&only)) {
        let path = case_file(&rule.id);
        let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let cases = Document::read(&path.display().to_string(), Format::Yaml, text)
            .unwrap_or_else(|problem| panic!("{problem}"));
        let mut outcomes = BTreeSet::new();
        for case in cases.root().get("cases").expect("a list `cases`").children() {
            count += 1;
            wrong.extend(
                run(&host, &files, &rule.id, case, &mut outcomes)
                    .err()
                    .map(|what| format!("{}: \"{}\"\n{what}", rule.id, text_of(case, "case"))),
            );
        }
        let speaks = outcomes.contains("fail") || outcomes.contains("review");
        for (name, there) in [
            ("pass", outcomes.contains("pass") || !outcomes.contains("fail")),
            ("fail or review", speaks),
            ("open", outcomes.contains("open")),
            ("not-applicable", outcomes.contains("not-applicable")),
        ] {
            if !there {
                wrong.push(format!("{}: there is no {name} case", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(count > 0);
}

fn text_of<'a>(node: Node<'a>, key: &str) -> &'a str {
    node.get(key).and_then(Node::as_written).unwrap_or_else(|| panic!("{}: no `{key}`", node.pointer()))
}

fn run(
    host: &Host,
    files: &[RuleFile],
    rule: &str,
    case: Node<'_>,
    outcomes: &mut BTreeSet<&'static str>,
) -> Result<(), String> {
    let now = submission(case, "documents")?.unwrap_or_else(|| Arc::new(Submission::of_members(Vec::new())));
    // A rule about changes gets the same documents as they were.
    let (submission, versions) = match submission(case, "before")? {
        Some(before) => {
            let both = Arc::new(now.with_earlier(&before));
            (both, Some(Arc::new(Versions::new(before, now))))
        }
        None => (now, None),
    };
    let catalogue = Catalogue::read(host, files, |id| id == rule).map_err(|problems| format!("{problems:?}"))?;
    let as_of = case.get("as_of").and_then(Node::as_written).unwrap_or("2015-11-24").parse().expect("a date");
    let policy =
        Policy::new(policy(rule, case), &catalogue, &[rule], as_of).map_err(|problems| format!("{problems:?}"))?;
    let by = Judge { policy: &policy, rules: &catalogue, host, as_of };
    let assessment = assess(&submission, by, versions);
    let found: Vec<&Finding> = assessment.findings.iter().filter(|finding| finding.rule == rule).collect();
    let expected = expectations(case);
    outcomes.extend(found.iter().map(|finding| finding.outcome.word()));
    let agrees = found.len() == expected.len()
        && found.iter().zip(&expected).all(|(finding, expected)| expected.holds(finding, &submission));
    if agrees {
        return Ok(());
    }
    let shown: Vec<String> = found
        .iter()
        .map(|finding| {
            format!(
                "  {} at {} of {}: {}",
                finding.outcome.word(),
                place(finding, &submission),
                subject(finding, &submission),
                finding.message
            )
        })
        .collect();
    Err(format!("expected:\n{expected:#?}\nfound:\n{}", shown.join("\n")))
}

/// The documents of a case in a list of it; none where the case has no such list.
fn submission(case: Node<'_>, list: &str) -> Result<Option<Arc<Submission>>, String> {
    let Some(given) = case.get(list) else { return Ok(None) };
    let submission = Submission::new(given.children().map(document).collect());
    submission.map(|submission| Some(Arc::new(submission))).map_err(|problems| format!("{problems:?}"))
}

fn document(given: Node<'_>) -> Document {
    let name = text_of(given, "name");
    let format = Format::of_name(name).unwrap_or_else(|| panic!("{name}: no known ending"));
    Document::read(name, format, text_of(given, "text").as_bytes().to_vec())
        .unwrap_or_else(|problem| panic!("{problem}"))
}

fn policy(rule: &str, case: Node<'_>) -> Vec<PolicyFile> {
    let show = |node: Node<'_>| match node.value() {
        Value::Text(text) => format!("{text:?}"),
        Value::List => format!(
            "[{}]",
            node.children().map(|item| format!("{:?}", item.as_written().unwrap_or(""))).collect::<Vec<_>>().join(", ")
        ),
        _ => node.span().of(node.tree().source()).to_owned(),
    };
    let set: BTreeMap<&str, String> = case
        .get("parameters")
        .into_iter()
        .flat_map(Node::children)
        .map(|node| (node.key().unwrap_or(""), show(node)))
        .collect();
    let with = set.iter().map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(", ");
    let text = format!(
        "id = \"case\"\ntitle = \"Case\"\n[[rule]]\nuse = \"{rule}\"\nseverity = \"must\"\nclause = \"the clause\"\nwith = {{ {with} }}\n"
    );
    let mut library = Library::default();
    library.add("case", "case.toml".into(), text.into());
    library.gather(&["case".to_owned()]).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// What a case expects of one finding.
#[derive(Debug)]
struct Expected {
    outcome: String,
    of: Option<String>,
    at: Option<String>,
    says: Option<String>,
}

fn expectations(case: Node<'_>) -> Vec<Expected> {
    let expect = case.get("expect").expect("`expect`");
    if let Some(outcome) = expect.as_text() {
        return vec![Expected { outcome: outcome.to_owned(), of: None, at: None, says: None }];
    }
    let own = |node: Node<'_>, key: &str| node.get(key).and_then(Node::as_written).map(str::to_owned);
    let one = |node: Node<'_>| Expected {
        outcome: text_of(node, "outcome").to_owned(),
        of: own(node, "of"),
        at: own(node, "at"),
        says: own(node, "says"),
    };
    expect.children().map(one).collect()
}

impl Expected {
    fn holds(&self, finding: &Finding, submission: &Submission) -> bool {
        self.outcome == finding.outcome.word()
            && self.of.as_ref().is_none_or(|of| *of == subject(finding, submission))
            && self.at.as_ref().is_none_or(|at| *at == place(finding, submission))
            && self.says.as_ref().is_none_or(|says| finding.message.contains(says.as_str()))
            && (finding.outcome != Outcome::Fail || self.says.is_some())
    }
}

fn pointer(at: NodeRef, submission: &Submission) -> String {
    submission.node(at).map(|node| node.pointer()).unwrap_or_default()
}

fn subject(finding: &Finding, submission: &Submission) -> String {
    finding.subject.map(|at| pointer(at, submission)).unwrap_or_default()
}

fn place(finding: &Finding, submission: &Submission) -> String {
    finding.points_at.first().map(|points| pointer(points.at, submission)).unwrap_or_default()
}
