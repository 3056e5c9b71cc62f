//! No way past the record: what a rule misspells, cannot read, may not write or compares with the
//! wrong thing never ends in a quiet pass.

use quorate::assess::Outcome;

use super::{apply, is_refused, never_passes, never_passes_whole};
use crate::support::{rule_text, rule_with_functions};

#[test]
fn a_misspelt_field() {
    is_refused(&rule_text("let x = recommendation.laed_body;"), "did you mean `lead_body`?");
    is_refused(&rule_text("let x = recommendation.has(\"laed_body\");"), "did you mean `lead_body`?");
}

#[test]
fn a_misspelt_field_in_square_brackets() {
    never_passes("let x = recommendation[\"laed_body\"];");
    never_passes("let name = \"laed_body\"; let x = recommendation[name];");
}

#[test]
fn a_misspelt_field_that_is_asked_for_under_a_name() {
    never_passes("let name = \"laed_body\"; if recommendation.has(name) { return fail(recommendation, \"x\"); }");
}

#[test]
fn a_misspelt_field_that_a_helper_asks_for() {
    never_passes_whole(&rule_with_functions(
        "fn is_led(node) { node.has(\"laed_body\") }\nfn check(recommendation, policy) { if is_led(recommendation) { return fail(recommendation, \"x\"); } }",
    ));
}

#[test]
fn a_misspelt_field_out_of_sight_of_the_check() {
    let by_function = "fn of(node) { node.laed_body }\nfn check(recommendation, policy) { of(recommendation); }";
    never_passes_whole(&rule_with_functions(by_function));
    never_passes("let list = [recommendation]; let x = list[0].laed_body;");
    never_passes("let map = #{ node: recommendation }; let x = map.node.laed_body;");
    never_passes("let x = [recommendation].map(|node| node.laed_body);");
}

#[test]
fn a_field_that_is_assigned_to() {
    never_passes("recommendation.lead_body = \"Board\";");
    never_passes("recommendation[\"lead_body\"] = \"Board\";");
    never_passes("policy.days = 1;");
}

#[test]
fn function_pointers_reach_nothing_that_is_banned() {
    never_passes("let f = Fn(\"eval\"); f.call(\"1\");");
    never_passes("let f = Fn(\"print\"); f.call(\"x\");");
    never_passes("let f = Fn(\"sleep\"); f.call(1);");
    never_passes("let f = Fn(\"no_such_function\").curry(1); f.call();");
    never_passes("let f = |x| x.laed_body; f.call(recommendation);");
}

#[test]
fn what_check_gives_back_must_be_something_it_said() {
    for body in ["1", "true", "\"pass\"", "[1]", "#{ outcome: \"pass\" }", "recommendation"] {
        never_passes(body);
    }
}

/// The list functions that take a comparison: what the comparison cannot tell must reach the rule.
#[test]
fn an_unknown_inside_a_comparison_is_not_swallowed() {
    let mut swallowed = Vec::new();
    for call in [
        "list.sort(|x, y| if x.priority < y.priority { -1 } else { 1 });",
        "list.sort_by(|x, y| if x.priority < y.priority { -1 } else { 1 });",
        "let sorted = list.order(|x, y| if x.priority < y.priority { -1 } else { 1 });",
        "let sorted = list.order_by(|x, y| if x.priority < y.priority { -1 } else { 1 });",
        "list.dedup(|x, y| x.priority == y.priority);",
        "list.retain(|x| x.priority == 1);",
        "let kept = list.filter(|x| x.priority == 1);",
        "let found = list.some(|x| x.priority == 1);",
    ] {
        let body = format!("let list = [recommendation, recommendation];\n{call}");
        // Either the call is refused, or what it cannot tell reaches the rule.
        if let Ok(findings) = apply(&rule_text(&body))
            && findings[0].outcome != Outcome::Open
        {
            swallowed.push(format!("{call} gives {:?}", findings[0].outcome));
        }
    }
    assert!(swallowed.is_empty(), "{}", swallowed.join("\n"));
}

#[test]
fn a_limit_reached_inside_a_comparison_is_not_swallowed() {
    never_passes("let list = [1, 2]; list.sort(|x, y| { loop { } });");
}

/// The language answers these with "not the same", quietly; a rule would pass for want of a match.
#[test]
fn a_node_compared_with_what_it_can_never_be() {
    let mut quiet = Vec::new();
    for condition in [
        "recommendation.lead_body == 'B'",
        "recommendation.lead_body == ()",
        "recommendation.lead_body == [\"Board\"]",
        "recommendation.lead_body == #{ body: \"Board\" }",
        "recommendation.lead_body == (1..5)",
    ] {
        let body = format!("if {condition} {{ return fail(recommendation, \"x\"); }}");
        if let Ok(findings) = apply(&rule_text(&body))
            && findings[0].outcome == Outcome::Pass
        {
            quiet.push(condition);
        }
    }
    assert!(quiet.is_empty(), "these pass: {quiet:#?}");
}

#[test]
fn a_node_in_a_switch() {
    let body = "switch recommendation.lead_body { \"Board\" => { return fail(recommendation, \"x\"); } _ => { } }";
    if let Ok(findings) = apply(&rule_text(body)) {
        assert_ne!(findings[0].outcome, Outcome::Pass, "the node holds \"Board\" and matches nothing");
    }
}
