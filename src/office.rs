//! Office files as the officer has them: workbooks with their cells, Word files with their
//! paragraphs.
//!
//! Knows files, no kinds and no rules; opens nothing itself, it is given bytes and a name. Whatever
//! the bytes are, reading ends soon, in bounded memory, with what was read or with a clear
//! [problem](crate::problem::Problem): nothing is fetched and nothing is executed.

mod archive;
mod package;
#[cfg(test)]
mod packed;
mod signature;
mod xml;

pub mod paper;
pub mod workbook;
