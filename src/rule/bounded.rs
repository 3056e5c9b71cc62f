//! What a script must be so that the memory of a rule is bounded before it runs.
//!
//! A value is bounded when it is made (see [`sandbox`](super::sandbox)). What is left is how many
//! values a rule can hold at a time: at most one for each name that it declares, as long as no
//! function is under way twice and no value is held where its size is not seen, in a closure.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{AST, ASTNode, Expr, FnCallExpr, Position, Stmt};

use super::FilePlace;
use super::sandbox::MAX_NAMES;
use crate::problem::{Problem, Problems};

/// The functions of lists that take a closure, use it and let go of it.
const TAKE_CLOSURES: [&str; 8] = ["all", "some", "filter", "find", "index_of", "map", "reduce", "retain"];

/// What rhai names the function by which a closure takes the variables around it.
pub(super) const CURRY: &str = "curry";

/// A function that has a name: where it stands, and what it calls.
struct Named {
    start: Position,
    end: Position,
    calls: BTreeSet<String>,
}

/// What keeps the memory of a script from being bounded.
pub(super) fn faults(place: &FilePlace<'_>, ast: &AST) -> Problems {
    let mut functions = named(ast);
    let mut names: usize = ast.iter_fn_def().map(|function| function.params.len()).sum();
    let mut problems = Problems::new();
    ast.walk(&mut |trail: &[ASTNode<'_>]| {
        let Some(ASTNode::Stmt(first)) = trail.first() else { return true };
        let at = first.position();
        // The header stands in no function, and its name is no value that is held.
        for function in functions.values_mut().filter(|function| function.start <= at && at <= function.end) {
            names += declared(trail);
            function.calls.extend(called(trail).map(str::to_owned));
        }
        problems.extend(stray_closure(trail).map(|at| no_closure(place, at)));
        true
    });
    if names > MAX_NAMES {
        let what = format!("the rule has {names} names of values, and may have {MAX_NAMES}");
        let help = "a rule has under 60 lines; what several rules need belongs in the vocabulary";
        problems.push(place.problem(place.find("fn "), what).help(help));
    }
    for name in functions.keys() {
        let at = || place.find(&format!("fn {name}"));
        if TAKE_CLOSURES.contains(&name.as_str()) {
            let what = format!("`{name}` is a word of the language");
            problems.push(place.problem(at(), what).help("give the function another name"));
        }
        if reached(&functions, name).contains(name.as_str()) {
            let what = format!("the function `{name}` calls itself, or calls what calls it");
            problems.push(place.problem(at(), what).help("go through a list with `for`"));
        }
    }
    problems
}

fn no_closure(place: &FilePlace<'_>, at: Position) -> Problem {
    let last = TAKE_CLOSURES.len() - 1;
    let takers = TAKE_CLOSURES.get(..last).unwrap_or_default().join(", ");
    let help = format!("write it as the argument of {takers} or {}", TAKE_CLOSURES.get(last).unwrap_or(&""));
    place.problem(place.span(at), "a closure stands where no list takes it").help(help)
}

/// The functions with a name; what a closure calls is called by the function that it stands in.
fn named(ast: &AST) -> BTreeMap<String, Named> {
    let functions = ast.iter_fn_def().filter(|function| !function.name.starts_with("anon$"));
    let of = |function: &rhai::Shared<rhai::ScriptFuncDef>| {
        let (start, end) = (function.body.start_position(), function.body.end_position());
        (function.name.to_string(), Named { start, end, calls: BTreeSet::new() })
    };
    functions.map(of).collect()
}

/// All that a function calls, directly or not.
fn reached<'f>(functions: &'f BTreeMap<String, Named>, from: &str) -> BTreeSet<&'f str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![from];
    while let Some(name) = open.pop() {
        for call in functions.get(name).into_iter().flat_map(|function| &function.calls) {
            if functions.contains_key(call) && reached.insert(call.as_str()) {
                open.push(call);
            }
        }
    }
    reached
}

/// How many names the last node of a trail declares.
fn declared(trail: &[ASTNode<'_>]) -> usize {
    match trail.last() {
        Some(ASTNode::Stmt(Stmt::Var(..))) => 1,
        Some(ASTNode::Stmt(Stmt::For(parts, _))) => 1 + usize::from(parts.1.is_some()),
        _ => 0,
    }
}

/// The call that a node is.
pub(super) fn call_of<'n>(node: Option<&ASTNode<'n>>) -> Option<&'n FnCallExpr> {
    match node {
        Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))) => Some(call),
        Some(ASTNode::Stmt(Stmt::FnCall(call, _))) => Some(call),
        _ => None,
    }
}

/// The name of the function that the last node of a trail calls.
fn called<'n>(trail: &[ASTNode<'n>]) -> Option<&'n str> {
    call_of(trail.last()).map(|call| call.name.as_str())
}

/// Where the last node of a trail is a closure, and no list takes it.
///
/// A closure is a constant; one that takes variables from around it is a block that shares them
/// and then calls `curry` with the constant and the variables.
fn stray_closure(trail: &[ASTNode<'_>]) -> Option<Position> {
    let (last, before) = trail.split_last()?;
    let is_taken = |before: &[ASTNode<'_>]| {
        let taker = call_of(before.last());
        taker.is_some_and(|call| TAKE_CLOSURES.contains(&call.name.as_str()))
    };
    let is_sharing = |node: &ASTNode<'_>| matches!(node, ASTNode::Expr(Expr::Stmt(block)) if matches!(block.statements().first(), Some(Stmt::Share(_))));
    let of_closure = |before: &[ASTNode<'_>]| before.iter().rev().take(2).any(is_sharing);
    match last {
        ASTNode::Expr(expression) if is_sharing(last) => (!is_taken(before)).then(|| expression.position()),
        ASTNode::Expr(Expr::DynamicConstant(value, at)) if value.is_fnptr() => {
            let in_curry = call_of(before.last()).is_some_and(|call| call.name.as_str() == CURRY);
            (!is_taken(before) && !in_curry).then_some(*at)
        }
        ASTNode::Expr(Expr::FnCall(call, at) | Expr::MethodCall(call, at)) | ASTNode::Stmt(Stmt::FnCall(call, at))
            if call.name.as_str() == CURRY =>
        {
            (!of_closure(before)).then_some(*at)
        }
        _ => None,
    }
}
