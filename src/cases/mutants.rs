//! What could be wrong in a rule: small changes of its script, one at a time.

use rust_decimal::Decimal;

use crate::place::{LineIndex, Span};
use crate::rule::{RuleFile, Token, TokenKind, block_after, tokens};

/// A rule with one small change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The line of the change.
    pub line: u32,
    /// The column of the change.
    pub column: u32,
    /// The change as the end of a sentence: `if "a < b" were "a <= b"`.
    pub change: String,
    /// The line as it would read.
    pub reads: String,
    /// A case that would notice, in words, where one is easily named.
    pub hint: Option<String>,
    /// What is replaced, and what is run in its place.
    span: Span,
    put: String,
}

/// More changes of one rule than this are not tried.
const MOST: usize = 150;

/// Words that say nearly the same: which may be confused.
const CONFUSED: [(&str, &str, Option<&str>); 6] = [
    ("before", "on_or_before", Some("both dates are the same day")),
    ("after", "on_or_after", Some("both dates are the same day")),
    ("where", "where_not", None),
    ("lacking", "having", None),
    ("all", "some", Some("some of them are so and some are not")),
    ("is_at_least", "is_at_most", None),
];

const COMPARISONS: [(&str, &str); 6] = [("<", "<="), ("<=", "<"), (">", ">="), (">=", ">"), ("==", "!="), ("!=", "==")];

/// The changes of a rule that are tried, in the order of the script; the same at every run.
pub fn mutants(file: &RuleFile) -> Vec<Mutant> {
    let script = Script { file, tokens: tokens(&file.text), lines: LineIndex::new(&file.text) };
    let mut found = Vec::new();
    let mut depth = 0_usize;
    for (at, token) in script.tokens.iter().enumerate() {
        match (token.kind, token.text) {
            (TokenKind::Mark, "{") => depth += 1,
            (TokenKind::Mark, "}") if depth > 0 => depth -= 1,
            // Maps in functions close with the same brace.
            (TokenKind::Mark, "#{") if depth > 0 => depth += 1,
            _ => {}
        }
        if depth == 0 {
            found.extend(script.parameter(at));
        } else {
            found.extend(script.in_function(at));
        }
    }
    found.extend(script.always_applies());
    found.sort_by_key(|mutant| (mutant.span.start, mutant.put.clone()));
    // What stands between two `||` is an operand of both.
    found.dedup_by(|left, right| left.span == right.span && left.put == right.put);
    found.truncate(MOST);
    found
}

impl Mutant {
    /// The rule with the change made.
    pub fn file(&self, file: &RuleFile) -> RuleFile {
        RuleFile { text: replaced(&file.text, self.span, &self.put).into(), ..file.clone() }
    }
}

fn replaced(text: &str, span: Span, put: &str) -> String {
    let before = text.get(..span.start as usize).unwrap_or("");
    format!("{before}{put}{}", text.get(span.end as usize..).unwrap_or(""))
}

struct Script<'s> {
    file: &'s RuleFile,
    tokens: Vec<Token<'s>>,
    lines: LineIndex,
}

impl<'s> Script<'s> {
    fn token(&self, at: usize) -> &'s str {
        self.tokens.get(at).filter(|token| token.kind != TokenKind::Text).map_or("", |token| token.text)
    }

    fn written(&self, span: Span) -> String {
        span.of(&self.file.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A change that reads as `shown` and is run as `put`.
    fn mutant(&self, span: Span, shown: &str, put: String, change: String) -> Mutant {
        let at = self.lines.at(&self.file.text, span.start);
        let changed = replaced(&self.file.text, span, shown);
        let reads = changed.lines().nth(at.line.saturating_sub(1) as usize).unwrap_or("").trim().to_owned();
        Mutant { line: at.line, column: at.column, change, reads, hint: None, span, put }
    }

    /// The changes of what stands at a token of a function.
    fn in_function(&self, at: usize) -> Vec<Mutant> {
        let Some(token) = self.tokens.get(at) else { return Vec::new() };
        let known = |pairs: &[(&'static str, &'static str)]| {
            pairs.iter().find(|(word, _)| *word == token.text).map(|(_, other)| *other)
        };
        match token.kind {
            TokenKind::Number => self.number(at, token),
            TokenKind::Word if matches!(token.text, "if" | "while") => self.condition(at, token),
            TokenKind::Word if at > 0 && self.token(at - 1) == "." => self.confused(token),
            TokenKind::Mark if matches!(token.text, "&&" | "||") => self.operands(at, token),
            TokenKind::Mark => match known(&COMPARISONS) {
                Some(other) => vec![self.comparison(at, token, other)],
                None => self.negation(at, token).into_iter().collect(),
            },
            _ => Vec::new(),
        }
    }

    /// A number moved by one, either way.
    fn number(&self, at: usize, token: &Token<'_>) -> Vec<Mutant> {
        let compared =
            at.checked_sub(1).filter(|before| COMPARISONS.iter().any(|(mark, _)| *mark == self.token(*before)));
        let left = compared.map(|mark| self.written(self.left_of(mark, true)));
        moved(token.text)
            .into_iter()
            .map(|(number, other)| {
                let change = match &left {
                    Some(left) => format!("\"{left}\" were held against {other} instead of {number}"),
                    None => format!("{other} stood here instead of {number}"),
                };
                let mut mutant = self.mutant(token.span, &other.to_string(), other.to_string(), change);
                // The one value at which the two comparisons part.
                let parts_at = match compared.map_or("", |mark| self.token(mark)) {
                    "<" | ">=" => Some(number.min(other)),
                    "<=" | ">" => Some(number.max(other)),
                    "==" | "!=" => Some(other),
                    _ => None,
                };
                mutant.hint =
                    parts_at.zip(left.as_ref()).map(|(value, left)| format!("a case in which \"{left}\" is {value}"));
                mutant
            })
            .collect()
    }

    /// The default of a parameter in the header, moved.
    fn parameter(&self, at: usize) -> Vec<Mutant> {
        let Some(token) = self.tokens.get(at) else { return Vec::new() };
        if at < 2 || self.token(at - 2) != "unless_set" || self.token(at - 1) != ":" {
            return Vec::new();
        }
        let name = (0..at)
            .rev()
            .find(|before| self.token(*before) == "#{")
            .map_or("", |open| self.token(open.saturating_sub(2)));
        let others: Vec<(String, String)> = match (token.kind, token.text) {
            (TokenKind::Number, number) => {
                moved(number).into_iter().map(|(number, other)| (number.to_string(), other.to_string())).collect()
            }
            (TokenKind::Text, words) => moved_time(words),
            (_, "true") => vec![("true".to_owned(), "false".to_owned())],
            (_, "false") => vec![("false".to_owned(), "true".to_owned())],
            _ => Vec::new(),
        };
        let change = |(is, other): (String, String)| {
            let change = format!("`{name}` were {other} instead of {is} where no policy sets it");
            let mut mutant = self.mutant(token.span, &other, other.clone(), change);
            mutant.hint = Some(format!("a case that does not set `{name}`, at the limit of {is}"));
            mutant
        };
        others.into_iter().map(change).collect()
    }

    fn comparison(&self, at: usize, token: &Token<'_>, other: &str) -> Mutant {
        let (left, right) = (self.written(self.left_of(at, true)), self.written(self.right_of(at, true)));
        let change = format!("\"{left} {} {right}\" were \"{left} {other} {right}\"", token.text);
        let mut mutant = self.mutant(token.span, other, other.to_owned(), change);
        mutant.hint = Some(format!("a case in which \"{left}\" and \"{right}\" are equal"));
        mutant
    }

    fn confused(&self, token: &Token<'_>) -> Vec<Mutant> {
        let other = |(one, two, hint): &(&'static str, &'static str, Option<&'static str>)| match token.text {
            word if word == *one => Some((*two, *hint)),
            word if word == *two => Some((*one, *hint)),
            _ => None,
        };
        let Some((other, hint)) = CONFUSED.iter().find_map(other) else { return Vec::new() };
        let change = format!("`{}` were `{other}`", token.text);
        let mut mutant = self.mutant(token.span, other, other.to_owned(), change);
        mutant.hint = hint.map(|hint| format!("a case in which {hint}"));
        vec![mutant]
    }

    /// Each side of `&&` or `||` left out.
    fn operands(&self, at: usize, token: &Token<'_>) -> Vec<Mutant> {
        let sides = [self.left_of(at, false), self.right_of(at, false)];
        let sides = sides.into_iter().filter(|side| !side.is_empty());
        sides
            .map(|side| {
                let written = self.written(side);
                // What is left out stays in the script, so that its names are still used.
                let (word, put) = match token.text {
                    "&&" => ("true", format!("(true || ({written}))")),
                    _ => ("false", format!("(false && ({written}))")),
                };
                let mut mutant = self.mutant(side, word, put, format!("\"{written}\" were not asked"));
                mutant.hint = Some(match token.text {
                    "&&" => "a case in which only this does not hold".to_owned(),
                    _ => "a case in which only this holds".to_owned(),
                });
                mutant
            })
            .collect()
    }

    /// A condition that always holds, and one that never does.
    fn condition(&self, at: usize, token: &Token<'_>) -> Vec<Mutant> {
        let open = block_after(&self.tokens, at);
        let Some(open) = open.and_then(|open| self.tokens.get(open)) else { return Vec::new() };
        let span = Span::new(token.span.end as usize, open.span.start as usize);
        let written = self.written(span);
        let mut never =
            self.mutant(span, " false ", format!(" false && ({written}) "), format!("this never held: \"{written}\""));
        never.hint = Some("a case in which it holds, and that makes a difference".to_owned());
        let mut always =
            self.mutant(span, " true ", format!(" true || ({written}) "), format!("this always held: \"{written}\""));
        always.hint = Some("a case in which it does not hold, and that makes a difference".to_owned());
        // A loop without an end shows nothing of the cases.
        if token.text == "while" { vec![never] } else { vec![never, always] }
    }

    fn negation(&self, at: usize, token: &Token<'_>) -> Option<Mutant> {
        if token.text != "!" {
            return None;
        }
        let rest = self.written(self.right_of(at, true));
        Some(self.mutant(token.span, "", String::new(), format!("\"!{rest}\" were \"{rest}\"")))
    }

    /// `applies` that is one question, answered with yes.
    fn always_applies(&self) -> Option<Mutant> {
        let start = self
            .tokens
            .windows(2)
            .position(|pair| matches!(pair, [fun, name] if fun.text == "fn" && name.text == "applies"))?;
        let open = block_after(&self.tokens, start)?;
        let close = self.closing(open)?;
        let inner = self.tokens.get(open + 1..close)?;
        let (first, last) = (inner.first()?, inner.last()?);
        if inner.iter().any(|token| matches!(token.text, ";" | "if" | "for" | "{")) || first.text == "true" {
            return None;
        }
        let span = Span::new(first.span.start as usize, last.span.end as usize);
        let written = self.written(span);
        let mut mutant =
            self.mutant(span, "true", format!("true || ({written})"), "the rule applied to everything".to_owned());
        mutant.hint = Some("a case that expects not-applicable".to_owned());
        Some(mutant)
    }

    fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for number in open..self.tokens.len() {
            match self.token(number) {
                "{" | "#{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return Some(number);
            }
        }
        None
    }

    /// What stands left of an operator, up to the next weaker one; of a comparison, up to any `&&` or `||`.
    fn left_of(&self, operator: usize, is_comparison: bool) -> Span {
        let first = self.end_of_operand((0..operator).rev(), [")", "]"], ["(", "["], operator, is_comparison);
        self.span(first, operator.saturating_sub(1))
    }

    fn right_of(&self, operator: usize, is_comparison: bool) -> Span {
        let after = operator + 1..self.tokens.len();
        let last = self.end_of_operand(after, ["(", "["], [")", "]"], operator, is_comparison);
        self.span(operator + 1, last)
    }

    /// The last token, away from an operator, of what it is applied to. What stands in brackets is
    /// passed over whole; which of them lead in and which out depends on the way.
    fn end_of_operand(
        &self,
        away: impl Iterator<Item = usize>,
        inward: [&str; 2],
        outward: [&str; 2],
        operator: usize,
        is_comparison: bool,
    ) -> usize {
        let mut depth = 0_usize;
        let mut end = operator;
        for number in away {
            match self.token(number) {
                word if inward.contains(&word) => depth += 1,
                word if depth > 0 && outward.contains(&word) => depth -= 1,
                word if depth == 0 && self.ends_operand(word, operator, is_comparison) => break,
                _ => {}
            }
            end = number;
        }
        end
    }

    fn ends_operand(&self, word: &str, operator: usize, is_comparison: bool) -> bool {
        match word {
            "&&" => is_comparison || self.token(operator) == "&&",
            "||" | "(" | ")" | "[" | "]" | "{" | "#{" | "}" | ";" | "," | "=" | "|" | ":" | "=>" => true,
            "return" | "if" | "while" | "in" | "else" => true,
            "==" | "!=" | "<" | "<=" | ">" | ">=" => is_comparison,
            _ => false,
        }
    }

    fn span(&self, first: usize, last: usize) -> Span {
        match (self.tokens.get(first), self.tokens.get(last)) {
            (Some(first), Some(last)) if first.span.start < last.span.end => {
                Span::new(first.span.start as usize, last.span.end as usize)
            }
            _ => Span::new(0, 0),
        }
    }
}

/// A number as written, and what it is when moved by one.
fn moved(written: &str) -> Vec<(Decimal, Decimal)> {
    let Ok(number) = written.replace('_', "").parse::<Decimal>() else { return Vec::new() };
    let down = (number >= Decimal::ONE).then(|| number - Decimal::ONE);
    down.into_iter().chain([number + Decimal::ONE]).map(|other| (number, other)).collect()
}

/// A length of time that starts with a number ("60 days"), and what it is when moved by one.
fn moved_time(words: &str) -> Vec<(String, String)> {
    let digits: String = words.chars().skip(1).take_while(char::is_ascii_digit).collect();
    let moved =
        moved(&digits).into_iter().map(|(number, other)| words.replacen(&number.to_string(), &other.to_string(), 1));
    moved.map(|other| (words.to_owned(), other)).collect()
}

#[cfg(test)]
mod tests;
