//! What the program gives a shell and a reader of manual pages.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::process::{Command, Output};

use super::{Folder, says};

/// The commands that the help of the program lists.
fn commands(folder: &Folder) -> BTreeSet<String> {
    let help = folder.run(&["help"]).is_report(0).out.clone();
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    // What a line holds that begins further to the right belongs to the line above it.
    let names = listed.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names.filter(|name| *name != "help" && !name.is_empty()).map(str::to_owned).collect()
}

/// What a program of the machine gives back; none where it is not installed.
fn outside(command: &mut Command) -> Option<Output> {
    match command.output() {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        output => Some(output.unwrap()),
    }
}

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    let folder = Folder::passing();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let told = folder.run(&["completions", shell]);
        for command in commands(&folder) {
            assert!(told.is_report(0).out.contains(&command), "{shell}: {command}");
        }
    }
    let told = folder.run(&["completions", "csh"]);
    assert_eq!(told.code, 2);
    says(&told.problems, "[possible values: bash, elvish, fish, powershell, zsh]");
}

#[test]
fn a_real_bash_completes_commands_options_and_values() {
    let folder = Folder::passing();
    folder.write("quorate.bash", &folder.run(&["completions", "bash"]).is_report(0).out);
    let completed = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let [.., before, last] = words.as_slice() else { panic!("{line}: no two words") };
        let script = format!(
            "set -e; source quorate.bash; COMP_WORDS=({line}); COMP_CWORD={}; \
             _quorate quorate '{last}' '{before}' || true; echo \"${{COMPREPLY[*]}}\"",
            words.len() - 1
        );
        let output = outside(Command::new("bash").args(["--norc", "-c", &script]).current_dir(folder.path("")))?;
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        Some(String::from_utf8(output.stdout).unwrap().trim_end().to_owned())
    };
    // Where there is no bash, nothing is left to try.
    let Some(commands) = completed("quorate comp") else { return };
    assert_eq!(commands, "compare completions");
    assert_eq!(completed("quorate rules mu").unwrap(), "mutate");
    assert_eq!(completed("quorate schema mee").unwrap(), "meeting");
    assert_eq!(completed("quorate rules new x/y --kind action-").unwrap(), "action-log");
    assert_eq!(completed("quorate rules list --severity m").unwrap(), "must");
    assert_eq!(completed("quorate rules list --area pharm").unwrap(), "pharmaceutical");
    assert_eq!(completed("quorate rules show action/is-not-o").unwrap(), "action/is-not-overdue");
    assert_eq!(completed("quorate check --wit").unwrap(), "--witness");
    assert_eq!(completed("quorate check --format js").unwrap(), "json");
}

#[test]
fn each_command_has_a_manual_page() {
    let folder = Folder::passing();
    folder.run(&["man", "--out", "pages/man1"]).is_report(0);
    let read = |name: &str| fs::read_to_string(folder.path("pages/man1").join(name)).unwrap();
    let commands = commands(&folder);
    assert!(commands.len() >= 20, "{commands:?}");
    for command in &commands {
        let page = read(&format!("quorate-{command}.1"));
        for part in [".TH ", ".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH \"EXIT STATUS\""] {
            assert!(page.contains(part), "{command}: no {part}");
        }
    }
    assert!(read("quorate-rules-mutate.1").contains("quorate rules mutate"), "commands of commands have pages too");
    assert_eq!(folder.run(&["man"]).is_report(0).out, read("quorate.1"), "the main page is the one printed");
    for entry in fs::read_dir(folder.path("pages/man1")).unwrap() {
        let page = entry.unwrap().path();
        // Every warning that there is.
        let Some(output) = outside(Command::new("groff").args(["-man", "-ww", "-z"]).arg(&page)) else { return };
        let warnings = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && warnings.is_empty(), "{}: {warnings}", page.display());
    }
}
