//! The targets, measured and compared in one run: `cargo bench -- targets`.
//!
//! Ratios, since the figures of one machine mean nothing on another. What is compared is measured
//! in turns and told by its shortest time: other work on the machine only ever adds.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::scene::{self, Rules, USUAL};

/// The program's own commands, besides the benchmarks; false if the arguments name none.
pub fn run(arguments: &[String]) -> bool {
    match arguments {
        [command, part, ..] if command == "targets" => targets(part),
        [command, folder, size, ..] if command == "write" => write(folder, size.parse().unwrap()),
        [command, plan, ..] if command == "peak" => peak(Path::new(plan)),
        [command, size, rounds, ..] if command == "repeat" => repeat(size.parse().unwrap(), rounds.parse().unwrap()),
        _ => return false,
    }
    true
}

/// One part, or all of them (`--bench`, which cargo adds, names none).
fn targets(part: &str) {
    // One thread: what is compared is work, not how many cores there are.
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let parts: [(&str, fn()); 6] = [
        ("judging", judging),
        ("rules", each_rule),
        ("filter", filter),
        ("proportion", proportion),
        ("start", cold_start),
        ("memory", memory),
    ];
    let is_named = |name: &str| part == name || parts.iter().all(|(known, _)| *known != part);
    for (_, measure) in parts.iter().filter(|(name, _)| is_named(name)) {
        one_thread.install(measure);
    }
}

fn judging() {
    let bytes = scene::plan_json(USUAL);
    let yaml = scene::plan_yaml(USUAL);
    let submission = scene::submission(USUAL);
    let member = &submission.members()[0];
    let rules = Rules::dozen();
    println!("A plan of {} bytes, {} nodes", bytes.len(), member.document.tree().len());
    let times = in_turns(
        101,
        &mut [
            &mut || drop(black_box(serde_json::from_slice::<serde_json::Value>(&bytes))),
            &mut || drop(black_box(scene::read_json(bytes.clone()))),
            &mut || drop(black_box(scene::read_yaml(yaml.clone()))),
            &mut || drop(black_box(member.kind.faults(&member.document))),
            &mut || drop(black_box(rules.assess(&submission))),
        ],
    );
    let value = times[0];
    tell("serde_json to Value", value, "");
    tell("read JSON", times[1], &ratio(times[1], value, Some(1.5)));
    tell("read YAML", times[2], &ratio(times[2], value, None));
    tell("shape faults", times[3], &ratio(times[3], value, None));
    tell("12 rules", times[4], &ratio(times[4], value, Some(6.0)));
}

/// What each of the dozen costs: for each finding, so that rules of many subjects compare with
/// rules of few.
fn each_rule() {
    let submission = scene::submission(USUAL);
    for (name, rules) in Rules::each_of_dozen() {
        let findings = rules.assess(&submission).findings.len();
        let times = in_turns(51, &mut [&mut || drop(black_box(rules.assess(&submission)))]);
        let each = times[0] / u32::try_from(findings).unwrap();
        tell(&name, times[0], &format!("{findings} findings, {each:.1?} each"));
    }
}

fn filter() {
    let submission = scene::submission(USUAL);
    let (by_loop, by_filter) = (Rules::one_of_pair("by-loop"), Rules::one_of_pair("by-filter"));
    let times = in_turns(
        101,
        &mut [&mut || drop(black_box(by_loop.assess(&submission))), &mut || {
            drop(black_box(by_filter.assess(&submission)))
        }],
    );
    tell("one rule by a loop", times[0], "");
    tell("the same by filters", times[1], &format!("{:.2} of the loop", share(times[1], times[0])));
}

/// Judging and telling, per recommendation: level, whatever the size.
fn proportion() {
    let rules = Rules::dozen();
    for (size, rounds) in [(25, 21), (250, 5), (2_500, 1)] {
        let submission = scene::submission(size);
        let times = in_turns(
            rounds,
            &mut [&mut || drop(black_box(rules.assess(&submission))), &mut || {
                drop(black_box(rules.report(&submission, rules.assess(&submission))))
            }],
        );
        let each = |time: Duration| time / u32::try_from(size).unwrap();
        let told = format!("{:?} for each recommendation, {:?} with the report", each(times[0]), each(times[1]));
        tell(&format!("12 rules, {size} recommendations"), times[0], &told);
    }
}

/// The time of the whole program on one document, from its start to its end.
fn cold_start() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.json");
    fs::write(&plan, scene::plan_json(USUAL)).unwrap();
    let check = |policy: &'static str, path: std::path::PathBuf| {
        move || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_quorate"));
            command.args(["check", "--policy", policy]).arg(&path).stdout(Stdio::null());
            black_box(command.status().unwrap());
        }
    };
    let sample = scene::project("samples/cheshire-east-2015");
    let times = in_turns(51, &mut [&mut check("cheshire-east-hwb", plan), &mut check("cheshire-east-hwb", sample)]);
    tell("cold start, one document", times[0], &within(times[0], Duration::from_millis(15)));
    tell("cold start, the sample", times[1], "");
}

/// Peak memory, each size in a process of its own.
fn memory() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.json");
    for size in [USUAL, 100 * USUAL] {
        fs::write(&plan, scene::plan_json(size)).unwrap();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("peak").arg(&plan).env("RAYON_NUM_THREADS", "1").status().unwrap();
    }
}

/// Reads, judges and tells one plan; prints how far memory went up meanwhile.
fn peak(plan: &Path) {
    let rules = Rules::dozen();
    // What is made once (schemas compiled, pages of the program loaded) is no cost of the input.
    let small = scene::submission(1);
    rules.report(&small, rules.assess(&small));
    let before = high_water();
    let bytes = fs::read(plan).unwrap();
    let length = bytes.len();
    let submission = std::sync::Arc::new(quorate::submission::Submission::new(vec![scene::read_json(bytes)]).unwrap());
    let read = high_water();
    let assessment = rules.assess(&submission);
    let judged = high_water();
    let report = rules.report(&submission, assessment);
    let told = high_water();
    quorate::report::json::write(&report, std::io::sink()).unwrap();
    let written = high_water();
    let times = |mark: usize| (mark - before) as f64 / length as f64;
    println!(
        "peak memory, {length} bytes: {:.1} times the input once read, {:.1} judged, {:.1} told, {:.1} written (target 20); {} MiB in all",
        times(read),
        times(judged),
        times(told),
        times(written),
        written / (1024 * 1024),
    );
}

/// Judges one plan again and again, for a profiler.
fn repeat(size: usize, rounds: usize) {
    let (rules, submission) = (Rules::dozen(), scene::submission(size));
    for _ in 0..rounds {
        black_box(rules.assess(&submission));
    }
}

/// The most memory that the process has had so far, in bytes (Linux only).
fn high_water() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<usize>().ok());
    kibibytes.unwrap_or(0) * 1024
}

/// Writes a generated plan, for other tools (hyperfine, perf, /usr/bin/time).
fn write(folder: &str, size: usize) {
    let folder = Path::new(folder);
    fs::write(folder.join("plan.json"), scene::plan_json(size)).unwrap();
    fs::write(folder.join("plan.yaml"), scene::plan_yaml(size)).unwrap();
}

/// Runs some works in turns and gives the shortest time of each.
fn in_turns(rounds: usize, works: &mut [&mut dyn FnMut()]) -> Vec<Duration> {
    let mut times = vec![Vec::new(); works.len()];
    for _ in 0..rounds {
        for (work, times) in works.iter_mut().zip(&mut times) {
            let start = Instant::now();
            work();
            times.push(start.elapsed());
        }
    }
    times.into_iter().map(|times| times.into_iter().min().unwrap_or_default()).collect()
}

fn share(time: Duration, of: Duration) -> f64 {
    time.as_secs_f64() / of.as_secs_f64()
}

fn ratio(time: Duration, of: Duration, target: Option<f64>) -> String {
    let ratio = share(time, of);
    match target {
        Some(most) => format!("{ratio:.2} times Value (target {most}: {})", verdict(ratio <= most)),
        None => format!("{ratio:.2} times Value"),
    }
}

fn within(time: Duration, most: Duration) -> String {
    format!("(target {most:?}: {})", verdict(time <= most))
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}

fn tell(what: &str, time: Duration, remark: &str) {
    println!("{what:<32} {time:>12.1?}  {remark}");
}
