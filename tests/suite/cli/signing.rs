//! `quorate digest` and `quorate snapshot`: what was signed, and what stood there when.

use std::fs;

use sha2::{Digest as _, Sha256};

use super::{Folder, PLANS, says};

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_digest_is_that_of_the_canonical_form() {
    let folder = Folder::passing();
    let told = folder.run(&["digest", "papers"]);
    assert_eq!(told.code, 0);
    // Worked out by hand: fields by name, no space.
    let canonical = "{\"lead_body\":\"Board\",\"reference\":\"1\",\"text\":\"Improve\"}";
    assert_eq!(told.out, format!("{}  recommendation 1 (papers/plan.yaml)\n", sha256(canonical)));
    let form = folder.run(&["digest", "papers", "--of", "Recommendation 1", "--canonical"]);
    assert_eq!((form.code, form.out.as_str()), (0, canonical));
    let told = folder.run(&["digest", "papers", "--of", "recommendation 2"]);
    assert_eq!(told.code, 2);
    says(&told.problems, "nothing that can be signed off is called \"recommendation 2\"");
    says(&told.problems, "there are: recommendation 1");
}

#[test]
fn snapshots_form_a_chain_that_compare_takes() {
    let folder = Folder::passing();
    let take = |day: &str| folder.run(&["snapshot", "papers", "--as-of", day]);
    let first = take("2015-11-01");
    assert_eq!(
        (first.code, first.out.as_str()),
        (0, "papers.snapshots/0001-2015-11-01.json: snapshot 1 of 2015-11-01\n")
    );
    folder.write("papers/plan.yaml", super::plan(PLANS[1].1));
    assert_eq!(take("2015-11-24").code, 0);
    let told = folder.run(&["snapshot", "papers", "--verify"]);
    assert_eq!((told.code, told.out.as_str()), (0, "papers.snapshots: 2 snapshots, a whole chain\n"));

    let words = ["-p", "policy.toml", "--rules", "rules", "--as-of", "2015-11-24"];
    let compare = |before: &str, after: &str| folder.run(&[&["compare", before, after][..], &words].concat());
    let told = compare("papers.snapshots/0001-2015-11-01.json", "papers");
    assert_eq!(told.code, 1);
    says(&told.out, "recommendation 1: lead for delivery \"Board\" -> \"Nobody\"");
    // A folder of snapshots stands for the last of them.
    says(&compare("papers.snapshots", "papers").out, "Nothing changed.");
    says(&take("2015-11-01").problems, "snapshot 2 is dated 2015-11-24, after 2015-11-01");
}

#[test]
fn a_chain_with_a_gap_or_a_change_is_refused() {
    let folder = Folder::passing();
    for day in ["2015-11-01", "2015-11-02", "2015-11-03"] {
        assert_eq!(folder.run(&["snapshot", "papers", "--as-of", day]).code, 0);
    }
    let second = folder.path("papers.snapshots/0002-2015-11-02.json");
    let written = fs::read_to_string(&second).unwrap();
    fs::write(&second, written.replace("Improve", "Improve less")).unwrap();
    for words in [&["snapshot", "papers", "--verify"][..], &["compare", "papers.snapshots", "papers"]] {
        let told = folder.run(words);
        assert_eq!(told.code, 2);
        says(&told.problems, "snapshot 2 was changed after it was written");
    }
    fs::remove_file(&second).unwrap();
    let told = folder.run(&["snapshot", "papers", "--verify"]);
    assert_eq!(told.code, 2);
    says(&told.problems, "snapshot 2 is missing");
    assert_eq!(folder.names().iter().filter(|name| name.ends_with(".part")).count(), 0);
}
