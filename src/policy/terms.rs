//! The terms of reference that Quorate ships, each beside the policy of its name: for a body to copy and fill in.

use super::SHIPPED;

/// Terms of reference of one body, or of one type of body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermsFile {
    /// The name of its folder, which is the policy's too.
    pub id: &'static str,
    /// The text: YAML, of the kind terms-of-reference.
    pub text: &'static str,
}

impl TermsFile {
    /// The name of the file in every folder.
    pub const NAME: &'static str = "terms-of-reference.yaml";

    /// All that are shipped, in the order of their ids.
    pub fn shipped() -> Vec<TermsFile> {
        let terms = SHIPPED.dirs().filter_map(|folder| {
            let text = folder.get_file(folder.path().join(Self::NAME))?.contents_utf8()?;
            Some(TermsFile { id: folder.path().to_str()?, text })
        });
        let mut all: Vec<TermsFile> = terms.collect();
        all.sort_unstable_by_key(|terms| terms.id);
        all
    }
}
