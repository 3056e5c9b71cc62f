//! What people are told of the words: how each is written, what it takes and gives, what it does.
//!
//! What a word does is said beside its registration; what it takes and gives is asked of the engine, so
//! that it cannot be told wrongly.

use std::collections::BTreeSet;

use rhai::Engine;

use super::CHAPTERS;
use crate::rule::Host;

/// Words with what they do, each written with what it takes: `latest_notice(meeting, days[, closed])`;
/// `quorum.spare` for a part of a value, `left == right` for a sign.
pub(super) type Described = &'static [(&'static str, &'static str)];

/// A chapter as it is registered: its title, what registers its words, and what those do.
pub(super) type Part = (&'static str, fn(&mut Engine), Described);

/// A part of the vocabulary: words that belong together.
pub struct Chapter {
    /// What they are about.
    pub title: &'static str,
    /// The words.
    pub words: Vec<Word>,
}

/// A word that rules may use.
pub struct Word {
    /// The name, by which a script calls it.
    pub name: &'static str,
    /// Whether it is a part of a value, `quorum.spare`, and no function.
    pub is_part: bool,
    /// How it is written, with what it takes and gives: `unit_of(measure: node) -> unit ?`. The mark at
    /// the end says that it may leave the subject open.
    pub signature: String,
    /// What it does, in which units, and when it leaves the subject open or the rule broken.
    pub says: &'static str,
}

/// A function as the engine knows it.
struct Registered {
    name: String,
    takes: Vec<String>,
    gives: String,
    may_raise: bool,
}

/// How a word is written, taken apart.
struct Call {
    name: &'static str,
    /// What the engine calls it.
    registered: String,
    /// The type that it is a part of; none for a function.
    part_of: Option<&'static str>,
    names: Vec<&'static str>,
    /// How many of the names must be given.
    least: usize,
    is_sign: bool,
}

impl Host {
    /// The words that rules may use, beyond the language itself.
    pub fn vocabulary(&self) -> Vec<Chapter> {
        let registered = registered(self.engine());
        let word = |(call, says): &(&'static str, &'static str)| {
            let call = Call::read(call);
            Word { name: call.name, is_part: call.part_of.is_some(), signature: call.signature(&registered), says }
        };
        let chapter = |(title, _, words): &Part| Chapter { title, words: words.iter().map(word).collect() };
        CHAPTERS.iter().map(chapter).collect()
    }
}

/// The functions that are registered beyond those of the language.
fn registered(engine: &Engine) -> Vec<Registered> {
    let of_engine = |info: rhai::FuncInfo<'_>| {
        let result = info.metadata.return_type.strip_prefix("core::result::Result<");
        let result =
            result.and_then(|result| result.strip_suffix(", alloc::boxed::Box<rhai::types::error::EvalAltResult>>"));
        let gives = result.unwrap_or(&info.metadata.return_type);
        let takes = info.metadata.params_info.iter().map(|told| told.trim_start_matches("_: "));
        Some(Registered {
            name: info.metadata.name.to_string(),
            // What a function gives is told among what it takes where the engine knows no name for it.
            takes: takes.take(info.metadata.num_params).map(in_words).collect(),
            gives: in_words(engine.map_type_name(gives)),
            may_raise: result.is_some(),
        })
    };
    engine.collect_fn_metadata(None, of_engine, false)
}

/// A type as people call it.
fn in_words(told: &str) -> String {
    let name = told.trim_start_matches('&').trim_start_matches("mut ");
    match name.rsplit("::").next().unwrap_or(name) {
        "string" | "str" | "String" | "ImmutableString" => "text".to_owned(),
        "char" => "letter".to_owned(),
        "i64" => "whole number".to_owned(),
        "decimal" | "Decimal" => "number".to_owned(),
        "bool" => "true or false".to_owned(),
        "array" => "list".to_owned(),
        "Dynamic>" => "list".to_owned(),
        "Dynamic" => "value".to_owned(),
        "()" => "nothing".to_owned(),
        "AsOf" => "day of the assessment".to_owned(),
        "PrintedDate" => "date in a text".to_owned(),
        own => spaced(own),
    }
}

/// `PairOfBands` as `pair of bands`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

impl Call {
    fn read(call: &'static str) -> Call {
        let function = |name: &'static str, names: Vec<&'static str>, least, is_sign| Call {
            name,
            registered: name.to_owned(),
            part_of: None,
            names,
            least,
            is_sign,
        };
        if let Some((name, inside)) = call.split_once('(') {
            let inside = inside.trim_end_matches(')');
            let (needed, optional) = inside.split_once('[').unwrap_or((inside, ""));
            let names = |list: &'static str| list.trim_end_matches(']').split(", ").filter(|name| !name.is_empty());
            let needed: Vec<&str> = names(needed).collect();
            let least = needed.len();
            return function(name, needed.into_iter().chain(names(optional)).collect(), least, false);
        }
        if let Some((holder, name)) = call.split_once('.') {
            let registered = format!("get${name}");
            return Call { registered, part_of: Some(holder), ..function(name, vec![holder], 1, false) };
        }
        let mut parts = call.split(' ');
        let (left, sign, right) = (parts.next(), parts.next(), parts.next());
        function(sign.unwrap_or(call), left.into_iter().chain(right).collect(), 2, true)
    }

    /// Whether it is what is registered here.
    fn is(&self, registered: &Registered) -> bool {
        let fits = self.part_of.is_none_or(|holder| registered.takes.first().is_some_and(|first| first == holder));
        let takes = registered.takes.len();
        self.registered == registered.name && fits && self.least <= takes && takes <= self.names.len()
    }

    fn signature(&self, registered: &[Registered]) -> String {
        let own: Vec<&Registered> = registered.iter().filter(|registered| self.is(registered)).collect();
        // Other kinds of value at the same place are told once each, in the order of the alphabet.
        let all = |of: &dyn Fn(&Registered) -> Option<String>| {
            let kinds: BTreeSet<String> = own.iter().filter_map(|registered| of(registered)).collect();
            kinds.into_iter().collect::<Vec<_>>().join(" or ")
        };
        let gives = all(&|registered| Some(registered.gives.clone()));
        let may_raise = own.iter().any(|registered| registered.may_raise);
        let mut taken = String::new();
        for (position, name) in self.names.iter().enumerate() {
            taken.push_str(if position == self.least {
                "[, "
            } else if position > 0 {
                ", "
            } else {
                ""
            });
            taken.push_str(name);
            // What a sign stands between is said in words: it is nearly everything.
            if !self.is_sign {
                taken.push_str(&format!(": {}", all(&|registered| registered.takes.get(position).cloned())));
            }
        }
        if self.names.len() > self.least {
            taken.push(']');
        }
        let written = match (self.part_of, self.is_sign) {
            (Some(holder), _) => format!("{holder}.{}", self.name),
            (None, true) => taken.replacen(", ", &format!(" {} ", self.name), 1),
            (None, false) => format!("{}({taken})", self.name),
        };
        format!("{written} -> {gives}{}", if may_raise { " ?" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How values become texts, which every message does, and what the language has itself.
    const UNTOLD: [&str; 4] = ["to_string", "to_debug", "replace", "map"];

    #[test]
    fn every_word_is_described_once_and_every_description_is_of_a_word() {
        let registered = registered(Host::new().engine());
        let calls: Vec<Call> =
            CHAPTERS.iter().flat_map(|(_, _, words)| words.iter().map(|(call, _)| Call::read(call))).collect();
        let mut wrong = Vec::new();
        for one in &registered {
            let is_field = one.name.starts_with("get$") && one.takes.first().is_some_and(|first| first == "node");
            let is_index = one.name.starts_with("index$");
            let count = calls.iter().filter(|call| call.is(one)).count();
            if !is_field && !is_index && !UNTOLD.contains(&one.name.as_str()) && count != 1 {
                wrong.push(format!("{} ({}) is described {count} times", one.name, one.takes.join(", ")));
            }
        }
        for call in &calls {
            for takes in call.least..=call.names.len() {
                if !registered.iter().any(|one| call.is(one) && one.takes.len() == takes) {
                    wrong.push(format!("there is no {} that takes {takes}", call.registered));
                }
            }
        }
        assert!(registered.len() > 200, "{}", registered.len());
        assert!(wrong.is_empty(), "WORDS of the module that registers a word describes it:\n{}", wrong.join("\n"));
    }

    #[test]
    fn a_signature_tells_what_the_engine_knows() {
        let chapters = Host::new().vocabulary();
        let signature = |name: &str| {
            let words = chapters.iter().flat_map(|chapter| &chapter.words);
            words.filter(|word| word.name == name).map(|word| word.signature.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(signature("same_text"), ["same_text(left: node, right: node or text) -> true or false ?"]);
        assert_eq!(signature("spare"), ["quorum.spare -> whole number"]);
        assert_eq!(
            signature("working_days_between"),
            ["working_days_between(start: node, end: node[, closed: list]) -> whole number ?"]
        );
        assert_eq!(signature("<="), ["left <= right -> true or false ?"]);
        assert_eq!(signature("missed_periods").len(), 3);
        assert_eq!(signature("bands_of"), ["bands_of(measure: node, ranks: list) -> bands ?"]);
    }
}
