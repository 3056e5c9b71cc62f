//! What is shipped beside the program: every rule, policy and sample is whole and of use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use quorate::assess::{Outcome, WELL_FORMED};
use quorate::policy::{Library, Policy, PolicyFile};
use quorate::rule::{Catalogue, Host, Parameter, Rule, RuleFile};

use crate::support::{Sample, below_root, files_below, root, samples};

/// The identities of rules by their files in `rules/`.
fn rules() -> BTreeSet<String> {
    identities(".rhai")
}

fn identities(ending: &str) -> BTreeSet<String> {
    let folder = root().join("rules");
    files_below(&folder, ending)
        .iter()
        .map(|path| path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/"))
        .map(|below| below.trim_end_matches(ending).to_owned())
        .collect()
}

#[test]
fn every_rule_has_cases_and_all_cases_have_a_rule() {
    let (rules, cases) = (rules(), identities(".cases.yaml"));
    assert!(!rules.is_empty());
    let bare: Vec<_> = rules.difference(&cases).collect();
    let stray: Vec<_> = cases.difference(&rules).collect();
    assert!(bare.is_empty() && stray.is_empty(), "rules without cases: {bare:#?}\ncases without a rule: {stray:#?}");
}

#[test]
fn what_is_in_the_program_is_what_is_in_the_folder() {
    let shipped: BTreeSet<String> = RuleFile::shipped().into_iter().map(|file| file.id).collect();
    assert_eq!(shipped, rules());
}

/// A rule over several kinds reads the same fields in each: an action is the same thing in a plan,
/// a statement and a log.
#[test]
fn what_several_kinds_share_is_the_same_in_each() {
    let shared = |kind: &str, name: &str| {
        let text = quorate::schema::kind(kind).unwrap().text();
        let schema: serde_json::Value = serde_json::from_str(text).unwrap();
        let shape = schema["$defs"][name].clone();
        assert!(shape.is_object(), "{kind} has no {name}");
        shape
    };
    for name in ["action", "rating_key"] {
        for kind in ["improvement-plan", "statement-of-action"] {
            assert_eq!(shared(kind, name), shared("action-log", name), "{name} of {kind}");
        }
    }
    for kind in ["improvement-plan", "statement-of-action", "terms-of-reference", "self-assessment"] {
        assert_eq!(shared(kind, "change"), shared("action-log", "change"), "change of {kind}");
    }
    for name in ["measure", "commitments"] {
        assert_eq!(shared("improvement-plan", name), shared("statement-of-action", name), "{name}");
    }
}

/// Rules cannot share a list, so lists that mean the same are held together here: parameters of one
/// name whose meanings are the same sentence, and those whose meaning says `as for` another rule.
#[test]
fn parameters_that_mean_the_same_are_the_same_unless_set() {
    let all = Catalogue::read(&Host::new(), &RuleFile::shipped(), |_| true).unwrap();
    let declared: Vec<_> =
        all.rules().flat_map(|rule| rule.parameters.iter().map(move |parameter| (rule, parameter))).collect();
    let (mut pairs, mut wrong) = (0, Vec::new());
    for (number, (rule, parameter)) in declared.iter().enumerate() {
        for (other, earlier) in &declared[..number] {
            let says_as_for = |one: &Parameter, of: &Rule| one.meaning.contains(&format!("as for {}", of.id));
            let is_meant =
                parameter.meaning == earlier.meaning || says_as_for(parameter, other) || says_as_for(earlier, rule);
            if parameter.name == earlier.name && is_meant {
                pairs += 1;
                let differ = parameter.default != earlier.default;
                wrong.extend(differ.then(|| format!("{}: {} and {}", parameter.name, other.id, rule.id)));
            }
        }
    }
    assert!(wrong.is_empty(), "these mean the same and differ unless set: {wrong:#?}");
    assert!(pairs > 10, "{pairs}");
}

#[test]
fn every_script_has_under_60_lines() {
    let mut long = Vec::new();
    for path in files_below(&root().join("rules"), ".rhai") {
        let text = fs::read_to_string(&path).unwrap();
        let script = text.lines().filter(|line| !line.starts_with("//!"));
        let count = script.skip_while(|line| line.trim().is_empty()).count();
        if count >= 60 {
            long.push(format!("{} has {count}", below_root(&path)));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_policy_has_the_name_of_its_folder_and_can_be_used() {
    let mut wrong = Vec::new();
    for path in files_below(&root().join("policies"), "policy.toml") {
        let folder = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        match Library::shipped().gather(std::slice::from_ref(&folder)) {
            Err(problems) => wrong.extend(problems.iter().map(|problem| problem.headline().to_owned())),
            Ok(files) => {
                let id = &files.last().unwrap().id;
                if *id != folder {
                    wrong.push(format!("{}: its id is {id}", below_root(&path)));
                }
                // A day long after every policy came into force.
                let late = chrono::NaiveDate::MAX;
                if let Err(problems) = crate::support::Judge::new(&RuleFile::shipped(), files, late) {
                    wrong.extend(problems.iter().map(|problem| problem.headline().to_owned()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn shipped_policies() -> Vec<PolicyFile> {
    let library = Library::shipped();
    let names: Vec<String> = library.names().map(str::to_owned).collect();
    library.gather(&names).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn every_rule_is_used_by_a_policy() {
    let files = shipped_policies();
    let used: BTreeSet<String> = Policy::rules_used(&files).into_iter().map(str::to_owned).collect();
    let unused: Vec<String> = rules().difference(&used).cloned().collect();
    assert!(unused.is_empty(), "no policy uses {unused:#?}");
}

#[test]
fn every_rule_judges_something_in_a_sample_and_none_is_broken() {
    let mut judged: BTreeMap<String, BTreeSet<Outcome>> = BTreeMap::new();
    for sample in samples() {
        let told = sample.judge().judge(sample.documents_and_waivers());
        let told = told.unwrap_or_else(|| panic!("{}: the documents cannot be taken together", sample.name));
        // A sample that stands beside an earlier version of itself is compared with it too.
        let earlier = samples().into_iter().find(|earlier| {
            earlier.folder.parent() == sample.folder.parent()
                && sample.name.ends_with("-june")
                && earlier.name.ends_with("-march")
        });
        let compared = earlier.map(|earlier| sample.judge().compare(earlier.documents(), sample.documents()));
        for finding in told.findings.into_iter().chain(compared.unwrap_or_default()) {
            assert_ne!(finding.outcome, Outcome::Broken, "{}: {finding:?}", sample.name);
            judged.entry(finding.rule).or_default().insert(finding.outcome);
        }
    }
    // A rule without severity is no requirement: it answers the rules that build on it.
    let told: BTreeSet<String> = shipped_policies()
        .iter()
        .flat_map(|file| &file.rules)
        .filter(|rule| rule.severity.is_some())
        .map(|rule| rule.rule.clone())
        .collect();
    let wanted = rules().into_iter().filter(|rule| told.contains(rule)).chain([WELL_FORMED.to_owned()]);
    let idle: Vec<String> = wanted
        .filter(|rule| {
            let outcomes = judged.get(rule);
            outcomes.is_none_or(|outcomes| outcomes.iter().all(|outcome| *outcome == Outcome::NotApplicable))
        })
        .collect();
    assert!(idle.is_empty(), "nothing in any sample is judged by {idle:#?}");
}

/// In its own folder, or, for samples that belong together, in the one above, which then names it.
#[test]
fn every_sample_says_what_it_is() {
    let says = |sample: &Sample| {
        let name = sample.folder.file_name().unwrap().to_string_lossy().into_owned();
        let above = sample.folder.parent().unwrap().join("README.md");
        sample.folder.join("README.md").is_file()
            || fs::read_to_string(above).is_ok_and(|text| text.contains(&format!("`{name}`")))
    };
    let samples = samples();
    let silent: Vec<&str> = samples.iter().filter(|sample| !says(sample)).map(|sample| sample.name.as_str()).collect();
    assert!(silent.is_empty(), "no README.md tells of {silent:?}");
}

#[test]
fn every_folder_of_documents_in_samples_has_settings() {
    let settings: Vec<_> = samples().into_iter().map(|sample| sample.folder).collect();
    let stray: Vec<String> = files_below(&root().join("samples"), ".yaml")
        .into_iter()
        .filter(|path| !settings.iter().any(|folder| path.starts_with(folder)))
        .map(|path| below_root(&path))
        .collect();
    assert!(stray.is_empty(), "no quorate.toml above {stray:#?}");
}

#[test]
fn no_sample_holds_an_address_or_a_telephone_number() {
    let address = regex::Regex::new(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}").unwrap();
    // British numbers as people write them: 01270 123456, (0161) 123 4567, +44 7700 900123.
    let telephone =
        regex::Regex::new(r"(\+44[ -]?\(?0?\)?[ -]?|\b0|\(0)[1-9]\d{1,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}\b").unwrap();
    let mut found = Vec::new();
    for path in files_below(&root().join("samples"), "") {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for (index, line) in text.lines().enumerate() {
            if address.is_match(line) || telephone.is_match(line) {
                found.push(format!("{}:{}: {}", below_root(&path), index + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
