//! The table of contents and the links between pages.

use std::collections::BTreeSet;

use regex::Regex;

use super::{Page, book, page};
use crate::support::root;

#[test]
fn every_page_is_in_the_contents_once() {
    let contents = page("docs/SUMMARY.md");
    let listed: Vec<String> = links(&contents).into_iter().map(|(_, target)| format!("docs/{target}")).collect();
    let unique: BTreeSet<&String> = listed.iter().collect();
    assert_eq!(unique.len(), listed.len(), "a page is listed twice: {listed:?}");
    let pages: BTreeSet<String> = book().into_iter().map(|page| page.path).collect();
    let missing: Vec<_> = pages.iter().filter(|page| !unique.contains(page)).collect();
    let stray: Vec<_> = listed.iter().filter(|page| !pages.contains(*page)).collect();
    assert!(missing.is_empty() && stray.is_empty(), "SUMMARY.md lacks {missing:?}; it lists {stray:?}, not there");
}

/// What the links of a page point at, with the lines on which they begin.
fn links(page: &Page) -> Vec<(usize, String)> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    let found = page.prose().into_iter().flat_map(|(line, text)| {
        let targets = link.captures_iter(text).map(move |found| (line, found[1].to_owned()));
        targets.collect::<Vec<_>>()
    });
    found.collect()
}

/// The anchors of a page, as GitHub and mdBook make them of its headings.
fn anchors(page: &Page) -> BTreeSet<String> {
    let headings = page.prose().into_iter().filter(|(_, line)| line.starts_with('#'));
    headings.map(|(_, line)| anchor(line.trim_start_matches('#').trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn anchors_are_made_of_headings() {
    assert_eq!(anchor("1. Start it"), "1-start-it");
    assert_eq!(anchor("What `quorate rules lint` asks of a rule"), "what-quorate-rules-lint-asks-of-a-rule");
}

#[test]
fn every_link_leads_somewhere() {
    let around = ["README.md", "CONTRIBUTING.md", "docs/SUMMARY.md"].map(page);
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in book().iter().chain(&around) {
        for (line, target) in links(page) {
            if target.starts_with("https://") {
                continue;
            }
            count += 1;
            let (path, fragment) = target.split_once('#').unwrap_or((&target, ""));
            let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let path = match path {
                "" => page.path.clone(),
                path => format!("{folder}/{path}").trim_start_matches('/').to_owned(),
            };
            let at = format!("{}:{line}: ({target})", page.path);
            if !root().join(&path).exists() {
                wrong.push(format!("{at} is not there"));
            } else if folder == "docs" && (path.contains("..") || !path.starts_with("docs/")) {
                wrong.push(format!("{at} leads out of the book, where a reader of the book cannot go"));
            } else if !fragment.is_empty() && !anchors(&super::page(&path)).contains(fragment) {
                wrong.push(format!("{at}: the page has no such heading"));
            }
        }
    }
    assert!(count > 20, "the links are not found: {count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
