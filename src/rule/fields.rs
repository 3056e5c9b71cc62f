//! Checks a script against the shape of its kind before it runs: fields, parameters, functions.
//!
//! A misspelt field would otherwise be found only by the first document that reaches it. The
//! check follows what each expression leads to, as far as that can be told without running:
//! `let`, `for`, closures over lists, and the vocabulary's own functions.

mod calls;

use std::collections::BTreeMap;

use rhai::{AST, ASTNode, Expr, Position, ScriptFuncDef, Stmt, StmtBlock};

use super::{Each, FilePlace, Parameter, sandbox};
use crate::problem::{Problems, nearest};
use crate::schema::{Kind, Shape};

/// What the check found out about a script.
pub(super) struct Found {
    /// Where fields are read that a document may leave out.
    pub(super) optional: Vec<Position>,
    /// The functions that are called.
    pub(super) calls: Vec<String>,
    pub(super) has_applies: bool,
    pub(super) is_about_changes: bool,
    pub(super) builds_on: Vec<String>,
}

/// What an expression leads to.
#[derive(Clone, Copy)]
enum Leads<'s> {
    /// A node of a kind, at a shape.
    Node(&'static Kind, Shape<'s>),
    /// An array of such nodes.
    Array(&'static Kind, Shape<'s>),
    /// The parameters.
    Policy,
    /// Something else, or something that cannot be told.
    Else,
}

type Names<'s> = BTreeMap<String, Leads<'s>>;

struct Checker<'c> {
    place: &'c FilePlace<'c>,
    parameters: &'c [Parameter],
    problems: Problems,
    builds_on: Vec<String>,
    used: Vec<String>,
    optional: Vec<Position>,
    calls: Vec<(String, Position)>,
}

/// The body of a function: where it stands, and what its names lead to.
struct Body<'s> {
    start: Position,
    end: Position,
    names: Names<'s>,
}

/// Public functions of a rule.
const FUNCTIONS: [&str; 3] = ["applies", "check", CHECK_CHANGE];

/// The function of a rule about changes, in place of `check`.
const CHECK_CHANGE: &str = "check_change";

/// Checks a script for every kind that it speaks about: its fields must be there in each.
pub(super) fn check(
    place: &FilePlace<'_>,
    ast: &AST,
    each: &[Each],
    parameters: &[Parameter],
) -> Result<Found, Problems> {
    let mut found = Found {
        optional: Vec::new(),
        calls: Vec::new(),
        has_applies: false,
        is_about_changes: false,
        builds_on: Vec::new(),
    };
    for Each { kind, path } in each {
        let subject = path.shape(kind.shape()).map_or(Leads::Else, |shape| Leads::Node(kind, shape));
        let optional = found.optional;
        found = check_for(place, ast, subject, parameters)?;
        found.optional.extend(optional);
    }
    found.optional.sort();
    found.optional.dedup();
    Ok(found)
}

fn check_for<'s>(
    place: &FilePlace<'_>,
    ast: &AST,
    subject: Leads<'s>,
    parameters: &[Parameter],
) -> Result<Found, Problems> {
    let mut checker = Checker {
        place,
        parameters,
        problems: Vec::new(),
        builds_on: Vec::new(),
        used: Vec::new(),
        optional: Vec::new(),
        calls: Vec::new(),
    };
    let mut functions: Vec<_> = ast.iter_fn_def().collect();
    functions.sort_by(|left, right| left.name.cmp(&right.name));
    let names: Vec<&str> = functions.iter().map(|function| function.name.as_str()).collect();
    let defined = |name: &str| names.contains(&name);
    let is_about_changes = defined(CHECK_CHANGE);
    let mut bodies: Vec<Body<'s>> =
        functions.iter().map(|function| checker.body(function, subject, is_about_changes)).collect();
    // rhai shows a function's statements only on a walk over the whole tree, so each statement
    // finds its function by its position.
    ast.walk(&mut |trail: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(statement)] = trail {
            let at = statement.position();
            if let Some(body) = bodies.iter_mut().find(|body| body.start <= at && at <= body.end) {
                checker.statement(statement, &mut body.names);
            }
        }
        true
    });
    if defined("check") == is_about_changes {
        let what = match is_about_changes {
            true => "the rule has both `check` and `check_change`",
            false => "the rule has no function `check`",
        };
        let help = "write fn check(subject, policy) { ... }, or fn check_change(before, after, policy) { ... } for a rule about changes";
        checker.problems.push(place.problem(place.find("RULE"), what).help(help));
    }
    checker.unknown_calls(&names);
    checker.unused_parameters();
    checker.builds_on.sort();
    checker.builds_on.dedup();
    if checker.problems.is_empty() {
        let calls = checker.calls.into_iter().map(|(name, _)| name).collect();
        Ok(Found {
            optional: checker.optional,
            calls,
            has_applies: defined("applies"),
            is_about_changes,
            builds_on: checker.builds_on,
        })
    } else {
        Err(checker.problems)
    }
}

impl<'s> Checker<'_> {
    /// The body of a function, with its parameters; a public one must take what it is given.
    fn body(&mut self, function: &ScriptFuncDef, subject: Leads<'s>, is_about_changes: bool) -> Body<'s> {
        let (public, takes): (&[Leads<'s>], _) = match is_about_changes {
            true => (&[subject, subject, Leads::Policy], "before, after, policy"),
            false => (&[subject, Leads::Policy], "subject, policy"),
        };
        let is_public = FUNCTIONS.contains(&function.name.as_str());
        if is_public && function.params.len() != public.len() {
            let span = self.place.find(&format!("fn {}", function.name));
            let what = format!("`{}` must take these things: {takes}", function.name);
            self.problems.push(self.place.problem(span, what).help(format!("write fn {}({takes})", function.name)));
        }
        let given = if is_public { public } else { &[] };
        let names = function
            .params
            .iter()
            .map(ToString::to_string)
            .zip(given.iter().copied().chain(std::iter::repeat(Leads::Else)))
            .collect();
        Body { start: function.body.start_position(), end: function.body.end_position(), names }
    }

    /// Complains of calls of what is neither a function of the script nor a word of the vocabulary.
    fn unknown_calls(&mut self, functions: &[&str]) {
        for (name, position) in &self.calls {
            if functions.contains(&name.as_str()) || sandbox::knows(name) {
                continue;
            }
            let own = nearest(name, functions.iter().copied());
            let way_out = match own.or_else(|| nearest(name, sandbox::names())) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "the functions that rules may use are in docs/design.md".to_owned(),
            };
            let what = format!("there is no function `{name}`");
            self.problems.push(self.place.problem(self.place.span(*position), what).help(way_out));
        }
    }

    fn unused_parameters(&mut self) {
        for parameter in self.parameters.iter().filter(|parameter| !self.used.contains(&parameter.name)) {
            let what = format!("the parameter `{}` is never used", parameter.name);
            let way_out = "use it as policy.NAME, or take it out of the header";
            self.problems.push(self.place.problem(self.place.find(&parameter.name), what).help(way_out));
        }
    }

    fn block(&mut self, block: &StmtBlock, names: &mut Names<'s>) {
        // A name made in a block ends with it.
        let mut inner = names.clone();
        for statement in block.statements() {
            self.statement(statement, &mut inner);
        }
    }

    fn statement(&mut self, statement: &Stmt, names: &mut Names<'s>) {
        match statement {
            Stmt::Var(declared, ..) => {
                let (name, value, _) = &**declared;
                let leads = self.expression(value, names);
                names.insert(name.name.to_string(), leads);
            }
            Stmt::For(parts, _) => {
                let (name, counter, flow) = &**parts;
                let item = match self.expression(&flow.expr, names) {
                    Leads::Node(kind, shape) => shape.items().map_or(Leads::Else, |items| Leads::Node(kind, items)),
                    Leads::Array(kind, shape) => Leads::Node(kind, shape),
                    _ => Leads::Else,
                };
                let mut inner = names.clone();
                inner.insert(name.name.to_string(), item);
                if let Some(counter) = counter {
                    inner.insert(counter.name.to_string(), Leads::Else);
                }
                self.block(&flow.body, &mut inner);
            }
            Stmt::If(flow, _) | Stmt::While(flow, _) | Stmt::Do(flow, ..) => {
                self.expression(&flow.expr, names);
                self.block(&flow.body, names);
                self.block(&flow.branch, names);
            }
            Stmt::Switch(parts, _) => {
                self.expression(&parts.0, names);
                for case in &parts.1.expressions {
                    self.expression(&case.lhs, names);
                    self.expression(&case.rhs, names);
                }
            }
            Stmt::Assignment(parts) => {
                // A part that is assigned escapes the limits on sizes.
                if !matches!(parts.1.lhs, Expr::Variable(..)) {
                    let span = self.place.span(parts.1.lhs.position());
                    let what = "a part of a value is assigned to";
                    self.problems
                        .push(self.place.problem(span, what).help("put a new value together and give it a name"));
                }
                self.expression(&parts.1.lhs, names);
                self.expression(&parts.1.rhs, names);
            }
            Stmt::FnCall(call, position) => {
                self.function(call, *position, names);
            }
            Stmt::Block(block) => self.block(block, names),
            Stmt::Expr(value) => {
                self.expression(value, names);
            }
            Stmt::Return(Some(value), ..) | Stmt::BreakLoop(Some(value), ..) => {
                self.expression(value, names);
            }
            _ => {}
        }
    }

    fn expression(&mut self, expression: &Expr, names: &mut Names<'s>) -> Leads<'s> {
        match expression {
            Expr::Variable(parts, ..) => names.get(parts.1.as_str()).copied().unwrap_or(Leads::Else),
            Expr::Dot(parts, ..) => {
                let start = self.expression(&parts.lhs, names);
                self.after_dot(start, &parts.rhs, names)
            }
            Expr::Index(parts, ..) => {
                let list = self.expression(&parts.lhs, names);
                self.after_index(list, &parts.rhs, names)
            }
            Expr::FnCall(call, position) => self.function(call, *position, names),
            Expr::And(parts, _) | Expr::Or(parts, _) | Expr::Coalesce(parts, _) => {
                for part in parts.iter() {
                    self.expression(part, names);
                }
                Leads::Else
            }
            Expr::Array(parts, _) | Expr::InterpolatedString(parts, _) => {
                for part in parts.iter() {
                    self.expression(part, names);
                }
                Leads::Else
            }
            Expr::Map(parts, _) => {
                for (_, value) in &parts.0 {
                    self.expression(value, names);
                }
                Leads::Else
            }
            Expr::Stmt(block) => {
                self.block(block, names);
                Leads::Else
            }
            _ => Leads::Else,
        }
    }

    /// What stands after a dot: a field, a call, or a longer chain.
    fn after_dot(&mut self, start: Leads<'s>, rest: &Expr, names: &mut Names<'s>) -> Leads<'s> {
        match rest {
            Expr::Property(parts, position) => {
                let name = parts.2.as_str();
                if matches!(start, Leads::Node(_, shape) if shape.field(name).is_some() && !shape.requires(name)) {
                    self.optional.push(*position);
                }
                self.field(start, &parts.2, *position)
            }
            Expr::MethodCall(call, position) | Expr::FnCall(call, position) => {
                self.call(Some(start), call, *position, names)
            }
            Expr::Dot(parts, ..) => {
                let next = self.after_dot(start, &parts.lhs, names);
                self.after_dot(next, &parts.rhs, names)
            }
            Expr::Index(parts, ..) => {
                let list = self.after_dot(start, &parts.lhs, names);
                self.after_index(list, &parts.rhs, names)
            }
            other => self.expression(other, names),
        }
    }

    /// What stands in an index, and after it: in `list[0].date` the tree has `0.date` there.
    fn after_index(&mut self, list: Leads<'s>, rest: &Expr, names: &mut Names<'s>) -> Leads<'s> {
        let item = match list {
            Leads::Array(kind, shape) => Leads::Node(kind, shape),
            _ => Leads::Else,
        };
        match rest {
            Expr::Dot(parts, ..) => {
                self.expression(&parts.lhs, names);
                self.after_dot(item, &parts.rhs, names)
            }
            index => {
                self.expression(index, names);
                item
            }
        }
    }

    fn field(&mut self, start: Leads<'s>, name: &str, position: Position) -> Leads<'s> {
        match start {
            Leads::Node(kind, shape) => match shape.field(name) {
                Some(field) => Leads::Node(kind, field),
                None if shape.is_closed() || shape.fields().next().is_none() => {
                    self.unknown_field(kind, shape, name, position);
                    Leads::Else
                }
                None => Leads::Else,
            },
            Leads::Policy => {
                if !self.parameters.iter().any(|parameter| parameter.name == name) {
                    let way_out = match nearest(name, self.parameters.iter().map(|parameter| parameter.name.as_str())) {
                        Some(meant) => format!("did you mean `{meant}`?"),
                        None => "declare it in the header, under `parameters`".to_owned(),
                    };
                    self.problems.push(
                        self.place
                            .problem(self.place.span(position), format!("the rule declares no parameter `{name}`"))
                            .help(way_out),
                    );
                }
                self.used.push(name.to_owned());
                Leads::Else
            }
            Leads::Array(..) | Leads::Else => Leads::Else,
        }
    }

    fn unknown_field(&mut self, kind: &Kind, shape: Shape<'s>, name: &str, position: Position) {
        let owner = shape.title().unwrap_or("this place").to_lowercase();
        let way_out = match nearest(name, shape.fields()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("its fields are: {}", shape.fields().collect::<Vec<_>>().join(", ")),
        };
        self.problems.push(
            self.place
                .problem(self.place.span(position), format!("`{name}` is no field of: {owner} ({})", kind.name()))
                .help(way_out),
        );
    }
}
