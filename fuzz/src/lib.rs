//! What each fuzz target does with the bytes it is given, and what must hold whatever they are.
//!
//! The targets in `fuzz_targets/` call these functions, and so does a test of the main suite,
//! with the committed corpus; nothing here needs nightly or a fuzzer.

mod dates;
mod documents;
mod files;
mod office;
mod references;
mod rules;
mod told;

pub use dates::dates;
pub use documents::{json, pointer, text, yaml};
pub use files::{cases, policy};
pub use office::{word, workbook};
pub use references::references;
pub use rules::rule;

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets; each has a file in `fuzz_targets/` and a folder in `corpus/`.
pub const TARGETS: [Target; 11] = [
    ("cases", cases),
    ("dates", dates),
    ("json", json),
    ("pointer", pointer),
    ("policy", policy),
    ("references", references),
    ("rule", rule),
    ("text", text),
    ("word", word),
    ("workbook", workbook),
    ("yaml", yaml),
];
