//! The HTML report in a real browser: Chromium, driven by `tests/browser/pages.mjs`.
//!
//! `QUORATE_NO_BROWSER=1` leaves these tests out, where no browser can be had.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::root;

/// The names under which Chromium is installed.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The two commands that a machine without them needs.
const INSTALL: &str = "\n\n    apt-get install -y chromium nodejs npm\n    npm ci --prefix tests/browser\n\n\
                       or leave the browser out of the tests with QUORATE_NO_BROWSER=1";

fn chromium() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).flat_map(|folder| NAMES.map(|name| folder.join(name))).find(|path| path.is_file())
}

fn write_page(sample: &str, folder: &Path) -> PathBuf {
    let page = folder.join(format!("{}.html", sample.replace('/', "-")));
    let told = Command::new(env!("CARGO_BIN_EXE_quorate"))
        .args(["check", &format!("samples/{sample}"), "-f", "html", "-o"])
        .arg(&page)
        .current_dir(root())
        .output()
        .unwrap();
    assert_ne!(told.status.code(), Some(2), "{}", String::from_utf8_lossy(&told.stderr));
    page
}

#[test]
fn the_page_serves_screen_phone_keyboard_and_print() {
    if std::env::var_os("QUORATE_NO_BROWSER").is_some_and(|value| value == "1") {
        return;
    }
    let Some(chromium) = chromium() else {
        panic!("no Chromium is installed; run{INSTALL}");
    };
    let project = root().join("tests/browser");
    assert!(project.join("node_modules/axe-core").is_dir(), "tests/browser has no node_modules; run{INSTALL}");
    let folder = tempfile::tempdir().unwrap();
    // A short report with findings of every outcome, reviews among them, and a long one.
    let pages = ["illustrations/measures", "cheshire-east-2015"].map(|sample| write_page(sample, folder.path()));
    assert!(fs::read_to_string(&pages[0]).unwrap().contains("class=\"judgement\""), "the short report has no review");
    let told = Command::new("node").arg(project.join("pages.mjs")).arg(chromium).args(&pages).output().unwrap();
    let results = String::from_utf8_lossy(&told.stdout);
    let problems = String::from_utf8_lossy(&told.stderr);
    let planned = results.lines().filter(|line| line.starts_with("ok ")).count();
    let wrong: Vec<&str> = results.lines().filter(|line| line.starts_with("not ok") || line.starts_with('#')).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(told.status.success(), "{results}\n{problems}");
    assert!(planned > 30 && results.contains(&format!("\n1..{planned}\n")), "not all was looked at:\n{results}");
}
