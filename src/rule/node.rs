//! A node as scripts see it: it knows its place, and every read of it is recorded.
//!
//! What is absent, blank, empty or not written as its kind needs it raises [`Unknown`], which
//! ends the subject as *open*; nothing absent ever reads as a value.

use std::str::FromStr;
use std::sync::Arc;

use rhai::{EvalAltResult, Position};
use rust_decimal::Decimal;

use super::context::Context;
use super::sandbox::{BYTES_PER_STEP, spend};
use crate::document::{Node, NodeId, Value};
use crate::meeting::Gap;
use crate::schema::Shape;
use crate::submission::{Member, NodeRef};

/// Something that the record does not tell; raised in a script, it ends the subject as *open*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Where it should stand.
    pub at: NodeRef,
    /// What is not known: plain English, one line, no full stop.
    pub message: String,
}

/// What native functions give back.
pub(super) type Outcome<T> = Result<T, Box<EvalAltResult>>;

impl Unknown {
    /// The error that carries this through a script.
    pub(super) fn raise<T>(self) -> Outcome<T> {
        Err(EvalAltResult::ErrorRuntime(rhai::Dynamic::from(self), Position::NONE).into())
    }

    /// What an error carries, if it is that something is not known.
    pub(super) fn of(error: &EvalAltResult) -> Option<Unknown> {
        match error.unwrap_inner() {
            EvalAltResult::ErrorRuntime(value, _) => value.clone().try_cast::<Unknown>(),
            _ => None,
        }
    }
}

/// A fault of the rule itself: the outcome is `broken`.
pub(super) fn broken<T>(what: impl Into<String>) -> Outcome<T> {
    Err(EvalAltResult::ErrorRuntime(what.into().into(), Position::NONE).into())
}

/// What a person calls the field at a path: its title, or else its name.
fn title_of(node: &ScriptNode, path: &str) -> String {
    let shape = node.shape().ok().flatten();
    let field = path.split('.').try_fold(shape, |shape, name| shape.map(|shape| shape.field(name)));
    let title = field.flatten().and_then(Shape::title);
    title.unwrap_or(path).to_owned()
}

/// How many items of a list the host takes into its hands in a step.
const ITEMS_PER_STEP: usize = 4;

/// A node in a script's hands.
#[derive(Clone)]
pub(super) struct ScriptNode {
    pub(super) context: Arc<Context>,
    pub(super) at: NodeRef,
}

impl ScriptNode {
    pub(super) fn new(context: &Arc<Context>, at: NodeRef) -> ScriptNode {
        ScriptNode { context: Arc::clone(context), at }
    }

    /// Another node of the submission.
    pub(super) fn at_place(&self, at: NodeRef) -> ScriptNode {
        ScriptNode::new(&self.context, at)
    }

    pub(super) fn sibling(&self, node: Node<'_>) -> ScriptNode {
        ScriptNode::new(&self.context, NodeRef { document: self.at.document, node: node.id() })
    }

    pub(super) fn member(&self) -> Outcome<&Member> {
        match self.context.around.submission.member(self.at.document) {
            Some(member) => Ok(member),
            None => broken("a node of another submission"),
        }
    }

    pub(super) fn node(&self) -> Outcome<Node<'_>> {
        Ok(self.member()?.document.node(self.at.node))
    }

    /// What the kind says of the place; none where it says nothing.
    pub(super) fn shape(&self) -> Outcome<Option<Shape<'_>>> {
        let member = self.member()?;
        Ok(member.kind.shape().of_node(member.document.node(self.at.node)))
    }

    /// What a person calls the node.
    pub(super) fn label(&self) -> Outcome<String> {
        let member = self.member()?;
        Ok(member.kind.label(member.document.node(self.at.node)))
    }

    /// Raises that the node's value is not known, for a reason.
    pub(super) fn unknown<T>(&self, reason: &str) -> Outcome<T> {
        Unknown { at: self.at, message: format!("{} {reason}", self.label()?) }.raise()
    }

    /// Raises what the record of a meeting lacks, with what was read until then.
    pub(super) fn raise_gap<T>(&self, gap: Gap) -> Outcome<T> {
        gap.read.runs().iter().for_each(|run| self.context.push_run(run));
        Unknown { at: gap.at, message: gap.message }.raise()
    }

    /// The field of a name; absent, empty, blank or faulty is unknown, a name that the kind
    /// does not have is a fault of the rule.
    pub(super) fn field(&self, name: &str) -> Outcome<ScriptNode> {
        match self.present(self.node()?, name)? {
            Some(child) => {
                let field = self.sibling(child);
                // That it is there is read already: without it the subject would be open.
                if !matches!(child.value(), Value::List | Value::Map) {
                    self.context.record(field.at);
                }
                Ok(field)
            }
            None => self.absent_field(name),
        }
    }

    fn absent_field<T>(&self, name: &str) -> Outcome<T> {
        self.context.record_absent(self.at, name);
        self.refuse_unknown_field(name)?;
        let field = self.shape()?.and_then(|shape| shape.field(name));
        let title = field.and_then(Shape::title).unwrap_or(name);
        let owner = match self.node()?.parent() {
            Some(_) => format!(" for {}", self.label()?),
            None => String::new(),
        };
        let is_list = field.is_some_and(|field| field.items().is_some());
        let verb = if is_list { "are" } else { "is" };
        // Some titles are clauses: "what was changed".
        let is_clause = ["what", "when", "where", "who", "why"].contains(&title.split(' ').next().unwrap_or(""));
        let message = match is_clause {
            true => format!("nobody wrote down {title}{owner}"),
            false => format!("no {title} {verb} recorded{owner}"),
        };
        Unknown { at: self.at, message }.raise()
    }

    /// A field that the kind does not have is a fault of the rule, not of the record.
    fn refuse_unknown_field(&self, path: &str) -> Outcome<()> {
        let mut shape = self.shape()?;
        for name in path.split('.') {
            let field = shape.and_then(|shape| shape.field(name));
            if shape.is_some_and(Shape::is_closed) && field.is_none() {
                return broken(format!("`{name}` is no field of {}", self.label()?));
            }
            shape = field;
        }
        Ok(())
    }

    /// A field's node if it holds something. A value not written as its kind needs it is unknown.
    fn present<'n>(&'n self, node: Node<'n>, name: &str) -> Outcome<Option<Node<'n>>> {
        if node.value() != Value::Map {
            return self.unknown("is not written as its kind needs it");
        }
        let Some(child) = node.get(name) else { return self.refuse_unread(node.id(), name).map(|()| None) };
        self.refuse_faulty(child.id())?;
        let holds = match child.value() {
            Value::Null => false,
            Value::Text(text) => !text.trim().is_empty(),
            _ => true,
        };
        Ok(holds.then_some(child))
    }

    /// Raises if the file may hold a field where nothing looks for it: that it is absent is not known.
    fn refuse_unread(&self, node: NodeId, name: &str) -> Outcome<()> {
        match self.member()?.document.unread(node, name) {
            Some(why) => {
                let at = NodeRef { document: self.at.document, node };
                self.context.record_absent(at, name);
                Unknown { at, message: why.to_owned() }.raise()
            }
            None => Ok(()),
        }
    }

    /// Raises if the value of a node of this document is not written as its kind needs it.
    fn refuse_faulty(&self, node: NodeId) -> Outcome<()> {
        match self.member()?.fault_at(node) {
            Some(fault) => {
                let at = NodeRef { document: self.at.document, node };
                Unknown { at, message: fault.message.clone() }.raise()
            }
            None => Ok(()),
        }
    }

    /// What stands in a field and is not written as its kind needs it; none where the field can be read,
    /// or is absent.
    pub(super) fn unreadable(&self, name: &str) -> Outcome<Option<ScriptNode>> {
        let Some(child) = self.node()?.get(name) else { return Ok(None) };
        if self.member()?.fault_at(child.id()).is_none() {
            return Ok(None);
        }
        let field = self.sibling(child);
        self.context.record(field.at);
        Ok(Some(field))
    }

    /// Whether the path of fields (`sign_off.phase_2`) leads to something that is not blank.
    pub(super) fn has(&self, path: &str) -> Outcome<bool> {
        let mut at = self.clone();
        for name in path.split('.') {
            let node = at.node()?;
            match at.present(node, name)? {
                Some(child) => at = at.sibling(child),
                None => {
                    self.refuse_unknown_field(path)?;
                    self.context.record_absent(self.at, path);
                    self.context.saw(self.at, false, || format!("has something under \"{}\"", title_of(self, path)));
                    return Ok(false);
                }
            }
        }
        self.context.record(at.at);
        self.context.saw(self.at, true, || format!("has something under \"{}\"", title_of(self, path)));
        Ok(true)
    }

    /// The field at a path of fields (`raised.date`).
    pub(super) fn at_path(&self, path: &str) -> Outcome<ScriptNode> {
        path.split('.').try_fold(self.clone(), |node, name| node.field(name))
    }

    /// The text or number as written; this is what counts as reading it.
    pub(super) fn written(&self) -> Outcome<&str> {
        self.refuse_faulty(self.at.node)?;
        match self.node()?.as_written() {
            Some(text) => {
                self.context.record(self.at);
                spend(text.len() / BYTES_PER_STEP)?;
                Ok(text)
            }
            None => self.unknown("is not a text"),
        }
    }

    /// The number, exactly.
    pub(super) fn number(&self) -> Outcome<Decimal> {
        let written = self.written()?;
        match Decimal::from_str(written).or_else(|_| Decimal::from_scientific(written)) {
            Ok(number) => Ok(number),
            Err(_) => self.unknown(&format!("is \"{written}\", which is not a number")),
        }
    }

    /// True or false.
    pub(super) fn truth(&self) -> Outcome<bool> {
        self.refuse_faulty(self.at.node)?;
        match self.node()?.value() {
            Value::Bool(truth) => {
                self.context.record(self.at);
                Ok(truth)
            }
            _ => self.unknown("is neither true nor false"),
        }
    }

    /// The items of a list; the list itself is recorded as read.
    pub(super) fn items(&self) -> Outcome<Vec<ScriptNode>> {
        let node = self.node()?;
        if node.value() != Value::List {
            return self.unknown("is not a list");
        }
        self.context.record(self.at);
        let items: Vec<ScriptNode> = node.children().map(|child| self.sibling(child)).collect();
        spend(items.len() / ITEMS_PER_STEP)?;
        Ok(items)
    }

    /// What a message shows of the node: its text or number, or else its label.
    pub(super) fn shown(&self) -> String {
        let written = self.node().ok().and_then(|node| match node.value() {
            Value::Bool(truth) => Some(truth.to_string()),
            _ => node.as_written().map(str::to_owned),
        });
        if written.is_some() {
            self.context.record(self.at);
        }
        written.or_else(|| self.label().ok()).unwrap_or_default()
    }
}
