//! Text for a terminal: lines of at most 80 columns, wrapped at spaces only.

/// The widest line, in characters.
pub const WIDTH: usize = 80;

/// Lines that are being written.
#[derive(Debug, Default)]
pub struct Page {
    /// What is written so far.
    pub out: String,
}

impl Page {
    /// One line, without spaces at its end.
    pub fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// A text wrapped to the page, with a first and a later indent. A path that is broken at a
    /// hyphen or a slash cannot be copied, so only spaces break.
    pub fn wrapped(&mut self, first: &str, later: &str, text: &str) {
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(first)
            .subsequent_indent(later)
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            self.line(&line);
        }
    }
}

/// A text with its first letter large.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
