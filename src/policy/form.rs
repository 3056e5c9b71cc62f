//! The forms that Quorate ships, each beside the policy that judges the returns made on it.

use super::SHIPPED;
use crate::document::{Document, Format};
use crate::problem::Problem;

/// A form that an issuing body asks returns on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormFile {
    /// The policy in whose folder it stands.
    pub policy: &'static str,
    /// The name of its file.
    pub name: &'static str,
    /// The text: YAML, of the kind form.
    pub text: &'static str,
}

impl FormFile {
    /// How the name of every file of a form begins.
    pub const BEGINNING: &'static str = "form-";

    /// The form as a document.
    ///
    /// # Errors
    /// A malformed file; a test reads all that are shipped.
    pub fn read(&self) -> Result<Document, Problem> {
        Document::read(self.name, Format::Yaml, self.text.into())
    }

    /// All that are shipped, in the order of their policies.
    pub fn shipped() -> Vec<FormFile> {
        let forms = SHIPPED.dirs().flat_map(|folder| {
            folder.files().filter_map(|file| {
                let name = file.path().file_name()?.to_str()?;
                let is_form = name.starts_with(Self::BEGINNING);
                let (policy, text) = (folder.path().to_str()?, file.contents_utf8()?);
                is_form.then_some(FormFile { policy, name, text })
            })
        });
        let mut all: Vec<FormFile> = forms.collect();
        all.sort_unstable_by_key(|form| (form.policy, form.name));
        all
    }
}
