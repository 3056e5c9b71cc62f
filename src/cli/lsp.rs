//! `quorate lsp`: a language server on standard input and output, for editors.
//!
//! One thread reads messages, one answers them. Findings are worked out when no message waits, so
//! that fast typing is judged once and not a letter at a time. A message that cannot be read is
//! answered with an error and never ends the server.

mod faults;
mod pages;
mod place;
mod wire;

use std::collections::BTreeMap;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;

use serde_json::{Value as Json, json};

use super::{Outcome, buffers};
use wire::Incoming;

#[derive(clap::Args)]
#[command(
    after_help = "Editors start it themselves; docs/editor.md says how. It judges the folder of a document as `quorate check` does, with the text that is open in the editor."
)]
pub(super) struct Arguments {
    /// Ignored: messages always come on standard input. Some editors add it.
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Codes of JSON-RPC and of the protocol.
mod code {
    pub(super) const PARSE_ERROR: i32 = -32700;
    pub(super) const INVALID_REQUEST: i32 = -32600;
    pub(super) const METHOD_NOT_FOUND: i32 = -32601;
    pub(super) const INVALID_PARAMS: i32 = -32602;
    pub(super) const NOT_INITIALIZED: i32 = -32002;
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    // With it or without: there is no other way to speak to it.
    let Arguments { stdio: _ } = arguments;
    let (sender, messages) = mpsc::channel();
    std::thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        while let Ok(Some(incoming)) = wire::read(&mut input) {
            if sender.send(incoming).is_err() {
                break;
            }
        }
    });
    let mut server = Server::default();
    while let Ok(first) = messages.recv() {
        let mut next = Some(first);
        while let Some(incoming) = next {
            if let Some(code) = server.take(incoming) {
                return Ok(code);
            }
            next = messages.try_recv().ok();
        }
        server.publish();
    }
    // The editor went away without a word.
    Ok(ExitCode::FAILURE)
}

/// How far the conversation has come.
#[derive(Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Silent,
    Working,
    Shut,
}

/// What the server knows of its editor.
#[derive(Default)]
struct Server {
    stage: Stage,
    /// What the editor calls each open file.
    names: BTreeMap<PathBuf, String>,
    /// What it was told of each file, so that it is told again only what has changed.
    told: BTreeMap<String, Vec<Json>>,
    /// Whether something has changed since.
    is_stale: bool,
}

impl Server {
    /// Takes one message; gives the exit code where it was the last one.
    fn take(&mut self, incoming: Incoming) -> Option<ExitCode> {
        let message = match incoming {
            Incoming::Message(message) => message,
            Incoming::Malformed(what) => {
                wire::refuse(&Json::Null, code::PARSE_ERROR, &what);
                return None;
            }
        };
        let Some(method) = message.get("method").and_then(Json::as_str) else {
            // What has an identity and no method answers a question; none is ever asked.
            if message.get("id").is_none() {
                wire::refuse(&Json::Null, code::INVALID_REQUEST, "the message has no method");
            }
            return None;
        };
        let params = message.get("params").unwrap_or(&Json::Null);
        match message.get("id") {
            Some(id) => self.answer(id, method, params),
            None if method == "exit" => {
                return Some(if self.stage == Stage::Shut { ExitCode::SUCCESS } else { ExitCode::FAILURE });
            }
            None if self.stage == Stage::Working => self.note(method, params),
            None => {}
        }
        None
    }

    fn answer(&mut self, id: &Json, method: &str, params: &Json) {
        match (method, &self.stage) {
            ("initialize", Stage::Silent) => {
                self.stage = Stage::Working;
                wire::answer(id, &abilities());
            }
            (_, Stage::Silent) => wire::refuse(id, code::NOT_INITIALIZED, "the first request must be initialize"),
            (_, Stage::Shut) => wire::refuse(id, code::INVALID_REQUEST, "the server is shut down"),
            ("shutdown", Stage::Working) => {
                self.stage = Stage::Shut;
                wire::answer(id, &Json::Null);
            }
            ("textDocument/hover" | "textDocument/definition", Stage::Working) => {
                let Some((path, line, character)) = asked_of(params) else {
                    wire::refuse(id, code::INVALID_PARAMS, "a text document and a position are asked for");
                    return;
                };
                let text = buffers::text(&path).unwrap_or_default();
                let word = place::word(&text, line, character);
                let found = word.and_then(|(word, range)| match method {
                    "textDocument/hover" => pages::hover(&path, &word, range),
                    _ => self.definition(&path, &word),
                });
                let is_script = path.extension().is_some_and(|ending| ending == "rhai");
                let in_script = || {
                    let word = place::word_of_script(&text, line, character).filter(|_| is_script);
                    word.and_then(|(word, range)| pages::hover_in_script(&word, range))
                };
                let found = found.or_else(|| if method == "textDocument/hover" { in_script() } else { None });
                wire::answer(id, &found.unwrap_or(Json::Null));
            }
            (other, Stage::Working) => {
                wire::refuse(id, code::METHOD_NOT_FOUND, &format!("\"{other}\" is not known"));
            }
        }
    }

    /// Takes a notification; one that is not known, or lacks what it needs, is passed over.
    fn note(&mut self, method: &str, params: &Json) {
        if method == "workspace/didChangeWatchedFiles" {
            self.is_stale = true;
            return;
        }
        let document = params.get("textDocument");
        let Some(uri) = document.and_then(|document| document.get("uri")).and_then(Json::as_str) else { return };
        let Some(path) = place::path_of(uri).map(|path| buffers::whole(&path)) else { return };
        match method {
            "textDocument/didOpen" => {
                if let Some(text) = document.and_then(|document| document.get("text")).and_then(Json::as_str) {
                    buffers::hold(path.clone(), text.into());
                    self.names.insert(path, uri.to_owned());
                }
            }
            "textDocument/didChange" => {
                let changes = params.get("contentChanges").and_then(Json::as_array);
                // Whole texts were agreed on; a part of one would make nonsense of the rest.
                let is_whole = |change: &&Json| change.get("range").is_none();
                let last = changes.and_then(|changes| changes.iter().rfind(is_whole));
                if let Some(text) = last.and_then(|change| change.get("text")).and_then(Json::as_str) {
                    buffers::hold(path, text.into());
                }
            }
            "textDocument/didClose" => {
                buffers::release(&path);
                self.names.remove(&path);
            }
            "textDocument/didSave" => {}
            _ => return,
        }
        self.is_stale = true;
    }

    /// Tells the editor what is found now, where that differs from what it was told.
    fn publish(&mut self) {
        if !std::mem::take(&mut self.is_stale) {
            return;
        }
        let mut found: BTreeMap<String, Vec<Json>> = BTreeMap::new();
        for fault in faults::of_open_files() {
            let diagnostic = fault.diagnostic(|path| self.uri(path));
            let told = found.entry(self.uri(&fault.spot.path)).or_default();
            // A fault of a policy is met by the policy's own check and by that of a submission.
            if !told.contains(&diagnostic) {
                told.push(diagnostic);
            }
        }
        for uri in self.told.keys() {
            found.entry(uri.clone()).or_default();
        }
        for (uri, diagnostics) in &found {
            if self.told.get(uri) != Some(diagnostics) {
                let params = json!({ "uri": uri, "diagnostics": diagnostics });
                wire::notify("textDocument/publishDiagnostics", &params);
            }
        }
        found.retain(|_, diagnostics| !diagnostics.is_empty());
        self.told = found;
    }

    fn definition(&self, path: &Path, word: &str) -> Option<Json> {
        let file = pages::own_file(path, word)?;
        let start = json!({ "line": 0, "character": 0 });
        Some(json!({ "uri": self.uri(&file), "range": { "start": start, "end": start } }))
    }

    /// What the editor calls a file.
    fn uri(&self, path: &Path) -> String {
        self.names.get(path).cloned().unwrap_or_else(|| place::uri_of(path))
    }
}

/// The file and the position that a request is about.
fn asked_of(params: &Json) -> Option<(PathBuf, u64, u64)> {
    let path = place::path_of(params.pointer("/textDocument/uri")?.as_str()?)?;
    let number = |name: &str| params.pointer(&format!("/position/{name}"))?.as_u64();
    Some((buffers::whole(&path), number("line")?, number("character")?))
}

/// What the server can do.
fn abilities() -> Json {
    /// The whole text with every change.
    const FULL: i32 = 1;
    json!({
        "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": FULL, "save": true },
            "hoverProvider": true,
            "definitionProvider": true,
        },
        "serverInfo": { "name": "quorate", "version": env!("CARGO_PKG_VERSION") },
    })
}
