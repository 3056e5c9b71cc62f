//! The repository's own rules: who may use whom, who owns which crate, what stands beside what.

mod contents;
mod forms;
mod library;
mod limits;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::{below_root, files_below, root};

/// A source file: its path from the root, and its lines outside test modules and comments.
struct Source {
    path: String,
    text: String,
    code: Vec<(usize, String)>,
}

/// All files of `src` but those that are compiled for tests only.
fn sources() -> Vec<Source> {
    let files = files_below(&root().join("src"), ".rs");
    let texts: Vec<(String, String)> =
        files.iter().map(|path| (below_root(path), fs::read_to_string(path).unwrap())).collect();
    let of_tests: BTreeSet<String> = texts.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    texts
        .into_iter()
        .filter(|(path, _)| !of_tests.iter().any(|tests| is_within(path, tests)))
        .map(|(path, text)| Source { code: code_lines(&text), path, text })
        .collect()
}

/// Whether a file is a module, `a/b.rs`, or stands in its folder, `a/b/`.
fn is_within(path: &str, module: &str) -> bool {
    path == module || path.starts_with(&format!("{}/", module.trim_end_matches(".rs")))
}

/// The files of modules that are declared for tests only (`#[cfg(test)] mod tests;`).
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let folder = path.trim_end_matches(".rs").trim_end_matches("/lib");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines
        .windows(2)
        .filter(|pair| pair[0] == "#[cfg(test)]")
        .filter_map(|pair| pair[1].strip_prefix("mod ")?.strip_suffix(';'))
        .map(|name| format!("{folder}/{name}.rs"))
        .collect()
}

/// Lines with their numbers, without comments and without the test module at the end.
fn code_lines(text: &str) -> Vec<(usize, String)> {
    let mut code = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let opens_tests = line.trim() == "#[cfg(test)]"
            && lines.get(index + 1).is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'));
        if opens_tests {
            break;
        }
        if !line.trim_start().starts_with("//") {
            code.push((index + 1, (*line).to_owned()));
        }
    }
    code
}

/// The first segment below `src`: the module that a file belongs to.
fn module_of(path: &str) -> &str {
    let below = path.trim_start_matches("src/");
    below.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The groups of modules in the order of `src/lib.rs`: a comment starts a group.
fn groups() -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut groups: Vec<Vec<String>> = Vec::new();
    for line in text.lines() {
        if line.starts_with("// ") {
            groups.push(Vec::new());
        }
        let name = line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod "));
        if let Some(name) = name.and_then(|name| name.strip_suffix(';')) {
            let group = groups.last_mut().expect("a comment above the first module");
            group.push(name.to_owned());
        }
    }
    groups
}

/// Which modules each module uses, with a file and line for each.
fn uses() -> BTreeMap<String, BTreeMap<String, String>> {
    let known: BTreeSet<String> = groups().into_iter().flatten().collect();
    let mut uses: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for source in sources() {
        let from = module_of(&source.path);
        let code: String = source.code.iter().map(|(_, code)| format!("{code}\n")).collect();
        for (at, _) in code.match_indices("crate::") {
            let line = source.code[code[..at].lines().count().saturating_sub(1)].0;
            for name in names_after(&code[at + "crate::".len()..]) {
                if name != from && known.contains(name) {
                    let place = format!("{}:{line}", source.path);
                    uses.entry(from.to_owned()).or_default().entry(name.to_owned()).or_insert(place);
                }
            }
        }
    }
    uses
}

/// The names that directly follow `crate::`: one, or those of a list in braces.
fn names_after(rest: &str) -> Vec<&str> {
    let word = |text| str::split(text, |letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or("");
    let Some(list) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let mut depth = 1;
    let mut names = vec![word(list.trim_start())];
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(word(list[at + 1..].trim_start())),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

#[test]
fn names_in_braces_are_found() {
    assert_eq!(names_after("rule::Host;"), ["rule"]);
    assert_eq!(names_after("{place::{Span, X},\n    rule as r, gate};\nuse std::{a, b};"), ["place", "rule", "gate"]);
}

#[test]
fn every_module_is_in_a_group_of_the_library() {
    let known: BTreeSet<String> = groups().into_iter().flatten().collect();
    for source in sources() {
        let module = module_of(&source.path).to_owned();
        let is_root = matches!(module.as_str(), "lib" | "main");
        assert!(is_root || known.contains(&module), "{}: src/lib.rs does not name it", source.path);
    }
}

#[test]
fn modules_use_earlier_groups_only_and_never_in_a_circle() {
    let groups = groups();
    let group = |name: &str| groups.iter().position(|group| group.iter().any(|own| own == name));
    let uses = uses();
    assert!(uses.len() > 5, "the uses of modules are not found: {uses:?}");
    let mut wrong = Vec::new();
    for (from, used) in &uses {
        for (to, place) in used {
            if group(to) > group(from) {
                wrong.push(format!("{place}: {from} uses {to}, which stands in a later group"));
            }
        }
    }
    for start in uses.keys() {
        let mut reached = BTreeSet::new();
        let mut to_see: Vec<&String> = uses[start].keys().collect();
        while let Some(module) = to_see.pop() {
            if reached.insert(module) {
                to_see.extend(uses.get(module).into_iter().flat_map(BTreeMap::keys));
            }
        }
        if reached.contains(start) {
            wrong.push(format!("{start}: it uses itself by way of others, among {reached:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_crate_and_each_outside_thing_has_one_owner() {
    // What only one place may name, and that place.
    let owners = [
        (r"\brhai\b", "src/rule"),
        (r"\bjsonschema\b", "src/schema"),
        (r"\bclap\b", "src/cli"),
        (r"\bsaphyr_parser\b", "src/document/yaml.rs"),
        (r"\btoml::", "src/table"),
        (r"\bmaud::", "src/report"),
        (r"\bzip::", "src/office/archive.rs"),
        (r"\bquick_xml::", "src/office/xml.rs"),
        (r"\bstd::fs\b|\bfs::", "src/cli"),
        (r"\bstd::env\b|\benv::", "src/cli"),
        (r"\bLocal\b|\bUtc::now\b|\bSystemTime\b", "src/cli"),
        // A form may write to a writer that it is given; only the shell knows the terminal.
        (r"\bio::(stdin|stdout|stderr)\b", "src/cli"),
    ];
    let text_in_quotes = regex::Regex::new(r#""(\\.|[^"\\])*""#).unwrap();
    let mut wrong = Vec::new();
    for (pattern, owner) in owners {
        let pattern = regex::Regex::new(pattern).unwrap();
        let mut is_used = false;
        for source in sources() {
            let is_owner = is_within(&source.path, &format!("{}.rs", owner.trim_end_matches(".rs")));
            for (line, code) in &source.code {
                let code = text_in_quotes.replace_all(code, "\"\"");
                if pattern.is_match(&code) {
                    is_used |= is_owner;
                    if !is_owner {
                        wrong.push(format!("{}:{line}: only {owner} may name this: {}", source.path, code.trim()));
                    }
                }
            }
        }
        if !is_used {
            wrong.push(format!("{owner} does not name {pattern}: this test looks for the wrong thing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_first_what_it_is() {
    let mut files = files_below(&root().join("src"), ".rs");
    files.extend(files_below(&root().join("tests"), ".rs"));
    files.extend(files_below(&root().join("rules"), ".rhai"));
    let silent: Vec<String> = files
        .iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .map(|path| below_root(path))
        .collect();
    assert!(silent.is_empty(), "no //! in the first line of {silent:#?}");
}

#[test]
fn no_source_file_is_longer_than_400_lines() {
    let long: Vec<String> = files_below(&root().join("src"), ".rs")
        .iter()
        .map(|path| (path, fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, count)| *count > 400)
        .map(|(path, count)| format!("{} has {count}", below_root(path)))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_program_holds_nothing_unfinished_and_nothing_that_stops_it() {
    let forbidden = regex::Regex::new(r"TODO|FIXME|\.unwrap\(\)|\.expect\(|\bpanic!|\btodo!|\bunimplemented!").unwrap();
    let mut wrong = Vec::new();
    for source in sources() {
        for (line, code) in &source.code {
            if forbidden.is_match(code) {
                wrong.push(format!("{}:{line}: {}", source.path, code.trim()));
            }
        }
        for (index, line) in source.text.lines().enumerate() {
            let comment = line.trim_start();
            if comment.starts_with("//") && (comment.contains("TODO") || comment.contains("FIXME")) {
                wrong.push(format!("{}:{}: {comment}", source.path, index + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn modules_are_files_of_their_own_name() {
    let folders = [Path::new("src"), Path::new("tests")];
    let named_mod: Vec<String> = folders
        .iter()
        .flat_map(|folder| files_below(&root().join(folder), "mod.rs"))
        .map(|path| below_root(&path))
        .collect();
    assert!(named_mod.is_empty(), "{named_mod:?}");
}
