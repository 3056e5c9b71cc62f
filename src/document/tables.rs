//! TOML 1.0 into the arena: for the files of settings that are judged like documents.

use super::builder::Builder;
use super::{Fault, MAX_DEPTH};
use crate::place::Span;
use crate::table::{DeValue, Placed, parse};

pub(super) fn read(text: &str) -> Result<Builder, Fault> {
    let parsed = parse(text).map_err(|(span, what)| {
        Fault::new(
            span,
            format!("this is not valid TOML: {what}"),
            "check quotation marks, brackets and equals signs at this place",
        )
    })?;
    let mut builder = Builder::new(text);
    let entries = parsed.get_ref().iter().map(|(name, value)| (name.get_ref().to_string(), name.span().start, value));
    map(entries.collect(), Span::new(0, text.len()), text, &mut builder)?;
    Ok(builder)
}

type Entry<'t> = (String, usize, &'t Placed<'t>);

fn map(mut entries: Vec<Entry<'_>>, span: Span, text: &str, builder: &mut Builder) -> Result<(), Fault> {
    if builder.depth() >= MAX_DEPTH {
        return Err(Fault::too_deep(span));
    }
    // A table does not keep the order of its file.
    entries.sort_by_key(|(_, start, _)| *start);
    builder.open(span.start as usize, true);
    for (name, start, inner) in entries {
        builder.key(&name, start);
        value(inner, text, builder)?;
    }
    builder.close(span.end as usize)
}

fn value(value_here: &Placed<'_>, text: &str, builder: &mut Builder) -> Result<(), Fault> {
    let span = Span::new(value_here.span().start, value_here.span().end);
    match value_here.get_ref() {
        DeValue::String(words) => builder.owned_text(span, words.to_string()),
        DeValue::Boolean(truth) => builder.bool(span, *truth),
        DeValue::Datetime(moment) => builder.owned_text(span, moment.to_string()),
        DeValue::Integer(_) | DeValue::Float(_) => builder.number(span),
        DeValue::Array(items) => {
            if builder.depth() >= MAX_DEPTH {
                return Err(Fault::too_deep(span));
            }
            builder.open(span.start as usize, false);
            for item in items.iter() {
                value(item, text, builder)?;
            }
            builder.close(span.end as usize)?;
        }
        DeValue::Table(table) => {
            let entries = table.iter().map(|(name, inner)| (name.get_ref().to_string(), name.span().start, inner));
            map(entries.collect(), span, text, builder)?;
        }
    }
    Ok(())
}
