//! The documents that stand beside the policies that are shipped: chains of escalation, forms.

use super::SHIPPED;

/// A document in the folder of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileBeside {
    /// Its path: policies/ID/NAME.
    pub path: String,
    /// Its text: YAML.
    pub text: &'static str,
}

impl FileBeside {
    /// All documents beside a policy that is shipped, in the order of their names.
    pub fn shipped(policy: &str) -> Vec<FileBeside> {
        let folder = SHIPPED.get_dir(policy);
        let files = folder.into_iter().flat_map(|folder| folder.files());
        let yaml = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "yaml"));
        let mut all: Vec<FileBeside> = yaml
            .filter_map(|file| {
                let path = format!("policies/{}", file.path().to_str()?);
                Some(FileBeside { path, text: file.contents_utf8()? })
            })
            .collect();
        all.sort_unstable_by(|left, right| left.path.cmp(&right.path));
        all
    }

    /// Its name in the folder.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}
