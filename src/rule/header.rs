//! A rule's header: the literal map `RULE`, read without running anything.

use rhai::{AST, Dynamic, Map};
use rust_decimal::Decimal;

use super::FilePlace;
use super::takes::{self, Takes};
use crate::problem::{Problem, Problems, nearest};
use crate::schema;

/// The header as written.
pub(super) struct Header {
    /// The kinds that the rule speaks about, each with the path of its subjects, by kind.
    pub(super) each: Vec<(String, String)>,
    pub(super) since: String,
    pub(super) source: String,
    pub(super) parameters: Vec<Parameter>,
}

/// A parameter that a rule declares and a policy may set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, as scripts and policies write it.
    pub name: String,
    /// What it holds.
    pub holds: ParameterType,
    /// Its value where a policy sets none; none means that a policy must set it.
    pub default: Option<ParameterValue>,
    /// Which values of its type it takes.
    pub takes: Takes,
    /// What it means.
    pub meaning: String,
}

/// What a parameter may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Decimal,
    /// True or false.
    Boolean,
    /// A list of texts.
    TextList,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterValue {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Decimal(Decimal),
    /// True or false.
    Boolean(bool),
    /// A list of texts.
    TextList(Vec<String>),
}

impl ParameterType {
    const ALL: [(&'static str, ParameterType); 5] = [
        ("text", ParameterType::Text),
        ("integer", ParameterType::Integer),
        ("decimal", ParameterType::Decimal),
        ("boolean", ParameterType::Boolean),
        ("list of text", ParameterType::TextList),
    ];

    /// The name, as headers write it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, holds)| *holds == self).map_or("text", |(name, _)| name)
    }
}

impl std::fmt::Display for ParameterValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ParameterValue::Text(text) => write!(formatter, "\"{text}\""),
            ParameterValue::Integer(number) => write!(formatter, "{number}"),
            ParameterValue::Decimal(number) => write!(formatter, "{number}"),
            ParameterValue::Boolean(truth) => write!(formatter, "{truth}"),
            ParameterValue::TextList(texts) if texts.is_empty() => formatter.write_str("none"),
            ParameterValue::TextList(texts) => {
                let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
                formatter.write_str(&quoted.join(", "))
            }
        }
    }
}

impl ParameterValue {
    /// What the value is.
    pub fn holds(&self) -> ParameterType {
        match self {
            ParameterValue::Text(_) => ParameterType::Text,
            ParameterValue::Integer(_) => ParameterType::Integer,
            ParameterValue::Decimal(_) => ParameterType::Decimal,
            ParameterValue::Boolean(_) => ParameterType::Boolean,
            ParameterValue::TextList(_) => ParameterType::TextList,
        }
    }
}

/// The keys of a header in the order in which rules write them.
///
/// `with` and `default` would be the natural words; the language reserves both.
pub(super) const KEYS: [&str; 4] = ["each", "since", "source", "parameters"];

impl Header {
    pub(super) fn read(place: &FilePlace<'_>, ast: &AST) -> Result<Header, Problems> {
        let no_header = || {
            vec![place.problem(place.find("RULE"), "the rule has no header").help(
                "write `const RULE = #{ each: #{ \"meeting\": \"/items/*\" }, since: \"...\", source: \"...\" };` with literal values, and nothing else outside functions",
            )]
        };
        let mut literals = ast.iter_literal_variables(true, true);
        let (Some(("RULE", true, value)), None) = (literals.next(), literals.next()) else {
            return Err(no_header());
        };
        if ast.statements().len() != 1 {
            return Err(vec![
                place
                    .problem(place.find("RULE"), "something besides `const RULE` stands outside functions")
                    .help("move it into a function"),
            ]);
        }
        let Some(map) = value.try_cast::<Map>() else {
            return Err(no_header());
        };
        let mut problems: Problems = map
            .keys()
            .filter(|key| !KEYS.contains(&key.as_str()))
            .map(|key| {
                let way_out = nearest(key, KEYS).map_or_else(
                    || format!("the keys are {}", KEYS.join(", ")),
                    |meant| format!("did you mean `{meant}`?"),
                );
                place.problem(place.find(key), format!("`{key}` is no key of a rule's header")).help(way_out)
            })
            .collect();
        let mut text = |key: &str, meaning: &str| match map.get(key).and_then(|value| value.clone().into_string().ok())
        {
            Some(text) => text,
            None => {
                problems.push(
                    place
                        .problem(place.find("RULE"), format!("the header has no text `{key}`"))
                        .help(format!("add `{key}`: {meaning}")),
                );
                String::new()
            }
        };
        let since = text(
            "since",
            "the version of Quorate that brought the rule, such as since: \"0.1.0\"; `quorate rules lint --fix` adds it to a header without comments",
        );
        let source = text("source", "the act, standard or clause that the requirement comes from");
        if !since.is_empty() && !is_version(&since) {
            let what = format!("`since` is no version: \"{since}\"");
            problems.push(place.problem(place.find("since"), what).help("write three numbers, such as \"0.1.0\""));
        }
        let each = each(place, map.get("each")).unwrap_or_else(|problem| {
            problems.push(problem);
            Vec::new()
        });
        let (parameters, mut wrong) = parameters(place, map.get("parameters"));
        problems.append(&mut wrong);
        if problems.is_empty() { Ok(Header { each, since, source, parameters }) } else { Err(problems) }
    }
}

/// Whether a text is a version of Quorate: three numbers with points.
fn is_version(text: &str) -> bool {
    text.split('.').count() == 3 && text.split('.').all(|part| part.parse::<u32>().is_ok())
}

/// The map from kinds to the paths of their subjects; never empty.
fn each(place: &FilePlace<'_>, written: Option<&Dynamic>) -> Result<Vec<(String, String)>, Problem> {
    let wrong = || {
        let at = if written.is_some() { "each" } else { "RULE" };
        place.problem(place.find(at), "the header does not say in `each` what the rule speaks about").help(
            "write each: #{ \"meeting\": \"/items/*\" }: the kind of document and the path of its subjects, \"\" for the document as a whole",
        )
    };
    let map = written.cloned().and_then(Dynamic::try_cast::<Map>).filter(|map| !map.is_empty()).ok_or_else(wrong)?;
    map.into_iter().map(|(kind, path)| Ok((kind.to_string(), path.into_string().map_err(|_| wrong())?))).collect()
}

pub(super) fn unknown_kind(place: &FilePlace<'_>, kind: &str) -> Problem {
    let known: Vec<&str> = schema::kinds().iter().map(schema::Kind::name).collect();
    let way_out = match nearest(kind, known.iter().copied()) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!("the kinds are {}", known.join(", ")),
    };
    place.problem(place.find(kind), format!("\"{kind}\" is no kind of document")).help(way_out)
}

fn parameters(place: &FilePlace<'_>, declared: Option<&Dynamic>) -> (Vec<Parameter>, Problems) {
    let mut parameters = Vec::new();
    let mut problems = Vec::new();
    let declared = declared.cloned().unwrap_or_else(|| Map::new().into());
    for (name, value) in declared.try_cast::<Map>().unwrap_or_default() {
        match parameter(&name, value) {
            Ok(parameter) => parameters.push(parameter),
            Err(what) => problems.push(
                place
                    .problem(place.find(&name), format!("the parameter `{name}` {what}"))
                    .help("write it as `name: #{ type: \"integer\", unless_set: 5, meaning: \"...\" }`; the types are text, integer, decimal, boolean, list of text; `one_of: [...]`, `at_least: 0`, `at_most: 9` and `written_as: \"date\"` or `\"period\"` say which values it takes"),
            ),
        }
    }
    (parameters, problems)
}

fn parameter(name: &str, declared: Dynamic) -> Result<Parameter, &'static str> {
    let map = declared.try_cast::<Map>().ok_or("is not a map")?;
    let known = |key: &str| ["type", "unless_set", "meaning"].contains(&key) || takes::KEYS.contains(&key);
    if !map.keys().all(|key| known(key)) {
        return Err("has a key that is not known");
    }
    let text = |key: &str| map.get(key).and_then(|value| value.clone().into_string().ok());
    let written = text("type").ok_or("has no type")?;
    let holds = ParameterType::ALL
        .iter()
        .find(|(name, _)| *name == written)
        .map(|(_, holds)| *holds)
        .ok_or("has an unknown type")?;
    let meaning = text("meaning").ok_or("has no meaning")?;
    let default = match map.get("unless_set") {
        Some(value) => Some(value_of(value, holds).ok_or("has an `unless_set` of another type")?),
        None => None,
    };
    let takes = Takes::read(&map, holds)?;
    if default.as_ref().is_some_and(|default| takes.refusal(default).is_some()) {
        return Err("has an `unless_set` that it does not take");
    }
    Ok(Parameter { name: name.to_owned(), holds, default, takes, meaning })
}

fn value_of(value: &Dynamic, holds: ParameterType) -> Option<ParameterValue> {
    match holds {
        ParameterType::Text => value.clone().into_string().ok().map(ParameterValue::Text),
        ParameterType::Integer => value.as_int().ok().map(ParameterValue::Integer),
        ParameterType::Decimal => {
            let whole = || value.as_int().ok().map(Decimal::from);
            value.as_decimal().ok().or_else(whole).map(ParameterValue::Decimal)
        }
        ParameterType::Boolean => value.as_bool().ok().map(ParameterValue::Boolean),
        ParameterType::TextList => {
            let items = value.clone().into_array().ok()?;
            let texts: Option<Vec<String>> = items.into_iter().map(|item| item.into_string().ok()).collect();
            texts.map(ParameterValue::TextList)
        }
    }
}
