//! What an editor shows of a rule by its name: its page, and its file where it is the user's own.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::super::settings::Settings;
use super::super::{buffers, explain, read};
use crate::rule::{Catalogue, Host, Page, Rule, RuleFile};
use crate::schema;

/// The page of the rule that a word names, as Markdown.
pub(super) fn hover(from: &Path, word: &str, range: Json) -> Option<Json> {
    let text = match explain::built_in().iter().find(|(id, _)| *id == word) {
        Some((id, page)) => markdown(id, page),
        None => {
            let catalogue = Catalogue::read(&Host::new(), &rules_of(from), |id| id == word).ok()?;
            let rule = catalogue.get(word)?;
            format!("{}{}", markdown(word, &rule.page), facts(rule))
        }
    };
    Some(json!({ "contents": { "kind": "markdown", "value": text }, "range": range }))
}

/// What a word of the vocabulary does, as Markdown. A part of a value that is also called like a field
/// of documents is not meant, since nobody can tell the two apart here.
pub(super) fn hover_in_script(word: &str, range: Json) -> Option<Json> {
    let chapters = Host::new().vocabulary();
    let words = chapters.iter().flat_map(|chapter| &chapter.words).filter(|known| known.name == word);
    let is_field = schema::field_names().iter().any(|field| field == word);
    let meant = words.filter(|known| !(known.is_part && is_field));
    let told: Vec<String> = meant.map(|known| format!("`{}`\n\n{}\n", known.signature, known.says)).collect();
    let value = told.join("\n");
    (!value.is_empty()).then(|| json!({ "contents": { "kind": "markdown", "value": value }, "range": range }))
}

/// The file of the rule that a word names, where it is in a folder of the user's.
pub(super) fn own_file(from: &Path, word: &str) -> Option<PathBuf> {
    let settings = Settings::find(from).ok()?;
    // A rule that is shipped stands in the program and has no file to go to.
    let own = read::rule_files(&settings.rules).ok()?.into_iter().skip(RuleFile::shipped().len());
    let file = own.into_iter().find(|file| file.id == word)?;
    Some(buffers::whole(Path::new(&file.path)))
}

/// The rules that a file may name: those that are shipped and those of its settings.
fn rules_of(from: &Path) -> Vec<RuleFile> {
    let settings = Settings::find(from).unwrap_or_default();
    read::rule_files(&settings.rules).unwrap_or_else(|_| RuleFile::shipped())
}

fn markdown(id: &str, page: &Page) -> String {
    let section = |(name, text): (&str, &str)| format!("\n**{name}**: {text}\n");
    format!("**{}**\n\n`{id}`\n{}", page.proposition, page.sections().map(section).concat())
}

fn facts(rule: &Rule) -> String {
    let mut out = format!("\n**Source**: {}\n", rule.source);
    for parameter in &rule.parameters {
        let unless_set = explain::unless_set(parameter);
        let (name, holds) = (&parameter.name, parameter.holds.name());
        let takes = parameter.takes.told().map(|takes| format!(" Takes {takes}.")).unwrap_or_default();
        out.push_str(&format!("\n**Parameter** `{name}` ({holds}; {unless_set}): {}{takes}\n", parameter.meaning));
    }
    out
}
