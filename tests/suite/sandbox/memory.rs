//! What a rule may hold: 256 MB at the very most, by what is refused when it is loaded and by the
//! sizes of what it makes.

use quorate::assess::Outcome;

use super::reports::Checked;
use super::{apply, breaks, is_refused};
use crate::support::{PLAN, rule_text, rule_with_functions};

/// A closure keeps what it captures, where no limit sees it, and a chain of closures ends the
/// program when it is let go of: none may be kept.
#[test]
fn closures_that_capture() {
    let words = "a closure stands where no list takes it";
    for body in [
        "let f = || 1; let n = 0; loop { n += 1; let g = f; f = || g.call() + n; }",
        "let large = [1]; let kept = []; loop { let copy = large; kept.push(|| copy.len()); }",
        "let f = |x| x;",
        "let list = [|x| x];",
        "let map = #{ f: |x| x };",
        "return |x| x;",
        "let f = if true { |x| x } else { |y| y };",
        "[1].map(|x| |y| x);",
        "(|x| x).call(1);",
        "let k = 1; [1].for_each(|x| k += x);",
    ] {
        is_refused(&rule_text(body), words);
    }
    is_refused(&rule_with_functions("fn keep(f) { f }\nfn check(recommendation, policy) { keep(|x| x); }"), words);
}

#[test]
fn a_function_that_is_called_as_one_that_takes_closures() {
    is_refused(
        &rule_with_functions("fn filter(list, f) { f }\nfn check(recommendation, policy) { filter([1], |x| x); }"),
        "`filter` is a word of the language",
    );
}

#[test]
fn closures_that_lists_take_see_what_is_around_them() {
    let body = "let least = 2;
        let more = [1, 2, 3].filter(|n| n >= least).map(|n| n + least);
        if more != [4, 5] || !more.all(|n| n > least) || more.some(|n| n == 3) { loop { } }
        if more.reduce(|sum, n| sum + n, 0) != 9 || more.index_of(|n| n == 5) != 1 { loop { } }";
    let findings = apply(&rule_text(body)).unwrap();
    assert_eq!(findings[0].outcome, Outcome::Pass, "{}", findings[0].message);
}

/// The list that a callback makes is looked at as it grows, not when it is complete.
#[test]
fn a_list_that_grows_in_a_callback() {
    let large = "let list = [1]; while list.len() < 30000 { list += list; } let other = list;";
    breaks(&rule_text(&format!("{large} list.map(|n| other);")), "it made a list of more than 40000 items");
    let text = "let text = \"x\"; while text.len() < 500000 { text += text; }";
    breaks(&rule_text(&format!("{text} [1, 2, 3].map(|n| text + n);")), "it made a text of more than 1 MiB");
}

#[test]
fn messages_that_grow() {
    let text = "let text = \"x\"; while text.len() < 500000 { text += text; }";
    let words = "its messages came to more than 16 MiB";
    for body in [
        "let list = []; for n in 0..2000 { list.push(fail(recommendation, `${text}${n}`)); } list",
        "let said = fail(recommendation, text); for n in 0..2000 { said = said.see(recommendation, `${n}${text}`); } said",
        "let list = [fail(recommendation, text)]; while list.len() < 30000 { list += list; } list",
        "let said = fail(recommendation, text); for n in 0..2000 { said = said.under(text); } said",
    ] {
        breaks(&rule_text(&format!("{text} {body}")), words);
    }
}

/// The program came to its end: a rule that asks for too much memory ends it in the middle. On a busy
/// machine the clock may stop the rule while it lets go of what it holds.
#[cfg(target_os = "linux")]
fn has_room(checked: &Checked) {
    let is_late = checked.code == Some(2) && checked.told.contains("it took more than 2 seconds");
    assert!(checked.code == Some(0) || is_late, "{:?}: {}", checked.code, checked.told);
}

/// The worst that a rule can hold: as many values as it may have names, each as large as one may
/// be, of the items that take most. Without any of it the program runs in 100 MB of addresses.
#[cfg(target_os = "linux")]
#[test]
fn all_that_a_rule_can_hold() {
    let values: String = (0..59).map(|n| format!("let v{n} = list; v{n}.push(recommendation);\n")).collect();
    let body = format!(
        "let part = [recommendation]; while part.len() < 4000 {{ part += part; }}
         let list = []; for n in 0..9 {{ list += part; }}\n{values}"
    );
    let checked = Checked::of(&[("rule", rule_text(&body))], &["-f", "compact"], Some((100 + 256) * 1024));
    has_room(&checked);
}

/// What the host makes is shared by its copies: 55 lists of 40,000 references take no more than 55
/// lists of as many nodes.
#[cfg(target_os = "linux")]
#[test]
fn copies_of_references_share_them() {
    let values: String = (0..55).map(|n| format!("let v{n} = list; v{n}.push(part[0]);\n")).collect();
    let body = format!(
        "let part = references(recommendation.text); if part.len() != 1000 {{ return fail(recommendation, \"x\"); }}
         let list = []; for n in 0..39 {{ list += part; }}\n{values}"
    );
    let plan = PLAN.replace("text: Improve", &format!("text: \"{}\"", "7.5.2, ".repeat(1000)));
    let checked = Checked::on(&plan, &[("rule", rule_text(&body))], &["-f", "compact"], Some((100 + 256) * 1024));
    has_room(&checked);
}
