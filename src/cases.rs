//! The cases beside a rule: documents, and what the rule must find in them.
//!
//! A rule's cases are data: documents given whole, or a sample with changes, and the findings that
//! the rule must make. They are also what shows how much of the rule they reach
//! ([`Coverage`]), and whether they would notice if it were wrong ([`Mutation`]).

mod coverage;
mod expected;
mod file;
mod mutants;
mod mutation;
mod patch;
mod run;
mod suggest;
mod unasked;

pub use coverage::{Branch, Coverage, lcov};
pub use expected::Expected;
pub use file::{Case, CaseFile, ENDING, Samples};
pub use mutants::{Mutant, mutants};
pub use mutation::{Fate, Mutation};
pub use run::{Found, Ran, RuleCases, Tested, TestedCase, TestedRule, UntestedRule, Verdict, test};
pub use suggest::suggest;
pub use unasked::unasked;
