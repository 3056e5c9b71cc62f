//! Words in a text: what it begins with, what it names.

use std::collections::HashSet;

use rhai::{Array, Dynamic, Engine, ImmutableString};

use super::super::node::{Outcome, ScriptNode, broken};
use super::super::sandbox::{BYTES_PER_STEP, spend};
use super::Described;
use super::reading::{keep, to_array};
use crate::document::Value;
use crate::place::Spot;
use crate::post;
use crate::wording;

/// What these words do.
pub(super) const WORDS: Described = &[
    ("opens_with(node, phrases)", "Whether a text begins with one of some phrases; whole words, any letter case."),
    ("mentions(node, phrase)", "Whether a text holds a phrase; whole words, any letter case."),
    ("mentions_any(node, phrases)", "Whether a text holds one of some phrases."),
    (
        "texts_holding(node, phrases)",
        "The texts anywhere in a node that hold one of some phrases. A phrase with marks (\"[insert]\") is looked for as it is written; one letter repeated (\"xx\") as often or more often.",
    ),
    (
        "says_only(node, phrases)",
        "Whether a text says nothing but one of some phrases, whatever case, spacing and marks, or consists of marks alone.",
    ),
    ("phrases_in(node, phrases)", "Those of some phrases that a text holds."),
    ("differences(one, other)", "Where two texts differ, as a list of two stretches; empty if they say the same."),
    (
        "saying(list, path, text)",
        "The items of a list whose field says the same as a text, whatever case, spacing and marks.",
    ),
    (
        "who_is_named(node, posts, groups, nobody, titles)",
        "What a cell for a lead names, by the words that the policy gives: \"post\", \"posts\", \"group\", \"post and group\", \"person\", \"nobody\" or \"unclear\".",
    ),
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("opens_with", opens_with)
        .register_fn("mentions", |node: ScriptNode, phrase: &str| mentions(&node, phrase))
        .register_fn("mentions", |node: ScriptNode, other: ScriptNode| mentions(&node, other.written()?))
        .register_fn("mentions_any", mentions_any)
        .register_fn("texts_holding", texts_holding)
        .register_fn("says_only", says_only)
        .register_fn("phrases_in", phrases_in)
        .register_fn("differences", differences)
        .register_fn("saying", |list: Dynamic, path: &str, other: ScriptNode| saying(list, path, other.written()?))
        .register_fn("saying", |list: Dynamic, path: &str, text: &str| saying(list, path, text))
        .register_fn("who_is_named", who_is_named);
}

/// Whether a text begins with one of some phrases, in whole words and any letter case.
fn opens_with(node: ScriptNode, phrases: Array) -> Outcome<bool> {
    let text = node.written()?;
    let phrases = texts(&phrases)?;
    spend((text.len() / BYTES_PER_STEP).saturating_mul(phrases.len()))?;
    Ok(phrases.iter().any(|phrase| wording::after(text, phrase).is_some()))
}

/// Whether a text holds a phrase, in whole words and any letter case.
fn mentions(node: &ScriptNode, phrase: &str) -> Outcome<bool> {
    let text = node.written()?;
    spend(phrase.len() / BYTES_PER_STEP)?;
    Ok(wording::mentions(text, phrase))
}

/// Whether a text holds one of some phrases, in whole words and any letter case.
fn mentions_any(node: ScriptNode, phrases: Array) -> Outcome<bool> {
    let text = node.written()?;
    let phrases = texts(&phrases)?;
    spend((text.len() / BYTES_PER_STEP).saturating_mul(phrases.len()))?;
    Ok(phrases.iter().any(|phrase| wording::mentions(text, phrase)))
}

/// Phrases to be looked for in texts, each as it is compared.
struct Phrases(Vec<Phrase>);

enum Phrase {
    /// One with marks of its own ("[insert]", "...") is looked for as it is written, in lower case.
    Marked(String),
    /// One letter repeated ("xx") is looked for as often or more often.
    Repeated(char, usize),
    /// Any other is looked for in whole words, with a space at either end.
    Words(String),
}

/// How many bytes of a text are searched for a phrase in a step, once the text is made ready.
const SEARCHED_PER_STEP: usize = 64;

impl Phrases {
    fn read(phrases: &Array) -> Outcome<Phrases> {
        texts(phrases).map(|phrases| Phrases(phrases.iter().map(|phrase| Phrase::read(phrase)).collect()))
    }

    /// Which of the phrases a text holds, in their order; the letter case never counts.
    fn held_by(&self, text: &str) -> Outcome<Vec<bool>> {
        spend(text.len() / BYTES_PER_STEP + (text.len() / SEARCHED_PER_STEP).saturating_mul(self.0.len()))?;
        let words: Vec<String> = wording::words(text).into_iter().map(|(word, _)| word).collect();
        let (lower, plain) = (text.to_lowercase(), format!(" {} ", words.join(" ")));
        let is_held = |phrase: &Phrase| match phrase {
            Phrase::Marked(marked) => lower.contains(marked),
            Phrase::Repeated(letter, least) => {
                words.iter().any(|word| word.len() >= *least && repeated(word) == Some(*letter))
            }
            // No text holds a phrase without words.
            Phrase::Words(phrase) => phrase.len() > 2 && plain.contains(phrase),
        };
        Ok(self.0.iter().map(is_held).collect())
    }
}

impl Phrase {
    fn read(phrase: &str) -> Phrase {
        let is_mark = |sign: char| !(sign.is_alphanumeric() || sign.is_whitespace() || sign == '\'');
        match repeated(phrase) {
            _ if phrase.contains(is_mark) => Phrase::Marked(phrase.to_lowercase()),
            Some(letter) => Phrase::Repeated(letter, phrase.len()),
            None => Phrase::Words(format!(" {} ", wording::plain(phrase))),
        }
    }
}

/// The letter, in lower case, of which a word of two letters or more consists alone.
fn repeated(word: &str) -> Option<char> {
    let mut letters = word.chars().map(|letter| letter.to_ascii_lowercase());
    let first = letters.next().filter(char::is_ascii_alphabetic)?;
    (word.len() > 1 && letters.all(|letter| letter == first)).then_some(first)
}

/// Whether a text says nothing but one of some phrases, whatever case, spacing and marks, or
/// consists of marks alone.
fn says_only(node: ScriptNode, phrases: Array) -> Outcome<bool> {
    let said = wording::plain(node.written()?);
    let phrases = texts(&phrases)?;
    spend(phrases.iter().map(String::len).sum::<usize>() / BYTES_PER_STEP)?;
    Ok(said.is_empty() || phrases.iter().any(|phrase| wording::plain(phrase) == said))
}

/// The texts anywhere in a node that hold one of some phrases, in the order of the document; a cell
/// of an office file that feeds two fields is given once.
fn texts_holding(node: ScriptNode, phrases: Array) -> Outcome<Array> {
    let phrases = Phrases::read(&phrases)?;
    let mut found = Vec::new();
    gather(&node, &phrases, &mut found)?;
    let document = &node.member()?.document;
    let mut cells = HashSet::new();
    found.retain(|text| match document.spot(text.at.node, 0) {
        Spot::Office(cell) => cells.insert((cell, text.shown())),
        Spot::Text(_) => true,
    });
    Ok(to_array(found))
}

fn gather(at: &ScriptNode, phrases: &Phrases, found: &mut Vec<ScriptNode>) -> Outcome<()> {
    spend(1)?;
    let node = at.node()?;
    if let Some(text) = node.as_text() {
        at.context.record(at.at);
        if phrases.held_by(text)?.contains(&true) {
            found.push(at.clone());
        }
    }
    // That nothing is found rests on what is not there, too.
    if let (Value::Map, Some(shape)) = (node.value(), at.shape()?) {
        for field in shape.fields().filter(|field| node.get(field).is_none()) {
            at.context.record_absent(at.at, field);
        }
    }
    node.children().try_for_each(|child| gather(&at.sibling(child), phrases, found))
}

/// Those of some phrases that a text holds.
fn phrases_in(node: ScriptNode, phrases: Array) -> Outcome<Array> {
    let held = Phrases::read(&phrases)?.held_by(node.written()?)?;
    Ok(phrases.into_iter().zip(held).filter_map(|(phrase, is_held)| is_held.then_some(phrase)).collect())
}

/// Where two texts differ, as a list of two stretches; an empty list if they say the same.
fn differences(one: ScriptNode, other: ScriptNode) -> Outcome<Array> {
    let stretches = wording::difference(one.written()?, other.written()?);
    Ok(stretches.into_iter().flat_map(|(one, other)| [one, other]).map(|part| Dynamic::from(part.to_owned())).collect())
}

/// The items of a list whose field says the same as a text, whatever case, spacing and marks.
fn saying(list: Dynamic, path: &str, other: &str) -> Outcome<Array> {
    let wanted = wording::plain(other);
    keep(list, |item| Ok(item.has(path)? && wording::plain(item.at_path(path)?.written()?) == wanted))
}

/// What a cell for a lead names, in a word: `post`, `posts`, `group`, `post and group`, `person`,
/// `nobody` or `unclear`.
fn who_is_named(node: ScriptNode, posts: Array, groups: Array, nobody: Array, titles: Array) -> Outcome<&'static str> {
    let (posts, groups, nobody, titles) = (texts(&posts)?, texts(&groups)?, texts(&nobody)?, texts(&titles)?);
    let words = post::Words { posts: &posts, groups: &groups, nobody: &nobody, titles: &titles };
    let cell = node.written()?;
    let count = posts.len() + groups.len() + nobody.len() + titles.len();
    // Each part of the cell is held against each word.
    spend((cell.len() / BYTES_PER_STEP).saturating_mul(4 + count))?;
    Ok(post::read(cell, words).word())
}

fn texts(phrases: &Array) -> Outcome<Vec<String>> {
    let text = |phrase: &Dynamic| phrase.read_lock::<ImmutableString>().map(|text| text.to_string());
    match phrases.iter().map(text).collect::<Option<Vec<String>>>() {
        Some(texts) => Ok(texts),
        None => broken("a list of texts was expected"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Answer, answer};

    fn ask(text: &str, script: &str) -> Answer {
        let log = format!(
            "kind: action-log\nid: log\ntitle: in place\nactions: [{{ reference: \"1\", text: Act, status: \"{text}\" }}]\n"
        );
        answer(&[&log], &format!("let status = node.actions.items()[0].status; {script}"))
    }

    #[track_caller]
    fn value(text: &str, script: &str) -> String {
        ask(text, script).value()
    }

    #[test]
    fn texts_are_asked_for_whole_words() {
        let opens = "opens_with(status, [\"not started\", \"completed\"])";
        assert_eq!(value("COMPLETED Aug 2016", opens), "true");
        assert_eq!(value("Not started", opens), "true");
        assert_eq!(value("Completedly", opens), "false");
        assert_eq!(value("Completed and in place", "mentions(status, node.title)"), "true");
        assert_eq!(value("Completed, in places", "mentions(status, node.title)"), "false");
        assert_eq!(value("Completed in part", "mentions(status, \"part\")"), "true");
        assert_eq!(value("Completed in part", "mentions_any(status, [\"except\", \"in part\"])"), "true");
        assert_eq!(value("Completed", "mentions_any(status, [])"), "false");
    }

    #[test]
    fn phrases_are_found_anywhere_below_a_node() {
        let told = "let told = []; for text in texts_holding(node, [\"tbc\", \"[insert]\", \"xx\"]) { told.push(`${text.label()} ${phrases_in(text, [\"tbc\", \"[insert]\"]).len()}`); } in_turn(told)";
        assert_eq!(value("Name [Insert] TBC", told), "the status of action 1 2");
        assert_eq!(value("insert a name; exxon", told), "");
        assert_eq!(value("XX", told), "the status of action 1 0");
        assert_eq!(value("Dr XXXX", told), "the status of action 1 0");
        assert_eq!(value("x", told), "");
    }

    #[test]
    fn a_text_may_say_nothing() {
        let nothing = "says_only(status, [\"n/a\", \"see above\"])";
        for (text, says) in [("N/A.", "true"), (" . ", "true"), ("See above", "true"), ("See above, and 5", "false")] {
            assert_eq!(value(text, nothing), says, "{text}");
        }
    }

    #[test]
    fn differences_stand_as_written() {
        assert_eq!(value("In some places", "in_turn(differences(status, node.title))"), "some places; place");
        assert_eq!(value("in PLACE.", "differences(status, node.title).len()"), "0");
    }

    #[test]
    fn items_are_found_by_what_they_say() {
        let log = "kind: action-log\nid: log\ntitle: On Track\nrating_key: [{ rating: Late, meaning: a }, { meaning: b }, { rating: on-track, meaning: c }]\nactions: []\n";
        let script = "let found = node.rating_key.saying(\"rating\", node.title); `${found.len()} ${found[0].meaning} ${node.rating_key.saying(\"rating\", \"LATE\")[0].meaning}`";
        assert_eq!(answer(&[log], script).value(), "1 c a");
    }

    #[test]
    fn a_cell_is_read_by_the_words_that_the_rule_gives() {
        let who = "who_is_named(status, [\"manager\"], [\"team\"], [\"tbc\"], [\"cllr\"])";
        for (cell, named) in [
            ("Group Manager", "post"),
            ("Managers", "posts"),
            ("Youth Team", "group"),
            ("Manager and Youth Team", "post and group"),
            ("Cllr Example", "person"),
            ("TBC", "nobody"),
            ("LSCB", "unclear"),
        ] {
            assert_eq!(value(cell, who), named, "{cell}");
        }
    }

    #[test]
    fn a_list_of_something_else_is_a_fault_of_the_rule() {
        ask("Completed", "opens_with(status, [4])").assert_broken("a list of texts");
    }
}
