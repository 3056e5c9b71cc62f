//! Fuzzes `quorate_fuzz::cases`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quorate_fuzz::cases(bytes));
