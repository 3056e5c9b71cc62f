//! The clauses of what a body has adopted: those that its policy lists, and those of the terms of
//! reference beside it.

use super::PolicyFile;
use crate::document::{Document, Node};

/// One clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The words with which the clauses of rules that hold it begin.
    pub cited_as: String,
    /// The number that it has in its document; none where a policy lists it.
    pub reference: Option<String>,
    /// What it says, in short.
    pub says: Option<String>,
    /// The file that lists it.
    pub path: String,
    /// The line there.
    pub line: u32,
    /// What stands in its place since; none while it holds.
    pub superseded_by: Option<String>,
    /// Why no rule holds it, where that is right.
    pub no_rule: Option<String>,
    /// Whether it is of the body's own making, and not one of statute or of a model.
    pub is_own: bool,
    /// The parts of the document that write it as data, which rules read.
    pub written_as: Vec<String>,
}

impl Clause {
    /// The clauses that a policy lists, in its order.
    pub fn of_policy(file: &PolicyFile) -> Vec<Clause> {
        let listed = file.clauses.iter().map(|listed| Clause {
            cited_as: listed.clause.clone(),
            reference: None,
            says: listed.says.clone(),
            path: file.path.clone(),
            line: file.line(listed.span),
            superseded_by: listed.superseded_by.clone(),
            no_rule: listed.no_rule.clone(),
            is_own: true,
            written_as: Vec::new(),
        });
        listed.collect()
    }

    /// The clauses that a document beside a policy lists under `clauses`, in its order; a rule cites
    /// one by its source, or where it has none by its reference.
    pub fn of_document(document: &Document) -> Vec<Clause> {
        let of_node = |clause: Node<'_>| {
            let text = |key: &str| clause.get(key).and_then(Node::as_written).map(str::to_owned);
            let reference = text("reference")?;
            Some(Clause {
                cited_as: text("source").unwrap_or_else(|| reference.clone()),
                reference: Some(reference.clone()),
                says: text("text"),
                path: document.path().to_owned(),
                line: document.line_column(clause.span().start).line,
                superseded_by: None,
                no_rule: None,
                is_own: text("standing").is_none_or(|standing| standing == "local"),
                written_as: written_as(document.root(), &reference),
            })
        };
        document.root().get("clauses").into_iter().flat_map(Node::children).filter_map(of_node).collect()
    }

    /// Whether a rule's clause cites this one: begins with it where a number or word ends (`6.10` does
    /// not cite `6.1`, `10(2)(a)` cites `10(2)`), or names what this is a part of (`10(2)` of `10(2)(a)`).
    pub fn is_cited_in(&self, clause: &str) -> bool {
        clause.split(';').map(str::trim).any(|part| {
            let head = part.split(": ").next().unwrap_or(part);
            let is_part = self.cited_as.strip_prefix(head).is_some_and(|rest| rest.starts_with('('));
            begins(part, &self.cited_as) || !head.is_empty() && is_part
        })
    }
}

fn begins(text: &str, start: &str) -> bool {
    let Some(rest) = text.strip_prefix(start).filter(|_| !start.is_empty()) else { return false };
    let mut letters = rest.chars();
    match letters.next() {
        None => true,
        Some('.') => !letters.next().is_some_and(|letter| letter.is_ascii_digit()),
        Some(letter) => !letter.is_alphanumeric(),
    }
}

/// The parts of a document that name a clause as theirs.
fn written_as(root: Node<'_>, reference: &str) -> Vec<String> {
    fn names(node: Node<'_>, reference: &str) -> bool {
        node.get("clause").and_then(Node::as_written) == Some(reference)
            || node.children().any(|child| names(child, reference))
    }
    let parts = root.children().filter(|part| names(*part, reference));
    parts.filter_map(|part| part.key().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    #[test]
    fn a_clause_is_cited_by_what_begins_with_it_and_ends_where_it_ends() {
        let clause = |cited_as: &str| Clause {
            cited_as: cited_as.to_owned(),
            reference: None,
            says: None,
            path: String::new(),
            line: 1,
            superseded_by: None,
            no_rule: None,
            is_own: true,
            written_as: Vec::new(),
        };
        for (cited_as, by, is_cited) in [
            ("Terms, 6.1", "Terms, 6.1: four pairs", true),
            ("Terms, 6.1", "Terms, 6.10", false),
            ("Terms, 6.1", "Terms, 6.1.2", false),
            ("Act, paragraph 10(2)", "Act, paragraph 10(2)(a): notice", true),
            ("Act, paragraph 10(2)(a)", "Act, paragraph 10(2): notice", true),
            ("Policy, page 7", "Policy, page 6, Sponsor; Policy, page 7, Commissioners", true),
            ("Policy, page 7", "see Policy, page 7", false),
            ("Policy, page 7", "Policy: all of it", false),
            ("Policy, page 7", "", false),
        ] {
            assert_eq!(clause(cited_as).is_cited_in(by), is_cited, "{cited_as} | {by}");
        }
    }

    #[test]
    fn terms_of_reference_say_what_they_write_as_data() {
        let text = "kind: terms-of-reference\nclauses:\n  - { reference: 6.1, text: Four., source: 'Terms, 6.1', standing: local }\n  - { reference: 6.2, text: Monthly., standing: model }\nquorum: { clause: 6.1, members: 4 }\nreports: [{ clause: 6.2, to: Board }]\n";
        let document = Document::read("terms.yaml", Format::Yaml, text.as_bytes().to_vec()).unwrap();
        let clauses = Clause::of_document(&document);
        let told: Vec<_> = clauses
            .iter()
            .map(|clause| (clause.cited_as.as_str(), clause.line, clause.is_own, clause.written_as.join(" ")))
            .collect();
        assert_eq!(told, [("Terms, 6.1", 3, true, "quorum".to_owned()), ("6.2", 4, false, "reports".to_owned())]);
    }
}
