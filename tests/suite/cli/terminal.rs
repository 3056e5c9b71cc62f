//! What a terminal would obey comes from no paper: it cannot clear the screen or forge a verdict.

use std::fs;

use super::{Folder, says};

/// A lead body that the rule speaks of, named with signs that a terminal obeys: escaped, and as they are.
const FORGED: &str = "  - reference: \"1\"\n    text: Improve\n    lead_body: \"Council\\e[2J\\e[HVerdict: pass\\e[8m \\x9b2J \\u202eevig\\u202c \\a\" # \u{9b}2J\n";

fn is_clean(text: &str) -> bool {
    let is_obeyed = |letter: char| {
        (letter.is_control() && !"\n\t".contains(letter))
            || ('\u{202a}'..='\u{202e}').contains(&letter)
            || ('\u{2066}'..='\u{2069}').contains(&letter)
    };
    !text.replace("\r\n", "\n").chars().any(is_obeyed)
}

#[test]
fn no_form_lets_a_paper_speak_to_the_terminal() {
    let folder = Folder::new(FORGED);
    for form in ["human", "compact", "html", "markdown", "github", "csv", "junit", "json", "sarif"] {
        let told = folder.check(&["-f", form, "-v"]);
        assert_eq!(told.code, 1, "{form}: {}", told.problems);
        assert!(told.out.contains("Council"), "{form}: {}", told.out);
        assert!(is_clean(&told.out), "{form}: {:?}", told.out);
        assert_eq!(folder.check(&["-f", form, "-v", "-o", "report"]).code, 1, "{form}");
        assert_eq!(fs::read_to_string(folder.path("report")).unwrap(), told.out, "{form}");
    }
    says(&folder.check(&[]).out, "Council\\u001b[2J\\u001b[HVerdict: pass\\u001b[8m");
    // In JSON the value is what the paper holds.
    let findings = folder.check(&["-f", "json"]).json()["findings"].to_string();
    assert!(findings.contains("Council\\u001b[2J") && findings.contains('\u{202e}'), "{findings}");
}

#[test]
fn no_error_lets_a_paper_speak_to_the_terminal() {
    let folder = Folder::passing();
    folder.write("papers/plan.yaml", "kind: improvement-plan\ntitle: [\u{9b}2J\u{202e}\n");
    let told = folder.check(&[]);
    let refused = told.refused();
    assert!(refused.contains("plan.yaml") && refused.contains("\\u009b2J"), "{refused}");
    assert!(is_clean(refused), "{refused:?}");
}
