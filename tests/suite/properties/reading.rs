//! Readers: JSON accepts what `serde_json` accepts, less keys given twice; JSON and YAML of one
//! value give one tree; every node knows its text and its pointer.

use std::fmt::Write as _;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::test_runner::Config;
use quorate::document::{Document, Format, Node, Value};
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

fn config() -> Config {
    Config { cases: 150, failure_persistence: None, ..Config::default() }
}

fn document(format: Format, text: &str) -> Option<Document> {
    Document::read("a", format, text.as_bytes().to_vec()).ok()
}

/// Any value: awkward texts and keys, numbers of every form, some depth.
fn json() -> impl Strategy<Value = Json> {
    let text = prop_oneof![
        "[ -~]{0,8}",
        "[~/01a\"\\\\'#:{}\\[\\],&*!|>%@` -]{0,6}",
        "[a-zé–“😀]{0,6}",
        Just("No".to_owned()),
        Just("1.10".to_owned()),
        Just("2015-11-24".to_owned()),
        Just(" x\n\ty\r\n".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        (-1e9..1e9).prop_map(Json::from),
        text.clone().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Json::from),
            btree_map(text.clone(), inner, 0..5).prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

/// Whether a tree is a value: the same kinds, texts, keys and order; numbers by their text.
fn is(node: Node<'_>, value: &Json) -> bool {
    match (node.value(), value) {
        (Value::Null, Json::Null) => true,
        (Value::Bool(left), Json::Bool(right)) => left == *right,
        (Value::Number(left), Json::Number(right)) => left == right.to_string(),
        (Value::Text(left), Json::String(right)) => left == right,
        (Value::List, Json::Array(items)) => {
            node.children().count() == items.len() && node.children().zip(items).all(|(node, item)| is(node, item))
        }
        (Value::Map, Json::Object(fields)) => {
            node.children().count() == fields.len()
                && fields.iter().all(|(key, value)| node.get(key).is_some_and(|node| is(node, value)))
        }
        _ => false,
    }
}

/// Whether two trees are the same but for their places.
fn same(left: Node<'_>, right: Node<'_>) -> bool {
    left.value() == right.value()
        && left.children().count() == right.children().count()
        && left.children().zip(right.children()).all(|(left, right)| left.key() == right.key() && same(left, right))
}

/// A value as block YAML with every text in quotation marks.
fn yaml(value: &Json, indent: usize, out: &mut String) {
    let margin = " ".repeat(indent);
    match value {
        Json::Array(items) if !items.is_empty() => {
            for item in items {
                let _ = write!(out, "\n{margin}-");
                yaml(item, indent + 2, out);
            }
        }
        Json::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                let _ = write!(out, "\n{margin}{}:", Json::from(key.as_str()));
                yaml(value, indent + 2, out);
            }
        }
        other => {
            let _ = write!(out, " {other}");
        }
    }
}

/// What `serde_json` makes of a text whose keys must differ.
enum Verdict {
    Accepted,
    Refused,
    /// A number that its types cannot hold: its own limit, not one of JSON.
    OutOfRange,
}

fn by_serde(text: &str) -> Verdict {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = reader.deserialize_any(Strict).and_then(|()| reader.end());
    match read {
        Ok(()) => Verdict::Accepted,
        Err(error) if error.to_string().contains("out of range") => Verdict::OutOfRange,
        Err(_) => Verdict::Refused,
    }
}

/// Reads anything, and refuses a key given twice.
struct Strict;

impl<'de> serde::de::DeserializeSeed<'de> for Strict {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("any value")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Strict)?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut seen = std::collections::BTreeSet::new();
        while let Some(key) = fields.next_key::<String>()? {
            fields.next_value_seed(Strict)?;
            if !seen.insert(key) {
                return Err(A::Error::custom("a key given twice"));
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn json_gives_the_tree_of_the_value(value in json(), is_pretty in any::<bool>()) {
        let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let document = document(Format::Json, &text).unwrap();
        prop_assert!(is(document.root(), &value), "{}", text);
    }

    #[test]
    fn json_accepts_what_serde_accepts(
        value in json(),
        edits in vec((any::<prop::sample::Index>(), 0_u8..3, "[\\[\\]{}:,\"\\\\ute0-9.+\\- \n\tE]"), 1..4),
    ) {
        let mut text: Vec<char> = serde_json::to_string(&value).unwrap().chars().collect();
        for (at, how, letter) in edits {
            let letter = letter.chars().next().unwrap();
            let at = at.index(text.len().max(1));
            match how {
                0 => text.insert(at, letter),
                1 if at < text.len() => text[at] = letter,
                _ if at < text.len() => drop(text.remove(at)),
                _ => {}
            }
        }
        let text: String = text.into_iter().collect();
        let accepted = document(Format::Json, &text).is_some();
        match by_serde(&text) {
            Verdict::Accepted => prop_assert!(accepted, "refused: {}", text),
            Verdict::Refused => prop_assert!(!accepted, "accepted: {}", text),
            Verdict::OutOfRange => {}
        }
    }

    #[test]
    fn a_node_of_json_reads_again_from_its_own_text(value in json()) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        let whole = document(Format::Json, &text).unwrap();
        for node in whole.tree().nodes() {
            let part = document(Format::Json, node.span().of(&text));
            prop_assert!(part.is_some_and(|part| same(part.root(), node)), "{} of {}", node.pointer(), text);
        }
    }

    #[test]
    fn the_name_of_a_field_stands_where_it_is_said_to_stand(value in json()) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        let whole = document(Format::Json, &text).unwrap();
        for node in whole.tree().nodes() {
            if let Some(key) = node.key() {
                let written = serde_json::from_str::<String>(node.key_span().of(&text));
                prop_assert!(written.is_ok_and(|written| written == key), "{} of {}", node.pointer(), text);
            }
        }
    }

    #[test]
    fn a_pointer_leads_to_its_node_and_no_other_spelling_does(value in json()) {
        let text = serde_json::to_string(&value).unwrap();
        let document = document(Format::Json, &text).unwrap();
        for node in document.tree().nodes() {
            let pointer = node.pointer();
            prop_assert_eq!(document.root().at_pointer(&pointer).map(Node::id), Some(node.id()));
            prop_assert_eq!(value.pointer(&pointer).is_some(), true);
        }
    }

    #[test]
    fn json_and_yaml_of_a_value_give_one_tree(value in json()) {
        let from_json = document(Format::Json, &value.to_string()).unwrap();
        let mut text = String::new();
        yaml(&value, 0, &mut text);
        let from_yaml = Document::read("a", Format::Yaml, text.trim_start().as_bytes().to_vec());
        match from_yaml {
            Ok(from_yaml) => prop_assert!(same(from_yaml.root(), from_json.root()), "{}", text),
            Err(problem) => prop_assert!(false, "{problem}\n{text}"),
        }
    }

    #[test]
    fn json_is_yaml(value in json()) {
        let text = value.to_string();
        let from_json = document(Format::Json, &text).unwrap();
        match Document::read("a", Format::Yaml, text.as_bytes().to_vec()) {
            Ok(from_yaml) => {
                prop_assert!(same(from_yaml.root(), from_json.root()), "{}", text);
                for (left, right) in from_yaml.tree().nodes().zip(from_json.tree().nodes()) {
                    prop_assert_eq!(left.span(), right.span(), "the place of {} in {}", left.pointer(), &text);
                }
            }
            Err(problem) => prop_assert!(false, "{problem}\n{text}"),
        }
    }
}

/// RFC 6901: a pointer starts with a slash, an index has no sign and no leading zero.
#[test]
fn what_is_no_pointer_leads_nowhere() {
    let document = document(Format::Json, r#"{"a": [1, 2]}"#).unwrap();
    let led: Vec<&str> = ["a", "x/a", "/a/01", "/a/+1", "/a/-", "/a/2", "/b", "/a/"]
        .into_iter()
        .filter(|pointer| document.root().at_pointer(pointer).is_some())
        .collect();
    assert!(led.is_empty(), "{led:?}");
}

#[test]
fn numbers_keep_every_digit() {
    for number in ["1.10", "-0", "0.0", "1E5", "1e+05", "123456789012345678901234567890.10", "1e999"] {
        let document = document(Format::Json, &format!("[{number}]")).unwrap();
        assert_eq!(document.root().at_pointer("/0").map(Node::value), Some(Value::Number(number)));
    }
}
