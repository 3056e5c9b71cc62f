//! A rule that tells where it has been: its script with a probe at each statement and condition.
//!
//! The script is written anew, with calls of functions that no other host knows, so that nothing
//! that runs rules for people has to carry what only the test of their cases needs. No line moves.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::token::{Token, TokenKind, block_after, tokens};
use super::{Host, RuleFile};
use crate::place::LineIndex;

/// A rule with probes.
pub struct Probed {
    /// The rule, to be read by [`Trace::host`].
    pub file: RuleFile,
    /// The line of each statement.
    pub statements: Vec<u32>,
    /// Each condition.
    pub conditions: Vec<Branch>,
}

/// The condition of an `if` or a `while`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The line that it stands in.
    pub line: u32,
    /// As written, on one line.
    pub text: String,
}

/// Which probe a call is of, and, for a condition, whether it held.
type Reached = (i64, Option<bool>);

/// Where a rule with probes has been.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    reached: Arc<Mutex<BTreeMap<Reached, u64>>>,
}

impl Trace {
    /// What runs rules with probes, and keeps where they have been.
    pub fn host(&self) -> Host {
        let at = self.clone();
        let took = self.clone();
        Host::new().with(|engine| {
            engine.register_fn(AT, move |probe: i64| at.note((probe, None)));
            engine.register_fn(TOOK, move |probe: i64, held: bool| {
                took.note((probe, Some(held)));
                held
            });
        })
    }

    fn note(&self, reached: Reached) {
        *self.reached.lock().unwrap_or_else(PoisonError::into_inner).entry(reached).or_default() += 1;
    }

    fn count(&self, probe: usize, held: Option<bool>) -> u64 {
        let key = (i64::try_from(probe).unwrap_or(-1), held);
        self.reached.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied().unwrap_or(0)
    }

    /// How often a statement was reached.
    pub fn statement(&self, number: usize) -> u64 {
        self.count(number, None)
    }

    /// How often a condition held, or did not.
    pub fn condition(&self, number: usize, held: bool) -> u64 {
        self.count(number, Some(held))
    }
}

const AT: &str = "__at";
const TOOK: &str = "__took";

/// What a bracket opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    Block { is_do: bool },
    Other,
}

impl Probed {
    /// Puts probes into a rule.
    pub fn new(file: &RuleFile) -> Probed {
        let lines = LineIndex::new(&file.text);
        let line_of = |at: u32| lines.at(&file.text, at).line;
        let tokens = tokens(&file.text);
        let mut put: BTreeMap<u32, String> = BTreeMap::new();
        let mut statements = Vec::new();
        for token in statement_starts(&tokens) {
            put.entry(token.span.start).or_default().push_str(&format!("{AT}({}); ", statements.len()));
            statements.push(line_of(token.span.start));
        }
        let mut conditions = Vec::new();
        for (word, open) in conditions_in(&tokens) {
            put.entry(word.span.end).or_default().push_str(&format!(" {TOOK}({}, ", conditions.len()));
            put.entry(open.span.start).or_default().insert_str(0, ") ");
            let written = file.text.get(word.span.end as usize..open.span.start as usize).unwrap_or("");
            let text = written.split_whitespace().collect::<Vec<_>>().join(" ");
            conditions.push(Branch { line: line_of(word.span.start), text });
        }
        let mut text = String::new();
        let mut from = 0;
        for (at, probe) in put {
            text.push_str(file.text.get(from..at as usize).unwrap_or(""));
            text.push_str(&probe);
            from = at as usize;
        }
        text.push_str(file.text.get(from..).unwrap_or(""));
        let file = RuleFile { text: text.into(), ..file.clone() };
        Probed { file, statements, conditions }
    }
}

/// The first token of each statement in a block.
fn statement_starts<'t>(tokens: &[Token<'t>]) -> Vec<Token<'t>> {
    let mut starts = Vec::new();
    let mut open: Vec<Opened> = Vec::new();
    // Whether a statement may start here: after `{`, `;`, or the `}` of a block.
    let mut may_start = false;
    let mut before: Option<Token<'t>> = None;
    for token in tokens {
        let in_block = matches!(open.last(), Some(Opened::Block { .. }));
        let goes_on = matches!(token.text, "else" | "until") || token.kind == TokenKind::Mark && !opens(token.text);
        if may_start && in_block && !goes_on {
            starts.push(*token);
        }
        may_start = false;
        match token.text {
            _ if token.kind != TokenKind::Mark => {}
            "{" => {
                open.push(Opened::Block { is_do: before.is_some_and(|before| before.text == "do") });
                may_start = true;
            }
            "#{" | "(" | "[" => open.push(Opened::Other),
            ";" => may_start = in_block,
            "}" | ")" | "]" => {
                let closed = open.pop();
                may_start = closed == Some(Opened::Block { is_do: false });
            }
            _ => {}
        }
        before = Some(*token);
    }
    starts
}

/// Whether a statement may start with a mark.
fn opens(mark: &str) -> bool {
    matches!(mark, "(" | "[" | "!" | "-" | "#{")
}

/// The word `if` or `while` of each condition, and the brace that ends it.
fn conditions_in<'t>(tokens: &[Token<'t>]) -> Vec<(Token<'t>, Token<'t>)> {
    let starts = tokens.iter().enumerate().filter(|(_, token)| matches!(token.text, "if" | "while"));
    starts.filter_map(|(number, word)| Some((*word, *tokens.get(block_after(tokens, number)?)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probed(script: &str) -> Probed {
        Probed::new(&RuleFile { id: "a/b".into(), path: "a/b.rhai".into(), text: script.into(), unread: Vec::new() })
    }

    #[test]
    fn statements_and_conditions_get_probes_and_lines_stay() {
        let script = "const RULE = #{ a: 1 };\nfn check(x, policy) {\n    let y = #{ a: 2 };\n    if x == 1 {\n        return 2;\n    } else if x > 2 { 5 }\n    x.all(|z| z > 1)\n}\n";
        let probed = probed(script);
        assert_eq!(probed.statements, [3, 4, 5, 6, 7]);
        let conditions: Vec<(u32, &str)> =
            probed.conditions.iter().map(|condition| (condition.line, condition.text.as_str())).collect();
        assert_eq!(conditions, [(4, "x == 1"), (6, "x > 2")]);
        assert_eq!(
            &*probed.file.text,
            "const RULE = #{ a: 1 };\nfn check(x, policy) {\n    __at(0); let y = #{ a: 2 };\n    __at(1); if __took(0,  x == 1 ) {\n        __at(2); return 2;\n    } else if __took(1,  x > 2 ) { __at(3); 5 }\n    __at(4); x.all(|z| z > 1)\n}\n"
        );
    }

    #[test]
    fn the_loop_of_a_do_is_one_statement() {
        let probed = probed("fn check(x, policy) {\n    do {\n        x += 1;\n    } while x < 5;\n    x\n}\n");
        assert_eq!(probed.statements, [2, 3, 5]);
        assert!(probed.conditions.is_empty());
    }
}
