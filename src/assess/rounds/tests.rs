//! A rule that takes too much, among its subjects and beside others.

use std::sync::Arc;

use super::*;
use crate::document::{Document, Format};
use crate::rule::{Parameters, Rule, RuleFile, Subject};
use crate::submission::Submission;

const PAGE: &str = "//! It holds.\n//!\n//! # Why\n//! A test.\n//! # Applies\n//! All.\n//! # Passes\n//! It does.\n//! # Fails\n//! It does not.\n//! # Remedy\n//! Mend it.\n\nconst RULE = #{ each: #{ \"improvement-plan\": \"/recommendations/*\" }, since: \"0.1.0\", source: \"a test\" };\n\n";

fn around(recommendations: usize) -> Surroundings {
    let mut text = "kind: improvement-plan\nid: plan\ntitle: Plan\nrecommendations:\n".to_owned();
    for number in 1..=recommendations {
        text += &format!("  - reference: \"{number}\"\n    text: Improve\n    lead_body: Board\n");
    }
    let plan = Document::read("plan.yaml", Format::Yaml, text.into_bytes()).unwrap();
    Surroundings::new(&Arc::new(Submission::new(vec![plan]).unwrap()), "2015-11-24".parse().unwrap())
}

fn rule(host: &Host, id: &str, body: &str) -> Rule {
    let text = format!("{PAGE}fn check(recommendation, policy) {{\n{body}\n}}\n");
    Rule::read(host, &RuleFile::new(&format!("{id}.rhai"), format!("rules/{id}.rhai"), text.into()).unwrap()).unwrap()
}

fn jobs<'r>(rule: &'r Rule, around: &Surroundings) -> Vec<Job<'r>> {
    let plan = around.submission.of_kind("improvement-plan").next().unwrap();
    let list = around.submission.node(plan).unwrap().at_pointer("/recommendations").unwrap();
    let job = |node| Job {
        rule,
        requirement: None,
        parameters: Parameters::default(),
        document: plan.document,
        subject: Subject::Node(node),
        change: None,
    };
    list.children().map(|item| job(item.id())).collect()
}

fn messages(judged: &[Judged]) -> Vec<&str> {
    judged.iter().map(|judged| judged.findings[0].message.as_str()).collect()
}

/// It takes too much at the third: those of its round are judged, the others are not tried, and
/// another rule does not feel it.
#[test]
fn a_rule_that_takes_too_much_is_not_tried_on_all_others() {
    let (host, around) = (Host::new(), around(40));
    let greedy = "if recommendation.reference == \"3\" { let text = \"x\"; loop { text += text; } }";
    let (greedy, modest) =
        (rule(&host, "test/greedy", greedy), rule(&host, "test/modest", "let text = recommendation.text;"));
    let both: Vec<Job<'_>> = jobs(&greedy, &around).into_iter().chain(jobs(&modest, &around)).collect();
    let judged = judge(&both, &host, &around);
    assert_eq!(judged.len(), 80);
    let told = messages(&judged);
    assert_eq!(told[..2], ["It holds", "It holds"]);
    assert_eq!(told[2], "the rule could not be applied: it made a text of more than 1 MiB");
    assert_eq!(told[3..16], ["It holds"; 13]);
    let not_tried = "the rule could not be applied: it is not tried here, since it took too much at recommendation 3";
    assert_eq!(told[16..40], [not_tried; 24]);
    assert_eq!(told[40..], ["It holds"; 40]);
}

/// Each subject takes little, all together too much.
#[test]
fn a_rule_that_takes_too_much_in_all() {
    let (host, around) = (Host::new(), around(3));
    let modest = rule(&host, "test/modest", "let text = recommendation.text;");
    let jobs = jobs(&modest, &around);
    let first = jobs[0].judge(&host, &around);
    assert!(first.steps > 0 && first.steps < 10, "{}", first.steps);

    let mut line = Line::new(&jobs);
    line.steps = MAX_OPERATIONS_IN_ALL - first.steps;
    line.take([first].into_iter(), &around);
    assert_eq!((line.left.len(), messages(&line.judged).len()), (2, 1));

    line.take([jobs[1].judge(&host, &around)].into_iter(), &around);
    let why = "the rule could not be applied: it is not tried here, since it took 500 million steps before";
    assert_eq!(line.left.len(), 0);
    assert_eq!(messages(&line.judged), ["It holds", "It holds", why]);
}
