//! Quorate checks the papers of public bodies against the policies that the bodies have adopted.
//!
//! It checks the record; people give assurance. It never says "assured".
//!
//! # The way of the data
//!
//! ```text
//!  bytes --> Document --+
//!                       +--> Submission --+
//!  bytes --> Document --+                 |
//!                                         +--> assess --> Assessment --> Report --> a form
//!  policies/*.toml --> Policy --+         |                                |
//!  rules/**/*.rhai --> Rule   --+---------+                                +--> gate --> exit code
//! ```
//!
//! One direction: a document knows no rule, a rule no report, a report no terminal. The groups of
//! modules below stand in this order; a module uses those of earlier groups and never of later
//! ones, and within a group there is no circle. A test holds it.
//!
//! # Invariants
//!
//! 1. **Absence never passes.** Nothing that was not judged may look accepted: what the record
//!    lacks gives *open*, and a policy of which no rule applied is "not judged".
//! 2. **Judging is pure.** It does no input or output and takes the date as an argument. The same
//!    documents, policies, rules and date give the same bytes, in any order of files, on any
//!    number of threads.
//! 3. **Every outcome stands on what it read.** The host records the reads, never the rule's
//!    author; what no rule read is reported too.

// What was submitted.
pub mod document;
pub mod label;
pub mod month;
pub mod office;
pub mod place;
pub mod problem;
pub mod schema;
pub mod submission;
pub mod table;
pub mod template;
pub mod wording;
// What governance counts with: plain Rust, no script, no document.
pub mod calendar;
pub mod escalation;
pub mod evidence;
pub mod measure;
pub mod numbering;
pub mod post;
pub mod quorum;
// What became of an earlier version.
pub mod change;
pub mod content;
pub mod snapshot;
// Records, as what governance counts with needs them.
pub mod chain;
pub mod meeting;
// What is asked.
pub mod policy;
pub mod rule;
// Judging.
pub mod assess;
pub mod cases;
pub mod compare;
pub mod gate;
// Telling.
pub mod report;
// The shell: files, clock, terminal.
pub mod cli;
