//! How long it takes to read, to judge and to tell.
//!
//! `cargo bench` measures each part by itself; `cargo bench -- targets` compares them with the
//! targets, the start of the program and its memory too. `cargo bench -- write FOLDER 2500`
//! writes the generated plan, for instance for
//! `hyperfine -N 'target/release/quorate check -p cheshire-east-hwb FOLDER/plan.json'`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark may stop, and prints"
)]

mod generator;
mod scene;
mod targets;

use divan::{Bencher, black_box};

use scene::{Rules, USUAL};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !targets::run(&arguments) {
        divan::main();
    }
}

#[divan::bench]
fn serde_json_value(bencher: Bencher<'_, '_>) {
    let bytes = scene::plan_json(USUAL);
    bencher.bench(|| serde_json::from_slice::<serde_json::Value>(black_box(&bytes)));
}

#[divan::bench]
fn read_json(bencher: Bencher<'_, '_>) {
    let bytes = scene::plan_json(USUAL);
    bencher.with_inputs(|| bytes.clone()).bench_values(scene::read_json);
}

#[divan::bench]
fn read_yaml(bencher: Bencher<'_, '_>) {
    let bytes = scene::plan_yaml(USUAL);
    bencher.with_inputs(|| bytes.clone()).bench_values(scene::read_yaml);
}

#[divan::bench]
fn shape_faults(bencher: Bencher<'_, '_>) {
    let submission = scene::submission(USUAL);
    let member = &submission.members()[0];
    bencher.bench(|| member.kind.faults(black_box(&member.document)));
}

#[divan::bench]
fn twelve_rules(bencher: Bencher<'_, '_>) {
    let (rules, submission) = (Rules::dozen(), scene::submission(USUAL));
    bencher.bench(|| rules.assess(black_box(&submission)));
}

#[divan::bench(args = ["by-loop", "by-filter"])]
fn one_rule(bencher: Bencher<'_, '_>, name: &str) {
    let (rules, submission) = (Rules::one_of_pair(name), scene::submission(USUAL));
    bencher.bench(|| rules.assess(black_box(&submission)));
}

#[divan::bench(args = [25, 250, 2_500], sample_count = 10)]
fn twelve_rules_and_report(bencher: Bencher<'_, '_>, recommendations: usize) {
    let (rules, submission) = (Rules::dozen(), scene::submission(recommendations));
    bencher.bench(|| rules.report(&submission, rules.assess(black_box(&submission))));
}

#[divan::bench]
fn outline_of_450_kb(bencher: Bencher<'_, '_>) {
    let text = generator::plan_text(450_000, scene::SEED);
    bencher.bench(|| quorate::document::outline::outline(black_box(&text)));
}

#[divan::bench]
fn start_of_the_host() -> quorate::rule::Host {
    quorate::rule::Host::new()
}

#[divan::bench]
fn whole_check_of_the_sample(bencher: Bencher<'_, '_>) {
    let folder = scene::project("samples/cheshire-east-2015");
    bencher.bench(|| scene::check_sample(black_box(&folder), "cheshire-east-hwb"));
}
