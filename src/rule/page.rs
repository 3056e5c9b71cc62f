//! A rule's page: what it asks, why, and what to do; read from the `//!` lines.

use super::FilePlace;
use crate::place::Span;
use crate::problem::Problem;

/// The documentation of a rule, in fixed sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What holds when the rule passes: one sentence.
    pub proposition: String,
    /// Why it matters.
    pub why: String,
    /// What the rule speaks about; the reason given where it does not apply.
    pub applies: String,
    /// When it passes.
    pub passes: String,
    /// When it fails.
    pub fails: String,
    /// What to do about a failure.
    pub remedy: String,
}

/// The sections in their order.
pub(super) const SECTIONS: [&str; 5] = ["Why", "Applies", "Passes", "Fails", "Remedy"];

impl Page {
    pub(super) fn read(place: &FilePlace<'_>) -> Result<Page, Problem> {
        let lines = || place.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
        let wanted = || {
            format!(
                "a rule starts with lines of //!: one sentence that says what holds, then the sections {}",
                SECTIONS.map(|name| format!("# {name}")).join(", ")
            )
        };
        let mut parts: Vec<(String, Vec<&str>)> = vec![(String::new(), Vec::new())];
        for line in lines() {
            match line.strip_prefix("# ") {
                Some(name) => parts.push((name.to_owned(), Vec::new())),
                None => {
                    if let Some((_, text)) = parts.last_mut() {
                        text.push(line);
                    }
                }
            }
        }
        let names: Vec<&str> = parts.iter().skip(1).map(|(name, _)| name.as_str()).collect();
        if names != SECTIONS {
            let found = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            let mut sorted = names.clone();
            sorted.sort_unstable();
            let mut needed = SECTIONS.to_vec();
            needed.sort_unstable();
            let order = match sorted == needed {
                true => "; they are all there: quorate rules lint --fix puts them in this order",
                false => "",
            };
            return Err(place
                .problem(
                    Span::new(0, 0),
                    format!("the page of the rule has not the sections it needs (found: {found})"),
                )
                .help(format!("{}{order}", wanted())));
        }
        if let Some((name, _)) = parts.iter().find(|(_, lines)| lines.iter().all(|line| line.is_empty())) {
            let name = if name.is_empty() { "the first sentence".to_owned() } else { format!("# {name}") };
            return Err(place.problem(Span::new(0, 0), format!("{name} of the rule's page is empty")).help(wanted()));
        }
        let mut texts = parts.iter().map(|(_, lines)| lines.join(" ").trim().to_owned());
        let mut next = || texts.next().unwrap_or_default();
        Ok(Page { proposition: next(), why: next(), applies: next(), passes: next(), fails: next(), remedy: next() })
    }

    /// The sections in their order, each with the heading under which people read it.
    #[must_use]
    pub fn sections(&self) -> [(&'static str, &str); 5] {
        [
            ("Why", &self.why),
            ("Applies to", &self.applies),
            ("Passes", &self.passes),
            ("Fails", &self.fails),
            ("What to do", &self.remedy),
        ]
    }
}
