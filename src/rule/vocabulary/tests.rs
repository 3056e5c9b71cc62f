//! What the tests of the vocabulary share: one expression, evaluated over documents.

use std::sync::Arc;

use rhai::{Dynamic, EvalAltResult, Scope};

use super::super::Host;
use super::super::context::{Context, Surroundings};
use super::super::node::{ScriptNode, Unknown};
use crate::document::{Document, Format, NodeId};
use crate::submission::{NodeRef, Submission};

/// What came of an expression.
#[derive(Debug)]
pub(super) enum Answer {
    /// Its value, as a message would show it.
    Value(String),
    /// The record does not tell.
    Unknown(String),
    /// A fault of the rule or the policy.
    Broken(String),
}

impl Answer {
    /// The value that there must be.
    #[track_caller]
    pub(super) fn value(self) -> String {
        match self {
            Answer::Value(value) => value,
            other => panic!("there is no value: {other:?}"),
        }
    }

    /// Why the record must not tell.
    #[track_caller]
    pub(super) fn unknown(self) -> String {
        match self {
            Answer::Unknown(message) => message,
            other => panic!("the record tells: {other:?}"),
        }
    }

    /// Asserts that the record does not tell, for a reason with some words in it.
    #[track_caller]
    pub(super) fn assert_unknown(self, words: &str) {
        let message = self.unknown();
        assert!(message.contains(words), "{message}");
    }

    /// Asserts that the rule or the policy is at fault, with some words in the message.
    #[track_caller]
    pub(super) fn assert_broken(self, words: &str) {
        match self {
            Answer::Broken(message) => assert!(message.contains(words), "{message}"),
            other => panic!("nothing is at fault: {other:?}"),
        }
    }
}

/// Evaluates an expression in which `node` is the root of the first of some YAML documents.
pub(super) fn answer(texts: &[&str], script: &str) -> Answer {
    let document = |(place, text): (usize, &&str)| {
        Document::read(&format!("{place}.yaml"), Format::Yaml, text.as_bytes().to_vec()).unwrap()
    };
    let submission = Arc::new(Submission::new(texts.iter().enumerate().map(document).collect()).unwrap());
    let around = Surroundings::new(&submission, "2016-06-30".parse().unwrap());
    let node = ScriptNode::new(&Context::new(&around), NodeRef { document: 0, node: NodeId::ROOT });
    let mut scope = Scope::new();
    scope.push("node", node);
    let script = format!("let answer = {{ {script} }}; `${{answer}}`");
    match Host::new().engine().eval_with_scope::<Dynamic>(&mut scope, &script) {
        Ok(value) => Answer::Value(value.to_string()),
        Err(error) => match error.unwrap_inner() {
            EvalAltResult::ErrorRuntime(value, _) => match value.clone().try_cast::<Unknown>() {
                Some(unknown) => Answer::Unknown(unknown.message),
                None => Answer::Broken(value.to_string()),
            },
            other => Answer::Broken(other.to_string()),
        },
    }
}
