//! Fuzzes `quorate_fuzz::rule`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quorate_fuzz::rule(bytes));
