//! What is not wrong in a rule and still worth mending; what is wrong is refused when it is read.

mod unasked;
mod unreachable;

use super::token::{Token, TokenKind, tokens};
use super::{FilePlace, Page, Rule, fix};
use crate::place::{LineColumn, LineIndex, Span};

/// One thing worth mending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// Its name, under which `docs/lints.md` explains it.
    pub name: &'static str,
    /// Where it stands.
    pub at: LineColumn,
    /// What is the matter.
    pub says: String,
    /// The way out.
    pub way_out: &'static str,
}

/// The names of all lints.
pub const LINTS: [&str; 9] = [
    "page-unfinished",
    "long-sentence",
    "name-is-no-proposition",
    "message-form",
    "message-names-no-fact",
    "long-script",
    "unreachable-code",
    "may-be-absent",
    "untidy",
];

/// How the texts begin that `quorate rules new` writes.
const STARTS: [&str; 7] = [
    "Say here in one sentence",
    "Say why it matters:",
    "Name what the rule speaks about",
    "Say when it passes.",
    "Say when it fails.",
    "Say what whoever reads",
    "Name the act, the regulation",
];

/// More words than this in a sentence lose the reader.
const LONG_SENTENCE: usize = 40;

/// A script has fewer lines than this after its page.
const LONG_SCRIPT: usize = 60;

/// Words with which a message says what is not there: then there is no fact to name.
const ABSENCE: [&str; 8] = ["no", "not", "nobody", "nothing", "none", "neither", "without", "never"];

/// What is worth mending in a rule, in the order of its lines.
pub fn lint(rule: &Rule) -> Vec<Lint> {
    let look = Look { rule, lines: LineIndex::new(&rule.text) };
    let mut lints = look.page();
    lints.extend(look.name());
    lints.extend(look.messages());
    lints.extend(look.length());
    lints.extend(fix(&rule.text).done.into_iter().map(|done| {
        let says = format!("not as rules are written; quorate rules lint --fix does this: {done}");
        look.lint("untidy", Span::new(0, 0), says, "run it, or do the same by hand")
    }));
    lints.extend(
        unreachable::all(rule)
            .into_iter()
            .map(|(span, says, way_out)| look.lint("unreachable-code", span, says, way_out)),
    );
    lints.sort_by_key(|lint| (lint.at.line, lint.at.column, lint.name));
    lints
}

/// The fields that a document may leave out and that `applies` reads without asking for them, each with
/// what is to be said of it unless a case shows that the rule is to be open there: whether one does,
/// the rule itself does not tell.
pub fn may_be_absent(rule: &Rule) -> Vec<(String, Lint)> {
    let look = Look { rule, lines: LineIndex::new(&rule.text) };
    let unasked = unasked::all(rule).into_iter().map(|(field, span)| {
        let says = format!("`{field}` may be absent; then the rule is open, and no case shows that this is meant");
        let way_out = "ask has(...) first if the rule does not apply then, or show in a case that it is open";
        (field, look.lint("may-be-absent", span, says, way_out))
    });
    unasked.collect()
}

struct Look<'r> {
    rule: &'r Rule,
    lines: LineIndex,
}

impl Look<'_> {
    fn lint(&self, name: &'static str, span: Span, says: String, way_out: &'static str) -> Lint {
        Lint { name, at: self.lines.at(&self.rule.text, span.start), says, way_out }
    }

    /// The first place of some words in the file.
    fn place(&self, words: &str) -> Span {
        let start: String = words.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        self.rule.text.find(&start).map_or(Span::new(0, 0), |at| Span::new(at, at + start.len()))
    }

    fn page(&self) -> Vec<Lint> {
        let Page { proposition, why, applies, passes, fails, remedy } = &self.rule.page;
        let mut lints = Vec::new();
        for text in [proposition, why, applies, passes, fails, remedy, &self.rule.source] {
            if STARTS.iter().any(|start| text.starts_with(start)) {
                let says = format!("this is still as it was started: \"{text}\"");
                lints.push(self.lint(
                    "page-unfinished",
                    self.place(text),
                    says,
                    "write it for the officer who reads the report",
                ));
            }
            for sentence in text.split(". ") {
                let count = sentence.split_whitespace().count();
                if count > LONG_SENTENCE && text != &self.rule.source {
                    let says = format!("a sentence of {count} words");
                    lints.push(self.lint("long-sentence", self.place(sentence), says, "make two of it"));
                }
            }
        }
        lints
    }

    fn name(&self) -> Option<Lint> {
        let name = self.rule.id.rsplit('/').next().unwrap_or("");
        let says = format!("\"{name}\" does not say what holds when the rule passes");
        let way_out = "name it by a proposition, such as lead-is-one-post";
        (!name.contains('-')).then(|| self.lint("name-is-no-proposition", Span::new(0, 0), says, way_out))
    }

    fn messages(&self) -> Vec<Lint> {
        let tokens = tokens(&self.rule.text);
        let mut lints = Vec::new();
        for at in 0..tokens.len() {
            let Some((word, message)) = message(&tokens, at) else { continue };
            let text = message.text.trim_matches(['"', '`']);
            let way_out = "start with a small letter and end without a full stop; the report sets it in a sentence";
            // A name that starts a message, such as NHS, stays as it is.
            let mut letters = text.chars();
            let is_capital =
                letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
            if is_capital || text.ends_with('.') {
                lints.push(self.lint(
                    "message-form",
                    message.span,
                    format!("the message \"{text}\" is a sentence of its own"),
                    way_out,
                ));
            }
            let mut words = text.split(|letter: char| !letter.is_alphabetic());
            let is_bare = !has_a_value(text) && !words.any(|word| ABSENCE.contains(&word));
            if word == "fail" && is_bare {
                let says = format!("the message \"{text}\" names no fact of the document");
                let way_out = "put the value that is wrong into it, as `... \"${node.field}\"`";
                lints.push(self.lint("message-names-no-fact", message.span, says, way_out));
            }
        }
        lints
    }

    fn length(&self) -> Option<Lint> {
        let script = self.rule.text.lines().filter(|line| !line.starts_with("//!"));
        let count = script.skip_while(|line| line.trim().is_empty()).count();
        let says = format!("the script has {count} lines");
        let way_out = "make two rules of it, or ask for what several rules need as vocabulary";
        (count >= LONG_SCRIPT).then(|| self.lint("long-script", self.place("const RULE"), says, way_out))
    }
}

/// Whether a message has a value in it that is not written there itself: `${1}` is none.
fn has_a_value(message: &str) -> bool {
    let mut values = message.split("${").skip(1).filter_map(|rest| rest.split('}').next());
    values.any(|value| !value.starts_with('"') && value.contains(char::is_alphabetic))
}

/// The text that a name is given where the rule gives it one only: `let name = "...";`.
fn named<'a, 't>(tokens: &'a [Token<'t>], name: &str) -> Option<&'a Token<'t>> {
    let is_given = |start: &&[Token<'t>]| matches!(start, [own, is, _, _] if own.text == name && is.text == "=");
    let mut given = tokens.windows(4).filter(is_given);
    let text = given.next().and_then(|start| start.get(2).filter(|_| start.last().is_some_and(|end| end.text == ";")));
    text.filter(|_| given.next().is_none())
}

/// The message of a call of `fail`, `open` or `review`, if it is written as a text there.
fn message<'t>(tokens: &[Token<'t>], at: usize) -> Option<(&'t str, Token<'t>)> {
    let word = tokens.get(at).filter(|token| matches!(token.text, "fail" | "open" | "review"))?;
    tokens.get(at + 1).filter(|token| token.text == "(")?;
    let mut depth = 0_usize;
    for (number, token) in tokens.iter().enumerate().skip(at + 1).filter(|(_, token)| token.kind == TokenKind::Mark) {
        match token.text {
            "(" | "[" | "#{" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            "," if depth == 1 => {
                // What is put together from several texts is not looked at.
                tokens.get(number + 2).filter(|token| token.text == ")")?;
                let text = tokens.get(number + 1)?;
                let text = if text.kind == TokenKind::Word { named(tokens, text.text)? } else { text };
                return Some((word.text, *text)).filter(|(_, text)| text.kind == TokenKind::Text);
            }
            _ => {}
        }
        if depth == 0 {
            return None;
        }
    }
    None
}
