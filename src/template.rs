//! How an office file becomes a document: which label or heading feeds which field of which kind.
//!
//! A template is data (TOML). It finds values by their labels and tables by their headings, so
//! that an inserted row or column does no harm, and it is strict about a heading that is missing.
//! It knows the kinds; it knows no rule, and it opens no file: it is given a [`Source`].

mod file;
mod fill;
mod find;
mod forms;
mod office;
mod path;
mod plan_text;
mod source;
#[cfg(test)]
mod tests;
mod written;

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::problem::{Problem, Problems, nearest};

pub use file::Template;
pub use forms::Forms;
pub use plan_text::{PLAN_TEXT, plan_text};
pub use source::{Cell, Cells, Grid, Line, NamedCell, Source, TableCells};
pub use written::{Given, Written};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// A template of whose headings not one in so many is in a file is not near to it.
const LEAST_SHARE: usize = 3;

/// The templates that can be named: those shipped, and those that a user adds.
#[derive(Debug, Default)]
pub struct Templates {
    by_id: BTreeMap<String, Template>,
}

impl Templates {
    /// The templates that Quorate ships.
    ///
    /// # Errors
    /// A malformed file; a test reads all that are shipped.
    pub fn shipped() -> Result<Templates, Problems> {
        let mut templates = Templates::default();
        for file in SHIPPED.files() {
            if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                templates.add(&format!("templates/{name}"), &text.into())?;
            }
        }
        Ok(templates)
    }

    /// Adds a template file; it takes the place of one of the same identity.
    ///
    /// # Errors
    /// A malformed file, an unknown kind, a path that the kind does not know: each with its place.
    pub fn add(&mut self, path: &str, text: &Arc<str>) -> Result<(), Problems> {
        let template = Template::read(path, text)?;
        self.by_id.insert(template.id.clone(), template);
        Ok(())
    }

    /// All templates, in the order of their identities.
    pub fn all(&self) -> impl Iterator<Item = &Template> {
        self.by_id.values()
    }

    /// The template of an identity.
    ///
    /// # Errors
    /// An unknown identity, with the nearest that is known.
    pub fn get(&self, id: &str) -> Result<&Template, Problem> {
        self.by_id.get(id).ok_or_else(|| {
            let known = || self.by_id.keys().map(String::as_str);
            let list = known().collect::<Vec<_>>().join(", ");
            let way_out = match nearest(id, known()) {
                Some(meant) => format!("did you mean \"{meant}\"? The templates are {list}"),
                None => format!("the templates are {list}"),
            };
            Problem::new(format!("there is no template \"{id}\"")).help(way_out)
        })
    }

    /// The one template whose labels and headings are all in a source; none, or several by name.
    ///
    /// # Errors
    /// The identities of several templates that all match.
    pub fn matching(&self, source: &Source) -> Result<Option<&Template>, Vec<&str>> {
        let found = self.all().filter(|template| !template.is_free_form && template.matches(source));
        let matching: Vec<&Template> = found.collect();
        match matching.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            several => Err(several.iter().map(|template| template.id.as_str()).collect()),
        }
    }

    /// The template of whose headings most are in a source that none matches, with the first that it
    /// lacks, in words; none where the source has less than a third of any. Many headings of a long
    /// form tell more than the few of a short one.
    pub fn nearest(&self, source: &Source) -> Option<(&Template, String)> {
        let mut best: Option<(usize, usize, &Template)> = None;
        for template in self.all().filter(|template| !template.is_free_form) {
            let (there, wanted) = template.share_in(source);
            let is_better = best.is_none_or(|(most, of, _)| there * there * of > most * most * wanted);
            if there * LEAST_SHARE >= wanted && is_better && wanted > 0 {
                best = Some((there, wanted, template));
            }
        }
        let (_, _, template) = best?;
        Some((template, template.first_missing(source)?))
    }
}
