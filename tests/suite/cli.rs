//! The program as people run it: commands, forms, exit codes, files.

mod acting;
mod compare;
mod excuses;
mod forms;
mod gate;
mod lints;
mod policy;
mod problems;
mod rules;
mod settings;
mod shell;
mod signing;
mod terminal;
mod terms;

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use quorate::rule::RuleFile;
use quorate::schema;
use serde_json::Value as Json;
use tempfile::TempDir;

/// A rule with a parameter: each recommendation is led by the body that the policy names.
const RULE: &str = r#"//! The body that the policy names leads the recommendation.
//!
//! # Why
//! Somebody has to.
//! # Applies
//! A recommendation of a plan.
//! # Passes
//! The body leads.
//! # Fails
//! Another body leads.
//! # Remedy
//! Name the body.

const RULE = #{
    each: #{ "improvement-plan": "/recommendations/*" },
    since: "0.1.0",
    source: "a test",
    parameters: #{ body: #{ type: "text", unless_set: "Board", meaning: "the body that leads" } },
};

fn check(recommendation, policy) {
    if recommendation.lead_body != policy.body {
        return fail(recommendation.lead_body, `"${recommendation.lead_body}" leads, not "${policy.body}"`);
    }
}
"#;

const POLICY: &str =
    "id = \"test\"\ntitle = \"Test\"\n[[rule]]\nuse = \"test/lead\"\nseverity = \"must\"\nclause = \"7.2\"\n";

/// What the rule passes, fails, leaves open, and does not speak about, with the exit codes.
const PLANS: [(&str, &str, i32); 4] = [
    ("pass", "  - { reference: \"1\", text: Improve, lead_body: Board }\n", 0),
    ("fail", "  - { reference: \"1\", text: Improve, lead_body: Nobody }\n", 1),
    ("fail", "  - { reference: \"1\", text: Improve }\n", 1),
    ("not-judged", "  []\n", 2),
];

fn plan(recommendations: &str) -> String {
    format!(
        "kind: improvement-plan\nid: plan\ntitle: Plan\naccountable_body: Board\nrecommendations:\n{recommendations}"
    )
}

/// A folder of its own, with the program run inside it.
struct Folder(TempDir);

/// What the program gave back.
struct Told {
    code: i32,
    out: String,
    problems: String,
}

impl Folder {
    /// A folder with a rule, a policy and a submission.
    fn new(recommendations: &str) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        folder.write("rules/test/lead.rhai", RULE);
        folder.write("policy.toml", POLICY);
        folder.write("papers/plan.yaml", plan(recommendations));
        folder
    }

    fn passing() -> Folder {
        Folder::new(PLANS[0].1)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// The names of what lies in the folder itself.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quorate"));
        command.current_dir(self.0.path()).env("NO_COLOR", "1");
        command
    }

    fn run(&self, arguments: &[&str]) -> Told {
        told(self.command().args(arguments))
    }

    /// Checks the papers under the policy of the folder.
    fn check(&self, more: &[&str]) -> Told {
        let arguments = ["check", "papers", "-p", "policy.toml", "--rules", "rules"];
        let arguments = arguments.iter().chain(&["--as-of", "2015-11-24"]).chain(more);
        told(self.command().args(arguments))
    }
}

fn told(command: &mut Command) -> Told {
    let output = command.output().unwrap();
    let told = Told {
        code: output.status.code().expect("the program was stopped by a signal"),
        out: String::from_utf8(output.stdout).unwrap(),
        problems: String::from_utf8(output.stderr).unwrap(),
    };
    for stream in [&told.out, &told.problems] {
        assert!(!stream.contains("panicked"), "{stream}");
    }
    told
}

impl Told {
    /// What standard error says of input that cannot be judged.
    #[track_caller]
    fn refused(&self) -> &str {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.problems);
        &self.problems
    }

    /// The report was written and nothing else.
    #[track_caller]
    fn is_report(&self, code: i32) -> &Told {
        assert_eq!(self.problems, "", "standard error");
        assert_eq!(self.code, code, "{}", self.out);
        self
    }

    fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.problems))
    }
}

/// A text without the frame that problems are drawn in, and without line breaks and spaces.
fn bare(text: &str) -> String {
    let frame = |letter: char| "×│╭╰─┬▶╴·├".contains(letter);
    text.chars().filter(|letter| !letter.is_whitespace() && !frame(*letter)).collect()
}

#[track_caller]
fn says(text: &str, words: &str) {
    assert!(bare(text).contains(&bare(words)), "not said: {words}\nsaid: {text}");
}

#[test]
fn no_form_and_no_detail_changes_the_exit_code() {
    for (verdict, recommendations, code) in PLANS {
        let folder = Folder::new(recommendations);
        for more in [&[][..], &["-q"], &["-v"], &["-f", "human"], &["--color", "always"], &["-f", "json", "-q"]] {
            folder.check(more).is_report(code);
        }
        let report = folder.check(&["--format", "json"]).is_report(code).json();
        assert_eq!(report["verdict"], verdict);
        assert_eq!(report["as_of"], "2015-11-24");
    }
}

#[test]
fn the_human_form_says_what_why_and_what_to_do() {
    let folder = Folder::new(PLANS[1].1);
    let told = folder.check(&[]);
    for words in [
        "as of 24 November 2015",
        "Test (test)",
        "1 document: 1 improvement-plan",
        "[must]",
        "ecommendation 1",
        "\"Nobody\" leads, not \"Board\".",
        "papers/plan.yaml:6:49",
        "Clause  7.2",
        "To do   Name the body.",
        "test/lead",
        "Verdict: fail.",
    ] {
        says(&told.out, words);
    }
    let longest = told.out.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(80), "{}", told.out);
}

#[test]
fn a_submission_in_which_nothing_applies_is_not_judged() {
    let folder = Folder::new(PLANS[3].1);
    says(&folder.check(&[]).is_report(2).out, "Verdict: not judged. No rule of the policy applied");
}

#[test]
fn quiet_tells_the_verdict_only_and_verbose_tells_what_passes() {
    let folder = Folder::passing();
    let quiet = folder.check(&["-q"]);
    assert!(quiet.out.starts_with("Verdict: pass."), "{}", quiet.out);
    assert!(quiet.out.lines().count() <= 2, "{}", quiet.out);
    let normal = folder.check(&[]).out;
    let verbose = folder.check(&["-v"]).out;
    assert!(!normal.contains("test/lead recommendation 1"), "{normal}");
    says(&verbose, "test/lead recommendation 1 (papers/plan.yaml, line 6)");
    says(&verbose, "/recommendations/0/lead_body \"Board\"");
    assert_eq!(folder.check(&["-q", "-v"]).code, 2);
}

#[test]
fn fail_on_moves_the_gate() {
    let folder = Folder::new(PLANS[1].1);
    for (severity, codes) in [("must", [1, 1, 1]), ("should", [0, 1, 1]), ("note", [0, 0, 1])] {
        folder.write("policy.toml", POLICY.replace("must", severity));
        for (fail_on, code) in ["must", "should", "note"].into_iter().zip(codes) {
            let report = folder.check(&["--fail-on", fail_on, "-f", "json"]).is_report(code).json();
            assert_eq!(report["fail_on"], fail_on);
            folder.check(&["--fail-on", fail_on]).is_report(code);
        }
        let unless_said = folder.check(&[]);
        assert_eq!(unless_said.code, codes[0]);
    }
    assert_eq!(folder.check(&["--fail-on", "never"]).code, 2);
}

#[test]
fn files_that_are_no_documents_are_counted_and_listed_on_demand() {
    let folder = Folder::passing();
    folder.write("papers/minutes.docx", [0, 159, 146, 150]);
    folder.write("papers/notes.md", "# Notes\n\nNo front matter.\n");
    folder.write("papers/inner/config.yaml", "name: x\n");
    folder.write("papers/.hidden.yaml", "kind: [\n");
    let plain = folder.check(&[]).is_report(0).out.clone();
    // A Word file may be one of the papers, so that it is always told.
    says(&plain, "Not read  papers/minutes.docx: the file is neither text nor any file that is");
    says(&plain, "Not read  2 files beside the documents (-v lists them)");
    let verbose = folder.check(&["-v"]).is_report(0).out.clone();
    for words in [
        "papers/minutes.docx: the file is neither text nor any file that is known",
        "papers/notes.md: no front matter that says what kind of document it is",
        "papers/inner/config.yaml: no field `kind`",
    ] {
        says(&verbose, words);
    }
    let report = folder.check(&["-f", "json"]).json();
    assert_eq!(report["skipped"].as_array().unwrap().len(), 3);
}

#[test]
fn documents_may_be_named_one_by_one_and_twice() {
    let folder = Folder::passing();
    let rest = ["-p", "policy.toml", "--rules", "rules", "--as-of", "2015-11-24", "-f", "json"];
    let once = folder.run(&[&["check", "papers"][..], &rest].concat());
    let named = folder.run(&[&["check", "papers/plan.yaml", "./papers/plan.yaml", "papers"][..], &rest].concat());
    assert_eq!(once.is_report(0).out, named.is_report(0).out);
}

#[test]
fn a_report_goes_to_a_file_whole_or_not_at_all() {
    for (_, recommendations, code) in PLANS {
        let folder = Folder::new(recommendations);
        let before = folder.names();
        for form in ["human", "json"] {
            let printed = folder.check(&["-f", form]);
            folder.write("report", "what was there before");
            let written = folder.check(&["-f", form, "-o", "report"]);
            assert_eq!(written.is_report(code).out, "");
            assert_eq!(fs::read_to_string(folder.path("report")).unwrap(), printed.out);
            fs::remove_file(folder.path("report")).unwrap();
            assert_eq!(folder.names(), before, "something is left behind");
        }
        for nowhere in ["missing/report", "papers", "."] {
            let refused = folder.check(&["-o", nowhere]);
            assert_eq!((refused.code, refused.out.as_str()), (2, ""), "-o {nowhere}");
            says(&refused.problems, "the file cannot be written");
            says(&refused.problems, "check that the folder exists");
            assert_eq!(folder.names(), before, "-o {nowhere} leaves something behind");
        }
    }
}

#[test]
fn colour_is_used_when_asked_for_and_never_in_a_pipe() {
    let folder = Folder::new(PLANS[1].1);
    let run = |more: &[&str]| {
        let arguments = ["check", "papers", "-p", "policy.toml", "--rules", "rules", "--as-of", "2015-11-24"];
        told(folder.command().env_remove("NO_COLOR").args(arguments).args(more)).out
    };
    let plain = run(&[]);
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(plain, run(&["--color", "never"]));
    assert_eq!(plain, run(&["--color", "auto"]));
    let coloured = run(&["--color", "always"]);
    let escapes = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
    assert_ne!(coloured, plain);
    assert_eq!(escapes.replace_all(&coloured, ""), plain, "colour is never the only sign");
    assert!(!run(&["--color", "always", "-f", "json"]).contains('\u{1b}'));
}

/// `script` of util-linux gives the program a terminal; where it is not installed, nothing can
/// be told about terminals.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colour_unless_no_color_is_set() {
    let folder = Folder::new(PLANS[1].1);
    let line = format!("{} check papers -p policy.toml --rules rules", env!("CARGO_BIN_EXE_quorate"));
    let on_terminal = |no_colour: &str| {
        let mut command = std::process::Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(folder.0.path());
        command.stdin(std::process::Stdio::null()).env("NO_COLOR", no_colour);
        command.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).contains("\u{1b}[1m"))
    };
    if let (Some(unset), Some(set)) = (on_terminal(""), on_terminal("1")) {
        assert!(unset, "no colour on a terminal");
        assert!(!set, "colour although NO_COLOR is set");
    }
}

#[test]
fn explain_prints_the_page_of_every_rule() {
    let folder = Folder::passing();
    let ids = RuleFile::shipped().into_iter().map(|file| file.id);
    let ids = ids.chain(["document/well-formed".to_owned(), "test/lead".to_owned()]);
    for id in ids {
        let told = folder.run(&["explain", &id, "--rules", "rules"]);
        let told = told.is_report(0);
        assert!(told.out.starts_with(&id), "{}", told.out);
        for section in ["\nWhy\n", "\nApplies to\n", "\nPasses\n", "\nFails\n", "\nWhat to do\n"] {
            assert!(told.out.contains(section), "{id}: no {section}");
        }
    }
    let own = folder.run(&["explain", "test/lead", "--rules", "rules"]).out;
    says(&own, "Parameter body (text; \"Board\" unless a policy sets it) the body that leads");
}

#[test]
fn schema_lists_and_prints_every_kind() {
    let folder = Folder::passing();
    let list = folder.run(&["schema"]);
    for name in schema::kinds().iter().map(|kind| kind.name()) {
        assert!(list.is_report(0).out.lines().any(|line| line.starts_with(name)), "{name}");
    }
    for name in schema::kinds().iter().map(|kind| kind.name()).chain(["report"]) {
        let schema = folder.run(&["schema", name]).is_report(0).json();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
    }
}

#[test]
fn help_and_version_are_no_faults_and_unknown_words_are() {
    let folder = Folder::passing();
    says(&folder.run(&["--help"]).is_report(0).out, "check");
    says(&folder.run(&["--version"]).is_report(0).out, env!("CARGO_PKG_VERSION"));
    for command in ["check", "explain", "meeting", "schema", "terms"] {
        says(&folder.run(&[command, "--help"]).is_report(0).out, "--color");
    }
    for wrong in
        [&["chek"][..], &["check", "--formt", "json"], &["check", "-f", "xml"], &["check", "--as-of", "24/11/2015"]]
    {
        let told = folder.run(wrong);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{wrong:?}");
        assert!(!told.problems.is_empty());
    }
}
