//! Pieces of JSON text, for documents that are written anew.

/// Writes parts between two marks, with commas between them.
pub fn enclose<T>(
    text: &mut String,
    marks: [char; 2],
    parts: impl IntoIterator<Item = T>,
    each: impl Fn(&mut String, T),
) {
    let [opening, closing] = marks;
    text.push(opening);
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        each(text, part);
    }
    text.push(closing);
}

/// Writes a text in quotation marks, with the escapes that JSON needs and no others.
pub fn quote(words: &str, text: &mut String) {
    // A string always serialises.
    text.push_str(&serde_json::to_string(words).unwrap_or_default());
}
