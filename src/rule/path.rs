//! The path that leads to a rule's subjects: `/recommendations/*/actions/*`.

use crate::document::{Node, NodeId, Value};
use crate::schema::Shape;

/// A path of field names, with `*` for every item of a list; empty for the whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Field(String),
    Every,
}

/// What a path leads to in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A node to apply the rule to.
    Node(NodeId),
    /// A place where subjects should be and cannot be read, with the reason.
    Unreadable(NodeId, String),
}

impl std::fmt::Display for Path {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.steps.iter().try_for_each(|step| match step {
            Step::Field(name) => write!(formatter, "/{name}"),
            Step::Every => write!(formatter, "/*"),
        })
    }
}

impl Path {
    /// Reads a path and checks each step against the shape of the kind.
    ///
    /// # Errors
    /// A step that the shape does not have, in words.
    pub fn parse(path: &str, shape: Shape<'_>) -> Result<Path, String> {
        let mut steps = Vec::new();
        let mut at = shape;
        for step in path.split('/').skip(1) {
            let (next, parsed) = match step {
                "*" => (at.items(), Step::Every),
                name => (at.field(name), Step::Field(name.to_owned())),
            };
            at = next.ok_or_else(|| match crate::problem::nearest(step, at.fields()) {
                Some(meant) => format!(
                    "the path \"{path}\" has a step `{step}` that the kind does not know; did you mean `{meant}`?"
                ),
                None => format!("the path \"{path}\" has a step `{step}` that the kind does not know"),
            })?;
            steps.push(parsed);
        }
        if !path.is_empty() && !path.starts_with('/') {
            return Err(format!("the path \"{path}\" must start with /"));
        }
        Ok(Path { steps })
    }

    /// Whether the path leads to a node.
    pub fn leads_to(&self, node: Node<'_>) -> bool {
        let mut at = Some(node);
        for step in self.steps.iter().rev() {
            let Some(node) = at else { return false };
            let fits = match step {
                Step::Field(name) => node.key() == Some(name),
                Step::Every => node.position().is_some(),
            };
            if !fits {
                return false;
            }
            at = node.parent();
        }
        at.is_some_and(|node| node.parent().is_none())
    }

    /// The shape that the path leads to.
    pub(super) fn shape<'s>(&self, root: Shape<'s>) -> Option<Shape<'s>> {
        self.steps.iter().try_fold(root, |shape, step| match step {
            Step::Field(name) => shape.field(name),
            Step::Every => shape.items(),
        })
    }

    /// All subjects in a document, in its order. A field that the document lacks leads to no
    /// subject, unless the kind requires it.
    pub fn subjects(&self, root: Node<'_>, shape: Shape<'_>) -> Vec<Subject> {
        let mut found = Vec::new();
        walk(&self.steps, root, shape, &mut found);
        found
    }
}

fn walk(steps: &[Step], node: Node<'_>, shape: Shape<'_>, found: &mut Vec<Subject>) {
    let Some((step, rest)) = steps.split_first() else {
        found.push(Subject::Node(node.id()));
        return;
    };
    let title = |shape: Shape<'_>| shape.title().unwrap_or("entry").to_owned();
    match (step, node.value()) {
        (Step::Field(name), Value::Map) => {
            let Some(inner) = shape.field(name) else { return };
            match node.get(name) {
                Some(child) => walk(rest, child, inner, found),
                None if shape.requires(name) => {
                    found.push(Subject::Unreadable(node.id(), format!("the {} is missing", title(inner))))
                }
                None => {}
            }
        }
        (Step::Every, Value::List) => {
            if let Some(inner) = shape.items() {
                node.children().for_each(|child| walk(rest, child, inner, found));
            }
        }
        _ => found
            .push(Subject::Unreadable(node.id(), format!("the {} is not written as its kind needs it", title(shape)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::schema::kind;

    fn subjects(path: &str, text: &str) -> Vec<String> {
        let shape = kind("improvement-plan").unwrap().shape();
        let document = Document::read("a.yaml", Format::Yaml, text.as_bytes().to_vec()).unwrap();
        let path = Path::parse(path, shape).unwrap();
        let show = |subject: &Subject| match subject {
            Subject::Node(id) => document.node(*id).pointer(),
            Subject::Unreadable(id, why) => format!("{}: {why}", document.node(*id).pointer()),
        };
        path.subjects(document.root(), shape).iter().map(show).collect()
    }

    #[test]
    fn subjects_come_in_document_order_and_gaps_are_told() {
        let text = "recommendations:\n  - actions:\n      - text: a\n  - text: none\n  - actions: wrong\n";
        assert_eq!(
            subjects("/recommendations/*/actions/*", text),
            [
                "/recommendations/0/actions/0",
                "/recommendations/2/actions: the actions is not written as its kind needs it"
            ]
        );
        assert_eq!(subjects("/recommendations/*", "id: x\n"), [": the recommendations is missing"]);
        assert_eq!(subjects("", "id: x\n"), [""]);
    }

    #[test]
    fn an_unknown_step_offers_the_nearest() {
        let shape = kind("improvement-plan").unwrap().shape();
        let error = Path::parse("/recomendations/*", shape).unwrap_err();
        assert!(error.ends_with("did you mean `recommendations`?"), "{error}");
    }
}
