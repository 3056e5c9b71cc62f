//! What a sign-off is of: the content of a part of a document in one canonical form, and its digest.
//!
//! The form is that of RFC 8785 (JSON Canonicalization Scheme): no space, fields in the order of
//! their names, texts escaped only where JSON must. Four things make it a form of what is said and
//! not of how it is laid out: sign-off blocks are left out, so are fields that hold nothing; runs
//! of space in a text are one space; a number that RFC 8785 would write otherwise than the document
//! does (`1.10`) is taken as the text that it is, since references look like that.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::document::written::{enclose, quote};
use crate::document::{Node, Value};
use crate::schema::{Shape, Signed};
use crate::submission::Member;

/// One sign-off block of a document with what it is a sign-off of.
#[derive(Debug, Clone, Copy)]
pub struct SignOff<'d> {
    /// The block.
    pub block: Node<'d>,
    /// What was signed.
    pub of: Node<'d>,
}

/// The sign-off blocks of a document that hold anything, in its order.
pub fn sign_offs(member: &Member) -> Vec<SignOff<'_>> {
    let mut found = Vec::new();
    gather(member.document.root(), Some(member.kind.shape()), &mut found);
    found
}

fn gather<'d>(node: Node<'d>, shape: Option<Shape<'_>>, found: &mut Vec<SignOff<'d>>) {
    let Some(shape) = shape else { return };
    if let Some(signed) = shape.sign_off() {
        let holder = node.parent().unwrap_or(node);
        let of = if signed == Signed::Document { node.tree().root() } else { holder };
        if node.holds_something() && node.children().next().is_some() {
            found.push(SignOff { block: node, of });
        }
        return;
    }
    for child in node.children() {
        let inner = child.key().map_or_else(|| shape.items(), |key| shape.field(key));
        gather(child, inner, found);
    }
}

/// The canonical form of a part of a document, without its sign-off blocks.
pub fn canonical(member: &Member, node: Node<'_>) -> String {
    let mut text = String::new();
    write(node, member.kind.shape().of_node(node), &mut text);
    text
}

/// SHA-256 of the canonical form, in hexadecimal.
pub fn digest(member: &Member, node: Node<'_>) -> String {
    Sha256::digest(canonical(member, node).as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn write(node: Node<'_>, shape: Option<Shape<'_>>, text: &mut String) {
    match node.value() {
        Value::Null => text.push_str("null"),
        Value::Bool(truth) => {
            let _ = write!(text, "{truth}");
        }
        Value::Number(number) if is_canonical(number) => text.push_str(number),
        Value::Number(words) | Value::Text(words) => {
            let words: Vec<&str> = words.split_whitespace().collect();
            // The escapes are those of RFC 8785, 3.2.2.2.
            quote(&words.join(" "), text);
        }
        Value::List => {
            let items = shape.and_then(Shape::items);
            enclose(text, ['[', ']'], node.children().filter(|item| item.holds_something()), |text, item| {
                write(item, items, text);
            });
        }
        Value::Map => {
            let mut fields: Vec<_> = node
                .children()
                .filter(|child| child.holds_something())
                .filter_map(|child| Some((child.key()?, child)))
                .map(|(key, child)| (key, child, shape.and_then(|shape| shape.field(key))))
                .filter(|(.., shape)| shape.is_none_or(|shape| shape.sign_off().is_none()))
                .collect();
            // RFC 8785, 3.2.3: by the code units of UTF-16.
            fields.sort_by(|(left, ..), (right, ..)| left.encode_utf16().cmp(right.encode_utf16()));
            enclose(text, ['{', '}'], fields, |text, (key, child, shape)| {
                quote(key, text);
                text.push(':');
                write(child, shape, text);
            });
        }
    }
}

/// Whether RFC 8785 writes the number as it stands. Very great and very small ones, which it
/// writes with an exponent, are taken as texts.
fn is_canonical(number: &str) -> bool {
    let plain = |value: f64| value == 0.0 || (1e-6..1e21).contains(&value.abs());
    number.parse::<f64>().is_ok_and(|value| plain(value) && value.to_string() == number && number != "-0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::submission::Submission;

    fn plan(text: &str) -> Submission {
        let text = format!("kind: improvement-plan\nid: p\n{text}");
        Submission::new(vec![Document::read("p.yaml", Format::Yaml, text.into_bytes()).unwrap()]).unwrap()
    }

    fn form(submission: &Submission, pointer: &str) -> String {
        let member = &submission.members()[0];
        canonical(member, member.document.root().at_pointer(pointer).unwrap())
    }

    #[test]
    fn the_form_is_that_of_the_standard() {
        let plan = plan(concat!(
            "recommendations:\n",
            "  - text: \"\\u20ac \\\"quoted\\\"  and\\n more\"\n",
            "    reference: 1.10\n",
            "    priority: 3\n",
            "    lead_body: null\n",
            "    see_also: []\n",
            "    sign_off:\n      phase_1: { date: 2015-11-24 }\n",
        ));
        assert_eq!(
            form(&plan, "/recommendations/0"),
            "{\"priority\":3,\"reference\":\"1.10\",\"see_also\":[],\"text\":\"\u{20ac} \\\"quoted\\\" and more\"}"
        );
    }

    #[test]
    fn fields_stand_in_the_order_of_their_code_units() {
        // The example of RFC 8785, 3.2.3, without the line break that a plan's key cannot have.
        let text = "{\"kind\":\"improvement-plan\",\"id\":\"p\",\"title\":{\"\u{20ac}\":\"Euro\",\"\u{fb33}\":\"Dalet\",\"1\":\"One\",\"\u{1f600}\":\"Smiley\",\"\u{80}\":\"Control\",\"\u{f6}\":\"O\"}}";
        let document = Document::read("p.json", Format::Json, text.as_bytes().to_vec()).unwrap();
        let plan = Submission::new(vec![document]).unwrap();
        assert_eq!(
            form(&plan, "/title"),
            "{\"1\":\"One\",\"\u{80}\":\"Control\",\"\u{f6}\":\"O\",\"\u{20ac}\":\"Euro\",\"\u{1f600}\":\"Smiley\",\"\u{fb33}\":\"Dalet\"}"
        );
    }

    #[test]
    fn numbers_that_the_standard_writes_otherwise_are_texts() {
        for number in ["0", "1", "-1.5", "0.85", "17000", "0.000001"] {
            assert!(is_canonical(number), "{number}");
        }
        for number in ["1.0", "1.10", "-0", "1e3", "0.0000001", "9007199254740993", "1000000000000000000000"] {
            assert!(!is_canonical(number), "{number}");
        }
    }

    #[test]
    fn a_sign_off_is_of_what_holds_it_and_a_later_block_does_not_touch_it() {
        let text = "recommendations:\n  - reference: 4\n    text: Act\n";
        let one = plan(&format!("{text}    sign_off: {{ phase_1: {{ date: 2015-11-24 }} }}\n"));
        let two = plan(&format!(
            "{text}    sign_off: {{ phase_1: {{ date: 2015-11-24 }}, phase_2: {{ date: 2016-11-24 }} }}\n"
        ));
        let digest_of = |plan: &Submission| {
            let member = &plan.members()[0];
            let found = sign_offs(member);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].of.pointer(), "/recommendations/0");
            digest(member, found[0].of)
        };
        assert_eq!(digest_of(&one), digest_of(&two));
        assert_ne!(
            digest_of(&one),
            digest_of(&plan(
                "recommendations:\n  - reference: 4\n    text: Act now\n    sign_off: { phase_1: { date: 2015-11-24 } }\n"
            ))
        );
    }
}
