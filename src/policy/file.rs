//! A policy as written: one TOML file, with the place of everything that may be wrong.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Severity;
use crate::place::{LineIndex, Span};
use crate::problem::{Problem, Problems, nearest};
use crate::rule::ParameterValue;
use crate::table::{DeValue, Table};

/// One policy file as written.
#[derive(Debug, Clone)]
pub struct PolicyFile {
    /// The name under which it was asked for.
    pub name: String,
    /// The path that problems and reports show.
    pub path: String,
    /// The text as read.
    pub text: Arc<str>,
    /// Its identity, as it gives it itself.
    pub id: String,
    /// What it is.
    pub title: String,
    /// The first day on which it holds.
    pub in_force_from: Option<NaiveDate>,
    /// What stands in its place since, in words or as the name of a policy; none while it holds.
    pub superseded_by: Option<(String, Span)>,
    /// The policies that it builds on.
    pub extends: Vec<(String, Span)>,
    /// The clauses that it lists, of what the body has adopted.
    pub clauses: Vec<ListedClause>,
    /// The rules that it puts in force.
    pub rules: Vec<RuleUse>,
}

/// One `[[rule]]` table.
#[derive(Debug, Clone)]
pub struct RuleUse {
    /// The rule's identity.
    pub rule: String,
    /// Where the identity stands.
    pub span: Span,
    /// How severe it is when the requirement is not met; none where the policy asks for it only
    /// because other rules build on it (`severity = "none"`).
    pub severity: Option<Severity>,
    /// The clause that the requirement comes from; none where the policy names none, or a blank one.
    pub clause: Option<String>,
    /// The parameters that are set, with the places of their names.
    pub with: BTreeMap<String, (ParameterValue, Span)>,
}

impl RuleUse {
    /// The clause in the words that people are shown, for a rule that comes from `source`: where that is
    /// somebody else's clause it must not read as the body's own.
    pub fn clause_told(&self, source: &str) -> String {
        self.clause.clone().unwrap_or_else(|| format!("none is named in the policy; the rule comes from: {source}"))
    }
}

/// One `[[clause]]` table: a clause of what the body has adopted.
#[derive(Debug, Clone)]
pub struct ListedClause {
    /// The words with which the clauses of rules that hold it begin: `JSNA governance policy, page 5`.
    pub clause: String,
    /// Where these words stand.
    pub span: Span,
    /// What it says, in short.
    pub says: Option<String>,
    /// What stands in its place since; none while it holds.
    pub superseded_by: Option<String>,
    /// Why no rule holds it, where that is right: it may be for people to keep.
    pub no_rule: Option<String>,
}

impl PolicyFile {
    /// Reads one file.
    ///
    /// # Errors
    /// Everything that is wrong with it by itself: syntax, unknown and missing keys, types, a
    /// severity that is none, a rule named twice.
    pub fn read(name: &str, path: &str, text: &Arc<str>) -> Result<PolicyFile, Problems> {
        Table::read_file(path, text, |table| {
            let file = PolicyFile {
                name: name.to_owned(),
                path: path.to_owned(),
                text: Arc::clone(text),
                id: table.required_text("id", "a short name for the policy").0,
                title: table.required_text("title", "what the policy is").0,
                in_force_from: table.date("in_force_from"),
                superseded_by: table.text("superseded_by"),
                extends: table.texts("extends"),
                clauses: table.tables("clause", read_clause),
                rules: table.tables("rule", read_use),
            };
            let mut seen = BTreeMap::new();
            for rule in &file.rules {
                if seen.insert(&rule.rule, ()).is_some() {
                    table.complain(
                        rule.span,
                        format!("the rule `{}` is named twice", rule.rule),
                        "keep one of the two",
                    );
                }
            }
            let mut seen = BTreeMap::new();
            for listed in &file.clauses {
                if seen.insert(&listed.clause, ()).is_some() {
                    let what = format!("the clause \"{}\" is listed twice", listed.clause);
                    table.complain(listed.span, what, "keep one of the two");
                }
            }
            file
        })
    }

    /// The line in which a place of the file stands.
    pub fn line(&self, span: Span) -> u32 {
        LineIndex::new(&self.text).at(&self.text, span.start).line
    }

    pub(super) fn problem(&self, span: Span, what: impl std::fmt::Display) -> Problem {
        Problem::at(&self.path, &self.text, span, what)
    }

    pub(super) fn not_in_force(&self, as_of: NaiveDate) -> Problem {
        let from = self.in_force_from.map(|day| day.to_string()).unwrap_or_default();
        Problem::in_file(
            &self.path,
            format!("the policy is in force from {from}, after the date of the assessment, {as_of}"),
        )
        .help("name the policy that was in force on that date, or give another date with --as-of")
    }

    pub(super) fn relaxed(&self, rule_use: &RuleUse, earlier: &PolicyFile) -> Problem {
        let what =
            format!("`{}` is a requirement of \"{}\" and cannot be taken out of force here", rule_use.rule, earlier.id);
        self.problem(rule_use.span, what).help("give it one of the severities must, should, note")
    }

    pub(super) fn asked_by_none(&self, rule_use: &RuleUse) -> Problem {
        let what = format!("no rule of the policy builds on `{}`, so it would be judged for nothing", rule_use.rule);
        self.problem(rule_use.span, what).help("give it one of the severities must, should, note, or leave it out")
    }

    pub(super) fn unknown_rule(&self, rule_use: &RuleUse, known: &[&str]) -> Problem {
        let way_out = match nearest(&rule_use.rule, known.iter().copied()) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => "check the name of the rule; folders of your own rules are named with --rules or in quorate.toml"
                .to_owned(),
        };
        self.problem(rule_use.span, format!("there is no rule \"{}\"", rule_use.rule)).help(way_out)
    }
}

/// The word for a rule that is no requirement and is judged for the rules that build on it.
const NO_REQUIREMENT: &str = "none";

fn read_use(table: &Table<'_>) -> RuleUse {
    let (rule, span) = table.required_text("use", "the identity of a rule");
    let (severity, severity_span) = table.required_text("severity", "must, should or note");
    let words = Severity::ALL.map(Severity::word);
    let known = Severity::ALL.into_iter().find(|known| known.word() == severity);
    if known.is_none() && !severity.is_empty() && severity != NO_REQUIREMENT {
        let meant = nearest(&severity, words).map(|meant| format!("did you mean \"{meant}\"? ")).unwrap_or_default();
        table.complain(
            severity_span,
            format!("\"{severity}\" is no severity"),
            format!(
                "{meant}The severities are {}; {NO_REQUIREMENT} is for a rule that others build on",
                words.join(", ")
            ),
        );
    }
    let mut with = BTreeMap::new();
    for (name, value, span) in table.entries("with") {
        match parameter(value) {
            Some(value) => {
                with.insert(name, (value, span));
            }
            None => table.complain(
                span,
                format!("`{name}` holds what no parameter can hold"),
                "write a text, a number, true, false or a list of texts",
            ),
        }
    }
    let clause = table.text("clause").map(|(clause, _)| clause).filter(|clause| !clause.trim().is_empty());
    RuleUse { rule, span, severity: known, clause, with }
}

fn read_clause(table: &Table<'_>) -> ListedClause {
    let (clause, span) = table.required_text("clause", "the words with which rules cite it");
    let text = |key| table.text(key).map(|(text, _)| text);
    ListedClause { clause, span, says: text("says"), superseded_by: text("superseded_by"), no_rule: text("no_rule") }
}

fn parameter(value: &DeValue<'_>) -> Option<ParameterValue> {
    match value {
        DeValue::String(text) => Some(ParameterValue::Text(text.to_string())),
        DeValue::Boolean(truth) => Some(ParameterValue::Boolean(*truth)),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().map(ParameterValue::Integer)
        }
        DeValue::Float(number) => Decimal::from_str(number.as_str()).ok().map(ParameterValue::Decimal),
        DeValue::Array(items) => {
            let texts: Option<Vec<String>> =
                items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect();
            texts.map(ParameterValue::TextList)
        }
        _ => None,
    }
}
