//! Parts of a script that nothing ever reaches, and conditions that decide nothing.

use rhai::{ASTNode, Expr, Position, Stmt, StmtBlock};

use super::{FilePlace, Rule};
use crate::place::Span;

/// The functions that the host calls.
const PUBLIC: [&str; 3] = ["applies", "check", "check_change"];

/// Each with its place, what is the matter, and the way out.
pub(super) fn all(rule: &Rule) -> Vec<(Span, String, &'static str)> {
    let place = FilePlace { file: "", text: &rule.text };
    let mut looking = Looking { place, found: Vec::new() };
    let bodies: Vec<(Position, Position)> =
        rule.ast.iter_fn_def().map(|function| (function.body.start_position(), function.body.end_position())).collect();
    // rhai shows a function's statements only on a walk over the whole tree, so each statement finds
    // its function by its position.
    let mut ended: Option<usize> = None;
    rule.ast.walk(&mut |trail: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(statement)] = trail {
            let at = statement.position();
            let body = bodies.iter().position(|(start, end)| *start <= at && at <= *end);
            if body.is_some() && body == ended {
                looking.after_the_end(at);
            }
            if ends(statement) {
                ended = body;
            }
            looking.statement(statement);
        }
        true
    });
    for function in rule.ast.iter_fn_def() {
        let name = function.name.as_str();
        // What a closure is called, nobody writes.
        let is_named = rule.text.contains(&format!("fn {name}("));
        let is_called = rule.calls.iter().any(|called| called == name) || rule.text.contains(&format!("\"{name}\""));
        if is_named && !PUBLIC.contains(&name) && !is_called {
            let span = looking.place.find(&format!("fn {name}("));
            looking.found.push((span, format!("nothing calls the function `{name}`"), "take it out"));
        }
    }
    // What stands in an `else if` is looked at with each part of its chain before it.
    let mut found: Vec<_> = Vec::new();
    for one in looking.found {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

struct Looking<'r> {
    place: FilePlace<'r>,
    found: Vec<(Span, String, &'static str)>,
}

impl Looking<'_> {
    fn tell(&mut self, at: Position, says: String, way_out: &'static str) {
        self.found.push((self.place.span(at), says, way_out));
    }

    fn after_the_end(&mut self, at: Position) {
        let says = "nothing comes here: what stands before it ends the function or the loop".to_owned();
        self.tell(at, says, "take it out, or move it before what ends");
    }

    fn statements(&mut self, statements: &[Stmt]) {
        if let Some(after) = statements.iter().skip_while(|statement| !ends(statement)).nth(1) {
            self.after_the_end(after.position());
        }
        statements.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::If(flow, position) => {
                self.always(&flow.expr, *position, "if");
                self.repeated(statement);
            }
            Stmt::While(flow, position) if !matches!(flow.expr, Expr::BoolConstant(true, _)) => {
                self.always(&flow.expr, *position, "while");
            }
            _ => {}
        }
        for block in blocks(statement) {
            self.statements(block.statements());
        }
    }

    /// A condition that is written as true or false.
    fn always(&mut self, condition: &Expr, at: Position, word: &str) {
        if let Expr::BoolConstant(value, _) = condition {
            let says = match value {
                true => format!("`{word} true` decides nothing"),
                false => format!("`{word} false` never lets anything come to what follows"),
            };
            self.tell(at, says, "take the condition out, and with it what is never reached");
        }
    }

    /// A condition that stands earlier in the same chain of `if` and `else if`.
    fn repeated(&mut self, first: &Stmt) {
        let mut earlier: Vec<String> = Vec::new();
        let mut at = first;
        while let Stmt::If(flow, position) = at {
            let (from, to) = (self.place.span(*position), self.place.span(flow.body.position()));
            let written = self.place.text.get(from.end as usize..to.start as usize).unwrap_or("");
            let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
            if earlier.contains(&written) {
                let says = format!("nothing comes here: \"{written}\" was asked before in the same chain");
                self.tell(*position, says, "ask something else, or take this part out");
            }
            earlier.push(written);
            match flow.branch.statements() {
                [next @ Stmt::If(..)] => at = next,
                _ => break,
            }
        }
    }
}

/// Whether nothing that follows a statement is ever reached.
fn ends(statement: &Stmt) -> bool {
    let all = |block: &StmtBlock| block.statements().iter().any(ends);
    match statement {
        Stmt::Return(..) | Stmt::BreakLoop(..) => true,
        Stmt::If(flow, _) => all(&flow.body) && all(&flow.branch),
        Stmt::Block(block) => all(block),
        _ => false,
    }
}

/// The blocks in a statement.
fn blocks(statement: &Stmt) -> Vec<&StmtBlock> {
    match statement {
        Stmt::If(flow, _) | Stmt::While(flow, _) | Stmt::Do(flow, ..) => vec![&flow.body, &flow.branch],
        Stmt::For(parts, _) => vec![&parts.2.body],
        Stmt::Block(block) => vec![block],
        _ => Vec::new(),
    }
}
