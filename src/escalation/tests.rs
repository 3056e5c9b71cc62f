//! Chains drawn by hand, with what is wrong with each worked out on paper.

use super::*;

/// A chain of roles, each "name: post, post -> role, role", with "!" before those who raise issues
/// and "*" before those who decide; a limit in working days may follow after "/".
pub(super) fn chain(roles: &[&str], deputies: &[(&str, &str)]) -> Chain {
    let parts = |text: &str| -> Vec<String> {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let mut names = Vec::new();
    let mut post_names: Vec<String> = Vec::new();
    let mut drawn = Vec::new();
    for role in roles {
        let (role, within) = role.split_once('/').unwrap_or((role, ""));
        let (left, targets) = role.split_once("->").unwrap_or((role, ""));
        let (name, posts) = left.split_once(':').unwrap_or((left, ""));
        let plain = name.trim().trim_start_matches(['!', '*']).to_owned();
        names.push(plain);
        post_names.extend(parts(posts));
        drawn.push((name.trim().to_owned(), parts(posts), parts(targets), Period::parse(within.trim())));
    }
    post_names.extend(deputies.iter().flat_map(|(post, deputy)| [(*post).to_owned(), (*deputy).to_owned()]));
    post_names.sort();
    post_names.dedup();
    let index = |list: &[String], name: &String| list.iter().position(|known| known == name).unwrap();
    let roles = drawn.into_iter().enumerate().map(|(at, (name, posts, targets, within))| Role {
        name: names[at].clone(),
        raises: name.contains('!'),
        decides: name.contains('*'),
        posts: posts.iter().map(|post| index(&post_names, post)).collect(),
        escalates_to: targets.iter().map(|target| index(&names, target)).collect(),
        within,
    });
    let roles = roles.collect();
    let deputy = |name: &String| {
        let found = deputies.iter().find(|(post, _)| post == name)?;
        Some(index(&post_names, &found.1.to_owned()))
    };
    let posts =
        post_names.iter().map(|name| Post { name: name.clone(), filled: Truth::True, deputy: deputy(name) }).collect();
    Chain { roles, posts, limit: None }
}

fn words(chain: &Chain) -> Vec<String> {
    examine(chain).into_iter().map(|fault| fault.words).collect()
}

const THREE: [&str; 4] = ["!author -> manager", "manager: M -> sponsor", "sponsor: S1, S2 -> champion", "*champion: C"];

#[test]
fn a_chain_without_deputies_breaks_at_each_post_that_is_alone() {
    assert_eq!(
        words(&chain(&THREE, &[])),
        [
            "with the post \"C\" vacant, an issue raised by \"author\" ends at \"sponsor\", who cannot decide: nobody can act as \"champion\"",
            "with the post \"M\" vacant, an issue raised by \"author\" goes to nobody: nobody can act as \"manager\"",
        ]
    );
}

#[test]
fn deputies_mend_it_unless_they_stand_on_the_way_themselves() {
    assert_eq!(words(&chain(&THREE, &[("M", "D"), ("C", "V")])), Vec::<String>::new());
    // With the champion vacant S1 stands in: fine for an issue of S2, not for one of S1's own.
    assert_eq!(
        words(&chain(&THREE, &[("M", "D"), ("C", "S1")])),
        [
            "with the post \"C\" vacant, an issue raised by \"author\" ends at \"sponsor\", who cannot decide: only \"S1\" could act as \"champion\", and that is who passes it on"
        ]
    );
}

#[test]
fn a_post_that_raised_the_issue_does_not_decide_it() {
    let own = chain(&["!sponsor: S -> champion", "*champion: S"], &[]);
    assert_eq!(
        words(&own)[0],
        "an issue raised by \"sponsor\" goes to nobody: only \"S\" could act as \"champion\", and that is who raised it"
    );
    let alone = chain(&["!*head: H"], &[]);
    assert_eq!(words(&alone)[0], "an issue raised by \"head\" goes to nobody: \"head\" escalates to nobody");
}

#[test]
fn circles_and_roles_that_escalate_to_themselves_are_told_with_their_way() {
    let round = chain(&["!a -> b", "b: B -> c", "c: C -> b, d", "*d: D"], &[]);
    let told = words(&round);
    assert_eq!(told[0], "an issue can go round for ever: \"b\" to \"c\" to \"b\"");
    assert_eq!(examine(&round)[0].what, What::Circle);
    let itself = chain(&["!a -> b", "b: B, E -> b, d", "*d: D, F"], &[]);
    assert_eq!(words(&itself), ["\"b\" escalates to itself"]);
}

#[test]
fn the_shortest_way_is_shown() {
    // Two dead ends: over b and c to e, or straight to x.
    let two = chain(&["!a -> b, x", "b: B -> c", "c: C -> e", "e: E", "x: X"], &[]);
    let fault = examine(&two).into_iter().next().unwrap();
    assert_eq!(fault.words, "an issue raised by \"a\" ends at \"x\", who cannot decide: \"x\" escalates to nobody");
    assert_eq!(fault.way, [0, 4]);
}

#[test]
fn a_second_role_to_turn_to_takes_the_place_of_a_deputy() {
    let two = chain(&["!a -> m, n", "m: M -> d", "n: N -> d", "*d: D, E"], &[]);
    assert_eq!(words(&two), Vec::<String>::new());
}

fn timed(limit: &str, roles: &[&str]) -> Vec<String> {
    let chain = Chain { limit: Period::parse(limit), ..chain(roles, &[]) };
    examine(&chain).into_iter().filter(|fault| fault.vacant.is_none()).map(|fault| fault.words).collect()
}

#[test]
fn the_longest_way_is_held_against_the_limit() {
    let roles = [
        "!a -> m / 1 days",
        "m: M -> s, c / 10 working days",
        "s: S -> c / 10 working days",
        "*c: C / 20 working days",
    ];
    // 10 + 10 + 20; whoever raises the issue takes no time.
    assert_eq!(timed("40 working days", &roles), Vec::<String>::new());
    assert_eq!(
        timed("39 working days", &roles),
        [
            "the levels may take 40 working days together, more than the limit of 39 working days: \"m\" to \"s\" to \"c\""
        ]
    );
    // Forty working days are more than 39 days, and whether they fit 60 days hangs on the calendar.
    assert!(timed("39 days", &roles)[0].contains("more than the limit of 39 days"));
    assert_eq!(
        timed("60 days", &roles),
        [
            "nobody can tell whether an issue is decided within 60 days: the levels may take 40 working days together, which counts other days"
        ]
    );
}

#[test]
fn what_has_no_limit_has_no_longest_time() {
    let roles = ["!a -> m", "m: M -> c", "*c: C / 5 days"];
    assert_eq!(
        timed("10 days", &roles),
        ["nobody can tell whether an issue is decided within 10 days: no time limit is stated for \"m\""]
    );
    let mixed = ["!a -> m", "m: M -> c / 5 working days", "*c: C / 5 days"];
    assert!(timed("10 days", &mixed)[0].ends_with("the levels' limits count different things"));
    let round = ["!a -> b", "b: B -> c / 1 day", "c: C -> b / 1 day"];
    assert!(timed("10 days", &round)[1].ends_with("an issue can go nowhere, or round for ever"));
}

#[test]
fn the_roles_between_are_those_of_the_shortest_way() {
    let three = chain(&THREE, &[]);
    assert_eq!(way_between(&three, &[0], 1), Some(vec![]));
    assert_eq!(way_between(&three, &[0], 3), Some(vec![1, 2]));
    assert_eq!(way_between(&three, &[2], 1), None);
}

#[test]
fn a_post_needs_a_holder_or_a_deputy_who_is_there() {
    let mut three = chain(&THREE, &[("M", "D"), ("C", "V"), ("S1", "D")]);
    let post = |chain: &Chain, name: &str| chain.posts.iter().position(|post| post.name == name).unwrap();
    let (m, d, s2, v) = (post(&three, "M"), post(&three, "D"), post(&three, "S2"), post(&three, "V"));
    three.posts[m].filled = Truth::False;
    three.posts[s2].filled = Truth::Unknown;
    // The deputy V holds no role, so whether somebody is V matters only through those it stands in for.
    three.posts[v].filled = Truth::Unknown;
    let own = |chain: &Chain| words(chain).into_iter().filter(|words| !words.starts_with("with")).collect::<Vec<_>>();
    assert_eq!(own(&three), ["the post \"S2\" may be vacant, which nobody wrote down, and has no deputy"]);
    three.posts[d].filled = Truth::False;
    assert_eq!(own(&three)[1], "the post \"M\" is vacant and its deputy, \"D\", is vacant too");
}
