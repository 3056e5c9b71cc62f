//! Fuzzes `quorate_fuzz::dates`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quorate_fuzz::dates(bytes));
