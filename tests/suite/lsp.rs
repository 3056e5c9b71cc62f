//! The language server, spoken to over its pipes as an editor does.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::support::rule_text;

/// A rule of the user's own: each recommendation names the Board.
const BODY: &str = "    if recommendation.lead_body != \"Board\" {\n        return fail(recommendation.lead_body, `\"${recommendation.lead_body}\" leads`);\n    }";
const POLICY: &str = "id = \"test\"\ntitle = \"Test\"\n\n[[rule]]\nuse = \"test/lead\"\nseverity = \"must\"\nclause = \"7.2\"\n\n[[rule]]\nuse = \"action/is-not-overdue\"\nseverity = \"should\"\n";
const SETTINGS: &str = "policies = [\"policy.toml\"]\nrules = [\"rules\"]\nas_of = 2015-11-24\n";

fn plan(lead: &str) -> String {
    format!(
        "kind: improvement-plan\nid: plan\ntitle: Plan\naccountable_body: Board\nrecommendations:\n  - reference: \"1\"\n    text: Improve\n    lead_body: {lead}\n"
    )
}

/// An editor with the server that it started, in a folder of its own.
struct Editor {
    folder: TempDir,
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    requests: i64,
    /// What the server said unasked and nobody has looked at yet.
    unread: Vec<Json>,
}

impl Editor {
    /// Starts the server in a folder with settings, a policy, a rule and a plan that the Board leads.
    fn start() -> Editor {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("quorate.toml", SETTINGS.to_owned()),
            ("policy.toml", POLICY.to_owned()),
            ("rules/test/lead.rhai", rule_text(BODY)),
            ("papers/plan.yaml", plan("Board")),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut server = Command::new(env!("CARGO_BIN_EXE_quorate"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        Editor { folder, server, to, from, requests: 0, unread: Vec::new() }
    }

    /// The same, past the greeting.
    fn greeted() -> Editor {
        let mut editor = Editor::start();
        let answer = editor.ask("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
        let abilities = &answer["result"]["capabilities"];
        assert_eq!(abilities["textDocumentSync"]["change"], 1);
        assert_eq!((&abilities["hoverProvider"], &abilities["definitionProvider"]), (&json!(true), &json!(true)));
        editor.note("initialized", json!({}));
        editor
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    fn send_raw(&mut self, bytes: &[u8]) {
        self.to.write_all(bytes).unwrap();
        self.to.flush().unwrap();
    }

    fn send(&mut self, message: &Json) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    fn read(&mut self) -> Json {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "the server went away");
            match line.trim().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().unwrap(),
                None if line.trim().is_empty() => break,
                None => panic!("an unknown header: {line}"),
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn note(&mut self, method: &str, params: Json) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and waits for the answer to it.
    fn ask(&mut self, method: &str, params: Json) -> Json {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.read();
            if message["id"] == id {
                return message;
            }
            self.unread.push(message);
        }
    }

    /// The next message that answers nothing asked by `ask`.
    fn next(&mut self) -> Json {
        if self.unread.is_empty() { self.read() } else { self.unread.remove(0) }
    }

    /// The next diagnostics that the server publishes, which must be of a file.
    fn diagnostics(&mut self, name: &str) -> Vec<Json> {
        let message = self.next();
        assert_eq!(message["method"], "textDocument/publishDiagnostics", "{message}");
        assert_eq!(message["params"]["uri"], self.uri(name), "{message}");
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    fn open(&mut self, name: &str, text: &str) {
        let document = json!({ "uri": self.uri(name), "languageId": "any", "version": 1, "text": text });
        self.note("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, name: &str, text: &str) {
        let document = json!({ "uri": self.uri(name), "version": 2 });
        self.note("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    }

    /// Asks something of the place where a word stands in a text.
    fn ask_at(&mut self, method: &str, name: &str, text: &str, word: &str) -> Json {
        let at = text.find(word).unwrap() + 1;
        let line = text[..at].matches('\n').count();
        let character = at - text[..at].rfind('\n').map_or(0, |end| end + 1);
        let position = json!({ "line": line, "character": character });
        self.ask(method, json!({ "textDocument": { "uri": self.uri(name) }, "position": position }))
    }

    /// Shuts the server down; gives its exit code and what it said on standard error.
    fn leave(mut self) -> (Option<i32>, String) {
        let answer = self.ask("shutdown", Json::Null);
        assert_eq!(answer.get("result"), Some(&Json::Null), "{answer}");
        self.note("exit", Json::Null);
        self.wait()
    }

    fn wait(self) -> (Option<i32>, String) {
        drop(self.to);
        let output = self.server.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }
}

fn range(diagnostic: &Json) -> [i64; 4] {
    let number = |pointer: &str| diagnostic["range"].pointer(pointer).unwrap().as_i64().unwrap();
    [number("/start/line"), number("/start/character"), number("/end/line"), number("/end/character")]
}

#[test]
fn a_fault_is_shown_where_it_stands_and_goes_when_it_is_mended() {
    let mut editor = Editor::greeted();
    // The file says "Board"; what is open counts.
    editor.open("papers/plan.yaml", &plan("Nobody"));
    let found = editor.diagnostics("papers/plan.yaml");
    assert_eq!(found.len(), 1, "{found:#?}");
    // Line 8 is '    lead_body: Nobody': the value stands in columns 16 to 21, counted here from 0.
    assert_eq!(range(&found[0]), [7, 15, 7, 21]);
    assert_eq!((&found[0]["severity"], &found[0]["code"]), (&json!(1), &json!("test/lead")));
    let message = found[0]["message"].as_str().unwrap();
    for part in ["\"Nobody\" leads", "must, not met. Clause: 7.2", "To do: Mend it."] {
        assert!(message.contains(part), "{message}");
    }
    editor.change("papers/plan.yaml", &plan("Board"));
    assert!(editor.diagnostics("papers/plan.yaml").is_empty());
    // A document that cannot be read shows that, where it is.
    editor.change("papers/plan.yaml", &plan("[Board"));
    assert_eq!(editor.diagnostics("papers/plan.yaml").len(), 1);
    // Closed: the file counts again, and nothing is open that would be told of.
    editor.note("textDocument/didClose", json!({ "textDocument": { "uri": editor.uri("papers/plan.yaml") } }));
    assert!(editor.diagnostics("papers/plan.yaml").is_empty());
    assert_eq!(editor.leave(), (Some(0), String::new()));
}

#[test]
fn columns_are_counted_as_the_protocol_does() {
    let mut editor = Editor::greeted();
    let text = plan("Nobody").replace("    lead_body: Nobody", "    \"lead_body\": \"\u{1d11e} Nobody\"");
    editor.open("papers/plan.yaml", &text);
    // '    "lead_body": ' is 17 units, the value with its quotation marks 2 + 2 + 1 + 6, the clef being two.
    assert_eq!(range(&editor.diagnostics("papers/plan.yaml")[0]), [7, 17, 7, 28]);
    assert_eq!(editor.leave().0, Some(0));
}

#[test]
fn faults_of_policies_and_rules_are_shown_as_they_are_typed() {
    let mut editor = Editor::greeted();
    editor.open("policy.toml", &POLICY.replace("test/lead", "test/laed"));
    let found = editor.diagnostics("policy.toml");
    // Line 5 is 'use = "test/laed"'.
    assert_eq!((found.len(), range(&found[0])), (1, [4, 6, 4, 17]));
    let message = found[0]["message"].as_str().unwrap();
    assert_eq!(message, "there is no rule \"test/laed\"\nTo do: did you mean \"test/lead\"?");
    editor.change("policy.toml", &POLICY.replace("severity = \"should\"", "severity = \n"));
    let found = editor.diagnostics("policy.toml");
    assert!(found[0]["message"].as_str().unwrap().starts_with("this is not valid TOML"), "{found:#?}");
    editor.change("policy.toml", POLICY);
    assert!(editor.diagnostics("policy.toml").is_empty());

    // A field that a plan does not have: line 17 of the rule, in the body that replaces its own.
    let rule = rule_text("    let found = recommendation.laed_body;");
    let line = rule.lines().position(|line| line.contains("laed_body")).unwrap();
    editor.open("rules/test/lead.rhai", &rule);
    let found = editor.diagnostics("rules/test/lead.rhai");
    assert_eq!(range(&found[0])[0], i64::try_from(line).unwrap());
    assert!(found[0]["message"].as_str().unwrap().contains("laed_body"), "{found:#?}");
    editor.change("rules/test/lead.rhai", &rule_text(BODY));
    assert!(editor.diagnostics("rules/test/lead.rhai").is_empty());
    assert_eq!(editor.leave(), (Some(0), String::new()));
}

#[test]
fn faults_of_settings_templates_and_cases_are_shown_as_they_are_typed() {
    let mut editor = Editor::greeted();
    editor.open("rules/test/lead.cases.yaml", "cases:\n  - case: led\n    expect: passes\n");
    let found = editor.diagnostics("rules/test/lead.cases.yaml");
    // Line 3 is '    expect: passes'.
    assert_eq!((found.len(), range(&found[0])), (1, [2, 12, 2, 18]));
    editor.change("rules/test/lead.cases.yaml", "cases:\n  - case: led\n    expect: pass\n");
    assert!(editor.diagnostics("rules/test/lead.cases.yaml").is_empty());
    editor.open("quorate.toml", &SETTINGS.replace("policies", "polices"));
    let found = editor.diagnostics("quorate.toml");
    assert_eq!((found.len(), range(&found[0])), (1, [0, 0, 0, 7]));
    assert_eq!(found[0]["message"], "`polices` is not known here\nTo do: did you mean `policies`?");
    editor.change("quorate.toml", SETTINGS);
    assert!(editor.diagnostics("quorate.toml").is_empty());
    let template = "id = \"log\"\ntitle = \"Log\"\nkind = \"action-lag\"\n\n[[value]]\n";
    editor.open("log.toml", template);
    let found = editor.diagnostics("log.toml");
    // Line 3 is 'kind = "action-lag"'.
    assert_eq!(range(&found[0]), [2, 7, 2, 19]);
    // A policy that was never saved.
    editor.open("new.toml", "id = \"new\"\ntitle = \"New\"\n\n[[rule]]\nuse = \"test/laed\"\nseverity = \"must\"\n");
    assert_eq!(range(&editor.diagnostics("new.toml")[0]), [4, 6, 4, 17]);
    assert_eq!(editor.leave(), (Some(0), String::new()));
}

#[test]
fn what_a_change_of_a_policy_does_to_open_documents_is_shown_at_once() {
    let mut editor = Editor::greeted();
    editor.open("papers/plan.yaml", &plan("Nobody"));
    assert_eq!(editor.diagnostics("papers/plan.yaml")[0]["severity"], 1);
    // The policy is not saved: guidance now, no duty.
    editor.open("policy.toml", &POLICY.replace("\"must\"", "\"should\""));
    assert_eq!(editor.diagnostics("papers/plan.yaml")[0]["severity"], 2);
    assert_eq!(editor.leave(), (Some(0), String::new()));
}

#[test]
fn a_file_that_is_gone_is_told_of_no_more() {
    let mut editor = Editor::greeted();
    fs::write(editor.path("papers/other.yaml"), plan("Nobody").replace("id: plan", "id: other")).unwrap();
    editor.open("papers/plan.yaml", &plan("Board"));
    assert_eq!(editor.diagnostics("papers/other.yaml").len(), 1);
    fs::remove_file(editor.path("papers/other.yaml")).unwrap();
    let gone = json!({ "uri": editor.uri("papers/other.yaml"), "type": 3 });
    editor.note("workspace/didChangeWatchedFiles", json!({ "changes": [gone] }));
    assert!(editor.diagnostics("papers/other.yaml").is_empty());
    assert_eq!(editor.leave(), (Some(0), String::new()));
}

/// Without settings the folder may be the root of a disk.
#[test]
fn without_settings_only_what_is_open_is_read() {
    let mut editor = Editor::greeted();
    fs::remove_file(editor.path("quorate.toml")).unwrap();
    fs::create_dir(editor.path("papers/below")).unwrap();
    fs::write(editor.path("papers/below/other.yaml"), "kind: [").unwrap();
    editor.open("papers/plan.yaml", &plan("[Board"));
    assert_eq!(editor.diagnostics("papers/plan.yaml").len(), 1);
    editor.change("papers/plan.yaml", &plan("Board"));
    assert!(editor.diagnostics("papers/plan.yaml").is_empty());
    editor.ask_at("textDocument/hover", "papers/plan.yaml", &plan("Board"), "kind");
    assert!(editor.unread.is_empty(), "{:?}", editor.unread);
    assert_eq!(editor.leave(), (Some(0), String::new()));
}

#[test]
fn the_words_of_a_script_are_told() {
    let mut editor = Editor::greeted();
    let script = "fn check(plan, policy) {\n    if same_text(plan.title, \"x\") || quorum_of(plan).spare == 0 {}\n}\n";
    editor.open("rules/test/lead.rhai", script);
    let mut told = |word: &str| {
        let hover = editor.ask_at("textDocument/hover", "rules/test/lead.rhai", script, word);
        hover["result"]["contents"]["value"].as_str().map(str::to_owned)
    };
    let words = told("same_text").unwrap();
    assert!(words.starts_with("`same_text(left: node, right: node or text) -> true or false ?`\n\nWhether"), "{words}");
    assert!(told("spare").unwrap().starts_with("`quorum.spare -> whole number`"));
    // A field of documents, and a word of the language.
    assert_eq!((told("title"), told("check")), (None, None));
    editor.open("policy.toml", "# same_text\n");
    let elsewhere = editor.ask_at("textDocument/hover", "policy.toml", "# same_text\n", "same_text");
    assert_eq!(elsewhere.get("result"), Some(&Json::Null), "only scripts have these words");
    assert_eq!(editor.leave(), (Some(0), String::new()));
}

#[test]
fn the_name_of_a_rule_leads_to_its_page_and_to_its_file() {
    let mut editor = Editor::greeted();
    editor.open("policy.toml", POLICY);
    let hover = editor.ask_at("textDocument/hover", "policy.toml", POLICY, "test/lead");
    let page = hover["result"]["contents"]["value"].as_str().unwrap();
    for part in ["The rule under test holds.", "**Why**: A test asks.", "**What to do**: Mend it."] {
        assert!(page.contains(part), "{page}");
    }
    assert_eq!(range(&hover["result"]), [4, 7, 4, 16]);
    let shipped = editor.ask_at("textDocument/hover", "policy.toml", POLICY, "action/is-not-overdue");
    assert!(shipped["result"]["contents"]["value"].as_str().unwrap().contains("**Source**"), "{shipped}");
    let nothing = editor.ask_at("textDocument/hover", "policy.toml", POLICY, "clause");
    assert_eq!(nothing.get("result"), Some(&Json::Null));

    let definition = editor.ask_at("textDocument/definition", "policy.toml", POLICY, "test/lead");
    let uri = definition["result"]["uri"].as_str().unwrap();
    let path = Path::new(uri.strip_prefix("file://").unwrap()).canonicalize().unwrap();
    assert_eq!(path, editor.path("rules/test/lead.rhai").canonicalize().unwrap());
    assert_eq!(range(&definition["result"]), [0, 0, 0, 0]);
    let shipped = editor.ask_at("textDocument/definition", "policy.toml", POLICY, "action/is-not-overdue");
    assert_eq!(shipped.get("result"), Some(&Json::Null));

    // From a waiver too, and in a file that is not saved yet.
    let waivers = "kind = \"waivers\"\n\n[[waiver]]\nid = \"W-1\"\nrule = \"test/lead\"\n";
    editor.open("waivers.toml", waivers);
    let hover = editor.ask_at("textDocument/hover", "waivers.toml", waivers, "test/lead");
    assert!(hover["result"]["contents"]["value"].as_str().unwrap().contains("The rule under test holds."));
    assert_eq!(editor.leave(), (Some(0), String::new()));
}

#[test]
fn what_cannot_be_understood_is_refused_and_never_ends_the_server() {
    let mut editor = Editor::start();
    let refused = |message: &Json| message["error"]["code"].as_i64().unwrap_or_else(|| panic!("{message}"));
    assert_eq!(refused(&editor.ask("textDocument/hover", json!({}))), -32002);
    assert!(editor.ask("initialize", json!({ "capabilities": {} }))["result"].is_object());
    editor.send_raw(b"Content-Length: 5\r\n\r\n{\"a\":");
    assert_eq!(refused(&editor.next()), -32700);
    editor.send_raw(b"Content-Length: minus one\r\n\r\n");
    assert_eq!(refused(&editor.next()), -32700);
    editor.send(&json!([1, 2]));
    assert_eq!(refused(&editor.next()), -32600);
    assert_eq!(refused(&editor.ask("initialize", json!({}))), -32601);
    assert_eq!(refused(&editor.ask("workspace/symbol", json!({ "query": "" }))), -32601);
    for params in [Json::Null, json!(3), json!({ "textDocument": { "uri": 5 }, "position": { "line": -1 } })] {
        assert_eq!(refused(&editor.ask("textDocument/hover", params.clone())), -32602);
        for method in ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "$/unknown"] {
            editor.note(method, params.clone());
        }
    }
    // Files that are none, and texts that are nothing.
    for (name, text) in [
        ("papers/deep.json", format!("{{\"kind\": {}", "[".repeat(20_000))),
        ("papers/plan.yaml", "kind: \u{0}\n\t- &a *a".to_owned()),
        ("policy.toml", "[[rule]]\nuse = \"\u{1d11e}".to_owned()),
        ("rules/test/lead.rhai", "//! \nfn check(".to_owned()),
        ("quorate.toml", "[[[".to_owned()),
    ] {
        editor.open(name, &text);
        let place = json!({ "line": 999_999_999_999_u64, "character": 7 });
        let hover = json!({ "textDocument": { "uri": editor.uri(name) }, "position": place });
        assert_eq!(editor.ask("textDocument/hover", hover).get("result"), Some(&Json::Null));
    }
    let untitled = json!({ "uri": "untitled:1", "languageId": "yaml", "version": 1, "text": "kind: meeting" });
    editor.note("textDocument/didOpen", json!({ "textDocument": untitled }));
    assert_eq!(editor.leave(), (Some(0), String::new()));
}

#[test]
fn an_editor_that_leaves_without_a_word_is_noticed() {
    let (code, problems) = Editor::greeted().wait();
    assert_eq!((code, problems.as_str()), (Some(1), ""));
    let mut editor = Editor::greeted();
    editor.note("exit", Json::Null);
    assert_eq!(editor.wait().0, Some(1));
}
