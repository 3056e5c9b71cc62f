//! Which values of its type a parameter takes, as the rule's header says.

use chrono::NaiveDate;
use rhai::{Array, Dynamic, Map};
use rust_decimal::Decimal;

use super::{ParameterType, ParameterValue};
use crate::calendar::Period;
use crate::problem::nearest;

/// What a parameter takes; nothing said means every value of its type. Of a list each text is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Takes {
    /// The texts that it may be; empty if any.
    one_of: Vec<String>,
    /// The smallest number.
    at_least: Option<Decimal>,
    /// The largest number.
    at_most: Option<Decimal>,
    /// How its text is written.
    written_as: Option<WrittenAs>,
}

/// How a text must be written so that the vocabulary can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WrittenAs {
    Date,
    Period,
}

impl WrittenAs {
    const ALL: [(&'static str, WrittenAs); 2] = [("date", WrittenAs::Date), ("period", WrittenAs::Period)];

    fn reads(self, text: &str) -> bool {
        match self {
            WrittenAs::Date => text.parse::<NaiveDate>().is_ok(),
            WrittenAs::Period => Period::parse(text).is_some(),
        }
    }

    fn told(self) -> &'static str {
        match self {
            WrittenAs::Date => "a date like 2015-12-24",
            WrittenAs::Period => "a length of time like 60 days, 10 working days or 3 years",
        }
    }
}

/// Why a value is not taken.
pub struct Refusal {
    /// The end of a sentence that starts with the parameter: `cannot be "lunar"`.
    pub says: String,
    /// What can be written.
    pub way_out: String,
}

/// The keys of a parameter in a header that say what it takes.
pub(super) const KEYS: [&str; 4] = ["one_of", "at_least", "at_most", "written_as"];

impl Takes {
    /// Reads what a header says of a parameter of a type.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence.
    pub(super) fn read(map: &Map, holds: ParameterType) -> Result<Takes, &'static str> {
        let is_text = matches!(holds, ParameterType::Text | ParameterType::TextList);
        let is_number = matches!(holds, ParameterType::Integer | ParameterType::Decimal);
        if !is_text && (map.contains_key("one_of") || map.contains_key("written_as")) {
            return Err("has `one_of` or `written_as`, which are for texts");
        }
        if !is_number && (map.contains_key("at_least") || map.contains_key("at_most")) {
            return Err("has `at_least` or `at_most`, which are for numbers");
        }
        let texts = |list: &Dynamic| -> Option<Vec<String>> {
            let items = list.read_lock::<Array>()?;
            let texts: Option<Vec<String>> = items.iter().map(|item| item.clone().into_string().ok()).collect();
            texts.filter(|texts| !texts.is_empty())
        };
        let number = |value: &Dynamic| value.as_decimal().ok().or_else(|| value.as_int().ok().map(Decimal::from));
        let one_of = map.get("one_of").map(|list| texts(list).ok_or("has a `one_of` that is no list of texts"));
        let limit =
            |key: &str| map.get(key).map(|limit| number(limit).ok_or("has a limit that is no number")).transpose();
        let written = map.get("written_as").map(|word| {
            let word = word.clone().into_string().unwrap_or_default();
            let known = WrittenAs::ALL.iter().find(|(name, _)| *name == word);
            known.map(|(_, written)| *written).ok_or("has a `written_as` that is neither \"date\" nor \"period\"")
        });
        Ok(Takes {
            one_of: one_of.transpose()?.unwrap_or_default(),
            at_least: limit("at_least")?,
            at_most: limit("at_most")?,
            written_as: written.transpose()?,
        })
    }

    /// Why a value of the right type is not taken; none if it is.
    pub fn refusal(&self, value: &ParameterValue) -> Option<Refusal> {
        match value {
            ParameterValue::Text(text) => self.refused_text(text, "be"),
            ParameterValue::TextList(texts) => texts.iter().find_map(|text| self.refused_text(text, "hold")),
            ParameterValue::Integer(number) => self.refused_number(Decimal::from(*number)),
            ParameterValue::Decimal(number) => self.refused_number(*number),
            ParameterValue::Boolean(_) => None,
        }
    }

    fn refused_text(&self, text: &str, verb: &str) -> Option<Refusal> {
        let is_known = self.one_of.is_empty() || self.one_of.iter().any(|known| known == text);
        let is_taken = is_known && self.written_as.is_none_or(|written| written.reads(text));
        let meant = nearest(text, self.one_of.iter().map(String::as_str)).filter(|_| !is_known);
        let meant = meant.map(|meant| format!("did you mean \"{meant}\"? ")).unwrap_or_default();
        let way_out = format!("{meant}write {}", self.told().unwrap_or_default());
        (!is_taken).then(|| Refusal { says: format!("cannot {verb} \"{text}\""), way_out })
    }

    fn refused_number(&self, number: Decimal) -> Option<Refusal> {
        let is_taken =
            self.at_least.is_none_or(|least| number >= least) && self.at_most.is_none_or(|most| number <= most);
        let way_out = format!("write {}", self.told().unwrap_or_default());
        (!is_taken).then(|| Refusal { says: format!("cannot be {number}"), way_out })
    }

    /// What is taken, in words: `a number from 0 to 366`; none if every value of the type is.
    pub fn told(&self) -> Option<String> {
        if !self.one_of.is_empty() {
            let quoted: Vec<String> = self.one_of.iter().map(|text| format!("\"{text}\"")).collect();
            return Some(format!("one of {}", quoted.join("; ")));
        }
        match (self.at_least, self.at_most) {
            (Some(least), Some(most)) => Some(format!("a number from {least} to {most}")),
            (Some(least), None) => Some(format!("a number of {least} or more")),
            (None, Some(most)) => Some(format!("a number of {most} or less")),
            (None, None) => self.written_as.map(|written| written.told().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Host, Rule, RuleFile};
    use super::*;

    /// What is told of a header's parameter, and of a value of it.
    fn told(parameter: &str, value: ParameterValue) -> Result<String, String> {
        let text = format!(
            "//! Holds.\n//!\n//! # Why\n//! a\n//! # Applies\n//! b\n//! # Passes\n//! c\n//! # Fails\n//! d\n//! # Remedy\n//! e\n\nconst RULE = #{{\n    each: #{{ \"meeting\": \"\" }}, since: \"0.1.0\", source: \"Act\",\n    parameters: #{{ it: #{{ {parameter}, meaning: \"It.\" }} }},\n}};\n\nfn check(meeting, policy) {{ if policy.it == () {{ fail(meeting, \"no\") }} }}\n"
        );
        let file = RuleFile::new("a/b.rhai", "b.rhai".into(), text.into()).unwrap();
        let rule = Rule::read(&Host::new(), &file).map_err(|problems| problems[0].what().to_owned())?;
        let refusal = rule.parameters[0].takes.refusal(&value);
        Ok(refusal.map_or("taken".to_owned(), |refusal| format!("{} | {}", refusal.says, refusal.way_out)))
    }

    #[test]
    fn a_value_outside_what_the_header_says_is_refused_with_what_can_be_written() {
        let text = |text: &str| ParameterValue::Text(text.to_owned());
        let list = |texts: &[&str]| ParameterValue::TextList(texts.iter().map(|text| (*text).to_owned()).collect());
        let words = "type: \"text\", one_of: [\"days\", \"clear days\"]";
        let dates = "type: \"list of text\", unless_set: [], written_as: \"date\"";
        let number = "type: \"integer\", unless_set: 5, at_least: 0, at_most: 9";
        for (parameter, value, words) in [
            (words, text("clear days"), "taken"),
            (words, text("lunar months"), "cannot be \"lunar months\" | write one of \"days\"; \"clear days\""),
            (
                words,
                text("clar days"),
                "cannot be \"clar days\" | did you mean \"clear days\"? write one of \"days\"; \"clear days\"",
            ),
            (dates, list(&["2015-12-24"]), "taken"),
            (dates, list(&["2015-12-24", "xmas"]), "cannot hold \"xmas\" | write a date like 2015-12-24"),
            (number, ParameterValue::Integer(0), "taken"),
            (number, ParameterValue::Integer(9), "taken"),
            (number, ParameterValue::Integer(-1), "cannot be -1 | write a number from 0 to 9"),
            (number, ParameterValue::Integer(10), "cannot be 10 | write a number from 0 to 9"),
            (
                "type: \"decimal\", at_least: 0.5",
                ParameterValue::Decimal(Decimal::new(4, 1)),
                "cannot be 0.4 | write a number of 0.5 or more",
            ),
            ("type: \"text\", written_as: \"period\"", text("3 years"), "taken"),
            (
                "type: \"text\", written_as: \"period\"",
                text("soon"),
                "cannot be \"soon\" | write a length of time like 60 days, 10 working days or 3 years",
            ),
        ] {
            assert_eq!(told(parameter, value).as_deref(), Ok(words), "{parameter}");
        }
    }

    #[test]
    fn a_header_that_limits_what_cannot_be_limited_is_refused() {
        for (parameter, words) in [
            ("type: \"integer\", one_of: [\"1\"]", "has `one_of` or `written_as`, which are for texts"),
            ("type: \"text\", at_least: 1", "has `at_least` or `at_most`, which are for numbers"),
            ("type: \"text\", one_of: \"days\"", "has a `one_of` that is no list of texts"),
            ("type: \"text\", one_of: []", "has a `one_of` that is no list of texts"),
            ("type: \"integer\", at_most: \"9\"", "has a limit that is no number"),
            ("type: \"text\", written_as: \"day\"", "has a `written_as` that is neither \"date\" nor \"period\""),
            ("type: \"integer\", unless_set: 10, at_most: 9", "has an `unless_set` that it does not take"),
        ] {
            let refused = told(parameter, ParameterValue::Boolean(true)).unwrap_err();
            assert_eq!(refused, format!("the parameter `it` {words}"));
        }
    }
}
