//! One requirement as a script: its page, its header, its compiled functions.
//!
//! The only module that names rhai. A rule is read without being run: the page from its `//!`
//! lines, the header from its literal `RULE` map, the fields that it reads from its syntax
//! tree, so that a misspelt field is an error before the first document is judged.

mod bounded;
mod call;
mod captured;
mod catalogue;
mod context;
mod fields;
mod fix;
mod header;
mod lint;
mod node;
mod page;
mod path;
mod plain;
mod probe;
mod sandbox;
mod search;
mod shared;
mod takes;
mod token;
mod vocabulary;

use std::fmt;
use std::sync::Arc;

use crate::place::{LineIndex, Span};
use crate::problem::{Problem, Problems};
use crate::schema::{self, Kind};

pub use call::{About, Answer, Application, Cause, Said, SaidOutcome};
pub use catalogue::{Catalogue, RuleFile, UnloadedRule};
pub use context::{Condition, Outcomes, Surroundings};
pub use fix::{Fixed, fix};
pub use header::{Parameter, ParameterType, ParameterValue};
pub use lint::{LINTS, Lint, lint, may_be_absent};
pub use node::Unknown;
pub use page::Page;
pub use path::{Path, Subject};
pub use probe::{Branch, Probed, Trace};
pub use sandbox::{Host, MAX_OPERATIONS_IN_ALL};
pub use takes::{Refusal, Takes};
pub use token::{Token, TokenKind, block_after, tokens};
pub use vocabulary::{Chapter, Parameters, Word};

/// One rule, ready to be applied.
pub struct Rule {
    /// Its identity: its path below the folder of rules, without the ending.
    pub id: String,
    /// Its documentation.
    pub page: Page,
    /// The kinds of document that it speaks about, by name; never empty.
    pub each: Vec<Each>,
    /// The version that brought it.
    pub since: String,
    /// The act, regulation, standard or clause that it comes from.
    pub source: String,
    /// The parameters that a policy may set.
    pub parameters: Vec<Parameter>,
    /// The rules whose outcomes it builds on.
    pub builds_on: Vec<String>,
    /// The file as read.
    pub text: Arc<str>,
    /// Whether it speaks about what became of an earlier version: `check_change` in place of `check`.
    pub is_about_changes: bool,
    /// Whether it has a function `applies`.
    has_applies: bool,
    /// Where it reads fields that a document may leave out.
    optional: Vec<rhai::Position>,
    /// The functions that it calls.
    calls: Vec<String>,
    ast: rhai::AST,
}

/// Where in the documents of one kind a rule's subjects stand.
pub struct Each {
    /// The kind.
    pub kind: &'static Kind,
    /// The path of the subjects.
    pub path: Path,
}

impl fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Rule").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Rule {
    /// Reads one rule file; runs nothing.
    ///
    /// # Errors
    /// A script that does not compile, a page that lacks a section, a header with an unknown or
    /// missing key, a path or a field that the kind's schema does not know: each with its place.
    pub fn read(host: &Host, file: &RuleFile) -> Result<Rule, Problems> {
        if !file.unread.is_empty() {
            return Err(file.unread.clone());
        }
        let one = |problem: Problem| vec![problem];
        let place = FilePlace { file: &file.path, text: &file.text };
        if file.text.len() > sandbox::MAX_RULE_BYTES {
            return Err(one(Problem::in_file(
                &file.path,
                format!("the rule is longer than {} KiB", sandbox::MAX_RULE_BYTES / 1024),
            )
            .help("a rule has under 60 lines; what several rules need belongs in the vocabulary")));
        }
        let ast = host.compile(&place).map_err(one)?;
        for faults in [bounded::faults(&place, &ast), captured::faults(&place, &ast)] {
            if !faults.is_empty() {
                return Err(faults);
            }
        }
        let page = Page::read(&place).map_err(one)?;
        let header = header::Header::read(&place, &ast)?;
        let each = header.each.iter().map(|(kind, path)| Each::read(&place, kind, path)).collect::<Result<_, _>>();
        let each: Vec<Each> = each.map_err(one)?;
        let found = fields::check(&place, &ast, &each, &header.parameters)?;
        Ok(Rule {
            id: file.id.clone(),
            page,
            each,
            since: header.since,
            source: header.source,
            parameters: header.parameters,
            builds_on: found.builds_on,
            text: Arc::clone(&file.text),
            is_about_changes: found.is_about_changes,
            has_applies: found.has_applies,
            optional: found.optional,
            calls: found.calls,
            ast,
        })
    }

    /// The names of the kinds that it speaks about, as a person says them.
    pub fn kinds(&self) -> String {
        let names: Vec<String> = self.each.iter().map(|each| each.kind.name().replace('-', " ")).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    /// The area: the folder that the rule stands in, `sign-off` of `sign-off/phase-2-...`.
    pub fn area(&self) -> &str {
        area(&self.id)
    }
}

/// The area of a rule of an identity.
pub fn area(id: &str) -> &str {
    id.split_once('/').map_or(id, |(area, _)| area)
}

impl Each {
    fn read(place: &FilePlace<'_>, kind: &str, path: &str) -> Result<Each, Problem> {
        let kind = schema::kind(kind).ok_or_else(|| header::unknown_kind(place, kind))?;
        let path = Path::parse(path, kind.shape()).map_err(|what| {
            place
                .problem(place.find(path), what)
                .help("the path in `each` follows the fields of the kind, with * for every item of a list")
        })?;
        Ok(Each { kind, path })
    }
}

/// A rule file while it is read: where its problems point.
pub(in crate::rule) struct FilePlace<'a> {
    file: &'a str,
    text: &'a Arc<str>,
}

impl FilePlace<'_> {
    fn problem(&self, span: Span, what: impl fmt::Display) -> Problem {
        Problem::at(self.file, self.text, span, what)
    }

    /// The first place of some words; the start of the file if they are not there.
    fn find(&self, words: &str) -> Span {
        self.text.find(words).map_or(Span::new(0, 0), |at| Span::new(at, at + words.len()))
    }

    /// The span of the word at a position of the script.
    fn span(&self, position: rhai::Position) -> Span {
        let (Some(line), Some(column)) = (position.line(), position.position()) else {
            return Span::new(0, 0);
        };
        let lines = LineIndex::new(self.text);
        let start = lines.start_of(line).saturating_add(
            self.text.lines().nth(line - 1).map_or(0, |text| text.chars().take(column - 1).map(char::len_utf8).sum()),
        );
        let rest = self.text.get(start..).unwrap_or("");
        let word = rest.chars().take_while(|character| character.is_alphanumeric() || *character == '_');
        Span::new(start, start + word.map(char::len_utf8).sum::<usize>().max(usize::from(!rest.is_empty())))
    }
}
