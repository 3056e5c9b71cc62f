//! Files of settings: policies, templates and forms in TOML, and the cases of rules.

use std::sync::{Arc, OnceLock};

use quorate::cases::CaseFile;
use quorate::document::{Document, Format};
use quorate::policy::{Policy, PolicyFile};
use quorate::problem::Problems;
use quorate::rule::{Catalogue, Host, RuleFile};
use quorate::template::Templates;

use super::{documents, told};

/// A TOML file as a document, as a policy and as a template.
pub fn policy(bytes: &[u8]) {
    let _ = documents::read("a.toml", Format::Toml, bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text: Arc<str> = text.into();
    let tell = |problems: &Problems| {
        assert!(!problems.is_empty());
        problems.iter().for_each(|problem| told::check(problem, "a.toml"));
    };
    if let Err(problems) = Templates::default().add("a.toml", &text) {
        tell(&problems);
    }
    let file = match PolicyFile::read("a", "a.toml", &text) {
        Ok(file) => file,
        Err(problems) => return tell(&problems),
    };
    for rule in &file.rules {
        assert!(rule.span.of(&text).contains(&*rule.rule), "{rule:?}");
    }
    let known: Vec<&str> = rules().rules().map(|rule| rule.id.as_str()).collect();
    let day = "2015-11-24".parse().unwrap();
    match Policy::new(vec![file], rules(), &known, day) {
        Ok(policy) => assert!(policy.requirements.is_sorted_by_key(|requirement| requirement.rule.clone())),
        Err(problems) => tell(&problems),
    }
}

/// A few of the rules that are shipped: with parameters, with a base, and plain.
fn rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    RULES.get_or_init(|| {
        let wanted = |id: &str| id.starts_with("meeting/") || id.starts_with("sign-off/");
        Catalogue::read(&Host::new(), &RuleFile::shipped(), wanted).unwrap()
    })
}

const SAMPLE: &str = "kind: jsna-issues\nid: a\nlist: [a, 1.10, null, [b]]\nmap: { \"x/y\": true, \"~\": {} }\n";

/// A file of cases whose samples are one small document.
pub fn cases(bytes: &[u8]) {
    let Ok(file) = documents::read("a.cases.yaml", Format::Yaml, bytes) else { return };
    let samples = |_: &str| {
        let sample = Document::read("sample.yaml", Format::Yaml, SAMPLE.as_bytes().to_vec());
        sample.map(|sample| vec![sample]).map_err(|problem| vec![problem])
    };
    match CaseFile::read(&file, &samples) {
        Ok(read) => {
            let lines = u32::try_from(file.text().lines().count()).unwrap();
            assert!(read.cases.iter().all(|case| (1..=lines).contains(&case.line)));
        }
        // A problem of a document within a case names that document.
        Err(problems) => {
            assert!(problems.iter().all(|problem| !problem.headline().is_empty() && problem.way_out().is_some()))
        }
    }
}
