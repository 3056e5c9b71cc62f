//! The integration tests: one binary, one link.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "clippy.toml allows these in test functions only, and tests have helpers"
)]

mod book;
mod browser;
mod cli;
mod editor;
mod forms;
mod fuzzed;
mod hostile;
mod lsp;
mod meeting;
mod office;
mod properties;
mod rules;
mod samples;
mod sandbox;
mod support;
mod tidy;
mod workbook;
