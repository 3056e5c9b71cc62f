//! What the engine says of a rule that failed, in plain words and without a place: that is told once.

use rhai::EvalAltResult;

/// What went wrong, as one line.
pub(super) fn plain(error: &EvalAltResult) -> String {
    match error {
        EvalAltResult::ErrorFunctionNotFound(call, _) => not_found(call),
        EvalAltResult::ErrorArithmetic(what, _) => arithmetic(what),
        EvalAltResult::ErrorMismatchDataType(wanted, given, _)
        | EvalAltResult::ErrorMismatchOutputType(wanted, given, _) => match (wanted.as_str(), given.as_str()) {
            (wanted, "") => format!("it needs {} in place of what it has", value(wanted)),
            ("", given) => format!("it cannot use {} here", value(given)),
            (wanted, given) => format!("it has {} where {} is needed", value(given), value(wanted)),
        },
        EvalAltResult::ErrorArrayBounds(0, index, _) => format!("it asks for [{index}] of an empty list"),
        EvalAltResult::ErrorArrayBounds(count, index, _) => format!("it asks for [{index}] of a list of {count}"),
        EvalAltResult::ErrorStringBounds(count, index, _) => {
            format!("it asks for letter [{index}] of a text of {count}")
        }
        EvalAltResult::ErrorPropertyNotFound(name, _) => {
            format!("it reads `{}`, and the map has no such field", name.trim_matches('\''))
        }
        EvalAltResult::ErrorDotExpr(what, _) => field(what),
        EvalAltResult::ErrorIndexingType(..) => "it asks for an item of what is no list".to_owned(),
        EvalAltResult::ErrorFor(_) => "it goes through what is no list".to_owned(),
        EvalAltResult::ErrorDataRace(..) => {
            "a closure uses a value while the list taken from it is gone through; take what it needs of it before, with let"
                .to_owned()
        }
        other => without_place(other),
    }
}

/// The engine's own words, without the place that it adds.
fn without_place(error: &EvalAltResult) -> String {
    let told = error.to_string();
    told.strip_suffix(&format!(" ({})", error.position())).unwrap_or(&told).to_owned()
}

/// A call that fits no function: `unlike (Node, i64)`.
fn not_found(call: &str) -> String {
    let (name, values) = call.split_once(" (").unwrap_or((call, ""));
    let values: Vec<&str> =
        values.trim_end_matches(')').split(", ").filter(|value| !value.is_empty()).map(value).collect();
    match (name.starts_with(char::is_alphabetic), values.split_last()) {
        (true, None) => format!("it calls `{name}` without anything, and there is no such word"),
        (true, Some((last, []))) => format!("it calls `{name}` with {last}, and there is no such word for that"),
        (true, Some((last, rest))) => {
            format!("it calls `{name}` with {} and {last}, and there is no such word for these", rest.join(", "))
        }
        (false, Some((last, rest))) if !rest.is_empty() => {
            format!("it uses `{name}` between {} and {last}, for which there is none", rest.join(", "))
        }
        (false, _) => format!("it uses `{name}` on {}, for which there is none", values.join(", ")),
    }
}

fn arithmetic(what: &str) -> String {
    if what.starts_with("Division by zero") || what.starts_with("Modulo division by zero") {
        return "it divides by zero".to_owned();
    }
    if what.contains("overflow") || what.contains("too large") {
        return "a number in it becomes too large".to_owned();
    }
    format!("it cannot be reckoned: {what}")
}

/// A field that a value has not: `Unknown property 'x' - a getter is not registered for type 'i64'`.
fn field(what: &str) -> String {
    let mut quoted = what.split('\'').skip(1).step_by(2);
    match (quoted.next(), quoted.next()) {
        (Some(name), Some(holds)) => format!("it asks {} for `{name}`, which it has not", value(holds)),
        _ => format!("it asks a value for what it has not: {what}"),
    }
}

/// What a value is, from the engine's name of its type.
fn value(name: &str) -> &str {
    match name.trim_start_matches("&mut ").trim() {
        "Node" => "a place of a document",
        "i64" | "INT" | "Decimal" | "decimal" => "a number",
        "string" | "String" | "ImmutableString" | "&str" | "&str | ImmutableString | String" | "char" => "a text",
        "bool" => "true or false",
        "array" | "Array" => "a list",
        "map" | "Map" => "a map",
        "()" => "nothing",
        "Fn" => "a closure",
        "range" | "range=" => "a range",
        "Day" => "a day",
        "Policy" => "the policy",
        "Said" => "a finding",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Host;
    use super::*;

    #[test]
    fn what_breaks_is_told_without_the_words_of_the_engine() {
        for (script, words) in [
            ("let a = 0; 1 / a", "it divides by zero"),
            ("let a = 0; 1 % a", "it divides by zero"),
            ("let a = 9223372036854775807; a + 1", "a number in it becomes too large"),
            ("unlike(1, \"x\")", "it calls `unlike` with a number and a text, and there is no such word for these"),
            ("unlike(true)", "it calls `unlike` with true or false, and there is no such word for that"),
            ("unlike()", "it calls `unlike` without anything, and there is no such word"),
            ("[1] - #{}", "it uses `-` between a list and a map, for which there is none"),
            ("let a = [1]; a[3]", "it asks for [3] of a list of 1"),
            ("let a = []; a[0]", "it asks for [0] of an empty list"),
            ("let a = #{ b: 1 }; a.c", "it reads `c`, and the map has no such field"),
            ("let a = 1; a.c", "it asks a number for `c`, which it has not"),
            ("let a = 1; if a { }", "it has a number where true or false is needed"),
            ("let n = 1; for a in n { }", "it goes through what is no list"),
        ] {
            let error = Host::new().engine().eval::<rhai::Dynamic>(script).unwrap_err();
            assert_eq!(plain(error.unwrap_inner()), words, "{script}");
        }
    }
}
