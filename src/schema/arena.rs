//! The arena as `jsonschema` sees it: documents are validated where they are, without a copy.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node as JsonNode, NodeIdentity, Object};
use serde_json::{Map, Number, Value as SerdeValue};

use crate::document::{Node, Tree, Value};

/// The representation: nodes of a [`Tree`].
pub(super) struct Arena;

/// Room for a tree of one text, in which property names are validated.
#[derive(Default)]
pub(super) struct NameBuffer(Option<Tree>);

impl Json for Arena {
    type Node<'a> = Node<'a>;
    type PreparedKey = String;
    // A look-up scans half of a map's fields, so one pass replaces a few look-ups.
    const KEYS_PER_LOOKUP: usize = 2;
    type StringBuffer = NameBuffer;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(buffer: &mut NameBuffer, string: &str, f: impl FnOnce(Node<'_>) -> T) -> T {
        f(buffer.0.insert(Tree::of_text(string)).root())
    }
}

impl<'a> JsonNode<'a, Arena> for Node<'a> {
    type Object = Fields<'a>;
    type Array = Items<'a>;
    type Number = WrittenNumber<'a>;

    fn as_object(&self) -> Option<Fields<'a>> {
        (self.value() == Value::Map).then_some(Fields(*self))
    }

    fn as_array(&self) -> Option<Items<'a>> {
        (self.value() == Value::List).then_some(Items(*self))
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.as_text().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<WrittenNumber<'a>> {
        match self.value() {
            Value::Number(text) => Some(WrittenNumber(text)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.value() {
            Value::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.value() == Value::Null
    }

    fn json_type(&self) -> JsonType {
        match self.value() {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Number(_) => JsonType::Number,
            Value::Text(_) => JsonType::String,
            Value::List => JsonType::Array,
            Value::Map => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &SerdeValue) -> bool {
        match (self.value(), expected) {
            (Value::Text(own), SerdeValue::String(other)) => own == other,
            _ => jsonschema::json::cmp::equal(&self.to_value(), expected),
        }
    }

    fn to_value(&self) -> Cow<'a, SerdeValue> {
        Cow::Owned(match self.value() {
            Value::Null => SerdeValue::Null,
            Value::Bool(truth) => SerdeValue::Bool(truth),
            Value::Number(text) => SerdeValue::Number(to_number(text)),
            Value::Text(text) => SerdeValue::String(text.to_owned()),
            Value::List => SerdeValue::Array(self.children().map(|item| item.to_value().into_owned()).collect()),
            Value::Map => {
                let field = |node: Node<'a>| (node.key().unwrap_or("").to_owned(), node.to_value().into_owned());
                SerdeValue::Object(self.children().map(field).collect::<Map<_, _>>())
            }
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        let address = std::ptr::from_ref(self.tree()) as usize;
        Some(NodeIdentity::tagged(address, u32::try_from(self.id().index()).ok()?))
    }
}

fn to_number(text: &str) -> Number {
    let exact = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
    let nearest = || text.parse::<f64>().ok().and_then(Number::from_f64);
    // A number beyond every range has no counterpart; zero keeps the type, which is what counts.
    exact.ok().or_else(nearest).unwrap_or_else(|| Number::from(0))
}

/// A number as written.
pub(super) struct WrittenNumber<'a>(&'a str);

impl JsonNumber for WrittenNumber<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|number: &f64| number.is_finite())
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(to_number(self.0))
    }

    fn is_integer(&self) -> bool {
        !self.0.contains(['.', 'e', 'E']) || self.as_f64().is_some_and(|number| number.fract() == 0.0)
    }
}

/// The fields of a map.
pub(super) struct Fields<'a>(Node<'a>);

impl<'a> Object<'a, Arena> for Fields<'a> {
    type Node = Node<'a>;
    type MemberName = &'a str;
    type MembersIter = std::iter::Map<crate::document::Children<'a>, fn(Node<'a>) -> (&'a str, Node<'a>)>;

    fn len(&self) -> usize {
        self.0.children().count()
    }

    fn get(&self, key: &String) -> Option<Node<'a>> {
        self.0.get(key)
    }

    fn members(&self) -> Self::MembersIter {
        self.0.children().map(|child| (child.key().unwrap_or(""), child))
    }
}

/// The items of a list.
pub(super) struct Items<'a>(Node<'a>);

impl<'a> Array<'a, Arena> for Items<'a> {
    type Node = Node<'a>;
    type ElementsIter = crate::document::Children<'a>;

    fn len(&self) -> usize {
        self.0.children().count()
    }

    fn elements(&self) -> crate::document::Children<'a> {
        self.0.children()
    }
}
