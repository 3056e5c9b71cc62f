//! All rules that can be used, in the order of their identities.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::{FilePlace, Host, Rule};
use crate::problem::{Problem, Problems, nearest};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// A rule file as found.
#[derive(Debug, Clone)]
pub struct RuleFile {
    /// The rule's identity: the path below the folder of rules, without the ending.
    pub id: String,
    /// The name that problems show.
    pub path: String,
    /// What it holds.
    pub text: Arc<str>,
    /// Why it could not be read, if it could not.
    pub unread: Problems,
}

/// A rule that cannot be applied because its file does not load.
#[derive(Debug)]
pub struct UnloadedRule {
    /// Its identity.
    pub id: String,
    /// What is the matter with its file, with what it builds on, or with its name; never empty.
    pub problems: Problems,
}

/// The rules by identity. What a rule here builds on is here too, and none builds on itself.
#[derive(Debug, Default)]
pub struct Catalogue {
    rules: BTreeMap<String, Rule>,
    unloaded: BTreeMap<String, UnloadedRule>,
    /// How many rules must be judged before each.
    levels: BTreeMap<String, usize>,
}

impl RuleFile {
    /// A file of a folder of rules, from its path below that folder; none if it is no rule.
    pub fn new(below: &str, path: String, text: Arc<str>) -> Option<RuleFile> {
        let id = below.strip_suffix(".rhai")?.replace('\\', "/");
        Some(RuleFile { id, path, text, unread: Problems::new() })
    }

    /// The same file, which could not be read.
    #[must_use]
    pub fn that_is_unread(self, why: Problems) -> RuleFile {
        RuleFile { unread: why, ..self }
    }

    /// The rules that Quorate ships, in the order of their identities.
    pub fn shipped() -> Vec<RuleFile> {
        let mut files = Vec::new();
        gather(&SHIPPED, &mut files);
        files.sort_by(|left, right| left.id.cmp(&right.id));
        files
    }

    /// The cases that Quorate ships for a rule of its own: their path and their text.
    pub fn shipped_cases(id: &str) -> Option<(String, &'static str)> {
        let below = format!("{id}.cases.yaml");
        let text = SHIPPED.get_file(&below)?.contents_utf8()?;
        Some((format!("rules/{below}"), text))
    }
}

fn gather(folder: &Dir<'_>, files: &mut Vec<RuleFile>) {
    for file in folder.files() {
        if let (Some(below), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            files.extend(RuleFile::new(below, format!("rules/{below}"), text.into()));
        }
    }
    folder.dirs().for_each(|inner| gather(inner, files));
}

impl Catalogue {
    /// Reads rule files; those that `wanted` does not want are left unread, so that a run
    /// compiles only what its policy uses. What a wanted rule builds on is wanted too.
    ///
    /// # Errors
    /// Every problem of every wanted rule; see [`Catalogue::load`].
    pub fn read(host: &Host, files: &[RuleFile], wanted: impl Fn(&str) -> bool) -> Result<Catalogue, Problems> {
        let catalogue = Catalogue::load(host, files, wanted);
        let problems = catalogue.problems();
        if problems.is_empty() { Ok(catalogue) } else { Err(problems) }
    }

    /// The same with the rules that load; the others are kept with what is the matter. A rule does
    /// not load whose file has a fault, of which there are two files, that builds on no rule or on
    /// one that does not load, or that builds on itself.
    pub fn load(host: &Host, files: &[RuleFile], wanted: impl Fn(&str) -> bool) -> Catalogue {
        let mut by_id: BTreeMap<&str, Vec<&RuleFile>> = BTreeMap::new();
        files.iter().for_each(|file| by_id.entry(&file.id).or_default().push(file));
        let mut catalogue = Catalogue::default();
        let mut to_read: Vec<&str> = by_id.keys().copied().filter(|id| wanted(id)).collect();
        while let Some(id) = to_read.pop() {
            let is_known = catalogue.rules.contains_key(id) || catalogue.unloaded.contains_key(id);
            let Some(files) = by_id.get(id).filter(|_| !is_known) else { continue };
            match read_one(host, files, &by_id) {
                Ok(rule) => {
                    let bases = rule.builds_on.iter().filter_map(|base| by_id.get_key_value(base.as_str()));
                    to_read.extend(bases.map(|(base, _)| *base));
                    catalogue.rules.insert(rule.id.clone(), rule);
                }
                Err(problems) => catalogue.keep_unloaded(id, problems),
            }
        }
        catalogue.find_levels();
        let without: Vec<&str> = by_id.keys().copied().filter(|id| catalogue.is_without_level(id)).collect();
        let why: Vec<Problems> = without.iter().map(|id| catalogue.why_without_level(id, &by_id)).collect();
        for (id, problems) in without.into_iter().zip(why) {
            catalogue.rules.remove(id);
            catalogue.keep_unloaded(id, problems);
        }
        catalogue
    }

    /// The rule of an identity.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.get(id)
    }

    /// All rules, in the order of their identities.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// The rules that do not load, in the order of their identities.
    pub fn unloaded(&self) -> impl Iterator<Item = &UnloadedRule> {
        self.unloaded.values()
    }

    /// What is the matter with a rule; nothing where it loads.
    pub fn problems_of(&self, id: &str) -> &[Problem] {
        self.unloaded.get(id).map_or(&[], |rule| &rule.problems)
    }

    /// What is the matter with all rules that do not load.
    pub fn problems(&self) -> Problems {
        let mut problems: Problems = self.unloaded().flat_map(|rule| rule.problems.iter().cloned()).collect();
        problems.sort_by(|left, right| left.headline().cmp(right.headline()));
        problems
    }

    /// How many rules must be judged before this one: 0 if it builds on none.
    pub fn level(&self, id: &str) -> usize {
        self.levels.get(id).copied().unwrap_or(0)
    }

    /// Whether another rule builds on this one.
    pub fn is_base(&self, id: &str) -> bool {
        self.rules().any(|rule| rule.builds_on.iter().any(|base| base == id))
    }

    fn keep_unloaded(&mut self, id: &str, problems: Problems) {
        self.unloaded.insert(id.to_owned(), UnloadedRule { id: id.to_owned(), problems });
    }

    /// Finds the levels from the lowest up. A rule that gets none builds on one that is not here, or
    /// stands in a circle, or builds on one that does.
    fn find_levels(&mut self) {
        loop {
            let level = |rule: &Rule| {
                let bases: Option<Vec<usize>> =
                    rule.builds_on.iter().map(|base| self.levels.get(base).copied()).collect();
                bases?.into_iter().map(|base| base + 1).max().or(Some(0))
            };
            let without = self.rules().filter(|rule| self.is_without_level(&rule.id));
            let next: Vec<(String, usize)> = without.filter_map(|rule| Some((rule.id.clone(), level(rule)?))).collect();
            if next.is_empty() {
                return;
            }
            self.levels.extend(next);
        }
    }

    fn is_without_level(&self, id: &str) -> bool {
        self.rules.contains_key(id) && !self.levels.contains_key(id)
    }

    fn why_without_level(&self, id: &str, files: &BTreeMap<&str, Vec<&RuleFile>>) -> Problems {
        let file = |id: &str| files.get(id).and_then(|files| files.first());
        let circle = self.circle(id);
        let base = match circle.get(1) {
            Some(next) => Some(*next),
            None => self.bases(id).find(|base| !self.levels.contains_key(*base)),
        };
        let (Some(file_of_it), Some(base)) = (file(id), base) else { return Problems::new() };
        let place = FilePlace { file: &file_of_it.path, text: &file_of_it.text };
        let at = place.find(&format!("\"{base}\""));
        if circle.is_empty() {
            let what = format!("it builds on `{base}`, which does not load");
            return vec![place.problem(at, what).help(format!("first mend `{base}`, and this rule is whole again"))];
        }
        let with_file = |id: &str| format!("{id} ({}) -> ", file(id).map_or("", |file| &file.path));
        let trail: String = circle.iter().take(circle.len() - 1).map(|id| with_file(id)).collect();
        let what = format!("these rules build on each other in a circle: {trail}{id}");
        vec![place.problem(at, what).help("take one `outcome_of` out of the circle")]
    }

    fn bases<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a str> {
        self.get(id).into_iter().flat_map(|rule| rule.builds_on.iter().map(String::as_str))
    }

    /// The shortest way from a rule over what it builds on back to itself, with the rule at both
    /// ends; empty if there is none.
    fn circle<'a>(&'a self, id: &'a str) -> Vec<&'a str> {
        let mut seen = BTreeSet::new();
        let mut trails = VecDeque::from([vec![id]]);
        while let Some(trail) = trails.pop_front() {
            let Some(last) = trail.last() else { continue };
            for base in self.bases(last) {
                let longer: Vec<&str> = trail.iter().copied().chain([base]).collect();
                if base == id {
                    return longer;
                }
                if seen.insert(base) {
                    trails.push_back(longer);
                }
            }
        }
        Vec::new()
    }
}

/// Reads the only file of an identity.
fn read_one(host: &Host, files: &[&RuleFile], known: &BTreeMap<&str, Vec<&RuleFile>>) -> Result<Rule, Problems> {
    let Some((file, others)) = files.split_first() else { return Err(Problems::new()) };
    if !others.is_empty() {
        let again = |other: &&RuleFile| {
            Problem::in_file(&other.path, format!("the rule `{}` is there already, in {}", other.id, file.path))
                .help("give the rule another name, or another area")
        };
        return Err(others.iter().map(again).collect());
    }
    let rule = Rule::read(host, file)?;
    let unknown = rule.builds_on.iter().filter(|base| !known.contains_key(base.as_str()));
    let problems: Problems = unknown.map(|base| unknown_base(file, base, known.keys().copied())).collect();
    if problems.is_empty() { Ok(rule) } else { Err(problems) }
}

fn unknown_base<'a>(file: &RuleFile, base: &str, known: impl Iterator<Item = &'a str>) -> Problem {
    let way_out = match nearest(base, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "see the rules with: quorate rules list".to_owned(),
    };
    let place = FilePlace { file: &file.path, text: &file.text };
    place.problem(place.find(&format!("\"{base}\"")), format!("it builds on `{base}`, which is no rule")).help(way_out)
}

#[cfg(test)]
mod tests;
