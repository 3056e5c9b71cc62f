//! YAML 1.2 (core schema) into the arena, from the events of `saphyr-parser`.
//!
//! `No`, `on`, `007` and `2015-10-20` are texts; a number is what JSON calls a number. Aliases,
//! tags and several documents in one file are refused: a record must say what it says where it
//! says it.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::builder::Builder;
use super::json::number_length;
use super::{Fault, MAX_DEPTH};
use crate::place::Span;

pub(super) fn read(text: &str) -> Result<Builder, Fault> {
    let mut builder = Builder::new(text);
    read_part(text, 0, &mut builder, |_| {})?;
    Ok(builder)
}

/// Reads the part of a text that starts at byte `base` and hands over before the outermost map
/// is closed, so that a reader of another format can add fields of its own.
pub(super) fn read_part(
    part: &str,
    base: usize,
    builder: &mut Builder,
    before_close: impl FnOnce(&mut Builder),
) -> Result<(), Fault> {
    let offsets = Offsets::new(part, base);
    let mut before_close = Some(before_close);
    let mut documents = 0;
    for event in Parser::new_from_str(part) {
        let (event, span) = event.map_err(|error| {
            let at = offsets.byte(error.marker().index());
            Fault::new(
                Span::new(at, at),
                format!("this is not valid YAML: {}", error.info()),
                "check indentation, colons and quotation marks just before this place",
            )
        })?;
        let start = offsets.byte(span.start.index());
        let span = Span::new(start, offsets.byte(span.end.index()));
        match event {
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    return Err(Fault::new(
                        span,
                        "a second YAML document starts here",
                        "put each document in a file of its own",
                    ));
                }
            }
            Event::Alias(_) => {
                return Err(Fault::new(span, "aliases are not read", "write the value out where it is meant"));
            }
            Event::Scalar(content, style, _, tag) => {
                refuse_tag(tag.is_some(), span)?;
                scalar(builder, &content, style, part, base, span)?;
            }
            Event::SequenceStart(_, tag) => open(builder, tag.is_some(), span, false)?,
            Event::MappingStart(_, tag) => open(builder, tag.is_some(), span, true)?,
            // An empty value may stand behind the last text.
            Event::SequenceEnd => builder.close(end_of_content(part, base, span).max(builder.last_end()))?,
            Event::MappingEnd => {
                let end = end_of_content(part, base, span).max(builder.last_end());
                if builder.depth() == 1
                    && let Some(add) = before_close.take()
                {
                    add(builder);
                }
                builder.close(end)?;
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }
    if documents == 0 {
        return Err(Fault::new(Span::new(base, base), "the file is empty", "write the document, or delete the file"));
    }
    Ok(())
}

/// A block ends where its last line of content ends, not at the first line of what follows.
fn end_of_content(part: &str, base: usize, span: Span) -> usize {
    let end = span.end as usize;
    part.get(..end.saturating_sub(base)).map_or(end, |before| base + before.trim_end().len())
}

fn refuse_tag(tagged: bool, span: Span) -> Result<(), Fault> {
    if tagged {
        return Err(Fault::new(
            span,
            "tags (words that start with !) are not read",
            "delete the tag, or put the text in quotation marks",
        ));
    }
    Ok(())
}

fn open(builder: &mut Builder, tagged: bool, span: Span, is_map: bool) -> Result<(), Fault> {
    refuse_tag(tagged, span)?;
    refuse_composite_key(builder, span)?;
    if builder.depth() >= MAX_DEPTH {
        return Err(Fault::too_deep(span));
    }
    builder.open(span.start as usize, is_map);
    Ok(())
}

fn refuse_composite_key(builder: &Builder, span: Span) -> Result<(), Fault> {
    if builder.expects_key() {
        return Err(Fault::new(
            span,
            "the name of a field was expected here",
            "put a text that holds { or [ in quotation marks",
        ));
    }
    Ok(())
}

fn scalar(
    builder: &mut Builder,
    content: &str,
    style: ScalarStyle,
    part: &str,
    base: usize,
    span: Span,
) -> Result<(), Fault> {
    if builder.expects_key() {
        builder.key(content, span.start as usize);
        return Ok(());
    }
    if style == ScalarStyle::Plain {
        match content {
            "" | "~" | "null" | "Null" | "NULL" => {
                builder.null(span);
                return Ok(());
            }
            "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => {
                builder.bool(span, content.starts_with(['t', 'T']));
                return Ok(());
            }
            _ if number_length(content.as_bytes()) == Some(content.len()) => {
                builder.number(Span::new(span.start as usize, span.start as usize + content.len()));
                return Ok(());
            }
            _ => {}
        }
    }
    let quote = usize::from(matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
    let start = span.start as usize + quote;
    let inner = Span::new(start, start + content.len());
    let relative = Span::new(start - base, start - base + content.len());
    if relative.of(part) == content {
        // A plain text of several lines ends with the spaces before the next token, and a block of
        // one line with a line break that is part of its value and of no place.
        let shown = Span::new(start, start + content.trim_end().len());
        let whole = if quote == 0 { shown } else { span };
        builder.text(whole, inner);
    } else {
        builder.owned_text(Span::new(span.start as usize, end_of_content(part, base, span)), content.to_owned());
    }
    Ok(())
}

/// Turns the parser's character positions into byte offsets.
struct Offsets {
    base: usize,
    length: usize,
    /// Byte offset of every 64th character; empty where the text is ASCII.
    marks: Vec<usize>,
    part: String,
}

const STRIDE: usize = 64;

impl Offsets {
    fn new(part: &str, base: usize) -> Self {
        if part.is_ascii() {
            return Offsets { base, length: part.len(), marks: Vec::new(), part: String::new() };
        }
        let marks = part.char_indices().map(|(at, _)| at).step_by(STRIDE).collect();
        Offsets { base, length: part.len(), marks, part: part.to_owned() }
    }

    fn byte(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return self.base + character.min(self.length);
        }
        let mark = self.marks.get(character / STRIDE).copied().unwrap_or(self.length);
        let rest = self.part.get(mark..).unwrap_or("");
        let within = rest.char_indices().nth(character % STRIDE).map_or(rest.len(), |(at, _)| at);
        self.base + mark + within
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, Value};
    use crate::place::Span;

    fn read(text: &str) -> Result<Document, String> {
        Document::read("a.yaml", Format::Yaml, text.as_bytes().to_vec())
            .map_err(|problem| problem.headline().to_owned())
    }

    fn field(document: &Document, key: &str) -> (String, String) {
        let node = document.root().get(key).unwrap();
        (format!("{:?}", node.value()), node.span().of(document.text()).to_owned())
    }

    #[test]
    fn words_stay_words_and_numbers_keep_their_text() {
        let document = read("a: No\nb: 007\nc: 1.10\nd: 2015-10-20\ne: true\nf:\ng: '5'\nh: +5\n").unwrap();
        assert_eq!(field(&document, "a"), ("Text(\"No\")".into(), "No".into()));
        assert_eq!(field(&document, "b").0, "Text(\"007\")");
        assert_eq!(field(&document, "c").0, "Number(\"1.10\")");
        assert_eq!(field(&document, "d").0, "Text(\"2015-10-20\")");
        assert_eq!(field(&document, "e").0, "Bool(true)");
        assert_eq!(field(&document, "f").0, "Null");
        assert_eq!(field(&document, "g"), ("Text(\"5\")".into(), "'5'".into()));
        assert_eq!(field(&document, "h").0, "Text(\"+5\")");
    }

    #[test]
    fn places_are_right_after_characters_of_several_bytes() {
        let document = read("é: –\nlist:\n  - “quoted”\n  - >-\n    folded\n    text\nnext: x\n").unwrap();
        let list = document.root().get("list").unwrap();
        let items: Vec<_> = list.children().collect();
        assert_eq!(items[0].span().of(document.text()), "“quoted”");
        assert_eq!(items[1].value(), Value::Text("folded text"));
        assert_eq!(document.root().get("next").unwrap().span().of(document.text()), "x");
        assert_eq!(document.root().get("next").unwrap().key_span().of(document.text()), "next");
    }

    #[test]
    fn faults_name_the_place() {
        assert_eq!(read("a: 1\nb: 2\na: 3\n").unwrap_err(), "a.yaml, line 3, column 1: `a` is given twice");
        assert!(read("a: &x 1\nb: *x\n").unwrap_err().contains("line 2, column 4: aliases are not read"));
        assert!(read("a: !!str 1\n").unwrap_err().contains("tags"));
        assert!(read("a: 1\n---\nb: 2\n").unwrap_err().contains("a second YAML document"));
        assert!(read("a: [1, 2\n").unwrap_err().contains("not valid YAML"));
        assert!(read("").unwrap_err().contains("the file is empty"));
        assert!(read(&"[".repeat(200)).unwrap_err().contains("128 levels"));
    }

    #[test]
    fn a_block_ends_with_its_content() {
        let text = "a:\n  b: 1\n\nc: 2\n";
        let document = read(text).unwrap();
        assert_eq!(document.root().get("a").unwrap().span(), Span::new(5, 9));
    }

    #[test]
    fn an_empty_value_behind_the_last_text_lies_within_what_holds_it() {
        for text in ["- ", "a: ", "a:\n  - b\n  - \n", "a: {b: , c: }  \n"] {
            let document = read(text).unwrap();
            for node in document.tree().nodes() {
                let holder = node.parent().map_or(Span::new(0, text.len()), |parent| parent.span());
                assert!(holder.start <= node.span().start && node.span().end <= holder.end, "{text:?}: {node:?}");
            }
        }
    }

    #[test]
    fn a_block_of_one_line_lies_within_what_holds_it() {
        let document = read("a:\n  b: |\n    text\n").unwrap();
        let (a, b) = (document.root().get("a").unwrap(), document.root().at_pointer("/a/b").unwrap());
        assert_eq!(b.value(), Value::Text("text\n"));
        assert_eq!(b.span().of(document.text()), "text");
        assert_eq!(a.span().end, b.span().end);
    }
}
