//! Fuzzes `quorate_fuzz::yaml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quorate_fuzz::yaml(bytes));
