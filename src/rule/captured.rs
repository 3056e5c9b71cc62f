//! What a closure may take from around it: not the value that is held while its list is gone through.
//!
//! The engine locks the value at the start of `meeting.items.items().filter(...)` until the call is
//! over, so a closure there that names `meeting` finds it locked, whatever the papers say.

use rhai::{AST, ASTNode, Expr, FnCallExpr, Stmt};

use super::FilePlace;
use super::bounded::{CURRY, call_of};
use crate::problem::Problems;

/// The closures that name the value which the list they go through is taken from.
pub(super) fn faults(place: &FilePlace<'_>, ast: &AST) -> Problems {
    let mut problems = Problems::new();
    ast.walk(&mut |trail: &[ASTNode<'_>]| {
        if let Some((ASTNode::Expr(Expr::Stmt(block)), before)) = trail.split_last()
            && let Some(Stmt::Share(taken)) = block.statements().first()
            && let Some(held) = held(before)
            && let Some((name, _)) = taken.iter().find(|(name, _)| name.name.as_str() == held)
        {
            let what = format!("the closure names `{held}`, and the list that it goes through is taken from `{held}`");
            let way_out = format!(
                "write `let ... = {held}...;` in a line before and name that in the closure, or take the list first"
            );
            problems.push(place.problem(place.span(name.pos), what).help(way_out));
        }
        true
    });
    problems
}

/// The variable that is held while the call at the end of a trail is under way.
fn held<'n>(trail: &[ASTNode<'n>]) -> Option<&'n str> {
    let (last, before) = trail.split_last()?;
    let call = call_of(Some(last))?;
    // Of `filter(list, ...)` the first argument is held, of `a.b.filter(...)` what stands first.
    let chain = before.iter().rev().map_while(|node| match node {
        ASTNode::Expr(Expr::Dot(parts, ..) | Expr::Index(parts, ..)) => Some(&parts.lhs),
        _ => None,
    });
    chain.last().or_else(|| first_argument(call)).and_then(variable)
}

fn first_argument(call: &FnCallExpr) -> Option<&Expr> {
    call.args.first().filter(|_| call.name.as_str() != CURRY)
}

fn variable(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Variable(name, ..) => Some(name.1.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Host, Rule, RuleFile};

    fn told(body: &str) -> Vec<String> {
        let text = format!(
            "//! Holds.\n//!\n//! # Why\n//! a\n//! # Applies\n//! b\n//! # Passes\n//! c\n//! # Fails\n//! d\n//! # Remedy\n//! e\n\nconst RULE = #{{ each: #{{ \"meeting\": \"\" }}, since: \"0.1.0\", source: \"Act\" }};\n\nfn check(m, policy) {{\nlet found = {body};\nif found != [] {{ fail(m, \"no\") }}\n}}\n"
        );
        let file = RuleFile::new("a/b.rhai", "b.rhai".into(), text.into()).unwrap();
        let problems = Rule::read(&Host::new(), &file).map(|_| Vec::new()).unwrap_or_else(|problems| problems);
        problems.iter().map(|problem| problem.headline().to_owned()).collect()
    }

    #[test]
    fn a_closure_may_not_name_what_its_list_is_taken_from() {
        for (body, name) in [
            ("m.items.items().filter(|i| i.title == m.body)", "m"),
            ("m.items.items().map(|i| i.title).filter(|t| t == m.body)", "m"),
            ("filter(policy, |i| i == policy)", "policy"),
            ("[1].filter(|n| m.items.items().some(|i| i.title == m.body))", "m"),
        ] {
            // The body starts at column 13, and what is named last in it is what the closure names.
            let column = 13 + body.rfind(name).unwrap();
            assert_eq!(
                told(body),
                [format!(
                    "b.rhai, line 17, column {column}: the closure names `{name}`, and the list that it goes through is taken from `{name}`"
                )],
                "{body}"
            );
        }
        for body in [
            "[m.body].filter(|b| b == m.body)",
            "m.items.items().filter(|i| i.title == policy)",
            "m.items.items().filter(|i| [1].some(|n| i.number == n))",
            "m.items.having([\"number\"].filter(|f| m.has(f))[0])",
        ] {
            assert_eq!(told(body), Vec::<String>::new(), "{body}");
        }
    }
}
