//! Fuzzes `quorate_fuzz::workbook`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quorate_fuzz::workbook(bytes));
