//! Reading nodes: presence, text, numbers, comparison, lists.

use std::cmp::Ordering;
use std::ops::{Range, RangeInclusive};

use rhai::{Array, Dynamic, Engine, INT, ImmutableString, Map};
use rust_decimal::Decimal;

use super::super::node::{Outcome, ScriptNode, broken};
use super::super::sandbox::spend;
use super::Described;
use crate::document::Value;
use crate::wording::evened;

/// What these words do.
pub(super) const WORDS: Described = &[
    (
        "has(node, path)",
        "Whether the fields of a path (`sign_off.phase_2`) lead to something that is not blank. The only question about absence that leaves nothing open, but where an office file has a column that is not read and may hold the field; a field that the kind does not have is an error when the rule is loaded.",
    ),
    ("text(node)", "The text or number as written. Open for anything else."),
    (
        "number(node)",
        "The number, exactly, as a decimal. Open where the text is none; `amount_of` reads \"£1,490\" too.",
    ),
    ("label(node)", "What a person calls the node: \"action 15.1\", \"the due date of action 15.1\"."),
    ("position(node)", "The place in its list, from 0; 0 for what stands in no list."),
    ("items(list)", "The items of a list, as a list that has `len()` and `[i]`. `for item in node` needs no `items`."),
    ("count(list)", "How many items."),
    (
        "where(list, path, value)",
        "The items whose field holds a value. `where`, `where_not` and `lacking` part a list in three without loss.",
    ),
    ("where_not(list, path, value)", "The items whose field holds something else."),
    ("lacking(list, path)", "The items whose field holds nothing."),
    ("having(list, path)", "The items whose field holds something."),
    ("has_item(list, path, value)", "Whether the field of some item holds a value."),
    ("pick(list, path, value)", "The first item whose field holds a value. Open if there is none."),
    ("is_one_of(node, options)", "Whether a node holds one of some texts, as written."),
    (
        "says_one_of(node, options)",
        "Whether a node says one of some texts, but for letter case, spaces and kinds of dashes.",
    ),
    ("same_text(left, right)", "Whether two texts are the same but for letter case, spaces and kinds of dashes."),
    ("join(list)", "Texts and nodes as a list for a message: \"a, b and c\"."),
    ("in_turn(list)", "The same with semicolons: \"a; b; c\"."),
    (
        "left == right",
        "Whether a node holds a text, true or false, or what another node holds, as written: reference 1.10 is not 1.1. With a number it is compared as a number.",
    ),
    ("left != right", "The opposite of `==`."),
    (
        "left < right",
        "Compares a node with a number or with another node, as numbers; so do `<=`, `>` and `>=`. Open where one holds none. For dates there are `before` and `after`.",
    ),
    ("left <= right", "As `<`."),
    ("left > right", "As `<`."),
    ("left >= right", "As `<`."),
    ("left + right", "A text and what a node shows, one after the other; `` `${node}` `` does the same."),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("has", |node: &mut ScriptNode, path: &str| node.has(path))
        .register_fn("text", |node: &mut ScriptNode| node.written().map(ImmutableString::from))
        .register_fn("number", |node: &mut ScriptNode| node.number().map(Dynamic::from_decimal))
        .register_fn("to_string", |node: &mut ScriptNode| node.shown())
        .register_fn("to_debug", |node: &mut ScriptNode| node.shown())
        .register_fn("label", |node: &mut ScriptNode| node.label())
        .register_fn("+", |left: &str, right: ScriptNode| format!("{left}{}", right.shown()))
        .register_fn("+", |left: ScriptNode, right: &str| format!("{}{right}", left.shown()))
        .register_fn("count", |node: &mut ScriptNode| node.items().map(|items| length(items.len())))
        .register_fn("count", |items: Array| length(items.len()))
        .register_fn("items", |node: &mut ScriptNode| node.items().map(to_array))
        .register_fn("is_one_of", is_one_of)
        .register_fn("says_one_of", says_one_of)
        .register_fn("position", |node: &mut ScriptNode| node.node().map(|node| length(node.position().unwrap_or(0))))
        .register_fn("same_text", |left: ScriptNode, right: ScriptNode| same_text(&left, right.written()?))
        .register_fn("same_text", |left: ScriptNode, right: &str| same_text(&left, right))
        .register_fn("join", join)
        .register_fn("in_turn", |items: Array| items.iter().map(shown).collect::<Vec<_>>().join("; "));
    engine.register_iterator_result::<ScriptNode, ScriptNode>();
    register_filters(engine);
    register_comparisons(engine);
}

fn length(count: usize) -> INT {
    INT::try_from(count).unwrap_or(INT::MAX)
}

pub(super) fn to_array(nodes: Vec<ScriptNode>) -> Array {
    nodes.into_iter().map(Dynamic::from).collect()
}

/// `for item in node`: what is no list raises instead of giving nothing.
impl IntoIterator for ScriptNode {
    type Item = Outcome<ScriptNode>;
    type IntoIter = std::vec::IntoIter<Outcome<ScriptNode>>;

    fn into_iter(self) -> Self::IntoIter {
        let items: Vec<Self::Item> = match self.items() {
            Ok(items) => items.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        };
        items.into_iter()
    }
}

/// The items of a node or of an array of nodes.
pub(super) fn nodes_of(list: Dynamic) -> Outcome<Vec<ScriptNode>> {
    if let Some(node) = list.read_lock::<ScriptNode>() {
        return node.items();
    }
    let cast = |item: Dynamic| item.try_cast::<ScriptNode>();
    match list.into_array().ok().and_then(|items| items.into_iter().map(cast).collect::<Option<Vec<_>>>()) {
        Some(nodes) => Ok(nodes),
        None => broken("a list of nodes was expected"),
    }
}

/// Filters over lists, done by the host: a fraction of what a loop in a script costs.
///
/// They part a list in three without loss: `where` (the field holds the value), `where_not`
/// (it holds another) and `lacking` (it holds nothing); `having` is the first two together.
fn register_filters(engine: &mut Engine) {
    engine
        .register_fn("where", |list: Dynamic, path: &str, value: Dynamic| {
            keep(list, |item| Ok(item.has(path)? && equals(&item.at_path(path)?, &value)?))
        })
        .register_fn("where_not", |list: Dynamic, path: &str, value: Dynamic| {
            keep(list, |item| Ok(item.has(path)? && !equals(&item.at_path(path)?, &value)?))
        })
        .register_fn("lacking", |list: Dynamic, path: &str| keep(list, |item| Ok(!item.has(path)?)))
        .register_fn("having", |list: Dynamic, path: &str| keep(list, |item| item.has(path)))
        .register_fn("has_item", |list: Dynamic, path: &str, value: Dynamic| {
            keep(list, |item| Ok(item.has(path)? && equals(&item.at_path(path)?, &value)?)).map(|kept| !kept.is_empty())
        })
        .register_fn("pick", pick);
}

pub(super) fn keep(list: Dynamic, wanted: impl Fn(&ScriptNode) -> Outcome<bool>) -> Outcome<Array> {
    let mut kept = Array::new();
    for item in nodes_of(list)? {
        spend(1)?;
        if wanted(&item)? {
            kept.push(Dynamic::from(item));
        }
    }
    Ok(kept)
}

/// The first item whose field holds a value; unknown if there is none.
fn pick(list: Dynamic, path: &str, value: Dynamic) -> Outcome<ScriptNode> {
    let place = list.read_lock::<ScriptNode>().map(|node| node.clone());
    let shown = shown(&value);
    let found = keep(list, |item| Ok(item.has(path)? && equals(&item.at_path(path)?, &value)?))?;
    match (found.into_iter().next().and_then(|first| first.try_cast::<ScriptNode>()), place) {
        (Some(node), _) => Ok(node),
        (None, Some(list)) => list.unknown(&format!("does not hold \"{shown}\"")),
        (None, None) => broken(format!("nothing to pick: no item holds \"{shown}\"")),
    }
}

fn shown(value: &Dynamic) -> String {
    value.read_lock::<ScriptNode>().map_or_else(|| value.to_string(), |node| node.shown())
}

/// Whether a node holds a value: a text or another node as written, a number as a number.
fn equals(node: &ScriptNode, value: &Dynamic) -> Outcome<bool> {
    let holds = is_equal(node, value)?;
    node.context.saw_against(node.at, holds, || {
        let is_text = value.is_string() || value.is::<ScriptNode>();
        (format!("is {}", quoted(value)), is_text.then(|| shown(value)))
    });
    Ok(holds)
}

/// A value as the end of a sentence: a text in quotation marks, a number as it is.
fn quoted(value: &Dynamic) -> String {
    let is_text = value.is_string() || value.is::<ScriptNode>();
    if is_text { format!("\"{}\"", shown(value)) } else { value.to_string() }
}

fn is_equal(node: &ScriptNode, value: &Dynamic) -> Outcome<bool> {
    if let Some(other) = value.read_lock::<ScriptNode>() {
        return same(node, &other);
    }
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return Ok(node.written()? == text.as_str());
    }
    if let Ok(truth) = value.as_bool() {
        return Ok(node.truth()? == truth);
    }
    match decimal_of(value) {
        Some(number) => Ok(node.number()? == number),
        None => broken("a node can be compared with a text, a number, true, false or another node"),
    }
}

fn decimal_of(value: &Dynamic) -> Option<Decimal> {
    value.as_int().ok().map(Decimal::from).or_else(|| value.as_decimal().ok())
}

/// Two nodes are equal as they are written: reference 1.10 is not reference 1.1.
fn same(left: &ScriptNode, right: &ScriptNode) -> Outcome<bool> {
    match (left.node()?.value(), right.node()?.value()) {
        (Value::Bool(left), Value::Bool(right)) => Ok(left == right),
        _ => Ok(left.written()? == right.written()?),
    }
}

fn order(left: &ScriptNode, right: &Dynamic) -> Outcome<Ordering> {
    let right = match right.read_lock::<ScriptNode>() {
        Some(node) => Some(node.number()?),
        None => decimal_of(right),
    };
    match right {
        Some(right) => {
            let order = left.number()?.cmp(&right);
            let words = ["is less than", "is exactly", "is more than"];
            let found = [Ordering::Less, Ordering::Equal, Ordering::Greater].into_iter().zip(words);
            let words = found.into_iter().find_map(|(known, words)| (known == order).then_some(words));
            left.context.saw(left.at, true, || format!("{} {right}", words.unwrap_or_default()));
            Ok(order)
        }
        None => broken("a node can be ordered against a number only; for dates use before(...) and after(...)"),
    }
}

/// Comparison of nodes with values, from either side. Without these rhai answers a comparison
/// of different types with false, quietly.
fn register_comparisons(engine: &mut Engine) {
    engine
        .register_fn("==", |left: ScriptNode, right: ScriptNode| equals(&left, &Dynamic::from(right)))
        .register_fn("!=", |left: ScriptNode, right: ScriptNode| {
            equals(&left, &Dynamic::from(right)).map(|same| !same)
        });
    register_equality::<ImmutableString>(engine);
    register_equality::<INT>(engine);
    register_equality::<Decimal>(engine);
    register_equality::<bool>(engine);
    // What a node can never equal: the language would answer false, quietly.
    register_equality::<char>(engine);
    register_equality::<()>(engine);
    register_equality::<Array>(engine);
    register_equality::<Map>(engine);
    register_equality::<Range<INT>>(engine);
    register_equality::<RangeInclusive<INT>>(engine);
    register_order::<ScriptNode>(engine);
    register_order::<INT>(engine);
    register_order::<Decimal>(engine);
}

fn register_equality<T: rhai::Variant + Clone>(engine: &mut Engine) {
    engine
        .register_fn("==", |left: ScriptNode, right: T| equals(&left, &Dynamic::from(right)))
        .register_fn("!=", |left: ScriptNode, right: T| equals(&left, &Dynamic::from(right)).map(|same| !same))
        .register_fn("==", |left: T, right: ScriptNode| equals(&right, &Dynamic::from(left)))
        .register_fn("!=", |left: T, right: ScriptNode| equals(&right, &Dynamic::from(left)).map(|same| !same));
}

fn register_order<T: rhai::Variant + Clone>(engine: &mut Engine) {
    engine
        .register_fn("<", |left: ScriptNode, right: T| order(&left, &Dynamic::from(right)).map(Ordering::is_lt))
        .register_fn("<=", |left: ScriptNode, right: T| order(&left, &Dynamic::from(right)).map(Ordering::is_le))
        .register_fn(">", |left: ScriptNode, right: T| order(&left, &Dynamic::from(right)).map(Ordering::is_gt))
        .register_fn(">=", |left: ScriptNode, right: T| order(&left, &Dynamic::from(right)).map(Ordering::is_ge));
}

/// Whether a node holds one of some texts, as written.
fn is_one_of(node: ScriptNode, options: Array) -> Outcome<bool> {
    for option in &options {
        if equals(&node, option)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a node says one of some texts, but for letter case, spaces and kinds of dashes.
fn says_one_of(node: ScriptNode, options: Array) -> Outcome<bool> {
    for option in options {
        let holds = match option.into_immutable_string() {
            Ok(text) => same_text(&node, &text)?,
            Err(_) => return broken("a list of texts was expected"),
        };
        if holds {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether two texts are the same but for letter case, spaces and kinds of dashes.
fn same_text(left: &ScriptNode, right: &str) -> Outcome<bool> {
    let holds = evened(left.written()?) == evened(right);
    left.context.saw(left.at, holds, || format!("says \"{right}\""));
    Ok(holds)
}

/// Texts and nodes as a list for a message: `a, b and c`.
pub(super) fn join(items: Array) -> String {
    let texts: Vec<String> = items.iter().map(shown).collect();
    match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}
