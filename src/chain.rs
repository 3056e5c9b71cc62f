//! A chain of escalation as its document writes it, read into the graph that is searched.
//!
//! What is malformed is never passed over: a misspelt role would look like one that is not there.

use std::sync::Arc;

use crate::calendar::{Period, Truth};
use crate::document::{Node, NodeId, Value};
use crate::escalation::{Chain, Post, Role};
use crate::problem::nearest;
use crate::schema::ShapeFault;
use crate::submission::{Member, NodeRef, Read};

/// The kind of the documents.
pub const KIND: &str = "escalation-chain";

/// The most roles and posts that a chain may have; people could follow no more.
const MOST: usize = 50;

/// The most names that all lists of posts and of further roles may hold together.
const MOST_NAMES: usize = 200;

/// Something that keeps the chain from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Where it stands.
    pub at: NodeId,
    /// What it is: plain English, one line, no full stop.
    pub message: String,
}

/// Reads the chain of a document, with all that was read.
///
/// # Errors
/// A [`Gap`]: a departure from the shape of the kind, a name that is no role or post of the chain,
/// a time that is none, more roles than anybody could follow.
pub fn read(member: &Member, document: u32) -> Result<(Chain, Arc<[Read]>), Gap> {
    let root = member.document.root();
    if let Some(fault) = member.faults.iter().find(|fault| concerns_the_chain(member, fault)) {
        return Err(Gap { at: fault.node, message: fault.message.clone() });
    }
    let (roles, posts) = (items(root, "roles"), items(root, "posts"));
    let role_names: Vec<&str> = roles.iter().map(|role| text(*role, "role")).collect();
    let post_names: Vec<&str> = posts.iter().map(|post| text(*post, "post")).collect();
    let names =
        roles.iter().map(|role| items(*role, "posts").len() + items(*role, "escalates_to").len()).sum::<usize>();
    if roles.len() > MOST || posts.len() > MOST || names > MOST_NAMES {
        return gap(
            root,
            format!("the chain has more than {MOST} roles or posts, or names more than {MOST_NAMES} of them"),
        );
    }
    for (nodes, names, what) in [(&roles, &role_names, "role"), (&posts, &post_names, "post")] {
        for (place, (node, name)) in nodes.iter().zip(names).enumerate() {
            if names.iter().take(place).any(|earlier| same(earlier, name)) {
                return gap(*node, format!("the {what} \"{name}\" is there twice"));
            }
        }
    }
    let mut chain = Chain { limit: period(root, "limit")?, ..Chain::default() };
    for (node, name) in roles.iter().zip(&role_names) {
        let named = |list, names: &[&str], what| -> Result<Vec<usize>, Gap> {
            items(*node, list).into_iter().map(|entry| place_of(entry, names, what)).collect()
        };
        chain.roles.push(Role {
            name: (*name).to_owned(),
            raises: is_true(*node, "raises"),
            decides: is_true(*node, "decides"),
            posts: named("posts", &post_names, "post")?,
            escalates_to: named("escalates_to", &role_names, "role")?,
            within: period(*node, "within")?,
        });
    }
    for (node, name) in posts.iter().zip(&post_names) {
        let filled = match node.get("filled").map(Node::value) {
            Some(Value::Bool(filled)) => {
                if filled {
                    Truth::True
                } else {
                    Truth::False
                }
            }
            _ => Truth::Unknown,
        };
        let deputy = node.get("deputy").map(|deputy| place_of(deputy, &post_names, "post")).transpose()?;
        chain.posts.push(Post { name: (*name).to_owned(), filled, deputy });
    }
    let mut read = Vec::new();
    roles.iter().for_each(|role| note(*role, &ROLE, document, &mut read));
    posts.iter().for_each(|post| note(*post, &POST, document, &mut read));
    note(root, &["limit"], document, &mut read);
    Ok((chain, read.into()))
}

/// Whether a departure from the shape of the kind is one in what a chain is read from: a chain
/// whose title is missing leads where it leads.
fn concerns_the_chain(member: &Member, fault: &ShapeFault) -> bool {
    const REMARKS: [&str; 5] = ["$schema", "id", "title", "policy", "source"];
    let is_remark = |name: &str| REMARKS.contains(&name);
    let node = member.document.node(fault.node);
    match &fault.missing {
        Some(field) if node.parent().is_none() => !is_remark(field),
        Some(_) => true,
        None => !node.key().is_some_and(is_remark),
    }
}

/// The fields of a role, and of a post, that a chain is read from.
const ROLE: [&str; 6] = ["role", "raises", "decides", "posts", "escalates_to", "within"];
const POST: [&str; 3] = ["post", "filled", "deputy"];

/// Records the fields of an entry as read: what they hold, or that they are not there.
fn note(entry: Node<'_>, fields: &[&str], document: u32, read: &mut Vec<Read>) {
    let at = |node: Node<'_>| NodeRef { document, node: node.id() };
    for name in fields {
        match entry.get(name) {
            None => read.push(Read { at: at(entry), absent: Some((*name).to_owned()) }),
            Some(field) if field.value() == Value::List => {
                read.extend(field.children().map(|item| Read { at: at(item), absent: None }));
            }
            Some(field) => read.push(Read { at: at(field), absent: None }),
        }
    }
}

/// The role that a text names, whatever its case and spacing.
pub fn role_named(chain: &Chain, name: &str) -> Option<usize> {
    chain.roles.iter().position(|role| same(&role.name, name))
}

fn gap<T>(at: Node<'_>, message: String) -> Result<T, Gap> {
    Err(Gap { at: at.id(), message })
}

fn items<'n>(node: Node<'n>, list: &str) -> Vec<Node<'n>> {
    node.get(list).map(|list| list.children().collect()).unwrap_or_default()
}

fn text<'n>(node: Node<'n>, field: &str) -> &'n str {
    node.get(field).and_then(Node::as_written).unwrap_or_default()
}

fn is_true(node: Node<'_>, field: &str) -> bool {
    node.get(field).is_some_and(|field| field.value() == Value::Bool(true))
}

fn same(left: &str, right: &str) -> bool {
    left.split_whitespace().map(str::to_lowercase).eq(right.split_whitespace().map(str::to_lowercase))
}

fn place_of(entry: Node<'_>, names: &[&str], what: &str) -> Result<usize, Gap> {
    let name = entry.as_written().unwrap_or_default();
    if let Some(place) = names.iter().position(|known| same(known, name)) {
        return Ok(place);
    }
    let meant =
        nearest(name, names.iter().copied()).map(|meant| format!("; did you mean \"{meant}\"?")).unwrap_or_default();
    gap(entry, format!("\"{name}\" is no {what} of the chain{meant}"))
}

fn period(node: Node<'_>, field: &str) -> Result<Option<Period>, Gap> {
    let Some(field) = node.get(field) else { return Ok(None) };
    let written = field.as_written().unwrap_or_default();
    match Period::parse(written) {
        Some(period) => Ok(Some(period)),
        None => {
            gap(field, format!("\"{written}\" is no length of time; write for instance 10 working days or 2 weeks"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::submission::Submission;

    fn read_chain(text: &str) -> Result<Chain, (String, String)> {
        let whole = format!("kind: escalation-chain\nid: c\ntitle: C\n{text}");
        let document = Document::read("c.yaml", Format::Yaml, whole.into_bytes()).unwrap();
        let submission = Submission::new(vec![document]).unwrap();
        let member = &submission.members()[0];
        let pointer = |at| member.document.node(at).pointer();
        read(member, 0).map(|(chain, _)| chain).map_err(|gap| (pointer(gap.at), gap.message))
    }

    #[test]
    fn names_find_each_other_whatever_their_case() {
        let chain = read_chain(
            "limit: 6 weeks\nroles:\n  - { role: Author, raises: true, escalates_to: [the manager] }\n  - { role: The  Manager, posts: [Head], decides: true, within: 5 working days }\nposts:\n  - { post: Head, filled: true, deputy: Second }\n  - { post: Second }\n",
        )
        .unwrap();
        assert_eq!(chain.roles[0].escalates_to, [1]);
        assert_eq!(chain.roles[1].posts, [0]);
        assert_eq!(chain.roles[1].within, Period::parse("5 working days"));
        assert_eq!(chain.limit, Period::parse("42 days"));
        assert_eq!((chain.posts[0].filled, chain.posts[0].deputy), (Truth::True, Some(1)));
        assert_eq!((chain.posts[1].filled, chain.posts[1].deputy), (Truth::Unknown, None));
    }

    #[test]
    fn what_cannot_be_read_has_its_place() {
        let says = |text: &str| read_chain(text).unwrap_err();
        let misspelt = says("roles: [{ role: Author, escalates_to: [Manger] }, { role: Manager }]\nposts: []\n");
        assert_eq!(misspelt.0, "/roles/0/escalates_to/0");
        assert_eq!(misspelt.1, "\"Manger\" is no role of the chain; did you mean \"Manager\"?");
        let soon = says("roles: [{ role: Author, within: soon }]\nposts: []\n");
        assert_eq!(soon.0, "/roles/0/within");
        let twice = says("roles: [{ role: Author }, { role: AUTHOR }]\nposts: []\n");
        assert_eq!(twice.1, "the role \"AUTHOR\" is there twice");
        assert!(says("roles: [{ role: Author, riases: true }]\nposts: []\n").1.contains("riases"));
        let many: String = (0..51).map(|at| format!("{{ role: r{at} }}, ")).collect();
        assert!(says(&format!("roles: [{many}]\nposts: []\n")).1.contains("more than 50"));
    }
}
