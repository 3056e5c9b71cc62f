//! All rules that can be used, in the order of their identities.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::{Host, Rule};
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
}

/// The rules by identity.
#[derive(Debug, Default)]
pub struct Catalogue {
    rules: BTreeMap<String, Rule>,
}

impl RuleFile {
    /// A file of a folder of rules, from its path below that folder; none if it is no rule.
    pub fn new(below: &str, path: String, text: Arc<str>) -> Option<RuleFile> {
        let id = below.strip_suffix(".rhai")?.replace('\\', "/");
        Some(RuleFile { id, path, text })
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
    /// Every problem of every wanted file; two files of one identity; a circle of rules that
    /// build on each other.
    pub fn read(host: &Host, files: &[RuleFile], wanted: impl Fn(&str) -> bool) -> Result<Catalogue, Problems> {
        let mut by_id: BTreeMap<&str, &RuleFile> = BTreeMap::new();
        let mut problems = Problems::new();
        for file in files {
            if let Some(first) = by_id.insert(&file.id, file) {
                problems.push(
                    Problem::in_file(&file.path, format!("the rule `{}` is there already, in {}", file.id, first.path))
                        .help("give the rule another name, or another area"),
                );
            }
        }
        let mut catalogue = Catalogue::default();
        let mut to_read: Vec<&str> = by_id.keys().copied().filter(|id| wanted(id)).collect();
        while let Some(id) = to_read.pop() {
            let Some(file) = by_id.get(id).filter(|_| !catalogue.rules.contains_key(id)) else {
                continue;
            };
            match Rule::read(host, file) {
                Ok(rule) => {
                    for base in &rule.builds_on {
                        match by_id.get_key_value(base.as_str()) {
                            Some((known, _)) => to_read.push(known),
                            None => problems.push(unknown_base(file, base, by_id.keys().copied())),
                        }
                    }
                    catalogue.rules.insert(rule.id.clone(), rule);
                }
                Err(mut found) => problems.append(&mut found),
            }
        }
        problems.extend(catalogue.circle());
        problems.sort_by(|left, right| left.headline().cmp(right.headline()));
        if problems.is_empty() { Ok(catalogue) } else { Err(problems) }
    }

    /// The rule of an identity.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.get(id)
    }

    /// All rules, in the order of their identities.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// How many rules must be judged before this one: 0 if it builds on none.
    pub fn level(&self, id: &str) -> usize {
        let bases = self.get(id).map_or(&[][..], |rule| &rule.builds_on);
        bases.iter().map(|base| self.level(base) + 1).max().unwrap_or(0)
    }

    /// Whether another rule builds on this one.
    pub fn is_base(&self, id: &str) -> bool {
        self.rules().any(|rule| rule.builds_on.iter().any(|base| base == id))
    }

    fn circle(&self) -> Option<Problem> {
        let trail = self.rules.keys().find_map(|id| self.trail_back(id, vec![id]))?;
        Some(
            Problem::new(format!("these rules build on each other in a circle: {}", trail.join(" -> ")))
                .help("take one `outcome_of` out of the circle"),
        )
    }

    fn trail_back<'a>(&'a self, start: &str, trail: Vec<&'a str>) -> Option<Vec<&'a str>> {
        let last = self.get(trail.last()?)?;
        last.builds_on.iter().find_map(|base| {
            let mut longer = trail.clone();
            longer.push(base);
            if base == start {
                return Some(longer);
            }
            if trail.contains(&base.as_str()) { None } else { self.trail_back(start, longer) }
        })
    }
}

fn unknown_base<'a>(file: &RuleFile, base: &str, known: impl Iterator<Item = &'a str>) -> Problem {
    let way_out = match nearest(base, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "see the rules with: quorate rules list".to_owned(),
    };
    Problem::in_file(&file.path, format!("it builds on `{base}`, which is no rule")).help(way_out)
}
