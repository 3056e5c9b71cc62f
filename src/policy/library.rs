//! The policies that can be named, and what each takes up from others.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::{PolicyFile, SHIPPED};
use crate::problem::{Problem, Problems, nearest};

/// The policy files that can be named: those shipped, and those that a user adds.
#[derive(Debug, Clone, Default)]
pub struct Library {
    files: BTreeMap<String, Held>,
}

/// How a policy file names another that is not shipped.
const OF_ONES_OWN: &str =
    "name one of your own by its path from the folder of this file, or by its `id` if quorate.toml names it";

/// A file that can be named.
#[derive(Debug, Clone)]
struct Held {
    path: String,
    text: Arc<str>,
    is_shipped: bool,
}

impl Library {
    /// The policies that Quorate ships.
    pub fn shipped() -> Library {
        let mut library = Library::default();
        for folder in SHIPPED.dirs() {
            let file = folder.get_file(folder.path().join("policy.toml"));
            if let (Some(id), Some(text)) = (folder.path().to_str(), file.and_then(include_dir::File::contents_utf8)) {
                let path = format!("policies/{id}/policy.toml");
                library.files.insert(id.to_owned(), Held { path, text: text.into(), is_shipped: true });
            }
        }
        library
    }

    /// Adds a policy file under a name; it takes the place of one of the same name.
    pub fn add(&mut self, name: &str, path: String, text: Arc<str>) {
        self.files.insert(name.to_owned(), Held { path, text, is_shipped: false });
    }

    /// The names of all policies.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether a policy of a name is shipped.
    pub fn is_shipped(&self, name: &str) -> bool {
        self.files.get(name).is_some_and(|held| held.is_shipped)
    }

    /// Whether a file is here, under whatever name.
    pub fn holds(&self, path: &str) -> bool {
        self.files.values().any(|held| is_same(&held.path, Path::new(path)))
    }

    /// The name under which a policy is here, for what somebody calls it: its name, or the `id` that
    /// one file that is not shipped gives itself.
    pub fn name_of(&self, called: &str) -> Option<&str> {
        if let Some((name, _)) = self.files.get_key_value(called) {
            return Some(name);
        }
        let own = self.files.iter().filter(|(_, held)| !held.is_shipped);
        // A file that cannot be read has no id; it is told where it is used.
        let has_id = |held: &Held| PolicyFile::read("", &held.path, &held.text).is_ok_and(|file| file.id == called);
        let mut of_id = own.filter(|(_, held)| has_id(held)).map(|(name, _)| name.as_str());
        of_id.next().filter(|_| of_id.next().is_none())
    }

    /// The same for what a policy file calls another: a file from its own folder comes before all but
    /// what is shipped.
    fn name_from(&self, file: &str, called: &str) -> Option<&str> {
        if self.is_shipped(called) {
            return self.name_of(called);
        }
        let beside = Path::new(file).parent().unwrap_or(Path::new("")).join(called);
        let own = self.files.iter().filter(|(_, held)| !held.is_shipped);
        let is_meant = |held: &Held| is_same(&held.path, &beside) || is_same(&held.path, &beside.join("policy.toml"));
        own.into_iter().find(|(_, held)| is_meant(held)).map(|(name, _)| name.as_str()).or_else(|| self.name_of(called))
    }

    /// Reads the named policies and all that they extend, the extended ones first. What a file extends is
    /// then named as it is named here.
    ///
    /// # Errors
    /// An unknown name, a malformed file, policies that extend each other in a circle.
    pub fn gather(&self, names: &[String]) -> Result<Vec<PolicyFile>, Problems> {
        let mut gathered = Vec::new();
        for name in names {
            match self.name_of(name) {
                Some(name) => self.gather_one(name, &mut Vec::new(), &mut gathered)?,
                None => {
                    let way_out = format!("{}; the path of a policy file is taken too", self.meant(name, &[]));
                    return Err(vec![Problem::new(format!("there is no policy \"{name}\"")).help(way_out)]);
                }
            }
        }
        Ok(gathered)
    }

    fn gather_one(&self, name: &str, trail: &mut Vec<String>, gathered: &mut Vec<PolicyFile>) -> Result<(), Problems> {
        let Some(Held { path, text, .. }) = self.files.get(name) else { return Ok(()) };
        if gathered.iter().any(|file| is_same(&file.path, Path::new(path))) {
            return Ok(());
        }
        if trail.iter().any(|earlier| earlier == name) {
            trail.push(name.to_owned());
            return Err(vec![
                Problem::in_file(path, format!("these policies extend each other in a circle: {}", trail.join(" -> ")))
                    .help("take one name out of `extends`"),
            ]);
        }
        let mut file = PolicyFile::read(name, path, text)?;
        trail.push(name.to_owned());
        for (base, span) in &mut file.extends {
            let Some(known) = self.name_from(path, base) else {
                let way_out = format!("{}; {OF_ONES_OWN}", self.meant(base, trail));
                let what = format!("there is no policy \"{base}\"");
                return Err(vec![Problem::at(path, text, *span, what).help(way_out)]);
            };
            known.clone_into(base);
            self.gather_one(known, trail, gathered)?;
        }
        trail.pop();
        gathered.push(file);
        Ok(())
    }

    /// What somebody may have meant by a name that is not known; never one of those that are extending.
    fn meant(&self, name: &str, extending: &[String]) -> String {
        let others = || self.names().filter(|known| !extending.iter().any(|other| other == known));
        let known = others().collect::<Vec<_>>().join(", ");
        match nearest(name, others()) {
            Some(meant) => format!("did you mean \"{meant}\"? The policies are {known}"),
            None => format!("the policies are {known}"),
        }
    }
}

/// Whether two paths are the same as they are written, `.` and `..` taken into account.
fn is_same(left: &str, right: &Path) -> bool {
    plain(Path::new(left)) == plain(right)
}

fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(files: &[(&str, &str, &str)]) -> Library {
        let mut library = Library::shipped();
        for (name, id, extends) in files {
            let text = format!("id = \"{id}\"\ntitle = \"T\"\nextends = [{extends}]\n");
            library.add(name, (*name).to_owned(), text.into());
        }
        library
    }

    fn gathered(library: &Library, named: &str) -> Result<Vec<String>, String> {
        let told = |problems: Problems| -> String {
            problems.iter().map(|one| format!("{} | {}", one.headline(), one.way_out().unwrap_or(""))).collect()
        };
        let files = library.gather(&[named.to_owned()]).map_err(told)?;
        Ok(files.into_iter().map(|file| file.path).collect())
    }

    #[test]
    fn a_policy_extends_a_file_from_its_own_folder_or_an_id() {
        let library = library(&[
            ("base.toml", "elsewhere", ""),
            ("own/base.toml", "base", "\"waivers\""),
            ("own/a.toml", "a", "\"base.toml\""),
            ("own/b.toml", "b", "\"./../own/base.toml\", \"a\""),
            ("c.toml", "c", "\"b\""),
        ]);
        assert_eq!(
            gathered(&library, "own/a.toml").unwrap(),
            ["policies/waivers/policy.toml", "own/base.toml", "own/a.toml"]
        );
        assert_eq!(
            gathered(&library, "c").unwrap(),
            ["policies/waivers/policy.toml", "own/base.toml", "own/a.toml", "own/b.toml", "c.toml"]
        );
    }

    #[test]
    fn what_is_shipped_comes_before_a_file_of_the_same_name_and_an_id_of_two_files_is_none() {
        let library = library(&[
            ("waivers/policy.toml", "ours", ""),
            ("a.toml", "ours", ""),
            ("b.toml", "b", "\"waivers\", \"./waivers\""),
        ]);
        assert_eq!(
            gathered(&library, "b.toml").unwrap(),
            ["policies/waivers/policy.toml", "waivers/policy.toml", "b.toml"]
        );
        assert!(gathered(&library, "ours").unwrap_err().starts_with("there is no policy \"ours\""));
    }

    #[test]
    fn what_is_suggested_is_never_the_file_that_asks() {
        let library = library(&[("own.toml", "own", "\"base.toml\"")]);
        let told = gathered(&library, "own.toml").unwrap_err();
        assert!(told.starts_with("own.toml, line 3, column 12: there is no policy \"base.toml\" | the policies are"));
        assert!(!told.contains("did you mean") && !told.contains(", own.toml"), "{told}");
        assert!(told.ends_with(OF_ONES_OWN), "{told}");
    }
}
