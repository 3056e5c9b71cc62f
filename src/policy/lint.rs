//! What is not wrong with a policy as it is read and still worth knowing or mending.

use std::collections::BTreeMap;

use super::words::{Word, words};
use super::{Clause, PolicyFile, Severity};
use crate::place::Span;
use crate::problem::nearest;
use crate::rule::Catalogue;

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyLint {
    /// The file.
    pub path: String,
    /// The line.
    pub line: u32,
    /// Its name, under which `docs/lints.md` explains it.
    pub name: &'static str,
    /// Whether it is only to be known: nothing needs to be mended.
    pub is_note: bool,
    /// What is the matter.
    pub says: String,
    /// The other place that it speaks about: `policies/general/policy.toml:7`.
    pub other: Option<String>,
    /// The way out.
    pub way_out: String,
}

/// The names of all that is looked for in a policy; `escalation` is of the chains beside it.
pub const POLICY_LINTS: [&str; 12] = [
    "escalation",
    "setting-lost",
    "overrides",
    "said-again",
    "set-to-the-default",
    "must-without-clause",
    "clause-without-rule",
    "clause-unknown",
    "clause-superseded",
    "policy-superseded",
    "document-superseded",
    "rule-in-no-policy",
];

/// What is worth knowing of a policy, given with all that it extends, the extended ones first;
/// `beside` are the clauses of the documents beside it.
pub fn lint(files: &[PolicyFile], rules: &Catalogue, beside: &[Clause]) -> Vec<PolicyLint> {
    let words = words(files);
    let mut lints: Vec<PolicyLint> = words.values().flat_map(|words| shadowed(words, rules)).collect();
    lints.extend(words.values().filter_map(|words| words.last()).flat_map(|last| defaults(last, rules)));
    lints.extend(words.values().filter_map(|words| words.last()).filter_map(|last| without_clause(last, rules)));
    lints.extend(superseded_policies(files));
    lints.extend(clauses(files, &words, rules, beside));
    lints.sort();
    lints.dedup();
    lints
}

fn at(file: &PolicyFile, span: Span, name: &'static str, is_note: bool, says: String, way_out: &str) -> PolicyLint {
    let (path, line) = (file.path.clone(), file.line(span));
    PolicyLint { path, line, name, is_note, says, other: None, way_out: way_out.to_owned() }
}

fn of_word(word: &Word<'_>, name: &'static str, is_note: bool, says: String, way_out: &str) -> PolicyLint {
    at(word.file, word.rule_use.span, name, is_note, says, way_out)
}

/// What each word on a rule does to the one before it.
fn shadowed(words: &[Word<'_>], rules: &Catalogue) -> Vec<PolicyLint> {
    let mut lints = Vec::new();
    for pair in words.windows(2) {
        let [earlier, later] = pair else { continue };
        let (id, other) = (&later.rule_use.rule, earlier.place());
        let before = lints.len();
        let default = |name: &str| {
            let parameter = rules.get(id)?.parameters.iter().find(|parameter| parameter.name == name)?;
            Some(parameter.default.as_ref()?.to_string())
        };
        for (name, (value, _)) in &earlier.rule_use.with {
            let Some((place, set)) = earlier.setting(name) else { continue };
            match later.rule_use.with.get(name) {
                Some((now, _)) if now != value => {
                    let says = format!("`{id}` has {name} = {now} here, in place of {set}");
                    let way_out = "nothing is to be done if that is what the body has adopted";
                    let note = of_word(later, "overrides", true, says, way_out);
                    lints.push(PolicyLint { other: Some(place), ..note });
                }
                None if default(name).is_none_or(|default| default != set) => {
                    let default = default(name).unwrap_or_default();
                    let says =
                        format!("`{id}` loses {name} = {set} of \"{}\" and has {default} again", earlier.file.id);
                    let way_out = format!(
                        "add with = {{ {name} = ... }}: what is said here takes the place of all that was said"
                    );
                    let fault = of_word(later, "setting-lost", false, says, &way_out);
                    lints.push(PolicyLint { other: Some(place), ..fault });
                }
                _ => {}
            }
        }
        let severity = |word: &Word<'_>| word.rule_use.severity.map_or("none", |severity| severity.word());
        let (was, is) = (severity(earlier), severity(later));
        if was != is {
            let says = format!("`{id}` is \"{is}\" here, in place of \"{was}\"");
            let way_out = "nothing is to be done if that is what the body has adopted";
            lints.push(PolicyLint { other: Some(other.clone()), ..of_word(later, "overrides", true, says, way_out) });
        }
        let clause = |word: &Word<'_>| word.rule_use.clause.clone();
        let adds = later.rule_use.with.keys().any(|name| !earlier.rule_use.with.contains_key(name));
        if lints.len() == before && !adds && clause(earlier) == clause(later) {
            let says = format!("this says of `{id}` what \"{}\" says already", earlier.file.id);
            let note = of_word(later, "said-again", true, says, "leave it out, or give the body's own clause");
            lints.push(PolicyLint { other: Some(other), ..note });
        }
    }
    lints
}

/// Parameters that are set to what they are unless set.
fn defaults(word: &Word<'_>, rules: &Catalogue) -> Vec<PolicyLint> {
    let Some(rule) = rules.get(&word.rule_use.rule) else { return Vec::new() };
    let same = rule.parameters.iter().filter_map(|parameter| {
        let (value, span) = word.rule_use.with.get(&parameter.name)?;
        (parameter.default.as_ref() == Some(value)).then_some((&parameter.name, value, *span))
    });
    same.map(|(name, value, span)| {
        let says = format!("{name} = {value} is what it is unless set");
        let way_out = "leave it out, or keep it to show what the body has adopted";
        at(word.file, span, "set-to-the-default", true, says, way_out)
    })
    .collect()
}

/// A duty that names no clause: whoever must act on it cannot tell where the body adopted it.
fn without_clause(word: &Word<'_>, rules: &Catalogue) -> Option<PolicyLint> {
    let rule = rules.get(&word.rule_use.rule)?;
    let is_bare = word.rule_use.severity == Some(Severity::Must) && word.rule_use.clause.is_none();
    let says = format!("`{}` is a \"must\" and names no clause; the rule comes from \"{}\"", rule.id, rule.source);
    let way_out = "add clause = \"...\" with the place in the body's own documents that asks for it; where none does, make it a \"should\" or a \"note\"";
    is_bare.then(|| of_word(word, "must-without-clause", false, says, way_out))
}

/// Policies that are extended, or looked at, though something stands in their place.
fn superseded_policies(files: &[PolicyFile]) -> Vec<PolicyLint> {
    let by = |name: &str| files.iter().find(|file| file.name == name).and_then(|file| file.superseded_by.as_ref());
    let mut lints = Vec::new();
    for file in files {
        for (base, span) in &file.extends {
            let Some((by, _)) = by(base) else { continue };
            let says = format!("it extends \"{base}\", which is superseded by \"{by}\"");
            let way_out = "extend what stands in its place, or say what the body has adopted in rules of its own";
            lints.push(at(file, *span, "policy-superseded", false, says, way_out));
        }
    }
    // That which is looked at comes last.
    if let Some((file, (by, span))) = files.last().and_then(|file| Some((file, file.superseded_by.as_ref()?))) {
        let says = format!("the policy is superseded by \"{by}\"");
        let way_out = "judge by it only what was submitted while it was in force";
        lints.push(at(file, *span, "policy-superseded", true, says, way_out));
    }
    lints
}

/// A rule in force and the clause that it cites.
type Citation<'w, 'p> = (&'w Word<'p>, String);

/// Clauses that are cited and superseded, clauses that no rule holds, citations of no clause there is.
fn clauses(
    files: &[PolicyFile],
    words: &BTreeMap<&str, Vec<Word<'_>>>,
    rules: &Catalogue,
    beside: &[Clause],
) -> Vec<PolicyLint> {
    let cited = |word: &Word<'_>| {
        let source = || rules.get(&word.rule_use.rule).map(|rule| rule.source.clone());
        word.rule_use.clause.clone().or_else(source).unwrap_or_default()
    };
    let in_force: Vec<Citation<'_, '_>> =
        words.values().filter_map(|words| words.last()).map(|word| (word, cited(word))).collect();
    let mut lints = superseded_clauses(files, &in_force);
    lints.extend(clauses_without_rule(files.last(), beside, &in_force));
    lints.extend(unknown_clauses(&in_force));
    lints
}

fn superseded_clauses(files: &[PolicyFile], in_force: &[Citation<'_, '_>]) -> Vec<PolicyLint> {
    let mut lints = Vec::new();
    for clause in files.iter().flat_map(Clause::of_policy) {
        let Some(by) = &clause.superseded_by else { continue };
        for (word, _) in in_force.iter().filter(|(_, words)| clause.is_cited_in(words)) {
            let says =
                format!("`{}` cites \"{}\", which is superseded by \"{by}\"", word.rule_use.rule, clause.cited_as);
            let way_out = "cite the clause that stands in its place, and see whether the rule still asks what it asks";
            let fault = of_word(word, "clause-superseded", false, says, way_out);
            lints.push(PolicyLint { other: Some(format!("{}:{}", clause.path, clause.line)), ..fault });
        }
    }
    lints
}

/// Of the policy that is looked at only: what it extends may be held by rules that it gives other clauses.
fn clauses_without_rule(
    file: Option<&PolicyFile>,
    beside: &[Clause],
    in_force: &[Citation<'_, '_>],
) -> Vec<PolicyLint> {
    let mut lints = Vec::new();
    let own = file.into_iter().flat_map(Clause::of_policy);
    let is_held = |clause: &Clause| in_force.iter().any(|(_, words)| clause.is_cited_in(words));
    for clause in own.chain(beside.iter().filter(|clause| clause.is_own && clause.written_as.is_empty()).cloned()) {
        if is_held(&clause) || clause.superseded_by.is_some() || clause.no_rule.is_some() {
            continue;
        }
        let is_note = beside.contains(&clause);
        lints.push(PolicyLint {
            says: match &clause.reference {
                Some(reference) => format!("no rule holds clause {reference} (\"{}\")", clause.cited_as),
                None => format!("no rule holds \"{}\"", clause.cited_as),
            },
            path: clause.path,
            line: clause.line,
            name: "clause-without-rule",
            is_note,
            other: None,
            way_out: match is_note {
                true => "name a rule for it in the policy; until then people keep it".to_owned(),
                false => "name a rule for it, or say under `no_rule` why people keep it".to_owned(),
            },
        });
    }
    lints
}

fn unknown_clauses(in_force: &[Citation<'_, '_>]) -> Vec<PolicyLint> {
    let mut lints = Vec::new();
    for (word, words) in in_force {
        let of_file: Vec<Clause> = Clause::of_policy(word.file);
        if of_file.iter().any(|clause| clause.is_cited_in(words)) {
            continue;
        }
        let head = words.split(": ").next().unwrap_or(words);
        if let Some(meant) = nearest(head, of_file.iter().map(|clause| clause.cited_as.as_str())) {
            let says = format!("`{}` cites \"{head}\", which the policy does not list", word.rule_use.rule);
            let way_out = format!("did you mean \"{meant}\"? If not, list it as a clause");
            lints.push(of_word(word, "clause-unknown", false, says, &way_out));
        }
    }
    lints
}
