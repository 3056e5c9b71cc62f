//! The committed corpus of the fuzz targets, through the same functions: what a fuzzer once
//! reached is reached at every run of the tests, without one.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::fs;

use crate::support::{files_below, root};

#[test]
fn every_input_of_the_corpus_is_taken_as_its_target_says() {
    for (name, target) in targets::TARGETS {
        let inputs = files_below(&root().join("fuzz/corpus").join(name), "");
        assert!(!inputs.is_empty(), "fuzz/corpus/{name} holds nothing");
        for input in inputs {
            let bytes = fs::read(&input).unwrap();
            let taken = std::panic::catch_unwind(|| target(&bytes));
            assert!(taken.is_ok(), "{}", input.display());
        }
    }
}
