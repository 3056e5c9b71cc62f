//! Items of lists: what is below a node, what says the same as another, what names another.
//!
//! A rule that compared every item with every other would take a large plan for ever; these words
//! ask an index.

use rhai::{Array, Dynamic, Engine};

use super::super::node::{Outcome, ScriptNode, broken};
use super::super::sandbox::spend;
use super::Described;
use super::reading::to_array;
use crate::document::{Node, Value};

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "all_below(node, list)",
        "The items of every list of a name at any depth below a node, in the order of the document.",
    ),
    (
        "nearest_with(node, field)",
        "The nearest group around a node whose kind gives it a field of a name; a list of one, or empty.",
    ),
    (
        "earlier_saying(item, field)",
        "The first item like this one in its document whose field says the same, whatever case, spacing and marks; a list of one, or empty where this item is the first.",
    ),
    (
        "naming(item, naming, named)",
        "The items like this one that name it: whose field `naming` says what its own field `named` says.",
    ),
    (
        "named_by(item, naming, named)",
        "The items like this one that it names: whose field `named` says what its own field `naming` says.",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("all_below", all_below)
        .register_fn("nearest_with", nearest_with)
        .register_fn("earlier_saying", earlier_saying)
        .register_fn("naming", naming)
        .register_fn("named_by", named_by);
}

/// The items of every list of a name below a node, in the order of the document.
fn all_below(node: ScriptNode, list: &str) -> Outcome<Array> {
    let mut found = Vec::new();
    gather(&node, node.node()?, list, &mut found)?;
    Ok(to_array(found))
}

fn gather(top: &ScriptNode, node: Node<'_>, list: &str, found: &mut Vec<ScriptNode>) -> Outcome<()> {
    for child in node.children() {
        spend(1)?;
        if child.key() == Some(list) && child.value() == Value::List {
            top.context.record(top.sibling(child).at);
            found.extend(child.children().map(|item| top.sibling(item)));
        } else {
            gather(top, child, list, found)?;
        }
    }
    Ok(())
}

/// The nearest group of fields around a node whose kind gives it a field of a name, as a list of
/// one; none if there is none. Whether the field is there is for the rule to read.
fn nearest_with(node: ScriptNode, field: &str) -> Outcome<Array> {
    let mut around = node.node()?.parent();
    while let Some(outer) = around {
        let holder = node.sibling(outer);
        if holder.shape()?.and_then(|shape| shape.field(field)).is_some() {
            return Ok(vec![Dynamic::from(holder)]);
        }
        around = outer.parent();
    }
    Ok(Array::new())
}

/// The first of the items like this one in its document whose field says the same, whatever case,
/// spacing and marks, as a list of one; none if the item is the first itself.
fn earlier_saying(item: ScriptNode, field: &str) -> Outcome<Array> {
    let first = like(&item, field, field)?.into_iter().next();
    Ok(to_array(first.filter(|first| first.at != item.at).into_iter().collect()))
}

/// The items like this one in its document that name it: whose field (`part_of`) says what its
/// own field (`reference`) says.
fn naming(item: ScriptNode, naming: &str, named: &str) -> Outcome<Array> {
    like(&item, naming, named).map(to_array)
}

/// The items like this one in its document that it names: whose field (`reference`) says what its
/// own field (`part_of`) says. More than one if several have that name.
fn named_by(item: ScriptNode, naming: &str, named: &str) -> Outcome<Array> {
    like(&item, named, naming).map(to_array)
}

/// The items at the same path as one (`/actions/*`), in its document, whose `field` says what
/// its own field `own` says; found in an index that is made once for all items.
fn like(item: &ScriptNode, field: &str, own: &str) -> Outcome<Vec<ScriptNode>> {
    let value = item.at_path(own)?;
    let context = &item.context;
    let kind = item.member()?.kind.name();
    let found = context.around.search_words(kind, &path_of(item.node()?), field).or_else(broken)?;
    context.push_search(&found.search);
    let nodes = found.holding_in(value.written()?, item.at.document);
    Ok(nodes.iter().map(|at| ScriptNode::new(context, *at)).collect())
}

/// The path of a node with * for every position in a list.
fn path_of(node: Node<'_>) -> String {
    let above = node.parent().map(path_of);
    match (above, node.key()) {
        (None, _) => String::new(),
        (Some(above), Some(key)) => format!("{above}/{key}"),
        (Some(above), None) => format!("{above}/*"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::answer;

    const LOG: &str = "kind: action-log
id: log
title: Log
actions:
  - { reference: \"1.1\", text: Write the plan }
  - { reference: A – 2, text: \"write the  Plan.\", part_of: \"1.1\" }
  - { reference: \"1.10\", text: Read it, part_of: a-2 }
  - { reference: \"1.3\", text: Write the plans, part_of: \"1.9\" }
  - { reference: \"1.1\", text: READ IT, part_of: \"\" }
";

    #[track_caller]
    fn value(texts: &[&str], script: &str) -> String {
        answer(texts, script).value()
    }

    #[test]
    fn lists_are_found_however_deep() {
        let statement = "kind: statement-of-action
id: s
title: S
areas:
  - reference: A
    title: Plans
    outcomes:
      - text: Better
        actions: [{ reference: A-1, text: x }, { reference: A-2, text: y }]
      - text: Sooner
        actions: [{ reference: A-3, text: z }]
  - { reference: B, title: None }
";
        let count = "all_below(node, \"actions\").len()";
        assert_eq!(value(&[LOG], count), "5");
        assert_eq!(value(&[statement], count), "3");
        let owner = "nearest_with(all_below(node, \"actions\")[2], \"reference\")[0].label()";
        assert_eq!(value(&[statement], owner), "area A");
        assert_eq!(value(&[LOG], "nearest_with(all_below(node, \"actions\")[2], \"reference\").len()"), "0");
    }

    /// What a word gives for each action of the log, by their positions.
    fn of_each(script: &str) -> String {
        let told = format!(
            "let told = []; for action in node.actions {{ let own = []; for item in {script} \
             {{ own.push(item.position().to_string()); }} told.push(`(${{join(own)}})`); }} join(told)"
        );
        value(&[LOG], &told)
    }

    #[test]
    fn the_first_that_says_the_same_is_found_whatever_case_and_marks() {
        assert_eq!(of_each("earlier_saying(action, \"text\")"), "(), (0), (), () and (2)");
        assert_eq!(of_each("earlier_saying(action, \"reference\")"), "(), (), (), () and (0)");
        let other = LOG.replace("id: log", "id: other").replace("Write the plan }", "Other }");
        let script = "earlier_saying(node.actions.items()[1], \"text\").len()";
        assert_eq!(value(&[&other, LOG], script), "0", "an item of another document is not meant");
    }

    #[test]
    fn items_name_each_other_by_two_fields() {
        assert_eq!(of_each("naming(action, \"part_of\", \"reference\")"), "(1), (2), (), () and (1)");
        let named = "if action.has(\"part_of\") { named_by(action, \"part_of\", \"reference\") } else { [] }";
        assert_eq!(of_each(named), "(), (0 and 4), (1), () and ()");
    }

    #[test]
    fn a_field_that_is_not_there_or_not_written_as_its_kind_needs_it_is_unknown() {
        let log = "kind: action-log\nid: log\ntitle: Log\nactions: [{ reference: \"1\", text: [a] }]\n";
        for (field, words) in [("text", "must be a text"), ("due", "no due date is recorded")] {
            answer(&[log], &format!("earlier_saying(node.actions.items()[0], \"{field}\")")).assert_unknown(words);
        }
    }
}
