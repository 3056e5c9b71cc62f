//! Rules: read, looked at and changed; never run.

use std::sync::{Arc, OnceLock};

use quorate::cases::mutants;
use quorate::rule::{Host, Probed, Rule, RuleFile, Trace, lint, tokens};

use super::told;

const PATH: &str = "rules/test/rule.rhai";

/// Whatever reads gives the same twice, and can be given probes and be changed.
pub fn rule(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    tokens_lie_in_order(text);
    let file = file(text);
    let rule = match (Rule::read(host(), &file), Rule::read(host(), &file)) {
        (Ok(rule), Ok(again)) => {
            assert_eq!((&rule.id, &rule.since, &rule.parameters), (&again.id, &again.since, &again.parameters));
            rule
        }
        (Err(problems), Err(again)) => {
            assert!(!problems.is_empty() && problems.len() == again.len());
            return problems.iter().for_each(|problem| told::check(problem, PATH));
        }
        _ => panic!("the same rule is read and not read"),
    };
    let lines = u32::try_from(text.lines().count()).unwrap();
    assert!(lint(&rule).iter().all(|lint| (1..=lines).contains(&lint.at.line) && !lint.says.is_empty()));
    let changed = mutants(&file);
    assert_eq!(changed, mutants(&file));
    for mutant in changed.iter().take(20) {
        assert_ne!(mutant.file(&file).text, file.text, "{}", mutant.change);
        // Whether it can still be read is for the one who runs it; that it is said soon is what counts.
        let _ = Rule::read(host(), &mutant.file(&file));
    }
    let probed = Probed::new(&file);
    assert_eq!(probed.file.text.lines().count(), text.lines().count(), "a line has moved");
    if let Err(problems) = Rule::read(probing(), &probed.file) {
        // Probes make a script longer and nest it deeper: then it may pass a limit.
        let told = problems[0].headline();
        assert!(
            ["exceeds", "too deep", "longer than", "maximum"].iter().any(|limit| told.contains(limit)),
            "{told}\n{}",
            probed.file.text
        );
    }
}

fn tokens_lie_in_order(text: &str) {
    let tokens = tokens(text);
    assert!(tokens.iter().all(|token| !token.text.is_empty() && token.span.of(text) == token.text));
    assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
}

fn file(text: &str) -> RuleFile {
    RuleFile { id: "test/rule".to_owned(), path: PATH.to_owned(), text: Arc::from(text), unread: Vec::new() }
}

fn host() -> &'static Host {
    static HOST: OnceLock<Host> = OnceLock::new();
    HOST.get_or_init(Host::new)
}

fn probing() -> &'static Host {
    static HOST: OnceLock<Host> = OnceLock::new();
    HOST.get_or_init(|| Trace::default().host())
}
