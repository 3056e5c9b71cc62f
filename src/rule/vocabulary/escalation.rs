//! Chains of escalation, in a script's hands: what is wrong with one, and which level comes next.

use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode, Unknown};
use super::super::shared::Shared;
use super::Described;
use super::lookup::document_of;
use crate::chain;
use crate::escalation::{Chain, Fault, What, examine, way_between, with_vacant};
use crate::submission::NodeRef;

/// One thing that is wrong with a chain.
struct ChainFault {
    fault: Fault,
    chain: ScriptNode,
}

/// How one level of a chain lies to another.
struct Way {
    skipped: Option<Vec<String>>,
}

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "chain_faults(chain)",
        "What is wrong with a chain of escalation with every post filled, each a chain fault. Open where the chain cannot be read.",
    ),
    ("chain_faults_without(post)", "What is wrong with it while one post is vacant."),
    (
        "chain fault.what",
        "In a word: \"to itself\", \"circle\", \"dead end\", \"too long\", \"time unknown\" or \"unheld\".",
    ),
    ("chain fault.words", "In words for a message."),
    ("at(fault)", "The role at which the way of a fault ends; the chain where it has no way."),
    ("role_in(level, chain)", "The role that a level names; a list of one, or empty."),
    ("next_roles(level, chain)", "The names of the roles that a level may pass an issue to, in quotation marks."),
    ("first_roles(chain)", "The names of the roles with which the chain begins, in quotation marks."),
    ("way_up(from, to, chain)", "How one level lies above another."),
    ("way_up_from_outside(to, chain)", "How a level lies above those who raise issues."),
    ("way.is_there", "Whether there is a way."),
    ("way.skipped", "The names of the levels between, in quotation marks."),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Shared<ChainFault>>("ChainFault")
        .register_get("what", |fault: &mut Shared<ChainFault>| word(fault.fault.what))
        .register_get("words", |fault: &mut Shared<ChainFault>| fault.fault.words.clone())
        .register_fn("at", |fault: Shared<ChainFault>| last_role(&fault))
        .register_fn("chain_faults", |root: ScriptNode| chain_faults(&root, None))
        .register_fn("chain_faults_without", |post: ScriptNode| {
            let place = post.node()?.position();
            chain_faults(&document_of(&post), place)
        });
    engine
        .register_type_with_name::<Shared<Way>>("Way")
        .register_get("is_there", |way: &mut Shared<Way>| way.skipped.is_some())
        .register_get("skipped", |way: &mut Shared<Way>| {
            way.skipped.iter().flatten().map(|name| Dynamic::from(format!("\"{name}\""))).collect::<Array>()
        })
        .register_fn("way_up", |from: ScriptNode, to: ScriptNode, root: ScriptNode| way_up(Some(&from), &to, &root))
        .register_fn("way_up_from_outside", |to: ScriptNode, root: ScriptNode| way_up(None, &to, &root))
        .register_fn("next_roles", |level: ScriptNode, root: ScriptNode| next_roles(&level, &root))
        .register_fn("first_roles", |root: ScriptNode| first_roles(&root))
        .register_fn("role_in", |level: ScriptNode, root: ScriptNode| role_in(&level, &root));
}

fn word(what: What) -> &'static str {
    match what {
        What::ToItself => "to itself",
        What::Circle => "circle",
        What::DeadEnd => "dead end",
        What::TooLong => "too long",
        What::TimeUnknown => "time unknown",
        What::Unheld => "unheld",
    }
}

/// The chain of a document; what keeps it from being read is unknown.
fn read(root: &ScriptNode) -> Outcome<Chain> {
    match chain::read(root.member()?, root.at.document) {
        Ok((chain, read)) => {
            root.context.push_run(&read);
            Ok(chain)
        }
        Err(gap) => Unknown { at: NodeRef { document: root.at.document, node: gap.at }, message: gap.message }.raise(),
    }
}

fn chain_faults(root: &ScriptNode, vacant: Option<usize>) -> Outcome<Array> {
    let chain = read(root)?;
    let faults = match vacant {
        Some(post) => with_vacant(&chain, post),
        None => examine(&chain).into_iter().filter(|fault| fault.vacant.is_none()).collect(),
    };
    let in_hand = |fault: Fault| {
        let beside = size_of_val(fault.way.as_slice());
        Dynamic::from(Shared::new(ChainFault { fault, chain: root.clone() }, beside))
    };
    Ok(faults.into_iter().map(in_hand).collect())
}

/// Where the way of a fault ends: a role, or the chain if the fault has no way.
fn last_role(fault: &ChainFault) -> Outcome<ScriptNode> {
    let last = fault.fault.way.last().copied();
    role_node(&fault.chain, last)
}

fn role_node(root: &ScriptNode, role: Option<usize>) -> Outcome<ScriptNode> {
    let roles = root.node()?.get("roles");
    let node = role.and_then(|role| roles?.children().nth(role));
    Ok(node.map_or_else(|| root.clone(), |node| root.sibling(node)))
}

fn role_of(level: &ScriptNode, root: &ScriptNode) -> Outcome<Option<usize>> {
    Ok(chain::role_named(&read(root)?, level.written()?))
}

/// The role of the chain that a level names, as a list of one; empty if the chain has none.
fn role_in(level: &ScriptNode, root: &ScriptNode) -> Outcome<Array> {
    match role_of(level, root)? {
        Some(role) => Ok(vec![Dynamic::from(role_node(root, Some(role))?)]),
        None => Ok(Array::new()),
    }
}

/// The way from a level, or from those who raise issues, up to another level.
fn way_up(from: Option<&ScriptNode>, to: &ScriptNode, root: &ScriptNode) -> Outcome<Shared<Way>> {
    let chain = read(root)?;
    let starts = match from {
        Some(level) => chain::role_named(&chain, level.written()?).into_iter().collect(),
        None => raisers(&chain),
    };
    let between = chain::role_named(&chain, to.written()?).and_then(|to| way_between(&chain, &starts, to));
    let names =
        |roles: Vec<usize>| roles.into_iter().filter_map(|role| Some(chain.roles.get(role)?.name.clone())).collect();
    let skipped: Option<Vec<String>> = between.map(names);
    let beside = skipped.iter().flatten().map(|name| size_of::<String>() + name.len()).sum();
    Ok(Shared::new(Way { skipped }, beside))
}

/// Those with whom issues start and who are no level themselves: nobody passes issues to them.
fn raisers(chain: &Chain) -> Vec<usize> {
    let raise = |only_outside: bool| -> Vec<usize> {
        let is_level = |role: usize| chain.roles.iter().any(|other| other.escalates_to.contains(&role));
        let all = chain.roles.iter().enumerate().filter(|(_, role)| role.raises).map(|(index, _)| index);
        all.filter(|role| !only_outside || !is_level(*role)).collect()
    };
    let outside = raise(true);
    if outside.is_empty() { raise(false) } else { outside }
}

/// The names of the roles that a level may pass an issue to.
fn next_roles(level: &ScriptNode, root: &ScriptNode) -> Outcome<Array> {
    let chain = read(root)?;
    let from: Vec<usize> = chain::role_named(&chain, level.written()?).into_iter().collect();
    Ok(names_after(&chain, &from))
}

/// The names of the roles with which the chain begins, for those who raise issues.
fn first_roles(root: &ScriptNode) -> Outcome<Array> {
    let chain = read(root)?;
    Ok(names_after(&chain, &raisers(&chain)))
}

fn names_after(chain: &Chain, from: &[usize]) -> Array {
    let mut next: Vec<usize> = Vec::new();
    for role in from.iter().filter_map(|role| chain.roles.get(*role)) {
        next.extend(role.escalates_to.iter().filter(|target| !from.contains(target)));
    }
    next.sort_unstable();
    next.dedup();
    let named = next.into_iter().filter_map(|role| chain.roles.get(role));
    named.map(|role| Dynamic::from(format!("\"{}\"", role.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::answer;

    const CHAIN: &str = "
kind: escalation-chain
id: c
title: C
roles:
  - { role: Author, raises: true, escalates_to: [Manager] }
  - { role: Manager, raises: true, posts: [Head], escalates_to: [Sponsor] }
  - { role: Sponsor, posts: [Director, Second], escalates_to: [Champion] }
  - { role: Champion, posts: [Chair], decides: true }
posts:
  - { post: Head, deputy: Deputy }
  - { post: Deputy }
  - { post: Director }
  - { post: Second }
  - { post: Chair }
";

    const ISSUES: &str = "
kind: jsna-issues
id: i
issues:
  - { reference: a, text: T, steps: [{ level: manager }, { level: SPONSOR }, { level: Champion }, { level: Judge }] }
";

    #[track_caller]
    fn value(script: &str) -> String {
        let start =
            "let chain = node; let steps = documents(\"jsna-issues\", node)[0].issues.items()[0].steps.items();";
        answer(&[CHAIN, ISSUES], &format!("{start} {script}")).value()
    }

    #[test]
    fn levels_lie_to_each_other_as_the_chain_says() {
        assert_eq!(value("way_up_from_outside(steps[0].level, chain).skipped.len()"), "0");
        assert_eq!(value("join(way_up_from_outside(steps[2].level, chain).skipped)"), "\"Manager\" and \"Sponsor\"");
        assert_eq!(value("join(way_up(steps[0].level, steps[2].level, chain).skipped)"), "\"Sponsor\"");
        assert_eq!(value("way_up(steps[1].level, steps[0].level, chain).is_there"), "false");
        assert_eq!(value("join(next_roles(steps[1].level, chain))"), "\"Champion\"");
        assert_eq!(value("join(first_roles(chain))"), "\"Manager\"");
        assert_eq!(value("role_in(steps[1].level, chain)[0].role"), "Sponsor");
        assert_eq!(value("role_in(steps[3].level, chain).len()"), "0");
    }

    #[test]
    fn faults_come_with_the_role_where_the_way_ends() {
        // Nobody wrote down who holds the posts: all but the head, who has a deputy.
        assert_eq!(
            value("let told = []; for fault in chain_faults(chain) { told.push(fault.what); } join(told)"),
            "unheld, unheld and unheld"
        );
        assert_eq!(value("chain_faults_without(chain.posts.items()[0]).len()"), "0");
        let without = "let found = chain_faults_without(chain.posts.items()[4]);";
        assert_eq!(value(&format!("{without} found[0].what")), "dead end");
        assert_eq!(value(&format!("{without} found[0].at().role")), "Sponsor");
    }

    #[test]
    fn a_chain_that_cannot_be_read_is_unknown() {
        let misspelt = CHAIN.replace("escalates_to: [Champion]", "escalates_to: [Champoin]");
        answer(&[&misspelt], "chain_faults(node)").assert_unknown("did you mean \"Champion\"?");
    }
}
