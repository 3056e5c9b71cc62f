//! Every command that a page shows is run, and does what the page shows.
//!
//! Blocks marked `sh` hold commands, blocks marked `console` commands after `$ ` with what they print.
//! Those of a page run in order in one new folder, which has a copy of the samples that the page
//! names. A command ends well unless `# exit code 1` stands behind it; `...` stands for any lines.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use regex::Regex;

use super::{Block, Page, pages_with_commands};
use crate::support::root;

/// Command lines in blocks that are not run, by how they begin, each with the reason.
const NOT_RUN: [(&str, &str); 7] = [
    ("cargo install --locked", "installs the program"),
    ("cargo run --release", "builds the program anew; what it runs is run on the same page without cargo"),
    ("cargo test", "runs all tests, this one among them"),
    ("git fetch", "needs a place that hosts the repository"),
    ("quorate check plans -f junit", "a step of a pipeline; that form is tested with the program"),
    (
        "quorate gate --base FETCH_HEAD",
        "needs a repository with a remote; the gate has tests of its own in cli/gate.rs",
    ),
    ("quorate gate --base origin/main", "needs a repository with a remote"),
];

/// A command as a page shows it.
struct Shown {
    line: usize,
    words: Vec<String>,
    /// The file that takes what it prints.
    into: Option<String>,
    exit_code: i32,
    /// What the page shows of the output; none where it shows nothing.
    output: Option<String>,
}

/// The words of a command line; quotation marks hold words together.
fn words(line: &str) -> Vec<String> {
    let word = Regex::new(r#"(?:"[^"]*"|[^\s"])+"#).unwrap();
    word.find_iter(line).map(|found| found.as_str().replace('"', "")).collect()
}

fn shown(line: usize, command: &str) -> Shown {
    let (command, remark) = command.split_once(" # ").unwrap_or((command, ""));
    let exit_code = remark.trim().strip_prefix("exit code ").map_or(0, |code| code.parse().unwrap());
    let (command, into) = match command.split_once(" > ") {
        Some((command, file)) => (command, Some(file.trim().to_owned())),
        None => (command, None),
    };
    Shown { line, words: words(command), into, exit_code, output: None }
}

impl Block {
    /// Whether it holds commands that are run.
    fn is_run(&self) -> bool {
        matches!(self.language.as_str(), "sh" | "console")
    }

    /// The commands that it shows.
    fn commands(&self) -> Vec<Shown> {
        let mut commands: Vec<Shown> = Vec::new();
        for (index, line) in self.text.lines().enumerate() {
            let number = self.line + index + 1;
            let command = if self.language == "sh" { Some(line) } else { line.strip_prefix("$ ") };
            match (command, commands.last_mut()) {
                (Some(command), _) => commands.push(shown(number, command)),
                (None, Some(last)) => *last.output.get_or_insert_default() += &format!("{line}\n"),
                (None, None) => panic!("line {number}: an output before the first command"),
            }
        }
        commands
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

/// Whether an output is as a page shows it: the parts between `...` in order, the first at the
/// start and the last at the end. Empty lines beside dots count as dots.
fn is_as_shown(output: &str, shown: &str) -> bool {
    let output = format!("\n{}\n", output.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"));
    let shown = format!("\n{}\n", shown.trim_end());
    let parts: Vec<&str> = shown.split("\n...\n").map(|part| part.trim_matches('\n')).collect();
    let (Some((first, rest)), Some(last)) = (parts.split_first(), parts.last()) else { return false };
    if rest.is_empty() {
        return output.trim_matches('\n') == *first;
    }
    let line_by_line = |part: &str| if part.is_empty() { "\n".to_owned() } else { format!("\n{part}\n") };
    if !output.starts_with(&line_by_line(first)) || !output.ends_with(&line_by_line(last)) {
        return false;
    }
    // The newline after a part may be the one before the next.
    let mut from = 0;
    parts.iter().filter(|part| !part.is_empty()).all(|part| {
        let found = output[from..].find(&line_by_line(part));
        from += found.map_or(0, |at| at + part.len() + 1);
        found.is_some()
    })
}

#[test]
fn dots_stand_for_any_lines() {
    for (output, shown, expected) in [
        ("a\nb\n", "a\nb\n", true),
        ("a\nb\n", "a\n", false),
        ("a\nb\nc\n", "a\n...\nc\n", true),
        ("a\nb\nc\n", "...\nb\n...\n", true),
        ("a\nb\nc\n", "...\nb\n", false),
        ("a\nb\na\nb\n", "...\nb\n", true),
        ("a\nc\nb\n", "a\n...\nb\n...\nc\n", false),
        ("", "a\n", false),
        ("a\n\nb\n\nc\n", "a\n...\n\nc\n", true),
        ("ab\nc\n", "a\n...\n", false),
        ("a\nb\n", "a\n...\nb\n", true),
    ] {
        assert_eq!(is_as_shown(output, shown), expected, "{output:?} {shown:?}");
    }
}

/// Does with a block what a remark above it says; what is not as it says.
fn keep(block: &Block, what: &str, path: &Path) -> Option<String> {
    let before = || fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let text = match what {
        "file" => block.text.clone(),
        "add to" => before() + block.text.as_str(),
        "shows" => {
            let found = before();
            let is_right = is_as_shown(&found, &block.text);
            return (!is_right).then(|| format!("{}: the file holds\n{found}", block.line));
        }
        other => panic!("line {}: \"{other}\" is no word for what is done with a file", block.line),
    };
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    None
}

/// Does what a page says from top to bottom; what went otherwise than it shows.
fn run(page: &Page) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let named = Regex::new(r"\bsamples/[a-z0-9/.-]*[a-z0-9]").unwrap();
    let mut wrong = Vec::new();
    for block in page.blocks() {
        if let Some((what, path)) = &block.kept {
            wrong.extend(keep(&block, what, &folder.path().join(path)).map(|why| format!("{}:{why}", page.path)));
        }
        if !block.is_run() {
            continue;
        }
        for sample in named.find_iter(&block.text) {
            let path = Path::new(sample.as_str());
            // A file stands with its settings.
            let path = if root().join(path).is_file() { path.parent().unwrap() } else { path };
            let (from, to) = (root().join(path), folder.path().join(path));
            if from.is_dir() && !to.exists() {
                copy(&from, &to);
            }
        }
        for command in block.commands() {
            let at = format!("{}:{}: {}", page.path, command.line, command.words.join(" "));
            let [program, arguments @ ..] = command.words.as_slice() else { panic!("{at}: no command") };
            if program == "mkdir" {
                fs::create_dir(folder.path().join(&arguments[0])).unwrap();
                continue;
            }
            assert_eq!(program, "quorate", "{at}: of others only mkdir is run; mark them `text`");
            let mut real = Command::new(env!("CARGO_BIN_EXE_quorate"));
            let told = real.current_dir(folder.path()).env("NO_COLOR", "1").args(arguments).output().unwrap();
            let (out, problems) = (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
            if told.status.code() != Some(command.exit_code) {
                wrong.push(format!(
                    "{at}\nexit code {:?}, not {}\n{out}{problems}",
                    told.status.code(),
                    command.exit_code
                ));
            }
            if let Some(file) = &command.into {
                fs::write(folder.path().join(file), &told.stdout).unwrap();
            }
            if command.output.is_some_and(|shown| !is_as_shown(&format!("{out}{problems}"), &shown)) {
                wrong.push(format!("{at}\nprints not what the page shows, but\n{out}{problems}"));
            }
        }
    }
    wrong
}

#[test]
fn every_command_does_what_its_page_shows() {
    let pages = pages_with_commands();
    let blocks = pages.iter().flat_map(Page::blocks).filter(Block::is_run);
    let count: usize = blocks.map(|block| block.commands().len()).sum();
    assert!(count > 30, "the commands are not found: {count}");
    let wrong: Vec<String> = pages.iter().flat_map(run).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn commands_in_other_blocks_are_few_and_each_has_its_reason() {
    let is_command = Regex::new(r"^\s*(- |\$ )?(quorate|cargo|git|bash) ").unwrap();
    let mut unused: Vec<&str> = NOT_RUN.iter().map(|(command, _)| *command).collect();
    let mut wrong = Vec::new();
    for page in pages_with_commands() {
        for block in page.blocks().iter().filter(|block| !block.is_run()) {
            for line in block.text.lines().filter(|line| is_command.is_match(line)) {
                let line = line.trim_start_matches([' ', '-', '$']);
                match NOT_RUN.iter().find(|(command, _)| line.starts_with(command)) {
                    Some((command, _)) => unused.retain(|known| known != command),
                    None => wrong.push(format!("{}:{}: {line}", page.path, block.line)),
                }
            }
        }
        // Code that is set in by four spaces would be passed over.
        let set_in = page.prose().into_iter().filter(|(_, line)| line.starts_with("    quorate "));
        wrong.extend(set_in.map(|(line, text)| format!("{}:{line}: {text}", page.path)));
    }
    assert!(wrong.is_empty(), "mark them `sh` or `console`, or give the reason in NOT_RUN:\n{}", wrong.join("\n"));
    assert!(unused.is_empty(), "no page shows {unused:?}");
}

/// Commands named in a sentence: the command is there, and so are its options.
#[test]
fn commands_named_in_passing_are_there() {
    let code = Regex::new(r"`quorate ([^`]+)`").unwrap();
    let option = Regex::new(r"^(--[a-z][a-z-]*|-[a-zA-Z])$").unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in pages_with_commands() {
        // A command may be broken over two lines of a paragraph.
        let prose: Vec<&str> = page.prose().into_iter().map(|(_, line)| line.trim()).collect();
        for found in code.captures_iter(&prose.join(" ")) {
            count += 1;
            let words = words(&found[1]);
            let names: Vec<&String> =
                words.iter().take_while(|word| word.chars().all(|c| c.is_ascii_lowercase())).collect();
            // `rules test`, but not what `explain` takes.
            let depth = if matches!(words[0].as_str(), "rules" | "policy") { 2 } else { 1 };
            let names = &names[..depth.min(names.len())];
            let told = Command::new(env!("CARGO_BIN_EXE_quorate")).args(names).arg("--help").output().unwrap();
            let help = String::from_utf8(told.stdout).unwrap();
            if !told.status.success() && !words[0].starts_with('-') {
                wrong.push(format!("{}: there is no `quorate {}`", page.path, &found[1]));
            }
            for word in words.iter().filter(|word| option.is_match(word)) {
                if !help.split([' ', ',', '\n']).any(|known| known == word) {
                    wrong.push(format!("{}: `quorate {}` has no {word}", page.path, &found[1]));
                }
            }
        }
    }
    assert!(count > 50, "the commands are not found: {count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
