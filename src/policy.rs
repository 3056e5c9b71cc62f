//! What a body has adopted: the rules in force, how severe each is, the clause each comes from.
//!
//! A policy is written in TOML ([`PolicyFile`], as written) and becomes a [`Policy`] (as meant)
//! once its rules are known. Rust has no requirement of its own: all are named here.

mod beside;
mod clauses;
mod file;
mod form;
mod library;
mod lint;
mod terms;
mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use include_dir::{Dir, include_dir};

use crate::problem::{Problems, nearest};
use crate::rule::{Catalogue, Parameter, ParameterType, ParameterValue, Parameters};

pub use beside::FileBeside;
pub use clauses::Clause;
pub use file::{ListedClause, PolicyFile, RuleUse};
pub use form::FormFile;
pub use library::Library;
pub use lint::{POLICY_LINTS, PolicyLint, lint};
pub use terms::TermsFile;
pub use words::{Word, words};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/policies");

/// The policy that holds for any body; used where none is named.
pub const GENERAL: &str = "general";

/// How severe it is when a requirement is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A duty: blocks.
    Must,
    /// Guidance: warns.
    Should,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// All severities, the most severe first.
    pub const ALL: [Severity; 3] = [Severity::Must, Severity::Should, Severity::Note];

    /// The word that policies and reports use.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Must => "must",
            Severity::Should => "should",
            Severity::Note => "note",
        }
    }
}

/// A rule in force.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// The rule's identity.
    pub rule: String,
    /// How severe it is when it is not met.
    pub severity: Severity,
    /// The clause that it comes from.
    pub clause: String,
    /// Its parameters.
    pub parameters: Parameters,
}

/// A requirement whose rule does not load, so that nobody knows what it asks.
#[derive(Debug, Clone)]
pub struct Unloaded {
    /// The rule's identity.
    pub rule: String,
    /// How severe it is when it is not met.
    pub severity: Severity,
    /// The clause that it comes from, if the policy names one; the rule's own cannot be read.
    pub clause: Option<String>,
}

/// A policy as meant: what is in force, from one file or several.
#[derive(Debug)]
pub struct Policy {
    /// The files that it comes from, the extended ones first.
    pub files: Vec<PolicyFile>,
    /// The rules in force, in the order of their identities.
    pub requirements: Vec<Requirement>,
    /// What it asks by rules that do not load, in the order of their identities.
    pub unloaded: Vec<Unloaded>,
    /// The parameters of rules that are no requirements, and that the rules in force build on.
    pub bases: BTreeMap<String, Parameters>,
}

impl Policy {
    /// The identities of all rules that some files use.
    pub fn rules_used(files: &[PolicyFile]) -> Vec<&str> {
        let mut used: Vec<&str> = files.iter().flat_map(|file| &file.rules).map(|rule| rule.rule.as_str()).collect();
        used.sort_unstable();
        used.dedup();
        used
    }

    /// Takes the files together: a later file's word on a rule replaces an earlier one's.
    /// `known` are the identities of all rules there are; `rules` are those that were read.
    ///
    /// # Errors
    /// An unknown rule, an unknown parameter or one of another type, a parameter that must be
    /// set and is not, a policy that is not yet in force: each with its place.
    pub fn new(
        files: Vec<PolicyFile>,
        rules: &Catalogue,
        known: &[&str],
        as_of: NaiveDate,
    ) -> Result<Policy, Problems> {
        let mut problems = Problems::new();
        let mut uses: BTreeMap<&str, (&PolicyFile, &RuleUse)> = BTreeMap::new();
        for file in &files {
            if file.in_force_from.is_some_and(|from| from > as_of) {
                problems.push(file.not_in_force(as_of));
            }
            for rule in &file.rules {
                let earlier = uses.insert(rule.rule.as_str(), (file, rule));
                if let (Some((earlier, RuleUse { severity: Some(_), .. })), None) = (earlier, rule.severity) {
                    problems.push(file.relaxed(rule, earlier));
                }
            }
        }
        let mut requirements = Vec::new();
        let mut unloaded = Vec::new();
        let mut bases = BTreeMap::new();
        for (id, (file, rule_use)) in uses {
            let Some(rule) = rules.get(id) else {
                if rules.problems_of(id).is_empty() {
                    problems.push(file.unknown_rule(rule_use, known));
                } else {
                    unloaded.extend(rule_use.severity.map(|severity| Unloaded {
                        rule: id.to_owned(),
                        severity,
                        clause: rule_use.clause.clone(),
                    }));
                }
                continue;
            };
            problems.append(&mut check_parameters(file, rule_use, &rule.parameters));
            let set = rule_use.with.iter().map(|(name, (value, _))| (name.clone(), value.clone())).collect();
            let parameters = Parameters::new(&rule.parameters, &set);
            let Some(severity) = rule_use.severity else {
                // What builds on it may be a rule that does not load.
                if !rules.is_base(id) && rules.unloaded().next().is_none() {
                    problems.push(file.asked_by_none(rule_use));
                }
                bases.insert(id.to_owned(), parameters);
                continue;
            };
            let clause = rule_use.clause_told(&rule.source);
            requirements.push(Requirement { rule: id.to_owned(), severity, clause, parameters });
        }
        if problems.is_empty() { Ok(Policy { files, requirements, unloaded, bases }) } else { Err(problems) }
    }
}

fn check_parameters(file: &PolicyFile, rule_use: &RuleUse, declared: &[Parameter]) -> Problems {
    let mut problems = Problems::new();
    for (name, (value, span)) in &rule_use.with {
        let Some(parameter) = declared.iter().find(|parameter| parameter.name == *name) else {
            let way_out = match nearest(name, declared.iter().map(|parameter| parameter.name.as_str())) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None if declared.is_empty() => "the rule has no parameters".to_owned(),
                None => format!(
                    "its parameters are {}",
                    declared.iter().map(|parameter| parameter.name.as_str()).collect::<Vec<_>>().join(", ")
                ),
            };
            problems.push(
                file.problem(*span, format!("the rule `{}` has no parameter `{name}`", rule_use.rule)).help(way_out),
            );
            continue;
        };
        // A whole number is a decimal too; TOML writes the two differently.
        let fits = parameter.holds == value.holds()
            || (parameter.holds == ParameterType::Decimal && matches!(value, ParameterValue::Integer(_)));
        if !fits {
            problems.push(
                file.problem(
                    *span,
                    format!(
                        "`{name}` must be {}, here it is {}",
                        with_article(parameter.holds.name()),
                        with_article(value.holds().name())
                    ),
                )
                .help(parameter.meaning.clone()),
            );
        } else if let Some(refusal) = parameter.takes.refusal(value) {
            let way_out = format!("{}; its meaning: {}", refusal.way_out, parameter.meaning);
            problems.push(file.problem(*span, format!("`{name}` {}", refusal.says)).help(way_out));
        }
    }
    let unset =
        declared.iter().filter(|parameter| parameter.default.is_none() && !rule_use.with.contains_key(&parameter.name));
    problems.extend(unset.map(|parameter| {
        file.problem(rule_use.span, format!("the rule `{}` needs `{}` to be set", rule_use.rule, parameter.name))
            .help(format!("add with = {{ {} = ... }}: {}", parameter.name, parameter.meaning))
    }));
    problems
}

fn with_article(noun: &str) -> String {
    format!("{} {noun}", if noun.starts_with('i') { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Host, RuleFile};

    const RULE: &str = "//! Holds.\n//!\n//! # Why\n//! a\n//! # Applies\n//! b\n//! # Passes\n//! c\n//! # Fails\n//! d\n//! # Remedy\n//! e\n\nconst RULE = #{\n    each: #{ \"meeting\": \"\" }, since: \"0.1.0\", source: \"Act\",\n    parameters: #{ days: #{ type: \"integer\", unless_set: 5, meaning: \"Days of notice.\" } },\n};\n\nfn check(meeting, policy) { if policy.days < 0 { fail(meeting, \"no\") } }\n";

    fn policy(texts: &[(&str, &str)], named: &str) -> Result<Policy, Vec<String>> {
        let mut library = Library::default();
        for (name, text) in texts {
            library.add(name, format!("{name}.toml"), (*text).into());
        }
        let told = |problems: Problems| {
            problems
                .iter()
                .map(|problem| format!("{} | {}", problem.headline(), problem.way_out().unwrap_or("")))
                .collect::<Vec<_>>()
        };
        let files = library.gather(&[named.to_owned()]).map_err(told)?;
        let rule = RuleFile::new("meeting/notice.rhai", "rules/meeting/notice.rhai".into(), RULE.into()).unwrap();
        let catalogue = Catalogue::read(&Host::new(), &[rule], |_| true).map_err(told)?;
        Policy::new(files, &catalogue, &["meeting/notice"], NaiveDate::from_ymd_opt(2015, 11, 24).unwrap())
            .map_err(told)
    }

    #[test]
    fn a_later_file_replaces_the_word_of_the_one_it_extends() {
        let base = "id = \"base\"\ntitle = \"Base\"\n[[rule]]\nuse = \"meeting/notice\"\nseverity = \"must\"\nclause = \"6.3\"\n";
        let body = "id = \"body\"\ntitle = \"Body\"\nextends = [\"base\"]\n[[rule]]\nuse = \"meeting/notice\"\nseverity = \"should\"\nwith = { days = 3 }\n";
        let policy = policy(&[("base", base), ("body", body)], "body").unwrap();
        assert_eq!(policy.files.len(), 2);
        assert_eq!(policy.requirements.len(), 1);
        assert_eq!(policy.requirements[0].severity, Severity::Should);
        // Its own source is not the body's clause, and the clause of what is extended is not repeated.
        assert_eq!(policy.requirements[0].clause, "none is named in the policy; the rule comes from: Act");
    }

    #[test]
    fn a_rule_without_severity_must_serve_another_and_relax_none() {
        let use_it = |severity: &str| {
            format!("[[rule]]\nuse = \"meeting/notice\"\nseverity = \"{severity}\"\nwith = {{ days = 3 }}\n")
        };
        let body =
            |extends: &str, severity: &str| format!("id = \"body\"\ntitle = \"Body\"\n{extends}{}", use_it(severity));
        assert_eq!(
            policy(&[("body", &body("", "none"))], "body").unwrap_err(),
            [
                "body.toml, line 4, column 7: no rule of the policy builds on `meeting/notice`, so it would be judged for nothing | give it one of the severities must, should, note, or leave it out"
            ]
        );
        let base = format!("id = \"base\"\ntitle = \"Base\"\n{}", use_it("must"));
        let relaxed =
            policy(&[("base", &base), ("body", &body("extends = [\"base\"]\n", "none"))], "body").unwrap_err();
        assert_eq!(
            relaxed[0],
            "body.toml, line 5, column 7: `meeting/notice` is a requirement of \"base\" and cannot be taken out of force here | give it one of the severities must, should, note"
        );
    }

    #[test]
    fn every_error_has_its_place_and_a_suggestion() {
        let faults = |text: &str| policy(&[("body", text)], "body").unwrap_err();
        let head = "id = \"body\"\ntitle = \"Body\"\n";
        assert_eq!(
            faults(&format!("{head}[[rule]]\nuse = \"meeting/notise\"\nseverity = \"must\"\n")),
            ["body.toml, line 4, column 7: there is no rule \"meeting/notise\" | did you mean \"meeting/notice\"?"]
        );
        assert_eq!(
            faults(&format!("{head}[[rule]]\nuse = \"meeting/notice\"\nseverity = \"must\"\nwith = {{ dais = 3 }}\n")),
            ["body.toml, line 6, column 10: the rule `meeting/notice` has no parameter `dais` | did you mean `days`?"]
        );
        assert_eq!(
            faults(&format!(
                "{head}[[rule]]\nuse = \"meeting/notice\"\nseverity = \"must\"\nwith = {{ days = \"x\" }}\n"
            )),
            ["body.toml, line 6, column 10: `days` must be an integer, here it is a text | Days of notice."]
        );
        assert_eq!(
            faults(&format!("{head}[[rule]]\nuse = \"meeting/notice\"\nseverity = \"most\"\nclaus = \"1\"\n")),
            [
                "body.toml, line 5, column 12: \"most\" is no severity | did you mean \"must\"? The severities are must, should, note; none is for a rule that others build on",
                "body.toml, line 6, column 1: `claus` is not known here | did you mean `clause`?",
            ]
        );
        assert!(
            faults("id = \"body\"\ntitle = \"Body\"\nextends = [\"bsae\"]\n")[0]
                .starts_with("body.toml, line 3, column 12: there is no policy \"bsae\"")
        );
        assert!(
            faults(&format!("{head}in_force_from = 2016-01-01\n"))[0]
                .contains("is in force from 2016-01-01, after the date of the assessment, 2015-11-24")
        );
        assert!(faults("id = [\n")[0].starts_with("body.toml, line 1, column"));
    }
}
