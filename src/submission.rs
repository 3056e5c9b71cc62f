//! The documents that are assessed together, and how one finds another.
//!
//! Knows the kinds, so that each document comes with its departures from its kind's shape;
//! knows no rule.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::document::{Document, Node, NodeId, Supposition};
use crate::problem::{Problem, Problems, nearest};
use crate::schema::{self, Kind, ShapeFault};

/// One document with its kind and where it departs from the kind's shape.
pub struct Member {
    /// The document.
    pub document: Document,
    /// What it is.
    pub kind: &'static Kind,
    /// Where it departs from the shape of its kind, in the order of the document.
    pub faults: Vec<ShapeFault>,
}

impl Member {
    /// The fault in the value of a node, if it has one; a missing field is no fault of the map's value.
    pub fn fault_at(&self, node: NodeId) -> Option<&ShapeFault> {
        // In the order of nodes: a plan may have the same fault in each of its actions.
        let start = self.faults.partition_point(|fault| fault.node.index() < node.index());
        let of_node = self.faults.iter().skip(start).take_while(|fault| fault.node == node);
        of_node.into_iter().find(|fault| fault.missing.is_none() && !fault.at_name)
    }
}

/// Names a node of one document of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeRef {
    /// The document, as its position in the submission.
    pub document: u32,
    /// The node in it.
    pub node: NodeId,
}

/// One read: a node whose value was taken, or a field that was asked for and is not there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Read {
    /// The node, or the one that lacks the field.
    pub at: NodeRef,
    /// The path of the field that is not there.
    pub absent: Option<String>,
}

/// A search through all documents of a kind: what was found rests on what was not found, too.
#[derive(Debug, PartialEq, Eq)]
pub struct Search {
    /// The kind of the documents.
    pub kind: &'static str,
    /// The path of the fields that were looked at, with * for every item of a list.
    pub path: String,
    /// All fields at that path, in the order of the documents.
    pub through: Arc<[Read]>,
}

/// What something rests on: runs of reads in order, and searches. Many findings share a run, such
/// as that of a meeting's attendance, which each of its items rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    runs: Arc<[Arc<[Read]>]>,
    searches: Arc<[Arc<Search>]>,
}

impl Reads {
    /// Reads in runs, one after the other, and searches.
    pub fn new(runs: Vec<Arc<[Read]>>, searches: Vec<Arc<Search>>) -> Reads {
        Reads { runs: runs.into(), searches: searches.into() }
    }

    /// The searches, in order.
    pub fn searches(&self) -> &[Arc<Search>] {
        &self.searches
    }

    /// The runs.
    pub fn runs(&self) -> &[Arc<[Read]>] {
        &self.runs
    }

    /// All reads in order, each once.
    pub fn iter(&self) -> impl Iterator<Item = &Read> {
        let mut seen = HashSet::new();
        self.runs.iter().flat_map(|run| run.iter()).filter(move |read| seen.insert(*read))
    }
}

/// Documents that refer to each other, in the order of their paths.
///
/// It may hold an earlier version of the same submission beside them, for rules about changes:
/// nodes of the earlier documents can be read, but no search and no rule meets them by itself.
pub struct Submission {
    members: Vec<Arc<Member>>,
    /// How many of the members are the submission's own; the others are of the earlier version.
    own: usize,
    by_kind: Arc<BTreeMap<&'static str, Vec<u32>>>,
}

impl Submission {
    /// Takes documents together, in whatever order they come.
    ///
    /// # Errors
    /// A document of no kind, or of a kind that is unknown, with the nearest that is known.
    pub fn new(mut documents: Vec<Document>) -> Result<Submission, Problems> {
        documents.sort_by(|left, right| left.path().cmp(right.path()));
        let mut members = Vec::new();
        let mut problems = Vec::new();
        for document in documents {
            match kind_of(&document) {
                Ok(kind) => members.push(Member { faults: faults(kind, &document), document, kind }),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        refuse_equal_identities(&mut members);
        Ok(Submission::of_members(members.into_iter().map(Arc::new).collect()))
    }

    /// Takes members that were read before; they keep their order.
    pub fn of_members(members: Vec<Arc<Member>>) -> Submission {
        let mut by_kind: BTreeMap<&'static str, Vec<u32>> = BTreeMap::new();
        for (index, member) in (0..).zip(&members) {
            by_kind.entry(member.kind.name()).or_default().push(index);
        }
        Submission { own: members.len(), members, by_kind: Arc::new(by_kind) }
    }

    /// This submission with an earlier version of it beside; the documents are shared.
    pub fn with_earlier(&self, earlier: &Submission) -> Submission {
        let own = self.members();
        let members = own.iter().chain(earlier.members()).map(Arc::clone).collect();
        Submission { members, own: own.len(), by_kind: Arc::clone(&self.by_kind) }
    }

    /// The same submission with one thing of one document otherwise; what is not well formed in it
    /// stays as it was read.
    #[must_use]
    pub fn supposing(&self, document: u32, supposition: Supposition) -> Submission {
        let mut members = self.members.clone();
        if let Some(member) = members.get_mut(document as usize) {
            let document = member.document.supposing(supposition);
            *member = Arc::new(Member { document, kind: member.kind, faults: member.faults.clone() });
        }
        Submission { members, own: self.own, by_kind: Arc::clone(&self.by_kind) }
    }

    /// The documents with their kinds, in the order of their paths.
    pub fn members(&self) -> &[Arc<Member>] {
        self.members.get(..self.own).unwrap_or_default()
    }

    /// The documents and after them those of the earlier version, if there is one: all that a
    /// [`NodeRef`] may name.
    pub fn with_earlier_members(&self) -> &[Arc<Member>] {
        &self.members
    }

    /// How a node of the earlier submission is named in this one, which holds it beside its own.
    pub fn in_earlier(&self, at: NodeRef) -> NodeRef {
        NodeRef { document: at.document.saturating_add(u32::try_from(self.own).unwrap_or(u32::MAX)), node: at.node }
    }

    /// The member that a reference points into; none for a reference from elsewhere.
    pub fn member(&self, document: u32) -> Option<&Member> {
        self.members.get(document as usize).map(Arc::as_ref)
    }

    /// The node of a reference.
    pub fn node(&self, at: NodeRef) -> Option<Node<'_>> {
        self.member(at.document).map(|member| member.document.node(at.node))
    }

    /// The roots of all documents of a kind, in the order of their paths.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = NodeRef> {
        let documents = self.by_kind.get(kind).map_or(&[][..], Vec::as_slice);
        documents.iter().map(|document| NodeRef { document: *document, node: NodeId::ROOT })
    }

    /// The root of the document of a kind and identity; the first, where several claim it.
    pub fn find(&self, kind: &str, id: &str) -> Option<NodeRef> {
        self.of_kind(kind).find(|root| {
            let given = self.node(*root).and_then(|node| node.get("id"));
            given.and_then(Node::as_written) == Some(id)
        })
    }
}

/// Where a document departs from its kind's shape, and where its file holds no data.
fn faults(kind: &Kind, document: &Document) -> Vec<ShapeFault> {
    let unheld = document.unheld();
    let is_unheld = |node: NodeId| unheld.iter().any(|(at, _)| *at == node);
    let mut faults: Vec<ShapeFault> =
        kind.faults(document).into_iter().filter(|fault| fault.missing.is_some() || !is_unheld(fault.node)).collect();
    faults.extend(unheld.iter().map(|(node, what)| ShapeFault {
        node: *node,
        missing: None,
        at_name: false,
        message: what.clone(),
        remedy: "Mend it in the file and save it again.".to_owned(),
    }));
    faults.sort_by_key(|fault| fault.node.index());
    faults
}

fn kind_of(document: &Document) -> Result<&'static Kind, Problem> {
    let known = || schema::kinds().iter().map(Kind::name).collect::<Vec<_>>();
    let Some(name) = document.kind() else {
        return Err(Problem::in_file(document.path(), "the document does not say what it is")
            .help(format!("add a first line such as `kind: meeting`; the kinds are {}", known().join(", "))));
    };
    schema::kind(name).ok_or_else(|| {
        let span = document.root().get("kind").map_or(document.root().span(), Node::span);
        let way_out = match nearest(name, known()) {
            Some(meant) => format!("did you mean \"{meant}\"? The kinds are {}", known().join(", ")),
            None => format!("the kinds are {}", known().join(", ")),
        };
        Problem::at(document.path(), document.text(), span, format!("\"{name}\" is no kind of document")).help(way_out)
    })
}

/// Two documents of one kind and identity: a reference to them would be a guess.
fn refuse_equal_identities(members: &mut [Member]) {
    let mut seen: BTreeMap<(&str, String), String> = BTreeMap::new();
    for member in members {
        let Some(id) = member.document.root().get("id") else {
            continue;
        };
        let Some(written) = id.as_written() else { continue };
        match seen.get(&(member.kind.name(), written.to_owned())) {
            Some(first) => {
                member.faults.push(ShapeFault {
                    node: id.id(),
                    missing: None,
                    at_name: false,
                    message: format!("the identity \"{written}\" is given to {first} too"),
                    remedy: "Give each document of a kind an identity of its own.".to_owned(),
                });
                member.faults.sort_by_key(|fault| fault.node.index());
            }
            None => {
                seen.insert((member.kind.name(), written.to_owned()), member.document.path().to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn read(path: &str, text: &str) -> Document {
        Document::read(path, Format::Yaml, text.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn documents_are_found_by_kind_and_identity_whatever_their_order() {
        let documents = || {
            vec![
                read("b.yaml", "kind: jsna-issues\nid: two\nissues: []\n"),
                read("a.yaml", "kind: jsna-issues\nid: one\nissues: []\n"),
            ]
        };
        let mut reversed = documents();
        reversed.reverse();
        for documents in [documents(), reversed] {
            let submission = Submission::new(documents).unwrap();
            assert_eq!(submission.members()[0].document.path(), "a.yaml");
            assert_eq!(submission.find("jsna-issues", "two").unwrap().document, 1);
            assert_eq!(submission.find("jsna-issues", "three"), None);
        }
    }

    #[test]
    fn an_unknown_kind_is_a_problem_that_offers_the_nearest() {
        let problems = Submission::new(vec![read("a.yaml", "kind: meting\n")]).err().unwrap();
        assert_eq!(problems[0].headline(), "a.yaml, line 1, column 7: \"meting\" is no kind of document");
        assert!(problems[0].way_out().unwrap().starts_with("did you mean \"meeting\"?"));
    }

    #[test]
    fn an_identity_given_twice_is_a_fault_of_the_second() {
        let text = "kind: jsna-issues\nid: one\nissues: []\n";
        let submission = Submission::new(vec![read("a.yaml", text), read("b.yaml", text)]).unwrap();
        assert!(submission.members()[0].faults.is_empty());
        assert_eq!(submission.members()[1].faults[0].message, "the identity \"one\" is given to a.yaml too");
    }
}
