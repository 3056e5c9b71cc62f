//! Judging is pure: no order of documents, no number of threads, no second run and no comment
//! changes a byte of what is found.

use std::collections::BTreeSet;
use std::num::NonZero;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use quorate::assess::Outcome;

use crate::support::{Judge, Judged, Sample, read, samples};

fn judged(judge: &Judge, sample: &Sample) -> Judged {
    judge.judge(sample.documents()).unwrap()
}

#[test]
fn the_order_of_documents_does_not_matter() {
    for sample in samples() {
        let judge = sample.judge();
        let expected = judged(&judge, &sample).json;
        let names: Vec<(String, String)> = sample.texts_of_documents().into_iter().collect();
        let config = Config { cases: 4, failure_persistence: None, ..Config::default() };
        let order = Just(names).prop_shuffle();
        let outcome = TestRunner::new(config).run(&order, |names| {
            let documents = names.iter().map(|(name, text)| read(name, text)).collect();
            let found = judge.judge(documents).unwrap().json;
            prop_assert!(found == expected, "{}", sample.name);
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn neither_a_second_run_nor_the_number_of_threads_matters() {
    for sample in samples() {
        let judge = sample.judge();
        let expected = judged(&judge, &sample).json;
        for threads in [1, 2, 4] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let found = pool.install(|| judged(&judge, &sample).json);
            assert!(found == expected, "{}: {threads} threads", sample.name);
        }
        assert!(std::thread::available_parallelism().is_ok_and(|count| count >= NonZero::<usize>::MIN));
        let again = judged(&sample.judge(), &sample).json;
        assert!(again == expected, "{}: a second run", sample.name);
    }
}

#[test]
fn lines_moved_down_leave_every_finding_its_identity() {
    for sample in samples() {
        let judge = sample.judge();
        let found = |documents| -> Vec<(String, Outcome, String)> {
            let judged: Judged = judge.judge(documents).unwrap();
            judged.findings.into_iter().map(|finding| (finding.id, finding.outcome, finding.message)).collect()
        };
        let texts = sample.texts_of_documents();
        let moved = |(name, text): (&String, &String)| {
            if name.ends_with(".yaml") || name.ends_with(".yml") {
                read(name, &format!("# Ein Kommentar\n\n# é\n{text}\n\n# The end.\n"))
            } else if name.ends_with(".json") {
                read(name, &format!("\n\n\t{text}\n"))
            } else {
                read(name, text)
            }
        };
        let before = found(sample.documents());
        assert_eq!(before, found(texts.iter().map(moved).collect()), "{}", sample.name);
        let ids: BTreeSet<&String> = before.iter().map(|(id, ..)| id).collect();
        assert_eq!(ids.len(), before.len(), "{}: two findings have one identity", sample.name);
    }
}
